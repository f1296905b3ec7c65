"""WARC records of our own making."""


def record(kind: str, block: bytes, content_type: str = "application/warc-fields") -> bytes:
    """One WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(block):012d}>\r\n"
        f"WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Target-URI: https://a.example/\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(body: bytes, content_type: str, status: int = 200, headers: str = "Server: x") -> bytes:
    """A response record."""
    head = f"HTTP/1.1 {status} Word\r\nContent-Type: {content_type}\r\n{headers}\r\n\r\n".encode()
    return record("response", head + body, "application/http; msgtype=response")

"""Does the time for a byte stay the same as a page grows? Pages of one hostile shape each, in two sizes."""

import time
from collections.abc import Callable
from typing import Final

from bench import Options, Row
from tasks import RawPage
from tasks.knowledge import reader
from tasks.structuring.read_page import Reader, read_page

SMALL, GROWTH = 50_000, 4  # bytes, and how many times larger the large page is
_SAID: Final = b"The harbour board said on Friday that 12 ships, by John Doe, had left. "

Shape = Callable[[int], bytes]  # about so many bytes of it


def _repeated(unit: bytes, before: bytes = b"", after: bytes = b"") -> Shape:
    return lambda size: before + unit * (size // len(unit)) + after


FLAT: Final[dict[str, Shape]] = {
    "one long line": _repeated(_SAID),
    "one long word": _repeated(b"x"),
    "tiny lines": _repeated(b"ab\n"),
    "numbers": _repeated(b"1234\n"),
    "paragraphs": _repeated(_SAID * 3 + b"\n"),
    "dates": _repeated(b"12 May 2014 10:00\n"),
    "a thread": _repeated(b"Jo Bell says:\n12 May 2014 at 10:00\nI was there.\nReply\n"),
    "a list of comments": _repeated(b"  * Jo Bell\n    3 hours ago\n    I was there\n", b"Comments\n"),
    "bylines": _repeated(b"By John Doe and Jane Roe\n", b"A title of the page\n"),
    "commas": _repeated(b"a, "),
    "spaces": _repeated(b" ", b"a", b"b"),
    "broken quotes": _repeated("“”’".encode()),
    "mojibake": _repeated("â€™".encode()),
    "no text": _repeated(b"\xff\xfe\xfd", b"x"),
}
HTML: Final[dict[str, Shape]] = {
    "nested divs": _repeated(b"<div>", after=b"x"),
    "nested lists": _repeated(b"<ul><li>x"),
    "nested tables": _repeated(b"<table><tr><td>", after=b"x"),
    "open bold": _repeated(b"<b>x"),
    "open formatting": _repeated(b"<p><a><b><i><u>", after=b"x"),
    "paragraph elements": _repeated(b'<p class="a b">' + _SAID + b"</p>"),
    "line breaks": _repeated(b"x<br>"),
    "angle brackets": _repeated(b"<", b"<html>"),
    "attributes": _repeated(b"a=b ", b"<div ", b">x</div>"),
    "class names": _repeated(b"comment ", b'<div class="', b'">x</div>'),
    "remarks": _repeated(b"<!-- x -->", b"<html>", b"text"),
    "scripts in scripts": _repeated(b"<!-- <script> ", b"<html>text<script>", b"</script>"),
    "JSON-LD in depth": _repeated(b"[", b'<script type="application/ld+json">', b"</script>x"),
    "JSON-LD articles": _repeated(
        b'{"@type":"NewsArticle","headline":"x"},', b'<script type="application/ld+json">[', b"{}]</script>x"
    ),
    "comments": _repeated(b'<li class="comment" id="comment-1"><b class="fn">Jo</b><p>I was there</p></li>', b"<ul>"),
    "nested comments": _repeated(b'<ul><li class="comment"><p>I was there</p>'),
    "entities": _repeated(b"&amp;&lt;&nbsp;", b"<p>"),
    "headings": _repeated(b"<h1>a b c</h1>", b"<title>a b</title>"),
    "times": _repeated(b'<time datetime="2020-01-01">x</time>', b"<h1>a</h1>"),
}


def measure(options: Options) -> list[Row]:
    """A row for each shape: seconds a MB at both sizes and their ratio, 1 where time is linear."""
    known = reader()
    return [
        {
            "shape": name,
            "kind": kind,
            f"s a MB, {SMALL // 1000} kB": round(small, 2),
            f"s a MB, {SMALL * GROWTH // 1000} kB": round(large, 2),
            "growth": round(large / small, 2),
        }
        for kind, shapes in (("text/plain", FLAT), ("text/html", HTML))
        for name, shape in shapes.items()
        for small, large in [growth_of(shape, kind, SMALL, known, options.rounds)]
    ]


def growth_of(shape: Shape, media_type: str, size: int, known: Reader, rounds: int) -> tuple[float, float]:
    """Seconds of CPU a MB at a size and at `GROWTH` times it, each the fastest of some rounds."""
    found = []
    for data in (shape(size), shape(size * GROWTH)):
        page = RawPage("memory:", 0, data, media_type)
        read_page(page, known)
        found.append(min(_seconds(page, known) for _ in range(rounds)) / len(data) * 1e6)
    return found[0], found[1]


def _seconds(page: RawPage, known: Reader) -> float:
    began = time.process_time()
    read_page(page, known)
    return time.process_time() - began

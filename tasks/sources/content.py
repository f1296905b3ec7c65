"""What is in these bytes, whatever the file is called?

The first bytes of a source go in; its kind comes out, by magic numbers and by the look of the text.
"""

import codecs
import re
from typing import Final

HEAD_BYTES: Final = 4096

# Kinds that are opened, and what begins them.
_CONTAINERS: Final = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"WARC/", "warc"),
    (b"filedesc://", "arc"),
)
# Kinds that hold no page; the name is what people are told.
_BINARIES: Final = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x04\x22\x4d\x18", "an LZ4 archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x01\x00\x00", "a font"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"\x00asm", "a program"),
)
_BOMS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_TEXT_CONTROLS: Final = frozenset(b"\t\n\r\f\x08\x0b\x1b\x85")
# Text dumps with stray controls stay below 2 %; compressed and encrypted bytes have 10 %.
_MOST_CONTROLS: Final = 0.05
_MARKUP: Final = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<title[\s>]|<meta\s|<link\s|<script[\s>]|<article[\s>]"
    rb"|<(?:div|p|h1|section|main|table|span|a|ul)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_DOCTYPE: Final = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FEED: Final = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex|svg|opml)[\s>]", re.IGNORECASE)
_TABLE_NAME: Final = re.compile(r"\.(?:csv|tsv)$", re.IGNORECASE)
# The header of a mail whose parts belong together, before its first empty line.
_MHTML: Final = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE)
_TAR_MARK: Final = 257  # where a tar archive says that it is one


def container_of(head: bytes) -> str | None:
    """'gzip', 'zstd', 'zip', 'warc' or 'arc', where the bytes begin so."""
    return next((kind for magic, kind in _CONTAINERS if head.startswith(magic)), None)


def binary_of(head: bytes) -> str | None:
    """What the bytes are, in words, where they are no text; None for text.

    >>> binary_of(bytes([71, 73, 70, 56, 0, 1])), binary_of("Grüße".encode("utf-16")), binary_of(b"Morning news")
    ('a GIF picture', None, None)
    """
    if head.startswith(_BOMS):
        return None
    if head[4:8] == b"ftyp":
        return "an MP4 video"
    if head.startswith(b"ustar", _TAR_MARK):
        return "a tar archive"
    named = next((name for magic, name in _BINARIES if head.startswith(magic)), None)
    if named and _looks_binary(head):
        return named
    return "binary data" if _looks_binary(head) and not _is_wide(head) else None


def _looks_binary(head: bytes) -> bool:
    if not head:
        return False
    controls = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)
    return b"\0" in head or controls > _MOST_CONTROLS * len(head) or not _is_texty(head)


def _is_texty(head: bytes) -> bool:
    r"""No magic number but of letters alone: 'BM' and 'MZ' begin words, '%PDF' and '{\\rtf' begin documents."""
    return not head.startswith((b"%PDF", b"{\\rtf"))


def _is_wide(head: bytes) -> bool:
    """Text in UTF-16 or UTF-32 without a byte order mark: zeros fill the even or the odd places alone."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    return most > 0.3 * (len(head) // 2 or 1) and least < 0.05 * (len(head) // 2 or 1)


def is_html(head: bytes) -> bool:
    """The text begins as an HTML page does: with a tag, and with one of HTML's own.

    >>> is_html(b"  <!DOCTYPE html><p>Rain"), is_html(b"Rain <b>today</b>")
    (True, False)
    """
    plain = _narrow(head).lstrip(b"\xef\xbb\xbf \t\r\n\f")
    if not plain.startswith(b"<") or _FEED.search(plain[:1024]):
        return False
    return _MARKUP.search(plain) is not None


def is_mhtml(head: bytes) -> bool:
    """The text begins as a browser's single-file page does."""
    return _MHTML.match(head) is not None


def collection_of(head: bytes, name: str) -> str | None:
    """What the text is, in words, where it speaks of many pages and is none; None for a page.

    >>> collection_of(b"url,title", "pages.csv"), collection_of(b"Rain", "pages.txt")
    ('a table of rows (JSON Lines are read)', None)
    """
    if _TABLE_NAME.search(name):
        return "a table of rows (JSON Lines are read)"
    plain = _narrow(head).lstrip(b"\xef\xbb\xbf \t\r\n\f")
    is_feed = plain.startswith(b"<") and _FEED.search(plain[:1024]) and not _DOCTYPE.search(plain)
    return "a feed, a site map or a drawing in XML" if is_feed else None


def has_markup(head: bytes) -> bool:
    """There is HTML somewhere in the beginning; enough for what calls itself HTML."""
    return _MARKUP.search(_narrow(head)) is not None


def has_document(head: bytes) -> bool:
    """A document's own tags stand in the beginning, be it after other text."""
    return _DOCTYPE.search(_narrow(head)) is not None


def _narrow(head: bytes) -> bytes:
    return head.replace(b"\0", b"").replace(b"\xff\xfe", b"").replace(b"\xfe\xff", b"") if b"\0" in head else head

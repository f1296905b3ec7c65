"""Does the time for a byte stay the same as a page grows? Pages of one hostile shape each, in two sizes.

Pages of text and HTML are read; prose is enriched, each of its lines a paragraph.
"""

import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import product
from string import ascii_lowercase
from typing import Any, Final

from bench import Options, Row
from tasks import PageText, Passage, RawPage
from tasks.enrich_shard import compiled_enrichers
from tasks.enriching.enrich_page import enrich_page
from tasks.knowledge import reader
from tasks.structuring.lines import split_lines
from tasks.structuring.read_page import read_page
from warehouse.tables import Article, Page

SMALL, GROWTH = 50_000, 4  # bytes, and how many times larger the large page is
_SAID: Final = b"The harbour board said on Friday that 12 ships, by John Doe, had left. "

Shape = Callable[[int], bytes]  # about so many bytes of it
Work = Callable[[bytes], object]  # what is done with a page


def _repeated(unit: bytes, before: bytes = b"", after: bytes = b"") -> Shape:
    return lambda size: before + unit * (size // len(unit)) + after


def _named(unit: str) -> Shape:
    """A unit again and again, its braces filled with other letters each time."""
    names = ["".join(letters) for letters in product(ascii_lowercase, repeat=4)]
    return lambda size: "".join(unit.format(names[n]) for n in range(size // len(unit))).encode()


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
PROSE: Final[dict[str, Shape]] = {
    "one long paragraph of reports": _repeated(_SAID),
    "one long paragraph of speakers": _repeated(b"Jo Bell says: "),
    "one long paragraph of names": _named("north of Lo{}don "),
    "one long paragraph of quotations": _repeated(b'"a" said '),
    "one long paragraph of amounts": _repeated(b"from 12 to 14 ships "),
    "a name of its own in each paragraph": _named(", according to John D{}, \n"),
}

SHAPES: Final = {"text/plain": FLAT, "text/html": HTML, "prose": PROSE}


def measure(options: Options) -> list[Row]:
    """A row for each shape: seconds a MB at both sizes and their ratio, 1 where time is linear."""
    return [
        {
            "shape": name,
            "kind": kind,
            f"s a MB, {SMALL // 1000} kB": round(small, 2),
            f"s a MB, {SMALL * GROWTH // 1000} kB": round(large, 2),
            "growth": round(large / small, 2),
        }
        for kind, shapes in SHAPES.items()
        for name, shape in shapes.items()
        for small, large in [growth_of(shape, kind, SMALL, options.rounds)]
    ]


def growth_of(shape: Shape, kind: str, size: int, rounds: int) -> tuple[float, float]:
    """Seconds of CPU a MB at a size and at `GROWTH` times it, each the fastest of some rounds."""
    work = _enriched if kind == "prose" else partial(_read, kind)
    work(shape(size))  # what is compiled or loaded once is no part of it
    pages = shape(size), shape(size * GROWTH)
    small, large = (min(_seconds(work, data) for _ in range(rounds)) / len(data) * 1e6 for data in pages)
    return small, large


def _seconds(work: Work, data: bytes) -> float:
    began = time.process_time()
    work(data)
    return time.process_time() - began


def _read(media_type: str, data: bytes) -> object:
    return read_page(RawPage("memory:", 0, data, media_type), reader())


def _enriched(data: bytes) -> object:
    text = data.decode()
    page = Page(**_nothing(Page._fields) | {"page_id": "p", "text": text})
    article = Article(**_nothing(Article._fields) | {"page_id": "p", "article_id": "a"})
    passages = (Passage("body", line.start, text[line.start : line.end]) for line in split_lines(text))
    return enrich_page(PageText(page, article, tuple(passages)), compiled_enrichers())


def _nothing(fields: Iterable[str]) -> dict[str, Any]:
    return dict.fromkeys(fields)

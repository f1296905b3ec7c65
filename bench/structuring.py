"""Pages a second on one core: reading flat text, HTML and WARC, beside the tools that people use for it.

A run meets a page once. So before each turn everybody forgets what lines and values of these pages are remembered;
what it is worth to have read a page before stands in cases of its own.
"""

import io
import logging
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from bench import Case, Options, Row
from bench.pages import as_flat, as_warc, html_pages
from bench.timing import race
from tasks import RawPage, Reading
from tasks.knowledge import reader
from tasks.sources import read_source
from tasks.structuring.read_page import Reader, read_page


def measure(options: Options) -> list[Row]:
    """The same pages for everyone; each has its bytes or text in memory and hands over what it reads."""
    pages = html_pages(options.pages, options.most)
    flat = [as_flat(page) for page in pages]
    archive = as_warc(pages)
    known = reader()
    return race(
        [
            *(Case(f"{name}, HTML", partial(_each, extract, pages), _forget) for name, extract in _peers()),
            Case("Broadsheet, HTML", partial(_read, pages, known), _forget),
            Case("Broadsheet, WARC", partial(_read_archive, archive, known), _forget),
            Case("Broadsheet, flat text", partial(_read, flat, known), _forget),
            Case("Broadsheet, HTML, read before", partial(_read, pages, known), partial(_read, pages, known)),
            Case("Broadsheet, flat text, read before", partial(_read, flat, known), partial(_read, flat, known)),
        ],
        options.rounds,
    )


def _forget() -> None:
    """Empty the caches of all readers; what a process makes once, whatever the pages, stays."""
    import trafilatura.meta

    trafilatura.meta.reset_caches()
    rooms = [vars(module) for name, module in sys.modules.items() if name.startswith("tasks.structuring.")]
    for function in (value for room in rooms for value in room.values() if hasattr(value, "cache_parameters")):
        if function.cache_parameters()["maxsize"] > 1:
            function.cache_clear()


def _peers() -> list[tuple[str, Callable[[bytes], Any]]]:
    """The other tools, trafilatura with its default settings first: what ratios are to.

    By default it reads no title, authors, date, section or tags; told to read them it does what Broadsheet does.
    """
    warnings.simplefilter("ignore")  # newspaper4k warns at import, and both of time zones in pages
    try:
        import newspaper
        import trafilatura
    except ModuleNotFoundError as missing:
        raise SystemExit(f"{missing.name} is not installed; 'make bench' installs what is measured against.") from None
    logging.disable(logging.WARNING)  # trafilatura tells of every page that it finds empty

    def read_with_newspaper(html: bytes) -> Any:
        article = newspaper.Article("https://pages.example/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return article

    return [
        ("trafilatura", trafilatura.bare_extraction),
        ("trafilatura with metadata", partial(trafilatura.bare_extraction, with_metadata=True)),
        ("newspaper4k", read_with_newspaper),
    ]


def _each(extract: Callable[[bytes], Any], pages: Iterable[RawPage]) -> Mapping[str, int]:
    count = 0
    for page in pages:
        extract(page.data)
        count += 1
    return {"pages": count}


def _read(pages: Iterable[RawPage], known: Reader) -> Mapping[str, int]:
    counts = {"pages": 0, "lines": 0}
    for page in pages:
        reading = read_page(page, known)
        counts["pages"] += 1
        counts["lines"] += len(reading.lines) if isinstance(reading, Reading) else 0
    return counts


def _read_archive(archive: bytes, known: Reader) -> Mapping[str, int]:
    records = read_source(io.BytesIO(archive), "memory:", "pages.warc.gz")
    return _read((record for record in records if isinstance(record, RawPage)), known)

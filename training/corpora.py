"""Which pages can be learned from, and what is known of each?

The corpora folder goes in (its layout is that of the scorer's sets), `Sample`s come out: one per
rendering of a page, in a fixed order. A page is rendered whole and as main content; text-only
articles have no markup.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tasks.structuring.lines import TextLine, split_lines

SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"})


class Sample(NamedTuple):
    """One rendering of one page."""

    stem: str
    kind: str  # one of KINDS
    site: str  # registered domain, or the corpus' own name of the publisher: what folds are cut by
    text: str
    html: bytes | None
    gold: Mapping[str, Any]
    aside: frozenset[int] = frozenset()  # numbers of lines that rendering leaves out, which the model does not read

    @property
    def lines(self) -> list[TextLine]:
        """The lines that the model reads."""
        return [line for line in split_lines(self.text) if line.number not in self.aside]


def registered_domain(url: str) -> str:
    """The part of a host that someone registered.

    >>> registered_domain("https://www.news.example.co.uk/a?b")
    'example.co.uk'
    """
    host = re.sub(r"^[a-z]+://", "", url.lower()).split("/")[0].split(":")[0].split(".")
    is_deep = len(host) > 2 and len(host[-1]) == 2 and host[-2] in SECOND_LEVEL
    return ".".join(host[-3:] if is_deep else host[-2:])


def samples(corpora: Path) -> Iterator[Sample]:
    """Every page of the corpora in every rendering, by set and stem."""
    for row in _gold(corpora / "articles_flat"):
        html = gzip.decompress((corpora / "articles_html" / f"{row['stem']}.html.gz").read_bytes())
        site = _site(row, html)
        for kind, folder in (("whole", "articles_flat"), ("main", "articles_main")):
            yield Sample(row["stem"], kind, site, _text(corpora / folder, row["stem"]), html, row)
    for row in _gold(corpora / "comments"):
        html = gzip.decompress((corpora / "comments" / "html" / f"{row['stem']}.html.gz").read_bytes())
        yield Sample(
            row["stem"], "comments", _site(row, html), _text(corpora / "comments" / "flat", row["stem"]), html, row
        )
    for name in ("ner", "quotes"):
        for row in _gold(corpora / name):
            site = registered_domain(row["url"]) if row.get("url") else row["stem"].split("_")[0]
            yield Sample(row["stem"], "text", site, _text(corpora / name, row["stem"]), None, row)


def _gold(folder: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    return sorted(rows, key=lambda row: str(row["stem"]))


def _text(folder: Path, stem: str) -> str:
    return (folder / f"{stem}.txt").read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _site(row: Mapping[str, Any], html: bytes) -> str:
    """The gold's domain; where the gold has none, the one that the markup calls its own."""
    site = registered_domain(row.get("url") or "")
    if "." in site:
        return site
    found = re.search(rb"(?:og:url|canonical)[^>]{0,40}?(?:content|href)=[\"'](https?://[^\"'\s]+)", html)
    return registered_domain(found[1].decode("ascii", "replace")) if found else str(row["stem"])

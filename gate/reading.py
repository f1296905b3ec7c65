"""What does the reader make of the pages of a set, each read with a model that never saw its publisher?

A set's folder and the fold models go in; pages in the shape that the scorer takes come out, each with its gold.
"""

import dataclasses
import gzip
import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from tasks import Quarantined, RawPage
from tasks.enriching import Enricher
from tasks.enriching.enrich_page import enrich_page, enrichers
from tasks.knowledge import knowledge, reader
from tasks.structuring.passages import page_text
from tasks.structuring.read_page import Reader, read_page
from tasks.structuring.role_model import RoleModel
from training.corpora import registered_domain

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
Pair = tuple[Any, Mapping[str, Any]]  # the scorer's Page, and the row of gold


class PageSet(NamedTuple):
    """One rendering of one corpus: where its pages and its gold lie."""

    name: str
    pages: str
    gold: str
    is_enriched: bool = False  # names and quotes are judged, not only fields


SETS: Final = (
    PageSet("articles_flat", "articles_flat", "articles_flat"),
    PageSet("articles_main", "articles_main", "articles_main"),
    PageSet("articles_html", "articles_html", "articles_html"),
    PageSet("comments_flat", "comments/flat", "comments"),
    PageSet("comments_html", "comments/html", "comments"),
    PageSet("names", "ner", "ner", is_enriched=True),
    PageSet("quotes", "quotes", "quotes", is_enriched=True),
)


class FoldModels(NamedTuple):
    """One model per fold of publishers, and which fold a page or a site belongs to."""

    models: tuple[RoleModel, ...]
    pages: Mapping[str, int]  # page → the fold that was kept from its model
    sites: Mapping[str, int]

    @classmethod
    def load(cls, folder: Path, corpora: Path) -> "FoldModels":
        """The models that `python -m training.roles CORPORA --fold-models FOLDER` wrote.

        Raises ValueError where one does not fit the features of today.
        """
        pages = json.loads((folder / "folds.json").read_text("utf-8"))
        count = len(list(folder.glob("fold*.npz")))
        models = tuple(RoleModel.from_bytes((folder / f"fold{fold}.npz").read_bytes()) for fold in range(count))
        golds = [row for each in SETS for row in gold_of(corpora, each)]
        sites = {_site(row): pages[row["stem"]] for row in golds if row["stem"] in pages and _site(row)}
        return cls(models, pages, sites)

    def reader_for(self, gold: Mapping[str, Any]) -> Reader:
        """The product's reader with the model that saw no page of this one's publisher."""
        fold = self.pages.get(gold["stem"], self.sites.get(_site(gold), 0))
        return dataclasses.replace(reader(), model=self.models[fold])


def _site(gold: Mapping[str, Any]) -> str:
    return registered_domain(gold.get("url") or "")


def gold_of(corpora: Path, each: PageSet) -> list[dict[str, Any]]:
    """The rows of a set's gold; none where the set is not there."""
    file = corpora / each.gold / "gold.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def read_set(corpora: Path, each: PageSet, models: FoldModels) -> Iterator[Pair]:
    """Each page of a set as the scorer sees it, with its gold."""
    made = enrichers(knowledge()) if each.is_enriched else ()
    for gold in gold_of(corpora, each):
        yield scored_page(raw_page(corpora / each.pages, gold["stem"]), models.reader_for(gold), made), gold


def raw_page(folder: Path, stem: str) -> RawPage:
    """The page's bytes as a run would find them."""
    text, html = folder.absolute() / f"{stem}.txt", folder.absolute() / f"{stem}.html.gz"
    if text.exists():
        return RawPage(text.as_uri(), 0, text.read_bytes(), "text/plain")
    return RawPage(html.as_uri(), 0, gzip.decompress(html.read_bytes()), "text/html")


def scored_page(raw: RawPage, known: Reader, made: tuple[Enricher, ...] = ()) -> Any:
    """What is read from a page, in the shape that the scorer reads from a warehouse."""
    read = read_page(raw, known)
    if isinstance(read, Quarantined):
        return _page()(_row(read.page))
    rows = {name: [_row(row) for row in getattr(read, name)] for name in ("articles", "comments", "lines", "media")}
    page = _page()(_row(read.page), **rows, related=[_row(row) for row in read.related])
    if made:
        text = page_text(read.page, read.articles, read.lines, read.media, read.comments)
        found = enrich_page(text, made)
        page.mentions, page.quotes = [_row(row) for row in found.mentions], [_row(row) for row in found.quotes]
    return page


def _row(row: Any) -> dict[str, Any]:
    """A row as the scorer has it: instants in microseconds."""
    return {
        name: (value - EPOCH) // (EPOCH.resolution) if isinstance(value, datetime) else value
        for name, value in row._asdict().items()
    }


def use_scorer(folder: Path) -> None:
    """Make the scorer in this folder importable."""
    sys.path.insert(0, str(folder))


def scorer(module: str) -> Any:
    """A module of the scorer that `use_scorer` found."""
    return importlib.import_module(f"newsscore.{module}")


def _page() -> Any:
    return scorer("warehouse").Page

"""Does a run that asks changed pages only what the last release passed find what asking all pages finds?"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from expectations import engine
from warehouse import changed_pages
from warehouse.changed_pages import TABLES_OF_PAGES, write_changed
from warehouse.database import row_counts, view_only
from warehouse.release import table_file
from warehouse.schema import table_named
from warehouse.staging import write_rows
from warehouse.tables import TABLES

Rows = dict[str, list[Any]]
NEW = "p1"  # the page that comes after the last release
# One value of a row of the new page, and the check that it breaks.
FAULTS = {
    "audit.line_span": ("lines", {"span_start": 1}),
    "audit.line_count": ("pages", {"line_count": 3}),
    "audit.body_on_page": ("articles", {"body": "Not on the page."}),
    "audit.comment_words_inside": ("comments", {"text": "Nobody said this."}),
    "audit.caption_inside": ("media", {"caption": "No such picture"}),
    "audit.related_title_inside": ("related", {"title": "No such headline"}),
    "audit.mention_slices_back": ("mentions", {"surface": "Zoe"}),
    "audit.quote_words_inside": ("quotes", {"text": "Never"}),
    "audit.figure_slices_back": ("figures", {"text": "41 metres"}),
    "audit.date_slices_back": ("dates", {"text": "4 May 2021"}),
    "mentions.confidence.between": ("mentions", {"confidence": 2.0}),
    "pages.language_confidence.between": ("pages", {"language_confidence": 2.0}),
    "mentions.entity_id.references": ("mentions", {"entity_id": "nobody"}),
}


def released(folder: Path, rows: Rows, name: Callable[[str], str]) -> None:
    for table in TABLES:
        write_rows(folder, {table.name: rows.get(table.name, [])})
        target = table_file(folder, table.name).with_name(name(table.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{table.name}.parquet").rename(target)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Rows], tuple[Path, Path]]:
    """A release without the new page, and one that links its files and adds the page."""
    monkeypatch.setattr(changed_pages, "MOST_UNSHARED", 100.0)
    monkeypatch.setattr(changed_pages, "MOST_CHANGED", 1.0)

    def made(rows: Rows) -> tuple[Path, Path]:
        last, tables = tmp_path / "last", tmp_path / "tables"
        old = {name: [r for r in of_table if getattr(r, "page_id", None) != NEW] for name, of_table in rows.items()}
        new = {name: [r for r in rows.get(name, []) if r not in old[name]] for name in TABLES_OF_PAGES}
        released(last, old, lambda _: "part-00000.parquet")
        released(tables, {**rows, **new}, lambda name: f"part-0000{int(name in TABLES_OF_PAGES)}.parquet")
        for name in TABLES_OF_PAGES:
            os.link(table_file(last, name), table_file(tables, name))
        return last, tables

    return made


def test_faults_of_a_new_page_are_found_as_if_all_pages_were_asked(
    tmp_path: Path, rows: Rows, folders: Callable[[Rows], tuple[Path, Path]]
) -> None:
    for table, values in FAULTS.values():
        (place, *_) = (number for number, row in enumerate(rows[table]) if row.page_id == NEW)
        rows[table][place] = rows[table][place]._replace(**values)
    last, tables = folders(rows)
    everything = tmp_path / "all.duckdb"
    view_only(tables, everything)
    assert write_changed(tables, last, tmp_path / "changed.duckdb")
    held = frozenset(expectation.name for expectation in engine.expected())
    known = engine.Known(tmp_path / "changed.duckdb", held, row_counts(tables))
    outcomes = engine.check(everything, "run-1", known=known)
    assert outcomes == engine.check(everything, "run-1")
    assert set(FAULTS) <= {outcome.check.check_name for outcome in outcomes if outcome.check.outcome == "failed"}


def test_what_the_last_release_did_not_pass_is_asked_of_all_pages(
    tmp_path: Path, rows: Rows, folders: Callable[[Rows], tuple[Path, Path]]
) -> None:
    old = next(number for number, row in enumerate(rows["lines"]) if row.page_id != NEW)
    rows["lines"][old] = rows["lines"][old]._replace(span_start=1)
    last, tables = folders(rows)
    everything = tmp_path / "all.duckdb"
    view_only(tables, everything)
    assert write_changed(tables, last, tmp_path / "changed.duckdb")
    for held, found in ((frozenset(["audit.line_span"]), "passed"), (frozenset[str](), "failed")):
        known = engine.Known(tmp_path / "changed.duckdb", held, row_counts(tables))
        outcomes = engine.check(everything, "run-1", None, [table_named("lines")], known)
        assert {o.check.outcome for o in outcomes if o.check.check_name == "audit.line_span"} == {found}


def test_where_most_rows_are_others_all_pages_are_asked(
    tmp_path: Path, rows: Rows, folders: Callable[[Rows], tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    last, tables = folders(rows)
    monkeypatch.setattr(changed_pages, "MOST_CHANGED", 0.1)
    assert not write_changed(tables, last, tmp_path / "changed.duckdb")
    monkeypatch.setattr(changed_pages, "MOST_UNSHARED", 0.1)
    assert not write_changed(tables, last, tmp_path / "changed.duckdb")

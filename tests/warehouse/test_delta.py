"""Does a release that was published as a change of the last one hold the same as one that was written whole?"""

import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.rows import NOON, article, comment, entity, line, mention, page, run
from tests.warehouse.test_settle import PARIS
from warehouse import entity_counts, grow
from warehouse import settle as settling
from warehouse.answers import ask
from warehouse.count import count, write_own
from warehouse.database import complete, row_counts, verify
from warehouse.parts import unshared
from warehouse.release import Release, table_files, write_manifest
from warehouse.settle import Changed, settle
from warehouse.shortcut_tables import SHORTCUTS
from warehouse.staging import read_rows, write_rows
from warehouse.tables import RUN_TABLES, TABLES, Article, Check, Entity, Figure, Mention, Page, Quote, Story, row_id

CONTENTS = ("Paris one.", "Paris two.", "Paris two. ", "Paris three.", "Paris four.")
DATA_TABLES = [table.name for table in TABLES if table.name not in RUN_TABLES]


def stage(folder: Path, files: dict[str, str]) -> Path:
    """One shard; pages with the same words but for white space have the same text."""
    pages = [
        page(content, source, text_hash=page(content.strip()).text_hash, url=f"https://a.example/{source[-1]}")
        for source, content in files.items()
    ]
    once = list({p.page_id: p for p in pages}.values())
    write_rows(folder, {
        "pages": pages, "lines": [line(p) for p in once],
        "articles": [article(p, url=p.url, published_at=published(p)) for p in once],
        "comments": [comment(p) for p in once], "mentions": [m for p in once for m in named(p)],
        "entities": [PARIS, *{thing(p).entity_id: thing(p) for p in once}.values()],
        "quotes": [quote(p, f"Speaker {len(p.text or '') % 2}") for p in once], "figures": [figure(p) for p in once],
    })  # fmt: skip
    return folder


def thing(of: Page) -> Entity:
    """One of few persons; pages spell the first with an accent or without."""
    return entity("Jose Roux" if len(of.text or "") < 12 else f"Ada {(of.text or '')[:7]}", "person")


def named(of: Page) -> list[Mention]:
    """Paris once, and the person under a name that hangs on the page."""
    spelling = "José Roux" if "one" in (of.text or "") else thing(of).name
    return [mention(of, PARIS, "Paris"), mention(of, thing(of), spelling, 6), mention(of, thing(of), "Roux", 20)]


def published(of: Page) -> datetime | None:
    day = len(of.text or "")
    return NOON.replace(day=day) if day % 2 else None


def figure(of: Page) -> Figure:
    """Boats in Paris: what pages say of them is held against each other."""
    count = float(len(of.text or ""))
    return Figure(
        row_id(of.page_id, "figure"), of.page_id, article(of).article_id, None, "boats", count, count, False, "boats",
        None, None, None, None, PARIS.entity_id, f"Speaker {len(of.text or '') % 2}", None, 0, 5,
    )  # fmt: skip


def quote(of: Page, speaker: str) -> Quote:
    return Quote(
        row_id(of.page_id, "quote"), of.page_id, article(of).article_id, "Paris", speaker, None, "named", "said", False,
        0, 5,
    )  # fmt: skip


def rows(tables: Path) -> dict[str, list[Any]]:
    return {
        name: sorted((row for part in table_files(tables, name) for row in read_rows(part, name)), key=repr)
        for name in DATA_TABLES
    }


def finished(tables: Path, last: Release | None = None) -> Release:
    """Count what was settled, or what changed since a release. Articles of the same length are copies of one story."""
    articles: list[Article] = [row for part in table_files(tables, "articles") for row in read_rows(part, "articles")]
    firsts = {len(a.body): a.article_id for a in sorted(articles, key=lambda a: a.article_id, reverse=True)}
    stories = [
        Story(row_id("story", firsts[len(a.body)]), a.article_id, 1.0, firsts[len(a.body)] == a.article_id)
        for a in sorted(articles, key=lambda a: a.article_id)
    ]
    count(tables, stories, run(), [], last and last.folder / "tables")
    night = tables.parent.name
    write_own(tables, "checks", night, [Check(night, "a check", "pages", None, "gate", "passed", 0, None, None)])
    return Release(1, tables.parent)


def database(release: Release, before: Release | None) -> Path:
    """The release's DuckDB file, made from the one before it where there is one, and verified.

    Its checks come last, as they do where they are asked while it is built.
    """
    grow.load(release.folder / "tables", release.database, before, later=("checks",))
    assert ask(release.database, f"FROM checks WHERE run_id = '{release.folder.name}'").rows == []
    for _ in range(2):
        complete(release.folder / "tables", release.database, ["checks"])
    verify(release.database, row_counts(release.folder / "tables"))
    write_manifest(release.folder, {"shape": grow.shape()})
    return release.database


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table, and what the search index says of every text, whatever their numbers in it."""
    tables = {name: ask(path, f"SELECT hash(t) FROM {name} t ORDER BY ALL").rows for name in DATA_TABLES}
    columns = "kind, id, page_id, char_count, term, weight"
    posts = f"SELECT {columns} FROM ft.doc LEFT JOIN ft.post USING (doc_no) ORDER BY ALL"
    shortcuts = {name: ask(path, f"FROM ix.{name} ORDER BY ALL").rows for name in (table.name for table in SHORTCUTS)}
    numbered = "SELECT p.* EXCLUDE doc_no, d.kind, d.id FROM ix.page p LEFT JOIN ft.doc d USING (doc_no) ORDER BY ALL"
    shortcuts["page"] = ask(path, numbered).rows
    return tables | shortcuts | {"post": ask(path, posts).rows, "term": ask(path, "FROM ft.term ORDER BY ALL").rows}


@pytest.mark.parametrize("seed", range(3))
def test_changes_of_the_last_release_give_the_rows_of_whole_ones_after_any_night(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    files: dict[str, str] = {}
    last: dict[str, Release | None] = {"change": None, "whole": None}
    before: Release | None = None
    monkeypatch.setattr(grow, "MOST_UNSHARED", 100.0)
    monkeypatch.setattr(entity_counts, "MOST_UNSHARED", 100.0)
    for night in range(3):
        read = {f"file:///{name}": chance.choice(CONTENTS) for name in chance.sample("abcdefg", 3)}
        left = {source for source in files if source not in read and chance.random() < 0.2}
        shard = stage(tmp_path / f"shard{night}", read)
        for way, most in (("change", 100.0), ("whole", -1.0)):
            monkeypatch.setattr(settling, "MOST_CHANGED", most)
            tables = tmp_path / way / str(night) / "tables"
            settle(tables, last[way], [shard], Changed(tuple(read), tuple(left)))
            last[way] = finished(tables, last[way] if way == "change" else None)
        files = {source: text for source, text in (files | read).items() if source not in left}
        assert last["change"] is not None and last["whole"] is not None
        assert rows(last["change"].folder / "tables") == rows(last["whole"].folder / "tables"), night
        grown = database(last["change"], before)
        whole = database(last["whole"], None)
        assert contents(grown) == contents(whole), night
        assert ask(grown, "FROM checks ORDER BY ALL").rows == ask(whole, "FROM checks ORDER BY ALL").rows
        before = last["change"]
        assert {len(last["whole"].parts(name)) for name in DATA_TABLES} == {1}
    assert len(last["change"].parts("pages")) > 1


def test_files_that_hold_nothing_of_what_changed_are_shared_with_the_last_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "MOST_CHANGED", 1.0)
    settle(tmp_path / "1/tables", None, [stage(tmp_path / "a", {"file:///a": "Paris one."})], Changed())
    first = finished(tmp_path / "1/tables")
    new = stage(tmp_path / "b", {"file:///b": "Paris three."})
    settle(tmp_path / "2/tables", first, [new], Changed(("file:///b",)))
    second = finished(tmp_path / "2/tables")
    shared = {name for name in DATA_TABLES if not unshared(first.folder / "tables", second.folder / "tables", name)}
    assert {"pages", "lines", "articles", "comments", "mentions"} <= shared
    assert [part.name for part in unshared(second.folder / "tables", first.folder / "tables", "lines")] == [
        "part-00001.parquet"
    ]


def test_too_many_files_are_written_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "MOST_CHANGED", 100.0)
    monkeypatch.setattr(settling, "MOST_PARTS", 3)
    last = None
    counts = []
    for night, name in enumerate("abcd"):
        shard = stage(tmp_path / name, {f"file:///{name}": f"Paris {night}."})
        settle(tmp_path / f"{night}/tables", last, [shard], Changed((f"file:///{name}",)))
        last = finished(tmp_path / f"{night}/tables")
        counts.append(len(last.parts("lines")))
    assert counts == [1, 2, 3, 1]

"""Is what a release holds a matter of the pages alone?"""

from itertools import permutations
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.warehouse.rows import article, comment, entity, line, mention, page, run
from warehouse.count import count
from warehouse.release import Release, table_file
from warehouse.settle import Changed, settle
from warehouse.staging import read_rows, write_rows
from warehouse.tables import RUN_TABLES, TABLES, Page, Quarantine, Story, row_id

PARIS = entity("Paris")


def stage(folder: Path, *pages: Page) -> Path:
    """One shard with an article, a line, a comment and a mention for each page; as structuring, once per content."""
    once = list({p.page_id: p for p in pages}.values())
    rows: dict[str, Any] = {
        "pages": pages,
        "lines": [line(p) for p in once],
        "articles": [article(p) for p in once],
        "comments": [comment(p) for p in once],
        "mentions": [mention(p, PARIS, "Paris") for p in once],
        "entities": [PARIS],
    }
    write_rows(folder, rows)
    return folder


def read(tables: Path, name: str) -> list[Any]:
    return read_rows(table_file(tables, name), name)


def settled(
    tmp_path: Path,
    *shards: Path,
    release: Release | None = None,
    reread: tuple[str, ...] = (),
    left: tuple[str, ...] = (),
) -> dict[str, list[Any]]:
    settle(tmp_path, release, shards, Changed(reread, left))
    stories = [Story(row_id("story", a.article_id), a.article_id, 1.0, True) for a in read(tmp_path, "articles")]
    count(tmp_path, stories, run(), ["file:///a", "file:///b"])
    return {table.name: read(tmp_path, table.name) for table in TABLES}


def test_of_equal_records_the_first_by_place_is_the_original_and_the_others_point_to_it(tmp_path: Path) -> None:
    first, copy = page("Paris.", "file:///a"), page("Paris.", "file:///b")
    found = settled(tmp_path / "out", stage(tmp_path / "1", copy), stage(tmp_path / "2", first))
    original, duplicate = found["pages"]
    assert (original.source_uri, original.status, original.text) == ("file:///a", "article", "Paris.")
    assert (duplicate.source_uri, duplicate.status, duplicate.text) == ("file:///b", "duplicate", None)
    assert duplicate.duplicate_of == original.page_id != duplicate.page_id
    assert [row.page_id for row in found["lines"]] == [original.page_id]
    assert [row.page_id for row in found["comments"]] == [original.page_id]


def test_pages_with_the_same_text_in_other_bytes_are_copies_too(tmp_path: Path) -> None:
    first, copy = page("Paris.", "file:///a"), page("Paris. ", "file:///b", text_hash=page("Paris.").text_hash)
    found = settled(tmp_path / "out", stage(tmp_path / "1", first, copy))
    assert [p.status for p in found["pages"]] == ["article", "duplicate"]
    assert found["pages"][1].duplicate_of == first.page_id
    assert found["pages"][1].page_id == copy.page_id
    assert len(found["articles"]) == 1


def test_a_copy_of_a_text_gives_up_its_name_when_the_same_bytes_turn_up_at_an_earlier_place(tmp_path: Path) -> None:
    text = page("Paris.").text_hash
    known = page("Paris.", "file:///d"), page("Paris. ", "file:///g", text_hash=text)
    new = page("Paris. ", "file:///b", text_hash=text)
    settled(tmp_path / "1/tables", stage(tmp_path / "a", *known))
    grown = settled(tmp_path / "2/tables", stage(tmp_path / "b", new), release=Release(1, tmp_path / "1"))
    at_once = settled(tmp_path / "3/tables", stage(tmp_path / "c", new, *known))
    assert grown["pages"] == at_once["pages"]
    assert [p.status for p in grown["pages"]] == ["article", "duplicate", "duplicate"]
    assert len({p.page_id for p in grown["pages"]}) == 3


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_neither_the_order_nor_the_cut_into_shards_changes_a_byte(tmp_path: Path, order: tuple[int, ...]) -> None:
    pages = [page("Paris.", "file:///c"), page("Paris.", "file:///a"), page("Rome.", "file:///b")]
    together = stage(tmp_path / "all", *pages)
    apart = [stage(tmp_path / str(number), pages[number]) for number in order]
    settled(tmp_path / "one", together)
    settled(tmp_path / "many", *apart)
    for table in TABLES:
        assert table_file(tmp_path / "one", table.name).read_bytes() == (
            table_file(tmp_path / "many", table.name).read_bytes()
        ), table.name


def test_an_entity_is_counted_over_all_pages(tmp_path: Path) -> None:
    found = settled(
        tmp_path / "out",
        stage(tmp_path / "1", page("Paris one.", "file:///a")),
        stage(tmp_path / "2", page("Paris two.", "file:///b"), page("Paris two.", "file:///c")),
    )
    (thing,) = found["entities"]
    assert (thing.name, thing.mention_count, thing.article_count, thing.aliases) == ("Paris", 2, 2, [])


@pytest.mark.parametrize(
    ("surfaces", "name", "aliases"),
    [
        (["Thérèse Arsenault", "Therese Arsenault", "Thérèse Arsenault"], "Thérèse Arsenault", ["Therese Arsenault"]),
        (["Therese Arsenault", "Arsenault"], "Therese Arsenault", ["Arsenault"]),
        (["Arsenault", "THERESE ARSENAULT"], "Therese Arsenault", ["Arsenault", "THERESE ARSENAULT"]),
    ],
)
def test_a_person_is_called_as_most_pages_write_the_name(
    tmp_path: Path, surfaces: list[str], name: str, aliases: list[str]
) -> None:
    person = entity("Therese Arsenault", "person")
    for number, surface in enumerate(surfaces):
        of = page(f"{surface} {number}", f"file:///{number}")
        rows: dict[str, Any] = {
            "pages": [of], "articles": [article(of)], "mentions": [mention(of, person, surface)], "entities": [person],
        }  # fmt: skip
        write_rows(tmp_path / str(number), rows)
    (thing,) = settled(tmp_path / "out", *(tmp_path / str(number) for number in range(len(surfaces))))["entities"]
    assert (thing.name, thing.aliases, thing.mention_count) == (name, aliases, len(surfaces))


def test_an_organization_has_the_accents_and_small_words_of_its_pages_but_not_a_headlines_capitals(
    tmp_path: Path,
) -> None:
    bank = entity("Banque Du Rhone", "organization")
    for number, surface in enumerate(["BANQUE DU RHÔNE", "BANQUE DU RHÔNE", "Banque du Rhône"]):
        of = page(f"{surface} {number}", f"file:///{number}")
        rows: dict[str, Any] = {
            "pages": [of], "articles": [article(of)], "mentions": [mention(of, bank, surface)], "entities": [bank],
        }  # fmt: skip
        write_rows(tmp_path / str(number), rows)
    (thing,) = settled(tmp_path / "out", *(tmp_path / str(number) for number in range(3)))["entities"]
    assert (thing.name, thing.aliases) == ("Banque du Rhône", ["BANQUE DU RHÔNE"])


def test_a_run_says_what_became_of_every_record(tmp_path: Path) -> None:
    held = page("", "file:///broken", status="quarantined", page_id="q", text=None)
    shard = stage(tmp_path / "1", page("Paris.", "file:///a"), page("Paris.", "file:///b"))
    write_rows(tmp_path / "2", {"pages": [held]})
    found = settled(tmp_path / "out", shard, tmp_path / "2")
    filled = {(c.table_name, c.field): (c.row_count, c.filled_count) for c in found["coverage"]}
    assert filled["pages", "kept"] == (2, 2)
    assert filled["articles", "title"] == (1, 1)
    (row,) = found["runs"]
    assert (row.article_count, row.no_article_count, row.duplicate_count, row.quarantined_count) == (1, 0, 1, 1)


def grown(tmp_path: Path, *pages: Page) -> Release:
    """A release of these pages, as the next run finds it."""
    settled(tmp_path / "last/tables", stage(tmp_path / "last-shard", *pages))
    return Release(1, tmp_path / "last")


def places(found: dict[str, list[Any]]) -> list[tuple[str, str, str | None]]:
    return [(p.source_uri, p.status, p.text) for p in found["pages"]]


def test_what_left_the_input_is_gone_and_the_first_of_its_copies_takes_its_place(tmp_path: Path) -> None:
    pages = [page("Paris.", f"file:///{name}") for name in "cab"]
    release = grown(tmp_path, *pages, page("Rome.", "file:///d"))
    found = settled(tmp_path / "out", release=release, left=("file:///a",))
    assert places(found) == [
        ("file:///b", "article", "Paris."), ("file:///c", "duplicate", None), ("file:///d", "article", "Rome."),
    ]  # fmt: skip
    at_once = settled(tmp_path / "once", stage(tmp_path / "1", pages[0], pages[2], page("Rome.", "file:///d")))
    assert {name: found[name] for name in found if name not in RUN_TABLES} == {
        name: at_once[name] for name in at_once if name not in RUN_TABLES
    }


def test_a_copy_in_other_bytes_takes_over_what_was_read_of_the_page_that_left(tmp_path: Path) -> None:
    first, copy = page("Paris.", "file:///a"), page("Paris. ", "file:///b", text_hash=page("Paris.").text_hash)
    found = settled(tmp_path / "out", release=grown(tmp_path, first, copy), left=("file:///a",))
    assert places(found) == [("file:///b", "article", "Paris.")]
    assert [row.page_id for row in found["articles"]] == [row.page_id for row in found["pages"]] == [first.page_id]


def test_a_copy_does_not_take_the_place_of_a_page_that_was_read_again_the_same(tmp_path: Path) -> None:
    first, copy = page("Paris.", "file:///a"), page("Paris.", "file:///b")
    again = stage(tmp_path / "1", first)
    found = settled(tmp_path / "out", again, release=grown(tmp_path, first, copy), reread=("file:///a",))
    assert places(found) == [("file:///a", "article", "Paris."), ("file:///b", "duplicate", None)]


def captured(folder: Path, of: Page, url: str) -> Path:
    write_rows(folder, {"pages": [of], "lines": [line(of)], "articles": [article(of, url=url)], "entities": []})
    return folder


def test_an_overwritten_page_stays_as_an_earlier_version_if_its_file_holds_the_same_address(tmp_path: Path) -> None:
    url, old, new = "https://a.example/port", page("Five hurt.", "file:///a"), page("Seven hurt.", "file:///a")
    settled(tmp_path / "last/tables", captured(tmp_path / "1", old, url))
    release, shard = Release(1, tmp_path / "last"), captured(tmp_path / "2", new, url)
    found = settled(tmp_path / "next/tables", shard, release=release, reread=("file:///a",))
    assert sorted((p.text, p.replaced_count) for p in found["pages"]) == [("Five hurt.", 1), ("Seven hurt.", 0)]
    assert [(v.version, v.paragraphs_removed) for v in found["article_versions"]] == [(1, []), (2, ["Five hurt."])]
    third = captured(tmp_path / "3", page("Nine hurt.", "file:///a"), url)
    found = settled(tmp_path / "c", third, release=Release(2, tmp_path / "next"), reread=("file:///a",))
    assert sorted((p.text, p.replaced_count) for p in found["pages"]) == [
        ("Five hurt.", 2), ("Nine hurt.", 0), ("Seven hurt.", 1),
    ]  # fmt: skip
    other = captured(tmp_path / "4", page("Nine hurt.", "file:///a"), "https://a.example/other")
    found = settled(tmp_path / "d", other, release=Release(2, tmp_path / "next"), reread=("file:///a",))
    assert places(found) == [("file:///a", "article", "Nine hurt.")]
    found = settled(tmp_path / "e", release=Release(2, tmp_path / "next"), left=("file:///a",))
    assert places(found) == []


def test_a_release_without_a_column_that_is_declared_now_is_still_built_on(tmp_path: Path) -> None:
    release = grown(tmp_path, page("Paris.", "file:///a"))
    (file,) = release.parts("pages")
    pq.write_table(pq.read_table(file).drop_columns(["replaced_count"]), file)
    found = settled(tmp_path / "out", release=release)
    assert [(p.source_uri, p.replaced_count) for p in found["pages"]] == [("file:///a", 0)]


def test_the_prose_of_copies_is_held_back_once(tmp_path: Path) -> None:
    shards = []
    for name in "ba":
        of = page("Paris.", f"file:///{name}")
        shards.append(stage(tmp_path / name, of))
        held = Quarantine("key", "r1", of.page_id, of.source_uri, "enrich", "enricher_fault", "It failed.", None)
        write_rows(shards[-1], {"quarantine": [held]})
    assert [row.source_uri for row in settled(tmp_path / "out", *shards)["quarantine"]] == ["file:///a"]


def test_what_was_held_back_of_prose_leaves_when_the_prose_is_read_again(tmp_path: Path) -> None:
    again, kept = page("Paris.", "file:///a"), page("Rome.", "file:///b")

    def held(of: Page, stage: str, check_name: str) -> Quarantine:
        key = row_id(of.page_id, check_name)
        return Quarantine(key, "r1", of.page_id, of.source_uri, stage, check_name, "It was.", None)

    causes = [("enrich", "enricher_fault"), ("validate", "quotes.speaker.not_blank"), ("validate", "articles.title")]
    before = [held(of, *cause) for of in (again, kept) for cause in causes]
    shard = stage(tmp_path / "1", again, kept)
    write_rows(shard, {"quarantine": before})
    settled(tmp_path / "last/tables", shard)
    folder = stage(tmp_path / "enriched", again)
    write_rows(folder, {"quarantine": before[:1]})
    settle(tmp_path / "out", Release(1, tmp_path / "last"), (), Changed(enriched=[folder]))
    assert sorted(read(tmp_path / "out", "quarantine")) == sorted([before[0], *before[2:]])

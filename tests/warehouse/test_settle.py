"""Is what a release holds a matter of the pages alone?"""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.rows import article, comment, entity, line, mention, page, run
from warehouse.count import count
from warehouse.release import table_file
from warehouse.settle import settle
from warehouse.staging import read_rows, write_rows
from warehouse.tables import TABLES, Page, Story, row_id

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


def settled(tmp_path: Path, *shards: Path) -> dict[str, list[Any]]:
    settle(tmp_path, None, shards, [])
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

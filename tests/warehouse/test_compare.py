"""Are rows that a release added, removed and altered told apart, by publisher and with examples?"""

from pathlib import Path

import pytest

from tests.warehouse.rows import article, comment, page
from tests.warehouse.test_withhold import tables_with
from warehouse.compare import Change, Example, compare, tables_named
from warehouse.release import Release
from warehouse.tables import Article, Page


def release(folder: Path, number: int, pages: list[Page], articles: list[Article], **more: list[object]) -> Release:
    tables_with(folder / "tables", {"pages": pages, "articles": articles, **more})
    (folder / "manifest.json").write_text("{}")
    return Release(number, folder)


def test_rows_are_matched_by_key_and_told_apart_by_publisher(tmp_path: Path) -> None:
    kept, gone, new = (
        page(text, f"file:///{text}", publisher=whose)
        for text, whose in (("One.", "Ledger"), ("Two.", "Mirror"), ("Three.", None))
    )
    before = article(kept, publisher="Ledger", title="Five dead", word_count=2)
    after = before._replace(title="Seven dead", word_count=3)
    old = release(tmp_path / "1", 1, [kept, gone], [before, article(gone, publisher="Mirror")])
    now = release(tmp_path / "2", 2, [kept, new], [after], comments=[comment(new, text="First!", article_id=None)])
    found = {change.table: [] for change in compare(old, now)}
    for change in compare(old, now):
        found[change.table].append(change)
    assert found == {
        "pages": [
            Change("pages", "Mirror", "removed", 1, (Example({"page_id": gone.page_id}, "Two.", {}),)),
            Change("pages", None, "added", 1, (Example({"page_id": new.page_id}, "Three.", {}),)),
        ],
        "articles": [
            Change("articles", "Ledger", "altered", 1, (Example(
                {"article_id": before.article_id}, "Seven dead",
                {"title": ("Five dead", "Seven dead"), "word_count": ("2", "3")}),)),
            Change("articles", "Mirror", "removed", 1, (
                Example({"article_id": article(gone).article_id}, "A title", {}),)),
        ],
        "comments": [
            Change("comments", None, "added", 1, (Example({"comment_id": comment(new).comment_id}, "First!", {}),)),
        ],
    }  # fmt: skip


def test_only_so_many_examples_are_given_but_every_row_is_counted(tmp_path: Path) -> None:
    pages = [page(f"{number}.", f"file:///{number}") for number in range(7)]
    old, new = release(tmp_path / "1", 1, [], []), release(tmp_path / "2", 2, pages, [])
    (change,) = compare(old, new, examples=2)
    assert (change.kind, change.row_count, len(change.examples)) == ("added", 7, 2)


def test_what_is_null_in_both_is_no_change_and_equal_releases_have_none(tmp_path: Path) -> None:
    kept = page("One.")
    old, new = (release(tmp_path / name, 1, [kept], [article(kept)]) for name in "ab")
    assert list(compare(old, new)) == []


def test_a_table_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing"):
        tables_named(["nothing"])


def test_of_a_long_text_the_part_is_shown_where_it_begins_to_differ(tmp_path: Path) -> None:
    kept = page("One.")
    before = article(kept, body="The same words again. " * 20 + "Five were hurt.")
    after = before._replace(body=before.body.replace("Five", "Seven"))
    old, new = (release(tmp_path / str(n), n, [kept], [row]) for n, row in ((1, before), (2, after)))
    (change,) = compare(old, new)
    same = "… again. The same words again. "
    assert change.examples[0].columns == {"body": (same + "Five were hurt.", same + "Seven were hurt.")}

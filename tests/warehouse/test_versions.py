"""Does an article that was captured again become a new version that says what changed?"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.warehouse.rows import NOON, article, comment, page, run
from tests.warehouse.test_settle import read
from tests.warehouse.test_withhold import tables_with
from warehouse.answers import ask
from warehouse.count import count
from warehouse.database import build
from warehouse.tables import Article, ArticleVersion, Figure, Page, Story, row_id

URL = "https://www.ledger.example/port"


def capture(text: str, days: int | None, url: str = URL, **changes: Any) -> tuple[Page, Article]:
    of = page(text, f"file:///{text[:9]}-{days}", captured_at=None if days is None else NOON + timedelta(days=days))
    return of, article(of, url=url, **changes)


def figure(of: Article, text: str) -> Figure:
    start = of.body.index(text)
    return Figure(
        row_id(of.page_id, text), of.page_id, of.article_id, None, text, 1.0, 1.0, False, None, None, None, None, None,
        None, None, None, start, start + len(text),
    )  # fmt: skip


def versions(folder: Path, captures: list[tuple[Page, Article]], **more: list[Any]) -> list[ArticleVersion]:
    rows = {"pages": [of for of, _ in captures], "articles": [row for _, row in captures], **more}
    tables_with(folder, rows)
    stories = [Story(row_id("story", row.article_id), row.article_id, 1.0, True) for _, row in captures]
    count(folder, stories, run(), [])
    return read(folder, "article_versions")


def test_the_captures_of_an_address_follow_each_other_and_tell_what_changed(tmp_path: Path) -> None:
    first = capture("Five were hurt.\n\nThe port is closed.", 0, title="Five hurt in port")
    second = capture(
        "Seven were hurt.\n\nThe port is closed.", 2, "http://ledger.example/port/#top", title="Seven hurt"
    )
    gone = comment(first[0], 1, author="Ida", text="It was eight!")
    stays, same = (comment(of, n, author="Bo", text="Sad.") for n, (of, _) in ((2, first), (1, second)))
    fresh = comment(second[0], 2, author=None, text="Why was that changed?")
    figures = [figure(first[1], "Five"), figure(second[1], "Seven")]
    found = versions(tmp_path / "t", [second, first], comments=[gone, stays, same, fresh], figures=figures)
    (a, one), (b, two) = first, second
    assert found == [
        ArticleVersion(
            two.article_id, b.page_id, two.url, 2, "captured", b.captured_at, one.article_id, a.page_id,
            "Five hurt in port", ["Seven were hurt."], ["Five were hurt."], ["Seven"], ["Five"], [fresh.comment_id],
            [gone.comment_id],
        ),
        ArticleVersion(
            one.article_id, a.page_id, URL, 1, "place", a.captured_at, None, None, None, *([] for _ in "123456")
        ),
    ]  # fmt: skip
    build(tmp_path / "t", tmp_path / "w.duckdb")
    shown = "title, previous_title, figures_removed, figures_added, vanished_comments, appeared_count"
    answer = ask(tmp_path / "w.duckdb", f"SELECT {shown} FROM changes_after_publication")
    assert answer.rows == [("Seven hurt", "Five hurt in port", ["Five"], ["Seven"], ["It was eight!"], 1)]


def test_an_address_that_was_captured_once_has_no_versions_and_another_query_is_another_address(tmp_path: Path) -> None:
    captures = [capture("One.", 0, URL + "?id=1"), capture("Two.", 1, URL + "?id=2"), capture("Three.", 2, URL)]
    assert versions(tmp_path, captures) == []


def test_the_order_rests_on_capture_then_on_overwriting_then_on_update_then_on_place(
    tmp_path: Path,
) -> None:
    def order(name: str, *captures: tuple[Page, Article]) -> list[tuple[str, int, str]]:
        found = versions(tmp_path / name, list(captures))
        bodies = {row.article_id: row.body for _, row in captures}
        return sorted((bodies[row.article_id], row.version, row.version_basis) for row in found)

    old, new = capture("Old.", None), capture("New.", None)
    overwritten = (old[0]._replace(replaced_count=1), old[1])
    assert order("a", new, overwritten) == [("New.", 2, "overwritten"), ("Old.", 1, "place")]
    updated = (new[0], new[1]._replace(updated_at=NOON + timedelta(hours=1)))
    stated = (old[0], old[1]._replace(updated_at=NOON))
    assert order("b", updated, stated) == [("New.", 2, "updated"), ("Old.", 1, "place")]
    assert order("c", old, new) == [("New.", 1, "place"), ("Old.", 2, "place")]

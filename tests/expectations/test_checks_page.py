"""The page of the checks: what is shown first, and that nothing from a page gets through unescaped."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from expectations.checks_page import checks_page
from tests.browser import looked_at
from warehouse.tables import Check

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VOID = {"meta", "br"}


class Tags(HTMLParser):
    """Collects the tags of a document and fails on any that is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(name: str, severity: str, outcome: str, details: object = None, observed: str | None = None) -> Check:
    text = None if details is None else json.dumps(details)
    count = {"passed": 0, "failed": 1, "error": None}[outcome]
    return Check("run-1", name, name.partition(".")[0], None, severity, outcome, count, observed, text)


def tags(document: str) -> Tags:
    parser = Tags()
    parser.feed(document)
    assert parser.open == []
    return parser


def test_a_page_without_trouble_says_so() -> None:
    page = checks_page([check("pages.unique", "gate", "passed")], {"pages.unique": "No two rows are the same."})
    assert "Every check that must hold did." in page
    assert "Nothing: every check passed." in page
    assert "No two rows are the same." in page
    assert "pages</b>: 1 of 1 passed" in page
    tags(page)


def test_what_stops_the_release_is_shown_first() -> None:
    checks = [
        check("pages.a", "warn", "failed"),
        check("pages.b", "row", "failed"),
        check("pages.c", "gate", "failed"),
        check("pages.d", "gate", "error", {"error": "No such column"}),
        check("pages.e", "gate", "passed"),
        check("pages.f", "warn", "error", {"error": "Out of memory"}),
    ]
    page = checks_page(checks, {})
    places = [page.index(f"<h3><code>pages.{letter}") for letter in "dcfba"]
    assert places == sorted(places)
    assert "3 checks that must hold did not: no release." in page
    assert "No such column" in page
    assert "<h3><code>pages.e" not in page


def test_examples_stand_in_a_table_with_nulls_told_apart() -> None:
    rows = [{"page_id": "p1", "title": "One"}, {"page_id": "p2", "title": None}]
    page = checks_page([check("pages.a", "warn", "failed", {"examples": rows})], {})
    assert "<th scope=col>page_id</th><th scope=col>title</th>" in page
    assert "<td><code>p1</code></td><td><code>One</code></td>" in page
    assert "<td><code>p2</code></td><td><i>null</i></td>" in page


def test_text_from_pages_is_escaped_wherever_it_stands() -> None:
    evil = "</code><script>alert('1')</script><img src=\"x\" onerror=alert(1)>"
    hostile = check("pages.a", "warn", "failed", {"examples": [{evil: evil}]}, observed=evil)
    hostile = hostile._replace(check_name="pages." + evil, table_name=evil)
    error = check("pages.b", "gate", "error", {"error": evil})
    page = checks_page([hostile, error], {"pages.b": evil}, title=evil)
    seen = tags(page).seen
    assert "script" not in seen
    assert "img" not in seen
    assert "onerror=alert(1)>" not in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = checks_page([check("pages.a", "warn", "failed")], {})
    assert "http:" not in page.replace("http-equiv", "")
    assert "https:" not in page
    assert "src=" not in page.replace("default-src", "").replace("style-src", "")
    assert "prefers-color-scheme: dark" in page


def test_a_table_leads_to_its_data_docs() -> None:
    page = checks_page([check("pages.a", "warn", "passed")], {}, docs={"pages": "docs/validations/pages/a%22b.html"})
    assert page.count("<a ") == 1
    assert '<a href="docs/validations/pages/a%22b.html">Great Expectations’ own page of it</a>' in page


VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone in the dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_browser_shows_it_without_complaint_and_axe_finds_nothing(
    tmp_path: Path, browser: "Browser", view: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    rows = [{"title": "<img src=gone.png>", "page_id": "1"}]
    found = [
        check("pages.page_id.not_null", "gate", "passed"),
        check("articles.title.sane", "row", "failed", {"examples": rows}, "1 row"),
        check("quotes.text.not_null", "gate", "error", {"error": "No such column"}),
    ]
    (tmp_path / "checks.html").write_text(checks_page(found, {}), "utf-8")
    with looked_at(browser, (tmp_path / "checks.html").as_uri(), **VIEWS[view]) as (page, complaints):
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
        violations = axe.run(page).response["violations"]
    assert complaints == []
    assert [(broken["id"], broken["nodes"][0]["html"]) for broken in violations] == []

"""Does the report show what its queries answer, to everybody, whatever the pages say?"""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tasks.report import write_report
from tasks.reporting.words import said
from tests.browser import looked_at
from tests.reporting.hostile_rows import BREAKOUT, database
from tests.warehouse.test_withhold import tables_with
from warehouse.answers import ask
from warehouse.database import build
from warehouse.release import REPORT, Release
from warehouse.report import FOLDER, ORDER, questions

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUERY = re.compile(r'<pre class="sql" id="sql-(\w+)"[^>]*>(.*?)</pre>', re.DOTALL)
TABLE = re.compile(
    r"<details><summary>Table.*?<tbody>(.*?)</tbody>.*?</details>\n<details>.*?id=\"sql-(\w+)\"", re.DOTALL
)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td[^>]*>(?:<code>)?(.*?)(?:</code>)?</td>", re.DOTALL)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_report(database(folder), folder / REPORT, f"Run {BREAKOUT}")
    return folder / REPORT


def shown_queries(page: str) -> dict[str, str]:
    return {name: unescape(query) for name, query in QUERY.findall(page)}


def shown_rows(page: str) -> dict[str, list[list[str]]]:
    return {
        name: [[unescape(cell) for cell in CELL.findall(row)] for row in ROW.findall(body)]
        for body, name in TABLE.findall(page)
    }


def test_every_file_has_its_place_in_the_order() -> None:
    assert sorted(ORDER) == sorted(file.stem for file in FOLDER.glob("*.sql"))
    assert [question.name for question in questions()] == list(ORDER)


def test_every_query_of_a_release_s_report_runs_as_shown_and_answers_the_table_beside_it(
    sample_release: Release,
) -> None:
    page = (sample_release.folder / REPORT).read_text("utf-8")
    queries, tables = shown_queries(page), shown_rows(page)
    assert list(queries) == [*dict.fromkeys(queries)] and set(queries) == set(ORDER)
    for name, query in queries.items():
        rows = ask(sample_release.database, query).rows
        assert tables.get(name, []) == ([] if name == "totals" else [[said(value) for value in row] for row in rows]), (
            name
        )


def test_every_number_leads_to_a_query_that_is_there(hostile: Path) -> None:
    page = hostile.read_text("utf-8")
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    assert {f"sql-{name}" for name in ("totals", "over_time", "replies", "roles", "check_totals")} <= targets


def test_hostile_text_stays_text(hostile: Path) -> None:
    page = hostile.read_text("utf-8")
    found = Elements()
    found.feed(page)
    assert found.names & {"img", "iframe", "object", "link", "base", "form"} == set()
    assert found.scripts == 1
    links = [value for name, value in found.attributes if name in ("href", "src", "xlink:href")]
    assert links and [value for value in links if not value.startswith("#")] == []
    assert {name for name, _ in found.attributes if name.startswith("on") or name == "style"} == set()
    assert "\u202e" not in page


class Elements(HTMLParser):
    """The names, attributes and scripts of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.scripts += tag == "script"


def test_an_empty_warehouse_has_a_report_too(tmp_path: Path) -> None:
    build(tables_with(tmp_path, {}), tmp_path / "w.duckdb")
    write_report(tmp_path / "w.duckdb", tmp_path / REPORT, "Run 1.")
    page = (tmp_path / REPORT).read_text("utf-8")
    assert "0 articles from 0 pages" in page
    assert "Nothing in this warehouse answers this yet." in page


def test_the_same_warehouse_gives_the_same_report(hostile: Path, tmp_path: Path) -> None:
    write_report(hostile.with_name("warehouse.duckdb"), tmp_path / REPORT, f"Run {BREAKOUT}")
    assert (tmp_path / REPORT).read_bytes() == hostile.read_bytes()


VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_browser_shows_it_without_complaint_and_axe_finds_nothing(
    hostile: Path, browser: "Browser", view: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with looked_at(browser, hostile.as_uri(), **VIEWS[view]) as (page, complaints):
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("window.owned") is None
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
        violations = axe.run(page).response["violations"]
    assert complaints == []
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []


def test_a_number_opens_its_query_and_the_button_copies_it(hostile: Path, browser: "Browser") -> None:
    with looked_at(browser, hostile.as_uri(), permissions=["clipboard-read", "clipboard-write"]) as (page, complaints):
        query = page.locator("#sql-replies")
        assert not query.is_visible()
        page.locator('a[href="#sql-replies"]').first.click()
        query.wait_for(state="visible")
        page.locator("#sql-replies").locator("xpath=preceding-sibling::button").click()
        page.locator("#said", has_text="Copied.").wait_for(state="attached")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert page.locator("#sql-totals").count() == 1
    assert copied == shown_queries(hostile.read_text("utf-8"))["replies"]
    assert complaints == []

"""Is a page shown whole, with its roles and marks, to be cited, and harmless whatever it says?"""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.forms import FaultError
from flows.show import print_page
from tasks.reporting.marks import told
from tasks.reporting.page_view import GROUP_OF, page_view
from tests.browser import looked_at
from tests.reporting.hostile_rows import BREAKOUT, COPY, LINES, LINK, PAGE, database
from tests.reporting.test_report import VIEWS, Elements
from warehouse.answers import ask
from warehouse.one_page import one_page, page_ids
from warehouse.tables import ROLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LINE = re.compile(r'<li id="L(\d+)" class="g-\w+ (\w+)">.*?<span class="text">(.*)</span></li>')
PUBLISHED = re.compile(r"<dt>Published</dt><dd>(.*?) <small>")
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def document(warehouse: Path) -> Path:
    file = warehouse.with_name("page.html")
    file.write_text(page_view(*one_page(warehouse, PAGE.page_id)), "utf-8")
    return file


def visible(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text.replace("\u202e", ""))


def test_every_role_has_a_colour() -> None:
    assert set(GROUP_OF) == set(ROLES)


def test_every_line_stands_under_its_number_with_its_role_and_its_words(document: Path) -> None:
    shown = [(int(n), role, unescape(TAG.sub("", text))) for n, role, text in LINE.findall(document.read_text("utf-8"))]
    assert shown == [(number, role, visible(words)) for number, (role, words) in enumerate(LINES)]


def test_marks_say_what_they_are_and_may_overlap(warehouse: Path) -> None:
    page = page_view(*one_page(warehouse, PAGE.page_id))
    found = {
        (kinds, unescape(words)) for kinds, _, words in re.findall(r'class="m ([\w ]+)" title="(.*?)">(.*?)</', page)
    }
    assert ("quote", "In ") in found
    assert ("mention", "Paris") not in found and ("mention quote", "Paris") in found
    assert ("figure quote", "7 boats") in found


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(7, 7, "7 boats, according to Ada"), (7, None, "at least 7 boats, according to Ada"),
     (None, 2.5e6, "at most 2.5 m boats, according to Ada"), (None, None, "uncounted boats, according to Ada"),
     (1, 2, "1 to 2 boats, according to Ada")],
)  # fmt: skip
def test_a_figure_is_told_with_its_bounds_and_claimant(low: float | None, high: float | None, words: str) -> None:
    assert told({"kind": "figure", "value_min": low, "value_max": high, "detail": "boats", "label": "Ada"}) == words


def test_comments_are_a_tree_however_deep(warehouse: Path) -> None:
    page = one_page(warehouse, PAGE.page_id)
    first = page.comments[0] | {"parent_id": None}
    chain = [first | {"comment_id": str(n), "parent_id": str(n - 1), "text": f"answer {n}"} for n in range(1, 3000)]
    tree = page_view(*page._replace(comments=[first | {"comment_id": "0"}, *chain])).partition('class="tree">')[2]
    assert tree.index("answer 1<") < tree.index("answer 2999<")
    assert tree.partition("answer 2999<")[0].count("<ul>") - tree.partition("answer 2999<")[0].count("</ul>") == 2999


def test_the_citation_has_page_and_hash_and_its_query_runs(document: Path, warehouse: Path) -> None:
    text = document.read_text("utf-8")
    cited = unescape(re.search(r'<p class="citation">(.*?)</p>', text)[1])  # type: ignore[index]
    assert f"Page {PAGE.page_id}, SHA-256 {PAGE.content_hash}." in cited and ", 11 March 2024. " in cited
    query = unescape(re.search(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL)[1])  # type: ignore[index]
    assert [line for _, _, line in ask(warehouse, query).rows] == [words for _, words in LINES]


def test_a_date_is_cited_as_exactly_as_it_is_known(warehouse: Path) -> None:
    page = one_page(warehouse, PAGE.page_id)
    known = page.articles[0] | {"published_at": datetime(2024, 3, 11, tzinfo=UTC)}
    shown = {
        precision: PUBLISHED.findall(page_view(*page._replace(articles=[known | {"published_precision": precision}])))
        for precision in ("year", "month", "day", "minute")
    }
    assert shown == {
        "year": ["2024"],
        "month": ["March 2024"],
        "day": ["11 March 2024"],
        "minute": ["11 March 2024, 00:00 UTC"],
    }


def test_hostile_text_stays_text(document: Path) -> None:
    found = Elements()
    found.feed(document.read_text("utf-8"))
    assert found.names & {"img", "iframe", "object", "link", "base", "form"} == set()
    assert found.scripts == 1
    assert [value for name, value in found.attributes if name in ("href", "src") and not value.startswith("#")] == []
    assert {name for name, _ in found.attributes if name.startswith("on") or name == "style"} == set()
    assert LINK in document.read_text("utf-8"), "the address is shown, but not as a link"
    assert "\u202e" not in document.read_text("utf-8")


@pytest.mark.parametrize("view", VIEWS)
def test_a_browser_shows_it_without_complaint_and_axe_finds_nothing(
    document: Path, browser: "Browser", view: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with looked_at(browser, document.as_uri() + "#L2", **VIEWS[view]) as (page, complaints):
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("window.owned") is None
        assert page.locator("#L2").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
        violations = axe.run(page).response["violations"]
    assert complaints == []
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []


def test_the_terminal_shows_lines_and_citation_and_obeys_no_codes(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_page(one_page(warehouse, PAGE.page_id))
    printed = capsys.readouterr().out
    assert "\u001b" not in printed and "\u202e" not in printed
    assert f"    2  body         unread               {visible(LINES[2][1])}" in printed.splitlines()
    assert f"SHA-256 {PAGE.content_hash}" in printed


def test_a_page_is_found_by_id_address_and_file(warehouse: Path) -> None:
    for wanted in (PAGE.page_id, PAGE.page_id[:8], LINK):
        assert page_ids(warehouse, wanted) == [PAGE.page_id]
    assert page_ids(warehouse, "pages/copy.txt") == [COPY.page_id]
    assert page_ids(warehouse, f"x{BREAKOUT}") == []


def test_show_says_what_is_missing_and_writes_one_file(warehouse: Path, tmp_path: Path) -> None:
    from flows.show import show
    from warehouse.release import Release

    release = Release(1, warehouse.parent)
    with pytest.raises(FaultError, match="No page in data has the id, address or file name 'zebra'"):
        show(release, "zebra", Path("data"), False, None)
    with pytest.raises(FaultError, match=r"No page in data has .* 'Copytxt'. Did you mean copy.txt\?"):
        show(release, "Copytxt", Path("data"), False, None)
    with pytest.raises(FaultError, match="No page in data has"):
        show(release, "", Path("data"), False, None)
    with pytest.raises(FaultError, match="cannot be written"):
        show(release, PAGE.page_id, Path("data"), True, Path("/proc/nowhere/page.html"))
    show(release, PAGE.page_id, Path("data"), True, tmp_path / "page.html")
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]

"""Is a page found by the name that its file has, and is a path only the file at its end?"""

import os
from pathlib import Path

import pytest

from flows.forms import FaultError
from flows.show import show
from tests.warehouse.rows import page, run
from tests.warehouse.test_withhold import tables_with
from warehouse.database import build
from warehouse.one_page import near_names, page_ids
from warehouse.release import DATABASE, Release

ODD = "with space & ümläut's.txt"
BROKEN = os.fsdecode(b"\xff+1.txt")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    def uri(name: str) -> str:
        return (tmp_path / name).as_uri()

    pages = [
        page("odd", uri(f"a/{ODD}")),
        page("twin", uri(f"b/{ODD}")),
        page("broken", uri(BROKEN)),
        page("percent", uri("a%20b.txt")),
        page("stored", "s3://bucket/in/a%20b.txt", url="https://example.org/in/story.txt"),
        page("story", uri("story.txt"), status="quarantined", reason="It is \x1b[31mred."),
    ]
    tables_with(tmp_path / "tables", {"pages": pages, "runs": [run()]})
    build(tmp_path / "tables", tmp_path / DATABASE)
    return tmp_path / DATABASE


def ids(*contents: str) -> set[str]:
    return {page(content).page_id for content in contents}


def test_a_name_is_given_as_the_file_system_has_it_or_as_the_uri_has_it(database: Path) -> None:
    assert set(page_ids(database, ODD)) == ids("odd", "twin")
    assert set(page_ids(database, "with%20space%20%26%20%C3%BCml%C3%A4ut%27s.txt")) == ids("odd", "twin")
    assert set(page_ids(database, BROKEN)) == ids("broken")
    assert set(page_ids(database, "a b.txt")) == ids("stored")
    assert set(page_ids(database, "a%20b.txt")) == ids("percent", "stored")
    assert page_ids(database, "") == page_ids(database, "umläut.txt") == page_ids(database, "tory.txt") == []


def test_a_path_or_an_address_means_one_file_and_no_other_of_its_name(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(page_ids(database, str(tmp_path / "a" / ODD))) == ids("odd")
    assert set(page_ids(database, f"b/{ODD}")) == ids("twin")
    assert page_ids(database, f"/elsewhere/{ODD}") == []
    assert set(page_ids(database, "https://example.org/in/story.txt")) == ids("stored")
    assert page_ids(database, "https://example.org/other/story.txt") == []
    monkeypatch.chdir(tmp_path.parent)
    assert set(page_ids(database, f"{tmp_path.name}/../{tmp_path.name}/a/{ODD}")) == ids("odd")
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert set(page_ids(database, ODD)) == ids("odd")


def test_a_name_that_is_near_is_told_as_the_file_system_has_it(database: Path) -> None:
    assert near_names(database, "with space ümläuts.txt") == [ODD]
    assert near_names(database, "FF+2.txt") == ["%FF%2B1.txt"]


def test_a_name_that_two_files_have_is_told_with_their_ids(database: Path) -> None:
    with pytest.raises(FaultError, match=r"means 2 pages or more. Give the beginning of one id: \w{12}, \w{12}\."):
        show(Release(1, database.parent), ODD, Path("data"), as_html=False, target=None)


def test_what_was_held_back_is_shown_with_its_reason(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(Release(1, database.parent), str(database.with_name("story.txt")), Path("data"), as_html=False, target=None)
    assert "It is  [31mred." in capsys.readouterr().out.splitlines()

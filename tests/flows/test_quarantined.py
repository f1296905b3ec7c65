"""Can what was held back be listed, shown without harm, and taken back by a rule that was mended?"""

import json
from pathlib import Path

import pytest

from flows import quarantined
from flows.quarantined import Retry, harmless, path_of
from flows.words import FaultError
from tests.warehouse.rows import page
from tests.warehouse.test_withhold import tables_with
from warehouse.database import build, row_counts
from warehouse.release import DATABASE, Release, publish, write_manifest
from warehouse.tables import Quarantine

STORY = Path(__file__).resolve().parents[2] / "seeds/pages/harborledger.example_2024-03-11_port-strike.txt"
EVIL = "It is \x1b[31mred\u202e."


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """A release that holds back a story, by a rule that has been mended, and a picture."""
    pages = tmp_path / "in"
    pages.mkdir()
    (pages / "story.txt").write_bytes(STORY.read_bytes())
    (pages / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    rows = [
        page(f"{name} raw", (pages / name).as_uri())._replace(status="quarantined", reason=reason, text=None)
        for name, reason in (("story.txt", EVIL), ("picture.txt", "A picture."), ("gone.txt", "Gone."))
    ]
    held = [
        Quarantine(f"q-{n}", "r1", row.page_id, row.source_uri, "structure", f"check_{n}", str(row.reason), None)
        for n, row in enumerate(rows)
    ]
    built = tmp_path / "built"
    tables_with(built / "tables", {"pages": rows, "quarantine": held})
    build(built / "tables", built / DATABASE)
    write_manifest(built, {"run_id": "r1", "rows": row_counts(built / "tables")})
    kept = tmp_path / "data/quarantine" / f"{rows[0].content_hash}.bin"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"raw \x1b[2Jbytes\n\xff")
    return publish(tmp_path / "data", built)


def test_reasons_are_listed_with_their_counts_and_what_one_check_held(
    release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    quarantined.list_held(release, None, as_json=False)
    text = capsys.readouterr().out
    assert "\x1b" not in text and "A picture." in text and "check_2" in text
    quarantined.list_held(release, "check_1", as_json=True)
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["quarantine_id"], row["stage"], row["run_id"], row["reason"]) == (
        "q-1",
        "structure",
        "r1",
        "A picture.",
    )


def test_a_check_that_holds_nothing_is_told_with_those_that_do(
    release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FaultError) as told:
        quarantined.list_held(release, "nope\x1b", as_json=False)
    words = r"The check 'nope\x1b' holds nothing back. These checks hold something back: check_0, check_1, check_2."
    assert (str(told.value), told.value.code) == (words, 1)
    quarantined.list_held(release, "nope", as_json=True)
    assert json.loads(capsys.readouterr().out) == []


def test_what_is_shown_cannot_reach_the_terminal(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    quarantined.show_held(release, release.folder.parents[1], "story.txt")
    text = capsys.readouterr().out
    assert "\x1b" not in text and "\u202e" not in text
    assert r"It is \x1b[31mred\u202e." in text and r"raw \x1b[2Jbytes" in text and r"\xff" in text
    with pytest.raises(FaultError, match="Nothing in quarantine has the id or the file name 'nothing'"):
        quarantined.show_held(release, release.folder.parents[1], "nothing")


def test_a_path_means_that_file_only(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    data = release.folder.parents[1]
    quarantined.show_held(release, data, str(data.parent / "in/story.txt"))
    assert capsys.readouterr().out.count("quarantine_id") == 1
    with pytest.raises(FaultError, match="Nothing in quarantine"):
        quarantined.show_held(release, data, "/elsewhere/story.txt")


def test_only_files_that_would_be_taken_now_are_worth_a_release(release: Release) -> None:
    data = release.folder.parents[1]
    story = str(data.parent / "in/story.txt")
    assert quarantined.worth_retrying(release, data, None, None) == Retry((story,), 2, 1)
    assert quarantined.worth_retrying(release, data, "check_1", None) == Retry((), 1, 0)
    words = "Tried 2 files again: 1 would be taken now. 1 is gone; what was kept lies in quarantine/."
    assert quarantined.retry_text(Retry((story,), 2, 1)) == words
    assert quarantined.retry_text(Retry((), 1, 0)) == "Tried 1 file again: none would be taken now."


def test_names_and_texts_are_written_out(tmp_path: Path) -> None:
    odd = tmp_path / "a'; DROP TABLE pages;--\n\x1b.txt"
    assert path_of(odd.as_uri()) == str(odd)
    assert harmless("a\nb\x00", keep="\n") == "a\nb\\x00"

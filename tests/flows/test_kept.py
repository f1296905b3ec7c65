"""Are the kept releases listed, can the pointer go back, and what does a run after that build on?"""

import json
import os
from pathlib import Path

import pytest

from tests.flows.test_build import STORIES, data_bytes, folder_of, run
from tests.flows.test_command import broadsheet
from warehouse.inputs import known_inputs
from warehouse.lock import only_run
from warehouse.release import current, releases

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture(scope="module")
def out(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases, of one, two and three pages; tests leave them as they found them."""
    folder = tmp_path_factory.mktemp("kept")
    for name in STORIES:
        run(folder_of(folder / "in", name), folder / "out")
    return folder / "out"


def test_releases_are_listed_with_counts_size_and_the_current_one(out: Path) -> None:
    code, text, _ = broadsheet("releases", "--out", out)
    assert code == 0
    assert [line.split("│")[1:4:2] for line in text.splitlines() if "│ 00" in line] == [
        [" 0001    ", " 1     "], [" 0002    ", " 2     "], [" 0003    ", " 3     "],
    ]  # fmt: skip
    found = json.loads(broadsheet("releases", "--out", out, "--json")[1])
    assert [(row["release"], row["pages"], row["is_current"]) for row in found] == [
        (1, 1, False), (2, 2, False), (3, 3, True),
    ]  # fmt: skip
    assert all(row["bytes"] > 100_000 for row in found)


def test_the_pointer_goes_back_and_the_next_run_reads_again_what_came_after(out: Path, tmp_path: Path) -> None:
    before = data_bytes(out)
    assert broadsheet("rollback", "1", "--out", out) == (
        0, "Release 0001 is current.\nThe next run builds on it: files that it does not know are read again.\n", "",
    )  # fmt: skip
    release = current(out)
    assert release is not None and release.number == 1 and os.readlink(out / "current") == "releases/0001"
    summary = run(out.parent / "in", out)
    assert (summary.release.number, summary.run.record_count, summary.run.kept_count) == (4, 2, 1)
    assert data_bytes(out) == before
    assert set(known_inputs(summary.release)) == set(known_inputs(releases(out)[2]))
    assert broadsheet("rollback", "--out", out)[1].startswith("Release 0003 is current.")
    assert broadsheet("prune", "--keep", "3", "--out", out) == (0, "Removed release 0001.\n", "")
    assert [found.number for found in releases(out)] == [2, 3, 4]


@pytest.mark.slow
def test_a_run_keeps_as_many_releases_as_it_is_told_and_says_which_went(tmp_path: Path) -> None:
    for name in STORIES:
        summary = run(folder_of(tmp_path / "in", name), tmp_path / "out", keep=2)
    assert [release.number for release in summary.removed] == [1]
    assert [release.number for release in releases(tmp_path / "out")] == [2, 3]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["rollback", "9"], 1, "Release 0009 is not kept in"),
        (["prune"], 2, "Say what to keep: --keep NUMBER, --older-than DAYS, or both."),
        (["prune", "--older-than", "1"], 0, "No release had to go."),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(out: Path, arguments: list[str], code: int, words: str) -> None:
    found, text, said = broadsheet(*arguments, "--out", out)
    assert found == code and words in text + said


def test_a_folder_that_a_run_holds_is_left_alone(out: Path) -> None:
    with only_run(out):
        code, _, said = broadsheet("rollback", "--out", out)
    assert code == 1 and "is writing to" in said

"""What happens on a night when something is wrong, and on the one after, as whoever looks after it sees it?"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from bench.layouts import broadsheet as layout
from bench.layouts import flat
from bench.stories import Story, story
from flows.cli import app
from flows.words import FaultError
from tests.flows.test_build import STORIES, folder_of, rows, run
from warehouse.release import releases

ECHO, LEDGER = "The Ostwick Echo", "The Marlow Ledger"
A_NIGHT = 20  # pages of a publisher: of fewer, drift says nothing

pytestmark = pytest.mark.usefixtures("prefect_server")


def write(folder: Path, site: str, night: int, cut: Callable[[Story], str] = lambda told: "") -> None:
    """A night's pages of a publisher, without the line that `cut` names."""
    folder.mkdir(exist_ok=True)
    for number in range(A_NIGHT):
        told = story(Random(f"{site} {night} {number}"))
        lines = [line for line in flat(list(layout(told, site))).split("\n") if line.strip() != cut(told)]
        (folder / f"{site.rpartition(' ')[2]}-{night}-{number:02}.txt").write_text("\n".join(lines), "utf-8")


def command(*arguments: object) -> tuple[int, str]:
    """The exit code and the words of the command, run in this process and its Prefect server."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(done.exception, FaultError):
        return done.exception.code, str(done.exception)
    return done.exit_code, done.stdout


@pytest.mark.slow
def test_titles_that_are_cut_off_stop_the_release_until_the_floor_is_taken_away(tmp_path: Path) -> None:
    pages, out = tmp_path / "in", tmp_path / "out"
    write(pages, ECHO, 1)
    write(pages, LEDGER, 1)
    arguments = ("run", pages, "--out", out, "--engine", "threads", "--workers", 1)
    assert command(*arguments)[0] == 0
    write(pages, ECHO, 2)
    write(pages, LEDGER, 2, cut=lambda told: told.title)
    code, words = command(*arguments)
    assert code == 1
    assert "The release was stopped: drift." in words and LEDGER in words and ECHO not in words
    assert "Ledger-2-" in words and words.endswith("Release 0001 stands.")
    assert [release.number for release in releases(out)] == [1]

    floors = tmp_path / "floors.toml"
    floors.write_text("[drift]\nreleases = 5\nleast_rows = 20\n", "utf-8")
    assert command(*arguments, "--floors", floors)[0] == 0
    assert rows(out, "SELECT count(*) FROM pages") == [(4 * A_NIGHT,)]
    assert [release.number for release in releases(out)] == [1, 2]


@pytest.mark.slow
def test_a_page_that_a_rule_refused_is_taken_back_once_the_rule_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, out = folder_of(tmp_path / "in", *STORIES[:2]), tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr("tasks.structuring.limits.MOST_LINES", 60)
        run(pages, out)
    status = "SELECT parse_filename(source_uri), status FROM pages ORDER BY 1"
    assert rows(out, status) == [(STORIES[0], "quarantined"), (STORIES[1], "article")]
    assert command("quarantine", "list", "--out", out)[1].count("too_large") == 1

    code, words = command("quarantine", "retry", "--out", out)
    assert code == 0 and words.startswith("Tried 1 file again: 1 would be taken now.")
    assert rows(out, status) == [(STORIES[0], "article"), (STORIES[1], "article")]
    assert rows(out, "SELECT count(*) FROM quarantine") == [(0,)]
    assert command("quarantine", "retry", "--out", out) == (0, "Tried 0 files again: none would be taken now.\n")

"""Does the prompt answer, complete, keep a history, and keep control codes from the terminal?"""

from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from flows import prompt
from tests.flows.test_command import out as out  # a release of one page
from warehouse.release import Release, current


@pytest.fixture
def release(out: Path, monkeypatch: pytest.MonkeyPatch) -> Release:
    monkeypatch.setattr(prompt, "HISTORY", out / "history")
    found = current(out)
    assert found is not None
    return found


def typed(release: Release, keys: str) -> None:
    """Type these keys at the prompt, then Ctrl-D."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys + "\x04")
        prompt.prompt(release)


def test_queries_are_answered_faults_told_and_the_history_is_kept(
    release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(release, "SELECT count(*)\rAS pages_there FROM pages;\rSELEC 1;\r.schema media\r")
    shown = capsys.readouterr().out
    assert "pages_there" in shown and "Parser Error" in shown and "caption" in shown
    assert "+AS pages_there FROM pages;" in (release.folder.parents[1] / "history").read_text("utf-8")


def test_text_of_a_page_cannot_steer_the_terminal(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    typed(release, "SELECT text FROM pages;\r")
    shown = capsys.readouterr().out
    assert "[31mred" in shown and "\x1b" not in shown


def test_names_are_completed_with_what_they_mean(release: Release) -> None:
    found = list(prompt.completer(release).get_completions(Document("SELECT quot"), CompleteEvent()))
    names = {completion.text: completion.display_meta_text for completion in found}
    assert names["quotes"] == "One quotation, direct or indirect."
    assert {"quoted_about", "quote_id"} <= set(names)


def test_a_home_that_cannot_be_written_to_costs_the_history_only(
    release: Release, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prompt, "HISTORY", release.folder / "manifest.json" / "history")
    typed(release, "SELECT 41 + 1 AS answer;\r")
    assert "42" in capsys.readouterr().out

"""Is every wrong call told in one sentence, with the right exit code and without a traceback?"""

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest

from flows import cli, forgetting
from flows.doctor import examined
from flows.faults import as_fault
from tests.flows.test_command import out as out  # a release of one page


def called(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    """The exit code of a call that fails, and what it says."""
    monkeypatch.setattr(sys, "argv", ["broadsheet", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().err
    assert isinstance(ended.value.code, int)
    return ended.value.code, " ".join(said.removeprefix("broadsheet: ").split())


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("rollback --out file", 1, "There is no release in file yet."),
        ("rollback --out nowhere", 1, "There is no release in nowhere yet."),
        ("push file:///x --out nowhere", 1, "There is no release in nowhere yet."),
        ("push s3://[bad --out data", 1, "'s3://[bad' is no address of a store"),
        ("pull file:///nowhere --out file", 2, "'file' is not a folder: give another --out."),
        ("run s3://[bad --out data", 2, "The input 's3://[bad' cannot be listed"),
        ("run pages --out file", 2, "'file' is not a folder: give another --out."),
        ("run pages --out data --floors nowhere", 2, "nowhere holds no floors"),
        ("run pages --out data --mirror bucket", 1, "'bucket' is no address of a store"),
        ("prune --older-than inf --out data", 2, "Invalid value for '--older-than'"),
        ("sql ; --out data", 2, "This is no query that gives rows."),
        ("sql SELECT(1) --out data --output nowhere/x", 1, "nowhere/x cannot be written: No such file or directory."),
        ("sql SELECT(1) --out data --output pages --format parquet", 1, "pages cannot be written: Is a directory."),
        ("show x --out data --output x.html", 2, "--output says where to write what --html makes: give both."),
        ("sql SELECT(1)a,2a --out data --json", 2, "Two columns have the same name, and JSON keeps one of them"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(
    line: str, code: int, words: str, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out)
    out.joinpath("data").symlink_to(".")
    out.joinpath("file").touch()
    out.joinpath("pages").mkdir()
    found, said = called(capsys, monkeypatch, *line.split())
    assert (found, words in said) == (code, True), said
    assert not out.joinpath("nowhere").exists()


def test_an_input_with_an_empty_name_is_not_the_folder_one_is_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = called(capsys, monkeypatch, "run", "", "--out", str(tmp_path))
    assert said == (2, "One of the inputs has an empty name; '.' is the folder that you are in.")


@pytest.mark.parametrize("line", ["run pages", "serve pages", "status", "sql SELECT(1)", "quarantine list"])
def test_a_data_folder_with_an_empty_name_is_not_the_folder_one_is_in(
    line: str, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out)
    found = called(capsys, monkeypatch, *line.split(), "--out", "")
    assert found == (2, "--out has an empty name; '.' is the folder that you are in.")


@pytest.mark.parametrize("options", [[], ["--mirror", "file:///nowhere"], ["--reprocess"]])
def test_inputs_without_a_file_are_told_before_anything_starts(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/.hidden.txt").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "flows.build", None)  # whoever starts a build fails
    found = called(capsys, monkeypatch, "run", "in", *options)
    assert found == (2, "There are no pages to read in 'in': no file lies there, hidden ones left out.")


@pytest.mark.parametrize("line", ["status", "schema", "explain x", "show x", "quarantine list"])
def test_a_release_without_its_database_is_told_by_every_command_that_reads(
    line: str, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "current/warehouse.duckdb").unlink()
    code, said = called(capsys, monkeypatch, *line.split(), "--out", str(out))
    assert code == 1
    assert said.startswith("The release cannot be read: IO Error: Cannot open database")
    assert said.endswith("'broadsheet doctor' says more.")


def test_a_copy_that_lies_beside_the_releases_is_none(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(out / "releases/0001", out / "releases/0001-kept")
    code, said = called(capsys, monkeypatch, "rollback", "9", "--out", str(out))
    assert (code, said) == (1, f"Release 0009 is not kept in {out}. Kept are: 0001.")


def test_what_the_system_refuses_is_told_with_its_place() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied", "/data/.lock")
    assert str(as_fault(refused)) == "Permission denied: /data/.lock."
    assert as_fault(ValueError("a fault of the program")) is None


def test_who_has_no_name_on_this_machine_is_known_by_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr(forgetting, "getuser", nobody)
    assert forgetting._user() == f"user {os.getuid()}"


def test_the_doctor_knows_a_file_from_a_folder_and_an_address_without_a_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:port/api")
    found = {finding.name: finding for finding in examined(tmp_path / "file")}
    assert found["data folder"].words == f"{tmp_path / 'file'} is not a folder."
    assert found["server"].state == "fault" and "No Prefect server answers at http://127.0.0.1:port" in (
        found["server"].words
    )

"""Does the doctor find what is wrong, and say what to do?"""

import json
import shutil
from pathlib import Path

import pytest

from flows import doctor
from flows.doctor import Finding, examine, examined
from tests.flows.test_command import out as out  # a release of one page
from warehouse.lock import only_run


def finding(folder: Path, name: str) -> Finding:
    return next(found for found in examined(folder) if found.name == name)


def test_a_release_that_is_whole_is_good_and_a_missing_one_is_a_note(out: Path, tmp_path: Path) -> None:
    assert finding(out, "release") == Finding("release", "good", "Release 0001 is current and readable: 1 pages.")
    found = finding(tmp_path / "nowhere", "release")
    assert (found.state, found.advice) == ("note", f"broadsheet run FOLDER --out {tmp_path / 'nowhere'}")


def test_a_release_that_cannot_be_read_is_a_fault_with_the_way_back(out: Path) -> None:
    (out / "current/warehouse.duckdb").write_bytes(b"no database")
    found = finding(out, "release")
    assert found.state == "fault" and found.words.startswith("Release 0001 cannot be read: ")
    assert found.advice == NO_OTHER


NO_OTHER = "No other is kept. Build it again in another folder: broadsheet run FOLDER --out NEW"


def test_a_manifest_that_is_no_json_is_a_fault_and_an_earlier_release_the_way_back(out: Path) -> None:
    shutil.copytree(out / "releases/0001", out / "releases/0002")
    (out / "current").unlink()
    (out / "current").symlink_to("releases/0002")
    (out / "releases/0002/manifest.json").write_text("x", "utf-8")
    found = finding(out, "release")
    assert found.state == "fault" and found.words.startswith("Release 0002 cannot be read: ")
    assert found.advice == f"Go back to the last one that is whole: broadsheet rollback 1 --out {out}"


def test_a_release_of_another_version_is_a_note(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "shape", lambda: "another")
    found = finding(out, "release")
    assert (found.state, found.words) == ("note", "Release 0001 was built by a version with other tables or views.")


def test_a_pointer_that_leads_nowhere_is_a_fault(out: Path) -> None:
    for target in (None, "releases/0009"):
        (out / "current").unlink()
        if target:
            (out / "current").symlink_to(target)
        found = finding(out, "release")
        assert found.state == "fault" and found.advice.endswith(f"broadsheet rollback 1 --out {out}")
        (out / "current").unlink(missing_ok=True)
        (out / "current").symlink_to("releases/0001")


def test_a_folder_that_a_run_holds_is_a_note(out: Path) -> None:
    with only_run(out):
        found = finding(out, "data folder")
    assert found.state == "note" and "is writing to" in found.words


def test_packages_that_do_not_go_together_are_named() -> None:
    assert list(doctor._unfit(["pytest", "duckdb<1.0", "no-such-package", "pywin32; sys_platform == 'win32'"])) == [
        f"duckdb is {doctor.metadata.version('duckdb')}, wanted is <1.0", "no-such-package is missing",
    ]  # fmt: skip


def test_a_full_disk_is_a_fault(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(out)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: usage._replace(free=5_000_000))
    found = finding(out, "disk")
    assert found.state == "fault" and "0.0 GB free" in found.words and "broadsheet prune" in found.advice


def test_a_named_server_that_is_not_there_is_a_fault_for_a_run_would_need_it(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    found = finding(out, "server")
    assert found.state == "fault" and "No Prefect server answers at http://127.0.0.1:9/api" in found.words
    assert found.advice == "Start it, or unset PREFECT_API_URL: a run then brings its own."
    monkeypatch.delenv("PREFECT_API_URL")
    monkeypatch.setattr(doctor, "api_address", lambda: "http://127.0.0.1:9/api")
    assert finding(out, "server").state == "note"


def test_findings_are_told_as_lines_and_as_json(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    is_well = examine(out, True)
    told = json.loads(capsys.readouterr().out)
    assert [found["name"] for found in told] == [
        "python", "packages", "models", "reader", "data folder", "disk", "release", "server",
    ]  # fmt: skip
    assert is_well == all(found["state"] != "fault" for found in told)
    examine(out, False)
    assert capsys.readouterr().out.splitlines()[0].startswith("ok    python        Python 3.")


def test_a_reader_that_is_not_compiled_is_a_note_with_what_compiles_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.page_scan, "__file__", "tasks/structuring/page_scan.py")
    found = finding(tmp_path, "reader")
    assert (found.state, "gcc" in found.advice) == ("note", True)
    monkeypatch.setattr(doctor.page_scan, "__file__", "tasks/structuring/page_scan.so")
    assert finding(tmp_path, "reader").state == "good"

"""Does a run that cannot write say so in a sentence, at once, and leave the last release?"""

import errno
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from flows.faults import AFTER, told
from flows.interrupts import stop_if_pressed
from flows.progress import stage
from flows.words import FaultError
from tests.flows.conftest import left_over
from tests.flows.test_command import broadsheet
from tests.flows.test_command import out as out  # a release of one page
from warehouse.lock import only_run
from warehouse.release import current

PAGE = Path(__file__).resolve().parents[2] / "seeds/pages/harborledger.example_2024-03-11_port-strike.txt"
# A mount of its own in a namespace of its own needs no rights; it is gone with the process.
MOUNTED = 'mount -t tmpfs -o "$0" none "$1" && shift && exec "$@"'
COMMAND = "from flows.cli import main; main()"


def run_on(options: str, disk: Path) -> "subprocess.CompletedProcess[str]":
    """A run into a disk of its own, mounted with these options."""
    disk.mkdir()
    inside = ["sh", "-c", MOUNTED, options, str(disk), sys.executable, "-c", COMMAND, "run", str(PAGE)]
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", *inside, "--out", str(disk / "data")],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if done.stderr.startswith(("unshare", "mount")):
        pytest.skip(f"no mounts here: {done.stderr}")
    return done


def test_a_disk_without_room_is_told_before_anything_is_begun(tmp_path: Path) -> None:
    done = run_on("size=2m", tmp_path / "disk")
    data = tmp_path / "disk/data"
    prune = f"'broadsheet prune --keep 1 --out {data}' removes old releases"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"broadsheet: The disk of {data} is full (2.1 MB free). Make room ({prune}), or give another --out. "
        "A run needs 32 MB at least.\n"
    )


def test_ctrl_c_ends_a_run_with_all_of_its_processes_in_a_sentence(tmp_path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "run", str(PAGE.parent), "--out", str(tmp_path / "data")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
    )  # fmt: skip
    assert run.stderr is not None
    said = run.stderr.readline()
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does
    printed, rest = run.communicate()
    assert (run.returncode, said, printed) == (130, "ingest 1/1\n", "")
    assert [line for line in rest.splitlines() if not line.startswith("read ")] == [f"broadsheet: Interrupted. {AFTER}"]
    assert left_over(tmp_path) == []
    assert current(tmp_path / "data") is None


def test_ctrl_c_that_a_library_swallows_ends_the_run_at_its_next_step(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(FaultError, match="Interrupted") as fault, told(tmp_path):
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with stage("settle"):
            pytest.fail("it went on")
    assert (fault.value.code, signal.getsignal(signal.SIGINT)) == (130, before)
    stop_if_pressed()  # it is heeded once


def test_a_disk_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    done = run_on("ro", tmp_path / "disk")
    data = tmp_path / "disk/data"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"broadsheet: Read-only file system: {data}. Make {data} writable, or give another --out. {AFTER}\n"
    )


def test_a_server_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert broadsheet("run", PAGE, "--out", tmp_path) == (
        *(1, ""),
        "broadsheet: Prefect's server at http://127.0.0.1:9/api does not answer. Start it, or unset PREFECT_API_URL.\n",
    )


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device", "part-00000.parquet"),
        RuntimeError('IO Error: Could not write file "warehouse.duckdb": No space left on device'),
    ],
)
def test_a_disk_that_fills_up_in_a_run_is_told_in_the_same_words(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(FaultError) as fault, told(tmp_path):
        raise error
    assert str(fault.value).startswith(f"The disk of {tmp_path} is full (")
    assert str(fault.value).endswith(f"or give another --out. {AFTER}")


def test_a_second_run_is_told_who_writes_there_and_the_release_stands(out: Path) -> None:
    before = current(out)
    with only_run(out):
        code, text, words = broadsheet("run", PAGE, "--out", out)
    assert (code, text) == (1, "")
    assert words.startswith("broadsheet: Process ") and f"is writing to {out.resolve()}. Wait until it ends" in words
    assert current(out) == before

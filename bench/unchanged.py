"""What does a run cost among 100,000 known files: one that finds nothing new, and one that finds ten?

The command as a user gives it, from its start to its end. Nothing new is set beside the same over ten files, ten new
files beside ten alone; `--most` sets the number of known files. Behind them stands a small warehouse: what
grows with its rows is measured by `bench.publishing`. Peak memory is that of the command and all that it starts.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from bench import Options, Row
from bench.pages import SAMPLES
from tasks.listing import list_inputs
from warehouse.inputs import write_inputs
from warehouse.release import current, publish, write_manifest

FILES: Final = 100_000
FEW: Final = 10
A_FOLDER: Final = 1000


def measure(options: Options) -> list[Row]:
    """A row for few and for many known files, without new ones and with ten."""
    many = options.most or FILES
    with tempfile.TemporaryDirectory(prefix="broadsheet-unchanged-") as name:
        home = Path(name)
        known = [_nothing_new(home / str(count), count, options.rounds) for count in (FEW, many)]
        return [*known, *_ten_new(home / "new", home / str(many) / "in", many)]


def _nothing_new(home: Path, count: int, rounds: int) -> Row:
    pages, data = home / "in", home / "data"
    for number in range(count):
        folder = pages / f"{number // A_FOLDER:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number % A_FOLDER:03}.txt").write_text(f"Page {number}.", "utf-8")
    built = data / "staging" / "built"
    built.mkdir(parents=True)
    write_inputs(built, list_inputs([str(pages)], data, None).known)
    write_manifest(built, {"run_id": "known"})
    publish(data, built)
    return _row(count, 0, [_run([pages], data, "Nothing new in ") for _ in range(rounds)])


def _ten_new(home: Path, known: Path, count: int) -> list[Row]:
    """Ten new files alone, and ten others among the known ones."""
    data = home / "data"
    names = sorted(file for file in SAMPLES.iterdir() if file.suffix == ".txt")
    groups = [home / "first", home / "second"]
    for group, files in zip(groups, (names[:FEW], names[FEW : 2 * FEW]), strict=True):
        group.mkdir(parents=True)
        for file in files:
            shutil.copyfile(file, group / file.name)
    alone = _row(0, FEW, [_run(groups[:1], data, "Read 10 pages")])
    release = current(data)
    if release is None:
        raise RuntimeError("The run published nothing.")
    write_inputs(release.folder, list_inputs([str(known), str(groups[0])], data, None).known)
    return [alone, _row(count, FEW, [_run([known, *groups], data, "Read 10 pages")])]


def _row(known: int, new: int, taken: list[tuple[float, float, float]]) -> Row:
    return {
        "known files": known,
        "new": new,
        "seconds": round(median(seconds for seconds, _, _ in taken), 2),
        "cpu_seconds": round(median(cpu for _, cpu, _ in taken), 2),
        "peak_mb": round(max(peak for _, _, peak in taken)),
    }


def _run(inputs: list[Path], data: Path, expected: str) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak megabytes of the command; it must begin with the words that are expected."""
    code = "from flows.cli import main; main()"
    command = [sys.executable, "-c", code, "run", *map(str, inputs), "--out", str(data)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        said = running.stdout.read() if running.stdout else ""
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if not said.startswith(expected):
        raise RuntimeError(f"The run did something else: {said[:200]}")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

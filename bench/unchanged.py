"""What does a run cost that finds nothing new among 100,000 known files?

The command as a user gives it, from its start to its end, beside the same over ten files; `--most` sets
the number of files. Peak memory is that of the command and all that it starts.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from bench import Options, Row
from tasks.listing import list_inputs
from warehouse.inputs import write_inputs
from warehouse.release import publish, write_manifest

FILES: Final = 100_000
FEW: Final = 10
A_FOLDER: Final = 1000
MOST_SECONDS: Final = 600


def measure(options: Options) -> list[Row]:
    """A row for few files and one for many."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-unchanged-") as home:
        return [_measured(Path(home, str(count)), count, options.rounds) for count in (FEW, options.most or FILES)]


def _measured(home: Path, count: int, rounds: int) -> Row:
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
    taken = [_run(pages, data) for _ in range(rounds)]
    return {
        "files": count,
        "seconds": round(median(seconds for seconds, _, _ in taken), 2),
        "cpu_seconds": round(median(cpu for _, cpu, _ in taken), 2),
        "peak_mb": round(max(peak for _, _, peak in taken)),
    }


def _run(pages: Path, data: Path) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak megabytes of the command; it must say that nothing is new."""
    code = "from flows.cli import main; main()"
    command = [sys.executable, "-c", code, "run", str(pages), "--out", str(data)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        said = running.stdout.read() if running.stdout else ""
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if not said.startswith("Nothing new in "):
        raise RuntimeError(f"The run did something else: {said[:200]}")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

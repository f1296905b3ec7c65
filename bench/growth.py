"""How do time and memory of a run grow with the pages, what do two workers gain, and what does Dask cost?

    python -m bench.growth OUT --sizes 3000 10000 --workers 1 2 --engines processes dask --rounds 3
    python -m bench.growth OUT --draw docs/pictures/growth.svg         draws what OUT/growth.json holds

Writes OUT/growth.json and OUT/growth.svg, and says how many times as fast two workers are as one, and how much longer
Dask's two workers take than two processes of the run's own: medians by the clock, so that they mean something on a
quiet machine only. Each run is the command that a user gives, on generated pages, into an empty folder; in a
round every case is run once, in the next one in the other order. Dask runs with the most workers only. Peak memory is
what all processes of a run together hold (their shares of what they share), looked at a few times a second; what
that takes of the cores is `looking_seconds`, in no other figure.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from bench.__main__ import show
from bench.generate import KINDS, write
from flows.forms import Engine
from tasks.reporting.charts import Spec, drawn

Measured = dict[str, Any]

PROC: Final = Path("/proc")
LOOK_SECONDS: Final = 0.5
# Adding up shares takes the kernel 30 ms: asked at each look, it took a tenth of a core from a run with two workers. So
# it is asked when more is resident than ever before, by this factor.
GROWN: Final = 1.005
WIDTH: Final = 640
# The report's colours, which a drawing outside it has to bring along.
COLOURS: Final = "svg{background:#fff;--ink:#1b1b1b;--soft:#555;--rule:#ddd;--main:#2a5d8f;--second:#b5532a}"
# Time by the clock is in the results only: on a machine that others use it shows them.
PANELS: Final = {
    "cpu_seconds": "Seconds of CPU, whole run",
    "peak_mb": "Peak memory of all processes, MB",
}


class Case(NamedTuple):
    """How a run is given: on which engine, with how many workers."""

    engine: str
    workers: int


def cases(engines: Sequence[str], workers: Sequence[int]) -> list[Case]:
    """Every number of workers on the first engine, the most of them on the others."""
    return [Case(e, w) for e, w in product(engines, sorted(workers)) if e == engines[0] or w == max(workers)]


def measured(sizes: Iterable[int], of: Sequence[Case], kind: str, rounds: int) -> Iterable[Measured]:
    """A row for each run, as it ends."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="broadsheet-growth-") as name:
            write(size, kind, seed=0, out=Path(name) / "pages")
            (Path(name) / "pages" / "truth.jsonl").unlink()
            for turn in range(rounds):
                for case in of if turn % 2 == 0 else reversed(of):
                    told = {"kind": kind, "pages": size, "round": turn + 1, **case._asdict()}
                    yield told | _run(Path(name), case)
                    shutil.rmtree(Path(name) / "data")


def compared(rows: Iterable[Measured]) -> list[Measured]:
    """A row for each case at each size: medians of its runs, and the ratios of their times by the clock."""
    by_case: dict[tuple[int, Case], list[Measured]] = {}
    for row in rows:
        case = Case(row.get("engine", "processes"), row["workers"])
        by_case.setdefault((row["pages"], case), []).append(row)
    seconds = {key: median(run["wall_seconds"] for run in runs) for key, runs in by_case.items()}
    return [
        {
            "pages": pages,
            **case._asdict(),
            "rounds": len(runs),
            "wall_seconds": round(seconds[pages, case], 1),
            "cpu_seconds": round(median(run["cpu_seconds"] for run in runs), 1),
            "peak_mb": max(run["peak_mb"] for run in runs),
            "times_one_worker": _ratio(seconds.get((pages, case._replace(workers=1))), seconds[pages, case]),
            "times_processes": _ratio(seconds.get((pages, case._replace(engine="processes"))), seconds[pages, case]),
        }
        for (pages, case), runs in by_case.items()
    ]


def _ratio(other: float | None, own: float) -> float | None:
    """How many times as fast one is as the other, if the other was run."""
    return round(other / own, 3) if other else None


def _run(home: Path, case: Case) -> Measured:
    code = "from flows.cli import main; main()"
    options = ["--out", str(home / "data"), "--workers", str(case.workers), "--engine", case.engine]
    command = [sys.executable, "-c", code, "run", str(home / "pages"), *options]
    load, began, own = os.getloadavg()[0], time.perf_counter(), time.process_time()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        peak = [0.0]
        looking = threading.Thread(target=_look, args=(running.pid, peak))
        looking.start()
        said = running.stdout.read() if running.stdout else ""
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        looking.join()
    if running.returncode:
        raise SystemExit(f"The run ended with code {running.returncode}: {said[-500:]}")
    return {
        "wall_seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": round(peak[0]),
        "looking_seconds": round(time.process_time() - own, 1),
        "load_before": round(load, 1),
    }


def _look(root: int, peak: list[float]) -> None:
    """Keep the most that a process and all below it hold, until it is gone."""
    most = 0
    while (resident := sum(map(_resident_pages, family := _family(root)))) > 0:
        if resident > most * GROWN:
            most = resident
            peak[0] = max(peak[0], sum(map(_megabytes, family)))
        time.sleep(LOOK_SECONDS)


def _family(root: int) -> set[int]:
    """A process and all that it or its children started."""
    parents = {int(entry.name): _parent(entry) for entry in PROC.iterdir() if entry.name.isdigit()}
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _resident_pages(pid: int) -> int:
    """What a process holds, whether others share it or not."""
    try:
        return int((PROC / str(pid) / "statm").read_text().split()[1])
    except OSError:
        return 0


def _megabytes(pid: int) -> float:
    try:
        rolled = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(rolled.partition("\nPss:")[2].split()[0]) / 1024 if "\nPss:" in rolled else 0.0


def _drawing(rows: Sequence[Measured], width: int) -> Spec:
    """A panel for each measure: pages on a logarithmic scale, a line for each number of workers, on processes."""

    def panel(field: str, title: str) -> Spec:
        return {
            "title": {"text": title, "anchor": "start", "fontSize": 13, "fontWeight": "normal", "color": "var(--ink)"},
            "width": width - 60,
            "height": 130,
            "mark": {"type": "line", "point": {"size": 60, "filled": True}},
            "encoding": {
                "x": {"field": "pages", "type": "quantitative", "scale": {"type": "log", "nice": False, "padding": 20},
                      "axis": {"values": sorted({row["pages"] for row in rows}), "format": ",", "title": "pages",
                               "titleColor": "var(--soft)", "titleFontWeight": "normal"}},
                "y": {"field": field, "type": "quantitative", "axis": {"tickCount": 4, "format": ",.0f"},
                      "scale": {"type": "linear" if field == "peak_mb" else "log", "nice": True}},
                "color": {"field": "who", "type": "nominal", "scale": {"range": ["var(--main)", "var(--second)"]}},
            },
        }  # fmt: skip

    named = [
        row | {"who": f"{row['workers']} worker{'s' * (row['workers'] > 1)}"}
        for row in compared(rows)
        if row["engine"] == "processes"
    ]
    return {"data": {"values": named}, "vconcat": [panel(*item) for item in PANELS.items()], "spacing": 18}


def draw(rows: Sequence[Measured], target: Path) -> None:
    """Write the plot as an SVG file that stands alone."""
    words = "How time and memory of a run grow with its pages, with one worker and with two."
    svg = drawn(lambda width: _drawing(rows, width), (WIDTH,), words)
    target.write_text(svg.replace(">", f"><style>{COLOURS}</style>", 1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description="Time and memory by number of pages.")
    parser.add_argument("out", type=Path, help="folder for growth.json")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", choices=[engine.value for engine in Engine], nargs="+", default=["processes"])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, default="flat")
    parser.add_argument("--draw", type=Path, default=None, help="draw growth.json to this file and run nothing")
    given = parser.parse_args()
    results = given.out / "growth.json"
    if given.draw:
        draw(json.loads(results.read_text("utf-8")), given.draw)
        return
    given.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for row in measured(given.sizes, cases(given.engines, given.workers), given.kind, given.rounds):
        print(json.dumps(row), flush=True)
        rows.append(row)
        results.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    draw(rows, given.out / "growth.svg")
    show("growth", "medians by case", compared(rows))


if __name__ == "__main__":
    main()

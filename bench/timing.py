"""How long does each case take, when all of them take turns on the same machine?"""

import gc
import resource
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench import Case, Row

_PROCESS: Final = Path("/proc/self")
LOOK_SECONDS: Final = 0.02


def race(cases: Sequence[Case], rounds: int, *, clock: str = "cpu") -> list[Row]:
    """A row for each case: medians over `rounds` turns, after one turn that is not counted.

    `clock` is 'cpu' (of this process and its threads: what others do on the machine hardly counts) or
    'wall' (for work whose waiting matters). `ratio` is how many times as fast as the first case.
    """
    read = time.process_time if clock == "cpu" else time.perf_counter
    counts = [case.run() for case in cases]
    seconds: list[list[float]] = [[] for _ in cases]
    peaks: list[list[float]] = [[] for _ in cases]
    for turn in range(rounds):
        order = range(len(cases)) if turn % 2 == 0 else reversed(range(len(cases)))
        for number in order:
            cases[number].prepare()
            gc.collect()
            reset_peak()
            began = read()
            cases[number].run()
            seconds[number].append(read() - began)
            peaks[number].append(peak_megabytes())
    first = median(seconds[0])
    return [
        {
            "case": case.name,
            **count,
            "seconds": round(median(taken), 4),
            "fastest": round(min(taken), 4),
            **{f"{unit}_per_second": round(number / median(taken), 1) for unit, number in count.items()},
            "ratio": round(first / median(taken), 2),
            "peak_mb": round(max(peak)),
        }
        for case, count, taken, peak in zip(cases, counts, seconds, peaks, strict=True)
    ]


def reset_peak() -> None:
    """Let the peak of memory count from now on; where the system cannot, it counts from the process's start."""
    try:
        (_PROCESS / "clear_refs").write_text("5")
    except OSError:
        return


def peak_megabytes() -> float:
    """The most memory that this process held since `reset_peak`."""
    try:
        status = (_PROCESS / "status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@dataclass
class Peak:
    """The most memory of its own that this process took beside what it had."""

    megabytes: float = 0.0


@contextmanager
def own_peak() -> Iterator[Peak]:
    """Look again and again at what belongs to this process alone: mapped files do not count, the system drops them."""
    before, most, done = _own_megabytes(), Peak(), threading.Event()

    def look() -> None:
        while not done.wait(LOOK_SECONDS):
            most.megabytes = max(most.megabytes, _own_megabytes() - before)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        done.set()
        looking.join()


def _own_megabytes() -> float:
    return int((_PROCESS / "status").read_text().partition("RssAnon:")[2].split()[0]) / 1024

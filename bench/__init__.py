"""How fast is Broadsheet, and beside what? `python -m bench [NAME …]` measures and writes JSON and a table.

A benchmark is a module of this package, named in `BENCHMARKS` in `bench/__main__.py`, with one function:

    def measure(options: Options) -> list[Row]

A `Row` is one line of its table: column → value. Rows of one benchmark may have different columns.
Work that is to be compared is a `Case`, a name and a function that does the work once and returns
what it counted ({"pages": 100, "lines": 4000}); `race(cases, rounds)` (`bench.timing`) runs cases in turns and
gives a row for each: median seconds, what it counted a second, how many times as fast as the first
case, and peak memory. A benchmark that needs something else returns rows of its own.

Only ratios within one run are to be compared: each run writes down the machine that it ran on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

Row = Mapping[str, str | int | float | None]


def _nothing() -> None:
    """What most cases need before a turn."""


class Case(NamedTuple):
    """Work to be timed: `run` does it once and returns how much it did; `prepare` comes before, untimed."""

    name: str
    run: Callable[[], Mapping[str, int]]
    prepare: Callable[[], object] = _nothing


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    pages: Path  # a file or folder of pages
    rounds: int
    out: Path
    most: int | None = None  # so many pages at most, None for all

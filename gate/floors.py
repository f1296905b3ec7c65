"""How low may each figure fall? The floors of `floors.toml`, which only rise.

A figure of which less is better (wrong dates, invented comments) has its floor above it.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import sqrt
from pathlib import Path
from typing import Final, NamedTuple

FILE: Final = Path(__file__).with_name("floors.toml")
DIGITS: Final = 3
EXACT: Final = 0.5 / 10**DIGITS  # a floor is rounded
# Models learned again on another machine move shares of texts, names and comments by so much.
STEADY: Final = 0.004
# … and turn the answer of one page in a hundred, one way or the other.
TURNED: Final = 0.01
SMALLEST: Final = 1e-9  # differences of floats that are none
HEAD: Final = """# The figures below which `make gate` fails, by set of pages. `make gate RAISE=--raise` writes better
# ones and lowers none. Figures of which less is better are marked by their name: cost.
"""
Floors = Mapping[str, Mapping[str, float]]


class Figure(NamedTuple):
    """One measured figure of one set."""

    set_name: str
    name: str
    value: float
    judged: int  # pages, items or lines that were judged
    is_cost: bool
    leeway: float = EXACT  # how far it may fall by chance

    @property
    def key(self) -> str:
        """The figure's name in the file of floors."""
        return f"{self.name}, cost" if self.is_cost else self.name


def read_floors(file: Path = FILE) -> Floors:
    """The floors by set and figure; none where there is no file yet."""
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def leeway_of(pages: int) -> float:
    """How far a field of so many pages may fall by chance where its model is learned again.

    Two standard errors of what is turned, one page at least: a change of the rules may not hide behind it twice, for
    the floor stays where it is.

    >>> [round(pages * leeway_of(pages), 1) for pages in (20, 42, 335)]
    [1.0, 1.3, 3.8]
    """
    return max(1, 2 * sqrt(TURNED * pages)) / pages + EXACT


def is_below(figure: Figure, floors: Floors) -> bool:
    """Has the figure fallen through its floor?"""
    floor = floors.get(figure.set_name, {}).get(figure.key)
    if floor is None:
        return False
    fall = figure.value - floor if figure.is_cost else floor - figure.value
    return fall > figure.leeway + SMALLEST


def raised(figures: Sequence[Figure], floors: Floors) -> Floors:
    """The floors after these figures: of each the better of both."""
    out = {name: dict(values) for name, values in floors.items()}
    for figure in figures:
        mine, value = out.setdefault(figure.set_name, {}), round(figure.value, DIGITS)
        better = min if figure.is_cost else max
        mine[figure.key] = better(mine.get(figure.key, value), value)
    return out


def written(floors: Floors) -> str:
    """The floors as the file holds them."""
    parts = [HEAD]
    for set_name, values in sorted(floors.items()):
        rows = [f'"{name}" = {value:.{DIGITS}f}' for name, value in sorted(values.items())]
        parts.append("\n".join([f"[{set_name}]", *rows, ""]))
    return "\n".join(parts)


def table(figures: Sequence[Figure], floors: Floors) -> Iterator[str]:
    """Value, floor and how many were judged, under the name of each set."""
    for name, group in groupby(figures, key=lambda figure: figure.set_name):
        yield f"{name:<42} value   floor       n"
        for figure in group:
            floor = floors.get(name, {}).get(figure.key)
            shown = "     –" if floor is None else f"{floor:6.3f}"
            mark = "  FELL" if is_below(figure, floors) else ""
            yield f"  {figure.key:<40}{figure.value:6.3f}  {shown} {figure.judged:>7}{mark}"
        yield ""


def judged(figures: Sequence[Figure], is_raised: bool) -> int:
    """Show the figures beside their floors, write floors that have risen if asked to, and judge; the exit code."""
    floors = read_floors()
    print("\n".join(table(figures, floors)))
    if is_raised:
        FILE.write_text(written(raised(figures, floors)), encoding="utf-8")
    return verdict(figures, floors)


def verdict(figures: Sequence[Figure], floors: Floors) -> int:
    """Say which figures fell; the exit code."""
    fallen = [figure for figure in figures if is_below(figure, floors)]
    if not fallen:
        print(f"{len(figures)} figures, none below its floor.")
        return 0
    print(f"{len(fallen)} of {len(figures)} figures fell through their floor:")
    for figure in fallen:
        floor = floors[figure.set_name][figure.key]
        print(f"  {figure.set_name}: {figure.key} {figure.value:.3f}, floor {floor:.3f}")
    return 1

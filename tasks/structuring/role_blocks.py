"""How does each line stand in the page's boxes, once a first reading says where the story is?

Boxes, the first reading and the lines' weights go in, a matrix comes out, in the order of `COLUMNS`:
how much of what stands in the same box, in the boxes around it and in boxes of the same name is story, and how
far the line's box is from the box that holds the story's core.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.features import Floats, side_by_side
from tasks.structuring.lines import TextLine
from tasks.structuring.markup_blocks import TAGS, Blocks

LEVELS: Final = (1, 2, 3, 4)  # boxes around the line's own
CORES: Final = (0.6, 0.9)  # shares of the story's words that a core box holds
IN_BOX: Final = ("story", "of_page", "words", "lines", "linked", "before", "after")
COLUMNS: Final = (
    *(f"box{level}_{name}" for level in LEVELS for name in IN_BOX),
    *(f"kind_{name}" for name in ("story", "of_page", "lines", "words")),
    *(f"core{int(100 * share)}_{name}" for share in CORES for name in ("inside", "up", "below")),
    "depth",
    "linked",
    *(f"box_{tag}" for tag in TAGS),
)


def block_columns(lines: Sequence[TextLine], blocks: Blocks, body: Floats, weight: Floats) -> Floats:
    """Lines × COLUMNS; `body` is each line's probability to be story, `weight` its words."""
    at = _rows(lines, blocks)
    paths, linked = _taken(blocks.paths, at, -1), _taken(blocks.linked, at, 0)
    tags, kinds = _taken(blocks.tags, at, -1), _taken(blocks.kinds, at, -1) + 1
    depth = (paths >= 0).sum(axis=1)
    mass = body * weight
    total = max(float(mass.sum()), 1.0)
    out: list[NDArray[Any]] = []
    for level in LEVELS:
        boxes = paths[np.arange(len(lines)), np.maximum(depth - 1 - level, 0)] + 1
        out += _of_groups(boxes, mass, weight, linked, total)
    story, of_page, words, count, *_ = _of_groups(kinds, mass, weight, linked, total)
    out += [story, of_page, count, words]
    for share in CORES:
        out += _to_core(paths, depth, mass, share * total)
    out += [depth, linked, *(tags == place for place in range(len(TAGS)))]
    return side_by_side(out)


def _taken(values: NDArray[Any], at: NDArray[np.int64], default: int) -> NDArray[Any]:
    """The values at some places, the default where the place is negative."""
    out = np.full((len(at), *values.shape[1:]), default, dtype=values.dtype)
    out[at >= 0] = values[at[at >= 0]]
    return out


def _rows(lines: Sequence[TextLine], blocks: Blocks) -> NDArray[np.int64]:
    numbers = np.fromiter((line.number for line in lines), dtype=np.int64, count=len(lines))
    rows = np.searchsorted(blocks.lines, numbers)
    found = rows < len(blocks.lines)
    found[found] = blocks.lines[rows[found]] == numbers[found]
    return np.where(found, rows, -1)


def _of_groups(
    group: NDArray[np.int64], mass: Floats, weight: Floats, linked: Floats, total: float
) -> list[NDArray[Any]]:
    """What the other lines of each line's group say: the share of story, and so on as IN_BOX names it."""
    size = int(group.max(initial=0)) + 1
    masses, weights = np.bincount(group, mass, size), np.bincount(group, weight, size)
    counts = np.bincount(group, minlength=size)
    links = np.bincount(group, weight * linked, size)
    order = np.argsort(group, kind="stable")
    running = np.cumsum(mass[order])
    first = np.searchsorted(group[order], np.arange(size))
    base = np.where(first > 0, running[np.maximum(first - 1, 0)], 0)
    before = np.empty(len(group))
    before[order] = running - base[group[order]] - mass[order]
    others = weights[group] - weight
    return [
        (masses[group] - mass) / (others + 5), masses[group] / total, np.log1p(weights[group]),
        np.log1p(counts[group]), links[group] / np.maximum(weights[group], 1), before / total,
        (masses[group] - mass - before) / total,
    ]  # fmt: skip


def _to_core(paths: NDArray[np.int64], depth: NDArray[np.int64], mass: Floats, least: float) -> list[NDArray[Any]]:
    """Is the line in the smallest box that holds the core; how many boxes up does one hold both; how deep below."""
    flat = (paths + 1).ravel()
    masses = np.bincount(flat, np.repeat(mass, paths.shape[1]))
    masses[0] = 0
    big = (masses >= least)[paths + 1] & (paths >= 0)
    levels = big.sum(axis=1)
    if not len(levels) or not levels.max():
        none = np.zeros(len(depth))
        return [none, none, none]
    core_depth = int(levels.max())
    # Boxes that hold so much lie on one path: how many of them a line is in tells where it leaves the path.
    return [levels == core_depth, core_depth - levels, depth - levels]

"""In which of the page's boxes does each line of the rendered text stand?

An `Outline` goes in, `Blocks` come out: per line the block elements around it, from the outermost to the
innermost, what the innermost is called, and how much of the line is links. What the model of roles
makes of it stands in `role_blocks`.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.markup_outline import Outline

Ints = NDArray[np.int32]

MOST_DEPTH: Final = 32  # boxes deeper than this count as the one at this depth; 95 % of dev lines stand above 20
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark noscript q s samp small"
    " span strike strong sub sup time tt u var wbr".split()
)
TAGS: Final = ("p", "li", "div", "h1", "h2", "h3", "h4", "td", "blockquote", "section", "article", "figcaption")

TAG_PLACES: Final = {tag: place for place, tag in enumerate(TAGS)}


class Blocks(NamedTuple):
    """The boxes of a page's lines, one row a line that the markup places; `lines` are line numbers, ascending."""

    lines: Ints
    paths: Ints  # lines × MOST_DEPTH: element numbers from the outermost box inwards, -1 beyond the innermost
    kinds: Ints  # per line a number for the tag and class of its box and of the box around it
    tags: Ints  # per line the place of its box's tag in TAGS, -1 for another
    linked: NDArray[np.float32]  # share of the line's characters that are links


NO_BLOCKS: Final = Blocks(
    np.zeros(0, np.int32),
    np.zeros((0, MOST_DEPTH), np.int32),
    np.zeros(0, np.int32),
    np.zeros(0, np.int32),
    np.zeros(0, np.float32),
)


def line_blocks(outline: Outline, is_linked: Sequence[bool]) -> Blocks:
    """The boxes of every line that holds a text of the page; of several texts the longest tells.

    `is_linked` tells the elements that stand in a link.
    """
    longest: dict[int, tuple[int, int]] = {}  # line → (length, holder) of its longest text
    lengths: dict[int, int] = {}  # line → characters
    linked: dict[int, int] = {}  # line → characters inside links
    for index, size, first, last in chain(outline.placed, outline.aside):
        holder = outline.holders[index]
        for number in range(first, last + 1):
            if number not in longest or size > longest[number][0]:
                longest[number] = size, holder
            lengths[number] = lengths.get(number, 0) + size
            linked[number] = linked.get(number, 0) + size * is_linked[holder]
    lines = sorted(longest)
    shares = [linked[number] / max(lengths[number], 1) for number in lines]
    return _blocks(outline, lines, [longest[number][1] for number in lines], shares)


def _blocks(outline: Outline, lines: list[int], holders: list[int], linked: list[float]) -> Blocks:
    places = {holder: place for place, holder in enumerate(dict.fromkeys(holders))}
    known: dict[int, tuple[int, ...]] = {0: ()}
    found = [_path(outline, holder, known) for holder in places]
    boxes = [(path[-2] if len(path) > 1 else 0, path[-1] if path else 0) for path in found]
    called = {element: _called(outline, element) for pair in boxes for element in pair}
    names = [(called[around], called[box]) for around, box in boxes]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    padded = np.full((len(found), MOST_DEPTH), -1, np.int32)
    depths = np.fromiter(map(len, found), np.int64, len(found))
    padded[np.arange(MOST_DEPTH) < depths[:, None]] = np.fromiter(chain.from_iterable(found), np.int32)
    tags = [TAG_PLACES.get(outline.tags[box], -1) for _, box in boxes]
    rows = np.fromiter(map(places.__getitem__, holders), np.int64, len(holders))
    return Blocks(
        np.asarray(lines, np.int32),
        padded[rows],
        np.asarray([numbers[name] for name in names], np.int32)[rows],
        np.asarray(tags, np.int32)[rows],
        np.asarray(linked, np.float32),
    )


def _path(outline: Outline, holder: int, known: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """The boxes around an element from the outermost, itself included; `known` are those that were asked before."""
    passed = []
    while holder not in known:
        passed.append(holder)
        holder = outline.parents[holder]
    path = known[holder]
    for element in reversed(passed):
        if outline.tags[element] not in INLINE and len(path) < MOST_DEPTH:
            path = (*path, element)
        known[element] = path
    return path


def _called(outline: Outline, element: int) -> str:
    return f"{outline.tags[element]}.{outline.names[element].get('class', '')}"

"""How do the page's elements part and nest what its flat text glues together and shows on one level?

Threads nest by containers where the text shows no indentation, and set name, place and time beside each other
without a space. A `Layout` is made from an `Outline`; nothing is computed until it is asked.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from tasks.structuring.markup_outline import Outline

_LEFT: Final = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,3})(?:\.\d+)?(px|r?em)", re.IGNORECASE)
_EM: Final = 16  # pixels


@dataclass(frozen=True, slots=True)
class Layout:
    """What the elements of a page say about stretches of its text."""

    outline: Outline

    def indent(self, start: int, end: int) -> int:
        """How far in the innermost element stands that is around all texts in a span; 0 where none is there.

        Each element around it counts 1, and the pixels of its left margin.
        """
        placed, spans = self.outline.placed, self.outline.spans
        first = bisect_right(placed, start, key=lambda text: (spans[text.number] or (0, 0))[1])
        behind = bisect_left(placed, end, key=lambda text: (spans[text.number] or (0, 0))[0])
        ways = [self._way(self.outline.holders[text.number]) for text in placed[first:behind]]
        if not ways:
            return 0
        depth = min(map(len, ways))
        while depth and len({way[depth - 1] for way in ways}) > 1:
            depth -= 1
        return depth + sum(_left(self.outline.raw_attributes[element]) for element in ways[0][:depth])

    def _way(self, element: int) -> list[int]:
        """The elements around an element and itself, from the outermost in."""
        way: list[int] = []
        while element > 0:
            way.append(element)
            element = self.outline.parents[element]
        return way[::-1]

    def joints(self) -> dict[int, list[int]]:
        """Where texts of two elements meet without a space: positions in the page's text by number of line."""
        found: dict[int, list[int]] = {}
        for before, behind in pairwise(self.outline.placed):
            here, there = self.outline.spans[before.number], self.outline.spans[behind.number]
            if before.last == behind.first and here and there and there[0] - here[1] <= 1:
                found.setdefault(before.last, []).append(there[0])
        return found


@lru_cache(maxsize=4096)
def _left(raw: str) -> int:
    """The left margin and padding that an element's attributes state, in pixels."""
    if "-left" not in raw:
        return 0
    return sum(int(size) * (1 if unit.lower() == "px" else _EM) for size, unit in _LEFT.findall(raw))

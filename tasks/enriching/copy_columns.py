"""How are columns of numbers held that may be larger than memory?

`Columns` is what the comparison of texts writes to, a piece at a time, and reads whole. Here it is in memory;
`warehouse/spilled.py` has one on the disk, whose arrays are mapped files. What is computed over them goes through
`blocks` and `in_order`, a part at a time, so that only results of one number a value are held.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from tasks.enriching.near_copies import Places, Words

# Values that are sorted at a time, on average; sorting takes some 20 bytes each.
SORTED_AT_ONCE: Final = 2**20
# Rows that are worked on at a time.
BLOCK: Final = 50_000
WORD_BITS: Final = 32


class Columns(Protocol):
    """Columns by name, each of one type."""

    def append(self, name: str, values: NDArray[Any]) -> None:
        """Add values to the end of a column, which their type makes if it is new."""

    def array(self, name: str) -> NDArray[Any]:
        """All values of a column, to be read only."""


class InMemory:
    """Columns in memory."""

    def __init__(self) -> None:
        self._pieces: dict[str, list[NDArray[Any]]] = defaultdict(list)

    def append(self, name: str, values: NDArray[Any]) -> None:
        self._pieces[name].append(values)

    def array(self, name: str) -> NDArray[Any]:
        self._pieces[name] = [np.concatenate(self._pieces[name])]
        return self._pieces[name][0]


def blocks(count: int) -> Iterator[slice]:
    """The rows of `count`, some at a time; one empty block of none."""
    yield from (slice(first, min(first + BLOCK, count)) for first in range(0, max(count, 1), BLOCK))


def in_order(values: Words) -> Iterator[tuple[Words, Places]]:
    """The values sorted, some at a time, and where each stood; equal ones stay in their order, and together."""
    parts = 1 << max(len(values) // SORTED_AT_ONCE, 1).bit_length() - 1
    step = 2**WORD_BITS // parts
    for low in range(0, 2**WORD_BITS, step):
        here = np.flatnonzero((values >= low) & (values <= low + step - 1))
        own = values[here]
        order = np.argsort(own, kind="stable")
        yield own[order], here[order]

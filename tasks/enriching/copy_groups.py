"""Which texts are copies of a longer one?

`regroup` in `copy_changes.py` says the same after a change, without looking at every text again.

Texts are taken in an order: first those of which most sampled triples stand in another text too, then the longest.
Each joins the earlier *representative* that it shares most with, or becomes one itself. The index holds representatives
only, so nobody compares all pairs and a text that is copied a thousand times costs no more.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.enriching.compared_texts import Part
from tasks.enriching.copy_columns import blocks, in_order
from tasks.enriching.near_copies import (
    Flags,
    Places,
    Triples,
    Words,
    jaccard,
    likeness,
    needed,
    sampled_of,
    summed,
    triples,
)

# Triples that more representatives share are phrases; the first of them are looked at.
REPRESENTATIVES_A_TRIPLE: Final = 64
# Texts whose triples are held, 2 to 8 KB each: a representative is compared with one text after the other.
TEXTS_HELD: Final = 2_000


class Readings:
    """All rows of some parts, the later part's after the earlier one's."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts
        self.firsts = np.cumsum([0, *(len(part.word_counts) for part in parts)])
        self.ids = np.concatenate([part.raw.ids for part in parts])
        self.headlines = np.concatenate([part.raw.headlines for part in parts])
        self.is_bare: Flags = np.concatenate([part.is_bare for part in parts])
        self.lengths: Places = np.concatenate([part.word_counts for part in parts])
        self.triple_counts = np.maximum(self.lengths - 2, 0)
        self.sampled_of: Places = sampled_of(self.triple_counts, self.is_bare)
        self.triples = lru_cache(TEXTS_HELD)(self._triples)

    def _place(self, text: int) -> tuple[Part, int]:
        part = int(np.searchsorted(self.firsts, text, "right")) - 1
        return self.parts[part], text - int(self.firsts[part])

    def _triples(self, text: int) -> Triples:
        """The word triples of a text."""
        part, row = self._place(text)
        return triples(part.words(row))

    def samples(self, text: int) -> Words:
        """The sampled triples of a text."""
        part, row = self._place(text)
        return part.samples.row(row)

    def notes(self, text: int) -> bytes:
        """What was noted of a text."""
        part, row = self._place(text)
        return part.raw.notes.row(row).tobytes()

    def similarity(self, one: int, other: int) -> float:
        """The Jaccard similarity of two texts."""
        return jaccard(self.triples(one), self.triples(other))

    def may_be_copies(self, one: int, other: int) -> bool:
        """Bare texts are copies under the same headline only; those without any, if they are the same."""
        if not (self.is_bare[one] or self.is_bare[other]):
            return True
        if self.headlines[one] != self.headlines[other]:
            return False
        return bool(self.headlines[one]) or np.array_equal(self.triples(one), self.triples(other))

    def is_compared(self, text: int, others: Places, shared: Places) -> Flags:
        """Which of other texts share enough of the samples with a text."""
        compared: Flags = shared >= needed(
            int(self.triple_counts[text]), int(self.sampled_of[text]), self.triple_counts[others],
            self.sampled_of[others],
        )  # fmt: skip
        return compared

    def copied(self, text: int, others: Iterable[int]) -> int:
        """Of other texts, in order, the one that shares most with a text that is its copy; else the text itself."""
        own = self.triples(text)
        alike = [
            (-measured.share, place, other)
            for place, other in enumerate(others)
            if self.may_be_copies(text, other) and (measured := likeness(own, self.triples(other))).is_copy
        ]
        return min(alike)[2] if alike else text

    def ranks(self, shared: NDArray[np.int32]) -> NDArray[np.int32]:
        """The place of each text in the order, by how many of its sampled triples others have."""
        by_id = np.empty(len(self.ids), np.int32)
        by_id[np.argsort(self.ids, kind="stable")] = np.arange(len(self.ids), dtype=np.int32)
        ranks = np.empty(len(self.ids), np.int32)
        ranks[np.lexsort((by_id, -self.lengths, -shared))] = np.arange(len(self.ids), dtype=np.int32)
        return ranks


class Groups(NamedTuple):
    """Which text stands for each one, itself if it is no copy, and how many of its sampled triples others have."""

    stands_for: NDArray[np.int32]
    shared: NDArray[np.int32]


def group(part: Part) -> Groups:
    """Compare all texts of a part."""
    readings = Readings((part,))
    index = _Index(part, readings)
    stands_for = np.arange(len(index.order), dtype=np.int32)
    for text in index.order.tolist():
        found = readings.copied(text, index.candidates(text))
        stands_for[text] = found
        if found == text:
            index.add(text)
    return Groups(stands_for, index.shared)


def _groups(samples: Words) -> tuple[NDArray[np.int32], Places]:
    """The number of each sampled triple that several texts have, -1 for others, and how many have those."""
    groups, every, first = np.empty(len(samples), np.int32), [np.empty(0, np.int64)], 0
    for values, places in in_order(samples):
        starts = np.flatnonzero(np.diff(values, prepend=values[:1] + np.uint32(1)))
        sizes = np.diff(starts, append=len(values))
        several = sizes > 1
        groups[places] = np.repeat(np.where(several, first + np.cumsum(several) - 1, -1), sizes)
        every.append(sizes[several])
        first += len(every[-1])
    return groups, np.concatenate(every)


class _Index:
    """Which representatives have a sampled triple; slots are laid out once, for all texts that have it."""

    def __init__(self, part: Part, readings: Readings) -> None:
        self._readings = readings
        groups, sizes = _groups(part.samples.values)
        self.shared = np.empty(len(readings.ids), np.int32)
        for rows in blocks(len(self.shared)):
            ends = part.samples.ends[rows.start : rows.stop + 1]
            before = summed(groups[ends[0] : ends[-1]] >= 0)
            self.shared[rows] = np.diff(before[ends - ends[0]])
        self._ends = summed(self.shared)
        self._groups = groups[groups >= 0]
        sizes = np.minimum(sizes, REPRESENTATIVES_A_TRIPLE)
        self._starts = np.cumsum(sizes) - sizes
        self._filled = np.zeros(len(sizes), np.int32)
        self._slots = np.empty(int(sizes.sum()), np.int32)
        self._ranks = readings.ranks(self.shared)
        self.order = np.argsort(self._ranks)

    def _groups_of(self, text: int) -> NDArray[np.int32]:
        return self._groups[self._ends[text] : self._ends[text + 1]]

    def add(self, text: int) -> None:
        """Make a text findable."""
        groups = self._groups_of(text)
        groups = groups[self._filled[groups] < REPRESENTATIVES_A_TRIPLE]
        self._slots[self._starts[groups] + self._filled[groups]] = text
        self._filled[groups] += 1

    def candidates(self, text: int) -> list[int]:
        """The representatives that share enough sampled triples, in order."""
        groups = self._groups_of(text)
        counts = self._filled[groups].astype(np.int64)
        if not counts.any():
            return []
        before = np.cumsum(counts) - counts
        slots = np.repeat(self._starts[groups] - before, counts) + np.arange(counts.sum())
        seen, shared = np.unique(self._ranks[self._slots[slots]], return_counts=True)
        others = self.order[seen]
        return [int(other) for other in others[self._readings.is_compared(text, others, shared)]]

"""Which texts are copies of a longer one, after a few of many were added or have left?

The outcome is that of `copy_groups.group` over all texts, in whatever order and portions they came. What a text
stands for follows from the representatives before it in the order that share enough of its sample. So only these are
looked at again: what is new, what a changed representative may concern, and what it concerns in turn. Going through
the order, each text is looked at once, after all that it rests on.
"""

import heapq
from collections import defaultdict
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.enriching import copy_groups
from tasks.enriching.compared_texts import Part, Raw, furniture, joined, printed, read
from tasks.enriching.copy_columns import Columns
from tasks.enriching.copy_groups import Groups, Readings
from tasks.enriching.near_copies import Flags, Places, Triples, Words, summed

GONE: Final = -1
# Hashes that differ in these need no closer look.
LOW_BITS: Final = 2**20 - 1


class Index(NamedTuple):
    """All texts, what is furniture in them, and which of them stands for which; -1 for rows that are not in use."""

    parts: tuple[Part, ...]
    furniture: Triples
    groups: Groups

    @property
    def ids(self) -> NDArray[np.bytes_]:
        return np.concatenate([part.raw.ids for part in self.parts])

    @property
    def digests(self) -> NDArray[np.bytes_]:
        return np.concatenate([part.raw.digests for part in self.parts])

    @property
    def is_live(self) -> Flags:
        is_live: Flags = self.groups.stands_for != GONE
        return is_live


class Regrouped(NamedTuple):
    """The index after a change, and the texts whose story is another one, or has other members."""

    after: Index
    touched: tuple[int, ...]


def index(raw: Raw, columns: Columns | None = None) -> Index:
    """Compare all texts; what is made of them goes to columns."""
    found = furniture(printed(raw)[0])
    part = read(raw, found, columns)
    return Index((part,), found, copy_groups.group(part))


def regroup(before: Index, left: Places, raw: Raw) -> Regrouped:
    """Take the rows `left` out, take new texts up, and say what that changes."""
    known, reread = _furniture_after(before, left, raw)
    again = [part.raw.take(rows) for part, rows in zip(before.parts, _by_part(before, reread), strict=True)]
    part = read(joined([raw, *again]), known)
    left = np.union1d(left, reread)
    if not len(part.word_counts) and not len(left):
        return Regrouped(before, ())
    change = _Change(before, left, part)
    change.settle()
    index = Index((*before.parts, part), known, Groups(change.stands_for, change.shared))
    return Regrouped(index, change.touched())


def compacted(index: Index) -> tuple[int, Index]:
    """How many parts stay as they are, and the index with one part in place of all others, without what is gone.

    The first part stays while it is four times as large as the rest and half of it is in use.
    """
    first = len(index.parts[0].word_counts)
    is_live = index.is_live
    in_use = int(is_live[:first].sum())
    stays = 1 if first < len(is_live) and 4 * (len(is_live) - first) < first < 2 * in_use else 0
    is_live[: first * stays] = True
    rows = np.flatnonzero(is_live)
    moved = np.full(len(is_live), GONE, np.int32)
    moved[rows] = np.arange(len(rows), dtype=np.int32)
    merged = [
        part.raw.take(of_part) for part, of_part in zip(index.parts, _by_part(index, rows), strict=True)
    ]  # fmt: skip
    part = read(joined(merged[stays:]), index.furniture)
    stands_for = index.groups.stands_for[rows]
    groups = Groups(np.where(stands_for == GONE, GONE, moved[stands_for]).astype(np.int32), index.groups.shared[rows])
    return stays, Index((*index.parts[:stays], part), index.furniture, groups)


def _by_part(index: Index, rows: Places) -> list[Places]:
    """Rows of all parts as those of each."""
    firsts = np.cumsum([0, *(len(part.word_counts) for part in index.parts)])
    return [rows[(rows >= first) & (rows < end)] - first for first, end in pairwise(firsts.tolist())]


def _furniture_after(before: Index, left: Places, raw: Raw) -> tuple[Triples, Places]:
    """What is furniture after a change, and the rows that are to be read again for it."""
    stays = before.is_live.copy()
    stays[left] = False
    leaving = [printed(part.raw.take(rows))[0] for part, rows in zip(before.parts, _by_part(before, left), strict=True)]
    new, _ = printed(raw)
    asked = np.unique(np.concatenate([found["paragraph"] for found in (*leaving, new)]))
    found, owners, first = [new], [np.full(len(new), GONE)], 0
    for part in before.parts:
        here, rows = _printing(part.raw, asked)
        found.append(here[stays[first + rows]])
        owners.append((first + rows)[stays[first + rows]])
        first += len(part.word_counts)
    places, rows = np.concatenate(found), np.concatenate(owners)
    was, now = np.intersect1d(before.furniture, asked), furniture(places)
    reread = np.unique(rows[np.isin(places["paragraph"], np.setxor1d(was, now))])
    return np.union1d(np.setdiff1d(before.furniture, was), now), reread[reread != GONE]


def _printing(raw: Raw, asked: Triples) -> tuple[NDArray[np.void], Places]:
    """Where one of these paragraphs is printed by a known publisher."""
    may_be = np.zeros(LOW_BITS + 1, np.bool_)
    may_be[asked & np.uint64(LOW_BITS)] = True
    meant = np.flatnonzero(may_be[raw.paragraphs.values & np.uint64(LOW_BITS)])
    meant = meant[np.isin(raw.paragraphs.values[meant], asked)]
    owners = np.searchsorted(raw.paragraphs.ends, meant, "right") - 1
    rows = np.unique(owners)
    found, here = printed(raw.take(rows))
    which = np.isin(found["paragraph"], asked)
    return found[which], rows[here[which]]


class _Around(NamedTuple):
    """The texts that have a triple in common with one text: for each such pair the triple, as its number, and the text.

    Those of one triple stand together, in order.
    """

    numbers: Places
    texts: Places


class _Change:
    """The state of all groups while a change is worked in."""

    def __init__(self, before: Index, left: Places, part: Part) -> None:
        count = len(part.word_counts)
        first = len(before.groups.stands_for)
        self._readings = Readings((*before.parts, part))
        self._was = np.concatenate((before.groups.stands_for, np.full(count, GONE, np.int32)))
        self._is_live = self._was != GONE
        self._is_live[left] = False
        self._is_live[first:] = True
        self.stands_for = np.where(self._is_live, self._was, GONE).astype(np.int32)
        self._members: dict[int, set[int]] = defaultdict(set)  # copies only
        for text in np.flatnonzero((self._was != GONE) & (self._was != np.arange(len(self._was)))).tolist():
            self._members[int(self._was[text])].add(text)
        self._is_representative: Flags = (self._was == np.arange(len(self._was))) & (self._was != GONE)
        self._unsettled: list[tuple[int, int]] = []
        self._waiting: set[int] = set()
        new = np.arange(first, first + count)
        old_shared = np.concatenate((before.groups.shared, np.zeros(count, np.int32)))
        self.shared = self._shared_after(old_shared, left, new)
        moved = np.flatnonzero(self._is_live & (self.shared != old_shared))
        moved = moved[moved < first]
        self._ranks = self._readings.ranks(self.shared)
        self._take_out(np.union1d(left, moved), old_shared)
        for text in (*new.tolist(), *moved.tolist()):
            self._unsettle(text)

    def _shared_after(self, shared: NDArray[np.int32], left: Places, new: Places) -> NDArray[np.int32]:
        """How many sampled triples of each text others have now: only few have one that no other had, or has."""
        changed = [self._readings.samples(int(text)) for text in (*left, *new)]
        asked: Words = np.unique(np.concatenate(changed)) if changed else np.empty(0, np.uint32)
        is_old = self._was != GONE
        numbers, texts = self._places(asked, 2 + int((~(is_old & self._is_live)).sum()))
        old, now = (np.bincount(numbers[which[texts]], minlength=len(asked)) > 1 for which in (is_old, self._is_live))
        # Triples that more texts have than can have changed are shared before and after.
        is_many = np.bincount(numbers, minlength=len(asked)) == 0
        after = shared.copy()
        np.add.at(after, texts, now[numbers].astype(np.int32) - old[numbers])
        for text in new.tolist():
            own = np.searchsorted(asked, self._readings.samples(text))
            after[text] = np.count_nonzero(now[own] | is_many[own])
        after[~self._is_live] = 0
        return after

    def _places(self, asked: Words, most: int | None = None) -> tuple[Places, Places]:
        """(number of the triple, row) where triples stand; those that stand in more than `most` rows are left out."""
        bounds = [
            (np.searchsorted(part.triples, asked, "left"), np.searchsorted(part.triples, asked, "right"))
            for part in self._readings.parts
        ]
        counts = [ends - starts for starts, ends in bounds]
        asks = np.ones(len(asked), np.bool_) if most is None else np.sum(counts, axis=0) <= most
        numbers, rows = [], []
        for part, first, (starts, _), count in zip(
            self._readings.parts, self._readings.firsts.tolist(), bounds, counts, strict=False
        ):
            of_part = count * asks
            ends = summed(of_part)
            slots = np.repeat(starts - ends[:-1], of_part) + np.arange(ends[-1])
            numbers.append(np.repeat(np.arange(len(asked)), of_part))
            rows.append(part.triple_rows[slots].astype(np.int64) + first)
        return np.concatenate(numbers), np.concatenate(rows)

    def _around(self, text: int) -> _Around:
        """What shares a sampled triple with a text, the text with it; live, and in order."""
        numbers, rows = self._places(self._readings.samples(text))
        is_live = self._is_live[rows]
        numbers, rows = numbers[is_live], rows[is_live]
        order = np.lexsort((self._ranks[rows], numbers))
        return _Around(numbers[order], rows[order])

    def _take_out(self, texts: Places, old_shared: NDArray[np.int32]) -> None:
        """Take out what has left or changes its place; what rests on it is to be looked at again."""
        out = texts[self._is_representative[texts]]
        revealed = self._revealed_without(out, old_shared)
        self._is_representative[out] = False
        for text in texts.tolist():
            self._leave(text)
        for text in out.tolist():
            self._unsettle_members(text)
        for text in revealed:
            self._unsettle_around(text)

    def _revealed_without(self, out: Places, old_shared: NDArray[np.int32]) -> list[int]:
        """The representatives that can be seen under some triple when these are out of it."""
        most = copy_groups.REPRESENTATIVES_A_TRIPLE
        is_out = np.zeros(len(self._ranks), np.bool_)
        is_out[out] = True
        found: set[int] = set()
        old_ranks = None
        for text in out.tolist():
            numbers, rows = self._places(self._readings.samples(text))
            which = self._is_representative[rows]
            numbers, rows = numbers[which], rows[which]
            full = np.flatnonzero(np.bincount(numbers) > most)
            for number in full.tolist():
                here = rows[numbers == number]
                old_ranks = self._readings.ranks(old_shared) if old_ranks is None else old_ranks
                here = here[np.argsort(old_ranks[here])]
                seen = int(np.count_nonzero(~is_out[here[:most]]))
                found.update(here[~is_out[here]][seen:most].tolist())
        return sorted(found)

    def settle(self) -> None:
        """Look at each text that is unsettled, in order."""
        while self._unsettled:
            _, text = heapq.heappop(self._unsettled)
            self._waiting.discard(text)
            around = self._around(text)
            found = self._readings.copied(text, self._candidates(text, around))
            self._leave(text)
            self.stands_for[text] = found
            if found != text:
                self._members[found].add(text)
            was, self._is_representative[text] = bool(self._is_representative[text]), found == text
            if found == text and not was:
                self._appeared(text, around)
            elif found != text and was:
                self._disappeared(text, around)

    def _candidates(self, text: int, around: _Around) -> list[int]:
        """The representatives before a text that share enough sampled triples, in order."""
        which = self._is_representative[around.texts] & (around.texts != text)
        seen = _first(around.numbers[which], around.texts[which])
        seen = seen[self._ranks[seen] < self._ranks[text]]
        others, shared = np.unique(seen, return_counts=True)
        others = others[self._readings.is_compared(text, others, shared)]
        return [int(other) for other in others[np.argsort(self._ranks[others])]]

    def _appeared(self, text: int, around: _Around) -> None:
        """A text has become a representative: it may hide others, and later texts may be its copies."""
        which = self._is_representative[around.texts]
        for hidden in _after_seen(around.numbers[which], around.texts[which], text):
            self._unsettle_members(hidden)
        self._unsettle_around(text, around)

    def _disappeared(self, text: int, around: _Around) -> None:
        """A text is no representative any more: nothing stands for it, and others may be seen in its place."""
        self._unsettle_members(text)
        which = self._is_representative[around.texts] | (around.texts == text)
        for revealed in _after_seen(around.numbers[which], around.texts[which], text):
            self._unsettle_around(revealed)

    def _unsettle_around(self, text: int, around: _Around | None = None) -> None:
        """Later texts that may be copies of a representative are to be looked at again."""
        numbers, rows = around or self._around(text)
        which = self._is_representative[rows]
        seen = numbers[which][
            (_places_in(numbers[which]) < copy_groups.REPRESENTATIVES_A_TRIPLE) & (rows[which] == text)
        ]
        later = rows[np.isin(numbers, seen) & (self._ranks[rows] > self._ranks[text])]
        others, shared = np.unique(later, return_counts=True)
        for other in others[self._readings.is_compared(text, others, shared)].tolist():
            if self._readings.copied(other, [text]) == text:
                self._unsettle(other)

    def _unsettle_members(self, text: int) -> None:
        for member in list(self._members.get(text, ())):
            self._unsettle(member)

    def _unsettle(self, text: int) -> None:
        if self._is_live[text] and text not in self._waiting:
            self._waiting.add(text)
            heapq.heappush(self._unsettled, (int(self._ranks[text]), text))

    def _leave(self, text: int) -> None:
        """Take a text out of the members of what stood for it."""
        self._members[int(self.stands_for[text] if self._is_live[text] else self._was[text])].discard(text)

    def touched(self) -> tuple[int, ...]:
        """The texts whose story is another one, or has other members."""
        changed = np.flatnonzero(self.stands_for != self._was)
        stories = {int(story) for story in (*self._was[changed], *self.stands_for[changed]) if story != GONE}
        members = np.flatnonzero(np.isin(self.stands_for, list(stories)) & self._is_live)
        return tuple(members.tolist())


def _places_in(numbers: Places) -> Places:
    """The place of each row among those of its triple, which stand together."""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    return np.arange(len(numbers)) - np.repeat(starts, np.diff([*starts, len(numbers)]))


def _first(numbers: Places, texts: Places) -> Places:
    """The first texts of each triple: those that can be seen."""
    return texts[_places_in(numbers) < copy_groups.REPRESENTATIVES_A_TRIPLE]


def _after_seen(numbers: Places, texts: Places, text: int) -> list[int]:
    """Of each triple under which a text can be seen, the one after those that can."""
    most, places = copy_groups.REPRESENTATIVES_A_TRIPLE, _places_in(numbers)
    under = numbers[(texts == text) & (places < most)]
    found: list[int] = np.unique(texts[(places == most) & np.isin(numbers, under)]).tolist()
    return found

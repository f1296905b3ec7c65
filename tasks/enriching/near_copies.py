"""Which texts are copies of a longer one?

`tasks/enriching/stories.py` adds every text to `Texts` and asks `representatives` which one stands for which.
Texts are kept as one 32-bit hash a word; shares and similarities are counted on them, never estimated. Which
texts are compared at all follows from an index of sampled word triples, those whose hash is a multiple of 8
(or of 2, for short texts). Unlike MinHash, that also finds a short text inside a long one. The index holds
representatives only, so nobody compares all pairs and a text that is copied a thousand times costs no more.
"""

import re
from array import array
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

# Copies share this much of the shorter text's triples; a text with a fifth of its words replaced has 0.51 left. Reports
# of one event by two hands, with the same statements in them, had 0.25 to 0.32 in 331 real stories. What follow-ups,
# quotations and furniture share stands in one place, so the second poorest quarter must share some too: of 1,457 pairs
# of other texts with common passages, 109 shared 0.25 and more, and none of them in that quarter as well; 5 % of 1,152
# pairs of copies, mostly two different rewordings, miss one of the bounds, but few of them miss the representative.
COPY_SHARE: Final = 0.35
QUARTER_SHARE: Final = 0.15
# Copies even if all of it stands in one place: an update that rewrites half of a text.
MOST_SHARE: Final = 0.5
# A text that is shorter than this part of another is an extract of it: one of the items of a round-up.
LEAST_RATIO: Final = 0.25
# With fewer words beside the furniture, a text is too easily like another: cookie notices, "watch the video".
LEAST_WORDS: Final = 30
# Agency copy has one headline or a few in each paper, furniture has all of them.
FURNITURE_HEADLINES: Final = 8
# One triple of so many is in the index; what is sampled of long texts is also sampled of short ones.
SAMPLED_OF: Final = 8
SAMPLED_OF_SHORT: Final = 2
LONG: Final = 256
# Triples that more representatives share are phrases; the first are looked at, of which those most like the text.
REPRESENTATIVES_A_TRIPLE: Final = 64
COMPARED: Final = 8

WORD: Final = re.compile(r"\w+")
PARAGRAPHS: Final = re.compile(r"\n\s*\n")
FACTORS: Final = tuple(np.uint64(factor) for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
HALF: Final = np.uint64(32)

Words = NDArray[np.uint32]
Triples = NDArray[np.uint64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
PARAGRAPH: Final = np.dtype([("words", np.uint64), ("publisher", np.uint32), ("headline", np.uint32)])
# What is sorted, or moved together, at a time: keeps the memory that it takes beside the texts small.
SORTED_PARTS: Final = 16
MOVED_TEXTS: Final = 4096


def word_hashes(text: str) -> Words:
    """The words of a text, case left out, as hashes."""
    return np.fromiter(map(crc32, map(str.encode, WORD.findall(text.casefold()))), np.uint32)


def headline_hash(title: str | None) -> int:
    """A headline as one number, whatever its case and punctuation; 0 for none."""
    words = word_hashes(title or "")
    return crc32(words.tobytes()) or 1 if len(words) else 0


def triples(words: Words) -> Triples:
    """The word triples in their order, as hashes."""
    last = max(len(words) - len(FACTORS) + 1, 0)
    mixed = np.zeros(last, np.uint64)
    for place, factor in enumerate(FACTORS):
        mixed += words[place : place + last] * factor
        mixed = (mixed ^ (mixed >> HALF)) * MIX
    return mixed ^ (mixed >> HALF)


class Texts:
    """Texts as hashed words, end to end, and what tells furniture from story in them."""

    def __init__(self) -> None:
        self._words = array("I")
        self._headlines = array("I")
        self._publishers = array("I")  # 0: none
        self._paragraphs = array("Q")  # the hash of each
        self._lengths = array("I")  # of the paragraphs, in words
        self._paragraph_counts = array("I")

    def add(self, text: str, title: str | None, publisher: str | None) -> None:
        """Take up the next text."""
        paragraphs = [word_hashes(paragraph) for paragraph in PARAGRAPHS.split(text)]
        self._paragraphs.extend(map(_paragraph_hash, paragraphs))
        self._lengths.extend(map(len, paragraphs))
        self._words.frombytes(np.concatenate(paragraphs).tobytes())
        self._paragraph_counts.append(len(paragraphs))
        self._headlines.append(headline_hash(title))
        self._publishers.append(crc32(publisher.casefold().encode()) or 1 if publisher else 0)

    def read(self) -> "Readings":
        """All texts, without their furniture, which they lose for good."""
        count = len(self._headlines)
        lengths = np.frombuffer(self._lengths, np.uint32)
        counts = np.frombuffer(self._paragraph_counts, np.uint32)
        furniture = self._furniture(counts)
        text_of = np.repeat(np.arange(count, dtype=np.int32), counts)
        is_bare = np.bincount(text_of, lengths * ~furniture, count) < LEAST_WORDS
        kept = ~furniture | is_bare[text_of]
        ends = _summed(np.bincount(text_of, lengths * kept, count).astype(np.int64))
        words = np.frombuffer(self._words, np.uint32)
        _close_up(words, lengths, kept)
        return Readings(words[: ends[-1]], ends, np.frombuffer(self._headlines, np.uint32), is_bare)

    def _furniture(self, counts: Words) -> Flags:
        """Which paragraphs stand under many headlines of each publisher that prints them."""
        paragraphs = np.empty(len(self._paragraphs), PARAGRAPH)
        paragraphs["words"] = np.frombuffer(self._paragraphs, np.uint64)
        paragraphs["publisher"] = np.repeat(np.frombuffer(self._publishers, np.uint32), counts)
        paragraphs["headline"] = np.repeat(np.frombuffer(self._headlines, np.uint32), counts)
        is_furniture = np.zeros(len(paragraphs), np.bool_)
        for part in range(SORTED_PARTS):
            here = np.flatnonzero(paragraphs["words"] % np.uint64(SORTED_PARTS) == part)
            is_furniture[here] = _is_furniture(paragraphs[here])
        return is_furniture


def _is_furniture(paragraphs: NDArray[np.void]) -> Flags:
    known = np.unique(paragraphs[paragraphs["publisher"] != 0])
    printed, headlines = np.unique(known["words"], return_counts=True)
    _, publishers = np.unique(np.unique(known[["words", "publisher"]])["words"], return_counts=True)
    found = printed[headlines >= FURNITURE_HEADLINES * publishers]
    is_furniture: Flags = np.isin(paragraphs["words"], found) & (paragraphs["publisher"] != 0)
    return is_furniture


def _close_up(words: Words, lengths: Words, kept: Flags) -> None:
    """Move the words of the paragraphs that are kept to the front, in place."""
    read = written = 0
    for first in range(0, len(lengths), MOVED_TEXTS):
        here = lengths[first : first + MOVED_TEXTS]
        last = read + int(here.sum())
        moved = words[read:last][np.repeat(kept[first : first + MOVED_TEXTS], here)]
        words[written : written + len(moved)] = moved
        read, written = last, written + len(moved)


def _paragraph_hash(words: Words) -> int:
    return int.from_bytes(blake2b(words.tobytes(), digest_size=8).digest(), "little")


def _lengths(ends: Places) -> Places:
    return ends[1:] - ends[:-1]


def _summed(counts: Places | Flags) -> Places:
    """The sum of what stands before each place, and of all."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))


class Likeness(NamedTuple):
    """How much of the shorter of two texts stands in the longer one, in word triples."""

    share: float  # of all of it
    quarter_share: float  # of its second poorest quarter
    ratio: float  # its length to that of the longer one

    @property
    def is_copy(self) -> bool:
        """The shorter text is the longer one, edited or cut."""
        is_spread = self.share >= COPY_SHARE and self.quarter_share >= QUARTER_SHARE
        return self.ratio >= LEAST_RATIO and (is_spread or self.share >= MOST_SHARE)


def likeness(one: Triples, other: Triples) -> Likeness:
    """How much of the shorter text stands in the longer one; nothing of one without triples.

    >>> likeness(triples(word_hashes("a b c d e f g")), triples(word_hashes("so a b c d e f g h i it is"))).share
    1.0
    """
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if not len(shorter):
        return Likeness(0.0, 0.0, 0.0)
    ordered = np.sort(longer)
    is_shared = ordered[np.searchsorted(ordered, shorter) % len(ordered)] == shorter
    before = _summed(is_shared)
    bounds = [len(shorter) * quarter // 4 for quarter in range(5)]
    quarters = sorted(int(before[end] - before[start]) / max(end - start, 1) for start, end in pairwise(bounds))
    return Likeness(int(before[-1]) / len(shorter), quarters[1], len(shorter) / len(longer))


def jaccard(one: Triples, other: Triples) -> float:
    """Distinct triples that two texts share, in relation to all that they have."""
    ours, theirs = np.unique(one), np.unique(other)
    shared = len(np.intersect1d(ours, theirs, assume_unique=True))
    return shared / (len(ours) + len(theirs) - shared) if shared else 0.0


class Readings(NamedTuple):
    """Texts to compare. Those that are bare have too few words of their own to be told by them alone."""

    words: Words
    ends: Places
    headlines: Words
    is_bare: Flags

    def triples(self, text: int) -> Triples:
        """The word triples of a text."""
        return triples(self.words[self.ends[text] : self.ends[text + 1]])

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


def representatives(texts: Readings, ids: Sequence[str]) -> list[int]:
    """For each text the one that it is a copy of, itself if there is none.

    Texts are taken in the index's order, and compared with those before that are no copies themselves.
    """
    index = _Index(texts, ids)
    found = list(range(len(ids)))
    for text in index.order.tolist():
        own = texts.triples(text)
        alike = [
            (-measured.share, place, other)
            for place, other in enumerate(index.candidates(text))
            if texts.may_be_copies(text, other) and (measured := likeness(own, texts.triples(other))).is_copy
        ]
        if alike:
            found[text] = min(alike)[2]
        else:
            index.add(text)
    return found


class _Index:
    """Which representatives have a sampled triple; slots are laid out once, for all texts that have it."""

    def __init__(self, texts: Readings, ids: Sequence[str]) -> None:
        sampled, counts = array("I"), array("I")
        for text in range(len(ids)):
            sample = _sampled(texts.triples(text), bool(texts.is_bare[text]))
            sampled.frombytes(sample.tobytes())
            counts.append(len(sample))
        groups, sizes = _shared(np.frombuffer(sampled, np.uint32))
        is_shared = groups >= 0
        text_of = np.repeat(np.arange(len(ids), dtype=np.int32), np.frombuffer(counts, np.uint32))
        self._ends = _summed(np.bincount(text_of[is_shared], minlength=len(ids)))
        self._groups = groups[is_shared]
        del groups, text_of, is_shared
        self._starts = np.cumsum(sizes) - sizes
        self._filled = np.zeros(len(sizes), np.int32)
        self._slots = np.empty(len(self._groups), np.int32)
        # First the texts that hold most of what others hold too, then the longest, then by id.
        self.order = np.lexsort((np.array(ids, np.str_), -_lengths(texts.ends), -_lengths(self._ends)))
        self._ranks = np.empty(len(ids), np.int32)
        self._ranks[self.order] = np.arange(len(ids), dtype=np.int32)

    def _groups_of(self, text: int) -> NDArray[np.int32]:
        return self._groups[self._ends[text] : self._ends[text + 1]]

    def add(self, text: int) -> None:
        """Make a text findable."""
        groups = self._groups_of(text)
        self._slots[self._starts[groups] + self._filled[groups]] = text
        self._filled[groups] += 1

    def candidates(self, text: int) -> list[int]:
        """The representatives that share most sampled triples, the first added first among equals."""
        groups = self._groups_of(text)
        counts = np.minimum(self._filled[groups], REPRESENTATIVES_A_TRIPLE).astype(np.int64)
        if not counts.any():
            return []
        before = np.cumsum(counts) - counts
        slots = np.repeat(self._starts[groups] - before, counts) + np.arange(counts.sum())
        seen, shared = np.unique(self._ranks[self._slots[slots]], return_counts=True)
        nearest = seen[np.argsort(-shared, kind="stable")][:COMPARED]
        return [int(text) for text in self.order[nearest]]


def _shared(sampled: Words) -> tuple[NDArray[np.int32], Places]:
    """The group of each sampled triple, -1 of one that no other text has, and how many triples each group has."""
    groups = np.full(len(sampled), -1, np.int32)
    sizes: list[Places] = []
    count = 0
    for part in range(SORTED_PARTS):
        here = np.flatnonzero(sampled % np.uint32(SORTED_PARTS) == part)
        _, found, of_size = np.unique(sampled[here], return_inverse=True, return_counts=True)
        several = of_size > 1
        numbers = np.where(several, count + np.cumsum(several) - 1, -1).astype(np.int32)
        groups[here] = numbers[found]
        sizes.append(of_size[several])
        count += int(several.sum())
    return groups, np.concatenate(sizes)


def _sampled(found: Triples, is_bare: bool) -> Words:
    """The upper halves of the sampled triples: all of a bare text, more of a short one than of a long one."""
    if not is_bare:
        every = SAMPLED_OF if len(found) >= LONG else SAMPLED_OF_SHORT
        found = found[found % np.uint64(every) == 0]
    return np.unique((found >> HALF).astype(np.uint32))

"""Which texts are copies of a longer one?

`tasks/enriching/stories.py` adds every text to `Texts` and asks `representatives` which one stands for which.
Texts are kept as one 32-bit hash a word; shares and similarities are counted on them, never estimated. Which
texts are compared at all follows from an index of sampled word triples (those with a hash of 0 modulo 4, as in
FracMinHash, which unlike MinHash finds a short text inside a long one). The index holds representatives only,
so a text that is copied a thousand times costs no more than any other, and nobody compares all pairs.
"""

import re
from array import array
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

# Copies share this much of the shorter text's triples: a text with a fifth of its words replaced has 0.51 left. What
# follow-ups, quotations and furniture share stands in one place, so the second poorest quarter of the shorter text
# must share some too. Of 2,609 pairs of texts of samples with edits and with common passages that shared five triples
# or more, 33 of 1,152 copies missed both bounds and none of 1,457 others met them; share alone took in 109.
COPY_SHARE: Final = 0.25
QUARTER_SHARE: Final = 0.1
# Copies even if all of it stands in one place: an update that rewrites half of a text.
MOST_SHARE: Final = 0.5
# A text that is shorter than this part of another is an extract of it: one of the items of a round-up.
LEAST_RATIO: Final = 0.25
LEAST_WORDS: Final = 30
FURNITURE_HEADLINES: Final = 8
SAMPLED_OF: Final = 4
# Triples that more representatives have in common are phrases; the longest texts of them are looked at.
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
        self._ends = array("q", [0])
        self._headlines = array("I")
        self._paragraphs = array("Q")  # hash of publisher and words; 0 where the publisher is unknown
        self._paragraph_ends = array("q", [0])  # in words
        self._paragraph_headlines = array("I")

    def __len__(self) -> int:
        return len(self._headlines)

    def add(self, text: str, title: str | None, publisher: str | None) -> None:
        """Take up the next text."""
        headline = headline_hash(title)
        whose = crc32(publisher.casefold().encode()) if publisher else 0
        for paragraph in PARAGRAPHS.split(text):
            words = word_hashes(paragraph)
            self._words.frombytes(words.tobytes())
            self._paragraphs.append((crc32(words.tobytes()) << 32 | whose) if publisher else 0)
            self._paragraph_ends.append(len(self._words))
            self._paragraph_headlines.append(headline)
        self._headlines.append(headline)
        self._ends.append(len(self._words))

    def read(self) -> "Readings":
        """All texts, without their furniture."""
        words = np.frombuffer(self._words, np.uint32)
        ends = np.frombuffer(self._ends, np.int64)
        lengths = _lengths(np.frombuffer(self._paragraph_ends, np.int64))
        story = np.repeat(~self._furniture(), lengths)
        own = _lengths(_counted(story)[ends])
        is_bare = own < LEAST_WORDS
        story |= np.repeat(is_bare, _lengths(ends))
        return Readings(words[story], _counted(story)[ends], np.frombuffer(self._headlines, np.uint32), is_bare)

    def _furniture(self) -> Flags:
        """Which paragraphs their publisher prints under many headlines."""
        paragraphs = np.frombuffer(self._paragraphs, np.uint64)
        pairs = np.empty(len(paragraphs), [("paragraph", np.uint64), ("headline", np.uint32)])
        pairs["paragraph"], pairs["headline"] = paragraphs, np.frombuffer(self._paragraph_headlines, np.uint32)
        printed, headlines = np.unique(np.unique(pairs)["paragraph"], return_counts=True)
        found = printed[(headlines >= FURNITURE_HEADLINES) & (printed != 0)]
        return np.isin(paragraphs, found)


def _lengths(ends: Places) -> Places:
    return ends[1:] - ends[:-1]


def _counted(flags: Flags) -> Places:
    """How many flags are set before each place, and in all."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(flags, dtype=np.int64)))


class Likeness(NamedTuple):
    """How much two texts have in common, in word triples."""

    share: float  # part of the shorter text that stands in the longer one
    quarter_share: float  # the same of its second poorest quarter
    ratio: float  # length of the shorter text to that of the longer one
    jaccard: float  # distinct triples that both have, in relation to all

    @property
    def is_copy(self) -> bool:
        """The shorter text is the longer one, edited or cut."""
        is_spread = self.share >= COPY_SHARE and self.quarter_share >= QUARTER_SHARE
        return self.ratio >= LEAST_RATIO and (is_spread or self.share >= MOST_SHARE)


def likeness(one: Triples, other: Triples) -> Likeness:
    """What two texts have in common; texts of fewer than three words are like none."""
    shorter, longer = sorted((one, other), key=len)
    if not len(shorter):
        return Likeness(0.0, 0.0, 0.0, 0.0)
    distinct = np.unique(longer)
    is_shared = distinct[np.searchsorted(distinct, shorter) % len(distinct)] == shorter
    quarters = sorted(float(quarter.mean()) if len(quarter) else 0.0 for quarter in np.array_split(is_shared, 4))
    shared, all_of_shorter = len(np.unique(shorter[is_shared])), len(np.unique(shorter))
    return Likeness(
        share=float(is_shared.mean()),
        quarter_share=quarters[1],
        ratio=len(shorter) / len(longer),
        jaccard=shared / (all_of_shorter + len(distinct) - shared),
    )


class Readings(NamedTuple):
    """Texts to compare. Those that are bare have too few words of their own to be told by them alone."""

    words: Words
    ends: Places
    headlines: Words
    is_bare: Flags

    def triples(self, text: int) -> Triples:
        """The word triples of a text."""
        return triples(self.words[self.ends[text] : self.ends[text + 1]])

    def likeness(self, one: int, other: int) -> Likeness:
        """What two texts have in common."""
        return likeness(self.triples(one), self.triples(other))

    def may_be_copies(self, one: int, other: int) -> bool:
        """Bare texts are copies under the same headline only; those without any, if they are the same."""
        if not (self.is_bare[one] or self.is_bare[other]):
            return True
        if self.headlines[one] != self.headlines[other]:
            return False
        return bool(self.headlines[one]) or np.array_equal(self.triples(one), self.triples(other))

    def longest_first(self, ids: list[str]) -> list[int]:
        """The texts by number of words, then by id."""
        lengths = _lengths(self.ends).tolist()
        return sorted(range(len(ids)), key=lambda text: (-lengths[text], ids[text]))


def representatives(texts: Readings, order: list[int]) -> list[int]:
    """For each text the earlier one in `order` that it is a copy of, itself if there is none."""
    index = _Index(texts, order)
    found = list(range(len(order)))
    for rank, text in enumerate(order):
        own = texts.triples(text)
        alike = [
            (-measured.share, other)
            for other in index.candidates(rank)
            if texts.may_be_copies(text, order[other])
            and (measured := likeness(own, texts.triples(order[other]))).is_copy
        ]
        if alike:
            found[text] = order[min(alike)[1]]
        else:
            index.add(rank)
    return found


class _Index:
    """Which representatives, by rank, have a sampled triple; slots are laid out once for all texts that have it."""

    def __init__(self, texts: Readings, order: list[int]) -> None:
        samples = [_sampled(texts.triples(text), bool(texts.is_bare[text])) for text in order]
        self._ends = np.concatenate(([0], np.cumsum([len(sample) for sample in samples], dtype=np.int64)))
        flat = np.concatenate([np.empty(0, np.uint32), *samples])
        del samples
        _, groups, sizes = np.unique(flat, return_inverse=True, return_counts=True)
        self._groups = groups.astype(np.int32)
        self._starts = np.cumsum(sizes) - sizes
        self._filled = np.zeros(len(sizes), np.int32)
        self._slots = np.empty(len(groups), np.int32)
        self._is_shared = sizes > 1

    def _groups_of(self, rank: int) -> NDArray[np.int32]:
        groups = self._groups[self._ends[rank] : self._ends[rank + 1]]
        return groups[self._is_shared[groups]]

    def add(self, rank: int) -> None:
        """Make a text findable."""
        groups = self._groups_of(rank)
        self._slots[self._starts[groups] + self._filled[groups]] = rank
        self._filled[groups] += 1

    def candidates(self, rank: int) -> list[int]:
        """The representatives that share most sampled triples; the lowest ranks among equals."""
        groups = self._groups_of(rank)
        counts = np.minimum(self._filled[groups], REPRESENTATIVES_A_TRIPLE).astype(np.int64)
        if not counts.any():
            return []
        before = np.cumsum(counts) - counts
        slots = np.repeat(self._starts[groups] - before, counts) + np.arange(counts.sum())
        seen, shared = np.unique(self._slots[slots], return_counts=True)
        return [int(other) for other in seen[np.argsort(-shared, kind="stable")][:COMPARED]]


def _sampled(found: Triples, is_whole: bool) -> Words:
    """The upper halves of the sampled triples; of all, where there are few."""
    if not is_whole:
        found = found[found % np.uint64(SAMPLED_OF) == 0]
    return np.unique((found >> HALF).astype(np.uint32))

"""Is one text a copy of another one, and which are worth comparing?

`compared_texts.py` keeps texts as one 32-bit hash a word; shares and similarities are counted on them, never estimated.
What is asked here of two texts depends on these two alone, so that a new text changes nothing between old ones.
Texts are compared that share enough of a sample of word triples, those whose hash is a multiple of 8 (or of 2,
for short texts). Unlike MinHash, that also finds a short text inside a long one.
"""

import re
from itertools import pairwise
from typing import Any, Final, NamedTuple
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
# One triple of so many is in the index; what is sampled of long texts is also sampled of short ones.
SAMPLED_OF: Final = 8
SAMPLED_OF_SHORT: Final = 2
LONG: Final = 256
# A copy has at least twice this share of the shorter text's sample in common with the other one.
COMPARED_SHARE: Final = COPY_SHARE / 2

WORD: Final = re.compile(r"\w+")
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


def summed(counts: Places | Words | Flags | NDArray[np.int32]) -> Places:
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
    before = summed(is_shared)
    bounds = [len(shorter) * quarter // 4 for quarter in range(5)]
    quarters = sorted(int(before[end] - before[start]) / max(end - start, 1) for start, end in pairwise(bounds))
    return Likeness(int(before[-1]) / len(shorter), quarters[1], len(shorter) / len(longer))


def jaccard(one: Triples, other: Triples) -> float:
    """Distinct triples that two texts share, in relation to all that they have."""
    ours, theirs = np.unique(one), np.unique(other)
    shared = len(np.intersect1d(ours, theirs, assume_unique=True))
    return shared / (len(ours) + len(theirs) - shared) if shared else 0.0


def sampled(found: Triples, is_bare: bool) -> Words:
    """The upper halves of the sampled triples: all of a bare text, more of a short one than of a long one."""
    if not is_bare:
        every = SAMPLED_OF if len(found) >= LONG else SAMPLED_OF_SHORT
        found = found[found % np.uint64(every) == 0]
    return np.unique((found >> HALF).astype(np.uint32))


def sampled_of(triple_counts: Any, is_bare: Any) -> Any:
    """One triple of how many is in the samples of texts with so many triples."""
    return np.where(is_bare, 1, np.where(triple_counts >= LONG, SAMPLED_OF, SAMPLED_OF_SHORT))


def needed(own: int, own_of: int, others: Places, others_of: Places) -> NDArray[np.float64]:
    """How many sampled triples a text of `own` triples, one of `own_of` in its sample, must share with others."""
    needed: NDArray[np.float64] = COMPARED_SHARE * np.minimum(own, others) / np.maximum(own_of, others_of)
    return needed

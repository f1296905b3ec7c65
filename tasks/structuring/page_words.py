"""Which signs and words does a page hold, and where?

The texts of a page's lines go in; counts of the signs of each line and the page's words, by numbers of their own, come
out. `Vocabulary` says which of them a model knows.
"""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.page_scan import scan
from tasks.structuring.page_signs import COUNTED, LONG, MIXED, YEAR, signs

Ints = NDArray[np.signedinteger[Any]]

TOKEN: Final = re.compile(r"\w+")
MOST_CHARACTERS: Final = 1000  # of each end of a line: a line of 100 MB costs no more than one of 2 kB
SHAPES: Final = {"#year": YEAR, "#mixed": MIXED} | {f"#{size}": size for size in range(1, LONG + 1)}


class Words(NamedTuple):
    """A page's words: each that stands there in turn, and the different ones."""

    counts: NDArray[np.int32]  # lines × what `page_signs` names: of the signs in each line
    numbers: NDArray[np.int32]  # of each word in turn, on this page
    lines: NDArray[np.int32]  # the line that it stands in
    is_first: NDArray[np.bool_]  # is it the first of its kind there
    hashes: NDArray[np.uint64]  # of the different words, lower case
    shapes: NDArray[np.uint8]  # of those that begin with a digit the shape, 0 for the others


def words_of(texts: Sequence[str]) -> Words:
    """The words of the texts of lines; of a line that is very long those at its two ends."""
    text = "\n".join(text if len(text) <= 2 * MOST_CHARACTERS else _ends(text) for text in texts) + "\n"
    most = len(text) // 2 + 1
    counts = np.zeros((len(texts), COUNTED), dtype=np.int32)
    numbers, lines, latest = (np.empty(most, dtype=np.int32) for _ in range(3))
    is_first, shapes = (np.empty(most, dtype=np.uint8) for _ in range(2))
    hashes = np.empty(most, dtype=np.uint64)
    slots = np.zeros(1 << most.bit_length(), dtype=np.int32)
    arrays = (*signs(), counts, numbers, lines, is_first, hashes, shapes, latest, slots)
    count, different = scan(text, *(array.data for array in arrays))
    return Words(
        counts, numbers[:count], lines[:count], is_first[:count].view(np.bool_), hashes[:different], shapes[:different]
    )


def _ends(text: str) -> str:
    return text[:MOST_CHARACTERS] + text[-MOST_CHARACTERS:]


class Vocabulary:
    """The words that a model knows, numbered from 1; looked up by their hashes, a page at a time."""

    def __init__(self, words: Sequence[str]) -> None:
        ids = {word: place + 1 for place, word in enumerate(words)}
        spelt = [word for word in words if word not in SHAPES]
        hashes = words_of(spelt).hashes if spelt else np.zeros(1, dtype=np.uint64)
        order = np.argsort(hashes)
        self._hashes = hashes[order]
        self._ids = np.asarray([ids[word] for word in spelt] or [0], dtype=np.int64)[order]
        self._shapes = np.zeros(max(SHAPES.values()) + 1, dtype=np.int64)
        for name, shape_number in SHAPES.items():
            self._shapes[shape_number] = ids.get(name, 0)

    def known(self, words: Words) -> Ints:
        """The id of each different word of a page, 0 for none; numbers count by their shape."""
        place = np.minimum(np.searchsorted(self._hashes, words.hashes), len(self._hashes) - 1)
        ids = np.where(self._hashes[place] == words.hashes, self._ids[place], 0)
        return np.where(words.shapes > 0, self._shapes[words.shapes], ids)


def shape(token: str) -> str:
    """What stands in the vocabulary for a number: its length, and whether it can be a year.

    >>> shape("2017"), shape("7"), shape("word")
    ('#year', '#1', 'word')
    """
    if not token[0].isdigit():
        return token
    if not token.isdigit():
        return "#mixed"
    return "#year" if len(token) == 4 and token[:2] in ("19", "20") else f"#{min(len(token), LONG)}"


def word_shapes(texts: Sequence[str]) -> list[list[str]]:
    """For each text its words as the vocabulary knows them; what a vocabulary is learned from."""
    return [[shape(token) for token in TOKEN.findall(text.lower())] for text in texts]

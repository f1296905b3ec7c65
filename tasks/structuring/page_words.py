"""Which words and signs does a page hold, and where?

A page's joined text goes in as an array of code points; classes of characters and words by their hashes come
out, all of the page at once: reading a page word by word in Python cost twice as much.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

KNOWN_CODES: Final = 0x3000  # code points with a class of their own; those above count as letters without case
TOKEN: Final = re.compile(r"\w+")
MOST_CHARACTERS: Final = 1000  # of each end of a line: a line of 100 MB costs no more than one of 2 kB

UPPER, LOWER, DIGIT, SPACE, QUOTE, STOP, COMMA, COLON, DASH, BAR, BRACKET, SYMBOL, ASKING, TAB = range(14)
CLASSES: Final[tuple[tuple[int, str], ...]] = (
    (QUOTE, "\"'“”‘’«»„‚‹›`´"),
    (STOP, ".!?…"),
    (COMMA, ",;"),
    (COLON, ":"),
    (DASH, "-–—"),
    (BAR, "|/·•>→›\\"),
    (BRACKET, "()[]{}"),
    (SYMBOL, "©@#$€£%&+*=®™"),
    (ASKING, "?!"),
    (TAB, "\t"),
)
CLASS_COUNT: Final = 14
IN_WORD, NUMERAL = 14, 15  # further bits: words are made of it; it is a digit in any script
COUNTER_BITS: Final = 12  # hold 2 * MOST_CHARACTERS
COUNTER_MASK: Final = (1 << COUNTER_BITS) - 1
COUNTERS: Final = 5  # in one number of 64 bits
HASH_BASE: Final = 0x9E3779B97F4A7C15  # odd: sums of its powers part words of a language without a collision


class Vocabulary:
    """The words that a model knows, numbered from 1; looked up by their hashes, a page at a time."""

    def __init__(self, words: Sequence[str]) -> None:
        self.ids: Mapping[str, int] = {word: place + 1 for place, word in enumerate(words)}
        hashes = np.asarray([_hash_of(word) for word in words] or [0], dtype=np.uint64)
        order = np.argsort(hashes)
        self._hashes, self._ids = hashes[order], order + 1 if words else order

    def known(self, words: "Words") -> Ints:
        """The id of each word of a page, 0 for none; numbers that are not known count by their shape."""
        place = np.minimum(np.searchsorted(self._hashes, words.hashes), len(self._hashes) - 1)
        ids = np.where(self._hashes[place] == words.hashes, self._ids[place], 0)
        unknown = np.flatnonzero((ids == 0) & words.is_number)
        ids[unknown] = [self.ids.get(shape(word), 0) for word in words.spelt(unknown)]
        return ids


class Words(NamedTuple):
    """A page's words: the different ones by their hashes, and each that stands there, sorted by word and line."""

    hashes: NDArray[np.uint64]  # of the different words
    is_number: NDArray[np.bool_]  # for each of them: does it begin with a digit
    places: Ints  # for each of them a place where it stands, as start and end in the page's text
    ends: Ints
    text: str
    order: Ints  # the words in the order of the page → sorted
    line: Ints  # of each word that stands there, in the order of the page
    word: Ints  # sorted: the number of the word …
    at: Ints  # … and its line
    is_first: NDArray[np.bool_]  # … and is it the first of this word in its line

    def spelt(self, numbers: Ints) -> list[str]:
        """Some of the different words as they stand on the page, lower case."""
        places = zip(self.places[numbers].tolist(), self.ends[numbers].tolist(), strict=True)
        return [self.text[start:end].lower() for start, end in places]


class Tables(NamedTuple):
    """What is known of each code point up to KNOWN_CODES."""

    classes: NDArray[np.uint16]  # the classes that it belongs to, one bit each
    counters: NDArray[np.uint64]  # the same as ones in counters of COUNTER_BITS, COUNTERS of them a number
    lower: NDArray[np.uint64]
    powers: NDArray[np.uint64]  # by the place of a character in its word


@lru_cache(maxsize=1)
def tables() -> Tables:
    table = np.zeros(KNOWN_CODES + 1, dtype=np.uint16)
    for code in range(KNOWN_CODES):
        category = unicodedata.category(chr(code))
        if category in ("Lu", "Lt"):
            table[code] = 1 << UPPER
        elif category[0] == "L":
            table[code] = 1 << LOWER
        elif category == "Nd":
            table[code] = 1 << DIGIT
        elif category == "Zs" or chr(code) in "\t\n":
            table[code] = 1 << SPACE
    for bit, characters in CLASSES:
        for character in characters:
            table[ord(character)] |= 1 << bit
    table[KNOWN_CODES] = 1 << LOWER
    counters = np.zeros((-(-CLASS_COUNT // COUNTERS), KNOWN_CODES + 1), dtype=np.uint64)
    for bit in range(CLASS_COUNT):
        ones = ((table >> bit) & 1).astype(np.uint64)
        counters[bit // COUNTERS] |= ones << np.uint64(COUNTER_BITS * (bit % COUNTERS))
    alphabet = [chr(code) for code in range(KNOWN_CODES)]
    for code, character in enumerate(alphabet):
        is_word, is_numeral = character.isalnum() or character == "_", character.isdigit()
        table[code] |= np.uint16(is_word << IN_WORD | is_numeral << NUMERAL)
    lower = [ord(small) if len(small := character.lower()) == 1 else ord(character) for character in alphabet]
    powers = np.cumprod(np.full(2 * MOST_CHARACTERS + 1, HASH_BASE, dtype=np.uint64), dtype=np.uint64)
    return Tables(table, counters, np.asarray([*lower, 0], dtype=np.uint64), powers)


def flags_of(codes: NDArray[np.uint32], bounded: NDArray[np.uint32]) -> NDArray[np.uint16]:
    """The classes of each code point; those beyond the table are looked up."""
    flags = tables().classes[bounded]
    beyond = np.flatnonzero(codes >= KNOWN_CODES)
    if len(beyond):
        found, back = np.unique(codes[beyond], return_inverse=True)
        in_word = np.asarray([chr(code).isalnum() for code in found.tolist()])
        flags[beyond] |= (in_word[back] << np.uint16(IN_WORD)).astype(np.uint16)
    return flags


def _lower(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The code points' lower case, of one character each."""
    lower = tables().lower[np.minimum(codes, KNOWN_CODES)]
    beyond = np.flatnonzero(codes >= KNOWN_CODES)
    if len(beyond):
        found, back = np.unique(codes[beyond], return_inverse=True)
        lower[beyond] = np.asarray([ord(chr(code).lower()[:1]) for code in found.tolist()], dtype=np.uint64)[back]
    return lower


def _hash_of(word: str) -> int:
    codes = np.frombuffer(word.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    return int((codes * tables().powers[: len(codes)]).sum(dtype=np.uint64))


def words_of(text: str, codes: NDArray[np.uint32], flags: NDArray[np.uint16], ends: Ints) -> Words:
    is_word = flags & (1 << IN_WORD) > 0
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1  # a newline stands last: what begins also ends
    if is_word[0]:
        edges = np.concatenate([np.zeros(1, np.int64), edges])
    begin, end = edges[::2], edges[1::2]
    if not len(begin):
        none = np.zeros(0, dtype=np.int64)
        return Words(none.astype(np.uint64), none > 0, none, none, text, none, none, none, none, none > 0)
    inside = np.flatnonzero(is_word)
    sizes = end - begin
    first = np.cumsum(sizes) - sizes
    parts = _lower(codes[inside]) * tables().powers[np.arange(len(inside)) - np.repeat(first, sizes)]
    hashes = np.add.reduceat(parts, first)
    line = np.searchsorted(ends, begin)
    order = np.argsort(hashes, kind="stable")
    by_word, at = hashes[order], line[order]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = by_word[1:] != by_word[:-1]
    is_first = is_new.copy()
    is_first[1:] |= at[1:] != at[:-1]
    shown = order[is_new]
    is_number = flags[begin[shown]] & (1 << NUMERAL) > 0
    return Words(
        by_word[is_new], is_number, begin[shown], end[shown], text, order, line, np.cumsum(is_new) - 1, at, is_first
    )


def shape(token: str) -> str:
    """What stands in the vocabulary for a number: its length, and whether it can be a year.

    >>> shape("2017"), shape("7"), shape("word")
    ('#year', '#1', 'word')
    """
    if not token[0].isdigit():
        return token
    if not token.isdigit():
        return "#mixed"
    return "#year" if len(token) == 4 and token[:2] in ("19", "20") else f"#{min(len(token), 5)}"


def word_shapes(texts: Sequence[str]) -> list[list[str]]:
    """For each text its words as the vocabulary knows them; what a vocabulary is learned from."""
    return [[shape(token) for token in TOKEN.findall(text.lower())] for text in texts]

"""What sorts of words does a line have? Read once, asked by everything that looks for comments.

A line goes in, its words come out with bits for the sets of `comment_words` that they are in, so that most
lines of a page are told apart from the furniture of a thread by two integers.
"""

import re
from functools import lru_cache, partial, reduce
from operator import or_
from typing import Final, NamedTuple

from tasks.structuring.comment_words import (
    AGO,
    ANSWER_WORDS,
    BADGES,
    BEFORE_AGO,
    COMMENT_NOUNS,
    CONTROL_FILLERS,
    CONTROL_WORDS,
    DISCUSSION_NOUNS,
    FORM_WORDS,
    HEADING_FILLERS,
    LABELS,
    NOW_WORDS,
    REPLY_NOUNS,
    SAY_PHRASES,
    SIGN_WORDS,
    SORT_WORDS,
    THREAD_BUTTONS,
    TODAY,
    UNITS,
)
from tasks.structuring.date_words import MONTHS

# Cyrillic letters that pages put into Latin words, by the Latin letter that they look like.
LOOKALIKES: Final = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")
LATIN: Final = re.compile(r"[a-zA-Z]")
# Vowel signs of Indic scripts are no letters to `re`: without them a word falls to pieces.
LETTER: Final = r"(?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0955-\u0963\u0980-\u0983\u09bc-\u09d7])"
PART: Final = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")
MARKED_PART: Final = re.compile(rf"\d+|{LETTER}+")
INDIC: Final = re.compile(r"[\u0900-\u09ff]")
# Ages in scripts that part no words.
UNPARTED_AGE: Final = re.compile(
    r"\d\s*(?:天|小[时時]|分[钟鐘]?|[个個か]月|[周週年日]|時間|시간|분|일|주|개월|년)\s*(?:以?前|전|之前)"
)
CAPITALS: Final = "A-ZÀ-ÞЀ-Я"
CAMEL: Final = re.compile(rf"(?<=[^\W\d_{CAPITALS}])(?=[{CAPITALS}])|(?<=[{CAPITALS}])(?=[{CAPITALS}][a-zà-þа-џ])")
MARKS: Final = ".,:;!?()\"'“”‘’"
DIGIT: Final = re.compile(r"\d")
NUMBER_RUN: Final = re.compile(r"\d+")
NUMERIC: Final = re.compile(r"\d ?[:./\-–年] ?\d")


class Reading(NamedTuple):
    """The words of a line or of a part of it, the sorts that all of them share, and the sorts that any of them has."""

    words: tuple[str, ...]
    every: int
    some: int


_made: Final = partial(tuple.__new__, Reading)  # what Reading(...) does, three times as fast


# What a word can be in the furniture of a thread: bits, since most words can be several.
BUTTON, BUTTON_ROW, BADGE, LABEL, NUMBER = (1 << i for i in range(5))
HEADING, COMMENT, DISCUSSION, SORT, FORM_KEY = (1 << i for i in range(5, 10))
THREAD, ANSWER, SAY, AGED, DATED = (1 << i for i in range(10, 15))
SIGNED, GLUED = (1 << i for i in range(15, 17))
_SETS: Final = (
    (CONTROL_WORDS, BUTTON | BUTTON_ROW),
    (CONTROL_FILLERS, BUTTON_ROW),
    (BADGES, BADGE),
    (COMMENT_NOUNS, COMMENT | HEADING | THREAD),
    (DISCUSSION_NOUNS, DISCUSSION | HEADING),
    (REPLY_NOUNS | HEADING_FILLERS, HEADING),
    (SORT_WORDS, SORT | HEADING),
    (THREAD_BUTTONS, THREAD),
    (ANSWER_WORDS, ANSWER),
    (frozenset(phrase.split()[-1].removesuffix("(a)") for phrase in SAY_PHRASES), SAY),
    (FORM_WORDS, FORM_KEY),
    (LABELS, LABEL),
    (TODAY | AGO | BEFORE_AGO | NOW_WORDS, AGED),
    (UNITS | frozenset(MONTHS), DATED),
    (SIGN_WORDS, SIGNED),
)
_NUMBER: Final = BUTTON_ROW | BADGE | HEADING | LABEL | NUMBER
_SORTS: Final = {
    word: reduce(or_, (sort for words, sort in _SETS if word in words)) for words, _ in _SETS for word in words
}


@lru_cache(maxsize=16384)
def read_words(line: str) -> Reading:
    """The line's case-folded words and numbers, glued ones apart, look-alike letters in Latin words replaced."""
    words: list[str] = []
    every, some = -1, 0
    for found, shared, any_of in map(_read_stretch, line.split()):
        words += found
        every &= shared
        some |= any_of
    return _made((tuple(words), every if words else 0, some))


@lru_cache(maxsize=65536)  # most of a page's words stand on others too
def _read_stretch(stretch: str) -> Reading:
    """The same of a stretch without white space; without a word in it all sorts are shared."""
    bare = stretch.strip(MARKS)
    if bare.isascii() and bare.isalpha() and (bare.islower() or bare.istitle()):  # most are one plain word
        word = bare.lower()
        sort = _SORTS.get(word, 0)
        return _made(((word,), sort, sort))
    words: list[str] = []
    every, some = -1, 0
    pattern = MARKED_PART if not stretch.isascii() and INDIC.search(stretch) else PART
    for part in pattern.findall(stretch):
        is_glued = not (part.islower() or part.istitle() or part.isupper())
        some |= GLUED if is_glued else 0
        for word in CAMEL.split(part) if is_glued else (part,):
            if not word.isascii() and LATIN.search(word):
                word = word.translate(LOOKALIKES)
            word = word.casefold()
            sort = _NUMBER if word[0].isdecimal() else _SORTS.get(word, 0)
            every &= sort
            some |= sort
            words.append(word)
    return _made((tuple(words), every, some))


def words_of(line: str) -> tuple[str, ...]:
    """The words of a line.

    >>> words_of("ReplyDelete 3 Сomments")
    ('reply', 'delete', '3', 'comments')
    """
    return read_words(line).words


def may_state_time(line: str) -> bool:
    """Whether it is worth looking for a time: an age's word, or numbers as in dates or beside a month or unit."""
    some = read_words(line).some
    if some & AGED or (some & NUMBER and (some & DATED or NUMERIC.search(line))):
        return True
    return some & NUMBER != 0 and not line.isascii() and UNPARTED_AGE.search(line) is not None


@lru_cache(maxsize=16384)
def shape(text: str) -> str:
    """A line with its numbers made equal: what returns under every comment has one shape."""
    return NUMBER_RUN.sub("0", text).casefold()

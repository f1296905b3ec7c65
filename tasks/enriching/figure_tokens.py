"""Into which sentences and words is a passage cut before its figures are read?

In: a passage's text. Out: `Sentence`s of `Token`s whose offsets count in the passage; sentences without
anything that could be a number are left out, so that plain prose costs one search.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple


class Token(NamedTuple):
    """One number, word or mark."""

    low: str  # case-folded
    start: int
    end: int
    kind: str  # number, word or mark
    glued: bool  # no white space before it
    is_capital: bool


class Sentence(NamedTuple):
    """A sentence of a passage, cut into tokens."""

    text: str  # the whole passage
    start: int
    end: int
    tokens: tuple[Token, ...]


def low_at(tokens: Sequence[Token], place: int) -> str:
    """The word or mark at a place in small letters, '' where there is none."""
    return tokens[place].low if 0 <= place < len(tokens) else ""


def is_number(tokens: Sequence[Token], place: int) -> bool:
    """Whether digits stand at a place."""
    return 0 <= place < len(tokens) and tokens[place].kind == "number"


LONGEST_SENTENCE: Final = 3_000  # characters; the longest of 300 news articles has 1,000
_TOKEN: Final = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
    r"|\d{1,3}(?: 000)+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<mark>[^\s\w]|_)"
)
_MAY_COUNT: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?"
    r"|trillions?|dozens?|scores|half|third|fifth|tenth|quarters?|pair|couple|one)\b",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?]['\"”’)\]]{0,3}\s+(?=[\"“‘'(\[]{0,2}[^\W_a-z])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Brig|Adm|Cmdr|Sen|Rep|Gov|Rev|Hon|St|Mt|No|Nos|Rs|Inc|Ltd|Co"
    r"|Corp|vs|etc|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|Fig|Art|Jr|Sr|sq)|\b[A-Z])$"
)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a passage that may hold a number."""
    if not _MAY_COUNT.search(text):
        return
    for start, end in _bounds(text):
        if _MAY_COUNT.search(text, start, end):
            yield Sentence(text, start, end, tuple(_tokens(text, start, end)))


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if text[found.start()] == "." and _ABBREVIATION.search(text, max(start, found.start() - 8), found.start()):
            continue
        yield from _pieces(text, start, found.end())
        start = found.end()
    yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence whole, or cut at a space where it is longer than any: what is read of one stays bounded."""
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    last = -1
    for found in _TOKEN.finditer(text, start, end):
        begin, stop = found.span()
        word = found.group()
        yield Token(word.casefold(), begin, stop, found.lastgroup or "mark", begin == last, word[0].isupper())
        last = stop

"""When was it posted? Finds the statement of a time in the line that signs a comment.

A short line goes in, its token classes are read once from left to right, and the stretch that states a
date, a time or an age comes out as the page has it; `dates` turns it into an instant. Glued neighbours
("JuneMay 30, 2019", "Ann3 hours ago") are cut apart. Linear in the line's length.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tasks.structuring.comment_reading import may_state_time
from tasks.structuring.comment_words import (
    AGO,
    BEFORE_AGO,
    DATE_FILLERS,
    HALF_DAYS,
    ONE,
    TODAY,
    UNITS,
    WEEKDAYS,
)
from tasks.structuring.date_words import MONTHS, ZONE_MINUTES, fold

TOKEN: Final = re.compile(r"\d+|[年月日時时分秒]|(?<=\d)[hHtT](?=\d)|[^\W\d]\w*(?:['’][^\W\d_]+)*|[^\w\s]")
FINAL_DIGITS: Final = re.compile(r"\d{1,2}$")
JOINERS: Final = frozenset(".,:/-–—@|·•()+'’~≈")
LONGEST_UNIT: Final = 16
YEAR: Final = 4  # digits
CLOSERS: Final = frozenset({")", "Uhr", "г", "h"})  # fillers and joiners that end a statement of time
TITLED_MONTHS: Final = re.compile(
    rf"(?:{'|'.join(sorted((m.title() for m in MONTHS if len(m) > 2), key=lambda m: (-len(m), m)))})$"
)


# What a token can be in a statement of time: bits, since a word can be several ("mar", "ago").
NUMBER, MONTH, WEEKDAY, FILLER, HALF_DAY, UNIT, AGE, BEFORE_AGE, A, DAY, ZONE, JOINER = (1 << i for i in range(12))
OPENERS: Final = NUMBER | MONTH | WEEKDAY | DAY | BEFORE_AGE
_SETS: Final = (
    (frozenset(MONTHS) - AGO, MONTH),
    (WEEKDAYS, WEEKDAY),
    (DATE_FILLERS, FILLER),
    (HALF_DAYS, HALF_DAY),
    (UNITS, UNIT),
    (AGO, AGE),
    (BEFORE_AGO, BEFORE_AGE),
    (ONE, A),
    (TODAY, DAY),
    (frozenset(ZONE_MINUTES), ZONE),
    (JOINERS, JOINER),
)
CLASSES: Final = {word: sum({kind for words, kind in _SETS if word in words}) for words, _ in _SETS for word in words}


class Token(NamedTuple):
    """A word, number or mark, with what it can be."""

    start: int
    end: int
    text: str
    kind: int


class When(NamedTuple):
    """A statement of time in a line: where it begins with and without its fillers ("on"), and what it is."""

    lead: int
    start: int
    end: int
    basis: str  # 'date', 'age', 'time' or 'short' ("3 h")


def find_when(line: str) -> When | None:
    """The statement of time in a line: the first with a date or an age, else the first at all.

    >>> when = find_when("Jo Bell on 3 May 2019 at 10:31")
    >>> when and "Jo Bell on 3 May 2019 at 10:31"[when.start:when.end]
    '3 May 2019 at 10:31'
    """
    if not may_state_time(line):
        return None
    found = [when for run in _runs(line) if (when := _statement(run))]
    return next((when for when in found if when.basis in ("date", "age")), found[0] if found else None)


def _runs(line: str) -> list[list[Token]]:
    """Maximal stretches of the line's tokens that can stand in a statement of time.

    A month or a count that is glued to a name is a token of its own.
    """
    runs: list[list[Token]] = [[]]
    for found in TOKEN.finditer(line):
        word = found[0]
        kind = _kind_of(word)
        if kind:
            runs[-1].append(Token(found.start(), found.end(), word, kind))
            continue
        if runs[-1]:
            runs.append([])
        cut = _glued_at(word, line[found.end() : found.end() + LONGEST_UNIT].lstrip(" ."))
        if cut:
            glued = word[cut:]
            runs[-1].append(Token(found.start() + cut, found.end(), glued, NUMBER if glued.isdecimal() else MONTH))
    return [run for run in runs if run]


@lru_cache(maxsize=16384)
def _kind_of(word: str) -> int:
    return NUMBER if word.isdecimal() else CLASSES.get(fold(word), 0)


def _glued_at(word: str, after: str) -> int:
    """Where a name ends and a month or a count of units begins in one word; 0 for nowhere."""
    month = TITLED_MONTHS.search(word) if after[:1].isdecimal() else None
    if month:
        return month.start()
    count = FINAL_DIGITS.search(word) if word[-1].isdecimal() else None
    unit = after.split()[:1]
    return count.start() if count and unit and CLASSES.get(fold(unit[0].rstrip(".,")), 0) & (UNIT | MONTH) else 0


def _statement(run: list[Token]) -> When | None:
    first = next((i for i, token in enumerate(run) if _opens(run, i)), None)
    if first is None:
        return None
    core = run[first:]
    while core and core[-1].kind in (JOINER, FILLER) and core[-1].text not in CLOSERS:
        core.pop()
    if len(core) > 2 and core[-1].kind == NUMBER and core[-2].kind & (HALF_DAY | AGE):
        core.pop()  # a counter behind the time
    if _basis(core) is None and len(core) > 2 and core[-1].kind & UNIT and core[-2].kind & NUMBER:
        core = core[-2:]  # "3 · 2d": votes before the age
        first = len(run) - 2
    basis = _basis(core)
    if basis is None:
        return None
    return When(_lead(run, first), core[0].start, core[-1].end, basis)


def _lead(run: list[Token], first: int) -> int:
    """Where the words begin that only introduce the statement: 'on', 'am', a dash."""
    while first and _introduces(run[first - 1]):
        first -= 1
    return run[first].start


def _introduces(token: Token) -> bool:
    if token.kind == JOINER:
        return token.text not in ".)"
    return bool(token.kind & FILLER) and (token.start == 0 or token.text.islower())


def _opens(run: list[Token], index: int) -> bool:
    token = run[index]
    if token.kind & OPENERS:
        return True
    follows = run[index + 1].kind if index + 1 < len(run) else 0
    return bool(token.kind & A and follows & UNIT)


def _basis(run: list[Token]) -> str | None:
    """What the stretch states, by the first test that holds."""
    words = [token for token in run if token.kind != JOINER]
    if _has_date(words) or _has_numeric_date(run):
        return "date"
    if _has_age(words):
        return "age"
    if _has_clock(run):
        return "time"
    is_short = len(words) == 2 and words[0].kind & NUMBER and words[1].kind & UNIT
    return "short" if is_short else None


def _has_date(words: list[Token]) -> bool:
    for index, token in enumerate(words):
        near = words[max(0, index - 2) : index] + words[index + 1 : index + 2]
        if token.kind & MONTH and any(other.kind & NUMBER for other in near):
            return True
    return False


def _has_numeric_date(run: list[Token]) -> bool:
    parts = zip(run, run[1:], run[2:], run[3:], run[4:], strict=False)
    return any(
        a.kind & c.kind & e.kind & NUMBER
        and b.text in "./-–年"
        and d.text in "./-–月"
        and len(a.text) in (1, 2, 4)
        and len(c.text) <= 2
        and len(e.text) in (1, 2, 4)
        for a, b, c, d, e in parts
    )


def _has_clock(run: list[Token]) -> bool:
    """Hours and minutes with more beside them: two numbers alone are a score or a video's length."""
    clock = any(
        a.kind & NUMBER and b.text == ":" and c.kind & NUMBER for a, b, c in zip(run, run[1:], run[2:], strict=False)
    )
    return clock and any(not token.kind & (NUMBER | JOINER) or len(token.text) == YEAR for token in run)


def _has_age(words: list[Token]) -> bool:
    if any(token.kind & DAY for token in words):
        return True
    counted = any(a.kind & (NUMBER | A) and b.kind & UNIT for a, b in pairwise(words))
    dated = any(token.kind & AGE for token in words[1:]) or bool(words[0].kind & BEFORE_AGE)
    return counted and dated

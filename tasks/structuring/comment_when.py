"""When was it posted? Finds the statement of a time in the line that signs a comment.

A short line goes in, its token classes are read once from left to right, and the stretch that states a
date, a time or an age comes out as the page has it; `dates` turns it into an instant. Glued neighbours
("JuneMay 30, 2019", "Ann3 hours ago") are cut apart. Linear in the line's length.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tasks.structuring.comment_reading import CAMEL, may_state_time
from tasks.structuring.comment_words import (
    AGO,
    BEFORE_AGO,
    DATE_FILLERS,
    HALF_DAYS,
    NOW_PHRASES,
    ONE,
    SAY_PHRASES,
    TODAY,
    UNITS,
    WEEKDAYS,
)
from tasks.structuring.date_words import MONTHS, SEASONAL_ZONE_MINUTES, ZONE_MINUTES, fold

TOKEN: Final = re.compile(
    r"\d+|小[时時]|分[钟鐘]|[个個か]月|時間|시간|개월|以?前|之前|[年月日時时分秒天周週]|(?<=\d)[분일주년]|전(?!\w)|(?<=\d)[hHtTuU](?=\d)"
    r"|[\u0900-\u09ff]+|[^\W\d]\w*(?:['’][^\W\d_]+)*|[^\w\s]"
)
FINAL_DIGITS: Final = re.compile(r"(?:(?:19|20)\d\d|\d{1,2})$")
REST_OF_TIME: Final = re.compile(r"[./-]\d{1,2}[./-]\d{2}|:[0-5]\d(?!\d)")  # what stands behind a name's last digits
JOINERS: Final = frozenset(".,:/-–—@|·•()+'’~≈")
LONGEST_UNIT: Final = 16
HOUR_MARKS: Final = frozenset("hHtTuU")
YEAR: Final = 4  # digits
MOST_IN_DATE: Final = 5  # tokens of "14/05/2019"
CLOCK_MARKS: Final = frozenset(":./-")
PARTING: Final = frozenset("|·•")
DASHES: Final = frozenset("-–—")
VOTES: Final = frozenset("+-−–")
MOST_VOTES: Final = 3  # digits; zones have four, or a colon
COUNTER: Final = re.compile(r"\d{1,6}$")
CLOSERS: Final = frozenset({")", "Uhr", "IST", "г", "h"})  # fillers and joiners that end a statement of time
NOW: Final = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, NOW_PHRASES))})(?!\w)", re.IGNORECASE)
TITLED_MONTHS: Final = re.compile(
    rf"(?:{'|'.join(sorted((m.title() for m in MONTHS if len(m) > 2), key=lambda m: (-len(m), m)))})$"
)


# Words before an age, as they are glued to a name: "AnnHace 2 horas", "AnnHÁ 2 DIAS".
GLUED_AGO: Final = re.compile(
    rf"(?:{'|'.join(sorted({form for w in BEFORE_AGO if len(w) > 1 for form in (w.title(), w.upper())}))})$"
)


# What a token can be in a statement of time: bits, since a word can be several ("mar", "ago").
NUMBER, MONTH, WEEKDAY, FILLER, HALF_DAY, UNIT, AGE, BEFORE_AGE, A, DAY, ZONE, JOINER = (1 << i for i in range(12))
OPENERS: Final = NUMBER | MONTH | WEEKDAY | DAY | BEFORE_AGE
_SETS: Final = (
    (frozenset(MONTHS) - AGO - frozenset(SAY_PHRASES), MONTH),
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


@lru_cache(maxsize=16384)
def find_when(line: str) -> When | None:
    """The statement of time in a line: the first with a date or an age, else the first at all.

    >>> when = find_when("Jo Bell on 3 May 2019 at 10:31")
    >>> when and "Jo Bell on 3 May 2019 at 10:31"[when.start:when.end]
    '3 May 2019 at 10:31'
    """
    if not may_state_time(line):
        return None
    found = [when for run in _runs(line) if (when := _statement(run))]
    stated = next((when for when in found if when.basis in ("date", "age")), found[0] if found else None)
    now = NOW.search(line) if stated is None else None
    return When(now.start(), now.start(), now.end(), "age") if now else stated


def _runs(line: str) -> list[list[Token]]:
    """Maximal stretches of the line's tokens that can stand in a statement of time.

    A month or a count that is glued to a name is a token of its own.
    """
    runs: list[list[Token]] = [[]]
    for found in TOKEN.finditer(line):
        word = found[0]
        kind = _kind_of(word)
        if kind and not (kind == NUMBER and _opens_name(line, found)):
            runs[-1].append(Token(found.start(), found.end(), word, kind))
            continue
        cut = _counter_at(word) if runs[-1] and runs[-1][-1].kind & (NUMBER | A | BEFORE_AGE) else 0
        cut = cut or (_capital_at(word) if runs[-1] else 0)
        if cut:
            runs[-1].append(Token(found.start(), found.start() + cut, word[:cut], _kind_of(word[:cut])))
        if runs[-1]:
            runs.append([])
        if cut:
            continue
        rest = FINAL_DIGITS.search(word) if REST_OF_TIME.match(line, found.end()) else None
        cut = rest.start() if rest else _glued_at(word, line[found.end() : found.end() + LONGEST_UNIT].lstrip(" ."))
        if cut:
            glued = word[cut:]
            runs[-1].append(Token(found.start() + cut, found.end(), glued, _kind_of(glued) or MONTH))
    return [run for run in runs if run]


@lru_cache(maxsize=16384)
def _kind_of(word: str) -> int:
    if word.isupper() and word.lower() in SEASONAL_ZONE_MINUTES:
        return ZONE
    return NUMBER if word.isdecimal() else CLASSES.get(fold(word), 0)


def _opens_name(line: str, found: re.Match[str]) -> bool:
    """The number is the beginning of a name: '2wheels', no count of units and no part of a time."""
    if not line[found.end() : found.end() + 1].islower():
        return False
    behind = TOKEN.match(line, found.end())
    is_inside = found.start() > 0 and not line[found.start() - 1].isspace()
    return behind is not None and not is_inside and _kind_of(behind[0]) == 0


def _counter_at(word: str) -> int:
    """Where a unit or 'ago' ends and a counter begins that is glued to it; 0 for nowhere."""
    counter = COUNTER.search(word)
    return counter.start() if counter and _kind_of(word[: counter.start()]) & (UNIT | AGE | HALF_DAY | DAY) else 0


def _capital_at(word: str) -> int:
    """Where a button begins that is glued to the end of an age: 'agoReply'; 0 for nowhere."""
    capital = CAMEL.search(word)
    return capital.start() if capital and _kind_of(word[: capital.start()]) & (UNIT | AGE | HALF_DAY | DAY) else 0


def _glued_at(word: str, after: str) -> int:
    """Where a name ends and a month or a count of units begins in one word; 0 for nowhere."""
    month = TITLED_MONTHS.search(word) if after[:1].isdecimal() else None
    if month:
        return month.start()
    ago = GLUED_AGO.search(word) if after[:1].isdecimal() else None
    if ago and ago.start():
        return ago.start()
    count = FINAL_DIGITS.search(word) if word[-1].isdecimal() else None
    unit = TOKEN.match(after) if count else None
    return count.start() if count and unit and _kind_of(unit[0]) & (UNIT | MONTH) else 0


def _statement(run: list[Token]) -> When | None:
    first = next((i for i, token in enumerate(run) if _opens(run, i)), None)
    if first is None:
        return None
    first += _counters_before_day(run[first:])
    core = _without_votes(run[first:])
    bracket = next((i for i, token in enumerate(core) if token.text == "("), len(core))
    if all(token.kind in (NUMBER, JOINER) for token in core[bracket:]):
        core = core[:bracket]  # a counter in brackets
    while core and not core[-1].kind & ~(JOINER | FILLER | A) and core[-1].text not in CLOSERS:
        core.pop()
    is_counted = len(core) > 2 and core[-1].kind == NUMBER and core[-2].text not in HOUR_MARKS
    if is_counted and core[-2].kind & (HALF_DAY | AGE | UNIT):
        core.pop()  # a counter behind the time
    while len(core) > MOST_IN_DATE and core[-1].kind & core[-2].kind & NUMBER and _has_numeric_date(core[:-1]):
        core.pop()  # votes
    if _basis(core) is None and len(core) > 2 and core[-1].kind & UNIT and core[-2].kind & NUMBER:
        core = core[-2:]  # "3 · 2d": votes before the age
        first = len(run) - 2
    basis = _basis(core)
    ago = next((i for i, token in enumerate(core) if i and token.kind & BEFORE_AGE), None)
    if basis is None and ago is not None:  # "#1 — vor 2 Stunden"
        core, first = core[ago:], first + ago
        basis = _basis(core)
    if basis is None:
        return None
    end = core[-1].end
    is_abbreviated = len(core) > 1 and core[-1].text.casefold() == "m" and core[-2].text == "."
    return When(_lead(run, first), core[0].start, end + (is_abbreviated and run[-1].end > end), basis)


def _without_votes(core: list[Token]) -> list[Token]:
    """The statement up to votes behind it: '12/03/14 | 14:22 | +29 | -1', '12/03/14 +29'."""
    for index in range(1, len(core) - 1):
        before, sign, number = core[index - 1 : index + 2]
        is_signed = sign.text in VOTES and number.kind == NUMBER and number.start == sign.end
        is_zone = len(number.text) > MOST_VOTES or [token.text for token in core[index + 2 : index + 3]] == [":"]
        if is_signed and not is_zone and before.end < sign.start:
            return core[: index - (before.text in PARTING)]
    return core


def _counters_before_day(core: list[Token]) -> int:
    """1 where a number before a date is no part of it: 'Jo 12 14 May 2019', 'Jo 12 May 4, 2019'."""
    kinds = [token.kind for token in core[:5]]
    if len(kinds) < 3 or not kinds[0] & NUMBER:
        return 0
    if kinds[1] & NUMBER and (kinds[2] & (MONTH | UNIT) or core[2].text in CLOCK_MARKS):
        return 1
    is_day = bool(kinds[2] & NUMBER) and len(core) > 3 and core[3].text in CLOCK_MARKS
    is_dash = core[1].text in DASHES and core[0].end < core[1].start
    if (core[1].text in PARTING and is_day) or ((core[1].text in PARTING or is_dash) and kinds[2] & (MONTH | WEEKDAY)):
        return 2  # "Jo 58 | 04/07/2014", "6 · May 4", "jo.9 - May 4"
    if kinds[1] & FILLER and core[2].text == ":" and len(kinds) > 3 and kinds[3] & (MONTH | WEEKDAY):
        return 3  # "Reply 1 on: March 4"
    is_parted = bool(kinds[1] & FILLER) and not kinds[1] & (UNIT | MONTH)  # "Jo 12 on Monday", "Jo 12 le 14/05"
    if is_parted and (kinds[2] & WEEKDAY or (kinds[2] & NUMBER and len(core) > 3 and core[3].text in CLOCK_MARKS)):
        return 2
    is_named = bool(kinds[1] & MONTH and kinds[2] & NUMBER) and len(core[2].text) < YEAR
    return int(is_named and len(kinds) == 5 and core[3].text == "," and len(core[4].text) == YEAR)


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
    if token.kind & WEEKDAY and [each.text for each in run[index + 1 : index + 2]] == ["("]:
        return False  # "Sam (07/04/2009)"
    if token.kind & OPENERS:
        return True
    follows = run[index + 1].kind if index + 1 < len(run) else 0
    return bool(token.kind & A and follows & UNIT) or (len(run) > index + 1 and _is_one(token, run[index + 1]))


def _basis(run: list[Token]) -> str | None:
    """What the stretch states, by the first test that holds."""
    words = [token for token in run if token.kind != JOINER]
    if _has_date(words) or _has_numeric_date(run):
        return "date"
    if _has_age(words):
        return "age"
    if _has_clock(run):
        return "time"
    is_short = len(run) == 2 and len(words) == 2 and words[0].kind & NUMBER and words[1].kind & UNIT
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
        and (d.text == b.text or d.text == "月")
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


def _is_one(unit: Token, behind: Token) -> bool:
    """'an hour' in languages that have no word for the 'an': 'godzinę temu'."""
    return bool(unit.kind & UNIT and behind.kind & AGE and not behind.kind & UNIT)


def _has_age(words: list[Token]) -> bool:
    if any(token.kind & DAY for token in words):
        return True
    # In some languages an hour, a day or two of them are one word: it counts itself.
    pairs = list(pairwise(words))
    counted = any((a.kind & (NUMBER | A | BEFORE_AGE) and b.kind & UNIT) or _is_one(a, b) for a, b in pairs)
    dated = any(token.kind & AGE for token in words[1:]) or bool(words[0].kind & BEFORE_AGE)
    return counted and dated

"""Which days do the words of a date mean?

One function for each form of `date_forms`: what its pattern caught and what is known of the article's day go in, a
`Meaning` comes out. A year that is not said and cannot be inferred leaves no days.
"""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple


class Anchor(NamedTuple):
    """What is known of the article's day: when it was published, or at least before which day it was."""

    published: date | None
    latest: date | None


class Meaning(NamedTuple):
    """The first and last day meant; None where they cannot be known."""

    start: date | None
    end: date | None
    precision: str
    basis: str  # stated, inferred, none


MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
            "September Sept Sep", "October Oct", "November Nov", "December Dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: Final = {
    name: number for number, name in enumerate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
}
SMALL_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), start=1
    )
} | {"a": 1, "an": 1, "a couple of": 2, "twenty": 20, "thirty": 30}
# A yearless date lies at most so far ahead of the article; what lies further is last year's.
LONGEST_AHEAD: Final = timedelta(days=120)
LONGEST_BACK_YEARS: Final = 300


def _first(found: re.Match[str], *names: str) -> str:
    """What the first of the groups that took part holds: the branches of a form name the same part differently."""
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name)), "")


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".")]


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else SMALL_NUMBERS[text.casefold()]


def _days(start: date | None, end: date | None, precision: str, basis: str) -> Meaning:
    if start is None or end is None or end < start:
        return Meaning(None, None, precision, "none")
    return Meaning(start, end, precision, basis)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _year_for(month: int, day: int, anchor: Anchor, is_past: bool | None = None) -> int | None:
    """The year of a day said without one: the latest not too far ahead of the article.

    Where the sentence tells what was, it is the latest that is not ahead; where it tells what will be, one of the next.
    Where it is not known when the article was published, the latest that is not after the last day it can be of.
    """
    base, ahead = (anchor.published, LONGEST_AHEAD) if anchor.published else (anchor.latest, timedelta(0))
    if base is None:
        return None
    if anchor.published and is_past is not None:
        ahead = timedelta(0) if is_past else timedelta(days=364)
    for year in (base.year + 1, base.year, base.year - 1):
        candidate = day_of(year, month, min(day, last_of_month(year, month).day))
        if candidate and candidate <= base + ahead:
            return year
    return None


_SENTENCE_BREAK: Final = re.compile(r"[.!?;] ")
_PAST: Final = re.compile(
    r"\b(?:was|were|had|rose|fell|began|came|went|took|made|left|got|held|met|won|lost|broke|froze|shut|sat|stood|ran|flew"
    r"|sent|hit|found|kept|[a-z]{2,}(?<!need)ed)\b"
)
_TO_COME: Final = re.compile(
    r"\b(?:will|would|shall|'ll|’ll|may|might|could|should|must|due|is to|are to|expected|scheduled|planned|plans?"
    r"|set to|going|until|by|deadline|begins?|starts?|opens?|reopens?|ends?|expires?|takes?|runs|falls|meets?|plays?"
    r"|next|coming|stays?|returns?|leaves?|arrives?|votes?)\b"
)


def _tells_of_the_past(found: re.Match[str]) -> bool | None:
    """Whether the date's sentence tells what was, or what is to come; None where it tells neither or both."""
    text, start = found.string, found.start()
    begin = max((m.end() for m in _SENTENCE_BREAK.finditer(text, max(0, start - _SENTENCE), start)), default=0)
    begin = max(begin, start - _SENTENCE)
    end = _SENTENCE_BREAK.search(text, found.end())
    sentence = text[begin : min(end.start() if end else len(text), found.end() + _SENTENCE)]
    was, will_be = _PAST.search(sentence) is not None, _TO_COME.search(sentence) is not None
    return was if was != will_be else None


_SENTENCE: Final = 200  # characters on either side


def full_meant(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'22 December 2015', 'December 22, 2015', 'Tuesday, Dec. 22'."""
    month, day = _month(found["month"]), _number(found["day"])
    if found["year"]:
        start = day_of(int(found["year"]), month, day)
        return _days(start, start, "day", "stated")
    year = _year_for(month, day, anchor, _tells_of_the_past(found))
    start = day_of(year, month, day) if year else None
    return _days(start, start, "day", "inferred")


def day_range(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'January 22 to January 24', 'January 22-24', '22 to 24 January 2016'."""
    month = _first(found, "month", "month3", "month2")
    first, last = _month(month), _month(_first(found, "month2") or month)
    begin, end = _number(found["day"]), _number(_first(found, "day2", "day3", "day4"))
    year = int(found["year"]) if found["year"] else _year_for(last, end, anchor, _tells_of_the_past(found))
    if year is None:
        return Meaning(None, None, "day", "none")
    start_year = year - (first > last)
    return _days(
        day_of(start_year, first, begin), day_of(year, last, end), "day", "stated" if found["year"] else "inferred"
    )


def month_alone(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'in May', 'last March', 'December 2015'."""
    month = _month(found["month"])
    if found["year"]:
        year: int | None = int(found["year"])
    else:
        year = _year_for(month, 1, anchor, _tells_of_the_past(found))
        lead = found["lead"].casefold()
        if year is not None and anchor.published and lead == "next" and date(year, month, 1) <= anchor.published:
            year += 1
        if (
            year is not None
            and anchor.published
            and lead == "last"
            and date(year, month, 1) > anchor.published.replace(day=1)
        ):
            year -= 1
    if year is None:
        return Meaning(None, None, "month", "none")
    return _days(date(year, month, 1), last_of_month(year, month), "month", "stated" if found["year"] else "inferred")


def year_alone(found: re.Match[str], anchor: Anchor) -> Meaning:
    first, last = int(found["year"]), int(found["year2"] or found["year"])
    if last < 100:
        last += first // 100 * 100
    return (
        _days(date(first, 1, 1), date(last, 12, 31), "year", "stated")
        if last < 10_000
        else Meaning(None, None, "year", "none")
    )


def month_range(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'May to July 2012'."""
    first, last, year = _month(found["month"]), _month(found["month2"]), int(found["year"])
    return _days(date(year - (first > last), first, 1), last_of_month(year, last), "month", "stated")


def part_of_year(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'the first quarter of 2019', 'the second half of 2016'."""
    months = 3 if found["part"].casefold() == "quarter" else 6
    first = 1 + months * ORDINALS[found["which"].casefold()]
    year = int(found["year"])
    if first > 12:
        return Meaning(None, None, "month", "none")
    return _days(date(year, first, 1), last_of_month(year, first + months - 1), "month", "stated")


ORDINALS: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 3, "final": 3}


def century(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'the 19th century'."""
    last = 100 * _number(found["which"])
    return _days(date(last - 99, 1, 1), date(last, 12, 31), "year", "stated")


def in_figures(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'17/04/2013'; which is the month of '02/03/2013' is not said."""
    one, other, year = int(found["one"]), int(found["other"]), int(found["year"])
    if min(one, other) <= MOST_MONTHS < max(one, other):
        day = day_of(year, min(one, other), max(one, other))
    else:
        day = day_of(year, one, other) if one == other else None
    return _days(day, day, "day", "stated")


MOST_MONTHS: Final = 12


def decade_meant(found: re.Match[str], anchor: Anchor) -> Meaning:
    first = int(found["year"])
    return _days(date(first, 1, 1), date(first + 9, 12, 31), "year", "stated")


def iso_meant(found: re.Match[str], anchor: Anchor) -> Meaning:
    day = day_of(int(found["year"]), int(found["month"]), int(found["day"]))
    return _days(day, day, "day", "stated")


def weekday_meant(found: re.Match[str], anchor: Anchor) -> Meaning:
    """The latest such day up to the article's own; 'next' and words of the future mean the one after."""
    if anchor.published is None:
        return Meaning(None, None, "day", "none")
    lead = (found["lead"] or "").casefold()
    if _ANY_DAY.search(found.string[max(0, found.start() - 12) : found.start()]):
        return Meaning(None, None, "day", "none")
    back = (anchor.published.weekday() - WEEKDAYS[found["weekday"]]) % 7
    is_ahead = lead == "this" and 0 < (7 - back) % 7 < 7 - anchor.published.weekday() and not _PAST.search(found.string)
    until = _UNTIL.search(found.string[max(0, found.start() - 8) : found.start()])
    if is_ahead or (until and _tells_of_the_past(found) is False):
        day = anchor.published + timedelta(days=(7 - back) % 7)
    elif lead in ("next", "coming") or (
        lead != "last" and _FUTURE.search(found.string[max(0, found.start() - 60) : found.start()])
    ):
        day = anchor.published + timedelta(days=(7 - back) % 7 or (7 if lead else 0))
    else:
        day = anchor.published - timedelta(days=back or (7 if lead == "last" else 0))
    return _days(day, day, "day", "inferred")


_FUTURE: Final = re.compile(
    r"\b(?:will|shall|'ll|’ll|scheduled|due|expected|plans?|set|going) (?:[\w'’-]+ ){0,6}(?:on |by |from |until )?$"
)
_UNTIL: Final = re.compile(r"\b[Uu]ntil $")
_ANY_DAY: Final = re.compile(r"\b(?:an?|every|each|any|some|first|second|third|fourth) $")
_NAMED_DAYS: Final = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1}


def named_day(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'yesterday', 'today', 'this morning', 'last night'."""
    if anchor.published is None:
        return Meaning(None, None, "day", "none")
    words = found.group("named").casefold()
    day = anchor.published + timedelta(days=_NAMED_DAYS.get(words, 0))
    return _days(day, day, "day", "inferred")


def unit_meant(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'last week', 'this month', 'next year', 'earlier this week', 'the weekend'."""
    unit, which = (
        found["unit"].casefold(),
        {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(found["which"].casefold(), 0),
    )
    base = anchor.published
    if base is None:
        return Meaning(None, None, "day" if unit.startswith("week") else unit, "none")
    if unit == "year":
        return _days(date(base.year + which, 1, 1), date(base.year + which, 12, 31), "year", "inferred")
    if unit == "month":
        count = base.year * 12 + base.month - 1 + which
        return _days(
            date(count // 12, count % 12 + 1, 1), last_of_month(count // 12, count % 12 + 1), "month", "inferred"
        )
    monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * which)
    if unit == "week":
        return _days(monday, monday + timedelta(days=6), "day", "inferred")
    return _weekend(base, which)


def _weekend(base: date, which: int) -> Meaning:
    """The weekend before a weekday, the same one on a Saturday or Sunday; 'next' is the one to come."""
    saturday = base - timedelta(days=(base.weekday() - 5) % 7)
    saturday += timedelta(days=7 if which == 1 else 0)
    return _days(saturday, saturday + timedelta(days=1), "day", "inferred")


def bare_weekend(found: re.Match[str], anchor: Anchor) -> Meaning:
    return _weekend(anchor.published, 0) if anchor.published else Meaning(None, None, "day", "none")


def past_span(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'over the past three days', 'the next two weeks'."""
    unit, base = found["unit"].casefold().rstrip("s"), anchor.published
    precision = {"decade": "year", "week": "day", "weekend": "day"}.get(unit, unit)
    if base is None or unit == "weekend":
        return Meaning(None, None, precision, "none")
    count = _count(found["count"]) if found["count"] else 1
    other = _shifted(base, unit, count if found["which"].casefold() in ("next", "coming") else -count)
    if other is None:
        return Meaning(None, None, precision, "none")
    return _days(min(base, other), max(base, other), precision, "inferred")


def ago_meant(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'three days ago', 'a year ago': the day, week, month or year that lies so far back."""
    unit = found["unit"].casefold().rstrip("s")
    precision = {"decade": "year", "week": "day", "weekend": "day"}.get(unit, unit)
    day = _shifted(anchor.published, unit, -_count(found["count"])) if anchor.published and unit != "weekend" else None
    if day is None:
        return Meaning(None, None, precision, "none")
    if unit in ("year", "decade"):
        return _days(date(day.year, 1, 1), date(day.year, 12, 31), "year", "inferred")
    if unit == "month":
        return _days(day.replace(day=1), last_of_month(day.year, day.month), "month", "inferred")
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return _days(monday, monday + timedelta(days=6), "day", "inferred")
    return _days(day, day, "day", "inferred")


def _shifted(base: date, unit: str, count: int) -> date | None:
    if unit in ("year", "decade"):
        years = count * (10 if unit == "decade" else 1)
        return day_of(base.year + years, base.month, min(base.day, 28)) if abs(years) <= LONGEST_BACK_YEARS else None
    if unit == "month":
        months = base.year * 12 + base.month - 1 + count
        return day_of(months // 12, months % 12 + 1, min(base.day, 28))
    days = {"day": 1, "week": 7, "hour": 0}[unit]
    return base + timedelta(days=days * count)


def unknown_meant(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'earlier in the day', 'three days later': counted from a day that only the story knows."""
    return Meaning(None, None, "day", "none")

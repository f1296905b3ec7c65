"""In which words does running text name a day, a span of days, a month or a year, and which one is meant?

Each form is a pattern and the function that turns a match into a `Meaning`, given what is known about
when the article was published. `FORMS` lists them; where two match, the one that starts first, then the
longer one, wins. English only. A year that is not said and cannot be inferred leaves no days.
"""

import re
from collections.abc import Callable, Sequence
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

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b\.?|Feb\b\.?|Mar\.|Apr\b\.?|Jun\b\.?|Jul\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d|:\d|\s?(?:percent|per cent|%|million|billion|people))"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|-[^\W\d]|\s?(?:percent|per cent|%|million|billion|people|km|miles))"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_LINK = r"\s?(?:-|–|—|to|until|through|till)\s?"
_COUNT = (
    r"(?:a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|twenty|thirty|\d{1,3})"
)
_SPAN = r"(?:day|week|month|year|decade|hour|weekend)s?"
# "may" and "march" are words too: a month stands alone only with a capital, after one of these.
_MONTH_LEAD = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Ff]rom|[Tt]hrough|[Ee]arly|[Ll]ate|[Mm]id-?|[Ll]ast|[Nn]ext|[Tt]his"
    r"|[Bb]efore|[Aa]fter|[Oo]f|[Tt]ill)"
)
_YEAR_LEAD = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Dd]uring|[Ff]rom|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|[Mm]id-?"
    r"|[Ii]n the year|[Oo]f|[Ss]ummer|[Ww]inter|[Ss]pring|[Aa]utumn|[Ff]all|[Aa]round|[Cc]irca|[Tt]hrough)"
)


def _form(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in which each space stands for any one space: pages have non-breaking ones."""
    return re.compile(pattern.replace(" ", r"\s"), flags)


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


def _year_for(month: int, day: int, anchor: Anchor) -> int | None:
    """The year of a day said without one: the latest not too far ahead of the article.

    Where it is not known when the article was published, the latest that is not after the last day it can be of.
    """
    base, ahead = (anchor.published, LONGEST_AHEAD) if anchor.published else (anchor.latest, timedelta(0))
    if base is None:
        return None
    for year in (base.year + 1, base.year, base.year - 1):
        candidate = day_of(year, month, min(day, last_of_month(year, month).day))
        if candidate and candidate <= base + ahead:
            return year
    return None


def _full(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'22 December 2015', 'December 22, 2015', 'Tuesday, Dec. 22'."""
    month, day = _month(found["month"]), _number(found["day"])
    if found["year"]:
        start = day_of(int(found["year"]), month, day)
        return _days(start, start, "day", "stated")
    year = _year_for(month, day, anchor)
    start = day_of(year, month, day) if year else None
    return _days(start, start, "day", "inferred")


def _day_range(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'January 22 to January 24', 'January 22-24', '22 to 24 January 2016'."""
    month = _first(found, "month", "month3", "month2")
    first, last = _month(month), _month(_first(found, "month2") or month)
    begin, end = _number(found["day"]), _number(_first(found, "day2", "day3", "day4"))
    year = int(found["year"]) if found["year"] else _year_for(last, end, anchor)
    if year is None:
        return Meaning(None, None, "day", "none")
    start_year = year - (first > last)
    return _days(
        day_of(start_year, first, begin), day_of(year, last, end), "day", "stated" if found["year"] else "inferred"
    )


def _month_alone(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'in May', 'last March', 'December 2015'."""
    month = _month(found["month"])
    if found["year"]:
        year: int | None = int(found["year"])
    else:
        year = _year_for(month, 1, anchor)
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


def _year_alone(found: re.Match[str], anchor: Anchor) -> Meaning:
    first, last = int(found["year"]), int(found["year2"] or found["year"])
    if last < 100:
        last += first // 100 * 100
    return (
        _days(date(first, 1, 1), date(last, 12, 31), "year", "stated")
        if last < 10_000
        else Meaning(None, None, "year", "none")
    )


def _decade(found: re.Match[str], anchor: Anchor) -> Meaning:
    first = int(found["year"])
    return _days(date(first, 1, 1), date(first + 9, 12, 31), "year", "stated")


def _iso(found: re.Match[str], anchor: Anchor) -> Meaning:
    day = day_of(int(found["year"]), int(found["month"]), int(found["day"]))
    return _days(day, day, "day", "stated")


def _weekday(found: re.Match[str], anchor: Anchor) -> Meaning:
    """The latest such day up to the article's own; 'next' and words of the future mean the one after."""
    if anchor.published is None:
        return Meaning(None, None, "day", "none")
    lead = (found["lead"] or "").casefold()
    back = (anchor.published.weekday() - WEEKDAYS[found["weekday"]]) % 7
    if lead in ("next", "coming") or (
        lead != "last" and _FUTURE.search(found.string[max(0, found.start() - 60) : found.start()])
    ):
        day = anchor.published + timedelta(days=(7 - back) % 7 or (7 if lead else 0))
    else:
        day = anchor.published - timedelta(days=back or (7 if lead == "last" else 0))
    return _days(day, day, "day", "inferred")


_FUTURE: Final = re.compile(
    r"\b(?:will|shall|'ll|’ll|scheduled|due|expected|plans?|set|going) (?:[\w'’-]+ ){0,6}(?:on |by |from |until )?$"
)
_NAMED_DAYS: Final = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1}


def _named_day(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'yesterday', 'today', 'this morning', 'last night'."""
    if anchor.published is None:
        return Meaning(None, None, "day", "none")
    words = found.group("named").casefold()
    day = anchor.published + timedelta(days=_NAMED_DAYS.get(words, 0))
    return _days(day, day, "day", "inferred")


def _unit(found: re.Match[str], anchor: Anchor) -> Meaning:
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


def _bare_weekend(found: re.Match[str], anchor: Anchor) -> Meaning:
    return _weekend(anchor.published, 0) if anchor.published else Meaning(None, None, "day", "none")


def _past_span(found: re.Match[str], anchor: Anchor) -> Meaning:
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


def _ago(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'three days ago', 'a year ago': the day, week, month or year that lies so far back."""
    unit = found["unit"].casefold().rstrip("s")
    precision = {"decade": "year", "week": "day", "weekend": "day"}.get(unit, unit)
    day = (
        _shifted(anchor.published, unit, -_count(found["count"]))
        if anchor.published and unit not in ("decade", "weekend")
        else None
    )
    if day is None:
        return Meaning(None, None, precision, "none")
    if unit == "year":
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


def _unknown(found: re.Match[str], anchor: Anchor) -> Meaning:
    """'earlier in the day', 'three days later': counted from a day that only the story knows."""
    return Meaning(None, None, "day", "none")


Form = tuple[re.Pattern[str], Callable[[re.Match[str], Anchor], Meaning]]

_OF_YEAR = rf"(?:,? (?P<year>{_YEAR}))?"
FORMS: Final[Sequence[Form]] = (
    (
        _form(
            rf"(?<!\w)(?P<month>{_MONTH}) (?P<day>{_DAY})"
            rf"(?:{_LINK}(?P<month2>{_MONTH}) (?P<day2>{_DAY})|(?:-|–| to | through )(?P<day3>{_DAY})){_OF_YEAR}"
        ),
        _day_range,
    ),
    (
        _form(
            rf"(?<![\w.,])(?P<day>{_DAY})(?:{_LINK}(?P<day2>{_DAY}) (?:of )?(?P<month>{_MONTH})"
            rf"| (?P<month3>{_MONTH}){_LINK}(?P<day4>{_DAY}) (?P<month2>{_MONTH})){_OF_YEAR}"
        ),
        _day_range,
    ),
    (
        _form(
            rf"\b[Bb]etween (?P<month>{_MONTH}) (?P<day>{_DAY}) and "
            rf"(?:(?P<month2>{_MONTH}) )?(?P<day2>{_DAY}){_OF_YEAR}"
        ),
        _day_range,
    ),
    (
        _form(
            rf"\b[Bb]etween (?P<day>{_DAY}) (?:(?P<month3>{_MONTH}) )?and "
            rf"(?P<day2>{_DAY}) (?P<month2>{_MONTH}){_OF_YEAR}"
        ),
        _day_range,
    ),
    (_form(rf"(?<!\w)(?:{_WEEKDAY},? )?(?P<month>{_MONTH}) (?P<day>{_DAY}){_OF_YEAR}"), _full),
    (_form(rf"(?<![\w.,])(?:{_WEEKDAY},? )?(?P<day>{_DAY}) (?:of )?(?P<month>{_MONTH})(?!\w){_OF_YEAR}"), _full),
    (
        _form(rf"(?<!\w)(?:(?P<lead>{_MONTH_LEAD})[ -]?)?(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})"),
        _month_alone,
    ),
    (_form(rf"(?<!\w)(?P<lead>{_MONTH_LEAD})[ -](?P<month>{_MONTH})(?![\w-]| [A-Z\d])(?P<year>)"), _month_alone),
    (
        _form(
            rf"(?<!\w)(?:{_YEAR_LEAD}[ -]|[Bb]etween )(?:the )?(?P<year>{_YEAR})"
            rf"(?:(?:-|–| and | to | until )(?P<year2>{_YEAR}|\d\d(?!\d)))?(?![\w$€£]|'s|’s)"
        ),
        _year_alone,
    ),
    (_form(r"(?<!\w)(?P<year>(?:1[5-9]|20)\d0)s\b"), _decade),
    (_form(r"(?<![\w/-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])"), _iso),
    (
        _form(
            r"(?<!\w)(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming|[Ee]arlier|[Ll]ate|[Ee]arly) )?"
            rf"(?P<weekday>{_WEEKDAY})(?![\w-])(?: (?:morning|afternoon|evening|night))?"
        ),
        _weekday,
    ),
    (
        _form(
            r"\b(?P<named>yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening))\b(?!['’]s)"
            r"(?: (?:morning|afternoon|evening|night))?",
            re.IGNORECASE,
        ),
        _named_day,
    ),
    (
        _form(
            r"\b(?:(?:earlier|later|early|late) )?(?P<which>last|this|next|previous|coming) "
            r"(?P<unit>week|month|year|weekend)\b(?!['’]s)",
            re.IGNORECASE,
        ),
        _unit,
    ),
    (_form(r"\b(?:over|at|during|on|for) the weekend\b", re.IGNORECASE), _bare_weekend),
    (
        _form(
            r"\b(?:(?:over|in|for|during|within) )?the (?P<which>past|last|next|coming|previous) "
            rf"(?:(?P<count>{_COUNT}) )?(?P<unit>{_SPAN})\b(?!['’]s)",
            re.IGNORECASE,
        ),
        _past_span,
    ),
    (_form(rf"(?<![\w.,])(?P<count>{_COUNT}) (?P<unit>{_SPAN}) ago\b", re.IGNORECASE), _ago),
    (
        _form(
            r"\b(?:earlier|later) (?:in|that|the same) (?:the )?day\b|\bthe (?:same|following|previous) day\b",
            re.IGNORECASE,
        ),
        _unknown,
    ),
    (_form(rf"(?<![\w.,])(?P<count>{_COUNT}) (?P<unit>{_SPAN}) (?:later|earlier)\b", re.IGNORECASE), _unknown),
)

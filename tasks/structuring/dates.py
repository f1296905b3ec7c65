"""When does a line of a page say that something was published, updated, posted or fetched?

For bylines, timestamps, archive notices, page clocks and comment times on flat text. In: one line's
words. Out: a `Stamp` per date with what the words call it, or a `Refusal` with the reason. Nothing is
guessed: 03/04/15 needs to be told which number is the day, "3 hours ago" when the page was fetched.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from tasks.structuring.date_times import LONGEST_OFFSET_HOURS, Time, is_american, offset_minutes, time_at, time_beside
from tasks.structuring.date_words import (
    LABEL_STEMS,
    MONTHS,
    SPAN_WORDS,
    UNIT_SECONDS,
    fold,
)


class Stamp(NamedTuple):
    """A date that a line states; text[start:end] are its words, label and relative words included or not."""

    moment: datetime  # UTC; a local time whose zone is not stated stands as if it were UTC, so that its day is right
    precision: str  # day, hour, minute or second; a day is its midnight
    start: int
    end: int
    zone_stated: bool
    basis: str  # stated, or inferred from the capture time
    label: str  # published, updated, archive, clock, event, or '' where no word says


class Refusal(NamedTuple):
    """Words that look like a date but are not taken for one, and why."""

    reason: str
    start: int
    end: int


class _Core(NamedTuple):
    """The calendar day of a stamp, before its time has been looked for."""

    day: date | None
    reason: str | None  # why there is no day
    start: int
    end: int
    swapped: date | None = None  # the other reading of 03/04/15, month first; `day` has the day first
    offset: int | None = None  # minutes east, where a page clock's zone is glued to the day
    time_from: int | None = None  # where that clock's time begins


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WORD = r"(?P<month>(?:كانون|تشرين) (?:الأول|الثاني)|آب|[^\W\d_]{3,12})"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|ª)?"
# A year may be glued to what follows ("20163:33 PM"): the forms with a month's name end after its fourth digit.
_DAY_MONTH: Final = re.compile(
    rf"(?<![\d.,:/-])(?P<day>\d{{1,2}}){_ORDINAL}[\s,–-]{{0,3}}(?:(?:de|of)\s)?{_WORD}\.?(?:/\s?[ء-ي]+(?:\s[ء-ي]+)?)?(?:\sdel?)?[\s,،.'’/–-]{{0,3}}{_YEAR}"
)
_MONTH_DAY: Final = re.compile(
    rf"(?<![^\W\d_]){_WORD}\.?\s{{0,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s{{0,2}}|\s{{1,3}}){_YEAR}"
)
_GLUED_MONTH_DAY: Final = re.compile(rf"(?P<month>[A-Z][a-z]{{2,8}})\.?\s(?P<day>\d{{1,2}}),\s?{_YEAR}")
_YEAR_MONTH: Final = re.compile(rf"(?<!\d){_YEAR}\.?[\s,-]{{1,2}}{_WORD}\.?[\s-]{{1,2}}(?P<day>\d{{1,2}})(?!\d)")
_YEAR_FIRST: Final = re.compile(
    rf"(?<![\d/.-]){_YEAR}([-/.])\s?(?P<month>\d{{1,2}})\2\s?(?P<day>\d{{1,2}})(?!\d|[-/]\d)"
)
_CJK: Final = re.compile(rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日")
_NUMERIC: Final = re.compile(
    r"(?<![\d/.,:-])(?P<first>\d{1,2})(?P<mark>[/.-])\s?(?P<second>\d{1,2})(?P=mark)\s?"
    r"(?P<year>(?:19|20)\d\d|\d\d(?!\d))(?![/.-]\d)"
)
_WEEKDAY_BEFORE: Final = re.compile(r"(?<![^\W\d_])(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{0,2}$", re.IGNORECASE)
_WEEKDAYS: Final = "mon tue wed thu fri sat sun".split()
LONGEST_WEEKDAY: Final = 14  # characters, with what parts it from the day
_CLOCK: Final = re.compile(
    rf"(?P<time>\d{{1,2}}[:.]\d\d)\s?(?:GMT|UTC)\s?(?P<sign>[+-])(?P<digits>\d{{2,4}})\s{_WORD}\s{_YEAR}", re.IGNORECASE
)
_RELATIVE: Final = re.compile(
    r"(?<!\w)(?:(?P<count>\d{1,3}|an?|one)\s?(?P<unit>[a-z]{3,8}?)s?\sago\b"
    r"|(?:vor|hace|há|il\sy\sa)\s(?P<count2>\d{1,3})\s(?P<unit2>[^\W\d_]{3,8}?)(?:s?)\b"
    r"|(?P<count3>\d{1,3})\s(?P<unit3>minuti|ore|ora|giorni|giorno)\sfa\b|(?P<yesterday>yesterday)\b)",
    re.IGNORECASE,
)
_DAY_ONLY: Final = re.compile(
    rf"[^\W\d_]*\W{{0,3}}(?:(?P<weekday>[^\W\d_]{{3,9}})\.?,?\s)??(?:{_WORD}\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<day2>\d{{1,2}})\.?\s(?P<month2>[^\W\d_]{{3,12}})\.?)(?P<rest>(?:,?\s(?:at\s)?\d{{1,2}}[:.]\d\d.{{0,12}})?)"
)
# Nearly every line passes or fails on this alone: no year and no numeric date, no stamp.
# It begins with a class, which is looked for five times as fast as a choice.
_GATE: Final = re.compile(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[/.-]\s?\d\d?[/.-]\s?\d\d)")
_RELATIVE_WORDS: Final = ("ago", "yesterday", "vor ", "hace ", "há ", "il y a ", "fa")  # one of these is in each
_RELATIVE_GATE: Final = re.compile(r"\bago\b|yesterday|\bvor \d|\bhace \d|\bhá \d|\bil y a \d|\bfa\b", re.IGNORECASE)

_DIGIT: Final = re.compile(r"\d")

EARLIEST_YEAR: Final = 1900
CENTURY_PIVOT: Final = 70  # 69 is 2069, 70 is 1970: the reading of POSIX
LONGEST_DAY_LINE: Final = 40  # characters of a line that is nothing but a day without a year
LONGEST_DATE: Final = 100  # characters of a stamp with its time and zone; the forms above are shorter
LABEL_REACH: Final = 60  # characters before a date in which a word may say what it stands for
_FUTURE_LEEWAY: Final = timedelta(days=1)  # a page fetched just after midnight in the east


def read_stamp(text: str, *, day_first: bool | None = None, captured_at: datetime | None = None) -> Stamp | None:
    """The first date that a line states, or None; `explain_refusal` says why a likely one was not taken.

    >>> read_stamp("Published 22 Dec 2015 14:05 GMT").moment.isoformat()
    '2015-12-22T14:05:00+00:00'
    """
    return next(
        (s for s in read_dates(text, day_first=day_first, captured_at=captured_at) if isinstance(s, Stamp)), None
    )


def explain_refusal(text: str, *, day_first: bool | None = None, captured_at: datetime | None = None) -> str | None:
    """Why the first date-like words of a line were refused, or None where none were."""
    found = read_dates(text, day_first=day_first, captured_at=captured_at)
    return next((refused.reason for refused in found if isinstance(refused, Refusal)), None)


def read_dates(
    text: str,
    *,
    day_first: bool | None = None,
    captured_at: datetime | None = None,
    not_after: datetime | None = None,
) -> list[Stamp | Refusal]:
    """Every date of a line in its order, taken or refused. Naive `captured_at` and `not_after` are UTC."""
    has_date = may_hold_date(text)
    if not has_date and captured_at is None:
        return []
    captured = _aware(captured_at)
    latest = min((moment for moment in (captured, _aware(not_after)) if moment), default=None)
    found: list[Stamp | Refusal] = []
    if has_date:
        position = 0
        for core in _cores(text):
            found.append(_stamp(text, position, core, day_first, latest))
            position = found[-1].end
    if captured is not None and not found:
        found = [stamp for read in (_read_relative, _read_yearless) for stamp in read(text, captured)][:1]
    return found


def may_hold_date(text: str) -> bool:
    """Has the text a year or a date in numbers, without which there is no stamp but one counted from the capture?"""
    return _GATE.search(text) is not None


def longest_of_dates(text: str) -> int:
    """No fewer characters than a text's dates can take together."""
    return LONGEST_DATE * (1 + len(_GATE.findall(text)))


def day_first_evidence(texts: Iterable[str]) -> bool | None:
    """Whether a page's numeric dates put the day first, by those that can be read one way only, or whose weekday tells.

    None if there are none, or if they disagree.
    """
    orders: set[bool] = set()
    for text in texts:
        if may_hold_date(text):
            for found in _NUMERIC.finditer(text):
                first, second = int(found["first"]), int(found["second"])
                if found["mark"] != "." and (first > 12) != (second > 12) and max(first, second) <= 31:
                    orders.add(first > 12)
                elif (core := _numeric(found)) and (order := _order_by_weekday(text, core)) is not None:
                    orders.add(order)
    return orders.pop() if len(orders) == 1 else None


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


@lru_cache(maxsize=4096)  # several rules ask of each line
def _cores(text: str) -> tuple[_Core, ...]:
    """The days of a line from left to right; where forms overlap, the one that starts first, then the longest."""
    found = [
        core
        for sign, form, read in _FORMS
        if sign.search(text)
        for match in form.finditer(text)
        if (core := read(match)) is not None
    ]
    found.sort(key=lambda core: (core.start, -core.end))
    kept: list[_Core] = []
    for core in found:
        if not kept or core.start >= kept[-1].end:
            kept.append(core)
    return tuple(kept)


def _core(match: re.Match[str], year: int, month: int, day: int) -> _Core:
    if year < EARLIEST_YEAR:
        return _Core(None, f"the year {year} is before {EARLIEST_YEAR}", *match.span())
    try:
        return _Core(date(year, month, day), None, *match.span())
    except ValueError:
        return _Core(None, f"there is no day {day} in month {month} of {year}", *match.span())


def _named_month(match: re.Match[str]) -> _Core | None:
    month = MONTHS.get(fold(match["month"]))
    return _core(match, int(match["year"]), month, int(match["day"])) if month else None


def _year_first(match: re.Match[str]) -> _Core | None:
    return _core(match, int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric(match: re.Match[str]) -> _Core | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    short = len(match["year"]) == 2
    if short and (match["mark"] == "-" or (match["mark"] == "." and len(match["first"]) + len(match["second"]) < 4)):
        return None  # 8-5-13 and 1.2.10 are scores and versions as often as dates
    year += 0 if not short else 2000 if year < CENTURY_PIVOT else 1900
    if match["mark"] == "." or first > 12:
        return _core(match, year, second, first)
    if second > 12 or first == second:
        return _core(match, year, first, second)
    return _core(match, year, second, first)._replace(swapped=date(year, first, second))


def _order_by_weekday(text: str, core: _Core) -> bool | None:
    """Whether the day stands first, where a weekday before the date fits one of its two readings only.

    >>> text = "Mon, 03/06/2017"
    >>> _order_by_weekday(text, next(iter(_cores(text))))
    False
    """
    if core.day is None or core.swapped is None:
        return None
    found = _WEEKDAY_BEFORE.search(text[max(0, core.start - LONGEST_WEEKDAY) : core.start])
    weekday = _WEEKDAYS.index(found[1].casefold()) if found else None
    fits = [day.weekday() == weekday for day in (core.day, core.swapped)]
    return fits[0] if fits[0] != fits[1] else None


def _glued_clock(match: re.Match[str]) -> _Core | None:
    """'10:27 GMT +321 February 2017': the offset's digits run into the day's; taken if one cut only makes sense."""
    month, digits = MONTHS.get(fold(match["month"])), match["digits"]
    if month is None:
        return None
    cuts = [
        (int(digits[:cut]), int(digits[cut:]))
        for cut in (1, 2)
        if 0 < len(digits) - cut <= 2 and (digits[cut] != "0" or len(digits) == 4)
    ]
    cuts += [(int(digits[:1]), int(digits[1:]))] if len(digits) == 3 and digits[1] == "0" else []
    cores = [
        _core(match, int(match["year"]), month, day)._replace(
            offset=(1 if match["sign"] == "+" else -1) * hours * 60, time_from=match.start("time")
        )
        for hours, day in cuts
        if hours <= LONGEST_OFFSET_HOURS
    ]
    cores = [core for core in cores if core.day is not None]
    if len(cores) == 1:
        return cores[0]
    return _Core(None, "the zone's hours and the day run together and can be cut in more than one way", *match.span())


# A sign that is quickly looked for and without which a form matches nowhere, the form, and how it is read.
_DAY_YEAR: Final = re.compile(r"\d(?:st|nd|rd|th)?[,\s]\s{0,2}(?:19|20)\d\d")
_FORMS: Final[Sequence[tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str]], _Core | None]]]] = (
    (re.compile("[GU][MT][TC]", re.IGNORECASE), _CLOCK, _glued_clock),
    (_DIGIT, _DAY_MONTH, _named_month),
    (_DAY_YEAR, _MONTH_DAY, _named_month),
    (_DAY_YEAR, _GLUED_MONTH_DAY, _named_month),
    (_DIGIT, _YEAR_MONTH, _named_month),
    (_DIGIT, _YEAR_FIRST, _year_first),
    (re.compile("年"), _CJK, _year_first),
    (re.compile(r"\d[/.-]\s?\d\d?[/.-]"), _NUMERIC, _numeric),
)


def _stamp(text: str, position: int, core: _Core, day_first: bool | None, latest: datetime | None) -> Stamp | Refusal:
    """The core's day with its time, zone and label; `position` is where the stamp before it ended."""
    if core.day is None:
        return Refusal(core.reason or "", core.start, core.end)
    time = _time_of(text, position, core)
    offset = core.offset if core.offset is not None else offset_minutes(time, core.day)
    day = core.day
    if core.swapped is not None:
        told = _order_by_weekday(text, core)
        order = told if told is not None else False if is_american(time) else day_first
        if order is None:
            return Refusal("day and month could be either way round", core.start, core.end)
        day = day if order else core.swapped
    moment = _moment(day, time, offset or 0)
    start, end = (min(core.start, time.start), max(core.end, time.end)) if time else (core.start, core.end)
    if latest is not None and moment > latest + _FUTURE_LEEWAY:
        return Refusal("the date lies after the page was fetched", start, end)
    label = label_of(text[max(position, start - LABEL_REACH) : start])
    if (not label and core.time_from == start) or (
        not label and not text[:start].strip() and _is_page_clock(time, core)
    ):
        label = "clock"
    return Stamp(moment, time.precision if time else "day", start, end, offset is not None, "stated", label)


def _time_of(text: str, position: int, core: _Core) -> Time | None:
    if core.time_from is None:
        return time_beside(text, position, core.start, core.end)
    time = time_at(text, core.time_from)
    return time._replace(start=core.start, end=core.end) if time else None


def _moment(day: date, time: Time | None, offset: int) -> datetime:
    if time is None:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    local = datetime(day.year, day.month, day.day, time.hour, time.minute, time.second, tzinfo=UTC)
    return local - timedelta(minutes=offset)


def _is_page_clock(time: Time | None, core: _Core) -> bool:
    """A time with an offset from GMT before the day, as page headers have it: '10:27 GMT +3 21 February 2017'."""
    return time is not None and time.start < core.start and time.zone[-1:].isdecimal() and time.zone[:1].isalpha()


def label_of(before: str) -> str:
    """What the words before a date say that it stands for; the last such word counts, an archive notice always."""
    low = fold(before)
    if not low.strip():
        return ""
    if any(stem in low for stem in LABEL_STEMS["archive"]):
        return "archive"
    if low.split()[-1] in SPAN_WORDS:
        return "event"
    places = [
        (low.rfind(stem) + len(stem), len(stem), label)
        for label, stems in LABEL_STEMS.items()
        for stem in stems
        if stem in low
    ]
    return max(places)[2] if places else ""


def _read_relative(text: str, captured: datetime) -> list[Stamp | Refusal]:
    """'3 hours ago', 'yesterday': counted back from the capture."""
    low = text.lower()
    is_likely = any(word in low for word in _RELATIVE_WORDS) and _RELATIVE_GATE.search(text)
    found = _RELATIVE.search(text) if is_likely else None
    if found is None:
        return []
    count, unit = _relative_amount(found)
    seconds = UNIT_SECONDS.get(unit, 0)
    if not seconds or (captured - datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC)).total_seconds() < count * seconds:
        return []
    moment, precision = captured - timedelta(seconds=count * seconds), _PRECISION_OF_UNIT[seconds]
    if precision == "day":
        moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    label = label_of(text[max(0, found.start() - LABEL_REACH) : found.start()])
    return [Stamp(moment, precision, found.start(), found.end(), True, "inferred", label)]


_PRECISION_OF_UNIT: Final = {1: "second", 60: "minute", 3600: "hour", 86400: "day"}


def _relative_amount(found: re.Match[str]) -> tuple[int, str]:
    if found["yesterday"]:
        return 1, "day"
    count = (found["count"] or found["count2"] or found["count3"]).casefold()
    unit = fold(found["unit"] or found["unit2"] or found["unit3"])
    return int(count) if count.isdecimal() else 1, unit


def _read_yearless(text: str, captured: datetime) -> list[Stamp | Refusal]:
    """A line that is a day without a year ('Tuesday, Dec. 19'): the latest such day before the capture."""
    found = _DAY_ONLY.fullmatch(text.strip()) if len(text) <= LONGEST_DAY_LINE and _DIGIT.search(text) else None
    month = MONTHS.get(fold(found["month"] or found["month2"])) if found else None
    if found is None or month is None:
        return []
    day, shift = int(found["day"] or found["day2"]), len(text) - len(text.lstrip())
    for year in (captured.year, captured.year - 1):
        core = _core(found, year, month, day)
        if core.day and datetime(year, month, day, tzinfo=UTC) <= captured + _FUTURE_LEEWAY:
            whole = f"{text.strip()[: found.start('rest')]} {year}{found['rest']}"
            label = label_of(
                whole[: min(position for position in (found.start("month"), found.start("day2")) if position >= 0)]
            )
            moment = datetime(year, month, day, tzinfo=UTC)
            return [Stamp(moment, "day", shift, shift + found.end(), False, "inferred", label)]
    return []

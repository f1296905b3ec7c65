"""Which moment does a machine-readable date mean?

The forms that meta tags, JSON-LD and time elements use: ISO 8601 and what passes for it, RFC 2822,
seconds or milliseconds since 1970, bare digits. Dates in words are read by `dates`.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from tasks.structuring.dates import read_stamp


class Moment(NamedTuple):
    """A moment in UTC and how exact it is, one of warehouse.tables.PRECISIONS."""

    at: datetime
    precision: str


_ISO: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d\d?)(?!\d|[-/.]\d{3})(?:[-/.](?P<day>\d\d?)(?!\d)"
    r"(?:(?:\s*T\s*|\s+|,\s*)(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,:]\d{1,9})?\s*(?P<half>[AaPp][Mm])?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d?:?\d{0,2}(?::\d\d)?)?)?)?",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(
    r"(?P<year>(?:19"
    r"|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?(?P<hour>[0-2]\d)(?P<minute>\d\d)(?P<second>\d\d)?)?(?P<zone>Z)?"
)
_EPOCH: Final = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}")
_MILLISECONDS: Final = 1e11  # numbers from here on count milliseconds
_RFC_2822: Final = re.compile(r"(?:[A-Z][a-z]{2},?\s)?\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4}\s\d{1,2}:\d\d")
_CTIME: Final = re.compile(
    r"(?:[A-Z][a-z]{2}\s)?(?P<rest>[A-Z][a-z]{2}\s+\d{1,2}\s\d\d:\d\d:\d\d\s)"
    r"(?P<zone>[A-Z]{1,4}[+\d:-]*\s)?(?P<year>\d{4})"
)
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LONGEST: Final = 120


def read_moment(stated: str, captured_at: datetime | None = None, day_first: bool | None = None) -> Moment | None:
    """The moment that a date states, None where it states none, an impossible one, or one after the capture.

    `day_first` is the reading of dates like 02/03/2021.

    >>> read_moment("2021-03-04T05:06:07+02:00")
    Moment(at=datetime.datetime(2021, 3, 4, 3, 6, 7, tzinfo=datetime.timezone.utc), precision='second')
    >>> read_moment("2021-02-31") is None
    True
    """
    text = " ".join(stated.split())[:_LONGEST].strip("\"' ")
    moment = _machine(text) or _words(text, captured_at, day_first)
    if moment is None or moment.at < _EARLIEST:
        return None
    # A page fetched just after midnight in the east is dated tomorrow in UTC.
    if captured_at is not None and moment.at > captured_at + timedelta(days=1):
        return None
    return moment


def _machine(text: str) -> Moment | None:
    if _EPOCH.fullmatch(text):
        number = float(text)
        seconds = number / 1000 if number >= _MILLISECONDS else number
        return Moment(datetime.fromtimestamp(int(seconds), UTC), "second")
    found = _ISO.match(text) or _DIGITS.fullmatch(text)
    if found and not text[found.end() : found.end() + 1].isdigit():
        return _from_parts(found)
    return _from_mail(text)


def _from_parts(found: re.Match[str]) -> Moment | None:
    parts = found.groupdict()
    if parts["day"] is None:
        return _moment(int(parts["year"]), int(parts["month"]), precision="month")
    day = (int(parts["year"]), int(parts["month"]), int(parts["day"]))
    if parts["hour"] is None:
        return _moment(*day)
    hour = _hour(int(parts["hour"]), parts.get("half"))
    time = (hour, int(parts["minute"]), int(parts["second"] or 0))
    precision = "second" if parts["second"] else "minute"
    # Midnight without a zone is what a date becomes in a system that has times only.
    if time == (0, 0, 0) and not parts["zone"]:
        return _moment(*day)
    return _moment(*day, *time, zone=_zone(parts["zone"]), precision=precision)


def _hour(hour: int, half: str | None) -> int:
    return hour if half is None else hour % 12 + (12 if half.lower() == "pm" else 0)


def _zone(stated: str | None) -> timezone:
    digits = re.sub(r"[^\d+-]", "", stated or "")
    if not digits:
        return UTC
    if len(digits) == 4:  # a sign and three digits: the hour's zero was left out
        digits = f"{digits[0]}0{digits[1:]}"
    hours, minutes = int(digits[1:3] or 0), int(digits[3:5] or 0)
    offset = timedelta(hours=min(hours, 14), minutes=min(minutes, 59))
    return timezone(-offset if digits[0] == "-" else offset)


def _moment(
    year: int, month: int, day: int = 1, hour: int = 0, minute: int = 0, second: int = 0,
    *, zone: timezone = UTC, precision: str = "day",
) -> Moment | None:  # fmt: skip
    try:
        return Moment(datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(UTC), precision)
    except (ValueError, OverflowError):
        return None


def _from_mail(text: str) -> Moment | None:
    found = _CTIME.match(text)
    stated = f"{found['rest']}{found['year']}" if found else text
    try:
        if found:
            return Moment(datetime.strptime(stated, "%b %d %H:%M:%S %Y").replace(tzinfo=UTC), "second")
        if _RFC_2822.match(text):
            at = parsedate_to_datetime(text)
            return Moment((at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), "second")
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return None


def _words(text: str, captured_at: datetime | None, day_first: bool | None) -> Moment | None:
    stamp = read_stamp(text, captured_at=captured_at, day_first=day_first)
    return Moment(stamp.moment, stamp.precision) if stamp else None

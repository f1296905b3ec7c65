"""Which time of day and which zone stand beside a date?

In: a line and where a day stands in it. Out: a `Time` as the words give it, and how far its zone lies
from Greenwich. A zone that means several things in the world's news ("IST") is none.
"""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from tasks.structuring.date_words import AMBIGUOUS_ZONES, SEASONAL_ZONE_MINUTES, ZONE_MINUTES


class Time(NamedTuple):
    """A time of day with its zone as written; the span covers both."""

    hour: int
    minute: int
    second: int
    precision: str
    zone: str  # '' for none, or for one that is not known
    start: int
    end: int


_ZONE = r"(?P<zone>(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d\d)?(?!\d)|[+-]\d\d:?\d\d(?!\d)|[^\W\d_]{1,5}(?![^\W\d_]))?"
_CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-3])(?:[:.]|\s?[hH:]\s?)(?P<minute>[0-5]\d)(?!\d)(?::(?P<second>[0-5]\d)(?!\d))?"
    r"(?:\.\d{1,9})?(?:\s?(?P<half>[apAP]\.?\s?[mM]\b\.?|[apAP][mM]))?"
    r"|(?P<hour12>1[0-2]|0?[1-9])\s?(?P<half12>[apAP]\.?[mM]\b\.?))"
)
_AT = r"(?:(?:at|um|à|kl\.?|às|alle|ore|om|o|в|as|a las)\b)?"
_AFTER: Final = re.compile(rf"(?:T|[\s.,;•·|/@(—–-]{{0,4}}{_AT}[\s,(:]{{0,3}}){_CLOCK}(?:\s?Uhr\b)?\s?\(?{_ZONE}")
_BEFORE: Final = re.compile(
    rf"(?<![\d:]){_CLOCK}\s?(?:Uhr\b)?\s?\(?{_ZONE}\)?[\s,|•·–-]{{0,4}}(?:on\s)?(?:[^\W\d_]{{3,10}}\.?,?\s)?$"
)
_ZONE_AFTER_DAY: Final = re.compile(rf"\s\(?{_ZONE}")
LONGEST_OFFSET_HOURS: Final = 14
REACH: Final = 40  # characters before a day in which its time may stand
AMERICAN_OFFSETS: Final = range(-600, -239)


def time_at(text: str, place: int) -> Time | None:
    """The time that begins at a place."""
    found = _AFTER.match(text, place)
    return _time(found, "") if found else None


def time_beside(text: str, floor: int, start: int, end: int) -> Time | None:
    """The time after the day text[start:end], else before it and after `floor`, with its zone wherever it stands."""
    after = _AFTER.match(text, end)
    if after:
        return _time(after, after["zone"] or "")
    floor = max(floor, start - REACH)
    before = _BEFORE.search(text[floor:start])
    if not before:
        return None
    zone, late = before["zone"] or "", _ZONE_AFTER_DAY.match(text, end)
    time = _time(before, zone)._replace(start=floor + before.start(), end=floor + before.end())
    if not _is_known(zone) and late and _is_known(late["zone"] or ""):
        return time._replace(zone=late["zone"], end=late.end())
    return time


def _time(found: re.Match[str], zone: str) -> Time:
    half = (found["half"] or found["half12"] or "").casefold()
    hour = int(found["hour"] or found["hour12"])
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    known = _is_known(zone)
    end = found.end() if known or not zone else found.start("zone")
    end -= len(found.string[found.start() : end]) - len(found.string[found.start() : end].rstrip(" ("))
    precision = "second" if found["second"] else "minute" if found["minute"] else "hour"
    minute, second = int(found["minute"] or 0), int(found["second"] or 0)
    return Time(hour, minute, second, precision, zone if known else "", found.start(), end)


def _is_known(zone: str) -> bool:
    low = zone.casefold()
    return low in ZONE_MINUTES or low in SEASONAL_ZONE_MINUTES or low in AMBIGUOUS_ZONES or low[-1:].isdecimal()


def offset_minutes(time: Time | None, day: date) -> int | None:
    """Minutes east of Greenwich as the words say it; None where they do not, or could mean several zones."""
    zone = time.zone.casefold() if time else ""
    if not zone or zone in AMBIGUOUS_ZONES:
        return None
    if zone in ZONE_MINUTES:
        return ZONE_MINUTES[zone]
    if zone in SEASONAL_ZONE_MINUTES:
        return SEASONAL_ZONE_MINUTES[zone] + (60 if _is_american_summer(day) else 0)
    digits = re.sub(r"\D", "", zone)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > LONGEST_OFFSET_HOURS or minutes > 59:
        return None
    return (-1 if "-" in zone else 1) * (hours * 60 + minutes)


def is_american(time: Time | None) -> bool:
    """Whether the zone is one of the United States, whose numeric dates put the month first."""
    zone = time.zone.casefold() if time else ""
    return zone in SEASONAL_ZONE_MINUTES or ZONE_MINUTES.get(zone, 0) in AMERICAN_OFFSETS


def _is_american_summer(day: date) -> bool:
    """Daylight time in the United States: since 2007 from March's second Sunday to November's first."""
    if day.year >= 2007:
        return _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)
    return _sunday(day.year, 4, 1) <= day < _sunday(day.year, 11, 1) - timedelta(days=7)


def _sunday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))

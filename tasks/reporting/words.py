"""How are values said to people? Numbers with separators, days as newspapers print them, hostile text harmless."""

from datetime import date, datetime
from html import escape
from typing import Any, Final

from warehouse.tables import Run

# Characters that change how the text around them is shown: overrides and isolates of direction, and their like.
_INVISIBLE: Final = {
    ord(char): None for char in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
}
MISSING: Final = "–"


def plain(text: str) -> str:
    """A text of a page without control characters and what turns the direction of writing."""
    return "".join(char if char.isprintable() else " " for char in text.translate(_INVISIBLE))


def html(value: Any) -> str:
    """A value as HTML text."""
    return escape(said(value))


def said(value: Any) -> str:
    """A value in words: 1,234 · 3.5 · 11 March 2024 · –."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:.4g}"
    if isinstance(value, datetime):
        return f"{day(value)}, {value:%H:%M} UTC"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return plain(", ".join(map(str, value))) or MISSING
    return plain(str(value))


def day(value: date) -> str:
    """A day as a newspaper prints it.

    >>> day(date(2024, 3, 11))
    '11 March 2024'
    """
    return f"{value.day} {value:%B} {value.year}"


def amount(value: float) -> str:
    """A large number in short.

    >>> amount(126_500_000), amount(2_700), amount(3.5)
    ('126.5 m', '2,700', '3.5')
    """
    for limit, name in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= limit:
            return f"{said(value / limit)} {name}"
    return said(float(value))


def counted(count: int, noun: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> counted(1, "story", "stories"), counted(1200, "story", "stories")
    ('1 story', '1,200 stories')
    """
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def fates(run: Run) -> str:
    """What became of the pages that a run read and kept."""
    return (
        f"{counted(run.article_count, 'article')}, {run.no_article_count:,} without an article, "
        f"{counted(run.duplicate_count, 'duplicate')}, {run.quarantined_count:,} in quarantine"
    )

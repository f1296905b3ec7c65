"""Which days does the text speak of?

The dates enricher: headline, standfirst and body in, one `DateMention` per date or time span out. What
is said in full is 'stated'; what leans on the article's own date ("Monday", "last month", a day without a
year) is 'inferred' where that date, or for a yearless day the latest possible one, is known, and stays
unresolved where it is not.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from tasks.enriching import Enricher, Found, Knowledge, PageText, Passage
from tasks.enriching.date_forms import FORMS
from tasks.enriching.date_meanings import Anchor, Meaning
from warehouse.tables import Article, DateMention, row_id

FIELDS: Final = frozenset({"title", "standfirst", "body"})
# A passage without any of these names no date: most pass or fail on this alone.
_GATE: Final = re.compile(
    r"\d|[Dd]ay\b|[Nn]ight\b|[Mm]orning|[Mm]orrow|[Ee]vening|[Aa]fternoon|\b(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming|[Pp]revious)\b"
    r"|\bago\b|\blater\b|\bearlier\b|[Ww]eekend|January|February|March|April|May|June|July|August|September|October|November|December"
)
_SAME_DAY: Final = re.compile(r"(?:earlier|later) (?:in|that|the same)|the same day", re.IGNORECASE)


def enricher(knowledge: Knowledge) -> Enricher:
    """The dates enricher; it needs no lexicon."""

    def enrich(page: PageText, found: Found) -> Found:
        if page.article is None:
            return found
        anchor = anchor_of(page.article)
        rows = [
            row
            for passage in page.passages
            if passage.field in FIELDS
            for row in _rows(page, page.article, passage, anchor)
        ]
        return replace(found, dates=(*found.dates, *rows))

    return enrich


def anchor_of(article: Article) -> Anchor:
    """What the article's own date gives the dates in it to lean on; a date coarser than a day gives none."""
    published = article.published_at if article.published_precision not in ("month", "year") else None
    latest = article.published_at or article.not_published_after
    return Anchor(published.date() if published else None, latest.date() if latest else None)


def mentions(text: str, anchor: Anchor) -> list[tuple[int, int, Meaning]]:
    """The dates of a text in order: start, end and meaning."""
    if not _GATE.search(text):
        return []
    low = text.lower()
    matches = [
        (found.start(), -found.end(), number, found)
        for number, (needed, form, _) in enumerate(FORMS)
        if any(word in low for word in needed)
        for found in form.finditer(text)
    ]
    matches.sort(key=lambda match: match[:3])
    kept: list[tuple[int, int, Meaning]] = []
    for start, negative_end, number, found in matches:
        if kept and start < kept[-1][1]:
            continue
        meaning = FORMS[number][2](found, anchor)
        if meaning.start is None and kept and _SAME_DAY.match(found.group()):
            meaning = _same_day(kept[-1][2])
        kept.append((_without_lead(found), -negative_end, meaning))
    return kept


_LEADS: Final = re.compile(
    r"(?:in the year|in|since|by|until|till|during|from|before|after|through|of|around|circa|between|over|for|within"
    r"|on|at)\s(?:the\s(?=\d))?",
    re.IGNORECASE,
)
_KEPT_LEADS: Final = re.compile(r"(?:over|in|for|during|within|at|on)\sthe\s(?!\d)", re.IGNORECASE)


def _without_lead(found: re.Match[str]) -> int:
    """Where the words of the date begin: 'in March 2015' begins with 'March', 'over the past week' with 'over'."""
    lead = _LEADS.match(found.group())
    return found.start() if lead is None or _KEPT_LEADS.match(found.group()) else found.start() + lead.end()


def _same_day(before: Meaning) -> Meaning:
    """'earlier in the day' is the single day that the text named last."""
    if before.start is None or before.start != before.end:
        return Meaning(None, None, "day", "none")
    return Meaning(before.start, before.end, "day", "inferred")


def _rows(page: PageText, article: Article, passage: Passage, anchor: Anchor) -> Iterator[DateMention]:
    for start, end, meaning in mentions(passage.text, anchor):
        yield DateMention(
            date_id=row_id(page.page.page_id, "date", passage.start + start, passage.start + end),
            page_id=page.page.page_id,
            article_id=article.article_id,
            text=passage.text[start:end],
            resolved_start=_midnight(meaning.start),
            resolved_end=_midnight(meaning.end),
            precision=meaning.precision,
            basis=meaning.basis,
            span_start=passage.start + start,
            span_end=passage.start + end,
        )


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None

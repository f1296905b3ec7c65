"""What do the page's other rows say of a figure: who claims it, for which time, at which place?

In: the mentions, quotes and dates that touch the figure's sentence. Out: the claimant, the date and the
place, each only where the words tie it to the figure.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from tasks.enriching import Found, Passage
from tasks.enriching.figure_claims import Claim, claim_at
from tasks.enriching.names_lexicon import fold
from warehouse.tables import DateMention, Mention, Quote

_Spanned = TypeVar("_Spanned", Mention, Quote, DateMention)

# A span reaches at most so far into the next passages: a quotation of several paragraphs.
LONGEST_SPAN: Final = 20_000
# A date further away, or behind the start of another clause, is not the time of the figure.
PERIOD_REACH: Final = 120
_CLAUSE_BREAK: Final = re.compile(r"[;:]|,(?=.)|\b(?:that|which|who|whom|while|when|after|before)\b", re.DOTALL)
_PLACE_LEAD: Final = re.compile(
    r"\b(?:in|near|outside|across|around|at|inside|throughout|(?:vicinity|outskirts|suburbs?|city|town|village|province"
    r"|district|region|state|port|island|capital|north|south|east|west) of)\s(?:the\s)?(?:[a-z-]+\s)?$"
)
_PLACE_REACH: Final = 30


class Context(NamedTuple):
    """The rows that a figure may lean on, in page order."""

    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[DateMention, ...]
    names: dict[str, str]  # a person's entity id → the full name, as the page writes it
    lands: dict[str, str]  # a place's entity id → country, the most named first


def context_of(found: Found) -> Context:
    """All rows of a page."""
    names = {entity.entity_id: entity.name for entity in found.entities if entity.type == "person"}
    names |= {m.entity_id: m.surface for m in found.mentions if fold(m.surface) == fold(names.get(m.entity_id, ""))}
    ranked = sorted(found.entities, key=lambda entity: (-entity.mention_count, entity.entity_id))
    lands = {entity.entity_id: entity.country_code for entity in ranked if entity.country_code}
    return Context(_ordered(found.mentions), _ordered(found.quotes), _ordered(found.dates), names, lands)


def near(context: Context, start: int, end: int) -> Context:
    """The rows that touch a stretch of the page."""
    return Context(
        _touching(context.mentions, start, end),
        _touching(context.quotes, start, end),
        _touching(context.dates, start, end),
        context.names,
        context.lands,
    )


def _ordered(rows: Sequence[_Spanned]) -> tuple[_Spanned, ...]:
    return tuple(sorted(rows, key=lambda row: (row.span_start, row.span_end)))


def _touching(rows: Sequence[_Spanned], start: int, end: int) -> tuple[_Spanned, ...]:
    first = bisect_left(rows, start - LONGEST_SPAN, key=lambda row: row.span_start)
    last = bisect_left(rows, end, key=lambda row: row.span_start)
    return tuple(row for row in rows[first:last] if start < row.span_end)


def claimant_of(
    start: int, end: int, passage: Passage, context: Context, claims: Sequence[Claim]
) -> tuple[str | None, str | None]:
    """Whoever's words the figure stands in, else the sentence's claimant, else who is reported to say so.

    A person is given with the full name, a body as the sentence names it.
    """
    around = [q for q in context.quotes if q.span_start <= start and end <= q.span_end and q.speaker]
    around.sort(key=lambda q: (q.span_end - q.span_start, q.span_start))
    spoken = next((q for q in around if q.is_direct), None)
    claim = claim_at(claims, start - passage.start)
    if spoken is None and claim is not None and claim.name:
        if claim.mention is None:
            return claim.name, None
        return context.names.get(claim.mention.entity_id, claim.mention.surface), claim.mention.entity_id
    quote = spoken or next(iter(around), None)
    return (quote.speaker, quote.speaker_entity_id) if quote else (None, None)


def period_of(start: int, end: int, passage: Passage, context: Context) -> DateMention | None:
    """The resolved date of the figure's clause that stands nearest."""
    found: list[tuple[int, DateMention]] = []
    for mention in context.dates:
        if mention.resolved_start is None or mention.span_start < passage.start:
            continue
        between = _between(passage, (start, end), (mention.span_start, mention.span_end))
        if len(between) <= PERIOD_REACH and not _CLAUSE_BREAK.search(between):
            found.append((len(between), mention))
    return min(found, key=lambda pair: (pair[0], pair[1].span_start))[1] if found else None


def _between(passage: Passage, figure: tuple[int, int], mention: tuple[int, int]) -> str:
    """The words between a figure and a date; the comma after a date that opens the sentence is none."""
    if mention[0] >= figure[1]:
        return passage.text[figure[1] - passage.start : mention[0] - passage.start]
    return passage.text[mention[1] - passage.start : figure[0] - passage.start].lstrip(",")


def place_of(start: int, end: int, passage: Passage, context: Context) -> str | None:
    """The place that the sentence puts the figure in: the first after it with 'in' or 'near', else the last before."""
    located = [m for m in context.mentions if m.type == "place" and _is_location(passage, m)]
    after = [m.entity_id for m in located if m.span_start >= end]
    before = [m.entity_id for m in located if m.span_end <= start]
    return next(iter([*after[:1], *before[-1:]]), None)


def countries_of(context: Context) -> Iterator[str]:
    """The countries of the places that the sentence names, then those of the page."""
    yield from (context.lands[m.entity_id] for m in context.mentions if m.entity_id in context.lands)
    yield from context.lands.values()


def _is_location(passage: Passage, mention: Mention) -> bool:
    """Named with a preposition of place at most one word before: 'in Kaldor', 'in eastern Kaldor'."""
    start = mention.span_start - passage.start
    return start >= 0 and bool(_PLACE_LEAD.search(passage.text, max(0, start - _PLACE_REACH), start))

"""Which numbers does the text claim, and by whose count?

The figures enricher. It runs after entities, quotes and dates: body paragraphs and comments in, one
`Figure` per quantified claim out, each with its exact words. Bounds: "about 50" is 50 to 50 and
approximate; "at least 50" is 50 to null, "up to 50" null to 50, both approximate; "scores of" has no bounds.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

from tasks.enriching import Enricher, Found, Knowledge, PageText, Passage
from tasks.enriching.figure_claims import Claim, Verbs, claim_at, claims_of, compile_verbs
from tasks.enriching.figure_numbers import Amount, amount_at
from tasks.enriching.figure_refusals import Candidate, refusal
from tasks.enriching.figure_tokens import Sentence, sentences
from tasks.enriching.figure_units import (
    Measures,
    Unit,
    compile_measures,
    number_of,
    rate_of,
    signs,
    unit_after,
    with_cause,
)
from warehouse.tables import DateMention, Figure, Mention, Quote, row_id

FIELDS: Final = frozenset({"body", "comment"})
_PLACE_LEAD: Final = re.compile(
    r"\b(?:in|near|outside|across|around|at|inside|throughout|(?:vicinity|outskirts|suburbs?|city|town|village|province|district"
    r"|region|state|port|island|capital|north|south|east|west) of)\s(?:the\s)?(?:[a-z-]+\s)?$"
)
# A date further away, or behind the start of another clause, is not the time of the figure.
PERIOD_REACH: Final = 120
_CLAUSE_BREAK: Final = re.compile(r"[;:]|,(?=.)|\b(?:that|which|who|whom|while|when|after|before)\b", re.DOTALL)


# A span reaches at most so far into the next passages: a quotation of several paragraphs.
LONGEST_SPAN: Final = 20_000
_Spanned = TypeVar("_Spanned", Mention, Quote, DateMention)


class Count(NamedTuple):
    """A figure in its sentence, before anyone is named for it; offsets count in the passage."""

    amount: Amount
    unit: Unit
    rate: str | None
    start: int
    end: int


class _Context(NamedTuple):
    """The page's rows that a figure may lean on, in page order."""

    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[DateMention, ...]
    names: dict[str, str]  # entity id → canonical name


def enricher(knowledge: Knowledge) -> Enricher:
    """The figures enricher."""
    measures, verbs = compile_measures(knowledge.lexicons), compile_verbs(knowledge.lexicons)

    def enrich(page: PageText, found: Found) -> Found:
        names = {entity.entity_id: entity.name for entity in found.entities if entity.type == "person"}
        context = _Context(_ordered(found.mentions), _ordered(found.quotes), _ordered(found.dates), names)
        rows = [
            row
            for passage in page.passages
            if passage.field in FIELDS
            for row in _figures(page, passage, context, measures, verbs)
        ]
        return replace(found, figures=(*found.figures, *rows))

    return enrich


def _ordered(rows: Sequence[_Spanned]) -> tuple[_Spanned, ...]:
    return tuple(sorted(rows, key=lambda row: (row.span_start, row.span_end)))


def counts(sentence: Sentence, measures: Measures, closed: Sequence[tuple[int, int]] = ()) -> list[Count]:
    """The figures of one sentence; `closed` are stretches that hold none: dates and designations."""
    found: list[tuple[Amount, Unit]] = []
    symbols, place = signs(sentence, measures), 0
    while place < len(sentence.tokens):
        amount = _amount(sentence, place, symbols)
        if amount is None:
            place += 1
            continue
        unit = with_cause(sentence, unit_after(sentence, amount, measures), amount.symbol or amount.first, measures)
        amount = _in_unit(sentence, amount, unit)
        unit = _named_before(sentence, amount, unit, measures)
        if _is_closed(sentence, amount, closed) or refusal(Candidate(sentence, amount, unit, bool(found))) is not None:
            place = amount.last
            continue
        found.append((amount, unit))
        place = max(unit.last, amount.last)
    return _rated(sentence, found)


def _amount(sentence: Sentence, place: int, symbols: dict[int, int]) -> Amount | None:
    token = sentence.tokens[place]
    return None if token.kind == "mark" else amount_at(sentence.tokens, place, symbols)


_THOUSANDS_DOT: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def _in_unit(sentence: Sentence, amount: Amount, unit: Unit) -> Amount:
    """The amount as its unit makes it: '1.000 euros' are a thousand, 'over six years' are six."""
    low, high = amount.low, amount.high
    counted = unit.kind in ("money", "noun", "casualty") and amount.symbol is None and not amount.is_scaled
    if counted and amount.form == "digits" and _THOUSANDS_DOT.fullmatch(sentence.tokens[amount.first].low):
        low, high = (None if value is None else value * 1000 for value in (low, high))
    if unit.kind == "time" and amount.first and sentence.tokens[amount.first - 1].low == "over" and high is None:
        just = amount.first > 1 and sentence.tokens[amount.first - 2].low in ("just", "well")
        aged = unit.last < len(sentence.tokens) and sentence.tokens[unit.last].low in ("old", "ago")
        return amount if just or aged else amount._replace(high=low, is_approximate=False)
    return amount._replace(low=low, high=high)


def _is_closed(sentence: Sentence, amount: Amount, closed: Sequence[tuple[int, int]]) -> bool:
    start, end = sentence.tokens[amount.first].start, sentence.tokens[amount.last - 1].end
    return any(low < end and start < high for low, high in closed)


_NAMES_BEFORE: Final = {"toll": "death toll", "magnitude": "magnitude"}
_NAME_REACH: Final = 6
_NAME_JOINTS: Final = frozenset(
    "magnitude to at of is was about around some reached exceeded stands stood be nearly least over than".split()
)


def _named_before(sentence: Sentence, amount: Amount, unit: Unit, measures: Measures) -> Unit:
    """'the death toll rose to 104', 'the number of dead to 29': what is counted stands before the number."""
    if unit.kind != "none" or amount.symbol is not None or amount.form != "digits":
        return unit
    if amount.first and sentence.tokens[amount.first - 1].low not in _NAME_JOINTS:
        return unit
    counted = number_of(sentence, amount)
    if counted is not None:
        return unit._replace(name=counted, kind="noun")
    for token in reversed(sentence.tokens[max(0, amount.first - _NAME_REACH) : amount.first]):
        if token.kind == "mark" or token.kind == "number":
            break
        name = _NAMES_BEFORE.get(token.low) or measures.befell.get(token.low)
        if name:
            return unit._replace(name=name, kind="noun")
    return unit


def _rated(sentence: Sentence, found: list[tuple[Amount, Unit]]) -> list[Count]:
    rows: list[Count] = []
    taken = -1
    for number, (amount, unit) in enumerate(found):
        if amount.first < taken:
            continue
        reach = found[number + 1][0].first if number + 1 < len(found) else len(sentence.tokens)
        rate = rate_of(
            sentence, amount, unit, is_first=number == 0, reach=len(sentence.tokens) if unit.kind == "none" else reach
        )
        if rate and rate[4:5].isdigit():
            taken = unit.last + 3
        first = amount.symbol if amount.symbol is not None else amount.first
        last = max(unit.last, amount.last)
        rows.append(Count(amount, unit, rate, sentence.tokens[first].start, sentence.tokens[last - 1].end))
    return rows


def _figures(
    page: PageText, passage: Passage, context: _Context, measures: Measures, verbs: Verbs
) -> Iterator[Figure]:
    for sentence in sentences(passage.text):
        near = _near(context, passage.start + sentence.start, passage.start + sentence.end)
        closed = [*near.dates, *(mention for mention in near.mentions if mention.type == "equipment")]
        found = counts(
            sentence, measures, [(row.span_start - passage.start, row.span_end - passage.start) for row in closed]
        )
        if not found:
            continue
        whole = [m for m in near.mentions if m.span_end - passage.start <= sentence.end]
        claims = claims_of(sentence, whole, passage.start, verbs, [count.start for count in found])
        for count in found:
            yield _row(page, passage, count, near, claims)


def _near(context: _Context, start: int, end: int) -> _Context:
    """The rows that touch a stretch of the page."""
    return _Context(
        tuple(_touching(context.mentions, start, end)),
        tuple(_touching(context.quotes, start, end)),
        tuple(_touching(context.dates, start, end)),
        context.names,
    )


def _touching(rows: Sequence[_Spanned], start: int, end: int) -> list[_Spanned]:
    """The rows, sorted by their start, that overlap a stretch of the page."""
    first = bisect_left(rows, start - LONGEST_SPAN, key=lambda row: row.span_start)
    last = bisect_left(rows, end, key=lambda row: row.span_start)
    return [row for row in rows[first:last] if start < row.span_end]


def _row(
    page: PageText, passage: Passage, sentence: Sentence, count: Count, near: _Context, claims: Sequence[Claim]
) -> Figure:
    start, end = passage.start + count.start, passage.start + count.end
    claimant, claimant_id = _claimant(start, end, count, near, claims)
    period = _period(passage, sentence, count, near.dates)
    article_id = page.article.article_id if page.article else None
    return Figure(
        figure_id=row_id(page.page.page_id, "figure", start, end),
        page_id=page.page.page_id,
        article_id=article_id,
        comment_id=passage.comment_id,
        text=passage.text[count.start : count.end],
        value_min=count.amount.low,
        value_max=count.amount.high,
        is_approximate=count.amount.is_approximate,
        unit=count.unit.name,
        currency=count.unit.currency,
        rate=count.rate,
        period_start=period.resolved_start if period else None,
        period_end=period.resolved_end if period else None,
        place_entity_id=_place(passage, sentence, count, near.mentions),
        claimant=claimant,
        claimant_entity_id=claimant_id,
        span_start=start,
        span_end=end,
    )


def _claimant(
    start: int, end: int, count: Count, near: _Context, claims: Sequence[Claim]
) -> tuple[str | None, str | None]:
    """The speaker of the smallest quotation around the figure that has one, else the sentence's claim."""
    around = [q for q in near.quotes if q.span_start <= start and end <= q.span_end and q.speaker]
    if around:
        quote = min(around, key=lambda q: (q.span_end - q.span_start, q.span_start))
        return quote.speaker, quote.speaker_entity_id
    claim = claim_at(claims, count.start)
    if claim is None or claim.mention is None:
        return (claim.name if claim else None), None
    return near.names.get(claim.mention.entity_id, claim.mention.surface), claim.mention.entity_id


def _period(passage: Passage, sentence: Sentence, count: Count, dates: Sequence[DateMention]) -> DateMention | None:
    """The resolved date of the figure's clause that stands nearest."""
    found: list[tuple[int, DateMention]] = []
    for mention in dates:
        start, end = mention.span_start - passage.start, mention.span_end - passage.start
        if mention.resolved_start is None or not sentence.start <= start < sentence.end:
            continue
        between = passage.text[count.end : start] if start >= count.end else passage.text[end : count.start].lstrip(",")
        if len(between) <= PERIOD_REACH and not _CLAUSE_BREAK.search(between):
            found.append((len(between), mention))
    return min(found, key=lambda pair: (pair[0], pair[1].span_start))[1] if found else None


def _place(passage: Passage, sentence: Sentence, count: Count, mentions: Sequence[Mention]) -> str | None:
    """The place that the sentence puts the figure in: the first after it with 'in' or 'near', else the last before."""
    located = [
        (m.span_start - passage.start, m.entity_id)
        for m in mentions
        if m.type == "place"
        and sentence.start <= m.span_start - passage.start < sentence.end
        and _is_location(passage, m)
    ]
    after = [place for place in located if place[0] >= count.end]
    before = [place for place in located if place[0] < count.start]
    chosen = after[:1] or before[-1:]
    return chosen[0][1] if chosen else None


def _is_location(passage: Passage, mention: Mention) -> bool:
    """Named with a preposition of place at most one word before: 'in Kaldor', 'in eastern Kaldor'."""
    start = mention.span_start - passage.start
    return bool(_PLACE_LEAD.search(passage.text, max(0, start - 30), start))

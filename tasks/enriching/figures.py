"""Which numbers does the text claim, and by whose count?

The figures enricher. It runs after entities, quotes and dates: body paragraphs and comments in, one
`Figure` per quantified claim out, each with its exact words. Bounds: "about 50" is 50 to 50 and
approximate; "at least 50" is 50 to null, "up to 50" null to 50, both approximate; "scores of" has no bounds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from tasks.enriching import Enricher, Found, Knowledge, PageText, Passage
from tasks.enriching.figure_claims import Claim, Verbs, claims_of, compile_verbs
from tasks.enriching.figure_coins import Coins, code_of, compile_coins
from tasks.enriching.figure_context import (
    Context,
    claimant_of,
    context_of,
    countries_of,
    near,
    period_of,
    place_of,
)
from tasks.enriching.figure_numbers import Amount, amount_at
from tasks.enriching.figure_rates import rate_of
from tasks.enriching.figure_refusals import refusal
from tasks.enriching.figure_times import Candidate
from tasks.enriching.figure_tokens import Sentence, sentences
from tasks.enriching.figure_units import (
    Measures,
    Unit,
    compile_measures,
    number_of,
    signs,
    unit_after,
    with_cause,
    without_fate,
)
from warehouse.tables import Figure, row_id

FIELDS: Final = frozenset({"body", "comment"})


class Count(NamedTuple):
    """A figure in its sentence, before anyone is named for it; offsets count in the passage."""

    amount: Amount
    unit: Unit
    rate: str | None
    start: int
    end: int


class Known(NamedTuple):
    """What the lexicons say of units, verbs and coins."""

    measures: Measures
    verbs: Verbs
    coins: Coins


def enricher(knowledge: Knowledge) -> Enricher:
    """The figures enricher."""
    measures, verbs = compile_measures(knowledge.lexicons), compile_verbs(knowledge.lexicons)
    coins = compile_coins(knowledge)

    def enrich(page: PageText, found: Found) -> Found:
        context = context_of(found)
        rows = [
            row
            for passage in page.passages
            if passage.field in FIELDS
            for row in _figures(page, passage, context, Known(measures, verbs, coins))
        ]
        return replace(found, figures=(*found.figures, *rows))

    return enrich


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
        if found and _is_whole(sentence, found[-1][0], amount):
            unit = without_fate(unit, measures)
        if _is_closed(sentence, amount, closed) or refusal(Candidate(sentence, amount, unit, bool(found))) is not None:
            place = amount.last
            continue
        found.append((amount, unit))
        place = max(unit.last, amount.last)
    return _rated(sentence, found)


def _is_whole(sentence: Sentence, part: Amount, whole: Amount) -> bool:
    """'nine of the ship's 14 sailors': the second amount is what the first is a part of."""
    is_part = part.last < len(sentence.tokens) and sentence.tokens[part.last].low == "of"
    return is_part and whole.first - part.last <= _LONGEST_OWNER


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
_LONGEST_OWNER: Final = 4  # words: "of the ship's", tokens as they are cut
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


def _figures(page: PageText, passage: Passage, context: Context, known: Known) -> Iterator[Figure]:
    for sentence in sentences(passage.text):
        here = near(context, passage.start + sentence.start, passage.start + sentence.end)
        closed = [(row.span_start, row.span_end) for row in here.dates]
        closed += [(row.span_start, row.span_end) for row in here.mentions if row.type == "equipment"]
        stretches = [(start - passage.start, end - passage.start) for start, end in closed]
        found = counts(sentence, known.measures, stretches)
        if not found:
            continue
        whole = [mention for mention in here.mentions if mention.span_end - passage.start <= sentence.end]
        claims = claims_of(sentence, whole, passage.start, known.verbs, [count.start for count in found])
        sources = [claim.own for claim in claims if claim.mention is None]  # 'two officials said' counts nobody
        for count in found:
            if count.amount.form == "words" and any(own <= count.start < end for own, end in sources):
                continue
            yield _row(page, passage, _in_coin(count, sentence, here, known.coins), here, claims)


_PAID: Final = frozenset(
    "price prices cost costs costing paid pay pays worth salary wages earn earns fined sold".split()
)


def _in_coin(count: Count, sentence: Sentence, context: Context, coins: Coins) -> Count:
    """The figure in the money of the place: '33,000 pesos' in Manila; pounds are money where something is paid."""
    is_paid = count.unit.name == "pounds" and any(token.low in _PAID for token in sentence.tokens)
    coin = "pounds" if is_paid else count.unit.coin
    code = code_of(coin, countries_of(context), coins) if coin else None
    return count._replace(unit=count.unit._replace(name=None, currency=code)) if code else count


def _row(page: PageText, passage: Passage, count: Count, context: Context, claims: Sequence[Claim]) -> Figure:
    start, end = passage.start + count.start, passage.start + count.end
    claimant, claimant_id = claimant_of(start, end, passage, context, claims)
    period = period_of(start, end, passage, context)
    return Figure(
        figure_id=row_id(page.page.page_id, "figure", start, end),
        page_id=page.page.page_id,
        article_id=page.article.article_id if page.article else None,
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
        place_entity_id=place_of(start, end, passage, context),
        claimant=claimant,
        claimant_entity_id=claimant_id,
        span_start=start,
        span_end=end,
    )

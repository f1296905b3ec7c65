"""Which numbers tell a time, a date or an age, and count nothing?

Each rule answers for one `Candidate` of a sentence with its reason, or None. `figure_refusals` asks them in its order.
"""

import re
from typing import Final, NamedTuple

from tasks.enriching.figure_numbers import Amount
from tasks.enriching.figure_tokens import Sentence, is_number, low_at
from tasks.enriching.figure_units import Unit
from tasks.enriching.figure_words import CLOCK_WORDS, MONTHS, YEAR_LEADS


class Candidate(NamedTuple):
    """An amount with its unit in its sentence, before it is known to be a figure."""

    sentence: Sentence
    amount: Amount
    unit: Unit
    is_later: bool = False  # a figure stands before it in the sentence


_TENS_OF_YEARS: Final = range(1500, 2101)
OLDEST: Final = 120
YEAR_LENGTH: Final = 4


def is_clock(c: Candidate) -> str | None:
    """7:30, 10.45 after 'at', 4 a.m., 9am, 1945 GMT."""
    tokens, amount = c.sentence.tokens, c.amount
    after, text = amount.last, c.sentence.text
    if (low_at(tokens, after) == ":" and is_number(tokens, after + 1)) or (
        low_at(tokens, amount.first - 1) == ":" and is_number(tokens, amount.first - 2)
    ):
        return "a clock time"
    if low_at(tokens, after) in CLOCK_WORDS:
        return "a clock time"
    tail = text[tokens[amount.last - 1].end : tokens[amount.last - 1].end + 6]
    if re.match(r"\s?[ap]\.\s?m\b", tail, re.IGNORECASE):
        return "a clock time"
    dotted = re.fullmatch(r"(?:[01]?\d|2[0-3])\.[0-5]\d", tokens[amount.first].low)
    before = low_at(tokens, amount.first - 1)
    if (
        dotted
        and c.unit.kind == "none"
        and before in ("at", "and", "from", "to", "until", "till", "by", "before", "after", "since")
    ):
        return "a clock time"
    return None


def is_date(c: Candidate) -> str | None:
    """A day or year beside a month's name."""
    tokens, amount = c.sentence.tokens, c.amount
    beside = [amount.first - 1, amount.last]
    if low_at(tokens, amount.last) == "of":
        beside.append(amount.last + 1)
    if (
        low_at(tokens, amount.first - 1) == ","
        and len(tokens[amount.first].low) == YEAR_LENGTH
        and c.unit.kind == "none"
    ):
        beside.append(amount.first - 2)
    near = [
        place
        for place in beside
        if 0 <= place < len(tokens) and tokens[place].low in MONTHS and tokens[place].is_capital
    ]
    if near and amount.symbol is None and c.unit.kind not in ("share", "money"):
        return "a date"
    return None


def is_year(c: Candidate) -> str | None:
    """Four digits without a comma that could be a year, unless words make them a count."""
    tokens, amount = c.sentence.tokens, c.amount
    digits = tokens[amount.first].low
    if (
        amount.symbol is not None
        or not (digits.isdecimal() and len(digits) == 4 and int(digits) in _TENS_OF_YEARS)
        or amount.is_scaled
    ):
        return None
    if amount.is_range and not all(len(t.low) == 4 for t in tokens[amount.first : amount.last] if t.kind == "number"):
        return None
    if amount.is_approximate and c.unit.kind != "none":
        return None
    before = low_at(tokens, amount.first - 1)
    if c.unit.kind in ("measure", "money", "share", "casualty", "time"):
        return None
    if (
        c.unit.kind == "none"
        or before in YEAR_LEADS
        or amount.first == 0
        or before.endswith(("'s", "’s"))
        or before == ","
    ):
        return "a year"
    return None


def is_age(c: Candidate) -> str | None:
    """', 45,', '(62)', 'aged 61', '17-year-old', '29 years old', 'At 15, she'."""
    tokens, amount = c.sentence.tokens, c.amount
    before, after = low_at(tokens, amount.first - 1), low_at(tokens, amount.last)
    if (amount.high or amount.low or 0) > OLDEST or amount.symbol is not None:
        return None
    if before in ("aged", "age", "ages"):
        return "an age"
    old = " ".join(token.low for token in tokens[amount.last : amount.last + 4])
    if re.match(r"(?:- )?(?:year|month|week|day)s?(?: -)? olds?\b", old) or old.startswith(
        ("years of age", "year - olds")
    ):
        return "an age"
    if c.unit.kind != "none":
        return None
    if (
        before in (",", "(")
        and after in (",", ")", ".", ";", "")
        and amount.first > 1
        and tokens[amount.first - 2].is_capital
    ):
        return "an age"
    if before == "at" and amount.first > 1:
        return None
    if before in ("was", "is", "turned", "turns", "turning", "at", "am", "’m", "i'm", "she's", "he's") and after in (
        ",",
        "when",
        "and",
        ".",
        ";",
        "years",
    ):
        return "an age"
    return None


_VERB_LEADS: Final = frozenset("will would to can could may might must should not did does only".split())


def is_period(c: Candidate) -> str | None:
    """'the past three days', 'two weeks ago', 'four years later': times, not counts."""
    tokens, amount, unit = c.sentence.tokens, c.amount, c.unit
    if unit.kind != "time" and not (unit.name or "").endswith(("weeks", "days", "months", "years", "hours", "seasons")):
        return None
    before = [low_at(tokens, amount.first - back) for back in (1, 2)]
    is_verb = before[0] == "last" and before[1] in _VERB_LEADS  # reserves will last 11 days
    leads = ("past", "" if is_verb else "last", "next", "previous", "coming", "first", "final", "recent")
    if before[0] in leads or (before[1] in leads and before[0] in ("few", "the", "about", "some")):
        return "a period"
    ended = low_at(tokens, unit.last) in ("ago", "later", "earlier", "before", "prior", "hence", "beforehand", "since")
    return "a point in time" if ended and low_at(tokens, unit.last) != "before" else None


def is_short_year(c: Candidate) -> str | None:
    """The class of '98."""
    tokens, first = c.sentence.tokens, c.amount.first
    is_two = c.amount.form == "digits" and len(tokens[first].low) == 2 and tokens[first].glued
    return "a year" if is_two and low_at(tokens, first - 1) in ("'", "’", "‘") else None

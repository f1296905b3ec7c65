"""Per what is a figure said: a day, a litre, 100,000 inhabitants?

In: a sentence, an amount with its unit. Out: 'per day' and the like, None where the words give no rate.
"""

from collections.abc import Sequence
from typing import Final

from tasks.enriching.figure_numbers import Amount, simple_at
from tasks.enriching.figure_tokens import Sentence, Token, low_at
from tasks.enriching.figure_units import Unit, is_plural, phrase_end, words_of
from tasks.enriching.figure_words import NO_RATE_BEFORE, PER_NOUNS, PRICED, TIME_UNITS

_LONGEST_RATED: Final = 3  # words between what is counted and "a day"
_RATE_REACH: Final = 8  # words between what is counted and "every day"


def rate_of(sentence: Sentence, amount: Amount, unit: Unit, *, is_first: bool, reach: int) -> str | None:
    """Per what the figure is said: 'a day', 'per 100,000 inhabitants', 'every night', 'daily'.

    `reach` is the token at which the next figure begins.
    """
    tokens = sentence.tokens
    place, limit = unit.last, min(len(tokens), reach, unit.last + _RATE_REACH)
    while place < limit and (tokens[place].kind != "mark" or tokens[place].low == "-"):
        rate = _rate_at(sentence, place, unit)
        if rate:
            return rate
        place += 1
    if is_first and low_at(tokens, 0) in ("every", "each") and low_at(tokens, 1) in TIME_UNITS:
        return f"per {TIME_UNITS[tokens[1].low]}"
    return _priced_by(tokens, amount) if is_first and unit.kind == "money" else None


def _priced_by(tokens: Sequence[Token], amount: Amount) -> str | None:
    """'A litre of diesel now costs 1,250 naira.'"""
    thing = low_at(tokens, 1)
    is_priced = low_at(tokens, 2) == "of" or any(token.low in PRICED for token in tokens[2 : amount.first])
    return (
        f"per {PER_NOUNS[thing]}"
        if low_at(tokens, 0) in ("a", "an", "one", "each") and thing in PER_NOUNS and is_priced
        else None
    )


def _rate_at(sentence: Sentence, place: int, unit: Unit) -> str | None:
    tokens = sentence.tokens
    low, following = low_at(tokens, place), low_at(tokens, place + 1)
    if low in ("daily", "annually", "weekly", "monthly", "yearly", "nightly", "hourly") and not is_plural(following):
        return f"per {TIME_UNITS[low]}"
    if low in ("every", "each", "per") and following in TIME_UNITS:
        return f"per {TIME_UNITS[following]}"
    if low == "per" and following in PER_NOUNS:
        return f"per {PER_NOUNS[following]}"
    if low == "per":
        count = simple_at(tokens, place + 1)
        last = phrase_end(tokens, count.last, mass=False) if count else 0
        return f"per {words_of(sentence, place + 1, last)}" if count and last > count.last else None
    if low in ("a", "an") and place <= unit.last + _LONGEST_RATED:
        return _rate_by_article(tokens, place, unit)
    return None


def _rate_by_article(tokens: Sequence[Token], place: int, unit: Unit) -> str | None:
    """'90 baht a kilo', 'for a quintal'; not 'in a week', 'a year ago', 'and a child'."""
    before, thing = low_at(tokens, place - 1), low_at(tokens, place + 1)
    if before in NO_RATE_BEFORE and not (before == "for" and unit.kind == "money" and thing in PER_NOUNS):
        return None
    if low_at(tokens, place + 2) in ("ago", "later", "earlier", "before", "after", "old", "long", "-"):
        return None
    per = TIME_UNITS.get(thing) or PER_NOUNS.get(thing)
    return f"per {per}" if per else None

"""Why is a number in the text no figure?

Phone numbers, match scores, ages, years, clock times, dates, designations, ordinals, addresses and list
numbers are numbers, but nobody counts anything with them. Each rule is one function that answers for one
amount; `RULES` is their order, and the first that answers gives the reason.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from tasks.enriching.figure_numbers import CHANGES, Amount
from tasks.enriching.figure_times import Candidate, is_age, is_clock, is_date, is_period, is_short_year, is_year
from tasks.enriching.figure_tokens import Token, is_number, low_at
from tasks.enriching.figure_words import (
    AUXILIARIES,
    COUNT_NOUNS,
    LABELS,
    SCORE_WORDS,
    STRONG_LABELS,
)

_PHONE_BEFORE: Final = re.compile(r"(?:\+|\bphone|\btel\.?|\bfax|\bcall|\bhotline|\bdial|\bext\.?)\W*$", re.IGNORECASE)


def _is_designation(c: Candidate) -> str | None:
    """Su-34, S-400, B52, 4417-B, 5G, 3D: letters and digits in one word."""
    tokens, amount = c.sentence.tokens, c.amount
    first, last = amount.first, amount.last
    if amount.form != "digits":
        return None
    if tokens[first].glued and first and amount.symbol is None:
        before = tokens[first - 1]
        if before.kind == "word" or (before.low in "-‑_/#@&=.\\" and before.glued):
            return "part of a designation or address"
        if before.low in "/#@=\\:":
            return "part of a designation or address"
    after = tokens[last] if last < len(tokens) and tokens[last].glued else None
    if after is None or c.unit.kind in ("measure", "share", "money", "time"):
        return None
    return "part of a designation or address" if after.kind == "word" or after.low in "/_@:=\\#" else None


def _is_compound(c: Candidate) -> str | None:
    return "first half of a compound" if c.unit.kind == "refused" else None


def _is_ordinal_or_decade(c: Candidate) -> str | None:
    tokens, last = c.sentence.tokens, c.amount.last
    glued = last < len(tokens) and tokens[last].glued and c.amount.form == "digits"
    return "an ordinal or a decade" if glued and tokens[last].low in ("st", "nd", "rd", "th", "s", "ers") else None


def _is_phone(c: Candidate) -> str | None:
    """A leading zero, a plus, or digit groups in a row."""
    tokens, amount = c.sentence.tokens, c.amount
    text = c.sentence.text
    if amount.form != "digits":
        return None
    lows = [token.low for token in tokens[amount.first : amount.last] if token.kind == "number"]
    if any(len(low) > 1 and low[0] == "0" and low[1].isdigit() for low in lows):
        return "a phone number or code"
    if (
        _PHONE_BEFORE.search(text[max(0, tokens[amount.first].start - 12) : tokens[amount.first].start])
        and c.unit.kind == "none"
    ):
        return "a phone number or code"
    beside = (amount.first - 1, amount.last)
    if amount.symbol is None and any(0 <= place < len(tokens) and tokens[place].kind == "number" for place in beside):
        return "digit groups in a row"
    skipped = (
        low_at(tokens, amount.first - 1) in (")", "-", ".", ",")
        and (tokens[amount.first].glued or tokens[amount.first - 1].low == ")")
        and is_number(tokens, amount.first - 2)
        and not amount.is_range
    )
    followed = (
        low_at(tokens, amount.last) in ("-", ".", ",")
        and is_number(tokens, amount.last + 1)
        and tokens[amount.last + 1].glued
        and not amount.is_range
    )
    return (
        "digit groups in a row" if (skipped or followed) and amount.symbol is None and c.unit.kind != "share" else None
    )


def _is_score(c: Candidate) -> str | None:
    """3-1, 6-4, 212 to 98, 'a 2-0 win'."""
    tokens, amount = c.sentence.tokens, c.amount
    if amount.form != "digits" or amount.symbol is not None:
        return None
    if amount.is_range:
        hyphen = any(token.low in "-–" for token in tokens[amount.first : amount.last])
        named = c.unit.kind == "noun" and tokens[amount.last].is_capital and c.unit.last == amount.last + 1
        bare = (c.unit.kind == "none" or named) and hyphen and (amount.high or 0) < 100
        scored = low_at(tokens, amount.last) in SCORE_WORDS or bare
        return "a score or a vote" if scored else None
    if (
        (c.unit.name or "").endswith("votes")
        and low_at(tokens, c.unit.last) in ("to", "against")
        and is_number(tokens, c.unit.last + 1)
    ):
        return "a score or a vote"
    for joint, other in ((amount.last, amount.last + 1), (amount.first - 1, amount.first - 2)):
        mark = low_at(tokens, joint)
        if is_number(tokens, other) and (
            (mark in ("-", "–", ":") and tokens[joint].glued)
            or (mark == "to" and c.unit.kind == "none" and _is_vote(tokens, amount))
        ):
            return "a score or a vote"
    return None


def _is_vote(tokens: Sequence[Token], amount: Amount) -> bool:
    """'voted 212 to 98': two numbers joined by 'to', the higher first, after no 'from'."""
    return not any(token.low == "from" for token in tokens[max(0, amount.first - 5) : amount.first])


def _is_label(c: Candidate) -> str | None:
    """Room 12, Resolution 2254, No. 2, Canal 5, iPhone 12, Boeing 737."""
    tokens, amount = c.sentence.tokens, c.amount
    place = amount.first - 1
    if place < 0 or amount.symbol is not None or amount.form == "collective":
        return None
    if (
        tokens[place].low == "."
        and tokens[place].glued
        and low_at(tokens, place - 1) in ("no", "nos", "art", "fig", "vol", "pp", "ch")
    ):
        return "a number that names a thing"
    if tokens[place].low == "'" or tokens[place].kind != "word":
        return None
    low = tokens[place].low
    if c.unit.kind in ("measure", "share", "money", "casualty"):
        return None
    labels = LABELS if tokens[place].is_capital or c.unit.kind == "none" else STRONG_LABELS
    if low in labels and not (low == "no" and amount.form != "digits"):
        return "a number that names a thing"
    named = tokens[place].is_capital and place > 0 and c.unit.kind == "none" and amount.form == "digits"
    return "a number that names a thing" if named else None


def _is_name(c: Candidate) -> str | None:
    """'the Big Four auditors', 'Two Holy Mosques': a number word in a name."""
    tokens, amount = c.sentence.tokens, c.amount
    if amount.form != "words" or not tokens[amount.first].is_capital or amount.first == 0:
        return None
    before, after = tokens[amount.first - 1], tokens[amount.last] if amount.last < len(tokens) else None
    if before.kind == "mark":
        return None
    if before.low == "of" and amount.first > 1 and tokens[amount.first - 2].is_capital:
        return "part of a name"  # Group of Seven
    return "part of a name" if before.is_capital or (after is not None and after.is_capital) else None


def _is_title(c: Candidate) -> str | None:
    """'the film 12 Angry Men': two words and more that are all capitalised."""
    words = c.sentence.tokens[c.amount.last : c.unit.last]
    is_name = c.unit.kind == "noun" and len(words) > 1 and all(word.is_capital for word in words)
    return "part of a name" if is_name else None


def _is_list_number(c: Candidate) -> str | None:
    """'3. Bring the pan', '(0)', a number alone."""
    tokens, amount = c.sentence.tokens, c.amount
    if amount.form != "digits" or amount.symbol is not None:
        return None
    before, after = low_at(tokens, amount.first - 1), low_at(tokens, amount.last)
    if amount.first == 0 and (after in (")", "") or (after == "." and tokens[amount.last].glued)):
        return "a list number"
    return "a counter" if before in ("(", "[") and after in (")", "]") else None


def _is_coordinate(c: Candidate) -> str | None:
    """'21.2 degrees North'."""
    tokens, unit = c.sentence.tokens, c.unit
    points = ("north", "south", "east", "west", "n", "s", "e", "w", "latitude", "longitude")
    return "a coordinate" if (unit.name or "").startswith("degrees") and low_at(tokens, unit.last) in points else None


def _is_one(c: Candidate) -> str | None:
    """'one of the men', 'one reason', 'at one point': an article rather than a count."""
    tokens, amount = c.sentence.tokens, c.amount
    if (
        amount.form != "words"
        or not amount.low == amount.high == 1
        or amount.is_scaled
        or amount.last != amount.first + 1
    ):
        return None
    counted = (c.unit.kind == "casualty" and low_at(tokens, amount.last) != "of") or c.unit.kind in (
        "measure",
        "share",
        "money",
    )
    return (
        None
        if counted and low_at(tokens, amount.first - 1) not in ("no", "any", "every", "each")
        else "an article rather than a count"
    )


def _is_bare(c: Candidate) -> str | None:
    """A number without anything that it counts, unless the sentence says that it counts."""
    tokens, amount, unit = c.sentence.tokens, c.amount, c.unit
    if unit.kind != "none" or amount.symbol is not None or unit.currency:
        return None
    after = low_at(tokens, amount.last)
    if amount.form == "collective":
        return None if low_at(tokens, amount.first - 1) not in ("the", "in", "by") else "no count"
    if amount.is_scaled or ("," in tokens[amount.first].low and amount.form == "digits"):
        return None
    if c.is_later and (after.endswith("ed") or low_at(tokens, amount.first - 1) in ("them", "including")):
        return None
    if after == "of" and low_at(tokens, amount.last + 1) in ("the", "its", "his", "her", "their", "our"):
        return None
    if (
        c.is_later
        and low_at(tokens, amount.first - 1).endswith(("ed", "s"))
        and low_at(tokens, amount.first - 2) in ("and", "but")
    ):
        return None  # lost 31 seats and holds 88
    if after == "of" and any(is_number(tokens, amount.last + step) for step in (1, 2, 3, 4)):
        return None
    if low_at(tokens, amount.first - 1) == "of" and low_at(tokens, amount.first - 2) in GROUPS:
        return None
    if _is_changed(tokens, amount) or (
        after in ("aboard", "on") and (after == "aboard" or low_at(tokens, amount.last + 1) == "board")
    ):
        return None
    if (
        after == "per"
        or after in AUXILIARIES
        or (after == "of" and low_at(tokens, amount.last + 1) in ("them", "whom", "those", "these", "us", "you"))
    ):
        return None
    if low_at(tokens, amount.first - 1) in ("only", "just") and low_at(tokens, amount.first - 2) in (
        "is",
        "was",
        "am",
        "’s",
        "'s",
        "are",
        "were",
    ):
        return "a bare number"
    if amount.form == "digits" and any(
        token.low in COUNT_NOUNS for token in tokens[max(0, amount.first - 5) : amount.first]
    ):
        return None
    return "a bare number"


_BOUND_WORDS: Final = frozenset("more than at least about nearly almost around over just only some less fewer".split())
GROUPS: Final = frozenset("gang group team crew family party band panel jury squad convoy crowd delegation".split())


def _is_changed(tokens: Sequence[Token], amount: Amount) -> bool:
    """'climbed to 29', 'fell from 15': a number that something rose or fell to."""
    place = amount.first - 1
    while place > 0 and low_at(tokens, place) in _BOUND_WORDS:
        place -= 1
    return (
        low_at(tokens, place) in ("to", "from", "by", "at")
        and amount.form == "digits"
        and any(t.low in CHANGES for t in tokens[max(0, amount.first - 7) : amount.first])
    )


def _is_all(c: Candidate) -> str | None:
    """'the two', 'both two sides', 'two of which' with nothing counted; collectives in idioms."""
    return "an idiom" if c.amount.form == "pair" and c.unit.kind == "none" else None


RULES: Final[Sequence[Callable[[Candidate], str | None]]] = (
    _is_ordinal_or_decade,
    is_clock,
    _is_score,
    _is_designation,
    is_age,
    _is_compound,
    _is_phone,
    is_date,
    is_year,
    is_short_year,
    _is_label,
    _is_name,
    _is_title,
    _is_list_number,
    is_period,
    _is_coordinate,
    _is_one,
    _is_all,
    _is_bare,
)


def refusal(candidate: Candidate) -> str | None:
    """Why an amount is no figure, or None where it is one."""
    return next((reason for rule in RULES if (reason := rule(candidate)) is not None), None)

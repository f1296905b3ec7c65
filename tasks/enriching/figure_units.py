"""What does a number count or measure, in which currency, per what?

In: the tokens after (and before) an amount. Out: the unit as words: a canonical measure ("kilometers"),
"percent of voters", or the noun phrase that is counted ("combat sorties"), with what befell those counted
("civilians killed"). Forms come from seeds/lexicons units, currencies and casualties.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tasks.enriching import Row
from tasks.enriching.figure_numbers import COLLECTIVES, FRACTIONS, SCALES, TENS, UNITS, Amount
from tasks.enriching.figure_tokens import Sentence, Token, low_at
from tasks.enriching.figure_words import (
    BEFORE_COUNT,
    IRREGULAR_PLURALS,
    LINKS,
    OPEN_PLURALS,
    PARTICIPLES,
    SINGULARS,
    SKIPPED,
    STOP_WORDS,
    UNCOUNTED_COMPOUNDS,
)


class Unit(NamedTuple):
    """What is counted, where the words for it end, and of which kind it is."""

    name: str | None
    last: int  # token after the unit's words
    kind: str  # measure, time, share, money, noun, casualty, none
    currency: str | None = None
    coin: str | None = None  # the one word that names the money: pesos


class Measures(NamedTuple):
    """The unit lexicons, compiled."""

    units: Mapping[tuple[str, ...], tuple[str, str]]  # words → canonical unit, kind
    symbols: Mapping[str, str]  # currency signs and codes before a number
    coins: Mapping[tuple[str, ...], str]  # currency words after one; '' for those that no currency has alone
    befell: Mapping[str, str]  # casualty words after those counted
    did: Mapping[str, str]  # casualty verbs before those counted


ISO_CODE_LENGTH: Final = 3
LONGEST_UNIT: Final = 3  # words of the longest form in the lexicons, "miles per hour"
LONGEST_NOUN_PHRASE: Final = 5
_LONGEST_LINK: Final = 4


def compile_measures(lexicons: Mapping[str, tuple[Row, ...]]) -> Measures:
    """The lexicons units, currencies and casualties as look-ups."""
    currencies = lexicons.get("currencies", ())
    casualties = lexicons.get("casualties", ())
    return Measures(
        {_split(row["form"]): (row["unit"], row["kind"]) for row in lexicons.get("units", ())},
        {row["form"]: row["code"] for row in currencies if row["place"] != "word"},
        {_split(row["form"]): row["code"] for row in currencies if row["place"] == "word"},
        {row["form"]: row["state"] for row in casualties if row["place"] in ("after", "both")},
        {row["form"]: row["state"] for row in casualties if row["place"] in ("before", "both")},
    )


def _split(form: str) -> tuple[str, ...]:
    return tuple(form.casefold().replace("/", " / ").replace("°", "° ").replace("-", " - ").split())


def signs(sentence: Sentence, measures: Measures) -> dict[int, int]:
    """For each number after a currency sign or code: the token at which the sign begins."""
    found: dict[int, int] = {}
    tokens = sentence.tokens
    for place, token in enumerate(tokens[1:], start=1):
        sign = sign_before(sentence, place, measures) if token.kind == "number" else None
        if sign is not None:
            found[place] = sign[1]
        elif token.kind == "word" and tokens[place - 1].low in ("$", "€", "£") and token.low in UNITS:
            found[place] = place - 1
    return found


def sign_before(sentence: Sentence, place: int, measures: Measures) -> tuple[str, int] | None:
    """The currency of the sign directly before a number, and the token at which it begins."""
    tokens = sentence.tokens
    for length in (3, 2, 1):
        first = place - length
        if first < 0 or (length > 1 and not all(token.glued for token in tokens[first + 1 : place])):
            continue
        code = measures.symbols.get(sentence.text[tokens[first].start : tokens[place - 1].end])
        spaced = sentence.text[tokens[place - 1].end : tokens[place].start]
        if tokens[place - 1].kind == "word" and not spaced and not _is_sum(tokens, place):
            continue  # COP26, R2
        if code and len(spaced) <= 1 and not (tokens[first].glued and tokens[first].kind == "word" and first):
            return code, first
    return None


def _is_sum(tokens: Sequence[Token], place: int) -> bool:
    """Digits that are money without a doubt: scaled, or four and more."""
    return (
        len(tokens[place].low) > 3
        or low_at(tokens, place + 1) in SCALES
        or low_at(tokens, place + 1) in ("m", "bn", "b", "k", "-")
    )


def unit_after(sentence: Sentence, amount: Amount, measures: Measures) -> Unit:
    """What stands after an amount."""
    tokens, place = sentence.tokens, amount.last
    if amount.symbol is not None:
        sign = sign_before(sentence, amount.first, measures)
        return Unit(None, _after_coin(tokens, place, measures), "money", sign[0] if sign else None)
    if low_at(tokens, place) == "-" and tokens[place].glued:
        return _compound(sentence, amount, measures)
    if low_at(tokens, place) in ("€", "£", "$", "₽", "₹", "zł"):
        return Unit(
            None, place + 1, "money", measures.symbols.get(sentence.text[tokens[place].start : tokens[place].end])
        )
    coin = _longest(tokens, place, measures.coins)
    if coin and (
        coin[0] not in ("KRW", "IQD") or amount.is_scaled or (amount.form == "digits" and (amount.low or 0) > 99)
    ):
        name = None if coin[0] else tokens[place].low
        is_alone = coin[1] == place + 1
        return Unit(name, coin[1], "money", coin[0] or None, tokens[place].low if is_alone else None)
    code = sentence.text[tokens[place].start : tokens[place].end] if place < len(tokens) else ""
    if len(code) == ISO_CODE_LENGTH and code.isupper() and code in measures.symbols:
        return Unit(None, place + 1, "money", measures.symbols[code])
    if amount.form == "share":
        return _share_of(sentence, amount)
    if tokens[place - 1].low == "of" or amount.form == "pair":
        return _measure(sentence, amount, measures) or _noun(sentence, place, measures, amount)
    return _measure(sentence, amount, measures) or _noun(sentence, place, measures, amount)


def _after_coin(tokens: Sequence[Token], place: int, measures: Measures) -> int:
    """'$500 dollars' and '$5 USD' end after the second naming."""
    coin = _longest(tokens, place, measures.coins)
    return coin[1] if coin else place


def _longest(tokens: Sequence[Token], place: int, forms: Mapping[tuple[str, ...], str]) -> tuple[str, int] | None:
    for length in range(min(LONGEST_UNIT, len(tokens) - place), 0, -1):
        found = forms.get(tuple(token.low for token in tokens[place : place + length]))
        if found is not None:
            return found, place + length
    return None


def _compound(sentence: Sentence, amount: Amount, measures: Measures) -> Unit:
    """'a 10-kilometre stretch', 'a 300-page report', 'a 2,000-strong crowd'."""
    tokens, place = sentence.tokens, amount.last + 1
    if place >= len(tokens) or not tokens[place].glued or tokens[place].kind != "word" or tokens[place].is_capital:
        return Unit(None, amount.last, "refused")
    low = tokens[place].low
    coin = measures.coins.get((low,))
    if coin is not None:
        return Unit(None if coin else low, place + 1, "money", coin or None, low)
    known = measures.units.get((low,))
    if known:
        return Unit(known[0], place + 1, "time" if known[1] == "time" else "measure")
    if low == "strong":
        return _noun(sentence, place + 1, measures, amount._replace(low=1.0, high=1.0))
    if amount.form != "digits" or low in UNCOUNTED_COMPOUNDS or len(low) < 3 or low_at(tokens, place + 1) == "-":
        return Unit(None, amount.last, "refused")
    return Unit(low if is_plural(low) or low == "magnitude" else f"{low}s", place + 1, "noun")


def _measure(sentence: Sentence, amount: Amount, measures: Measures) -> Unit | None:
    """A unit of the lexicon, with what is measured: 'tonnes of grain', 'percent of voters'."""
    tokens, place = sentence.tokens, amount.last
    if low_at(tokens, place) in ("more", "additional", "further"):
        place += 1
    if _is_temperature(tokens, amount):
        return Unit(TEMPERATURES[tokens[place].low], place + 1, "measure")
    for length in range(min(LONGEST_UNIT + 1, len(tokens) - place), 0, -1):
        words = tuple(token.low for token in tokens[place : place + length])
        found = measures.units.get(words)
        if found is None or _is_other_word(tokens, place, length, amount):
            continue
        last, kind = place + length, found[1]
        if found[0] == "pounds" and amount.is_scaled and words == ("pounds",):
            return Unit(None, last, "money", "GBP")
        if kind == "time":
            return Unit(found[0], last, "time")
        of = _of_phrase(sentence, last, is_share=kind == "share")
        name = f"{found[0]} of {of[0]}" if of else found[0]
        return Unit(name, last, "share" if kind == "share" else "measure")
    return None


TEMPERATURES: Final[Mapping[str, str]] = {"c": "degrees Celsius", "f": "degrees Fahrenheit"}
_TEMPERATURE_LEADS: Final = frozenset(
    "at to of reach reached hit hits between below above and around about over".split()
)


def _is_temperature(tokens: Sequence[Token], amount: Amount) -> bool:
    """'At 38.9C', 'below 40F': a glued letter after a word that leads to a temperature."""
    after = tokens[amount.last] if amount.last < len(tokens) else None
    is_letter = after is not None and after.glued and after.is_capital and after.low in TEMPERATURES
    return is_letter and amount.form == "digits" and low_at(tokens, amount.first - 1) in _TEMPERATURE_LEADS


def _is_other_word(tokens: Sequence[Token], place: int, length: int, amount: Amount) -> bool:
    """'three second-hand cars', '5 m' glued or not, '12 seconds' but not 'two second': a unit that is none here."""
    token = tokens[place]
    after = low_at(tokens, place + length)
    if after == "-" and tokens[place + length].glued:
        return True
    if (
        len(token.low) <= 2
        and token.kind == "word"
        and (amount.form != "digits" or (len(token.low) == 1 and token.is_capital))
    ):
        return True
    return amount.form != "digits" and token.low in ("second", "minute") and (amount.low or 0) != 1


def _of_phrase(sentence: Sentence, place: int, *, is_share: bool) -> tuple[str, int] | None:
    tokens = sentence.tokens
    if low_at(tokens, place) != "of":
        return None
    begin = place + 1
    while is_share and (
        (begin < len(tokens) and tokens[begin].kind == "number")
        or low_at(tokens, begin) in ("the", "all", "its", "their", "his", "her", "our", "these", "those", "eligible")
    ):
        begin += 1
    last = phrase_end(tokens, begin, mass=True)
    return (words_of(sentence, begin, last), last) if last > begin else None


def _share_of(sentence: Sentence, amount: Amount) -> Unit:
    tokens, begin = sentence.tokens, amount.last
    while low_at(tokens, begin) in ("the", "all", "its", "their", "his", "her", "our", "these", "those", "of"):
        begin += 1
    while begin < len(tokens) and (tokens[begin].kind == "number" or tokens[begin].low in SCALES):
        begin += 1  # half of the 1.9 million voters
    last = phrase_end(tokens, begin, mass=True)
    if last == begin or (tokens[amount.first - 1].low == "by" and tokens[amount.last - 1].low != "of"):
        return Unit(None, amount.last, "share")
    return Unit(f"share of {words_of(sentence, begin, last)}", amount.last, "share")


def _noun(sentence: Sentence, place: int, measures: Measures, amount: Amount) -> Unit:
    """The noun phrase that is counted, and what befell it."""
    tokens = sentence.tokens
    begin = place
    while low_at(tokens, begin) in SKIPPED and begin < len(tokens):
        begin += 1
    if low_at(tokens, begin) == "of":
        begin += 2 if low_at(tokens, begin + 1) in ("the", "these", "those", "his", "her", "their", "its", "our") else 1
        if low_at(tokens, begin) in ("them", "whom", "which", "us", "you"):
            end = phrase_end(tokens, begin + 1, mass=False)
            name = words_of(sentence, begin + 1, end) if end > begin + 1 else None
            return _fate(sentence, name, max(end, begin + 1), place, measures)
    last = phrase_end(tokens, begin, mass=amount.low == amount.high == 1)
    if last == begin or (low_at(tokens, begin) in measures.befell and not _has_plural(tokens, begin, last)):
        return _fate(sentence, None, begin, place, measures)
    name = words_of(sentence, begin, last)
    return _fate(sentence, None if name == "others" and place == begin - 1 else name, last, last, measures)


def _fate(sentence: Sentence, name: str | None, place: int, last: int, measures: Measures) -> Unit:
    """The unit with a casualty word after it: 'people' and 'were killed' are 'people killed'."""
    tokens, links = sentence.tokens, 0
    step = place
    while links < _LONGEST_LINK and low_at(tokens, step) in LINKS and low_at(tokens, step) not in measures.befell:
        step, links = step + 1, links + 1
    state = measures.befell.get(low_at(tokens, step))
    if state is None or (low_at(tokens, step + 1) in ("by", "himself") and state == "left"):
        return Unit(name, last, "noun" if name else "none")
    if state == "shot" and low_at(tokens, step + 1) == "dead":
        state, step = "shot dead", step + 1
    said_last = step + 1 if links == 0 else last
    return Unit(state if name in (None, "others") else f"{name} {state}", said_last, "casualty")


def with_cause(sentence: Sentence, unit: Unit, first: int, measures: Measures) -> Unit:
    """The unit with a casualty verb before the amount: 'killing 12', 'police detained 36 people'."""
    if unit.kind not in ("noun", "none"):
        return unit
    tokens = sentence.tokens
    place = first - 1
    while place > max(0, first - 5) and tokens[place].low in BEFORE_COUNT:
        place -= 1
    state = measures.did.get(tokens[place].low) if place >= 0 else None
    if state is None or (tokens[place - 1].low in ("were", "was", "been", "being", "is", "are", "be") and place):
        return unit
    return unit._replace(name=state if unit.name in (None, "others") else f"{unit.name} {state}", kind="casualty")


def phrase_end(tokens: Sequence[Token], begin: int, *, mass: bool) -> int:
    """The token after a noun phrase: after its plural, or, where a singular may be counted, after its words."""
    place = begin
    while place < min(len(tokens), begin + LONGEST_NOUN_PHRASE):
        token = tokens[place]
        if (
            token.kind == "mark"
            and token.low in "-‑–"
            and token.glued
            and place > begin
            and place + 1 < len(tokens)
            and tokens[place + 1].glued
        ):
            place += 2
            if is_plural(tokens[place - 1].low) and not _goes_on(tokens, place):
                return place
            continue
        if token.low in ("and", "or") and place > begin and not mass:
            joined = phrase_end(tokens, place + 1, mass=False)  # "20 transport and logistics companies"
            return joined if joined > place + 1 and not tokens[place - 1].low.endswith("ed") else begin
        if token.kind != "word" or token.low in STOP_WORDS:
            break
        if _is_number(token.low) or (token.low in FRACTIONS and token.low.endswith("s")):
            break
        if place == begin and token.low.endswith("ed") and token.low != "red" and not _goes_on(tokens, place + 1):
            break  # "32 suffered similar fates", but "32 armed men"
        place += 1
        if (
            is_plural(token.low)
            and not (token.low in OPEN_PLURALS and _goes_on(tokens, place))
            and not _goes_on_hyphen(tokens, place)
        ):
            return place
        if mass and place > begin + 1 and (token.low.endswith(("ed", "ing")) or token.low in PARTICIPLES):
            return place - 1
    if mass:
        return place
    return begin


def _is_number(low: str) -> bool:
    return low in UNITS or low in TENS or low in SCALES or low in COLLECTIVES


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].kind == "word" and is_plural(tokens[place].low)


def _goes_on_hyphen(tokens: Sequence[Token], place: int) -> bool:
    return low_at(tokens, place) == "-" and tokens[place].glued and place + 1 < len(tokens) and tokens[place + 1].glued


def _has_plural(tokens: Sequence[Token], begin: int, last: int) -> bool:
    return any(is_plural(token.low) for token in tokens[begin:last])


def is_plural(low: str) -> bool:
    """Whether a word looks like a plural noun."""
    if low in IRREGULAR_PLURALS or (low[:-2] in IRREGULAR_PLURALS and low.endswith(("'s", "’s"))):
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "'s", "’s")) and low not in SINGULARS


def words_of(sentence: Sentence, begin: int, last: int) -> str:
    """The words of tokens, without a possessive's ending."""
    words = " ".join(sentence.text[sentence.tokens[begin].start : sentence.tokens[last - 1].end].split())
    return words[:-2] if words.endswith(("'s", "’s")) else words


def number_of(sentence: Sentence, amount: Amount) -> str | None:
    """What 'the number of asylum seekers rose to 2,800' counts."""
    tokens = sentence.tokens
    for place in range(amount.first - 2, max(0, amount.first - _NUMBER_REACH) - 1, -1):
        if tokens[place].low == "number" and tokens[place + 1].low == "of":
            last = phrase_end(tokens, place + 2, mass=False)
            return words_of(sentence, place + 2, last) if place + 2 < last <= amount.first else None
    return None


_NUMBER_REACH: Final = 14


def without_fate(unit: Unit, measures: Measures) -> Unit:
    """The unit of those of whom a part is told: in 'nine of the 14 miners drowned' 14 are miners."""
    state = next(
        (s for s in measures.befell.values() if unit.kind == "casualty" and (unit.name or "").endswith(f" {s}")), ""
    )
    return unit._replace(name=(unit.name or "").removesuffix(f" {state}"), kind="noun") if state else unit

"""Which number do these words or digits say?

In: the tokens of a sentence and the place of one. Out: an `Amount`, with its bounds as said: a value, a
range, "at least", "dozens of" (no bounds), a share of something. What is counted is not read here.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tasks.enriching.figure_tokens import Token


class Amount(NamedTuple):
    """A number or range; tokens[first:last] say it, without "about" and "more than"."""

    low: float | None
    high: float | None
    is_approximate: bool
    first: int
    last: int
    form: str  # digits, words, collective (dozens), share (two-thirds), pair (a pair of)
    is_scaled: bool = False  # said with million, crore or the like
    is_range: bool = False
    symbol: int | None = None  # token of a currency sign or code before it


class Simple(NamedTuple):
    """One plain number: its value, where it ends, and the scale word in it."""

    value: float
    last: int
    scale: float
    form: str


UNITS: Final[Mapping[str, int]] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS: Final[Mapping[str, int]] = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES: Final[Mapping[str, float]] = {
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "crore": 1e7, "crores": 1e7,
    "billion": 1e9, "trillion": 1e12, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
GLUED_SCALES: Final[Mapping[str, float]] = {**SCALES, "k": 1e3, "m": 1e6, "b": 1e9}
COLLECTIVES: Final = frozenset(
    {"dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions", "tens"}
)
DOZEN: Final = 12
LONGEST_NUMBER: Final = 24  # characters; what is longer is a code
LARGEST_SCALE: Final = 1e15  # nothing in the news is larger than thousands of trillions
FRACTIONS: Final[Mapping[str, int]] = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10,
    "sixth": 6, "eighth": 8,
}  # fmt: skip
# "half a tonne" is 0.5 tonnes; "half a chance" is no number.
HALVED: Final = frozenset(
    "degree hectare inch kilo kilogram kilometer kilometre liter litre mile ounce percent percentage point pound ton "
    "tonne".split()
)
# Words before a number, longest first: what they make of it.
BOUNDS: Final[Mapping[tuple[str, ...], str]] = {
    ("no", "fewer", "than"): "least", ("no", "less", "than"): "least", ("not", "less", "than"): "least",
    ("a", "minimum", "of"): "least", ("in", "excess", "of"): "least", ("no", "more", "than"): "most",
    ("not", "more", "than"): "most", ("as", "many", "as"): "most", ("as", "much", "as"): "most",
    ("as", "high", "as"): "most", ("as", "few", "as"): "least", ("as", "low", "as"): "least",
    ("as", "little", "as"): "least",
    ("a", "maximum", "of"): "most", ("more", "than"): "least", ("at", "least"): "least",
    ("greater", "than"): "least", ("higher", "than"): "least", ("upwards", "of"): "least", ("upward", "of"): "least",
    ("well", "over"): "least", ("just", "over"): "least", ("fewer", "than"): "most", ("less", "than"): "most",
    ("lower", "than"): "most", ("smaller", "than"): "most", ("up", "to"): "most", ("at", "most"): "most",
    ("just", "under"): "most", ("close", "to"): "about", ("an", "estimated"): "about", ("estimated", "at"): "about",
    ("somewhere", "between"): "", ("over",): "least", ("exceeding",): "least", ("above",): "least", ("under",): "most",
    ("below",): "most", ("about",): "about", ("around",): "about", ("some",): "about", ("nearly",): "about",
    ("roughly",): "about", ("almost",): "about", ("approximately",): "about", ("approx",): "about",
    ("estimated",): "about", ("circa",): "about", ("~",): "about", ("perhaps",): "about", ("maybe",): "about",
    ("virtually",): "about",
}  # fmt: skip
_LONGEST_BOUND: Final = 3
# "seven or eight" is a range, "5 or 500" two numbers.
WIDEST_ALTERNATIVE: Final = 2
# "rose 3 to 5 percent" is a range, "rose $2 to $80" a rise and what it led to.
WIDEST_RISE: Final = 5
# After these "from 3 to 5" is a change, not a range.
CHANGES: Final = frozenset(
    "rose rise rises risen rising fell fall falls fallen falling drop drops dropped dropping grew grow grows grown "
    "growing increase increased increases increasing decrease decreased decreases shrank shrunk shrink climbed climb "
    "climbs jumped jump cut cuts raised raise raising lowered lowering slashed up down went declined decline gained "
    "reduced reducing reduce changed moved expanded doubled slipped dipped widened narrowed tripled soared surged "
    "plunged improved rocketed slumped tumbled swung dwindled swelled".split()
)


def value_of(digits: str, *, is_money: bool = False) -> float:
    """The value of digits with separators; a lone dot before three digits divides thousands in money only.

    >>> value_of("1,200"), value_of("3,5"), value_of("1.000"), value_of("1.000", is_money=True)
    (1200.0, 3.5, 1.0, 1000.0)
    """
    bare = "".join(digits.split())
    if bare.count(".") > 1:
        return float(bare.replace(".", ""))
    whole, comma, rest = bare.rpartition(",")
    if comma and len(rest.partition(".")[0]) != 3:
        return float(f"{whole.replace(',', '')}.{rest}") if "." not in rest else float(bare.replace(",", ""))
    whole, dot, rest = bare.partition(".")
    if is_money and dot and len(rest) == 3 and whole != "0" and "," not in bare:
        return float(whole + rest)
    return float(bare.replace(",", ""))


def simple_at(tokens: Sequence[Token], place: int, *, is_money: bool = False) -> Simple | None:
    """The plain number that begins at a token, with its scale words."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.kind == "number" and len(token.low) <= LONGEST_NUMBER:
        value, last = value_of(token.low, is_money=is_money), place + 1
        if last < len(tokens) and tokens[last].glued and tokens[last].low in GLUED_SCALES:
            if tokens[last].low not in ("m", "b", "k") or is_money or _counts_something(tokens, last + 1):
                scale = GLUED_SCALES[tokens[last].low]
                return Simple(_times(value, scale), last + 1, scale, "digits")
        scale = 1.0
        if (
            _lows(tokens, last, 1) == ("-",)
            and tokens[last].glued
            and _lows(tokens, last + 1, 1)[:1]
            and tokens[last + 1].low in SCALES
        ):
            scale = SCALES[tokens[last + 1].low]
            return Simple(_times(value, scale), last + 2, scale, "digits")
        while last < len(tokens) and tokens[last].low in SCALES and not _is_hyphenated(tokens, last):
            scale, last = min(scale * SCALES[tokens[last].low], LARGEST_SCALE), last + 1
        return Simple(_times(value, scale), last, scale, "digits")
    return _words_at(tokens, place)


def _times(value: float, scale: float) -> float:
    """A scaled value without the dust of binary fractions: 134.8 billion is 134800000000."""
    return round(value * scale, 4)


def _counts_something(tokens: Sequence[Token], place: int) -> bool:
    """'5m people' is five million; '5m high' is a length."""
    return place < len(tokens) and tokens[place].kind == "word" and tokens[place].low.endswith(("s", "people"))


def _is_hyphenated(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place].glued and tokens[place + 1].low == "-" and tokens[place + 1].glued


def _words_at(tokens: Sequence[Token], place: int) -> Simple | None:
    """'twenty-three', 'one hundred and fifty', 'two million', 'two dozen', 'half a million', 'a thousand'."""
    low = tokens[place].low
    if low == "half" and _lows(tokens, place + 1, 1) in (("a",), ("an",)):
        whole = _words_at(tokens, place + 1)
        if whole is None:
            is_measured = _lows(tokens, place + 2, 1)[:1] and tokens[place + 2].low in HALVED
            return Simple(0.5, place + 2, 1.0, "words") if is_measured else None
        return Simple(whole.value / 2, whole.last, whole.scale, "words")
    if low == "a" and _lows(tokens, place + 1, 1)[:1] in (
        ("dozen",),
        ("hundred",),
        ("thousand",),
        ("million",),
        ("billion",),
        ("trillion",),
    ):
        return _scaled(tokens, place + 1, 0.0, 1.0)
    if low == "dozen":
        return Simple(DOZEN, place + 1, 1, "words")
    if low not in UNITS and low not in TENS:
        return (
            _scaled(tokens, place, 0.0, 1.0)
            if low in SCALES and low in ("hundred", "thousand", "million", "billion")
            else None
        )
    value, last = _below_hundred(tokens, place)
    if _lows(tokens, last, 3) == ("and", "a", "half"):
        return Simple(value + 0.5, last + 3, 1.0, "words")
    return _scaled(tokens, last, 0.0, value)


def _below_hundred(tokens: Sequence[Token], place: int) -> tuple[float, int]:
    low = tokens[place].low
    if low in UNITS:
        return UNITS[low], place + 1
    step = 2 if _lows(tokens, place + 1, 1) == ("-",) else 1
    following = _lows(tokens, place + step, 1)
    if following and 0 < UNITS.get(following[0], 0) < 10:
        return TENS[low] + UNITS[following[0]], place + step + 1
    return TENS[low], place + 1


def _scaled(tokens: Sequence[Token], place: int, total: float, current: float) -> Simple:
    """Scale words and further number words after a first value, added up as they are spoken."""
    scale = 1.0
    while place < len(tokens):
        low = tokens[place].low
        if low == "dozen":
            current, place = current * DOZEN, place + 1
        elif low == "hundred":
            current, scale, place = current * 100, max(scale, 100), place + 1
        elif low in SCALES and not _is_hyphenated(tokens, place):
            total, current = total + current * SCALES[low], 0.0
            scale, place = max(scale, SCALES[low]), place + 1
        else:
            step = 1 if low == "and" and scale >= 100 else 0
            following = _lows(tokens, place + step, 1)
            if scale < 100 or not following or not (following[0] in UNITS or following[0] in TENS):
                break
            added, place = _below_hundred(tokens, place + step)
            current += added
    return Simple(total + current, place, scale, "words")


def _lows(tokens: Sequence[Token], place: int, count: int) -> tuple[str, ...]:
    return tuple(token.low for token in tokens[place : place + count])


def amount_at(tokens: Sequence[Token], place: int, symbols: Mapping[int, int]) -> Amount | None:
    """The amount that begins at a token; `symbols` has the currency sign of each number that stands after one."""
    low = tokens[place].low
    if low in COLLECTIVES or low in ("several", "few", "couple", "pair"):
        return _collective_at(tokens, place)
    share = _share_at(tokens, place)
    if share is not None:
        return _bounded(tokens, share)
    first = simple_at(tokens, place, is_money=place in symbols)
    if first is None or first.last <= place:
        return None
    amount = _range_at(tokens, place, first, symbols) or Amount(
        first.value, first.value, False, place, first.last, first.form, first.scale > 1
    )
    return _bounded(tokens, amount._replace(symbol=symbols.get(place)))


def _collective_at(tokens: Sequence[Token], place: int) -> Amount | None:
    """'scores of', 'tens of thousands of', 'several hundred', 'a couple of hundred', 'a pair of'."""
    low, last = tokens[place].low, place + 1
    following = _lows(tokens, last, 2)
    if low in ("several", "few"):
        known = following[:1] and (following[0] in SCALES or following[0] == "dozen")
        return Amount(None, None, True, place, last + 1, "collective", True) if known else None
    if low in ("couple", "pair"):
        if following[:1] != ("of",):
            return None
        scale = SCALES.get(following[1], 1.0) if len(following) > 1 else 1.0
        last += 1 if scale == 1.0 else 2
        return Amount(2 * scale, 2 * scale, low == "couple", place, last, "pair", scale > 1)
    while following[:1] == ("of",) and len(following) > 1 and following[1] in COLLECTIVES:
        last += 2
        following = _lows(tokens, last, 2)
    if (low == "tens" and last == place + 1) or (low == "scores" and following[:1] != ("of",)):
        return None
    return Amount(None, None, True, place, last + (following[:1] == ("of",)), "collective")


def _share_at(tokens: Sequence[Token], place: int) -> Amount | None:
    """'two-thirds of', 'a quarter of', 'half the', 'by a fifth', 'one in five', 'nine out of ten'."""
    low = tokens[place].low
    if low == "half" and _lows(tokens, place + 1, 1) in (("of",), ("the",), ("its",), ("their",)):
        return Amount(0.5, 0.5, False, place, place + 1 + (tokens[place + 1].low == "of"), "share")
    by_half = low == "half" and place > 0 and tokens[place - 1].low == "by"
    if by_half and _lows(tokens, place + 1, 1) not in (("a",), ("an",)):
        return Amount(0.5, 0.5, False, place, place + 1, "share")
    count = 1 if low in ("a", "one", "1") else UNITS.get(low, 0)
    if not count:
        return None
    step = 2 if _lows(tokens, place + 1, 1) == ("-",) else 1
    following = _lows(tokens, place + step, 2)
    if following and following[0] in FRACTIONS and count < FRACTIONS[following[0]]:
        has_of, by = following[1:] == ("of",), place > 0 and tokens[place - 1].low == "by"
        if has_of or by or (step == 2 and count > 1):
            value = round(count / FRACTIONS[following[0]], 4)
            return Amount(value, value, False, place + (low == "a" and has_of), place + step + 1 + has_of, "share")
    return _odds_at(tokens, place, count)


def _odds_at(tokens: Sequence[Token], place: int, count: int) -> Amount | None:
    middle = 1 if _lows(tokens, place + 1, 1) == ("in",) else 2 if _lows(tokens, place + 1, 2) == ("out", "of") else 0
    following = _lows(tokens, place + 1 + middle, 1)
    whole = _small(following[0]) if middle and following else 0
    if whole <= count or tokens[place].low == "a":
        return None
    value = round(count / whole, 4)
    return Amount(value, value, False, place, place + 2 + middle, "share")


def _small(low: str) -> int:
    return int(low) if low.isdecimal() and len(low) <= 3 else UNITS.get(low, 0)


def _range_at(tokens: Sequence[Token], place: int, first: Simple, symbols: Mapping[int, int]) -> Amount | None:
    """'70-100', '10 to 15', 'between 3 and 5 million', '$3 million to $5 million'; lower bound first or none."""
    before = tokens[(symbols.get(place, place)) - 1].low if place else ""
    joint = _lows(tokens, first.last, 1)
    hyphen = joint in (("-",), ("–",), ("—",)) and (tokens[first.last].glued or joint != ("-",))
    if not (hyphen or joint in (("to",), ("or",)) or (joint == ("and",) and before == "between")):
        return None
    begin = first.last + 1
    while begin < len(tokens) and begin not in symbols and begin + 1 in symbols:
        begin += 1
    second = simple_at(tokens, begin, is_money=begin in symbols or place in symbols)
    if second is None or _is_change(tokens, place, before):
        return None
    if (before in CHANGES or before == "by") and second.value > WIDEST_RISE * first.value:
        return None  # rose $1.40 to $83.15, rose by $2.1 billion to $642 billion
    low = (
        _times(first.value, second.scale)
        if first.scale == 1 < second.scale and first.value < second.scale
        else first.value
    )
    if low >= second.value or (joint == ("or",) and second.value > WIDEST_ALTERNATIVE * low):
        return None
    return Amount(low, second.value, False, place, second.last, first.form, second.scale > 1, True)


def _is_change(tokens: Sequence[Token], place: int, before: str) -> bool:
    """'fell from 5 to 7' tells two values."""
    return before == "from" and any(token.low in CHANGES for token in tokens[max(0, place - 6) : place])


# Words after a number, and what they make of it.
AFTERWORDS: Final[Mapping[tuple[str, ...], str]] = {
    ("-", "plus"): "least", ("+",): "least", ("or", "more"): "least", ("-", "odd"): "about", ("or", "so"): "about",
    ("or", "fewer"): "most", ("or", "less"): "most",
}  # fmt: skip


def _bounded(tokens: Sequence[Token], amount: Amount) -> Amount:
    """The amount with what the words beside it make of its bounds."""
    for words, bound in AFTERWORDS.items():
        if _lows(tokens, amount.last, len(words)) == words and amount.form in ("digits", "words"):
            return _apply(amount._replace(last=amount.last + len(words)), bound)
    place = amount.symbol if amount.symbol is not None else amount.first
    if place and tokens[place - 1].low in ("minus", "−") and not amount.is_range and amount.low is not None:
        return amount._replace(low=-amount.low, high=-amount.low)
    if place and tokens[place - 1].low in ("a", "an", "the") and amount.form in ("words", "share"):
        place -= 1
    for length in range(_LONGEST_BOUND, 0, -1):
        words = _lows(tokens, place - length, length) if place >= length else ()
        if len(words) == length and words in BOUNDS:
            return _apply(amount, BOUNDS[words])
    return amount


def _apply(amount: Amount, bound: str) -> Amount:
    if bound == "least":
        return amount._replace(high=amount.high if amount.is_range else None, is_approximate=True)
    if bound == "most":
        return amount._replace(low=amount.low if amount.is_range else None, is_approximate=True)
    return amount._replace(is_approximate=amount.is_approximate or bound == "about")

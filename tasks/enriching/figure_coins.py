"""Whose pesos are these?

Many countries call their money by one word. In: the word and the countries that the page names, nearest first. Out: the
ISO 4217 code of the first country whose money has that name; GeoNames' list of countries says which has.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from tasks.enriching import Knowledge

SINGULAR: Final[Mapping[str, str]] = {
    "kroner": "krone",
    "kronor": "krona",
    "riyal": "rial",
    "riyals": "rial",
    "lei": "leu",
}
# Papers of all countries mean the US dollar where they do not say which.
SETTLED: Final = frozenset({"dollar"})

Coins = Mapping[tuple[str, str], str]  # (country, coin) → code


def compile_coins(knowledge: Knowledge) -> Coins:
    """The codes of the coins that several currencies share, by country."""
    codes: dict[str, set[str]] = {}
    for row in knowledge.countries.values():
        codes.setdefault(str(row["currencyname"]).lower(), set()).add(str(row["currencycode"]))
    shared = {coin for coin, several in codes.items() if len(several) > 1} - SETTLED
    return {
        (code, coin): str(row["currencycode"])
        for code, row in knowledge.countries.items()
        if (coin := str(row["currencyname"]).lower()) in shared
    }


def code_of(word: str, countries: Iterable[str], coins: Coins) -> str | None:
    """The code of a coin's word in the first country that has it.

    >>> code_of("pesos", ["FR", "PH"], {("PH", "peso"): "PHP"})
    'PHP'
    """
    coin = SINGULAR.get(word.lower(), word.lower().removesuffix("s"))
    return next((coins[country, coin] for country in countries if (country, coin) in coins), None)

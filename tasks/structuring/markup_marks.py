"""How is a text of an HTML page known again in its rendering?

Each text gets a marker of three noncharacters, its number to the base of 32, before the page is rendered.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

FIRST_DIGIT: Final = 0xFDD0
DIGITS: Final = "".join(chr(FIRST_DIGIT + n) for n in range(32))
CYCLE: Final = 32**3  # markers repeat after so many texts
MARKER: Final = re.compile(f"([{DIGITS[0]}-{DIGITS[-1]}]{{3}})")
NONCHARACTERS: Final = re.compile(f"[{DIGITS[0]}-{DIGITS[-1]}]+")


def marker(number: int) -> str:
    """The marker of a text, by its number on the page."""
    return DIGITS[number >> 10 & 31] + DIGITS[number >> 5 & 31] + DIGITS[number & 31]


def numbers_of(markers: Sequence[str]) -> list[int]:
    """The numbers of the texts that the markers stand for, modulo the cycle."""
    digits = np.frombuffer("".join(markers).encode("utf-32-le"), np.uint32).astype(np.int64) - FIRST_DIGIT
    found: list[int] = (digits.reshape(-1, 3) @ (32**2, 32, 1)).tolist()
    return found


def ascending(markers: Sequence[str]) -> list[int]:
    """The numbers of the texts that the markers stand for; they come in ascending order."""
    indexes = np.asarray(numbers_of(markers), dtype=np.int64)
    indexes[1:] += CYCLE * np.cumsum(indexes[1:] <= indexes[:-1])
    found: list[int] = indexes.tolist()
    return found


def without_noncharacters(html: str) -> str:
    """The page without the characters that markers are made of."""
    # The byte that all of them have is looked for first: it costs a twentieth of the pattern.
    if html.isascii() or b"\xfd" not in html.encode("utf-16-le", "surrogatepass"):
        return html
    return NONCHARACTERS.sub("", html)

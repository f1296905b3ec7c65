"""What kind of sign is each character, and what is counted of the signs of a line?

The numbers of bits and columns that `page_scan` fills, and a table of flags by code point.
"""

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

UPPER, LOWER, DIGIT, SPACE, QUOTE, STOP, COMMA, COLON, DASH, BAR, BRACKET, SYMBOL, ASKING, TAB = range(14)
CLASSES: Final[tuple[tuple[int, str], ...]] = (
    (QUOTE, "\"'“”‘’«»„‚‹›`´"),
    (STOP, ".!?…"),
    (COMMA, ",;"),
    (COLON, ":"),
    (DASH, "-–—"),
    (BAR, "|/·•>→›\\"),
    (BRACKET, "()[]{}"),
    (SYMBOL, "©@#$€£%&+*=®™"),
    (ASKING, "?!"),
    (TAB, "\t"),
)
CLASS_COUNT: Final = 14  # one bit each in a character's flags
IS_UPPER, IS_LOWER, IN_WORD, IS_NUMERAL = 1 << UPPER, 1 << LOWER, 1 << 14, 1 << 15  # words are made of IN_WORD
KNOWN_CODES: Final = 0x3000  # code points with flags of their own; those above count as letters without case

# What is counted of a line behind its classes, and what is said elsewhere of its words that are not common.
BEGUN, GLUED, NOT_ASCII, LENGTH, FIRST, LAST, COUNTED = range(CLASS_COUNT, CLASS_COUNT + 7)
RARE, BESIDE, ABOVE, BELOW, CLOSE_ABOVE, CLOSE_BELOW, WIDELY, SAID = range(8)

# Shapes of numbers: 1 to LONG by their digits, then these; 0 for what does not begin with a digit.
LONG, YEAR, MIXED, SHAPE_COUNT = range(5, 9)


class Signs(NamedTuple):
    """By code point up to KNOWN_CODES, the last for all beyond."""

    flags: NDArray[np.uint16]
    lower: NDArray[np.uint32]  # the lower case, where that is one character


@lru_cache(maxsize=1)
def signs() -> Signs:
    flags = np.zeros(KNOWN_CODES + 1, dtype=np.uint16)
    lower = np.arange(KNOWN_CODES + 1, dtype=np.uint32)
    for code, character in enumerate(map(chr, range(KNOWN_CODES))):
        category = unicodedata.category(character)
        if category in ("Lu", "Lt"):
            flags[code] = IS_UPPER
        elif category[0] == "L":
            flags[code] = IS_LOWER
        elif category == "Nd":
            flags[code] = 1 << DIGIT
        elif category == "Zs" or character in "\t\n":
            flags[code] = 1 << SPACE
        flags[code] |= IN_WORD * (character.isalnum() or character == "_") | IS_NUMERAL * character.isdigit()
        if len(character.lower()) == 1:
            lower[code] = ord(character.lower())
    for bit, characters in CLASSES:
        for character in characters:
            flags[ord(character)] |= 1 << bit
    flags[KNOWN_CODES] = IS_LOWER
    return Signs(flags, lower)

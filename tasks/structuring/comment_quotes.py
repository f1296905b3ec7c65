"""Whose words does a comment open with? Forums repeat the comment that is answered above the answer.

The lines of each comment of a thread go in, in page order; for each comes back which comment it quotes. Only words
that really stand in another comment of the page are quoted; they stay part of the text, as they were posted.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from tasks.structuring.comment_words import SAY_PHRASES

SHORTEST: Final = 12  # characters that are enough for a quotation below its author's name
SHORTEST_BARE: Final = 40  # the same where no name is given
LONGEST_LEAD: Final = 100
MOST_LIKE: Final = 8  # comments that begin alike are looked at on either side
LEAD: Final = re.compile(
    r"\W{0,3}(?:(?:originally )?(?:posted|written) by|quot(?:e|ing)(?: from| of)?|in reply to|zitat(?: von)?|"
    r"citation(?: de)?|cita(?: de)?|citazione(?: di)?|citação(?: de)?|citaat(?: van)?|cytat|цитата|citat(?: från)?)\b",
    re.IGNORECASE,
)
SAID: Final = re.compile(
    rf"(.{{1,60}}?)\s(?:{'|'.join(map(re.escape, SAY_PHRASES))})(?:\s[^:]{{0,40}})?:", re.IGNORECASE
)
CUT: Final = re.compile(r"(?:\[?(?:\.\.\.|…)\]?|\(\.\.\.\))\s*$")
QUOTE_MARKS: Final = " \t>\"“”„«»'|↑"

Openings = Mapping[str, list[tuple[int, str]]]


def find_quoted(comments: Sequence[Sequence[str]]) -> list[int | None]:
    """For each comment the one whose words it opens with.

    >>> find_quoted([["The gate is shut."], ["Ann wrote: The gate is shut.", "It is not."]])
    [None, 0]
    """
    folded = [[_folded(line) for line in lines] for lines in comments]
    openings: dict[str, list[tuple[int, str]]] = {}
    for index, lines in enumerate(folded):
        for line in lines[_quoted_lines(comments[index]) :]:
            openings.setdefault(line[:SHORTEST], []).append((index, line))
    return [_quoted(index, lines, openings) for index, lines in enumerate(comments)]


def _quoted(index: int, lines: Sequence[str], openings: Openings) -> int | None:
    if len(lines) < 2:
        return None
    said = SAID.match(lines[0])
    quoted = _quoted_lines(lines)
    if quoted == 1 and said:
        return _source(index, _folded(lines[0][said.end() :]), SHORTEST, openings)
    return _source(index, _folded(lines[max(0, quoted - 1)]), SHORTEST if quoted else SHORTEST_BARE, openings)


def _quoted_lines(lines: Sequence[str]) -> int:
    """How many lines open a comment with another's name and words: 'Ann wrote: …' in one line, or in two."""
    said = SAID.match(lines[0]) if lines else None
    if said and lines[0][said.end() :].strip(QUOTE_MARKS):
        return min(1, len(lines) - 1)
    if len(lines) < 3 or len(lines[0]) > LONGEST_LEAD:
        return 0
    return 2 if said or LEAD.match(lines[0]) or lines[0].endswith(":") else 0


def sayer_of(line: str) -> str | None:
    """The name in 'Ann wrote: …'."""
    said = SAID.match(line)
    return said[1].strip() if said else None


def _source(index: int, words: str, enough: int, openings: Openings) -> int | None:
    """The comment with a line that begins with these words: the nearest before it, else the nearest behind it."""
    if len(words) < enough:
        return None
    lines = openings.get(words[:SHORTEST], [])
    place = bisect_left(lines, index, key=lambda line: line[0])
    near = (*reversed(lines[max(0, place - MOST_LIKE) : place]), *lines[place : place + MOST_LIKE])
    return next((other for other, line in near if other != index and line.startswith(words)), None)


def _folded(line: str) -> str:
    return " ".join(CUT.sub("", line).strip(QUOTE_MARKS).casefold().split())

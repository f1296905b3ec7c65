"""Which lines of a page make up a known text?

The known paragraphs and the page's lines go in; out comes, per line, whether it is part of that text.
Several lines may hold the same words (a teaser, the standfirst): the chain of lines that follows the
text's own order wins.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

WORD: Final = re.compile(r"\w+")
GRAM: Final = 4
LEAST_COVERED: Final = 0.5  # share of a line's 4-grams; perfect labels cut this way score .99 (see the report)


class _Candidate(NamedTuple):
    line: int
    first: int  # place of its first matched word in the known text
    last: int
    weight: float


def lines_of(text: str, lines: Sequence[str]) -> list[bool]:
    """One flag per line: does it stand in the text, in the text's order."""
    known = WORD.findall(text)
    words = [WORD.findall(line) for line in lines]
    chain = _chain(_candidates(known, words))
    flags = [False] * len(lines)
    for candidate in chain:
        flags[candidate.line] = True
    _add_short(flags, chain, known, words)
    return flags


def _candidates(known: Sequence[str], words: Sequence[Sequence[str]]) -> list[_Candidate]:
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(known) - GRAM + 1):
        places.setdefault(tuple(known[place : place + GRAM]), []).append(place)
    out = []
    for line, tokens in enumerate(words):
        grams = [tuple(tokens[i : i + GRAM]) for i in range(len(tokens) - GRAM + 1)]
        hits = [gram for gram in grams if gram in places]
        if not hits or len(hits) < LEAST_COVERED * len(grams):
            continue
        for first in places[hits[0]][:3]:
            ends = [p for p in places[hits[-1]] if p >= first]
            last = min(ends, default=first) + GRAM
            out.append(_Candidate(line, first, last, len(hits) + GRAM - 1))
    return out


def _chain(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The heaviest chain of candidates in which lines and places both rise; gaps cost a little."""
    best: list[tuple[float, int]] = []
    for i, here in enumerate(candidates):
        score, back = here.weight, -1
        for j in range(i):
            before = candidates[j]
            if before.line < here.line and before.first < here.first and before.last <= here.last:
                reach = best[j][0] + here.weight - 0.02 * min(here.line - before.line, 100)
                reach -= max(0, before.last - here.first)
                if reach > score:
                    score, back = reach, j
        best.append((score, back))
    out: list[_Candidate] = []
    i = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while i >= 0:
        out.append(candidates[i])
        i = best[i][1]
    return out[::-1]


def _add_short(
    flags: list[bool], chain: Sequence[_Candidate], known: Sequence[str], words: Sequence[Sequence[str]]
) -> None:
    """Lines too short for a 4-gram count where the text has exactly their words at their place."""
    ends = [(-1, 0), *((c.line, c.last) for c in chain)]
    starts = [*((c.line, c.first) for c in chain), (len(words), len(known))]
    for (line, low), (next_line, high) in zip(ends, starts, strict=True):
        if high <= low or (line < 0 and high - low > 40):
            continue
        place = low
        for number in range(line + 1, min(next_line, line + 80)):
            tokens = words[number]
            found = _find(known, tokens, place, high) if tokens and len(tokens) <= 12 else -1
            if found >= 0 and found - place <= 60:
                flags[number], place = True, found + len(tokens)


def _find(known: Sequence[str], tokens: Sequence[str], low: int, high: int) -> int:
    size = len(tokens)
    span = list(tokens)
    for place in range(low, high - size + 1):
        if list(known[place : place + size]) == span:
            return place
    return -1

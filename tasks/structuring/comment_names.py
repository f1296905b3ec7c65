"""What do all names of a thread have around them that is no name?

A number that counts up, the town, the member's short name in brackets, a score, the link to a homepage: what nearly
all names of a thread have in the same place is furniture; what one of them has may be part of a name.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from typing import Final

from tasks.structuring.comment_naming import EDGES, is_initials
from tasks.structuring.comment_tree import Utterance

FEWEST: Final = 3  # names that are enough to tell
NEARLY_ALL: Final = 0.8
LEAST_END: Final = 2  # letters
COUNTER: Final = re.compile(r"(\d{1,4})[.):]?\s+(?=\S)")
PLACE: Final = re.compile(r"(?:,\s[^,]+|\s(?:of|from|aus)\s[^\W\d_a-z][^,]*)$")  # "Jo Bell, Leeds", "Jo Bell of Leeds"
BRACKET: Final = re.compile(r"\s(?:\([^()]*\)|\[[^\[\]]*\])$")
LABELLED: Final = re.compile(r"\s[^\W\d_]+:\s*-?\d{1,6}$")  # "Jo Bell Rating: 12"
SCORE: Final = re.compile(r"(?<=[^\W\d_.])\s?\d{1,6}$")
PIECE: Final = re.compile(r"\s[|·•–—-]\s.*$")
HANDLE: Final = re.compile(r"(?<=.)\s?@[\w.]+$")
GAP: Final = re.compile(r"\s+(?=\S)|(?<=[a-zà-ÿ\d])(?=[A-ZÀ-Þ])")
MOST_RANK_WORDS: Final = 5
RANKED: Final = 0.6  # share of the names that end in a rank which returns
TRIMMINGS: Final = (LABELLED, PIECE, HANDLE, BRACKET, PLACE, SCORE)


def bare_names(utterances: Sequence[Utterance]) -> list[Utterance]:
    """The same with names that have lost what nearly all of the thread's have in common."""
    bare = _unlabelled(_uncounted(utterances))
    for trimming in TRIMMINGS:
        bare = _trimmed(bare, lambda name, trimming=trimming: trimming.sub("", name))  # type: ignore[misc]
    return _trimmed(_unglued(_unranked(bare)), without_initials)


def _unranked(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Names without the ranks behind them, of which some return: 'Ann Old Hand', 'Bo Old Hand', 'CyNewcomer'.

    A name that ends in another's is no rank: it answers that one.
    """
    every = {said.author for said in utterances if said.author}
    gaps = {name: [gap.span() for gap in GAP.finditer(name)][-MOST_RANK_WORDS:] for name in every}
    names = {name for name in every if not any(name[end:] in every for _, end in gaps[name])}
    ends = Counter(name[end:] for name in names for _, end in gaps[name])
    ranked = {
        name: name[: next(start for start, end in gaps[name] if ends[name[end:]] > 1)]
        for name in names
        if any(ends[name[end:]] > 1 for _, end in gaps[name])
    }
    if len(ranked) < max(FEWEST, RANKED * len(every)):
        return list(utterances)
    return [said._replace(author=ranked.get(said.author or "", said.author)) for said in utterances]


def without_initials(name: str) -> str:
    """'MEMaud Ellery' without the avatar's letters that are glued to it.

    >>> without_initials("MEMaud Ellery"), without_initials("bbinnen"), without_initials("Maud")
    ('Maud Ellery', 'binnen', 'Maud')
    """
    for length in (2, 1):
        if is_initials(name[:length], name[length:]):
            return name[length:]
    return name


def _unglued(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Names without the letters that all of them end with: a word that the page glues to them."""
    names = {said.author for said in utterances if said.author}
    if len(names) <= FEWEST:
        return list(utterances)
    columns = zip(*(name[::-1] for name in names), strict=False)
    end = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1 and letters[0].isalpha(), columns))
    return list(utterances) if end < LEAST_END else _trimmed(utterances, lambda name: name[:-end])


def _uncounted(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Numbers before the names that count up are the comments' numbers."""
    found = [COUNTER.match(said.author or "") for said in utterances]
    numbers = [int(number[1]) for number in found if number]
    if len(numbers) < max(FEWEST, len(utterances)) or not all(a < b for a, b in pairwise(numbers)):
        return list(utterances)
    return [
        said._replace(author=(said.author or "")[number.end() :], ordinal=int(number[1])) if number else said
        for said, number in zip(utterances, found, strict=True)
    ]


def _unlabelled(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Names without the word that nearly all begin or end with: 'von Ann', 'Bo 12 points'."""
    bare = list(utterances)
    for place in (0, -1):
        count = Counter(said.author.split()[place] for said in bare if said.author)
        word, times = count.most_common(1)[0] if count else ("", 0)
        if times >= max(FEWEST, NEARLY_ALL * count.total()):
            strip = str.removesuffix if place else str.removeprefix
            bare = _trimmed(bare, lambda name, strip=strip, word=word: strip(name, word).strip(EDGES))  # type: ignore[misc]
    return bare


def _trimmed(utterances: Sequence[Utterance], trim: Callable[[str], str]) -> list[Utterance]:
    named = [said.author for said in utterances if said.author]
    changed = sum(trim(name) != name and trim(name) != "" for name in named)
    if changed < max(FEWEST, NEARLY_ALL * len(named)):
        return list(utterances)
    return [said._replace(author=trim(said.author) or said.author) if said.author else said for said in utterances]

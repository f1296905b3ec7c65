"""In which lines of a page can a pattern be found at all?

Rules ask each line of a page for dozens of patterns, and hardly any line has any. `cued` works out which words a
pattern cannot do without ("©", "copyright", …); `cued_lines` looks for the words of all patterns at once, in one scan
of the page, and gives for each pattern the lines that are worth asking. What the words say is never the last
word: the pattern itself decides.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _parser as parser  # type: ignore[attr-defined]  # how the standard library reads a pattern
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, Implementation

# A mark is nearly as telling as a word of three letters: a colon or a bar stands in more lines than "pic".
MARK_WORTH: Final = 2.5
LEAST_WORTH: Final = 1.5  # single letters tell nothing, unless a line begins with them
MOST_CUES: Final = 200

_CUES: Final[dict[str, frozenset[str]]] = {}  # by the pattern's text: a pattern itself is slow to look up


def cued(pattern: re.Pattern[str], at_start: bool = True) -> re.Pattern[str]:
    """The pattern, which `cued_lines` knows from now on; `at_start`: it is asked with `match`, not with `search`.

    Raises ValueError for a pattern that can match without any word.
    """
    cues = cues_of(pattern, at_start)
    if not cues:
        raise ValueError(f"There is no word without which this pattern does not match: {pattern.pattern}")
    _CUES[pattern.pattern] = cues
    return pattern


def cued_lines(texts: Sequence[str]) -> dict[str, list[int]]:
    """For each cued pattern, by its text, the indexes of the lines in which it may match."""
    automaton, owners = _automaton(len(_CUES))
    found: dict[str, list[int]] = {pattern: [] for pattern in _CUES}
    line = -1
    for cue in automaton.find_matches_as_strings("\n" + "\n".join(texts).lower(), overlapping=True):
        if cue == "\n":
            line += 1
            continue
        for pattern in owners[cue]:
            lines = found[pattern]
            if not lines or lines[-1] != line:
                lines.append(line)
    return found


@lru_cache(maxsize=1)
def _automaton(count: int) -> tuple[AhoCorasick, dict[str, list[str]]]:
    """What finds the cues of the `count` patterns that there are and the ends of lines, and whose each cue is."""
    words = sorted(set().union(*_CUES.values()))
    finder = AhoCorasick(["\n", *words], implementation=Implementation.DFA)
    return finder, {word: [pattern for pattern, cues in _CUES.items() if word in cues] for word in words}


def cues_of(pattern: re.Pattern[str], at_start: bool = True) -> frozenset[str]:
    r"""Words, in lower case, one of which stands in each text that matches; "\n" before one: it begins with it.

    >>> sorted(cues_of(re.compile(r"(?:photo|image) by|© ?\d", re.IGNORECASE)))
    ['\nimage by', '\nphoto by', '\n©']
    """
    return _best(parser.parse(pattern.pattern, pattern.flags), at_start) or frozenset()


def _best(items: Any, at_start: bool) -> frozenset[str] | None:
    """The most telling words of a sequence of items, one of which it must have; None for none."""
    choices: list[frozenset[str]] = []
    run: frozenset[str] = frozenset({"\n" if at_start else ""})  # what must stand up to here, without a gap
    for operation, value in items:
        said = _literal(operation, value)
        if said and len(run) * len(said) <= MOST_CUES:
            run = frozenset(before + word for before in run for word in said)
            continue
        if operation is parser.AT or operation is parser.ASSERT or operation is parser.ASSERT_NOT:
            continue
        choices.append(run)
        run = frozenset({""})
        inner = _inner(operation, value, at_start and len(choices) == 1 and choices[0] == {"\n"})
        if inner:
            choices.append(inner)
    return max((words for words in [*choices, run] if _worth(words) >= LEAST_WORTH), key=_worth, default=None)


def _literal(operation: Any, value: Any) -> frozenset[str] | None:
    """The words that an item is, where it is nothing else."""
    if operation is parser.LITERAL:
        return frozenset({chr(value).lower()})
    if operation is parser.IN and all(kind is parser.LITERAL for kind, _ in value):
        return frozenset(chr(code).lower() for _, code in value)
    if operation is parser.SUBPATTERN:
        return _whole(value[-1])
    if operation is parser.BRANCH:
        parts = [_whole(part) for part in value[1]]
        return frozenset().union(*[part for part in parts if part]) if all(parts) else None
    return None


def _whole(items: Iterable[Any]) -> frozenset[str] | None:
    """The words that a sequence is, where it is nothing but words."""
    run = frozenset({""})
    for operation, value in items:
        said = _literal(operation, value)
        if not said or len(run) * len(said) > MOST_CUES:
            return None
        run = frozenset(before + word for before in run for word in said)
    return run


def _inner(operation: Any, value: Any, at_start: bool) -> frozenset[str] | None:
    """The words within an item that is more than a word."""
    if operation is parser.SUBPATTERN:
        return _best(value[-1], at_start)
    if operation is parser.MAX_REPEAT or operation is parser.MIN_REPEAT:
        return _best(value[2], at_start) if value[0] else None
    if operation is parser.BRANCH:
        parts = [_best(part, at_start) for part in value[1]]
        return frozenset().union(*[part for part in parts if part]) if all(parts) else None
    return None


def _worth(words: frozenset[str]) -> float:
    """How much the least telling of some words tells; many words tell a little less."""
    least = min(sum(MARK_WORTH if _is_mark(char) else 1 for char in word) for word in words)
    return least - len(words) / MOST_CUES


def _is_mark(char: str) -> bool:
    return not (char.isalnum() or char.isspace())

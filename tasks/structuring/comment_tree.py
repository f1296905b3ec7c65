"""Which comment does a comment answer? Parents by number, by name and by indentation, in that order.

Each comment comes as an `Utterance` in page order; a `Tie` comes back for each. A parent always stands
earlier on the page, so there are no circles.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

ADDRESSED: Final = re.compile(r"^\W{0,2}@\s?")
LONGEST_ADDRESS: Final = 60


class Utterance(NamedTuple):
    """What a comment says of its own place in the thread."""

    author: str | None
    target: str | None  # name that the page says it answers
    target_number: int | None  # number that the page says it answers
    ordinal: int | None
    indent: int
    is_reply: bool  # the page marks it as a reply
    opening: str  # first line of its text


class Tie(NamedTuple):
    """The comment that is answered (its index, None if unknown), how that is known, and the name that is shown."""

    parent: int | None
    basis: str  # one of warehouse.tables.PARENT_BASES
    depth: int
    is_reply: bool
    target: str | None


def tie(utterances: Sequence[Utterance]) -> list[Tie]:
    """The thread's ties, one a comment.

    >>> ann = Utterance("Ann", None, None, None, 2, False, "Hello")
    >>> [t.parent for t in tie([ann, ann._replace(author="Bo", indent=4)])]
    [None, 0]
    """
    nested = _parents_by_indent([u.indent for u in utterances])
    is_nested = any(parent is not None for parent in nested)
    numbers: dict[int, int] = {}
    names: dict[str, int] = {}
    ties: list[Tie] = []
    for index, said in enumerate(utterances):
        parent, basis, target = _parent(said, nested[index], numbers, names, is_nested, utterances)
        depth = 0 if parent is None else ties[parent].depth + 1
        ties.append(Tie(parent, basis, depth, said.is_reply or parent is not None or target is not None, target))
        numbers[said.ordinal if said.ordinal is not None else index + 1] = index
        if said.author:
            names[said.author.casefold()] = index
    return ties


def _parent(
    said: Utterance,
    outer: int | None,
    numbers: dict[int, int],
    names: dict[str, int],
    is_nested: bool,
    utterances: Sequence[Utterance],
) -> tuple[int | None, str, str | None]:
    if said.target_number is not None and said.target_number in numbers:
        return numbers[said.target_number], "explicit", said.target
    if said.target is not None:
        named = names.get(said.target.casefold())
        if outer is not None and _is_named(utterances[outer].author, said.target):
            return outer, "indentation", said.target
        return (named, "named", said.target) if named is not None else (outer, _basis(outer), said.target)
    if outer is not None:
        return outer, "indentation", None
    addressed = addressee(said.opening, names)
    if addressed is None or utterances[addressed].author == said.author:
        return None, "none", None
    # A thread that nests its replies has said where this one stands: beside, not below.
    return (None, "none", None) if is_nested else (addressed, "named", utterances[addressed].author)


def _basis(parent: int | None) -> str:
    return "none" if parent is None else "indentation"


def _is_named(author: str | None, target: str) -> bool:
    return author is not None and author.casefold() == target.casefold()


def _parents_by_indent(indents: Sequence[int]) -> list[int | None]:
    """For each comment the nearest earlier one that stands less deep, with none in between less deep still."""
    parents: list[int | None] = []
    open_comments: list[int] = []
    for index, indent in enumerate(indents):
        while open_comments and indents[open_comments[-1]] >= indent:
            open_comments.pop()
        parents.append(open_comments[-1] if open_comments else None)
        open_comments.append(index)
    return parents


def addressee(opening: str, names: dict[str, int]) -> int | None:
    """The earlier comment whose author the text opens with: '@Ann Lee: …'. Longer names are tried first."""
    found = ADDRESSED.match(opening)
    if not found:
        return None
    words = opening[found.end() : found.end() + LONGEST_ADDRESS].casefold().split()
    for length in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:length]).rstrip(" ,:;.!-–—")
        if name in names:
            return names[name]
    return None

"""Which comment does a comment answer? Parents by number, name, indentation and quoted words, in that order.

Each comment comes as an `Utterance` in page order; a `Tie` comes back for each. A parent stands earlier on
the page, but where a thread shows the newest first and names or quotes an older one; there are no circles.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

ADDRESSED: Final = re.compile(r"^\W{0,2}@\s?")
CALLED: Final = re.compile(r"([^\W\d][^,:!?]{1,40})[,:]\s")
NUMBERED: Final = re.compile(r"(?:@[^#@]{1,40}\s)?[#@№]\s?(\d{1,5})\b")  # "#3", "@Ann Lee #3"
LONGEST_ADDRESS: Final = 60
GAP: Final = re.compile(r"\s*[▸►▶>→›»↪⤷➜|:]\s*|\s+")  # between a name and the name it answers
FEWEST_PARTED: Final = 2  # names with another's behind them, where neither arrow nor indentation says why
MARKED: Final = 0.5  # share of the indented comments that name whom they answer: from here on all answers do


class Utterance(NamedTuple):
    """What a comment says of its own place in the thread."""

    author: str | None
    target: str | None  # name that the page says it answers
    target_number: int | None  # number that the page says it answers
    ordinal: int | None
    indent: int
    is_reply: bool  # the page marks it as a reply
    opening: str  # first line of its text
    quoted: int | None = None  # the comment whose words it repeats


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
    nested = _of_marked(utterances, nested)
    ordinals = {u.ordinal: index for index, u in enumerate(utterances) if u.ordinal is not None}
    numbers = (
        ordinals if len(ordinals) == len(utterances) else {}
    )  # a thread that shows the newest first names later ones
    names: dict[str, int] = {}
    later = {u.author.casefold(): index for index, u in reversed(list(enumerate(utterances))) if u.author}
    found: list[tuple[int | None, str, str | None]] = []
    for index, said in enumerate(utterances):
        parent, basis, target = _parent(said, nested[index], numbers, names, is_nested, utterances)
        if parent is None and said.target is not None and later.get(said.target.casefold(), index) > index:
            parent, basis = later[said.target.casefold()], "named"
        found.append((parent, basis, target))
        if said.ordinal is not None or not ordinals:
            numbers[said.ordinal or index + 1] = index
        if said.author:
            names[said.author.casefold()] = index
    return _ties(utterances, found)


def _ties(utterances: Sequence[Utterance], found: list[tuple[int | None, str, str | None]]) -> list[Tie]:
    """The ties with their depths; one that would close a circle is cut."""
    ties: list[Tie | None] = [None] * len(found)
    for first in range(len(found)):
        way: dict[int, None] = {}
        index: int | None = first
        while index is not None and ties[index] is None and index not in way:
            way[index] = None
            index = found[index][0]
        if index is not None and index in way:
            found[index] = (None, "none", found[index][2])
            del way[index]
            way[index] = None
        for place in reversed(way):
            parent, basis, target = found[place]
            above = ties[parent] if parent is not None else None
            said = utterances[place]
            is_reply = said.is_reply or parent is not None or target is not None
            ties[place] = Tie(parent, basis, above.depth + 1 if above else 0, is_reply, target)
    return [bond for bond in ties if bond is not None]


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
    if said.quoted is not None and not is_nested and utterances[said.quoted].author != said.author:
        return said.quoted, "explicit", utterances[said.quoted].author
    numbered = NUMBERED.match(said.opening)
    if numbered and not is_nested and said.ordinal != int(numbered[1]) and int(numbered[1]) in numbers:
        return numbers[int(numbered[1])], "explicit", None
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


def _of_marked(utterances: Sequence[Utterance], nested: list[int | None]) -> list[int | None]:
    """The parents by indentation, without those of comments that name nobody where answers do.

    An empty list leaves its indent to all that follows it in the text.
    """
    indented = [said for said, outer in zip(utterances, nested, strict=True) if outer is not None]
    marked = sum(said.target is not None or said.target_number is not None for said in indented)
    if not indented or marked < MARKED * len(indented):
        return nested
    is_marked = [said.target is not None or said.target_number is not None or said.is_reply for said in utterances]
    return [outer if keeps else None for outer, keeps in zip(nested, is_marked, strict=True)]


def part_names(utterances: Sequence[Utterance]) -> list[Utterance]:
    """The same with names apart that are glued to the name they answer: 'Bo Ann' below Ann is Bo, who answers Ann."""
    nested = _parents_by_indent([u.indent for u in utterances])
    parted: list[Utterance] = []
    known: dict[str, str] = {}  # the names so far, by how they are compared
    plain: list[int] = []  # of those parted, the ones that nothing but the name speaks for
    for index, said in enumerate(utterances):
        outer = nested[index]
        above = parted[outer].author if outer is not None else None
        found = _parted(said, known)
        if found and found[0].target != above and not found[1]:
            plain.append(index)
        parted.append(found[0] if found else said)
        if author := parted[-1].author:
            known[author.casefold()] = author
    for index in plain if len(plain) < FEWEST_PARTED else ():
        parted[index] = utterances[index]
    return parted


def _parted(said: Utterance, known: Mapping[str, str]) -> tuple[Utterance, bool] | None:
    """The comment with its own name only, and whether an arrow parts it from the other; the longest other is taken."""
    if said.author is None or said.target is not None:
        return None
    for gap in GAP.finditer(said.author):
        target = known.get(said.author[gap.end() :].casefold())
        own = said.author[: gap.start()]
        if target is not None and own:
            return said._replace(author=own, target=target, is_reply=True), not gap[0].isspace()
    return None


def addressee(opening: str, names: dict[str, int]) -> int | None:
    """The earlier comment whose author the text opens with: '@Ann Lee: …'. Longer names are tried first."""
    found = ADDRESSED.match(opening)
    if opening.casefold() in names:  # the name alone, above the words that are quoted
        return names[opening.casefold()]
    if not found:
        called = CALLED.match(opening)
        return names.get(called[1].casefold()) if called else None
    words = opening[found.end() : found.end() + LONGEST_ADDRESS].casefold().split()
    for length in range(min(4, len(words)), 0, -1):
        said = " ".join(words[:length]).rstrip(" ,:;!-–—")
        for name in (said, said.rstrip(" ,:;.!-–—")):  # "@Jo B. Agreed."
            if name in names:
                return names[name]
    return None

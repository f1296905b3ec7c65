"""Which elements of a page hold one comment each?

`find_containers` gives a `Draft` for each, in page order: elements that are called comments, without those that only
wrap or continue another. `own_texts` are the texts that a container does not share with one inside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tasks.structuring.markup_comment_signs import container_sign
from tasks.structuring.markup_outline import Outline

_CONTAINER_TAGS: Final = frozenset("li div article section tr dd dl td p".split())
_NUMBERED_SHARE: Final = 4  # numbered containers stand for so many times their number of others
_WRAPPER_WORDS: Final = 6  # words of its own that a container around another's parts may have


@dataclass(slots=True)
class Draft:
    """A container on its way to a comment: its element, those that continue it, and what was found in it."""

    element: int
    number: str | None
    enclosing: "Draft | None"
    inner: list["Draft"] = field(default_factory=list)
    texts: dict[str, list[int]] = field(default_factory=dict)
    author: str | None = None
    posted: str | None = None
    posted_at: datetime | None = None
    is_pingback: bool = False
    is_alias: bool = False
    is_wrapper: bool = False
    is_certain: bool = False  # an id or schema.org's type says that it is a comment
    level: int | None = None


def find_containers(outline: Outline) -> list[Draft]:
    """The comments' containers in page order."""
    return _merge(outline, _containers(outline))


def _containers(outline: Outline) -> list[Draft]:
    found: list[Draft] = []
    open_drafts: list[Draft] = []
    for element, raw in enumerate(outline.raw_attributes):
        tag = outline.tags[element]
        if tag not in _CONTAINER_TAGS or not (outline.names[element] or "itemtype" in raw.lower()):
            continue
        sign = container_sign(raw)
        if sign is None or outline.first_text[element] == outline.end_text[element]:
            continue
        while open_drafts and outline.end_element[open_drafts[-1].element] <= element:
            open_drafts.pop()
        enclosing = open_drafts[-1] if open_drafts else None
        draft = Draft(
            element, sign.number, enclosing, is_pingback=sign.is_pingback, level=sign.level, is_certain=sign.is_certain
        )
        if enclosing:
            enclosing.inner.append(draft)
        found.append(draft)
        open_drafts.append(draft)
    return found


def _merge(outline: Outline, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that are comments of their own: a container inside one of the same comment continues it."""
    numbered = sum(draft.number is not None for draft in drafts)
    # Where comments have numbers, a container without one is a wrapper or a part.
    by_number = numbered * _NUMBERED_SHARE >= len(drafts) - numbered
    kept = []
    for draft in drafts:
        outer = _outer(draft)
        if by_number and draft.number is None:
            draft.is_alias = outer is not None and outer.number is not None
            draft.is_wrapper = not draft.is_alias
        elif outer is not None and not outer.is_wrapper:
            same = draft.number == outer.number and draft.number is not None
            draft.is_alias = same or (outer.number is None and _is_part(outline, outer, draft))
        if draft.is_alias and outer is not None:
            outer.number = outer.number or draft.number
            outer.level = outer.level if outer.level is not None else draft.level
        if not draft.is_alias and not draft.is_wrapper:
            kept.append(draft)
    return kept


def _outer(draft: Draft) -> "Draft | None":
    outer = draft.enclosing
    while outer is not None and outer.is_alias:
        outer = outer.enclosing
    return outer


def _is_part(outline: Outline, outer: Draft, draft: Draft) -> bool:
    """The inner container holds what the outer one says: it is its first, has no sibling like it,
    and little stands beside it.
    """
    if outer.inner[0] is not draft:
        return False
    place = (outline.parents[draft.element], outline.tags[draft.element])
    if sum((outline.parents[other.element], outline.tags[other.element]) == place for other in outer.inner) > 1:
        return False
    return len(" ".join(outline.texts[t] for t in own_texts(outline, outer)).split()) <= _WRAPPER_WORDS


def own_texts(outline: Outline, draft: Draft) -> Iterator[int]:
    """The texts in a container that stand in no container inside it, save in those that continue it."""
    if outline.tags[draft.element] == "dd":
        yield from _term_texts(outline, draft.element)
    position = outline.first_text[draft.element]
    for inner in draft.inner:
        yield from range(position, outline.first_text[inner.element])
        if inner.is_alias:
            yield from own_texts(outline, inner)
        position = outline.end_text[inner.element]
    yield from range(position, outline.end_text[draft.element])


def _term_texts(outline: Outline, definition: int) -> range:
    """The texts of the dt before a dd: some themes put name and time there."""
    before = definition - 1
    while before > 0 and outline.parents[before] != outline.parents[definition]:
        before = outline.parents[before]
    if before <= 0 or outline.tags[before] != "dt":
        return range(0)
    return range(outline.first_text[before], outline.end_text[before])

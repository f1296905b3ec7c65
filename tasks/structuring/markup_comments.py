"""Which reader comments do the page's containers give?

An `Outline` goes in; comments come out in page order, with author, time, paragraphs and the comment
that each answers, as the containers are nested. Pingbacks and trackbacks are no reader comments.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from tasks.structuring.comment_controls import LONGEST_CONTROL
from tasks.structuring.comment_reading import shape
from tasks.structuring.comment_records import most_of
from tasks.structuring.markup_comment_containers import Draft, find_containers
from tasks.structuring.markup_comment_fields import fill, states_time
from tasks.structuring.markup_comment_signs import is_answer_list
from tasks.structuring.markup_outline import Outline


class MarkupComment(NamedTuple):
    """One reader comment as its container gives it; spans count in the rendered text."""

    key: str  # the container's own id, or one made of its place
    parent_key: str | None
    author: str | None
    posted_text: str | None
    paragraphs: tuple[tuple[int, int], ...]
    span_start: int
    span_end: int
    depth: int
    answer_lists: int = 0  # elements around the container that are called a list of answers
    posted_at: datetime | None = None  # where a time element states it


def read_comments(outline: Outline) -> tuple[MarkupComment, ...]:
    """The comments of a page in page order."""
    kept = find_containers(outline)
    for draft in kept:
        fill(outline, draft)
    kept = [draft for draft in kept if _is_comment(outline, draft)]
    return _without_furniture(outline.text, tuple(_comments(outline, kept)))


def _without_furniture(text: str, comments: tuple[MarkupComment, ...]) -> tuple[MarkupComment, ...]:
    """The comments without short lines that return in most of them, the author's name in them or not."""
    forms = [[_form(text[start:end], comment.author) for start, end in comment.paragraphs] for comment in comments]
    times = Counter(form for each in forms for form in set(each) if form is not None)
    enough = most_of(len(comments))
    return tuple(
        comment._replace(paragraphs=kept) if (kept := _kept(comment, each, times, enough)) else comment
        for comment, each in zip(comments, forms, strict=True)
    )


def _form(line: str, author: str | None) -> str | None:
    return shape(line.replace(author, "") if author else line) if len(line) <= LONGEST_CONTROL else None


def _kept(
    comment: MarkupComment, forms: Sequence[str | None], times: Counter[str], enough: float
) -> tuple[tuple[int, int], ...]:
    return tuple(
        span for span, form in zip(comment.paragraphs, forms, strict=True) if form is None or times[form] < enough
    )


def _holds_several(outline: Outline, draft: Draft) -> bool:
    """The container is a whole thread whose comments nothing names: names and times return in it, marked alike."""
    marked = {
        kind: Counter(outline.raw_attributes[outline.holders[index]] for index in draft.texts.get(kind, ()))
        for kind in ("author", "date")
    }
    return all(max(count.values(), default=0) > 1 for count in marked.values())


def _is_comment(outline: Outline, draft: Draft) -> bool:
    """Somebody said something: text by a name or at a time; a container that only a class names needs the time."""
    if draft.is_pingback or not draft.texts["text"] or _holds_several(outline, draft):
        return False
    has_time = draft.posted is not None and states_time(draft.posted)
    return has_time or (draft.is_certain and draft.author is not None)


def _comments(outline: Outline, kept: Sequence[Draft]) -> Iterator[MarkupComment]:
    line_starts = [0, *(found.end() for found in re.finditer("\n", outline.text))]
    known = {id(draft): draft for draft in kept}
    keys: dict[int, str] = {}
    depths: dict[int, int] = {}
    last_at_level: dict[int, Draft] = {}
    for place, draft in enumerate(kept):
        paragraphs = _paragraphs(outline, draft.texts["text"], line_starts)
        if not paragraphs:
            continue
        parent = _parent(draft, known, keys, last_at_level)
        keys[id(draft)] = draft.number if draft.number and draft.number not in keys.values() else f"place-{place}"
        depths[id(draft)] = depths[id(parent)] + 1 if parent else 0
        if draft.level is not None:
            last_at_level[draft.level] = draft
        spans = [
            span for kind in ("author", "date", "text") for i in draft.texts.get(kind, ()) if (span := outline.spans[i])
        ]
        yield MarkupComment(
            key=keys[id(draft)],
            parent_key=keys[id(parent)] if parent else None,
            author=draft.author,
            posted_text=draft.posted,
            paragraphs=paragraphs,
            span_start=min(start for start, _ in spans),
            span_end=max(end for _, end in spans),
            depth=depths[id(draft)],
            answer_lists=_answer_lists(outline, draft.element),
            posted_at=draft.posted_at,
        )


def _answer_lists(outline: Outline, element: int) -> int:
    """In how many lists of answers the element stands; mere depth says nothing where tags are left open."""
    count = 0
    while (element := outline.parents[element]) > 0:
        count += is_answer_list(outline.names[element].get("class", ""))
    return count


def _parent(
    draft: Draft, known: dict[int, Draft], keys: dict[int, str], last_at_level: dict[int, Draft]
) -> Draft | None:
    """The comment around it; where the theme does not nest, the last one a level above."""
    outer = draft.enclosing
    while outer is not None:
        if id(outer) in known and id(outer) in keys:
            return outer
        outer = outer.enclosing
    if draft.level is not None and draft.level > 1:
        return last_at_level.get(draft.level - 1)
    return None


def _paragraphs(outline: Outline, texts: Sequence[int], line_starts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The lines that the texts stand on, each from its first to its last of them."""
    lines: dict[int, tuple[int, int]] = {}
    for index in texts:
        span = outline.spans[index]
        if span is None or span[0] == span[1]:
            continue
        line = bisect_right(line_starts, span[0])
        start, end = lines.get(line, span)
        lines[line] = (min(start, span[0]), max(end, span[1]))
    return tuple(lines[line] for line in sorted(lines))

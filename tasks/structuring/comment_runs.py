"""Which signatures belong together? Puts the heads of a page into runs, each signed in one manner.

Heads may lead their text, follow it, or be plain items of a list; a page is read in every manner, and
`comment_zone` weighs the runs that come out. A run is what no form and no end of its list interrupts.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tasks.structuring.comment_alignment import aligned_heads
from tasks.structuring.comment_feet import footed_heads, plainly_footed_heads, trailing_heads
from tasks.structuring.comment_heads import (
    Head,
    bare_heads,
    find_heads,
    floor_of,
    heads_over_names,
    inline_head,
    item_head,
    numbered_heads,
)
from tasks.structuring.comment_marks import Mark, begins_or_ends_thread
from tasks.structuring.comment_naming import name_of
from tasks.structuring.comment_reading import shape
from tasks.structuring.comment_when import find_when

USUAL: Final = 0.6  # share of a run's heads that have their name equally far above their time
FAMILY: Final = 0.34  # heads signed in a manner this much rarer than the run's are no heads
INLINE: Final = 0.8  # share of a list's items that begin with a name and a colon
LEVEL: Final = 2  # characters that a list's level is indented by
BARE_WORDS: Final = 3  # of a button in a list
DATED: Final = frozenset({"when", "when_item"})
FEWEST_AGED: Final = 3  # heads that are enough to tell a byline from them
BYLINE_LINES: Final = 2  # times the lines of the longest comment that a story has at least
BOUNDARY_REPEATS: Final = 3  # a form or heading that returns more often is a button of each comment


def find_runs(marks: Sequence[Mark]) -> list[list[Head]]:
    """The page's heads in runs, in every manner of signing; the runs of two manners may overlap."""
    repeats = Counter(shape(mark.text) for mark in marks if mark.kind in ("form", "heading"))
    heads = find_heads(marks)
    manners = (
        [head for head in heads if head.family not in DATED],
        [head for head in heads if head.family in DATED or head.family == "pingback"],
        heads,
        bare_heads(marks),
        heads_over_names(marks),
        trailing_heads(marks),
        footed_heads(marks),
        *numbered_heads(marks),
        *plainly_footed_heads(marks),
        *aligned_heads(marks),
    )
    split = [_like_signed(marks, run) for heads in manners for run in _split(marks, heads, repeats)]
    even = [_without_byline(_like_signed(marks, _evenly_named(marks, run))) for run in split if _is_topped(marks, run)]
    return [run for run in even + item_runs(marks) if run]


def _is_topped(marks: Sequence[Mark], run: Sequence[Head]) -> bool:
    """A thread whose times stand over the names has no text above its first time, as one that signs below has."""
    first = run[0].first
    if run[0].family != "when_over" or first == 0 or marks[first].is_item:
        return True
    return marks[first - 1].kind not in ("text", "meta")


def _without_byline(run: list[Head]) -> list[Head]:
    """The run without the story's byline above it: 'By Name', where no comment is signed so.

    Also a day, where all comments state their age, and far more text.
    """
    if len(run) > 1 and run[0].family == "byline" and all(head.family != "byline" for head in run[1:]):
        return run[1:]
    if len(run) < FEWEST_AGED or _states_age(run[0]) or not all(map(_states_age, run[1:])):
        return run
    first, *others = [b.first - a.last for a, b in pairwise(run)]
    return run[1:] if first > BYLINE_LINES * max(others) else run


def _states_age(head: Head) -> bool:
    when = find_when(head.meta.posted) if head.meta.posted else None
    return when is not None and when.basis in ("age", "short")


def _evenly_named(marks: Sequence[Mark], heads: list[Head]) -> list[Head]:
    """The heads, the first of a thread with its name as far above its time as most others have theirs."""
    dated = [head for head in heads if head.family == "when"]
    spans = Counter(head.last - head.first for head in dated if not head.meta.is_reply)
    usual, times = spans.most_common(1)[0] if spans else (0, 0)
    if not dated or dated[0].last - dated[0].first <= usual or times < USUAL * spans.total():
        return heads
    return [_named_at(marks, head, head.last - usual) if head is dated[0] else head for head in heads]


def _named_at(marks: Sequence[Mark], head: Head, name: int) -> Head:
    author = name_of(marks[name].text)
    return head if author is None else head._replace(first=name, meta=head.meta._replace(author=author))


def _split(marks: Sequence[Mark], heads: Sequence[Head], repeats: Counter[str]) -> list[list[Head]]:
    """Heads in runs that no form and no end of their list interrupts."""
    runs: list[list[Head]] = []
    for head in heads:
        if runs and not _is_interrupted(marks, runs[-1], head, repeats):
            runs[-1].append(head)
        else:
            runs.append([head])
    return runs


def _is_interrupted(marks: Sequence[Mark], run: Sequence[Head], head: Head, repeats: Counter[str]) -> bool:
    floor = floor_of(marks, run[0])
    for index in range(run[-1].last + 1, head.first):
        mark = marks[index]
        if begins_or_ends_thread(mark) and repeats[shape(mark.text)] < BOUNDARY_REPEATS:
            return True
        if mark.kind == "text" and not mark.is_item and mark.line.indent <= floor:
            return True
    return False


def _like_signed(marks: Sequence[Mark], run: list[Head]) -> list[Head]:
    """The run without heads that are signed unlike the others: dates inside texts, bylines above."""
    comments = [head for head in run if head.family != "pingback"]
    items = [head for head in comments if marks[head.first].is_item]
    if items and len(items) >= 0.5 * len(comments):
        run = [head for head in run if head.family == "pingback" or marks[head.first].is_item]
    counts = Counter(head.family for head in run)
    enough = max(1.0, FAMILY * max(counts.values()))
    return [head for head in run if counts[head.family] >= enough or head.family in ("in_reply", "pingback")]


def item_runs(marks: Sequence[Mark]) -> list[list[Head]]:
    """Plain lists that stand under a thread's heading or right above its form."""
    runs: list[list[Head]] = []
    end = -1
    for index, mark in enumerate(marks):
        if mark.kind != "heading" or index < end:
            continue
        first = next((i for i in range(index + 1, min(index + 6, len(marks))) if is_plain_item(marks[i])), None)
        if first is not None:
            run, end = _item_run(marks, first)
            runs.append(run)
    return runs + _runs_above_forms(marks)


def _runs_above_forms(marks: Sequence[Mark]) -> list[list[Head]]:
    runs: list[list[Head]] = []
    floor = 0
    for index, mark in enumerate(marks):
        if mark.kind != "form":
            continue
        first = _first_item_above(marks, index, floor)
        if first < index:
            runs.append(_item_run(marks, first)[0])
        floor = index + 1
    return runs


def _first_item_above(marks: Sequence[Mark], form: int, floor: int) -> int:
    """The first item of the list that ends above a form; the form itself where there is none."""
    first = form
    for above in range(form - 1, floor - 1, -1):
        mark = marks[above]
        if not mark.is_item and mark.line.indent == 0:
            break
        if not is_plain_item(mark):
            continue
        if first < form and (mark.ordinal is None) != (marks[first].ordinal is None):
            break
        if mark.line.indent <= marks[first].line.indent + LEVEL:
            first = above
    return first


def is_plain_item(mark: Mark) -> bool:
    return mark.is_item and mark.kind in ("text", "meta", "badge")


def _item_run(marks: Sequence[Mark], first: int) -> tuple[list[Head], int]:
    """The items of one list from its first, and where the list ends."""
    indent = marks[first].line.indent
    run: list[Head] = []
    for index in range(first, len(marks)):
        mark = marks[index]
        if mark.line.indent < indent or (not mark.is_item and mark.line.indent == indent):
            return _named_inline(marks, _trimmed(marks, run)), index
        if mark.line.indent == indent and is_plain_item(mark):
            if (mark.ordinal is None) != (marks[first].ordinal is None):
                return _named_inline(marks, _trimmed(marks, run)), index
            run.append(item_head(marks, index))
    return _named_inline(marks, _trimmed(marks, run)), len(marks)


def _named_inline(marks: Sequence[Mark], run: list[Head]) -> list[Head]:
    """The run with the names that its items begin with, where nearly all do: 'Name: text'."""
    named = [inline_head(marks[head.first], head.first) for head in run]
    if len(run) < 3 or sum(head is not None for head in named) < INLINE * len(run):
        return run
    return [new or old for new, old in zip(named, run, strict=True)]


def _trimmed(marks: Sequence[Mark], run: list[Head]) -> list[Head]:
    """The run without bare words at its ends: buttons that no list knows."""
    kept = [place for place, head in enumerate(run) if not _is_bare(marks, head)]
    return run[kept[0] : kept[-1] + 1] if kept else []


def _is_bare(marks: Sequence[Mark], head: Head) -> bool:
    text = marks[head.first].text
    return head.last < head.first and len(text.split()) <= BARE_WORDS and name_of(text) is not None

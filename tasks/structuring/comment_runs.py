"""Which signatures belong together? Puts the heads of a page into runs, each signed in one manner.

Heads may lead their text, follow it, or be plain items of a list; a page is read in every manner, and
`comment_zone` weighs the runs that come out. A run is what no form and no end of its list interrupts.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from tasks.structuring.comment_alignment import aligned_heads
from tasks.structuring.comment_controls import names_comments
from tasks.structuring.comment_heads import (
    Head,
    Mark,
    bare_heads,
    find_heads,
    floor_of,
    heads_over_names,
    inline_head,
    item_head,
    numbered_heads,
)
from tasks.structuring.comment_meta import Meta, name_of, signed_name
from tasks.structuring.comment_reading import BUTTON, SORT, read_words, shape
from tasks.structuring.comment_when import find_when

USUAL: Final = 0.6  # share of a run's heads that have their name equally far above their time
FAMILY: Final = 0.34  # heads signed in a manner this much rarer than the run's are no heads
LONGEST_BLOCK: Final = 30  # lines of a comment that is signed below
INLINE: Final = 0.8  # share of a list's items that begin with a name and a colon
NAME_REACH: Final = 3  # lines from the beginning of a comment to its writer's name
LEVEL: Final = 2  # characters that a list's level is indented by
SHORTEST_COMMENT: Final = 40  # characters; what is shorter below a last signature is taken for a title
SENTENCE_ENDS: Final = frozenset('.!?…)"”»;:。！？।؟')
PAGER: Final = re.compile(
    r"^\[?(?:[«‹←]|<<?)\]?\s*(?:older|newer|prev|next|ältere|neuere|zurück|précéd|suivant|preced|anterior|siguiente|successiv)",
    re.IGNORECASE,
)
BARE_WORDS: Final = 3  # of a button in a list
FOOT_RULES: Final = frozenset({"signed_by", "name_when"})
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
    """The run without the story's byline above it: a day, where all comments state their age, and far more text."""
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
        is_boundary = mark.kind == "form" or (mark.kind == "heading" and names_comments(mark.text))
        if is_boundary and repeats[shape(mark.text)] < BOUNDARY_REPEATS:
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


def trailing_heads(marks: Sequence[Mark]) -> list[Head]:
    """Heads of threads that state the time below the text: the name is the line after the time before."""
    whens = [
        index
        for index, mark in enumerate(marks)
        if mark.rule == "when_alone" and mark.kind == "meta" and (index == 0 or marks[index - 1].rule != "signed_by")
    ]
    heads: list[Head] = []
    for place, when in enumerate(whens):
        before = whens[place - 1] if place else -1
        start = max(before + 1, _block_start(marks, when, before))
        is_first = before < 0 or start > before + 1
        name = _first_name(marks, start, when) if is_first else _name_from(marks, start, when)
        if name is None:
            continue
        if marks[name].line.gap and start == before + 1 and not marks[name].is_item:
            continue
        meta = marks[when].meta
        assert meta is not None
        heads.append(Head(name, name, meta._replace(author=signed_name(marks[name].text)), "when_below", when))
    return heads if len(heads) > 1 else []


def _name_from(marks: Sequence[Mark], start: int, when: int) -> int | None:
    """The line near `start` that names the writer of what follows: 'Guest' where only a text stands below it."""
    texts = [i for i in range(start, when) if marks[i].kind == "text"]
    if len(texts) == 1 and marks[start].kind == "badge" and signed_name(marks[start].text):
        return start
    return texts[0] if texts and texts[0] < start + NAME_REACH and name_of(marks[texts[0]].text) else None


def _first_name(marks: Sequence[Mark], start: int, when: int) -> int | None:
    """The same below a thread's heading, where a form's lines may stand between."""
    lines = range(start, min(start + NAME_REACH, when))
    names = [i for i in lines if marks[i].kind == "text" and name_of(marks[i].text)]
    return next((i for i in names if not read_words(marks[i].text).some & (SORT | BUTTON)), next(iter(names), None))


def _block_start(marks: Sequence[Mark], when: int, before: int) -> int:
    """Where a comment begins whose time stands at its end: below the heading, or the time before."""
    lowest = max(before + 1, when - LONGEST_BLOCK)
    unheaded = before + 1
    if before < 0:
        unheaded = next((i for i in range(when - 1, lowest - 1, -1) if _opens_item(marks, i, when)), when)
    return next((i + 1 for i in range(when - 1, lowest - 1, -1) if marks[i].kind in ("heading", "form")), unheaded)


def footed_heads(marks: Sequence[Mark]) -> list[Head]:
    """Heads of threads that sign below the text, each comment an item of a list."""
    heads: list[Head] = []
    after = 0
    for foot in _feet(marks):
        start = next((i for i in range(foot - 1, after - 1, -1) if _opens_item(marks, i, foot)), None)
        meta = marks[foot].meta
        if start is not None and meta:
            heads.append(Head(start, start - 1, meta, "signed_below", foot))
        after = foot + 1
    return heads if len(heads) > 1 else []


def _feet(marks: Sequence[Mark]) -> list[int]:
    return [index for index, mark in enumerate(marks) if mark.rule in FOOT_RULES and mark.kind == "meta"]


def _opens_item(marks: Sequence[Mark], index: int, foot: int) -> bool:
    mark = marks[index]
    return mark.is_item and mark.kind in ("text", "meta", "ordinal") and mark.line.indent < marks[foot].line.indent


def plainly_footed_heads(marks: Sequence[Mark]) -> list[list[Head]]:
    """Runs of comments that are signed below the text, from the thread's heading to the last line that may end it."""
    runs: list[list[Head]] = []
    run: list[Head] = []
    start: int | None = None
    ended = 0  # comments of the run above the last line that may end it
    for index, mark in enumerate(marks):
        if run and run[-1].foot == index - 1 and _ends_thread(marks, index):
            ended = len(run)
        if mark.kind in ("heading", "form"):
            is_begun = mark.kind == "form" and start is not None and not run  # the form stands above the thread
            runs.append(run[:ended])
            run, ended = [], 0
            start = index + 1 if is_begun or (mark.kind == "heading" and names_comments(mark.text)) else None
        elif start is not None and (foot := _foot(marks, index, start)):
            if (foot[0] == start and not run) or (mark.rule != "signed_by" and index - start > LONGEST_BLOCK):
                start = None  # the signature leads, or signs a story
            elif start < foot[0]:
                run.append(Head(start, start - 1, foot[1], "signed_below", index, foot_lines=index - foot[0] + 1))
                start = index + 1
    runs.append(run if run and run[-1].foot == len(marks) - 1 else run[:ended])
    several = (run for run in runs if len(run) > 1 and not _goes_on(marks, run))
    return [_from_numbers(marks, _evenly_footed(marks, run)) for run in several]


def _goes_on(marks: Sequence[Mark], run: Sequence[Head]) -> bool:
    """Below the last signature stands one more text over the buttons that stood among the others: signatures lead."""
    end = run[-1].foot or 0
    rows = {shape(mark.text) for mark in marks[run[0].first : end] if mark.kind == "button"}
    below = takewhile(lambda mark: mark.kind not in ("form", "heading"), marks[end + 1 : end + 1 + LONGEST_BLOCK])
    kinds = ["row" if mark.kind == "button" and shape(mark.text) in rows else mark.kind for mark in below]
    return "row" in kinds and "text" in kinds[: kinds.index("row")]


def _foot(marks: Sequence[Mark], index: int, start: int) -> tuple[int, Meta] | None:
    """Where the signature begins that ends here, and what it says: in one line, or a name above its time."""
    mark, above = marks[index], marks[index - 1]
    if mark.kind != "meta" or mark.meta is None:
        return None
    if mark.rule in FOOT_RULES:
        is_parted = mark.meta.posted is None and index + 1 < len(marks) and marks[index + 1].rule == "when_alone"
        return None if is_parted else (index, mark.meta)
    if mark.rule != "when_alone" or index - 1 < start or above.kind not in ("text", "meta") or above.is_item:
        return None
    author = above.meta.author if above.meta else name_of(above.text)
    return (index - 1, mark.meta._replace(author=author)) if author else None


def _evenly_footed(marks: Sequence[Mark], run: list[Head]) -> list[Head]:
    """The run with its names as far above their times as all comments allow: a town may stand between them."""
    if any(head.foot_lines != 2 or head.foot is None for head in run):
        return run
    feet = [(head, head.foot) for head in run if head.foot is not None]
    far = min(_named_lines(marks, head, foot) for head, foot in feet)
    if not far:
        return run
    return [
        head._replace(foot_lines=far + 1, meta=head.meta._replace(author=name_of(marks[foot - far].text)))
        for head, foot in feet
    ]


def _named_lines(marks: Sequence[Mark], head: Head, foot: int) -> int:
    """How many lines right above a time can be names, below at least one of text."""
    lines = range(foot - 1, max(head.first, foot - 1 - NAME_REACH), -1)
    return sum(1 for _ in takewhile(lambda i: marks[i].kind == "text" and name_of(marks[i].text), lines))


def _from_numbers(marks: Sequence[Mark], run: list[Head]) -> list[Head]:
    """The run, its first comment from its number on where the others open with the numbers that follow."""
    first, second = run[0], marks[run[1].first].number
    if second is None or any(marks[head.first].number != second + place for place, head in enumerate(run[1:])):
        return run
    start = next((i for i in range(first.first, first.foot or 0) if marks[i].number == second - 1), first.first)
    return [first._replace(first=start, last=start - 1), *run[1:]]


def _ends_thread(marks: Sequence[Mark], index: int) -> bool:
    """What stands below the last signature is no comment: a form, a heading, a list, a short line."""
    mark = marks[index]
    if PAGER.search(mark.text):
        return True
    is_title = 0 < len(mark.text) < SHORTEST_COMMENT and mark.text[-1] not in SENTENCE_ENDS
    return mark.kind in ("form", "heading", "button") or mark.is_item or is_title


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

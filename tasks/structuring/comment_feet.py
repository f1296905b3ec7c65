"""Which comments are signed below their texts, and where does each begin?

Marks go in, heads with a foot come out: one run for all times below texts, one for lists, and one for each thread
between its heading and what ends it. `comment_runs` holds them against the heads that lead their texts.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from tasks.structuring.comment_controls import heads_thread
from tasks.structuring.comment_heads import Head
from tasks.structuring.comment_marks import Mark
from tasks.structuring.comment_meta import Meta
from tasks.structuring.comment_naming import name_of, signed_name
from tasks.structuring.comment_reading import BUTTON, SORT, read_words, shape

LONGEST_BLOCK: Final = 30  # lines of a comment that is signed below
NAME_REACH: Final = 3  # lines from the beginning of a comment to its writer's name
SHORTEST_COMMENT: Final = 40  # characters; what is shorter below a last signature is taken for a title
SENTENCE_ENDS: Final = frozenset('.!?…)"”»;:。！？।؟')
PAGER: Final = re.compile(
    r"^\[?(?:[«‹←]|<<?)\]?\s*(?:older|newer|prev|next|ältere|neuere|zurück|précéd|suivant|preced|anterior|siguiente|successiv)",
    re.IGNORECASE,
)
FOOT_RULES: Final = frozenset({"signed_by", "name_when"})


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
        if _is_apart(marks, name, when) and start == before + 1 and not marks[name].is_item:
            continue
        meta = marks[when].meta
        assert meta is not None
        heads.append(Head(name, name, meta._replace(author=signed_name(marks[name].text)), "when_below", when))
    return heads if len(heads) > 1 else []


def _is_apart(marks: Sequence[Mark], name: int, when: int) -> bool:
    """The time belongs to what stands right above it, which white space parts from the name."""
    return marks[name].line.gap > marks[when].line.gap and marks[name + 1].line.gap > 0


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
            start = index + 1 if is_begun or (mark.kind == "heading" and heads_thread(mark.text)) else None
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

"""Which lines are a comment's text, and which its furniture? Cuts a run of signatures into records.

What stands between two signatures is text, buttons, counters, and lines that return under every comment.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import is_badge, is_foot, is_profile
from tasks.structuring.comment_heads import Head, floor_of
from tasks.structuring.comment_marks import Mark
from tasks.structuring.comment_meta import is_bare_byline
from tasks.structuring.comment_naming import LONGEST_NAME, name_of
from tasks.structuring.comment_reading import shape

REPEATED: Final = 0.6  # share of the comments in which a line that is no text returns
FEWEST_REPEATS: Final = 3
CLOSING: Final = 0.6  # share of the comments in which nothing follows the first button
ECHO: Final = 20  # characters of a comment that a share button repeats
NAMED_FIRST: Final = frozenset({"when_below", "aligned_below"})  # the name above the text, the time below it
SOME_EMPLOYERS: Final = 0.34  # share of the comments that surely have a line on their writer, so that all may
ELLIPSES: Final = ("[…]", "[...]", "[…", "[&#8230;]")
SUBJECT: Final = re.compile(r"(?:re|aw|sv|odp|rif)\s?:", re.IGNORECASE)
SHORTEST_SUBJECT: Final = 8  # characters of a subject that a system made of the comment's first words
SOFT_HYPHEN: Final = "\u00ad"
SHORTEST_LIMIT, LONE_LIMIT, LIMIT_FACTOR = 6, 12, 3  # lines that the last comment may have, by the median of the others


Closer = Callable[[int], bool]


def most_of(comments: int) -> float:
    """How many of a thread's comments must have a line for it to be no text of theirs."""
    return max(FEWEST_REPEATS, REPEATED * comments)


class Record(NamedTuple):
    """One comment: its head, and the marks between head and end that are its text and its furniture."""

    head: Head
    text: tuple[int, ...]
    quiet: tuple[int, ...]


def cut_records(marks: Sequence[Mark], run: Sequence[Head], end: int) -> list[Record]:
    stops = [head.first for head in run[1:]] + [end]
    bodies = [_inside(marks, head, stop) for head, stop in zip(run, stops, strict=True)]
    template = _template(marks, bodies) if len(run) >= FEWEST_REPEATS else set()
    records = [_record(marks, head, body, template) for head, body in zip(run, bodies, strict=True)]
    records = _without_profiles(marks, _without_employers(marks, _without_next_subjects(marks, records)))
    is_closing = _closer(marks, template)
    if not _buttons_close(records, is_closing):
        return records
    closed = [_closed(record, is_closing) for record in records]
    return [*closed[:-1], _ended(marks, closed[-1])]


def _template(marks: Sequence[Mark], bodies: Sequence[list[int]]) -> set[str]:
    """The shapes of lines that return in most comments."""
    count = Counter(found for body in bodies for found in {shape(marks[i].text) for i in body})
    return {found for found, times in count.items() if times >= most_of(len(bodies))}


def _hushed(record: Record, *lines: int) -> Record:
    """The comment with some lines of its text as furniture."""
    kept = tuple(sorted(set(record.text).difference(lines)))
    return record._replace(text=kept, quiet=tuple(sorted((*record.quiet, *lines))))


def _without_profiles(marks: Sequence[Mark], records: list[Record]) -> list[Record]:
    """The comments without the name that forums print once more below each text."""
    profiled = [len(r.text) > 1 and marks[r.text[-1]].text == r.head.meta.author for r in records]
    if sum(profiled) < most_of(len(records)):
        return records
    return [_hushed(r, r.text[-1]) if is_profiled else r for r, is_profiled in zip(records, profiled, strict=True)]


def _without_next_subjects(marks: Sequence[Mark], records: list[Record]) -> list[Record]:
    """The comments without the line that titles the next one: 'Re: the headline' right above its signature."""
    return [
        _hushed(r, r.text[-1])
        if len(r.text) > 1 and r.text[-1] + 1 == below.head.first and SUBJECT.match(marks[r.text[-1]].text)
        else r
        for r, below in pairwise(records)
    ] + records[-1:]


def _without_employers(marks: Sequence[Mark], records: list[Record]) -> list[Record]:
    """The comments without the line below each name that says where its bearer works or lives.

    Where some lines there surely do, the other short ones do too: 'Works at Orby Mill' in one, 'Orby' in the next.
    """
    below = [_below_name(marks, record) for record in records]
    known = [text is not None and (is_profile(text) or is_badge(text)) for text in below]
    if sum(known) < SOME_EMPLOYERS * len(records):
        return records
    return [
        _hushed(r, r.text[0])
        if text and len(r.text) > 1 and r.text[0] == r.head.last + 1 and name_of(text) is not None
        else r
        for r, text in zip(records, below, strict=True)
    ]


def _below_name(marks: Sequence[Mark], record: Record) -> str | None:
    """The line right below a name, where the time follows the text."""
    below = record.head.last + 1
    is_inside = record.head.family in NAMED_FIRST and below < len(marks)
    return marks[below].text if is_inside else None


def _ended(marks: Sequence[Mark], record: Record) -> Record:
    """The last comment without what stands below its buttons: that is no part of the thread."""
    if not record.text:
        return record
    quiet = [i for i in record.quiet if i < record.text[-1]]
    below, furniture = record.text[-1] + 1, frozenset(record.quiet)
    while below in furniture and (marks[below].kind not in ("text", "meta") or _is_own_time(marks[below], record.head)):
        quiet.append(below)
        below += 1
    return record._replace(quiet=tuple(quiet))


def _is_own_time(mark: Mark, head: Head) -> bool:
    """The time below the text of a comment that is signed by its name alone."""
    return head.meta.posted is None and mark.rule == "when_alone"


def _inside(marks: Sequence[Mark], head: Head, stop: int) -> list[int]:
    """The marks of one comment below its head; in a list they stand deeper than the item."""
    stop = head.foot + 1 if head.foot is not None else stop
    indices = range(head.last + 1, stop)
    floor = floor_of(marks, head)
    return [i for i in indices if i == head.first or marks[i].line.indent > floor]


def _record(marks: Sequence[Mark], head: Head, body: Sequence[int], template: set[str]) -> Record:
    text = [i for i in body if _is_text(marks[i]) and shape(marks[i].text) not in template and i not in head.signing]
    text = text[: _echo(marks, text)] or _short_text(marks, body, template)
    if len(text) > 1 and len(opening := marks[text[0]].text) >= SHORTEST_SUBJECT:
        text = text[marks[text[1]].text.startswith(opening) :]
    head, text = _signed_again(marks, head, text)
    kept = set(text)
    quiet = [i for i in body if i not in kept]
    return Record(head, tuple(text), tuple(quiet))


def _signed_again(marks: Sequence[Mark], head: Head, text: list[int]) -> tuple[Head, list[int]]:
    """The head with the time from a line below the text that signs with its name once more, and the text without it."""
    for index in text[1:] if head.meta.author and not head.meta.posted else ():
        meta = marks[index].meta
        if meta and meta.author and meta.posted and head.meta.author and head.meta.author.startswith(meta.author):
            signed = head._replace(meta=head.meta._replace(author=meta.author, posted=meta.posted))
            return signed, [i for i in text if i != index]
    return head, text


def is_excerpt(marks: Sequence[Mark], record: Record) -> bool:
    """The text is what a blog system quotes of a page that links here: '[…] words of that page […]'."""
    if not record.text:
        return False
    first, last = marks[record.text[0]].line.words, marks[record.text[-1]].line.words
    return first.startswith(ELLIPSES) and last.endswith(ELLIPSES)


def _short_text(marks: Sequence[Mark], body: Sequence[int], template: set[str]) -> list[int]:
    """The line that is all of a comment although it reads like a button: 'Link?'."""
    first = body[0] if body else None
    if first is None or marks[first].kind not in ("button", "badge", "counter") or shape(marks[first].text) in template:
        return []
    return [first] if len(body) > 1 and not marks[first].line.text.isalpha() else []


def _echo(marks: Sequence[Mark], text: Sequence[int]) -> int | None:
    """Where the comment's beginning returns after its author's name: the text of a share button."""
    if not text:
        return None
    opening = marks[text[0]].text[:ECHO].rstrip().replace(SOFT_HYPHEN, "")
    for place, index in enumerate(text[1:], start=1):
        name, colon, rest = marks[index].text.partition(": ")
        if colon and len(name) <= LONGEST_NAME and rest.replace(SOFT_HYPHEN, "").startswith(opening):
            return place
    return None


def _is_text(mark: Mark) -> bool:
    return mark.kind == "text" or (mark.kind == "meta" and mark.rule not in ("when_alone", "pingback"))


def _closer(marks: Sequence[Mark], template: set[str]) -> Closer:
    """What says that a line is one of those that end comments: a button, votes, a line that returns below most."""
    return lambda index: marks[index].kind in ("button", "counter") or shape(marks[index].text) in template


def _buttons_close(records: Sequence[Record], is_closing: Closer) -> bool:
    """Most comments end with their first button; one line below it is the subject of the next comment.

    Below the last one the page goes on.
    """
    inner = records[:-1] if len(records) > FEWEST_REPEATS else records
    closing = [record for record in inner if _lines_below_buttons(record, is_closing) <= 1]
    return len(records) > 1 and len(closing) >= CLOSING * len(inner)


def _lines_below_buttons(record: Record, is_closing: Closer) -> float:
    """Lines of text below the first button under the text; infinity where there is none."""
    button = _first_button(record, is_closing)
    return inf if button is None else sum(i > button for i in record.text)


def _first_button(record: Record, is_closing: Closer) -> int | None:
    return next((i for i in record.quiet if record.text and i > record.text[0] and is_closing(i)), None)


def _closed(record: Record, is_closing: Closer) -> Record:
    """The comment without what stands after its first button, where that is no text of its own."""
    button = _first_button(record, is_closing)
    if button is None:
        return record
    return _hushed(record, *(i for i in record.text if i > button))


def end_of(marks: Sequence[Mark], run: Sequence[Head]) -> int:
    """The mark after the last comment of the run."""
    last = run[-1]
    if last.foot is not None:
        return last.foot + 1
    indent = floor_of(marks, last)
    is_item = indent >= 0
    below = max(last.first, last.last) + 1
    limit = below + _longest_text(run)
    for index in range(below, len(marks)):
        mark = marks[index]
        if mark.kind == "form" or (mark.kind == "heading" and mark.line.gap) or is_foot(mark.text):
            return index
        if mark.rule == "signed_by" and is_bare_byline(mark.text):
            return max(below, index - 1)  # a story with its headline
        if is_item and mark.line.indent <= indent:
            return index
        if not is_item and (index >= limit or (index > below and _is_title(mark))):
            return index
    return len(marks)


def _longest_text(run: Sequence[Head]) -> int:
    lengths = [b.first - a.last for a, b in pairwise(run)]
    return max(SHORTEST_LIMIT, LIMIT_FACTOR * int(median(lengths))) if lengths else LONE_LIMIT


def _is_title(mark: Mark) -> bool:
    """A short line that stands apart and is no sentence: the heading of what follows the thread."""
    return mark.kind == "text" and mark.line.gap > 0 and name_of(mark.text) is not None

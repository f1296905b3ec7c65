"""Which stretch of the page is a thread? Groups signatures into runs, weighs the evidence, keeps the best.

Heads go in, `Zone`s come out: the comments' heads in order, where each comment ends, and how sure it is
that readers wrote this. A thread is known by its regularity (one signature a comment, text between), by
what stands above and below (a heading, a form) and by the buttons inside.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import (
    announced_count,
    is_link,
    is_teaser,
    is_thread_button,
    names_comments,
)
from tasks.structuring.comment_heads import Head, Mark, bare_heads, find_heads, floor_of, heads_over_names, inline_head, item_head, numbered_heads
from tasks.structuring.comment_meta import LONGEST_NAME, name_of
from tasks.structuring.lines import TextLine

HEADING_REACH: Final = 40  # lines between a thread's heading and its first comment: a whole form
NEAR: Final = 15  # lines; a heading that stands farther off weighs less
FORM_REACH: Final = 12
PROSE: Final = 200  # characters of a line that is surely prose
ACCEPTED: Final = 5.0
SURE: Final = 10.0
REPEATED: Final = 0.6  # share of the comments in which a line that is no text returns
CLOSING: Final = 0.7  # share of the comments in which nothing follows the first button


SHORTEST_HEADLINE: Final = 20  # characters
LONGEST_BUTTONS: Final = 12  # characters of a button at a signature's end
BARE_WORDS: Final = 3  # of a button in a list
INLINE: Final = 0.8  # share of a list's items that begin with a name and a colon
FOOT_RULES: Final = frozenset({"signed_by", "name_when"})
CLOCK: Final = re.compile(r"\d[:.h]\d\d")
LONGEST_COMMENT: Final = 2500  # characters, where the thread is no longer than three comments
LONGEST_BLOCK: Final = 30  # lines of a comment that is signed below
DIGIT: Final = re.compile(r"\d")
ECHO: Final = 20  # characters
LONG: Final = 100  # characters of a line that is no headline
SENTENCE_ENDS: Final = frozenset(".!?…)\"”»;:。！？")


class Record(NamedTuple):
    """One comment: its head, and the marks between head and end that are its text and its furniture."""

    head: Head
    text: tuple[int, ...]
    quiet: tuple[int, ...]


class Zone(NamedTuple):
    """One thread: marks first to last (the headings near it included), its records, the weight of its evidence."""

    claim: int  # the heading that it was weighed by, or its first mark: nothing in between can be another thread
    first: int
    last: int
    family: str
    records: tuple[Record, ...]
    weight: float

    @property
    def confidence(self) -> float:
        return round(min(0.99, 0.6 + 0.39 * (self.weight - ACCEPTED) / (SURE - ACCEPTED)), 3)


BodyLike = Callable[[TextLine], float]


def find_zones(marks: Sequence[Mark], body_like: BodyLike | None = None) -> list[Zone]:
    """The page's threads in order; they do not overlap."""
    repeats = Counter(shape(mark.text) for mark in marks if mark.kind in ("form", "heading"))
    runs = [run for run in _runs(marks, repeats) if run]
    zones = [zone for run in runs if (zone := _zone(marks, run, repeats, body_like))]
    chosen: list[Zone] = []
    for zone in sorted(zones, key=lambda zone: (-zone.weight, -len(zone.records), zone.first, zone.family)):
        if all(zone.last < other.claim or other.last < zone.claim for other in chosen):
            chosen.append(zone)
    return sorted(chosen, key=lambda zone: zone.first)


def shape(text: str) -> str:
    """A line with its numbers made equal: what returns under every comment has one shape."""
    return DIGIT.sub("0", text).casefold()


def _runs(marks: Sequence[Mark], repeats: Counter[str]) -> list[list[Head]]:
    """Stretches of heads of one manner: leading, trailing, and plain items under a heading."""
    heads = _evenly_named(marks, find_heads(marks))
    families = (
        [head for head in heads if head.family not in ("when", "when_item")],
        [head for head in heads if head.family in ("when", "when_item", "pingback")],
        heads,
        bare_heads(marks),
        heads_over_names(marks),
        trailing_heads(marks),
        footed_heads(marks),
    )
    split = [run for family in (*families, *numbered_heads(marks), *plainly_footed_heads(marks)) for run in _split(marks, family, repeats)]
    return [_like_signed(marks, run) for run in split if _is_topped(marks, run)] + item_runs(marks)


def _is_topped(marks: Sequence[Mark], run: Sequence[Head]) -> bool:
    """A thread whose times stand over the names has no text above its first time, as one that signs below has."""
    first = run[0].first
    return run[0].family != "when_over" or first == 0 or marks[first - 1].kind not in ("text", "meta")


def _evenly_named(marks: Sequence[Mark], heads: list[Head]) -> list[Head]:
    """The heads, the first of a thread with its name as far above its time as most others have theirs."""
    dated = [head for head in heads if head.family == "when"]
    spans = Counter(head.last - head.first for head in dated)
    usual, times = spans.most_common(1)[0] if spans else (0, 0)
    if not dated or dated[0].last - dated[0].first <= usual or times < REPEATED * len(dated):
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
        if is_boundary and repeats[shape(mark.text)] < 3:
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
    enough = max(1.0, 0.3 * max(counts.values()))
    return [head for head in run if counts[head.family] >= enough or head.family in ("in_reply", "pingback")]


def trailing_heads(marks: Sequence[Mark]) -> list[Head]:
    """Heads of threads that state the time below the text: the name is the line after the time before."""
    whens = [index for index, mark in enumerate(marks) if mark.rule == "when_alone" and mark.kind == "meta"]
    heads: list[Head] = []
    for place, when in enumerate(whens):
        before = whens[place - 1] if place else -1
        start = max(before + 1, _block_start(marks, when, before))
        name = next((i for i in range(start, min(start + 3, when)) if marks[i].kind == "text"), None)
        if name is None or name_of(marks[name].text) is None or (marks[name].line.gap and start == before + 1):
            continue
        meta = marks[when].meta
        assert meta is not None
        heads.append(Head(name, name, meta._replace(author=name_of(marks[name].text)), "when_below", when))
    return heads if len(heads) > 1 else []


def _block_start(marks: Sequence[Mark], when: int, before: int) -> int:
    """Where a comment begins whose time stands at its end: below the heading, or the time before."""
    lowest = max(before + 1, when - LONGEST_BLOCK)
    unheaded = when if before < 0 else before + 1
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
    """Runs of comments that are signed below the text, from the thread's heading to its form."""
    runs: list[list[Head]] = []
    run: list[Head] = []
    start: int | None = None
    for index, mark in enumerate(marks):
        if mark.kind == "form" and len(run) > 1 and run[-1].foot == index - 1:
            runs.append(run)
        if mark.kind in ("heading", "form"):
            run = []
            start = index + 1 if mark.kind == "heading" and names_comments(mark.text) else None
        elif start is not None and start < index and mark.rule == "signed_by" and mark.kind == "meta" and mark.meta:
            run.append(Head(start, start - 1, mark.meta, "signed_below", index))
            start = index + 1
    return runs


def item_runs(marks: Sequence[Mark]) -> list[list[Head]]:
    """Plain lists that stand under a thread's heading or right above its form."""
    runs: list[list[Head]] = []
    end = -1
    for index, mark in enumerate(marks):
        if mark.kind != "heading" or index < end:
            continue
        first = next((i for i in range(index + 1, min(index + 6, len(marks))) if _plain_item(marks[i])), None)
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
        first = index
        for above in range(index - 1, floor - 1, -1):
            if not marks[above].is_item and marks[above].line.indent == 0:
                break
            if not _plain_item(marks[above]):
                continue
            if first < index and (marks[above].ordinal is None) != (marks[first].ordinal is None):
                break
            if marks[above].line.indent <= marks[first].line.indent + 2:
                first = above
        if first < index:
            runs.append(_item_run(marks, first)[0])
        floor = index + 1
    return runs


def _plain_item(mark: Mark) -> bool:
    return mark.is_item and mark.kind in ("text", "meta", "badge")


def _item_run(marks: Sequence[Mark], first: int) -> tuple[list[Head], int]:
    """The items of one list from its first, and where the list ends."""
    indent = marks[first].line.indent
    run: list[Head] = []
    for index in range(first, len(marks)):
        mark = marks[index]
        if mark.line.indent < indent or (not mark.is_item and mark.line.indent == indent):
            return _named_inline(marks, _trimmed(marks, run)), index
        if mark.line.indent == indent and _plain_item(mark):
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
    while run and _is_bare(marks, run[0]):
        run = run[1:]
    while run and _is_bare(marks, run[-1]):
        run = run[:-1]
    return run


def _is_bare(marks: Sequence[Mark], head: Head) -> bool:
    text = marks[head.first].text
    return head.last < head.first and len(text.split()) <= BARE_WORDS and name_of(text) is not None


def _zone(marks: Sequence[Mark], run: list[Head], repeats: Counter[str], body_like: BodyLike | None) -> Zone | None:
    if all(head.family == "pingback" for head in run):
        return None
    end = _end(marks, run)
    headings = _headings(marks, run)
    heading = max(headings, key=lambda index: _heading_weight(marks, index, run), default=None)
    records = _records(marks, run, end)
    weight = _weight(marks, run, records, heading, end)
    if body_like is not None:
        weight -= _prose_weight(marks, records, body_like)
    if weight < ACCEPTED:
        return None
    first = min((index for index in headings if run[0].first - index <= NEAR), default=run[0].first)
    last = max(i for record in records for i in (record.head.last, record.head.first, *record.text, *record.quiet))
    claim = first if heading is None else min(first, heading)
    return Zone(claim, first, last, run[0].family, tuple(records), weight)


def _prose_weight(marks: Sequence[Mark], records: Sequence[Record], body_like: BodyLike) -> float:
    """What a learned opinion that this is the story's body takes from the evidence: up to 3."""
    opinions = [body_like(marks[index].line) for record in records for index in record.text]
    return 3.0 * max(0.0, sum(opinions) / len(opinions) - 0.5) * 2 if opinions else 0.0


def _headings(marks: Sequence[Mark], run: Sequence[Head]) -> list[int]:
    """The headings above the run with no prose between, the nearest first."""
    found: list[int] = []
    start = run[0].first
    for index in range(start - 1, max(-1, start - 1 - HEADING_REACH), -1):
        mark = marks[index]
        if mark.kind == "heading" or (start - index <= 3 and announced_count(mark.text) == len(run)):
            found.append(index)
        elif len(mark.text) > PROSE and mark.kind != "form":
            break
    return found


def _end(marks: Sequence[Mark], run: Sequence[Head]) -> int:
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
        if mark.kind == "form" or (mark.kind == "heading" and mark.line.gap):
            return index
        if is_item and mark.line.indent <= indent:
            return index
        if not is_item and (index >= limit or (index > below and _is_title(mark))):
            return index
    return len(marks)


def _longest_text(run: Sequence[Head]) -> int:
    lengths = [b.first - a.last for a, b in zip(run, run[1:])]
    return max(6, 3 * int(median(lengths))) if lengths else 12


def _is_title(mark: Mark) -> bool:
    """A short line that stands apart and is no sentence: the heading of what follows the thread."""
    return mark.kind == "text" and mark.line.gap > 0 and name_of(mark.text) is not None


def _records(marks: Sequence[Mark], run: Sequence[Head], end: int) -> list[Record]:
    stops = [head.first for head in run[1:]] + [end]
    bodies = [_inside(marks, head, stop) for head, stop in zip(run, stops, strict=True)]
    count = Counter(found for body in bodies for found in {shape(marks[i].text) for i in body})
    template = {found for found, times in count.items() if times >= max(3, REPEATED * len(run))}
    records = [_record(marks, head, body, template) for head, body in zip(run, bodies, strict=True)]
    if not _buttons_close(records):
        return records
    closed = [_closed(marks, record) for record in records]
    return [*closed[:-1], _ended(marks, closed[-1])]


def _ended(marks: Sequence[Mark], record: Record) -> Record:
    """The last comment without what stands below its buttons: that is no part of the thread."""
    if not record.text:
        return record
    quiet = [i for i in record.quiet if i < record.text[-1]]
    below = record.text[-1] + 1
    while below in record.quiet and marks[below].kind not in ("text", "meta"):
        quiet.append(below)
        below += 1
    return record._replace(quiet=tuple(quiet))


def _inside(marks: Sequence[Mark], head: Head, stop: int) -> list[int]:
    """The marks of one comment below its head; in a list they stand deeper than the item."""
    stop = head.foot + 1 if head.foot is not None else stop
    indices = range(head.last + 1, stop)
    floor = floor_of(marks, head)
    return [i for i in indices if i == head.first or marks[i].line.indent > floor]


def _record(marks: Sequence[Mark], head: Head, body: Sequence[int], template: set[str]) -> Record:
    text = [i for i in body if _is_text(marks[i]) and shape(marks[i].text) not in template and i != head.foot]
    text = text[: _echo(marks, text)] or _short_text(marks, body, template)
    quiet = [i for i in body if i not in set(text)]
    return Record(head, tuple(text), tuple(quiet))


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
    opening = marks[text[0]].text[:ECHO].rstrip()
    for place, index in enumerate(text[1:], start=1):
        name, colon, rest = marks[index].text.partition(": ")
        if colon and len(name) <= LONGEST_NAME and rest.replace("\u00ad", "").startswith(opening.replace("\u00ad", "")[:ECHO]):
            return place
    return None


def _is_text(mark: Mark) -> bool:
    return mark.kind == "text" or (mark.kind == "meta" and mark.rule not in ("when_alone", "pingback"))


def _buttons_close(records: Sequence[Record]) -> bool:
    """Most comments end with their first button; one line below it is the subject of the next comment."""
    closing = [r for r in records if r.quiet and r.text and sum(i > min(r.quiet) for i in r.text) < min(2, len(r.text))]
    return len(records) > 1 and len(closing) >= CLOSING * len(records)


def _closed(marks: Sequence[Mark], record: Record) -> Record:
    """The comment without what stands after its first button, where that is no text of its own."""
    buttons = [i for i in record.quiet if marks[i].kind == "button" and record.text and i > record.text[0]]
    if not buttons:
        return record
    text = tuple(i for i in record.text if i < buttons[0])
    moved = tuple(i for i in record.text if i > buttons[0])
    return Record(record.head, text, tuple(sorted(record.quiet + moved)))


def _weight(marks: Sequence[Mark], run: Sequence[Head], records: Sequence[Record], heading: int | None, end: int) -> float:
    """The evidence that the run is a thread. Each line below is one kind of evidence and its weight."""
    size = len(run)
    comments = [r for r in records if r.head.family != "pingback"]
    share = 1 / max(1, len(comments))
    weight = 0.0
    if heading is not None:
        weight += _heading_weight(marks, heading, run)
    weight += _form_weight(marks, end)
    weight += 3 * (sum(_has_button(marks, r) for r in comments) * share >= 0.5)
    weight += 2 * (sum(r.head.family == "says" for r in comments) * share >= 0.5)
    weight += 2 * (sum(r.head.meta.is_reply for r in comments) * share >= 0.1)
    weight += sum(r.head.meta.posted is not None for r in comments) * share >= 0.5
    weight += sum(_has_clock(r.head.meta.posted) for r in comments) * share >= 0.5
    weight -= 4 * (run[0].family == "when_bare") + 2 * (run[0].family == "numbered")
    weight += 1 * (size >= 3)
    weight += _counts_up(marks, run)
    weight -= 8 * max(0.0, sum(not r.text for r in comments) * share - 0.1)
    weight -= 8 * (sum(_is_entry(marks, r) for r in comments) * share >= 0.3)
    weight -= 4 * (sum(_is_prose(marks, r) for r in comments) * share < 0.4)
    weight -= 5 * (_listed_share(marks, comments) >= 0.5)
    weight -= 4 * (_titled_share(marks, comments) >= 0.6)
    weight -= 3 * (size == 1 and not _is_lone_comment(marks, comments, heading))
    weight -= 3 * (size <= 3 and _is_long(marks, comments))
    weight -= 3 * (size == 2 and run[0].family != run[1].family)
    weight -= 6 * (_unsigned_items(marks, run, range(run[0].first if heading is None else heading, end)) > 0.3)
    if run[0].family == "item":
        weight += 2 * (sum(_is_definite(marks, r) for r in comments) * share >= 0.8) - 1 - 3 * (size < 3)
        weight -= 9 * (sum(_is_dated(marks, r) for r in comments) * share >= 0.3)
    return weight


def _is_lone_comment(marks: Sequence[Mark], records: Sequence[Record], heading: int | None) -> bool:
    """A single signed text is a comment where one is announced, or where it is an item of a list of two."""
    if heading is None or _is_long(marks, records) or not records:
        return False
    count = marks[heading].count
    return count == 1 or (count == 2 and marks[records[0].head.first].is_item)


def _is_long(marks: Sequence[Mark], records: Sequence[Record]) -> bool:
    """One text is longer than comments are: the story stands between two lines that look signed."""
    return any(sum(len(marks[i].text) for i in record.text) > LONGEST_COMMENT for record in records)


def _counts_up(marks: Sequence[Mark], run: Sequence[Head]) -> bool:
    """The outermost comments are numbered in order."""
    outer = min(marks[head.first].line.indent for head in run)
    numbers = [marks[head.first].ordinal or 0 for head in run if marks[head.first].line.indent == outer]
    return len(numbers) > 1 and all(0 < a < b for a, b in zip(numbers, numbers[1:]))


def _heading_weight(marks: Sequence[Mark], index: int, run: Sequence[Head]) -> int:
    """A heading weighs 3, 2 where its word may name a section too, more where it announces what was found."""
    heading, size = marks[index], len(run)
    far = run[0].first - index > NEAR
    count = heading.count if heading.count is not None else announced_count(heading.text)
    if not count:
        return (1 if is_link(heading.text) else 3 if names_comments(heading.text) else 2) - far
    # Fewer are announced where pingbacks are left out, more where a thread goes on on other pages.
    return (6 if count == size else 5 if 0.5 * size <= count <= 1.5 * size + 1 else 3) - far


def _form_weight(marks: Sequence[Mark], end: int) -> int:
    """3 where a comment system signs right below the run, 2 where a form or another heading stands near."""
    if end < len(marks) and marks[end].kind == "form" and "powered by" in marks[end].text.casefold():
        return 3
    near = marks[end : end + FORM_REACH]
    return 2 * any(mark.kind in ("form", "heading") or (mark.kind == "button" and names_comments(mark.text)) for mark in near)


def _unsigned_items(marks: Sequence[Mark], run: Sequence[Head], stretch: range) -> float:
    """The share of the list in the stretch whose items are no heads: the list is something else, or signed otherwise."""
    heads = {head.first for head in run}
    levels = {marks[i].line.indent for i in heads if marks[i].is_item}
    items = [
        i
        for i in stretch
        if _plain_item(marks[i]) and marks[i].line.indent in levels and marks[i].line.bullet
    ]
    return sum(i not in heads for i in items) / len(items) if items else 0.0


def _has_clock(posted: str | None) -> bool:
    """The time is exact to the minute; stories are mostly dated by the day."""
    return posted is not None and CLOCK.search(posted) is not None


def _is_prose(marks: Sequence[Mark], record: Record) -> bool:
    """The text has a sentence: headlines and menus have none."""
    lines = [marks[i].line.words for i in record.text]
    return any(len(line) >= LONG or (line[-1] in SENTENCE_ENDS) or not line[-1].isprintable() for line in lines)


def _listed_share(marks: Sequence[Mark], records: Sequence[Record]) -> float:
    """The share of the text that stands in lists of its own: menus."""
    below = [i for record in records for i in record.text if i > record.head.first]
    return sum(marks[i].line.bullet > 0 for i in below) / len(below) if below else 0.0


def _titled_share(marks: Sequence[Mark], records: Sequence[Record]) -> float:
    """The share of signatures right below a headline: a list of stories."""
    above = [r.head.first - 1 for r in records if r.head.foot is None and not marks[r.head.first].is_item]
    return sum(i >= 0 and _is_headline(marks[i]) for i in above) / max(1, len(records))


def _is_headline(mark: Mark) -> bool:
    text = mark.text
    return mark.kind == "text" and SHORTEST_HEADLINE <= len(text) and text[-1] not in SENTENCE_ENDS


def _is_dated(marks: Sequence[Mark], record: Record) -> bool:
    """A plain item that a signature with a time stands in: another family reads it better."""
    return record.head.meta.posted is not None or any(marks[i].rule == "when_alone" for i in record.quiet)


def _is_definite(marks: Sequence[Mark], record: Record) -> bool:
    """A plain item with a name in its own line and text below."""
    return record.head.last >= record.head.first and record.head.meta.author is not None and bool(record.text)


def _has_button(marks: Sequence[Mark], record: Record) -> bool:
    indices = record.quiet + tuple(range(record.head.first, record.head.last + 1))
    return any(marks[i].kind == "button" and is_thread_button(marks[i].text) for i in indices) or any(
        is_thread_button(marks[i].text[-LONGEST_BUTTONS:]) for i in range(record.head.first, record.head.last + 1) if marks[i].meta
    )


def _is_entry(marks: Sequence[Mark], record: Record) -> bool:
    """An entry of a list of stories: it counts its comments or asks to read on."""
    return any(is_teaser(marks[i].text) for i in record.quiet + record.text[-2:])



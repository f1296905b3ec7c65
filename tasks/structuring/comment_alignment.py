"""Which lines return in the same place of every comment? Finds threads by how evenly they are built.

The lines that state a time are laid over each other: words that most of them share are furniture, what is left is
a name; lines that return between them are furniture too. A thread can so be read whatever its words mean.
Marks go in, one run of heads for each stretch of times comes out, in the reading that leaves the least over.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import counts, is_thread_button
from tasks.structuring.comment_heads import Head
from tasks.structuring.comment_marks import LONG, Mark, begins_or_ends_thread
from tasks.structuring.comment_meta import Meta
from tasks.structuring.comment_naming import EDGES, JOINT, name_of, unbracketed
from tasks.structuring.comment_reading import may_state_time, shape
from tasks.structuring.comment_when import find_when

FEWEST: Final = 3  # times that show what they have in common
NEARLY_ALL: Final = 0.8
RETURNS: Final = 0.6  # share of the comments in which a line that is no text returns
LONGEST_REST: Final = 80  # characters beside the time
LONGEST_ROW: Final = 60  # characters of a row of buttons
LONGEST_GAP: Final = 30  # lines between two times
HEADING_REACH: Final = 40  # lines between a thread's heading and its first time
FORM_REACH: Final = 12
LONGEST_ODD: Final = 40  # characters of a name that looks like none
REACH: Final = 6  # lines between a name and its time
FURNITURE: Final = frozenset({"button", "counter", "badge", "ordinal"})
WORD: Final = re.compile(r"\S+")
MARKS_ONLY: Final = re.compile(r"[\W_]+")
ROWS_LAST: Final = 0.5  # what rows of buttons right above the signatures say against texts above these
DROPPED: Final = 0.25  # what a time that is none of the thread's counts
WORST: Final = 1.0  # what a reading may leave over at most


class Anchor(NamedTuple):
    """A short line that states a time, with what stands in it before and behind; or a row of buttons."""

    place: int
    before: str
    posted: str | None
    after: str
    basis: str = ""  # of the statement, as `When` has it


class Reading(NamedTuple):
    """One way to cut the stretch into comments, and what it leaves over: 0 for nothing."""

    heads: list[Head]
    left_over: float


NOTHING: Final = Reading([], WORST)


class Stretch:
    """Times in a row, and which lines between them are furniture."""

    def __init__(self, marks: Sequence[Mark], anchors: Sequence[Anchor]) -> None:
        self.marks, self.anchors = marks, anchors
        self.gaps = [range(a.place + 1, b.place) for a, b in pairwise(anchors)]
        found = Counter(form for gap in self.gaps for form in {shape(marks[i].text) for i in gap})
        enough = max(2.0, RETURNS * len(self.gaps))
        self.returning = {form for form, times in found.items() if times >= enough}

    def is_furniture(self, index: int) -> bool:
        mark = self.marks[index]
        return mark.kind in FURNITURE or shape(mark.text) in self.returning

    def is_edge(self, index: int) -> bool:
        mark = self.marks[index]
        is_heading = mark.kind in ("heading", "form") and shape(mark.text) not in self.returning
        return is_heading or counts(mark.text, len(self.anchors))

    @cached_property
    def floors(self) -> list[int]:
        """For each time the first line that can belong to its comment: below the time before, or below a heading."""
        first = self.anchors[0].place
        edges = (i + 1 for i in range(first - 1, max(-1, first - LONGEST_GAP), -1) if self.is_edge(i))
        return [next(edges, max(0, first - REACH)), *(gap.start for gap in self.gaps)]


def aligned_heads(marks: Sequence[Mark]) -> list[list[Head]]:
    """The heads of each stretch of times in the reading that leaves the least over."""
    stretches = [_like_stated(anchors) for anchors in _stretches(marks)]
    best = [_best(marks, anchors) for anchors in stretches if _may_be_thread(marks, anchors)]
    if not best:
        best = [_named_first(Stretch(marks, rows)) for rows in _rows(marks)]
    return [reading.heads for reading in best if reading.left_over < WORST]


def _rows(marks: Sequence[Mark]) -> Iterator[list[Anchor]]:
    """The rows of buttons under comments that state no time, below a thread's heading."""
    forms = {index: shape(mark.text) for index, mark in enumerate(marks) if _is_row(mark)}
    form, times = Counter(forms.values()).most_common(1)[0] if forms else ("", 0)
    if times < FEWEST:
        return
    places = [index for index, found in forms.items() if found == form]
    is_near = all(b - a <= LONGEST_GAP for a, b in pairwise(places))
    above = marks[max(0, places[0] - HEADING_REACH) : places[0]]
    if is_near and any(mark.kind == "heading" or counts(mark.text, len(places)) for mark in above):
        yield [Anchor(index, "", None, "") for index in places]


def _is_row(mark: Mark) -> bool:
    is_bare = mark.kind in ("button", "text") or mark.rule == "when_alone"
    return is_bare and len(mark.text) <= LONGEST_ROW and is_thread_button(mark.text)


def _named_first(stretch: Stretch) -> Reading:
    """Each comment is opened by its name and ends above the row."""
    lines = _evenly_far(stretch, _openings(stretch))
    names = _names(stretch, lines)
    if names is None:
        return NOTHING
    read = _trailing(stretch, lines, names, is_named_first=True)
    return read._replace(heads=[head._replace(family="aligned", foot=None) for head in read.heads])


def _may_be_thread(marks: Sequence[Mark], anchors: Sequence[Anchor]) -> bool:
    """Something announces a thread or ends it, or comments have buttons: no evidence is enough without."""
    first, last = anchors[0].place, anchors[-1].place
    near = marks[max(0, first - HEADING_REACH) : first]
    if any(mark.kind in ("heading", "form") for mark in (*near, *marks[last : last + FORM_REACH])):
        return True
    sizes = len(anchors), len(anchors) - 1
    if any(counts(mark.text, size) for mark in near[-REACH:] for size in sizes):
        return True
    buttons = sum(map(_is_row, marks[first : last + REACH]))
    return 2 * buttons >= len(anchors)


def _best(marks: Sequence[Mark], anchors: list[Anchor]) -> Reading:
    """The reading that leaves the least over; the first time or the last may be another's, which leaves that over."""
    best = min(_readings(Stretch(marks, anchors)), key=lambda each: each.left_over, default=NOTHING)
    for way in (anchors[1:], anchors[:-1]):
        if best.left_over > DROPPED and len(way) >= FEWEST:
            found = [each._replace(left_over=each.left_over + DROPPED) for each in _readings(Stretch(marks, way))]
            best = min([best, *found], key=lambda each: each.left_over)
    return best


def _stretches(marks: Sequence[Mark]) -> Iterator[list[Anchor]]:
    """Times that neither a heading nor too many lines part, as far as they are enough to be compared."""
    stretch: list[Anchor] = []
    for index, mark in enumerate(marks):
        if mark.is_plain:
            continue
        if begins_or_ends_thread(mark):
            if len(stretch) >= FEWEST:
                yield stretch
            stretch = []
        elif anchor := _anchor(mark, index):
            if stretch and index - stretch[-1].place > LONGEST_GAP:
                if len(stretch) >= FEWEST:
                    yield stretch
                stretch = []
            stretch.append(anchor)
    if len(stretch) >= FEWEST:
        yield stretch


def _like_stated(anchors: list[Anchor]) -> list[Anchor]:
    """The times of a thread that dates its comments, without '20 yrs' in a text."""
    dated = [anchor for anchor in anchors if anchor.basis == "date"]
    return dated if len(dated) >= NEARLY_ALL * len(anchors) else anchors


def _anchor(mark: Mark, index: int) -> Anchor | None:
    text = mark.text
    if len(text) > LONG or not may_state_time(text) or (when := find_when(text)) is None:
        return None
    before, after = text[: when.lead], text[when.end :]
    if len(before) + len(after) > LONGEST_REST:
        return None
    posted = mark.meta.posted if mark.meta else None
    return Anchor(index, before, posted or unbracketed(text[when.start : when.end]), after, when.basis)


def _readings(stretch: Stretch) -> Iterator[Reading]:
    """The ways to read a stretch: the name beside the time, above it, or first; the text below the time, or above."""
    beside = _beside(stretch)
    if beside is not None:
        yield _leading(stretch, [anchor.place for anchor in stretch.anchors], beside)
        yield _trailing(stretch, _openings(stretch), beside)
    nearest = _nearest(stretch)
    is_labelled = all(line is not None and stretch.marks[line].rule == "signed_by" for line in nearest)
    for lines in (nearest,) if is_labelled else (nearest, _topmost(stretch)):
        if (names := _names(stretch, lines)) is not None:
            yield _leading(stretch, lines, names)
    opening = _evenly_far(stretch, _openings(stretch))
    if (names := _names(stretch, opening)) is not None:
        yield _trailing(stretch, opening, names, is_named_first=True)


def _beside(stretch: Stretch) -> list[str | None] | None:
    """The names that stand in the lines of the times, before them or behind; None where hardly any does."""
    for sides in ([anchor.before for anchor in stretch.anchors], [anchor.after for anchor in stretch.anchors]):
        bare = _without_common(sides)
        names = [name_of(rest) if MARKS_ONLY.sub("", rest) else None for rest in bare]
        if _are_names(names):
            return _filled(names, bare)
    return None


def _without_common(texts: Sequence[str]) -> list[str]:
    """The texts without the words that most of them begin or end with."""
    words = [list(WORD.finditer(text)) for text in texts]
    forms = [[shape(word[0]) for word in each] for each in words]
    count = Counter(form for each in forms for form in set(each))
    common = {form for form, times in count.items() if times >= NEARLY_ALL * len(texts)}
    bare = []
    for text, found, shapes in zip(texts, words, forms, strict=True):
        kept = [place for place, form in enumerate(shapes) if form not in common]
        bare.append(text[found[kept[0]].start() : found[kept[-1]].end()] if kept else "")
    return bare


def _are_names(names: Sequence[str | None]) -> bool:
    """Nearly all are there, and few say the same."""
    given = [name for name in names if name is not None]
    return len(given) >= NEARLY_ALL * len(names) and 2 * len(set(given)) > len(given)


def _names(stretch: Stretch, lines: Sequence[int | None]) -> list[str | None] | None:
    shown = [
        _shown(stretch.marks[line]) if line is not None and line != anchor.place else ""
        for line, anchor in zip(lines, stretch.anchors, strict=True)
    ]
    names = [name_of(text) for text in shown]
    return _filled(names, shown) if _are_names(names) else None


def _shown(mark: Mark) -> str:
    """The line without the words that introduce a name: 'Comment from: Ann'."""
    return mark.meta.author if mark.rule == "signed_by" and mark.meta and mark.meta.author else mark.text


def _filled(names: Sequence[str | None], shown: Sequence[str]) -> list[str | None]:
    """The names, and what stands in a name's place though it looks like none: 'Harbour Pilot (ret.)'."""
    bare = [text.replace(JOINT, "").strip(EDGES) for text in shown]
    return [name or (text if 0 < len(text) <= LONGEST_ODD else None) for name, text in zip(names, bare, strict=True)]


def _nearest(stretch: Stretch) -> list[int | None]:
    """For each time the nearest line above it that is no furniture."""
    return [
        next((i for i in range(a.place - 1, max(floor, a.place - REACH) - 1, -1) if not stretch.is_furniture(i)), None)
        for a, floor in zip(stretch.anchors, stretch.floors, strict=True)
    ]


def _topmost(stretch: Stretch) -> list[int | None]:
    """For each time the first line of the block above it, which furniture or a sentence ends."""
    found: list[int | None] = []
    for anchor, floor in zip(stretch.anchors, stretch.floors, strict=True):
        top = None
        for index in range(anchor.place - 1, max(floor, anchor.place - REACH) - 1, -1):
            if stretch.marks[index].kind in ("button", "counter") or name_of(stretch.marks[index].text) is None:
                if top is not None or not stretch.is_furniture(index):
                    break
            elif not stretch.is_furniture(index):
                top = index
        found.append(top)
    return _evenly_far(stretch, found)


def _evenly_far(stretch: Stretch, lines: Sequence[int | None]) -> list[int | None]:
    """The lines, none farther from its time than most are where a name stands that far too."""
    far = [a.place - line if line is not None else 0 for a, line in zip(stretch.anchors, lines, strict=True)]
    usual, times = Counter(far[1:]).most_common(1)[0]
    if not usual or times < RETURNS * len(far[1:]):
        return list(lines)
    return [
        a.place - usual if distance > usual and _is_name(stretch, a.place - usual) else line
        for a, distance, line in zip(stretch.anchors, far, lines, strict=True)
    ]


def _is_name(stretch: Stretch, index: int) -> bool:
    return not stretch.is_furniture(index) and name_of(stretch.marks[index].text) is not None


def _openings(stretch: Stretch) -> list[int | None]:
    """For each time the first line above it, from the time before, that is no furniture."""
    return [
        next((i for i in range(floor, anchor.place) if not stretch.is_furniture(i)), None)
        for anchor, floor in zip(stretch.anchors, stretch.floors, strict=True)
    ]


def _leading(stretch: Stretch, lines: Sequence[int | None], names: Sequence[str | None]) -> Reading:
    """Each comment begins with its name or time; its text stands below."""
    heads = [
        Head(anchor.place if line is None else line, anchor.place, Meta("aligned", name, anchor.posted), "aligned")
        for anchor, line, name in zip(stretch.anchors, lines, names, strict=True)
    ]
    stops = [head.first for head in heads[1:]]
    bodies = [range(head.last + 1, stop) for head, stop in zip(heads, stops, strict=False)]
    above = heads[0].first - 1
    is_overhung = above >= 0 and stretch.marks[above].kind == "text" and not stretch.marks[heads[0].first].line.gap
    below = heads[-1].last + 1
    is_bare = below == len(stretch.marks) or stretch.is_edge(below)
    return Reading(heads, _left_over(stretch, bodies) + (is_overhung + 2 * is_bare) / len(heads))


def _trailing(
    stretch: Stretch, lines: Sequence[int | None], names: Sequence[str | None], *, is_named_first: bool = False
) -> Reading:
    """Each comment ends with its time, which the name stands beside, or opens the comment."""
    heads = []
    for anchor, line, name in zip(stretch.anchors, lines, names, strict=True):
        first = anchor.place if line is None else line
        meta = Meta("aligned", name, anchor.posted)
        heads.append(Head(first, first if is_named_first else first - 1, meta, "aligned_below", anchor.place))
    bodies = [range(max(head.first, head.last + 1), a.place) for head, a in zip(heads, stretch.anchors, strict=True)]
    closed = sum(bool(gap) and stretch.is_furniture(gap[-1]) for gap in stretch.gaps)
    misled = 0.0 if is_named_first else ROWS_LAST * (2 * closed > len(stretch.gaps))  # buttons stand behind a text
    return Reading(heads, _left_over(stretch, bodies, is_named_last=not is_named_first) + misled)


def _left_over(stretch: Stretch, bodies: Sequence[range], *, is_named_last: bool = False) -> float:
    """The mean of what is wrong with the comments: no text, furniture within it, a name at its edge."""
    kept = [[i for i in body if not stretch.is_furniture(i)] for body in bodies]
    cut = sum(_is_cut(stretch, lines) for lines in kept)
    long = [lines for lines in kept if len(lines) > 1]
    last = sum(_is_short(stretch, lines[-1]) for lines in long)
    first = 0 if is_named_last else sum(_is_short(stretch, lines[0]) for lines in long)  # else it is the subject
    edges = max(first, last)
    return (2 * sum(not lines for lines in kept) + cut + edges * (edges >= RETURNS * len(kept))) / max(1, len(kept))


def _is_cut(stretch: Stretch, lines: Sequence[int]) -> bool:
    """A row of buttons stands between the lines of the text."""
    return bool(lines) and any(
        stretch.is_furniture(i) and stretch.marks[i].kind != "ordinal" for i in range(lines[0], lines[-1])
    )


def _is_short(stretch: Stretch, index: int) -> bool:
    return name_of(stretch.marks[index].text) is not None

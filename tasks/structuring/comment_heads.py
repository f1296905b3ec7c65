"""Where does each comment of a page begin? Finds the lines that sign comments.

`find_heads` puts the parts of a signature together (a name above its time, a number above a name) and gives one
`Head` a comment, by family: threads sign their comments all in the same way.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import is_label, is_profile
from tasks.structuring.comment_marks import Mark
from tasks.structuring.comment_meta import Meta, is_bare_byline
from tasks.structuring.comment_naming import ADDRESS, LONGEST_NAME, LONGEST_SAYER, name_of
from tasks.structuring.comment_reading import HEADING, SORT, read_words

REACH: Final = 4  # lines between a name and its time; badges and slogans stand there
LONGEST_SLOGAN: Final = 100  # what members write under their names
CLOSERS: Final = frozenset({"form", "heading", "button"})
ANSWERING: Final = frozenset({"in_reply", "answers"})
QUIET: Final = frozenset({"button", "badge", "counter", "ordinal"})


class Head(NamedTuple):
    """The signature of one comment: marks first to last, and what they say."""

    first: int
    last: int
    meta: Meta
    family: str
    foot: int | None = None  # the mark that signs below the text, where the thread does that; the last of `foot_lines`
    skip: int = 0  # characters of the first line that sign the comment whose text follows on it
    foot_lines: int = 1

    @property
    def signing(self) -> list[int]:
        """The marks that sign."""
        below = () if self.foot is None else range(self.foot - self.foot_lines + 1, self.foot + 1)
        return [*range(self.first, self.last + 1), *below]


def find_heads(marks: Sequence[Mark]) -> list[Head]:
    """All signatures of the page in order, those that lead their text."""
    heads: list[Head] = []
    taken = -1
    for index, mark in enumerate(marks):
        if index <= taken or mark.kind != "meta" or _is_labelled(marks, index):
            continue
        head = _signed(marks, index) if mark.rule != "when_alone" else _dated(marks, index, taken)
        if head:
            heads.append(head)
            taken = head.last
    return heads


def _is_labelled(marks: Sequence[Mark], index: int) -> bool:
    """The time below 'Join date' is of the member, not of the comment."""
    return index > 0 and marks[index].rule == "when_alone" and is_label(marks[index - 1].text)


def bare_heads(marks: Sequence[Mark]) -> list[Head]:
    """Signatures of threads that state a time and no name."""
    heads: list[Head] = []
    for index, mark in enumerate(marks):
        if mark.kind == "meta" and mark.rule == "when_alone" and mark.meta and not _is_labelled(marks, index):
            heads.append(_answering(marks, Head(index, index, mark.meta, "when_bare")))
    return heads


def heads_over_names(marks: Sequence[Mark]) -> list[Head]:
    """Signatures of threads that print the time first and the name below it, or below the comment's number."""
    heads: list[Head] = []
    for index, mark in enumerate(marks[:-1]):
        if mark.kind != "meta" or mark.rule != "when_alone" or mark.meta is None or _is_labelled(marks, index):
            continue
        place = index + 2 if _is_bare_number(marks[index + 1]) and index + 2 < len(marks) else index + 1
        name = marks[place]
        if name.kind == "text" and not name.is_item and (author := name_of(name.text)):
            last = _profile_end(marks, place)
            heads.append(Head(index, last, mark.meta._replace(author=author), "when_over"))
    return heads


def _profile_end(marks: Sequence[Mark], name: int) -> int:
    """The last of the lines right below a name that tell of the member: 'Senior Member', 'Join Date: Jan 2000'."""
    below = takewhile(lambda index: is_profile(marks[index].text), range(name + 1, len(marks)))
    return max(below, default=name)


def _is_bare_number(mark: Mark) -> bool:
    return mark.kind == "ordinal" and not mark.text and mark.ordinal is not None


def _signed(marks: Sequence[Mark], index: int) -> Head | None:
    """A head from a line with a name, its time taken from the lines below where it has none."""
    meta = marks[index].meta
    assert meta is not None
    first, last = index, index
    if index and marks[index - 1].kind == "ordinal" and not marks[index].is_item:
        first = index - 1
    if meta.rule == "in_reply" and meta.author is None and _is_name_of_item(marks, index - 1):
        first, meta = index - 1, meta._replace(author=name_of(marks[index - 1].text))
    if meta.rule == "pingback":
        return Head(first, last, meta, "pingback")
    for below in range(index + 1, min(index + REACH, len(marks))):
        time = marks[below].meta
        if time and time.rule == "when_alone" and marks[below].kind == "meta" and meta.posted is None:
            meta, last = meta._replace(posted=time.posted), below
            break
        if marks[below].kind not in QUIET or marks[below].is_item:
            break
    if meta.rule == "says_bare" and meta.posted is None:
        return None
    return _answering(marks, _restated(marks, Head(first, last, meta, _family(marks[index], meta))))


def _restated(marks: Sequence[Mark], head: Head) -> Head:
    """The head with the lines right below that sign with its name once more: one is for ears, the other for eyes."""
    last = head.last
    while last + 1 < len(marks) and _signs_as(marks[last + 1], head.meta.author):
        last += 1
    return head._replace(last=last)


def _signs_as(mark: Mark, name: str | None) -> bool:
    return (
        name is not None
        and not mark.is_item
        and mark.kind == "meta"
        and mark.meta is not None
        and mark.meta.author == name
    )


def _is_name_of_item(marks: Sequence[Mark], index: int) -> bool:
    """An item of a list opens with nothing but a name."""
    mark = marks[index]
    return index >= 0 and mark.is_item and mark.kind == "text" and name_of(mark.text) is not None


def _family(mark: Mark, meta: Meta) -> str:
    """The manner of a signature; a story's byline is not signed as 'Posted by Name' is."""
    if meta.rule == "signed_by" and is_bare_byline(mark.text):
        return "by"
    return "says" if meta.rule == "says_bare" else meta.rule


def _answering(marks: Sequence[Mark], head: Head) -> Head:
    """The head with the line right below it, or below its link, that only says whom it answers."""
    place = head.last + 1
    if place + 1 < len(marks) and marks[place].kind == "button" and marks[place + 1].rule == "in_reply":
        place += 1
    below = marks[place] if place < len(marks) else None
    if below is None or below.is_item or below.meta is None or below.rule not in ANSWERING or below.meta.author:
        return head
    answer = below.meta
    meta = head.meta._replace(target=answer.target, target_number=answer.target_number, is_reply=True)
    return head._replace(last=place, meta=meta)


def _dated(marks: Sequence[Mark], index: int, taken: int) -> Head | None:
    """A head from a time alone, with the name on a line above it."""
    meta = marks[index].meta
    assert meta is not None
    above = _above(marks, index, taken)
    if above is None:
        return None
    first, name = above
    family = "byline" if is_bare_byline(marks[name].text) else "when_item" if marks[first].is_item else "when"
    inside = (m.meta for m in marks[first:index] if m.rule in ANSWERING and m.meta)
    if answer := next(inside, None):
        meta = meta._replace(target=answer.target, target_number=answer.target_number, is_reply=True)
    return _answering(marks, Head(first, index, meta._replace(author=name_of(marks[name].text)), family))


def _above(marks: Sequence[Mark], index: int, taken: int) -> tuple[int, int] | None:
    """Where the head of a time begins and which line is its name: an item of a list, the first below a button,
    or the next line.
    """
    names: list[int] = []
    lowest = marks[index].line.indent
    for above in range(index - 1, max(taken, index - 2 - REACH), -1):
        mark = marks[above]
        if mark.rule in ANSWERING:
            continue
        if mark.kind == "ordinal" and mark.text.isalpha() and not mark.is_item and above + 1 in names:
            # The letters of an avatar stand right above the name.
            return above + 1, above + 1
        is_time = mark.rule == "when_alone"
        is_name = mark.kind in ("badge", "ordinal") or (not is_time and name_of(mark.text) is not None)
        lowest = min(mark.line.indent, lowest)
        if mark.is_item and mark.kind not in CLOSERS and is_name and mark.line.indent == lowest:
            return above, names[-1] if names and mark.kind == "ordinal" else above
        if mark.kind in CLOSERS or mark.rule in ("when_alone", "pingback"):
            return (names[-1], names[-1]) if names else None
        if len(mark.text) > LONGEST_SLOGAN:
            break
        if mark.kind not in QUIET and name_of(mark.text) and not (names and _is_order(mark)):
            names.append(above)
    nearest = next((i for i in range(index - 1, taken, -1) if not _is_passed(marks[i])), None)
    return (nearest, nearest) if nearest in names and nearest is not None else None


def _is_order(mark: Mark) -> bool:
    """The order in which a thread is shown, above the first name: 'Viewing: Newest'."""
    reading = read_words(mark.text)
    return bool(reading.every & HEADING and reading.some & SORT)


def _is_passed(mark: Mark) -> bool:
    return mark.kind in QUIET or mark.rule in ANSWERING


def floor_of(marks: Sequence[Mark], head: Head) -> int:
    """The indent that a comment's text stands deeper than; -1 where the thread is no nested list."""
    first, last = marks[head.first], marks[head.last]
    if head.last > head.first and last.line.bullet and last.line.indent == first.line.indent:
        return -1  # name and time are a list of their own
    below = marks[head.first + 1] if head.first + 1 < len(marks) else None
    is_nested = below is None or below.line.indent > first.line.indent or first.line.bullet > 0
    return first.line.indent if first.is_item and is_nested else -1


def numbered_heads(marks: Sequence[Mark]) -> list[list[Head]]:
    """Names with numbers that count up from 1: threads that sign with nothing else."""
    runs: list[list[Head]] = []
    for index, mark in enumerate(marks):
        if mark.ordinal is None or mark.kind not in ("text", "meta", "badge") or mark.line.bullet:
            continue
        if mark.ordinal != 1 and not (runs and marks[runs[-1][-1].first].ordinal == mark.ordinal - 1):
            continue
        name = name_of(mark.text) if mark.kind == "text" or mark.meta is None else None
        if mark.kind == "text" and name is None:
            continue
        head = Head(index, index, mark.meta or Meta("numbered", name), "numbered")
        if mark.ordinal == 1:
            runs.append([head])
        else:
            runs[-1].append(head)
    return runs


def inline_head(mark: Mark, index: int) -> Head | None:
    """A head from 'Name: text' in one line."""
    name, colon, rest = mark.text.partition(": ")
    if not colon or not rest.strip() or len(name.split()) > 4 or name_of(name) is None:
        return None
    return Head(index, index - 1, Meta("inline", name_of(name)), "item", None, len(mark.text) - len(rest.lstrip()))


def item_head(marks: Sequence[Mark], index: int) -> Head:
    """A head from an item of a list that signs nothing: its line is a name where text stands below and deeper."""
    mark = marks[index]
    if mark.kind == "meta" and mark.meta:
        return Head(index, index, mark.meta, "item")
    below = marks[index + 1] if index + 1 < len(marks) else None
    has_text = below is not None and not below.is_item and below.line.indent > mark.line.indent
    # Old threads print the address of the commenter's own site before the name, or before the page that links here.
    name = name_of(mark.text, LONGEST_SAYER if ADDRESS.match(mark.text) else LONGEST_NAME)
    if has_text and (name or mark.kind == "badge"):
        return Head(index, index, Meta("item", name), "item")
    return Head(index, index - 1, Meta("item"), "item")

"""Where does each comment of a page begin? Marks every line once, then finds the lines that sign comments.

`mark_lines` says what each line is by itself; `find_heads` puts the parts of a signature together (a name
above its time, a number above a name) and gives one `Head` a comment, by family: threads sign their
comments all in the same way.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import (
    heading_count,
    heads_thread,
    is_badge,
    is_button,
    is_counter,
    is_form,
    is_label,
    is_long_furniture,
    is_profile,
    is_thread_button,
)
from tasks.structuring.comment_meta import LONGEST_META, Meta, is_bare_byline, opens_reply, read_meta
from tasks.structuring.comment_naming import (
    ADDRESS,
    JOINT,
    LONGEST_NAME,
    LONGEST_SAYER,
    answered_number,
    name_of,
    own_number,
    strip_ordinal,
)
from tasks.structuring.comment_reading import (
    AGED,
    ANSWER,
    BADGE,
    DIGIT,
    FORM_KEY,
    GLUED,
    HEADING,
    NUMBER,
    NUMBER_RUN,
    SAY,
    SIGNED,
    SORT,
    read_words,
    shape,
)
from tasks.structuring.lines import TextLine

REACH: Final = 4  # lines between a name and its time; badges and slogans stand there
LONGEST_INITIAL: Final = 2
LONGEST_ROW: Final = 60  # characters of a row of buttons
RETURNS: Final = 3  # times that a line stands on the page which returns with each comment
LONGEST_SLOGAN: Final = 100  # what members write under their names
CLOSERS: Final = frozenset({"form", "heading", "button"})
LONG: Final = 120  # characters: longer lines are mostly prose
TAIL: Final = 60  # characters at a line's end that a time and buttons take
ANSWERING: Final = frozenset({"in_reply", "answers"})
QUIET: Final = frozenset({"button", "badge", "counter", "ordinal"})
TELLING: Final = NUMBER | AGED | SAY | ANSWER | SIGNED | FORM_KEY | GLUED


class Mark(NamedTuple):
    """A line, what it is by itself, and what it signs."""

    line: TextLine
    kind: str  # 'meta', 'form', 'heading', 'button', 'counter', 'badge', 'ordinal' or 'text'
    text: str  # without bullet and number
    meta: Meta | None = None
    ordinal: int | None = None
    announced: int | None = None  # comments that a heading counts
    is_plain: bool = False  # no word of it can sign or state a time

    @property
    def is_item(self) -> bool:
        """The line opens an item of a list."""
        return self.line.bullet > 0 or self.ordinal is not None

    @property
    def number(self) -> int | None:
        """The comment's own number, in a line that signs or is a number."""
        if self.ordinal is not None or not (self.meta or self.kind == "counter"):
            return self.ordinal
        return own_number(self.text) if answered_number(self.text) is None else None

    @property
    def rule(self) -> str:
        return self.meta.rule if self.meta else ""


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


def mark_lines(lines: Sequence[TextLine]) -> list[Mark]:
    marks = [_mark(line) for line in lines]
    for index in range(len(marks) - 1):
        if _is_initial(marks[index], marks[index + 1]):
            marks[index] = marks[index]._replace(kind="ordinal", meta=None)
            _name_below(marks, index + 1)
        elif marks[index].kind == "text" and marks[index].text[-1:] == ",":  # "Jo Bell," above "Leeds 3/7/2008"
            _name_below(marks, index)
    return _with_returning(marks)


def _with_returning(marks: list[Mark]) -> list[Mark]:
    """The marks with rows of unknown words that return as buttons, and headings that count up as counters."""
    rows = {
        index: shape(mark.text)
        for index, mark in enumerate(marks)
        if not mark.is_plain and mark.kind == "text" and len(mark.text) <= LONGEST_ROW and is_thread_button(mark.text)
    }
    times = Counter(rows.values())
    for index, row in rows.items():
        if times[row] >= RETURNS:
            marks[index] = marks[index]._replace(kind="button")
    for index in _counting_up(marks):
        marks[index] = marks[index]._replace(kind="counter", announced=None)
    return marks


def _counting_up(marks: Sequence[Mark]) -> Iterator[int]:
    """The headings that stand above single comments: 'Comment 2 of 9' below 'Comment 1 of 9'."""
    runs: dict[str, tuple[list[int], int]] = {}  # by form: their places, and the number that comes next
    for index, mark in enumerate(marks):
        if mark.kind == "heading" and (found := NUMBER_RUN.search(mark.text)):
            number = int(found[0])
            run, expected = runs.get(form := shape(mark.text), ([], number))
            if number == expected:
                run.append(index)
                runs[form] = run, number + 1
    for run, _ in runs.values():
        if len(run) >= RETURNS:
            yield from run


def _is_initial(mark: Mark, below: Mark) -> bool:
    """An avatar made of the first letters of the name below it."""
    if len(mark.text) > LONGEST_INITIAL or not mark.text.isalpha():
        return False
    if mark.text != mark.text.upper():
        return below.text.startswith(mark.text)
    words = below.text[:LONGEST_NAME].upper().split()  # none below "AB" where only "1." stands
    return "".join(words[:1]).startswith(mark.text) or "".join(word[0] for word in words[: len(mark.text)]) == mark.text


def _name_below(marks: list[Mark], name: int) -> None:
    """What stands beside the time below a name is no second name, but a place."""
    if name + 1 < len(marks) and marks[name].kind == "text" and name_of(marks[name].text):
        time = marks[name + 1]
        if time.meta and time.rule == "name_when":
            marks[name + 1] = time._replace(meta=time.meta._replace(rule="when_alone", author=None))


def _mark(line: TextLine) -> Mark:
    if len(line.text) > LONGEST_META:
        text, ordinal = strip_ordinal(line.words)
        return Mark(line, "text", text, None, ordinal)
    return tuple.__new__(Mark, (line, *_classified(line.words)))  # what Mark(...) does, three times as fast


@lru_cache(maxsize=16384)
def _classified(words: str) -> tuple[str, str, Meta | None, int | None, int | None, bool]:
    """What a short line is, its text without number, and what it signs, counts and announces."""
    if len(words) <= LONG and _is_plain(words):
        return "text", words, None, None, None, True
    text, ordinal = strip_ordinal(words)
    if len(words) > LONG and not is_long_furniture(text) and not _may_sign(words):
        return "text", text, None, ordinal, None, False
    outer = answered_number(words)
    whole = read_meta(words)
    bare = read_meta(text) if text != words else whole
    # "2. 12-05-2012", "3. At 9:40 on 12 May"
    is_listed = bare is not None and bare.rule == "when_alone" and text.lstrip(JOINT)[:1].isalnum()
    if whole and whole.rule == "when_alone" and words[0] != "#" and not (bare and bare.author) and not is_listed:
        return "meta", words, whole, None, None, False
    if not text or (ordinal is not None and is_counter(text)):
        return "ordinal", text, None, ordinal, None, False
    count = heading_count(text)
    if outer is not None and bare is not None:
        bare, ordinal = bare._replace(target_number=outer, is_reply=True), None
    return _kind(text, count, bare), text, bare, ordinal, count, False


def _is_plain(words: str) -> bool:
    """No word of the line is one without which no line is anything but text: three of four lines of a page."""
    reading = read_words(words)
    if (
        not words[:1].isalnum()
        or not reading.words
        or reading.every
        or reading.some & TELLING
        or (reading.some & BADGE and words.isupper())
    ):
        return False
    return not opens_reply(words)


def _may_sign(words: str) -> bool:
    """A long line ends in a signature: with a time, and no sentence before it."""
    return words[-1] not in ".!?" and DIGIT.search(words, len(words) - TAIL) is not None


def _kind(text: str, count: int | None, meta: Meta | None) -> str:
    if is_form(text):
        return "form"
    if meta and meta.rule in ("pingback", "in_reply"):
        return "meta"
    if is_button(text) or (meta and meta.rule == "answers"):
        return "button"
    if count is not None:
        return "heading"
    if is_counter(text):
        return "counter"
    if is_badge(text):
        return "badge"
    return "meta" if meta else "text"


def begins_or_ends_thread(mark: Mark) -> bool:
    """A thread's heading above it, or the form below."""
    return mark.kind == "form" or (mark.kind == "heading" and heads_thread(mark.text))


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

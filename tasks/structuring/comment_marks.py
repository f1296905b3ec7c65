"""What is each line of a page by itself, to one who looks for threads of comments?

`mark_lines` gives one `Mark` a line: text, a button, a heading, something that signs. Rows of unknown words that return
are buttons too. `comment_heads` and all behind it ask marks, not lines.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import (
    heading_count,
    heads_thread,
    is_badge,
    is_button,
    is_counter,
    is_form,
    is_long_furniture,
    is_thread_button,
)
from tasks.structuring.comment_meta import LONGEST_META, Meta, opens_reply, read_meta
from tasks.structuring.comment_naming import JOINT, LONGEST_NAME, answered_number, name_of, own_number, strip_ordinal
from tasks.structuring.comment_reading import (
    AGED,
    ANSWER,
    BADGE,
    DIGIT,
    FORM_KEY,
    GLUED,
    NUMBER,
    NUMBER_RUN,
    SAY,
    SIGNED,
    read_words,
    shape,
)
from tasks.structuring.lines import TextLine

LONGEST_INITIAL: Final = 2
LONGEST_ROW: Final = 60  # characters of a row of buttons
RETURNS: Final = 3  # times that a line stands on the page which returns with each comment
LONG: Final = 120  # characters: longer lines are mostly prose
TAIL: Final = 60  # characters at a line's end that a time and buttons take
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

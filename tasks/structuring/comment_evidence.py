"""Did readers write this? Weighs the evidence that a run of signatures is a thread of comments.

A `Case` goes in, a sum comes out; `EVIDENCE` is the visible list of what is weighed, each piece a function
that returns what it adds or takes. `comment_zone` keeps what reaches `ACCEPTED`. The weights were
set on half of a comment corpus (38 pages of 34 sites, the weakest thread weighs 5) and on 286 article pages of
other sites, where what reaches 5 are threads too.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from tasks.structuring.comment_controls import (
    announced_count,
    is_button,
    is_label,
    is_link,
    is_teaser,
    is_thread_button,
    names_comments,
)
from tasks.structuring.comment_feet import SENTENCE_ENDS
from tasks.structuring.comment_heads import Head
from tasks.structuring.comment_marks import LONGEST_ROW, Mark
from tasks.structuring.comment_meta import Meta
from tasks.structuring.comment_naming import name_of
from tasks.structuring.comment_quotes import sayer_of
from tasks.structuring.comment_reading import shape
from tasks.structuring.comment_records import Record
from tasks.structuring.comment_runs import is_plain_item
from tasks.structuring.comment_tree import addressee
from tasks.structuring.comment_when import find_when

ACCEPTED: Final = 5.0
SURE: Final = 10.0  # the weight of an announced thread with buttons and exact times
NEAR: Final = 15  # lines; a heading that stands farther off weighs less
FORM_REACH: Final = 12  # lines
MOST: Final = 0.5  # share of the comments that have what a thread's comments have
SOME_REPLIES: Final = 0.1
FEWEST_ANSWERS: Final = 2
FEWEST_ALIKE: Final = 3
FEWEST_WORDS: Final = 3  # of a name that returns and is none: "Re: the headline"
FEW_TEXTLESS: Final = 0.1
ENTRY_SHARE: Final = 0.3  # share of entries that count comments, from which on this is a list of stories
PROSE_SHARE: Final = 0.4
HEADLINE_SHARE: Final = 0.6
UNSIGNED_SHARE: Final = 0.3
DEFINITE_SHARE: Final = 0.8
LONG: Final = 100  # characters of a line that is no headline
SHORTEST_HEADLINE: Final = 20  # characters
LONGEST_COMMENT: Final = 2500  # characters, where a thread is no longer than three comments
LONGEST_BUTTONS: Final = 12  # characters of a button at a signature's end
CLOCK: Final = re.compile(r"\d[:.h]\d\d")
LONG_COUNT: Final = re.compile(r"\d{3}")  # of no unit of time


@dataclass(frozen=True)
class Case:
    """A run, what it was cut into, the best heading above it (a mark's index), and the mark below its end."""

    marks: Sequence[Mark]
    run: Sequence[Head]
    records: Sequence[Record]
    heading: int | None
    end: int

    @cached_property
    def comments(self) -> list[Record]:
        return [record for record in self.records if record.head.family != "pingback"]

    @cached_property
    def family(self) -> str:
        """The manner in which most of the run is signed, the first of them where there are as many of two."""
        return Counter(head.family for head in self.run).most_common(1)[0][0]

    def share(self, test: Callable[[Sequence[Mark], Record], bool]) -> float:
        """The share of the comments that pass."""
        return sum([test(self.marks, record) for record in self.comments]) / max(1, len(self.comments))


def headed(case: Case) -> float:
    return 0 if case.heading is None else heading_weight(case.marks, case.heading, case.run)


def unannounced(case: Case) -> float:
    """Signed entries under no heading may be a live blog, or a calendar where no word of a thread is known."""
    doubts = 1 + case.family.startswith("aligned") + (len(case.run) < FEWEST_ALIKE)
    return -doubts * (case.heading is None and case.family != "item")


def heading_weight(marks: Sequence[Mark], index: int, run: Sequence[Head]) -> int:
    """A heading weighs 3, 2 where its word may name a section too, more where it announces what was found."""
    heading, size = marks[index], len(run)
    far = run[0].first - index > NEAR
    count = heading.announced if heading.announced is not None else announced_count(heading.text)
    if not count:
        return (1 if is_link(heading.text) else 3 if names_comments(heading.text) else 2) - far
    # Fewer are announced where pingbacks are left out, more where a thread goes on on other pages.
    return (6 if count == size else 5 if 0.5 * size <= count <= 1.5 * size + 1 else 3) - far


def above_form(case: Case) -> float:
    """3 where a comment system signs right below the run, 2 where a form or another heading stands near."""
    marks, end = case.marks, case.end
    if end < len(marks) and marks[end].kind == "form" and "powered by" in marks[end].text.casefold():
        return 3
    return 2 * any(_is_form_like(mark) for mark in marks[end : end + FORM_REACH])


def _is_form_like(mark: Mark) -> bool:
    return mark.kind in ("form", "heading") or (mark.kind == "button" and names_comments(mark.text))


def with_buttons(case: Case) -> float:
    """3 for buttons that comments have, less where a row that no heading explains has unknown words beside them."""
    if case.share(_has_button) >= MOST:
        return 3
    return (1 if case.heading is None else 3) * (case.share(_has_row) >= MOST)


def _has_button(marks: Sequence[Mark], record: Record) -> bool:
    head = range(record.head.first, record.head.last + 1)
    if any(is_button(marks[i].text) and is_thread_button(marks[i].text) for i in (*record.quiet, *head)):
        return True
    if any(is_thread_button(marks[i].text[-LONGEST_BUTTONS:]) for i in head if marks[i].meta):
        return True
    foot = record.head.foot
    if foot is None:
        return False
    signature = marks[foot]
    return is_thread_button(signature.text if signature.rule == "when_alone" else signature.text[-LONGEST_BUTTONS:])


def _has_row(marks: Sequence[Mark], record: Record) -> bool:
    lines = [
        marks[i].text for i in record.quiet if marks[i].kind in ("text", "button") and len(marks[i].text) <= LONGEST_ROW
    ]
    return any(map(is_thread_button, lines))


def over_texts(case: Case) -> float:
    """A text stands between most names and times: what is taken for the text is another comment's name."""
    return -5 * (case.share(_holds_prose) >= MOST)


def _holds_prose(marks: Sequence[Mark], record: Record) -> bool:
    inside = range(record.head.first + 1, record.head.last)
    ended = (marks[i].text for i in inside if marks[i].kind == "text" and marks[i].line.text[-1] in SENTENCE_ENDS)
    return any(name_of(text) is None for text in ended)  # "Jean P." ends no sentence


def over_buttons(case: Case) -> float:
    """Read as signed below, most comments have buttons amid their texts: they are cut at the wrong end."""
    return -5 * (case.share(_has_button_amid) >= MOST)


def _has_button_amid(marks: Sequence[Mark], record: Record) -> bool:
    if record.head.foot is None or not record.text:
        return False
    amid = (i for i in record.quiet if record.text[0] < i < record.text[-1] and marks[i].kind == "button")
    return any(is_thread_button(marks[i].text) for i in amid)


def with_profiles(case: Case) -> float:
    """Forums print 'Posts: 120' beside each text."""
    return 2 * (case.share(_has_label) >= MOST)


def _has_label(marks: Sequence[Mark], record: Record) -> bool:
    head = range(record.head.first, record.head.last + 1)
    return any(is_label(marks[i].text) for i in (*record.quiet, *head))


def with_says(case: Case) -> float:
    return 2 * (case.share(lambda _, record: record.head.family in ("says", "dated_says", "titled")) >= MOST)


def with_replies(case: Case) -> float:
    return 2 * (case.share(lambda _, record: record.head.meta.is_reply) >= SOME_REPLIES)


def answering(case: Case) -> float:
    """Some name another of those who sign, as nobody does in a list of stories or a live report."""
    names = {name.casefold(): 0 for record in case.comments if (name := record.head.meta.author)}
    found = sum(_names_another(case.marks, record, names) for record in case.comments)
    return 3 * (found >= FEWEST_ANSWERS and found >= SOME_REPLIES * len(case.comments))


def _names_another(marks: Sequence[Mark], record: Record, names: dict[str, int]) -> bool:
    target = record.head.meta.target
    if target is not None:
        return target.casefold() in names
    opening = marks[record.text[0]].text if record.text else ""
    said = (sayer_of(opening) or (opening[:-1] if opening.endswith(":") else "")).casefold()
    return said in names or addressee(opening, names) is not None


def closing_alike(case: Case) -> float:
    """Below a thread's heading the same short line ends most comments: a row of buttons in whatever language."""
    if case.heading is None or case.family == "item" or case.share(_is_prose) < PROSE_SHARE:
        return 0
    ends = Counter(shape(case.marks[last].text) for record in case.comments if (last := _closing(case.marks, record)))
    return 2 * (len(case.comments) >= FEWEST_ALIKE and max(ends.values(), default=0) >= MOST * len(case.comments))


def _closing(marks: Sequence[Mark], record: Record) -> int | None:
    below = [i for i in record.quiet if record.text and i > record.text[-1] and len(marks[i].text) <= LONGEST_ROW]
    named = [i for i in below if any(map(str.isalpha, marks[i].text)) and not names_comments(marks[i].text)]
    return max(named, default=None)


def with_times(case: Case) -> float:
    return case.share(lambda _, record: record.head.meta.posted is not None) >= MOST


def with_clocks(case: Case) -> float:
    """Times exact to the minute; stories are mostly dated by the day."""
    return case.share(lambda _, record: is_exact(record.head.meta)) >= MOST


def is_exact(meta: Meta | None) -> bool:
    """The time is stated with its minutes."""
    return meta is not None and meta.posted is not None and CLOCK.search(meta.posted) is not None


def several(case: Case) -> float:
    return len(case.run) >= 3


def evenly_built(case: Case) -> float:
    """Of a stretch that is read by its build alone nearly all have a name, and few the same."""
    return 2 * (case.family.startswith("aligned") and case.share(_is_named) >= DEFINITE_SHARE)


def dated_by_days(case: Case) -> float:
    """Read by its build alone, what states days and has no buttons is a list of stories under "Comments"."""
    if not case.family.startswith("aligned") or with_buttons(case):
        return 0
    return -8 * (case.share(lambda _, record: _states_moment(record.head.meta)) < MOST)


def _states_moment(meta: Meta) -> bool:
    """The time is stated with its minutes or by its age; '650S' is a motorcycle."""
    when = find_when(meta.posted) if meta.posted else None
    is_age = when is not None and (
        when.basis == "age" or (when.basis == "short" and not LONG_COUNT.search(meta.posted or ""))
    )
    return is_exact(meta) or is_age


def _is_named(_: Sequence[Mark], record: Record) -> bool:
    return record.head.meta.author is not None


def of_one_name(case: Case) -> float:
    """What most comments have in common is no name, unless all are anonymous: 'Re: the headline', 'Reply #3'."""
    names = [(record.head.meta.author, record.head) for record in case.comments if record.head.meta.author]
    usual, times = Counter(shape(name) for name, _ in names).most_common(1)[0] if names else ("", 0)
    if times < max(FEWEST_ALIKE, 0.5 * len(names)):
        return 0
    alike = {(name, _number_behind(case.marks, head)) for name, head in names if shape(name) == usual}
    return 0 if len(usual.split()) < FEWEST_WORDS and len(alike) == 1 else -8


def _number_behind(marks: Sequence[Mark], head: Head) -> int | None:
    mark = marks[head.last]
    return mark.number if mark.ordinal is None else None


def counting_up(case: Case) -> float:
    """The outermost comments are numbered in order; 3 where the numbers stand behind the names, as in no other list."""
    behind = [_number_behind(case.marks, head) or 0 for head in case.run]
    if len(behind) >= FEWEST_ALIKE and all(a and b and abs(a - b) == 1 for a, b in pairwise(behind)):
        return 3
    firsts = [case.marks[head.first] for head in case.run]
    outer = min(first.line.indent for first in firsts)
    numbers = [first.ordinal or 0 for first in firsts if first.line.indent == outer]
    return len(numbers) > 1 and all(0 < a < b for a, b in pairwise(numbers))


def barely_signed(case: Case) -> float:
    """Times without names and names without times are weak signatures."""
    return {"when_bare": -4, "numbered": -2}.get(case.family, 0)


def merely_said(case: Case) -> float:
    """Lines that end in 'says:' stand above quotations in stories too, where no list and no time is."""
    is_plain = not any(case.marks[head.first].is_item for head in case.run)
    dated = case.share(lambda _, record: record.head.meta.posted is not None)
    return -3 * (is_plain and dated < MOST and case.family in ("says", "signed_by", "by"))


def without_text(case: Case) -> float:
    return -8 * max(0.0, case.share(lambda _, record: not record.text) - FEW_TEXTLESS)


def of_entries(case: Case) -> float:
    """Entries of a list of stories count their comments or ask to read on."""
    return -8 * (case.share(_is_entry) >= ENTRY_SHARE)


def _is_entry(marks: Sequence[Mark], record: Record) -> bool:
    return any(is_teaser(marks[i].text) for i in record.quiet + record.text[-2:])


def of_excerpts(case: Case) -> float:
    """Texts that break off lead elsewhere."""
    return -8 * (case.share(_breaks_off) >= DEFINITE_SHARE)


def _breaks_off(marks: Sequence[Mark], record: Record) -> bool:
    return bool(record.text) and marks[record.text[-1]].line.text.endswith(("…", "..."))


def without_prose(case: Case) -> float:
    """Headlines and menus have no sentences."""
    return -4 * (case.share(_is_prose) < PROSE_SHARE)


def _is_prose(marks: Sequence[Mark], record: Record) -> bool:
    lines = [marks[i].line.text for i in record.text]
    return any(len(line) >= LONG or line[-1] in SENTENCE_ENDS or not line[-1].isprintable() for line in lines)


def of_menus(case: Case) -> float:
    """Half of the text stands in lists of its own."""
    below = [i for record in case.comments for i in record.text if i > record.head.first or record.head.foot]
    return -5 * (bool(below) and sum(case.marks[i].line.bullet > 0 for i in below) >= 0.5 * len(below))


def under_headlines(case: Case) -> float:
    """Signatures right below a headline make a list of stories."""
    heads = [record.head for record in case.comments]
    above = [h.first - 1 for h in heads if h.foot is None and not case.marks[h.first].is_item]
    titles = [case.marks[i].text for i in above if i >= 0 and _is_headline(case.marks[i])]
    titled = sum(times for times in Counter(map(shape, titles)).values() if times == 1)
    return -4 * (titled >= HEADLINE_SHARE * max(1, len(heads)))


def _is_headline(mark: Mark) -> bool:
    return mark.kind == "text" and len(mark.text) >= SHORTEST_HEADLINE and mark.text[-1] not in SENTENCE_ENDS


def alone(case: Case) -> float:
    """A single signed text is a comment where one is announced, or where it is an item of a list of two."""
    if len(case.run) > 1:
        return 0
    count = case.marks[case.heading].announced if case.heading is not None else None
    is_item = case.marks[case.run[0].first].is_item
    return 0 if not _is_long(case) and (count == 1 or (count == 2 and is_item)) else -3


def of_stories(case: Case) -> float:
    """A text longer than comments are: the story stands between two lines that look signed."""
    return -3 * (len(case.run) <= 3 and _is_long(case))


def _is_long(case: Case) -> bool:
    return any(sum(len(case.marks[i].text) for i in record.text) > LONGEST_COMMENT for record in case.comments)


def unevenly_signed(case: Case) -> float:
    return -3 * (len(case.run) == 2 and case.run[0].family != case.run[1].family)


def among_unsigned_items(case: Case) -> float:
    """The list has items that are no heads: it is something else, or signed otherwise."""
    heads = {i for head in case.run for i in range(head.first, max(head.first, head.last) + 1)}
    levels = {case.marks[head.first].line.indent for head in case.run if case.marks[head.first].is_item}
    start = case.run[0].first if case.heading is None else case.heading
    stretch = [(i, case.marks[i]) for i in range(start, case.end)]
    items = [i for i, m in stretch if m.line.bullet and m.line.indent in levels and is_plain_item(m)]
    return -6 * (bool(items) and sum(i not in heads for i in items) > UNSIGNED_SHARE * len(items))


def of_plain_items(case: Case) -> float:
    """A list without signatures must be long and name its writers; where items are dated, others read it better."""
    if case.family != "item":
        return 0
    named = 2 * (case.share(_is_definite) >= DEFINITE_SHARE)
    return named - 1 - 3 * (len(case.run) < 3) - 9 * (case.share(_is_dated) >= ENTRY_SHARE)


def _is_definite(_: Sequence[Mark], record: Record) -> bool:
    return record.head.last >= record.head.first and record.head.meta.author is not None and bool(record.text)


def _is_dated(marks: Sequence[Mark], record: Record) -> bool:
    return record.head.meta.posted is not None or any(marks[i].rule == "when_alone" for i in record.quiet)


# With the most that each piece can add; what settles most cases at least cost is asked first.
EVIDENCE: Final[tuple[tuple[Callable[[Case], float], int], ...]] = (
    (headed, 6),
    (evenly_built, 2),
    (several, 1),
    (barely_signed, 0),
    (without_text, 0),
    (with_replies, 2),
    (with_says, 2),
    (alone, 0),
    (above_form, 3),
    (of_plain_items, 1),
    (closing_alike, 2),
    (without_prose, 0),
    (counting_up, 3),
    (with_profiles, 2),
    (with_clocks, 1),
    (unevenly_signed, 0),
    (with_buttons, 3),
    (of_menus, 0),
    (with_times, 1),
    (answering, 3),
    (under_headlines, 0),
    (unannounced, 0),
    (among_unsigned_items, 0),
    (over_texts, 0),
    (over_buttons, 0),
    (of_excerpts, 0),
    (of_stories, 0),
    (dated_by_days, 0),
    (of_one_name, 0),
    (merely_said, 0),
    (of_entries, 0),
)


def weigh(case: Case) -> float:
    """The sum of the evidence; a sum that cannot reach `ACCEPTED` any more is not brought to its end."""
    weight, left = 0.0, sum(most for _, most in EVIDENCE)
    for piece, most in EVIDENCE:
        weight += piece(case)
        left -= most
        if weight + left < ACCEPTED:
            break
    return weight

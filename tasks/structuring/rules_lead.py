"""Which lines between title and text are standfirst, caption and time, though they look like paragraphs?

Each rule yields (index of the line, role) for lines that have no role yet. What stands between the title and the
line that signs or dates the story is no paragraph of it.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.structuring.byline import Byline, read_byline
from tasks.structuring.dates import read_dates
from tasks.structuring.page_lines import PageLines, ends_sentence, is_prose
from tasks.structuring.rules_media import BRACKETED

Placed = Iterator[tuple[int, str]]

LEAD_LINES: Final = 16  # lines under the title within which its story is signed or dated
LEAD_PROSE: Final = 3  # so many paragraphs, standfirst and captions, may stand above that line
STANDFIRST_WORDS: Final = (6, 70)
CAPTION_WORDS: Final = (4, 45)
LONGEST_STAMP: Final = 90  # characters of a line that is nothing but a time
STAMP_REST: Final = 30  # characters beside the time
SURE_BODY: Final = 0.85  # a line surer than this stays a paragraph: with 0.93 body F1 is the same, without .002 lower
# "16.55 GMT", "Updated at 5:20 pm".
TIME: Final = re.compile(
    r"(?P<label>(?:last )?(?:updated|published|posted)(?: at)?:? )?\d{1,2}[.:]\d\d(?: ?[ap]m)?"
    r"(?(label)(?: [A-Z]{2,5})?| (?:GMT|UTC|[A-Z]{1,4}T))",
    re.IGNORECASE,
)
LONGEST_TIME: Final = 36  # characters
UNSIGNED: Final = Byline((), ())
PARAGRAPHS: Final = (None, "standfirst", "body", "boilerplate", "related", "subheading")


def standfirst_over_byline(page: PageLines) -> Placed:
    """The paragraph under the title, where the story is signed or dated below it."""
    lead = _lead(page)
    if lead and page.word_counts[lead[0]] in range(*STANDFIRST_WORDS) and page.guess(lead[0]) in PARAGRAPHS:
        yield lead[0], "caption" if BRACKETED.search(page.text(lead[0])) else "standfirst"


def caption_over_byline(page: PageLines) -> Placed:
    """A paragraph under the standfirst and above the line that signs or dates the story."""
    for index in _lead(page):
        is_short = page.word_counts[index] in range(*CAPTION_WORDS) and index not in page.openings
        is_sentence = ends_sentence(page.text(index)) and not page.lines[index].bullet
        if page.guess(index) == "body" and is_short and is_sentence:
            hints = page.markup.hints.get(page.lines[index].number, frozenset())
            yield index, "standfirst" if "standfirst" in hints else "caption"


def _lead(page: PageLines) -> list[int]:
    """The silent lines between the title and the first line that signs or dates its story; none where none does."""
    title = next(iter(page.places("title")), None)
    lead: list[int] = []
    for index in range(title + 1, min(title + LEAD_LINES, len(page.lines))) if title is not None else ():
        if page.role(index) == "byline" or is_stamp(page.text(index)):
            return lead
        if page.role(index) is None and page.guess(index) in PARAGRAPHS:
            is_sure = page.guess(index) == "body" and page.guesses[index].confidence >= SURE_BODY
            lead.append(index)
            if is_sure or len(lead) > LEAD_PROSE:
                return []
    return []


def is_stamp(text: str) -> bool:
    """Is the text a time and little else?"""
    dates = read_dates(text) if len(text) <= LONGEST_STAMP else []
    return bool(dates) and len(text) - sum(date.end - date.start for date in dates) <= STAMP_REST


def bare_stamp(page: PageLines) -> Placed:
    """A time and little else, close under the title or its byline, that the model takes for a paragraph."""
    title = next(iter(page.places("title")), len(page.lines))
    lead = range(title + 1, min(title + LEAD_LINES, len(page.lines)))
    signed = max((index for index in lead if page.role(index) == "byline"), default=title)
    for index in lead:
        text = page.text(index)
        if index > signed and page.is_prose(index) and is_prose(text):
            return
        if page.role(index) is None and page.guess(index) == "body" and is_stamp(text) and not ends_sentence(text):
            yield index, "timestamp"


def bare_time(page: PageLines) -> Placed:
    """An hour of the day alone, with its zone or with what happened then."""
    for index in page.silent():
        text = page.text(index)
        if text[-1:].isalnum() and len(text) <= LONGEST_TIME and TIME.fullmatch(text):
            yield index, "timestamp"


def unsigned_stamp(page: PageLines) -> Placed:
    """A time and little else that the model takes for a byline, though it names nobody."""
    for index in page.silent():
        text = page.text(index)
        if page.guess(index) == "byline" and is_stamp(text) and read_byline(text, page.given_names) == UNSIGNED:
            yield index, "timestamp"

"""What does a rule see when it says which role a line has?

`PageLines` is one page under reading: its lines, what is known of the page, and the roles given so
far. Rules look around in it; only `roles.assign_roles` writes to it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol

from tasks.structuring.byline import BY_ALONE, NO_NAMES, GivenNames, Opened, may_open, opened
from tasks.structuring.cues import cued_lines
from tasks.structuring.line_role import LineRole
from tasks.structuring.lines import TextLine
from tasks.structuring.markup import NO_MARKUP, Markup
from tasks.structuring.profile import Match

SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "।", "؟")
CLOSERS: Final = "\"'”’»)]“"
WORD: Final = re.compile(r"[^\W\d_]+")
ODD_SPACES: Final = re.compile(r"[^\S\n ]+")
LONGEST_PARTICLE: Final = 3  # of, the, for: words that title case leaves small
TITLE_CASE_SHARE: Final = 0.7
# Running text: a line of so many words that ends as sentences do.
PROSE_WORDS: Final = 14
LONGEST_BYLINE: Final = 26  # words
BLOCKS: Final = frozenset(("control", "advert", "promo"))
MENU_WORDS: Final = 4  # of the longest name in a site's menu


class Guess(Protocol):
    """What the model says of one line."""

    @property
    def role(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def body(self) -> float: ...


@dataclass
class PageLines:
    """One page under reading. `roles` is keyed by index in `lines`, not by line number."""

    lines: list[TextLine]
    furniture: Mapping[str, str]
    markup: Markup = NO_MARKUP
    match: Match | None = None
    given_names: GivenNames = NO_NAMES
    guesses: Sequence[Guess] = ()  # one a line, or none where there is no model
    roles: dict[int, LineRole] = field(default_factory=dict)
    _silent: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._silent = list(range(len(self.lines)))

    @cached_property
    def texts(self) -> list[str]:
        """The words of each line, without its bullet."""
        return [line.text[line.bullet :] for line in self.lines]

    @cached_property
    def spaced(self) -> list[str]:
        """The words of each line, with one space between any two."""
        page = ODD_SPACES.sub(" ", "\n".join(self.texts))  # all at once: parting each line costs four times as much
        while "  " in page:
            page = page.replace("  ", " ")
        return page.split("\n")[: len(self.texts)]

    @cached_property
    def plain(self) -> list[str]:
        """The words of each line for comparison."""
        return [_bare(line) for line in _folded("\n".join(self.spaced)).split("\n")[: len(self.texts)]]

    @cached_property
    def word_counts(self) -> list[int]:
        """How many words each line has."""
        return [text.count(" ") + 1 for text in self.spaced]

    @cached_property
    def openings(self) -> Mapping[int, Opened]:
        """The lines, short enough for a byline, that somebody may sign with "By", by their indexes."""
        found: dict[int, Opened] = {}
        for index, (text, count) in enumerate(zip(self.texts, self.word_counts, strict=True)):
            if count <= LONGEST_BYLINE and may_open(text):
                said = opened(text)
                if said.kind or BY_ALONE.fullmatch(text):
                    found[index] = said
        return found

    @cached_property
    def said(self) -> str:
        """The words of title and paragraphs, by the model, in lower case, each after a space."""
        titles = [index for index in range(len(self.guesses)) if self.guess(index) == "title"]
        prose = [self.texts[index] for index in sorted((*self.paragraphs, *titles))]
        return " " + " ".join(re.findall(r"[^\W_]+", " ".join(prose).casefold()))

    @cached_property
    def alone(self) -> frozenset[str]:
        """What more than one line of a few words says, or an item of a list: the names in the site's menus."""
        times = Counter[str]()
        for plain, line, count in zip(self.plain, self.lines, self.word_counts, strict=True):
            if count <= MENU_WORDS:
                times[plain] += 2 if line.bullet else 1
        return frozenset(said for said, count in times.items() if count > 1)

    @cached_property
    def items(self) -> Mapping[str, int]:
        """Where each item of a list first stands, by its words in lower case."""
        found: dict[str, int] = {}
        for index, line in enumerate(self.lines):
            if line.bullet:
                found.setdefault(self.texts[index].casefold(), index)
        return found

    @cached_property
    def paragraphs(self) -> list[int]:
        """The indexes of the paragraphs of the story, once the model has guessed."""
        return [index for index in range(len(self.lines)) if self.is_prose(index)]

    @property
    def first_paragraph(self) -> int:
        """Where the story's text begins; the page's end where it has none."""
        return next(iter(self.paragraphs), len(self.lines))

    @property
    def last_paragraph(self) -> int:
        """The last paragraph that no rule has taken for something else; the page's end where there is none."""
        return next((index for index in reversed(self.paragraphs) if index not in self.roles), len(self.lines))

    def role(self, index: int) -> str | None:
        """The role given so far to the line at `index`; None for none, also outside the page."""
        known = self.roles.get(index)
        return known.role if known else None

    def places(self, role: str) -> list[int]:
        """The indexes of the lines that have a role so far, in page order."""
        if len(self.roles) < len(self.lines):
            return sorted([index for index, given in self.roles.items() if given.role == role])
        return self._places.get(role, [])

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        """The lines of each role, once all have one."""
        found: dict[str, list[int]] = {}
        for index, given in sorted(self.roles.items()):
            found.setdefault(given.role, []).append(index)
        return found

    def silent(self) -> list[int]:
        """The indexes of the lines that have no role yet."""
        if len(self._silent) + len(self.roles) != len(self.lines):
            self._silent = [index for index in self._silent if index not in self.roles]
        return self._silent

    def cued(self, pattern: re.Pattern[str]) -> list[int]:
        """The indexes of the lines in which a pattern of `cues` may match."""
        return self._cues[pattern.pattern]

    def silent_and_cued(self, pattern: re.Pattern[str]) -> list[int]:
        """The indexes of the lines that have no role yet and in which a pattern of `cues` may match."""
        return [index for index in self._cues[pattern.pattern] if index not in self.roles]

    @cached_property
    def _cues(self) -> Mapping[str, list[int]]:
        return cued_lines(self.texts)

    def text(self, index: int) -> str:
        """The words of the line at `index`, '' outside the page."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def is_button(self, text: str) -> bool:
        """Is the text what pages write on buttons, or over adverts and promotions?"""
        return self.furniture.get(plain_words(text)) in BLOCKS

    def guess(self, index: int) -> str | None:
        """The role that the model guesses for the line at `index`; None without a model or outside the page."""
        return self.guesses[index].role if 0 <= index < len(self.guesses) else None

    def is_prose(self, index: int) -> bool:
        """Is the line a paragraph of the story, by the model or, without one, by its shape?"""
        if not self.guesses:
            return is_prose(self.text(index))
        return 0 <= index < len(self.guesses) and self.guesses[index].role == "body"


def plain_words(text: str) -> str:
    """A line for comparison: case folded, white space and outer punctuation dropped.

    >>> plain_words("  Read  More »")
    'read more'
    """
    return _bare(_folded(" ".join(text.split())))


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")


def _bare(text: str) -> str:
    return text.strip(" .:;,!?…»«›‹→←▶►▼▲|-–—*+>[]()•·")


def ends_sentence(text: str) -> bool:
    """Does the text end as a sentence does, closing quotes and brackets left aside?"""
    return text.rstrip(CLOSERS + " ").endswith(SENTENCE_ENDS)


def is_prose(text: str) -> bool:
    """Is the line a paragraph of running text, to all appearance?"""
    return len(text.split()) >= PROSE_WORDS and ends_sentence(text)


def is_headline(text: str) -> bool:
    """Could the line be a headline: 3 to 30 words, no full stop at its end, mostly letters?"""
    words = text.split()
    return (
        3 <= len(words) <= 30
        and not text.rstrip(CLOSERS).endswith((".", ":", ",", ";"))
        and text[0].isalnum() | (text[0] in "\"'“‘«¿¡")
    )


def is_title_case(text: str) -> bool:
    """Is the line a headline whose long words begin with capitals?"""
    words = [word for word in WORD.findall(text) if len(word) > LONGEST_PARTICLE]
    capitals = sum(word[0].isupper() for word in words)
    return is_headline(text) and len(words) >= 3 and capitals >= TITLE_CASE_SHARE * len(words)

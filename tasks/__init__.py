"""What is done, and what happens to a page?

Files directly in this folder are verbs: Prefect tasks, they touch disk. Folders in it are rooms:
pure functions, they touch nothing. This module holds what flows between them; between tasks only
`Shard` goes in and `Receipt` comes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from warehouse.tables import Article, Comment, Line, Media, Page, Related

PASSED_OVER: Final = "passed over: "


@dataclass(frozen=True, slots=True)
class RawPage:
    """One raw record as it was found: bytes, and what their surroundings say of them."""

    source_uri: str
    record_no: int
    data: bytes
    media_type: str
    charset: str | None = None
    url: str | None = None
    captured_at: datetime | None = None
    captured_basis: str = "none"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one page: its row, one row per line, and the rows made of them."""

    page: Page
    lines: list[Line] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record that could not be read: its row, the guard that held it back, and why."""

    page: Page
    check_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """One input file, as the listing saw it."""

    path: str
    uri: str
    size: int
    modified_ns: int


class PageLimits(NamedTuple):
    """How long one page may be worked on, and how much memory the process that reads it may take."""

    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of work: some input files, and the folder that their rows are staged in."""

    name: str
    sources: tuple[Source, ...]
    folder: str
    data: str  # the data folder, for raw bytes that go to quarantine
    limits: PageLimits | None = None  # None: read without a process of its own


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a shard: the folders that hold its rows, and how many there are of each kind.

    Under `PASSED_OVER` and their kind stand the records that are no pages by their nature: requests, pictures.
    """

    shard: str
    folders: tuple[str, ...]
    counts: dict[str, int]


def passed_over(receipts: Iterable[Receipt]) -> dict[str, int]:
    """How many records of each kind some shards held that are no pages by their nature, the most frequent first."""
    found: dict[str, int] = {}
    for receipt in receipts:
        for name, count in receipt.counts.items():
            if name.startswith(PASSED_OVER):
                kind = name.removeprefix(PASSED_OVER)
                found[kind] = found.get(kind, 0) + count
    return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


class Passage(NamedTuple):
    """A stretch of prose: one paragraph, headline, caption or comment line; text is pages.text[start:...]."""

    field: str  # one of warehouse.tables.MENTION_FIELDS
    start: int
    text: str
    comment_id: str | None = None


class PageText(NamedTuple):
    """What an enricher sees of one page. Pages without an article have comments at most."""

    page: Page
    article: Article | None
    passages: tuple[Passage, ...]  # in page order

"""Which articles are copies of one story, and which of them is the original?

In: `StoryText`, one per article, in any order. Out: one `Story` per article; an article without copies is
a story of its own. `tasks/settle.py` calls it over all articles of a release.

**Copies.** Two texts are copies if the shorter one's word triples stand in the longer one, either half of them
or a good third that is spread over it. That finds reprints under other headlines, in an agency's frame, updated,
reworded and cut, whose Jaccard similarity may be low. A text of less than a quarter of the other is an extract,
not a copy. Paragraphs that a publisher prints under many headlines are furniture and are not compared; a text
with hardly any words beside them is a copy of what has the same headline only.

**No drift.** Texts that hold most of what others hold too come first. Each text joins the earlier *representative*
that it shares most with, or becomes one itself; copies of copies are never followed.

**The original** of a story is, by the first of these that tells its members apart:
1. a page of the publisher or agency that the copy of another publisher credits,
2. the earliest published_at (an article without one comes last),
3. the longest text,
4. the smallest article_id.

`Story.similarity` is the Jaccard similarity of the two texts' word triples, counted and not estimated; for a
cut copy it is about the part that was kept. Texts are not held: some 2 KB an article of 300 words are,
most of it in columns that may lie on the disk (`copy_columns.py`).
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from tasks.enriching.compared_texts import Raw, Texts
from tasks.enriching.copy_changes import Index, index, regroup
from tasks.enriching.copy_columns import Columns, InMemory
from tasks.enriching.copy_groups import Readings
from warehouse.tables import Story, row_id

NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
# Where a text credits its source: characters at its beginning and at its end.
HEAD: Final = 400
TAIL: Final = 300
NAME: Final = r"([^\W\d_a-zà-ÿ][\w'’&-]{0,30}(?:[ /-](?:(?:of|de|du|di|la) )?[^\W\d_a-zà-ÿ][\w'’&-]{0,30}){0,4})"
CREDITS: Final = (
    re.compile(r"\(([^\W\d_][^\n()]{1,39})\)"),  # BEIRUT (Agency) —, the News Agency (NA) reported
    re.compile(rf"^{NAME} ?[-–—] ", re.M),  # Agency —
    re.compile(rf"(?:\b(?i:source|via|copyright)\b:?|©)\s{{0,3}}(?:\d{{4}}\s)?{NAME}"),
    re.compile(rf"\b(?i:first|originally) (?:appeared|published|reported) (?:in|on|by) (?:the )?{NAME}"),
    re.compile(rf"\b(?i:inputs|files|reporting) (?:from|by) (?:the )?{NAME}"),
)
WORD: Final = re.compile(r"\w+")
CAPITALS: Final = re.compile(r"\b[^\W\d_a-zà-ÿ]")
# Two letters are the initials of too many papers.
LEAST_INITIALS: Final = 3


class StoryText(NamedTuple):
    """What is compared of one article."""

    article_id: str
    published_at: datetime | None
    text: str  # paragraphs joined by a blank line
    title: str | None = None
    publisher: str | None = None
    agencies: Sequence[str] = ()
    digest: str = ""  # of all of this


class _Told(NamedTuple):
    """What an original is chosen by."""

    article_id: str
    published_at: datetime
    length: int
    names: frozenset[str]  # of the publisher
    credits: frozenset[str]


class Grouped(NamedTuple):
    """Rows of stories, and the index from which a later run goes on."""

    rows: list[Story]
    texts: Index


def group_stories(articles: Iterable[StoryText], agencies: Iterable[Mapping[str, str]] = ()) -> list[Story]:
    """One row per article, by article_id; an article without copies is a story of its own.

    `agencies`: the rows of seeds/lexicons/agencies.csv, by which "AP" credits the Associated Press.
    """
    return grouped(articles, agencies).rows


def grouped(
    articles: Iterable[StoryText], agencies: Iterable[Mapping[str, str]] = (), columns: Columns | None = None
) -> Grouped:
    """One row per article, by article_id, and the index of all of them, whose large arrays are made in `columns`."""
    columns = columns or InMemory()
    whole = index(_taken_up(articles, agencies, columns), columns)
    return Grouped(_rows_of(whole, range(len(whole.ids))), whole)


def regrouped(
    before: Index, left: Iterable[str], articles: Iterable[StoryText], agencies: Iterable[Mapping[str, str]] = ()
) -> Grouped:
    """The rows that are others once some articles have left and others have come; an altered one does both.

    Any other article has the row that it had, or has left.
    """
    gone = np.array([article_id.encode() for article_id in left], np.bytes_)
    rows = np.flatnonzero(before.is_live & np.isin(before.ids, gone))
    after, touched = regroup(before, rows, _taken_up(articles, agencies))
    return Grouped(_rows_of(after, touched), after)


def _taken_up(
    articles: Iterable[StoryText], agencies: Iterable[Mapping[str, str]], columns: Columns | None = None
) -> Raw:
    full_names = {
        _folded(alias): _folded(row["name"]) for row in agencies for alias in row["aliases"].split("|") if alias
    }
    texts = Texts(columns)
    for article in articles:
        texts.add(
            article.article_id, article.text, article.title, article.publisher, article.digest,
            _noted(_told(article, full_names)),
        )  # fmt: skip
    return texts.raw()


def _rows_of(index: Index, texts: Iterable[int]) -> list[Story]:
    """The rows of texts that make up whole stories, by article_id."""
    readings = Readings(index.parts)
    members: dict[int, list[int]] = defaultdict(list)
    for text in texts:
        members[int(index.groups.stands_for[text])].append(text)
    rows = (row for story in members.values() for row in _rows(readings, story))
    return sorted(rows, key=lambda row: row.article_id)


def credited(text: str, agencies: Iterable[str] = ()) -> frozenset[str]:
    """The folded names that a text says it comes from: agencies, publishers, and what looks like one.

    >>> sorted(credited("BASRA (Gulf Wire) — The river rose.", ["GW"]))
    ['gulf wire', 'gw']
    >>> sorted(credited("The river rose. With inputs from Press Trust of India in Delhi."))
    ['press trust of india']
    """
    ends = (text[:HEAD], text[HEAD:][-TAIL:])
    found = (name for end in ends for pattern in CREDITS for name in pattern.findall(end))
    return frozenset(folded for name in (*found, *agencies) if (folded := _folded(name)))


@lru_cache(maxsize=4096)
def publisher_names(publisher: str | None) -> frozenset[str]:
    """The folded names under which a publisher may be credited: in full, and its initials.

    >>> sorted(publisher_names("The Gulf News Wire"))
    ['gnw', 'gulf news wire']
    """
    folded = _folded(publisher or "")
    initials = "".join(CAPITALS.findall(re.sub(r"^The\s", "", publisher or ""))).casefold()
    return frozenset(name for name in (folded, initials if len(initials) >= LEAST_INITIALS else "") if name)


def _folded(name: str) -> str:
    return " ".join(WORD.findall(name.casefold())).removeprefix("the ")


def _told(article: StoryText, full_names: Mapping[str, str]) -> _Told:
    return _Told(
        article.article_id,
        article.published_at or NEVER,
        len(article.text),
        _with_full_names(publisher_names(article.publisher), full_names),
        _with_full_names(credited(article.text, article.agencies), full_names),
    )


def _noted(told: _Told) -> bytes:
    at = told.published_at.isoformat()
    return json.dumps([told.article_id, at, told.length, sorted(told.names), sorted(told.credits)]).encode()


def _as_noted(notes: bytes) -> _Told:
    article_id, at, length, names, credits = json.loads(notes)
    return _Told(article_id, datetime.fromisoformat(at), length, frozenset(names), frozenset(credits))


def _with_full_names(names: frozenset[str], full_names: Mapping[str, str]) -> frozenset[str]:
    return names.union(full_names[name] for name in names if name in full_names) if names else names


def _rows(readings: Readings, story: Sequence[int]) -> Iterator[Story]:
    """The rows of one story's members."""
    told = {text: _as_noted(readings.notes(text)) for text in story}
    original = _original(told)
    story_id = row_id("story", told[original].article_id)
    for text in story:
        similarity = 1.0 if text == original else readings.similarity(text, original)
        yield Story(story_id, told[text].article_id, similarity, text == original)


def _original(told: Mapping[int, _Told]) -> int:
    """The member that the others come from, by the rules above."""
    others = {(other.names, other.credits) for other in told.values()}  # a story has more members than publishers
    credited_names = {
        names for names, _ in others if any(names & credits and not names & own for own, credits in others)
    }

    def preference(text: int) -> tuple[bool, datetime, int, str]:
        article = told[text]
        return article.names not in credited_names, article.published_at, -article.length, article.article_id

    return min(told, key=preference)

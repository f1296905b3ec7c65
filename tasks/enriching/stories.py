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
cut copy it is about the part that was kept. Texts are not held: some 2.5 KB an article of 300 words are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from tasks.enriching.near_copies import Readings, Texts, representatives
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


class _Told(NamedTuple):
    """What an original is chosen by."""

    article_id: str
    published_at: datetime
    length: int
    names: frozenset[str]  # of the publisher
    credits: frozenset[str]


def group_stories(articles: Iterable[StoryText], agencies: Iterable[Mapping[str, str]] = ()) -> list[Story]:
    """One row per article, by article_id; an article without copies is a story of its own.

    `agencies`: the rows of seeds/lexicons/agencies.csv, by which "AP" credits the Associated Press.
    """
    full_names = {
        _folded(alias): _folded(row["name"]) for row in agencies for alias in row["aliases"].split("|") if alias
    }
    texts, told = Texts(), []
    once: dict[frozenset[str], frozenset[str]] = {}  # the names of a publisher are many articles'
    for article in articles:
        texts.add(article.text, article.title, article.publisher)
        row = _told(article, full_names)
        told.append(
            row._replace(names=once.setdefault(row.names, row.names), credits=once.setdefault(row.credits, row.credits))
        )
    readings = texts.read()
    found = representatives(readings, [article.article_id for article in told])
    members: dict[int, list[int]] = defaultdict(list)
    for text, representative in enumerate(found):
        members[representative].append(text)
    rows = (row for story in members.values() for row in _rows(readings, told, story))
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


def _with_full_names(names: frozenset[str], full_names: Mapping[str, str]) -> frozenset[str]:
    return names.union(full_names[name] for name in names if name in full_names) if names else names


def _rows(readings: Readings, told: Sequence[_Told], story: Sequence[int]) -> Iterator[Story]:
    """The rows of one story's members."""
    original = _original(told, story)
    story_id = row_id("story", told[original].article_id)
    for text in story:
        similarity = 1.0 if text == original else readings.similarity(text, original)
        yield Story(story_id, told[text].article_id, similarity, text == original)


def _original(told: Sequence[_Told], story: Sequence[int]) -> int:
    """The member that the others come from, by the rules above."""

    def is_credited(text: int) -> bool:
        names = told[text].names
        return any(names & told[other].credits and not names & told[other].names for other in story)

    def preference(text: int) -> tuple[bool, datetime, int, str]:
        article = told[text]
        return not is_credited(text), article.published_at, -article.length, article.article_id

    return min(story, key=preference)

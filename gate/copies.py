"""Copies of the sample stories as other papers print them: cut, updated, reworded, framed, each by its own seed.

A seed goes in, articles with the story that each belongs to come out. `sentences` asks which of their pairs the
product finds, and the tests that their order changes nothing.
"""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

from tasks.enriching.stories import StoryText, group_stories
from warehouse.tables import row_id

GOLDEN: Final = Path(__file__).parents[1] / "tests" / "golden" / "synthetic"
COPIES: Final = 6
Body = list[str]
Edit = Callable[[random.Random, Body, "Pool"], Body]


class Pool(NamedTuple):
    """What the editors of the made-up papers draw on."""

    words: list[str]
    leads: list[str]


class Made(NamedTuple):
    """An article, and the story that it really belongs to."""

    article: StoryText
    story: str


LEADS: Final = [
    "Readers of this paper will remember the fog that kept the ferry at its berth for most of {month}, and the council "
    "that met by lamplight; what happened on {day} reached our county by a shorter road than either.",
    "On the {day} market here the talk was of little else. A stallholder who has a cousin there said she had known "
    "since {month} that something of the kind would come, and that nobody had asked her.",
    "For the {month} visitors of our town it may sound far away. It is not: {number} families here have a relative or "
    "a pension that hangs on what was said on {day}.",
]
FRAMES: Final = ["({agency}) — {first}", "{agency} – {first}", "CENTRAL BUREAU, {month} 4 ({agency}) - {first}"]
SIGNATURES: Final = [
    "Additional reporting by {agency}",
    "(With inputs from {agency})",
    "© 2031 {agency}. All rights reserved.",
]
FURNITURE: Final = (
    "The {paper} is delivered to {number} homes in three counties every weekday. If you would like to read it over "
    "breakfast, our subscriptions desk answers until noon, and the first four weeks cost nothing at all."
)
MONTHS: Final = ["January", "March", "June", "October"]
DAYS: Final = ["Monday", "Wednesday", "Friday", "Sunday"]


def cut(rng: random.Random, body: Body, pool: Pool) -> Body:
    """The first two to four fifths of the words, in whole paragraphs."""
    wanted = rng.uniform(0.4, 0.7) * word_count(body)
    kept = 1
    while kept < len(body) and word_count(body[:kept]) < wanted:
        kept += 1
    return body[:kept]


def updated(rng: random.Random, body: Body, pool: Pool) -> Body:
    """One paragraph written anew, and other figures in the rest."""
    place = rng.randrange(len(body))
    anew = " ".join(rng.choice(pool.words) for _ in body[place].split())
    changed = ["".join(rng.choice("123456789") if c.isdigit() else c for c in paragraph) for paragraph in body]
    return [*changed[:place], anew, *changed[place + 1 :]]


def framed(rng: random.Random, body: Body, pool: Pool) -> Body:
    """An agency before the first words and after the last."""
    agency = rng.choice(["Northern Wire", "Agencia Faro", "CWP"])
    first = rng.choice(FRAMES).format(agency=agency, first=body[0], month=rng.choice(MONTHS))
    return [first, *body[1:], rng.choice(SIGNATURES).format(agency=agency)]


def led(rng: random.Random, body: Body, pool: Pool) -> Body:
    """A paragraph of the local paper's own before the text."""
    told = rng.choice(pool.leads)
    return [told.format(month=rng.choice(MONTHS), day=rng.choice(DAYS), number=rng.randrange(3, 400)), *body]


def reworded(rng: random.Random, body: Body, pool: Pool) -> Body:
    """A tenth to a fifth of the words replaced."""
    share = rng.uniform(0.1, 0.2)
    return [
        " ".join(rng.choice(pool.words) if rng.random() < share else word for word in paragraph.split())
        for paragraph in body
    ]


def as_it_is(rng: random.Random, body: Body, pool: Pool) -> Body:
    return body


EDITS: Final[tuple[Edit, ...]] = (cut, updated, framed, led, reworded, as_it_is)


def word_count(body: Body) -> int:
    return sum(len(paragraph.split()) for paragraph in body)


def bodies() -> list[Body]:
    """The body of each sample story that is long enough to be told in two articles, one of each story."""
    found: dict[str, Body] = {}
    for file in sorted(GOLDEN.glob("*.json")):
        golden = json.loads(file.read_text("utf-8"))
        body = golden["article"]["body"]
        if len(body) >= 5:
            found.setdefault(golden.get("story") or file.stem, body)
    return list({body[0]: body for body in found.values()}.values())


def news_and_follow_up(body: Body) -> tuple[Body, Body]:
    """A sample told as two stories: its first part, and its last, which repeats a fifth of itself from the first."""
    half = next(place for place in range(1, len(body)) if word_count(body[:place]) >= 0.55 * word_count(body))
    news, rest = body[:half], body[half:]
    background = " ".join(news).split()[: word_count(rest) // 4]
    return news, [*rest, " ".join(background)]


def make_corpus(seed: int) -> list[Made]:
    """Copies of each sample's news and of its follow-up, in papers that print their furniture beside them."""
    rng = random.Random(seed)
    samples = bodies()
    pool = Pool([word for body in samples for paragraph in body for word in paragraph.split()], LEADS)
    return [
        Made(printed(rng, f"{number}-{part}-{copy}", edited(rng, body, pool, copy)), f"{number}-{part}")
        for number, sample in enumerate(samples)
        for part, body in enumerate(news_and_follow_up(sample))
        for copy in range(COPIES if part == 0 else 2)
    ]


def edited(rng: random.Random, body: Body, pool: Pool, copy: int) -> Body:
    """The first copy is the text itself; of the others every third was edited twice."""
    if copy == 0:
        return body
    for edit in rng.sample(EDITS, 2 if copy % 3 == 0 else 1):
        body = edit(rng, body, pool)
    return body


def printed(rng: random.Random, name: str, body: Body) -> StoryText:
    """The article as one of ten papers prints it, one in three without a date."""
    paper = f"The {rng.choice(['Quay', 'Moor', 'Lantern', 'Granary', 'Weir'])} {rng.choice(['Echo', 'Herald'])}"
    at = datetime(2031, 3, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(9000)) if rng.random() > 0.33 else None
    furniture = FURNITURE.format(paper=paper, number=len(paper) * 700)
    text = "\n\n".join([*body, furniture] if rng.random() < 0.5 else body)
    title = " ".join(rng.sample(" ".join(body).split(), 7))
    return StoryText(row_id("article", name), at, text, title, paper)


def pairs(stories: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """(article, story) → the pairs of articles that are in one story."""
    members: dict[str, list[str]] = {}
    for article, story in sorted(stories):
        members.setdefault(story, []).append(article)
    return {pair for articles in members.values() for pair in combinations(articles, 2)}


def pair_scores(corpus: Sequence[Made]) -> tuple[int, float, float, float]:
    """How many pairs there are, and precision, recall and F1 of those found."""
    right = pairs((made.article.article_id, made.story) for made in corpus)
    found = pairs((row.article_id, row.story_id) for row in group_stories(made.article for made in corpus))
    hits = len(right & found)
    return len(right), hits / len(found), hits / len(right), 2 * hits / (len(found) + len(right))

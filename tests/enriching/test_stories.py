"""Are copies found and other stories left alone, and is the right article the original?"""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tasks.enriching.stories import StoryText, group_stories
from warehouse.tables import Story, row_id

GOLDEN: Final = Path(__file__).parents[1] / "golden" / "synthetic"
SEEDS: Final = (1, 2, 3)
COPIES: Final = 6
# The worst of 20 seeds had 0.977 when the floor was set, their mean was 0.989; precision alone at least 0.989.
LEAST_F1: Final = 0.95

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


@pytest.mark.parametrize("seed", SEEDS)
def test_copies_of_sample_pages_are_found_and_their_follow_ups_kept_apart(seed: int) -> None:
    right, precision, recall, f1 = pair_scores(make_corpus(seed))
    assert right >= 200
    assert f1 >= LEAST_F1, f"precision {precision:.3f}, recall {recall:.3f}"


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [made.article for made in make_corpus(4)]
    assert group_stories(articles) == group_stories(reversed(articles))


RIVER: Final = (
    "The river rose past the mill before dawn and the keeper rang the bell for the first time in nineteen years. By "
    "noon the lower bridge had gone and four barges with it, one of them laden with oats."
)
RESCUE: Final = (
    "Firemen from three parishes brought forty people out of the almshouse in a grain cart, among them a schoolmaster "
    "who had refused to leave without his barometer. Nobody was hurt, the sheriff told a crowd on the steps."
)
BLAME: Final = (
    "The county blames a sluice that was to be repaired in spring. Its engineer says that she asked for the money "
    "twice and was told to ask again after the election, and she has kept both letters."
)
FLOOD: Final = "\n\n".join([RIVER, RESCUE, BLAME])
NOON: Final = datetime(2031, 5, 2, 12, tzinfo=UTC)


def text(name: str, body: str, at: datetime | None = None, **more: object) -> StoryText:
    return StoryText(name, at, body, **more)  # type: ignore[arg-type]


def memberships(*articles: StoryText) -> list[tuple[str, str, float]]:
    """(article, original of its story, similarity) by article."""
    rows = group_stories(articles)
    originals = {row.story_id: row.article_id for row in rows if row.is_original}
    assert len(originals) == len({row.story_id for row in rows}), "one original a story"
    return [(row.article_id, originals[row.story_id], round(row.similarity, 2)) for row in rows]


def test_a_text_alone_is_its_own_story() -> None:
    assert group_stories([text("a", FLOOD)]) == [Story(row_id("story", "a"), "a", 1.0, True)]
    assert group_stories([]) == []


def test_a_cut_copy_under_another_headline_belongs_to_the_story() -> None:
    full, cut_copy = text("a", FLOOD, NOON, title="Bridge lost"), text("b", RIVER, title="Forty saved")
    assert memberships(full, cut_copy) == [("a", "a", 1.0), ("b", "a", 0.33)]


def test_the_page_of_the_credited_agency_is_the_original_though_it_is_dated_later() -> None:
    later = NOON + timedelta(hours=3)
    assert memberships(
        text("a", f"MILLBROOK (NWA) — {FLOOD}", NOON, publisher="The Weir Echo"),
        text("b", FLOOD, later, publisher="Northern Wire Agency"),
    ) == [("a", "b", 0.98), ("b", "b", 1.0)]
    assert memberships(
        text("a", FLOOD, NOON, publisher="The Weir Echo", agencies=["Northern Wire Agency"]),
        text("b", FLOOD, later, publisher="Northern Wire Agency"),
    ) == [("a", "b", 1.0), ("b", "b", 1.0)]


def test_an_agency_is_known_by_its_short_name() -> None:
    rows = group_stories(
        [
            text("a", f"MILLBROOK (NW) — {FLOOD}", NOON, publisher="The Weir Echo"),
            text("b", FLOOD, publisher="North Wire"),
        ],
        [{"name": "North Wire", "type": "organization", "aliases": "NW|Northwire", "source": "own"}],
    )
    assert [row.article_id for row in rows if row.is_original] == ["b"]


def test_a_publisher_that_credits_itself_is_no_agency_for_the_others() -> None:
    first = text("a", FLOOD, NOON, publisher="The Weir Echo")
    own = text("b", f"MILLBROOK (Quay Herald) — {FLOOD}", NOON + timedelta(hours=1), publisher="The Quay Herald")
    assert memberships(first, own) == [("a", "a", 1.0), ("b", "a", 0.97)]


def test_without_a_credit_the_earliest_is_the_original_then_the_longest_then_the_smallest_id() -> None:
    assert [original for _, original, _ in memberships(text("a", FLOOD), text("b", FLOOD, NOON))] == ["b", "b"]
    assert [original for _, original, _ in memberships(text("a", RIVER), text("b", FLOOD))] == ["b", "b"]
    assert [original for _, original, _ in memberships(text("b", FLOOD), text("a", FLOOD))] == ["a", "a"]


def test_one_shared_quotation_does_not_make_a_story() -> None:
    spoken = (
        "“We asked for the money twice, in writing, and were told to ask again when the votes were counted,” she said."
    )
    one = text("a", "\n\n".join([RIVER, spoken, RESCUE]))
    other = text(
        "b",
        "\n\n".join(
            [
                BLAME,
                spoken,
                "The dam at Orrin Head is to be drained next week, its owners say, and "
                "walkers are asked to keep to the eastern path until the work is done. The trout will be moved.",
            ]
        ),
    )
    assert memberships(one, other) == [("a", "a", 1.0), ("b", "b", 1.0)]


def test_an_item_of_a_long_round_up_is_not_a_copy_of_it() -> None:
    rng = random.Random(5)
    rest = " ".join("".join(rng.choices("abcdefgh", k=5)) for _ in range(400))
    assert memberships(text("a", f"{RIVER}\n\n{rest}"), text("b", RIVER)) == [("a", "a", 1.0), ("b", "b", 1.0)]


COOKIES: Final = "We value your privacy. Accept all cookies or manage your choices to read on."


def test_short_texts_are_copies_under_the_same_headline_only() -> None:
    assert memberships(
        text("a", COOKIES, title="Bridge lost in flood"),
        text("b", COOKIES, title="Mayor resigns over sluice"),
        text("c", COOKIES, title="Bridge lost, in flood!"),
        text("d", ""),
        text("e", ""),
    ) == [("a", "a", 1.0), ("b", "b", 1.0), ("c", "a", 1.0), ("d", "d", 1.0), ("e", "e", 1.0)]


def test_what_a_publisher_prints_under_every_headline_is_not_compared() -> None:
    wall = " ".join(f"This {word} story is for friends of the paper who pay." for word in "fine long true good".split())
    news = [
        "The ferry sails again from Tuesday at six.",
        "A heron was seen on the town hall clock.",
        "Bread costs more.",
    ]
    articles = [
        text(f"{number}", f"{news[number % 3]} {number}\n\n{wall}", title=f"Item {number}", publisher="The Moor Echo")
        for number in range(9)
    ]
    assert memberships(*articles) == [(f"{number}", f"{number}", 1.0) for number in range(9)]


def test_a_chain_of_texts_that_drift_apart_is_not_one_story() -> None:
    rng = random.Random(6)
    words = ["".join(rng.choices("abcdefgh", k=6)) for _ in range(2200)]
    chain = [text(f"{start:04d}", " ".join(words[start : start + 200])) for start in range(0, 2000, 50)]
    rows = group_stories(chain)
    sizes = [sum(row.story_id == original.story_id for row in rows) for original in rows if original.is_original]
    assert len(sizes) >= 8
    assert max(sizes) <= 6


def test_a_text_that_is_printed_everywhere_is_one_story() -> None:
    assert len({row.story_id for row in group_stories(text(f"{n:03d}", FLOOD) for n in range(300))}) == 1

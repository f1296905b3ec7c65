"""Are copies found and other stories left alone, and is the right article the original?"""

import random
from datetime import UTC, datetime, timedelta
from typing import Final

from gate.copies import make_corpus
from tasks.enriching.stories import StoryText, group_stories
from warehouse.tables import Story, row_id


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

"""Are the stories of a release the same in whatever portions its articles came?"""

import random
from collections.abc import Sequence

import pytest

from gate.copies import make_corpus
from tasks.enriching import compared_texts, copy_groups
from tasks.enriching.copy_changes import compacted
from tasks.enriching.stories import StoryText, group_stories, grouped, regrouped
from warehouse.tables import Story

FURNITURE = ["Read more of our stories every day of the week at no cost.", "All rights are with the paper and us."]
WEATHER = "rain sun wind fog hail east west noon dusk mild".split()


def corpus(seed: int) -> list[StoryText]:
    """Copies of sample stories, of templates, and bare ones; papers print the same lines under many of them."""
    chance = random.Random(seed)
    made = [copy.article for copy in make_corpus(seed)]
    articles = chance.sample(made, 60)
    for number in range(30):
        words = " ".join(chance.choices(WEATHER, k=chance.randint(5, 90)))
        text = f"The weather office says this for the county and its coast, as on any day: {words}"
        articles.append(StoryText(f"weather{number:02d}", None, text, f"Weather {number % 9}", "The Weir Echo"))
    return [
        article._replace(text="\n\n".join([article.text, *chance.sample(FURNITURE, chance.randrange(3))]))
        for article in articles
    ]


def rows_after(rows: Sequence[Story], left: Sequence[str], changed: Sequence[Story]) -> list[Story]:
    """Rows after a change: those that are others now, and of the earlier ones those that are not gone."""
    gone = {row.article_id for row in changed} | set(left)
    return sorted([*changed, *(row for row in rows if row.article_id not in gone)], key=lambda row: row.article_id)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("seen", [2, 64])
def test_any_cut_and_order_of_additions_removals_and_alterations_ends_in_the_stories_of_one_run(
    seed: int, seen: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_groups, "REPRESENTATIVES_A_TRIPLE", seen)
    monkeypatch.setattr(compared_texts, "FURNITURE_HEADLINES", 4)
    chance = random.Random(seed)
    waiting = chance.sample(corpus(seed), 90)
    held: dict[str, StoryText] = {}
    first, waiting = waiting[: chance.randrange(60)], waiting[60:]
    held |= {article.article_id: article for article in first}
    rows, index = grouped(first)
    for _ in range(6):
        new = [waiting.pop() for _ in range(min(len(waiting), chance.randrange(12)))]
        left = chance.sample(sorted(held), min(len(held), chance.randrange(6)))
        altered = [
            held[name]._replace(text=held[chance.choice(sorted(held))].text) for name in left if chance.random() < 0.5
        ]
        changed, index = regrouped(index, left, [*new, *altered])
        if chance.random() < 0.3:
            _, index = compacted(index)
        rows = rows_after(rows, left, changed)
        held = {name: article for name, article in held.items() if name not in left}
        held |= {article.article_id: article for article in (*new, *altered)}
        assert rows == group_stories(held.values())


def test_an_index_of_one_part_and_an_empty_one_are_merged_too() -> None:
    new = StoryText("new", None, corpus(2)[0].text)
    for articles in ([], corpus(1)):
        rows, index = grouped(articles)
        changed, _ = regrouped(compacted(index)[1], [], [new])
        assert rows_after(rows, [], changed) == group_stories([*articles, new])

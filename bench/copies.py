"""Articles a second, and megabytes, until all copies are known: made-up articles, a fifth of them copies of others.

As in a run, words and samples lie in files that are mapped; megabytes are those that belong to the process alone, which
the system cannot take back as it can what is mapped. What the benchmark remembers to judge the outcome is among them.
"""

import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Final

from bench import Options, Row
from bench.timing import own_peak
from tasks.enriching.stories import StoryText, grouped
from warehouse.spilled import spilled
from warehouse.tables import Story

ARTICLES: Final = 100_000
SMALL: Final = 10_000  # beside all of them: what grows with their number shows
WORDS: Final = 300
VOCABULARY: Final = 30_000
COPIED: Final = 0.2
EDITED: Final = 0.1  # of a copy's words
BEGAN: Final = datetime(2024, 1, 1, tzinfo=UTC)


def measure(options: Options) -> list[Row]:
    """A tenth of the articles, then all."""
    most = options.most or ARTICLES
    return [_measured(count) for count in (min(SMALL, most), most)]


def _measured(count: int) -> Row:
    truth: dict[str, int] = {}
    began = time.process_time()
    made = 0.0

    def timed() -> Iterator[StoryText]:
        nonlocal made
        articles = made_up(count, truth)
        while True:
            started = time.process_time()
            article = next(articles, None)
            made += time.process_time() - started
            if article is None:
                return
            yield article

    with tempfile.TemporaryDirectory() as folder, spilled(Path(folder) / "columns") as columns, own_peak() as most:
        rows = grouped(timed(), columns=columns).rows
    seconds = time.process_time() - began - made
    return {
        "articles": count,
        "seconds": round(seconds, 2),
        "articles_per_second": round(count / seconds),
        "added_mb": round(most.megabytes),
        "copies_found": round(found(rows, truth), 4),
    }


def made_up(count: int, truth: dict[str, int], seed: int = 4) -> Iterator[StoryText]:
    """Articles in no order of copies; `truth` is filled with the story of each."""
    chance = random.Random(seed)
    words = [f"w{number}" for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
    recent: list[tuple[int, list[str]]] = []
    for number in range(count):
        if recent and chance.random() < COPIED:
            story, text = chance.choice(recent)
            text = [chance.choice(words) if chance.random() < EDITED else word for word in text]
        else:
            story, text = number, chance.choices(words, cum_weights=weights, k=WORDS)
            recent = [*recent[-200:], (story, text)]
        article_id = f"{chance.getrandbits(64):016x}"
        truth[article_id] = story
        yield StoryText(article_id, BEGAN + timedelta(minutes=number), " ".join(text), f"Headline {story}", "A paper")


def found(rows: list[Story], truth: Mapping[str, int]) -> float:
    """The share of all copies that are in one story with their original, and with nothing else."""
    members: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        members[row.story_id].add(truth[row.article_id])
    stories: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        stories[truth[row.article_id]].add(row.story_id)
    copies = [row for row in rows if not row.is_original]
    right = sum(len(stories[truth[row.article_id]]) == len(members[row.story_id]) == 1 for row in copies)
    return right / max(len(truth) - len(stories), 1)

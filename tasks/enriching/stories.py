"""Which articles are copies of one story?

MinHash over word shingles finds candidates; an article joins the story of the earliest one that it is
like. Articles are taken by date of publication, those without one last, then by id, so that the
outcome depends on the set of articles and not on their order.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, NamedTuple

from rensa import RMinHash, RMinHashLSH

from warehouse.tables import Story, row_id

PERMUTATIONS: Final = 128
BANDS: Final = 32
SEED: Final = 20170221
SHINGLE_WORDS: Final = 4
# Two texts this alike are copies; agency copy that was cut and reframed stays above it.
COPY_SIMILARITY: Final = 0.5
NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
WORD: Final = re.compile(r"\w+")


class StoryText(NamedTuple):
    """What is compared of one article."""

    article_id: str
    published_at: datetime | None
    text: str


def group_stories(articles: Iterable[StoryText]) -> list[Story]:
    """One row per article; an article without copies is a story of its own."""
    ordered = sorted(articles, key=lambda article: (article.published_at or NEVER, article.article_id))
    sketches = [_sketch(article.text) for article in ordered]
    index = RMinHashLSH(threshold=COPY_SIMILARITY, num_perm=PERMUTATIONS, num_bands=BANDS)
    original: list[int] = []
    for place, sketch in enumerate(sketches):
        alike = sorted(other for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= COPY_SIMILARITY)
        original.append(original[alike[0]] if alike else place)
        index.insert(place, sketch)
    return [
        Story(
            story_id=row_id("story", ordered[first].article_id),
            article_id=article.article_id,
            similarity=1.0 if first == place else float(sketches[place].jaccard(sketches[first])),
            is_original=first == place,
        )
        for place, (article, first) in enumerate(zip(ordered, original, strict=True))
    ]


def _sketch(text: str) -> RMinHash:
    words = WORD.findall(text.casefold())
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update([" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1))])
    return sketch

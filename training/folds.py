"""Which pages may a model learn from, if it is to be judged on others?

Folds are cut by publisher: no model is judged on a page of a site that it saw.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.features import page_features
from tasks.structuring.page_words import Vocabulary, word_shapes
from training.labels import LabelledPage
from training.network import Page
from warehouse.tables import ROLES

LEAST_SITES = 6  # publishers that must use a word before the model may know it: names of papers are no features
MOST_WORDS = 3000
SHORT_LINE = 30  # words; the vocabulary is learned from lines up to here and from the first words of longer ones
# Common roles drown rare ones: with equal weights captions and standfirsts came out with an F1 below 0.25.
RARITY = {
    "boilerplate": 0.7, "body": 0.7, "caption": 4.0, "credit": 3.0, "standfirst": 4.0, "embed": 3.0, "timestamp": 3.0,
    "notice": 4.0, "dateline": 4.0, "section": 2.0, "tags": 2.0, "byline": 2.0, "clock": 3.0, "title": 3.0,
    "comment": 1.5, "promo": 1.5,
}  # fmt: skip
TEXT_WEIGHT = 0.25  # text-only articles are easy and many


def fold_of(site: str, count: int) -> int:
    """A site's fold, by its name alone: the same in every run and for every rendering."""
    return int.from_bytes(blake2b(site.encode(), digest_size=8).digest(), "big") % count


def vocabulary(pages: Sequence[LabelledPage]) -> list[str]:
    """Words and number shapes that at least LEAST_SITES publishers use, the most widespread first."""
    sites: dict[str, set[str]] = {}
    for page in pages:
        for words in word_shapes([line.words for line in page.lines]):
            for word in words[:SHORT_LINE]:
                sites.setdefault(word, set()).add(page.sample.site)
    spread = sorted(((-len(found), word) for word, found in sites.items() if len(found) >= LEAST_SITES))
    return [word for _, word in spread[:MOST_WORDS]]


def targets(page: LabelledPage, words: Vocabulary) -> Page:
    """A labelled page as arrays; each page weighs by the root of its length, body lines by their words."""
    features = page_features(page.lines, words, page.hints)
    roles = np.asarray([ROLES.index(role) for role in page.roles], dtype=np.int32)
    share = TEXT_WEIGHT if page.sample.kind == "text" else 1.0
    rarity = np.asarray([RARITY.get(role, 1.0) for role in page.roles], dtype=np.float32)
    role_weights = np.asarray(page.weights, dtype=np.float32) * share * rarity / np.sqrt(max(len(roles), 1)) * 0.3
    return Page(features, roles, page.in_body.astype(np.float32), _title(page), role_weights, body_weights(page))


def body_weights(page: LabelledPage) -> NDArray[np.float32]:
    """What each line's belonging to the body weighs: its share of the body's words, as in the measure of pages."""
    size = np.asarray([min(len(line.words.split()), 80) + 5 for line in page.lines], dtype=np.float32)
    body_size = max(float((size * page.in_body).sum()), 100.0)
    share = TEXT_WEIGHT if page.sample.kind == "text" else 1.0
    weights = np.asarray(page.weights) * share * (2 * size / body_size + 0.1 / np.sqrt(max(len(size), 1)))
    out: NDArray[np.float32] = weights.astype(np.float32)
    return out


def _title(page: LabelledPage) -> int:
    if "title" in page.roles:
        return page.roles.index("title")
    is_known = bool(page.sample.gold.get("title")) or page.sample.kind == "text"
    return -1 if is_known else -2

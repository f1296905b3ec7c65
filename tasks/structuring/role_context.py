"""What does a first reading of the page say about each line's surroundings?

The features of a page and the net's first reading of it go in, a matrix for the second reading comes
out: how much the line says of what the story's core, its title and its first paragraphs say, where it
stands to that core, and all of this for the lines around it, near and far.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from tasks.structuring.features import HINTS, NAMES, OWN, Floats, PageFeatures, side_by_side, stretch
from tasks.structuring.page_words import Ints
from tasks.structuring.role_blocks import COLUMNS as BLOCK_COLUMNS
from tasks.structuring.role_islands import COLUMNS as ISLAND_COLUMNS
from tasks.structuring.role_islands import island_columns

MOST_WORDS: Final = 80  # words of a line that count for its weight
MOST_LOGIT: Final = 6.0
FIRST_LINES: Final = 3  # body lines that open the story
RARE_SHARE: Final = 0.15  # a word on more of the page's lines than this says nothing of the topic
SHIFTS: Final = (-3, -2, -1, 1, 2, 3)
SPANS: Final = (2, 5, 12, 30)
HINT_SPANS: Final = (2, 12)

# Numbers that say more of the page than of the line led to pages that lost their whole text.
OF_PAGE: Final = frozenset({"page_lines", "page_prose", "prose_share", "stretch_share", "lines_before", "lines_after"})
TAKEN: Final = tuple(name for name in NAMES if name not in OF_PAGE and not name.startswith("hint_"))
SHARES: Final = ("subheading", "related", "boilerplate", "comment", "promo", "caption", "control", "comment_meta")
TOPIC: Final = ("logit", "body", "in_core", "in_title", "in_opening", "core_width")
STANDING: Final = ("inside", "to_start", "to_end", "body_before", "body_after", "to_title", "title", "weight")
AROUND: Final = (
    "words", "gap", "bullet", "capitals", "ends_stop", "starts_upper", "said_close_above", "said_close_below",
    "said_widely", "indent", "common_share",
)  # fmt: skip
HINTS_AROUND: Final = ("p", "li", "link", "main", "article_body", "related", "comment", "nav", "aside", "article")

TAKEN_PLACES: Final = [NAMES.index(name) for name in TAKEN]
HINTS_AROUND_PLACES: Final = [HINTS.index(name) for name in HINTS_AROUND]
AROUND_PLACES: Final = [NAMES.index(name) for name in AROUND]


class FirstReading(NamedTuple):
    """What the net says of each line of a page."""

    logit: Floats  # of being part of the story's text
    body: Floats  # the same as a probability
    title: Floats  # probability of being the page's title
    shares: Floats  # lines × roles


def context(
    features: PageFeatures, reading: FirstReading, roles: tuple[str, ...], asked: Ints, blocks: Floats | None
) -> Floats:
    """The lines at the places `asked` × columns, in the order of `columns`; `blocks` are what `role_blocks` says."""
    matrix = features.matrix
    logit = np.clip(reading.logit, -MOST_LOGIT, MOST_LOGIT)
    weight = word_weights(features)
    start, end = stretch(np.clip(logit, -3, 3) * (weight + 4))
    topic = side_by_side([logit, reading.body, *_topic(features, reading, start, end)])
    standing = _standing(reading, weight, start, end)
    shares = reading.shares[:, [roles.index(role) for role in SHARES]]
    around = np.concatenate([topic, shares, matrix[:, AROUND_PLACES]], axis=1)
    parts = [matrix[asked][:, TAKEN_PLACES], topic[asked], standing[asked], shares[asked]]
    parts += [*shifted(around, asked), *smoothed(around, asked, SPANS)]
    if blocks is not None:
        hints = matrix[:, len(NAMES) - len(HINTS) :]
        some = hints[:, HINTS_AROUND_PLACES]
        parts += [hints[asked], *smoothed(some, asked, HINT_SPANS), blocks[asked]]
        parts.append(island_columns(reading.logit, reading.body, weight)[asked])
    return np.concatenate(parts, axis=1, dtype=np.float32)


def word_weights(features: PageFeatures) -> Floats:
    """What each line counts for: its words, of long ones no more than MOST_WORDS."""
    out: Floats = np.minimum(np.expm1(features.matrix[:, OWN.index("words")]), MOST_WORDS)
    return out


def columns(is_marked: bool) -> tuple[str, ...]:
    """What each column of `context` holds."""
    around = (*TOPIC, *SHARES, *AROUND)
    names = [*TAKEN, *TOPIC, *STANDING, *SHARES]
    names += [f"{name}{step:+d}" for step in SHIFTS for name in around]
    names += [f"{name}~{span}" for span in SPANS for name in around]
    if is_marked:
        names += [f"hint_{name}" for name in HINTS]
        names += [f"hint_{name}~{span}" for span in HINT_SPANS for name in HINTS_AROUND]
        names += [*BLOCK_COLUMNS, *ISLAND_COLUMNS]
    return tuple(names)


def _topic(features: PageFeatures, reading: FirstReading, start: int, end: int) -> list[Floats]:
    """Shares of a line's rarer words that core, title and opening have too; and how widely the core has them."""
    count = len(features.matrix)
    word, line = features.said_words, features.said_lines
    spread = np.bincount(word)
    rare = spread[word] <= max(3, RARE_SHARE * count)
    word, line = word[rare], line[rare]
    number = np.maximum(np.bincount(line, minlength=count), 1)
    core = np.zeros(count)
    core[start:end] = reading.body[start:end]
    title, opening = np.zeros(count), np.zeros(count)
    title[int(reading.title.argmax())] = 1
    inside = np.flatnonzero(reading.body[start:end] > 0.5)[:FIRST_LINES] + start
    opening[inside] = 1
    out = []
    for part in (core, title, opening):
        beside = np.bincount(word, part[line], len(spread))[word] - part[line]
        out.append((np.bincount(line, beside > 0.5, count) / number).astype(np.float32))
        if part is core:
            width = np.bincount(line, np.log1p(np.maximum(beside, 0)), count) / number
    return [*out, width.astype(np.float32)]


def _standing(reading: FirstReading, weight: Floats, start: int, end: int) -> Floats:
    count = len(weight)
    here = np.arange(count)
    mass = reading.body * weight
    total = max(float(mass.sum()), 1.0)
    before = np.cumsum(mass) - mass
    to_title = here - int(reading.title.argmax())
    parts = [
        (here >= start) & (here < end), _signed_log(here - start), _signed_log(here - end + 1), before / total,
        (total - before - mass) / total, _signed_log(to_title), reading.title, weight,
    ]  # fmt: skip
    return side_by_side(parts)


def _signed_log(values: Ints) -> Floats:
    return (np.sign(values) * np.log1p(np.abs(values))).astype(np.float32)


def shifted(matrix: Floats, asked: Ints) -> list[Floats]:
    """For each of SHIFTS the rows so many above the rows asked for; zeros beyond the page."""
    most = max(SHIFTS)
    padded = np.zeros((len(matrix) + 2 * most, matrix.shape[1]), dtype=matrix.dtype)
    padded[most:-most] = matrix
    return [padded[asked + most - step] for step in SHIFTS]


def smoothed(matrix: Floats, asked: Ints, spans: Sequence[int]) -> list[Floats]:
    """For each span the means over the rows from so many above to so many below each row asked for."""
    count = len(matrix)
    sums = np.zeros((count + 1, matrix.shape[1]))
    np.cumsum(matrix, axis=0, out=sums[1:])
    out: list[Floats] = []
    for span in spans:
        low, high = np.maximum(asked - span, 0), np.minimum(asked + span + 1, count)
        out.append(((sums[high] - sums[low]) / (high - low)[:, None]).astype(np.float32))
    return out

"""What can be counted about each line of a page before anyone knows what it is?

The page's lines go in, a matrix of numbers (lines × `NAMES`) and the words that the model knows come
out. Everything is counted for the whole page at once, on arrays of code points and of words: reading
a page line by line in Python cost ten times as much.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.lines import TextLine
from tasks.structuring.page_scan import say
from tasks.structuring.page_signs import (
    ABOVE,
    ASKING,
    BAR,
    BEGUN,
    BELOW,
    BESIDE,
    BRACKET,
    CLASS_COUNT,
    CLOSE_ABOVE,
    CLOSE_BELOW,
    COLON,
    COMMA,
    DASH,
    DIGIT,
    FIRST,
    GLUED,
    IS_LOWER,
    IS_UPPER,
    LAST,
    LENGTH,
    LOWER,
    NOT_ASCII,
    QUOTE,
    RARE,
    SAID,
    SPACE,
    STOP,
    SYMBOL,
    TAB,
    UPPER,
    WIDELY,
)  # fmt: skip
from tasks.structuring.page_words import Ints, Vocabulary, Words, words_of

Floats = NDArray[np.float32]

WORDS_SEEN: Final = 24  # words of a line that the model reads: furniture says what it is in its first words
NEAR: Final = 5  # lines that count as close
PROSE_WORDS: Final = 12  # from this many words on a line counts as prose
LINE_COST: Final = 14.0  # words that a line must have to add to a stretch of prose; the median body line has 38

HINTS: Final = (
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "figcaption", "figure", "time", "nav", "footer", "header",
    "aside", "article", "blockquote", "address", "form", "button", "section", "table", "td", "dl", "pre", "label",
    "details", "summary", "cite", "dialog", "byline", "related", "comment", "caption", "credit", "tags", "share",
    "advert", "promo", "breadcrumb", "standfirst", "headline", "article_body", "sidebar", "menu", "timestamp",
    "gallery", "video", "cookie", "login", "bio", "pullquote", "embed", "notice", "hidden", "main", "link", "bold",
)  # fmt: skip

OWN: Final = (
    "words", "characters", "word_length", "indent", "gap", "gap_below", "bullet", "capitals", "all_caps", "digits",
    "quotes", "stops", "commas", "colons", "dashes", "bars", "brackets", "symbols", "asking", "tabs", "spaces",
    "glued", "not_ascii", "starts_upper", "starts_lower", "starts_digit", "starts_quote", "starts_symbol",
    "ends_stop", "ends_colon", "ends_quote", "ends_letter", "ends_digit", "ends_symbol", "known_share",
    "common_share",
)  # fmt: skip
ON_PAGE: Final = (
    "repeats", "repeat_before", "said_in_prose", "said_above", "said_below", "said_close_above",
    "said_close_below", "said_widely", "place", "lines_before", "lines_after", "prose_before", "prose_after",
    "in_stretch", "to_stretch_start", "to_stretch_end", "stretch_share", "page_lines", "page_prose", "prose_share",
    "indent_common",
)  # fmt: skip
NAMES: Final = OWN + ON_PAGE + tuple(f"hint_{name}" for name in HINTS)


NO_HINTS: Final = frozenset[str]()


def side_by_side(columns: Sequence[NDArray[Any]]) -> Floats:
    """Columns of numbers as one matrix; for dozens of short ones a fraction of the cost of `np.stack`."""
    out = np.empty((len(columns), len(columns[0])), dtype=np.float32)
    for row, column in zip(out, columns, strict=True):
        row[:] = column
    return np.ascontiguousarray(out.T)


class PageFeatures(NamedTuple):
    """One page as the model sees it."""

    matrix: Floats  # lines × NAMES
    words: Ints  # ids of the words that the vocabulary knows among each line's first WORDS_SEEN, line after line
    word_lines: Ints  # for each of them the index of its line
    first_words: Ints  # per line the id of its first word, 0 for none
    said_words: Ints  # every word of the page under a number of its own on this page, once for each line …
    said_lines: Ints  # … with the index of that line


def page_features(
    lines: Sequence[TextLine], vocabulary: Vocabulary, hints: Mapping[int, frozenset[str]] | None = None
) -> PageFeatures:
    """The features of every line of a page; `hints` are by line number."""
    if not lines:
        none = np.zeros(0, dtype=np.int64)
        return PageFeatures(np.zeros((0, len(NAMES)), dtype=np.float32), none, none, none, none, none)
    _, _, _, whole, indents, gaps, bullets = zip(*lines, strict=True)
    texts = [text[bullet:] if bullet else text for text, bullet in zip(whole, bullets, strict=True)]
    words = words_of(texts)
    known = vocabulary.known(words)
    size = len(lines)
    sizes = np.bincount(words.lines, minlength=size).astype(np.float32)
    page = _Page(
        texts, words, sizes, _Spread.of(words, sizes),
        *np.array((indents, gaps, bullets), dtype=np.float32),
    )  # fmt: skip
    counted = side_by_side([*_own(page, known), *_on_page(page)])
    matrix = np.concatenate([counted, _hints(lines, hints or {})], axis=1)
    ids = known[words.numbers]
    starts = np.cumsum(sizes, dtype=np.int64) - sizes.astype(np.int64)
    rank = np.arange(len(ids)) - starts[words.lines]
    seen = (ids > 0) & (rank < WORDS_SEEN)
    first_words = np.zeros(size, dtype=np.int64)
    first_words[words.lines[rank == 0]] = ids[rank == 0]
    once = words.is_first
    return PageFeatures(matrix, ids[seen], words.lines[seen], first_words, words.numbers[once], words.lines[once])


class _Spread(NamedTuple):
    """In how many lines of the page's prose each of its words stands."""

    spread: Ints  # by word
    in_prose: NDArray[np.bool_]  # by line
    common: float  # from so many lines on a word is one of the page's own function words, in any language

    @classmethod
    def of(cls, words: Words, sizes: Floats) -> "_Spread":
        in_prose = sizes >= PROSE_WORDS
        spread = np.bincount(words.numbers[words.is_first & in_prose[words.lines]], minlength=len(words.hashes))
        return cls(spread, in_prose, max(2, 0.2 * np.count_nonzero(in_prose)))


class _Page(NamedTuple):
    """A page's lines as arrays."""

    texts: list[str]  # without bullets
    words: Words
    sizes: Floats  # words of each line
    spread: _Spread
    indents: Floats
    gaps: Floats
    bullets: Floats


def _own(page: _Page, known: Ints) -> list[NDArray[Any]]:
    words, spread = page.words, page.spread
    number = len(page.texts)
    counts = np.ascontiguousarray(words.counts.T, dtype=np.float32)
    first, last = (_bits(words.counts[:, column]) for column in (FIRST, LAST))
    size, length = np.maximum(page.sizes, 1), np.maximum(counts[LENGTH], 1)
    letters = np.maximum(counts[UPPER] + counts[LOWER], 1)
    gap = np.minimum(page.gaps, 4)
    return [
        np.log1p(page.sizes), np.log1p(length), letters / size, np.minimum(page.indents, 24) / 8, gap,
        np.append(gap[1:], np.float32(4)), page.bullets > 0, counts[BEGUN] / size, counts[UPPER] / letters,
        counts[DIGIT] / length, counts[QUOTE] / size, np.log1p(counts[STOP]), counts[COMMA] / size,
        np.minimum(counts[COLON], 3), counts[DASH] / size, np.minimum(counts[BAR], 4), counts[BRACKET] / size,
        np.minimum(counts[SYMBOL], 3), np.minimum(counts[ASKING], 3), np.log1p(counts[TAB]), counts[SPACE] / size,
        counts[GLUED] / size, counts[NOT_ASCII] / length, first[UPPER], first[LOWER], first[DIGIT],
        first[QUOTE], first[-1], last[STOP], last[COLON], last[QUOTE],
        last[UPPER] + last[LOWER], last[DIGIT], last[-1],
        np.bincount(words.lines, (known > 0)[words.numbers], number) / size,
        np.bincount(words.lines, (spread.spread >= spread.common)[words.numbers], number) / size,
    ]  # fmt: skip


def _bits(flags: NDArray[np.int32]) -> Floats:
    """Classes × characters, and behind them a row that says: neither a letter nor a digit, quote or stop."""
    out = np.empty((CLASS_COUNT + 1, len(flags)), dtype=np.float32)
    out[:-1] = flags >> np.arange(CLASS_COUNT)[:, None] & 1
    out[-1] = flags & (IS_UPPER | IS_LOWER | 1 << DIGIT | 1 << QUOTE | 1 << STOP) == 0
    return out


def _on_page(page: _Page) -> list[NDArray[Any]]:
    size, sizes = len(page.texts), page.sizes
    prose = np.where(page.spread.in_prose, sizes, 0)
    total = max(float(prose.sum()), 1.0)
    before = np.cumsum(prose) - prose
    start, end = stretch(sizes - LINE_COST)
    here = np.arange(size)
    indents = np.minimum(page.indents, 24).astype(np.int64)
    common = int(np.bincount(indents, prose + 0.01).argmax())
    page_wide = np.ones(size)
    return [
        *_repeats(page.texts), *_said(page.words, page.spread), here / size, np.log1p(here), np.log1p(size - 1 - here),
        before / total, (total - before - prose) / total, (here >= start) & (here < end),
        _signed_log(here - start), _signed_log(here - end + 1), page_wide * float(prose[start:end].sum()) / total,
        page_wide * np.log1p(size), page_wide * np.log1p(total), prose.sum() / max(sizes.sum(), 1) * page_wide,
        (indents == common),
    ]  # fmt: skip


def _signed_log(values: Ints) -> Floats:
    return (np.sign(values) * np.log1p(np.abs(values))).astype(np.float32)


def stretch(gains: Floats) -> tuple[int, int]:
    """Bounds of the consecutive lines with the greatest sum.

    >>> stretch(np.array([1.0, -5.0, 2.0, -1.0, 3.0, -9.0], dtype=np.float32))
    (2, 5)
    """
    if not len(gains):
        return 0, 0
    sums = np.concatenate([[0.0], np.cumsum(gains, dtype=np.float64)])
    lowest = np.minimum.accumulate(sums)[:-1]
    end = int(np.argmax(sums[1:] - lowest)) + 1
    return int(np.argmin(sums[:end])), end


def _repeats(texts: Sequence[str]) -> tuple[Floats, NDArray[np.bool_]]:
    """How often each line's text stands on the page (its logarithm), and whether it stood there before."""
    size = len(texts)
    times = Counter(texts)
    if len(times) == size:
        return np.zeros(size, dtype=np.float32), np.zeros(size, dtype=bool)
    first = dict(zip(reversed(texts), range(size - 1, -1, -1), strict=True))
    places = np.fromiter(map(first.__getitem__, texts), dtype=np.int64, count=size)
    return np.log(np.fromiter(map(times.__getitem__, texts), dtype=np.float32, count=size)), places < np.arange(size)


def _said(words: Words, spread: _Spread) -> list[NDArray[Any]]:
    """Shares of a line's rarer words that other prose has: anywhere, above, below, close by; and how widely.

    Headlines of other stories share few words with what stands around them; a story's paragraphs share many.
    """
    size = len(spread.in_prose)
    said, widths = np.zeros((size, SAID)), np.log1p(np.arange(size + 1))
    latest = np.full(len(words.hashes), -1, dtype=np.int32)
    is_above = np.empty(len(words.lines), dtype=np.uint8)
    in_prose, is_common = (flags.view(np.uint8) for flags in (spread.in_prose, spread.spread > spread.common))
    arrays = (words.numbers, words.lines, in_prose, spread.spread, is_common, widths, said, latest, is_above)
    say(NEAR, *(array.data for array in arrays))
    shares = said.T / np.maximum(said[:, RARE], 1)
    return [shares[column] for column in (BESIDE, ABOVE, BELOW, CLOSE_ABOVE, CLOSE_BELOW, WIDELY)]


def _hints(lines: Sequence[TextLine], hints: Mapping[int, frozenset[str]]) -> Floats:
    if not hints:
        return np.zeros((len(lines), len(HINTS)), dtype=np.float32)
    names = [hints.get(line.number, NO_HINTS) for line in lines]
    different = dict.fromkeys(names)
    table = np.asarray([[name in known for name in HINTS] for known in different], dtype=np.float32)
    rows = {known: row for row, known in enumerate(different)}
    out: Floats = table[[rows[known] for known in names]]
    return out

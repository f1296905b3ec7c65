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
from tasks.structuring.page_words import (
    ASKING,
    BAR,
    BRACKET,
    CLASS_COUNT,
    COLON,
    COMMA,
    COUNTER_BITS,
    COUNTER_MASK,
    COUNTERS,
    DASH,
    DIGIT,
    KNOWN_CODES,
    LOWER,
    MOST_CHARACTERS,
    QUOTE,
    SPACE,
    STOP,
    SYMBOL,
    TAB,
    UPPER,
    Ints,
    Vocabulary,
    Words,
    flags_of,
    tables,
    words_of,
)

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
COUNTER_SHIFTS: Final = np.arange(COUNTERS, dtype=np.uint64) * np.uint64(COUNTER_BITS)


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
    page = _page(lines)
    known = vocabulary.known(page.words)
    size = len(lines)
    sizes = np.bincount(page.words.line, minlength=size).astype(np.float32)
    spread = _Spread.of(page.words, sizes)
    counted = side_by_side([*_own(page, sizes, known, spread), *_on_page(page, sizes, spread)])
    matrix = np.concatenate([counted, _hints(lines, hints or {})], axis=1)
    ids = np.empty(len(page.words.line), dtype=np.int64)
    ids[page.words.order] = known[page.words.word]
    starts = np.cumsum(sizes.astype(np.int64)) - sizes.astype(np.int64)
    rank = np.arange(len(ids)) - starts[page.words.line]
    seen = (ids > 0) & (rank < WORDS_SEEN)
    first_words = np.zeros(size, dtype=np.int64)
    first_words[page.words.line[rank == 0]] = ids[rank == 0]
    once = page.words.is_first
    return PageFeatures(
        matrix, ids[seen], page.words.line[seen], first_words,
        page.words.word[once], page.words.at[once],
    )  # fmt: skip


class _Page(NamedTuple):
    """A page's lines as arrays."""

    texts: list[str]
    codes: NDArray[np.uint32]  # code points of all lines, each with a newline behind it
    bounded: NDArray[np.uint32]  # the same, KNOWN_CODES for those beyond
    flags: NDArray[np.uint16]  # their classes
    starts: Ints
    ends: Ints  # where the line's newline stands
    indents: Floats
    gaps: Floats
    is_bulleted: NDArray[np.bool_]
    words: Words


def _page(lines: Sequence[TextLine]) -> _Page:
    _, _, _, whole, indents, gaps, bullets = zip(*lines, strict=True)
    texts = [text[bullet:] if bullet else text for text, bullet in zip(whole, bullets, strict=True)]
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    if lengths.max() > 2 * MOST_CHARACTERS:
        texts = [_bounded(text) for text in texts]
        lengths = np.minimum(lengths, 2 * MOST_CHARACTERS)
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = np.cumsum(lengths + 1) - 1
    bounded = np.minimum(codes, KNOWN_CODES)
    flags = flags_of(codes, bounded)
    indent, gap = (np.fromiter(values, dtype=np.float32, count=len(texts)) for values in (indents, gaps))
    is_bulleted = np.fromiter(bullets, dtype=np.int64, count=len(texts)) > 0
    words = words_of(joined, codes, flags, ends)
    return _Page(texts, codes, bounded, flags, ends - lengths, ends, indent, gap, is_bulleted, words)


def _bounded(text: str) -> str:
    """The text, or of a longer one its two ends."""
    return text if len(text) <= 2 * MOST_CHARACTERS else text[:MOST_CHARACTERS] + text[-MOST_CHARACTERS:]


class _Spread(NamedTuple):
    """In how many lines of the page's prose each of its words stands."""

    spread: Ints  # by word
    prose_lines: int
    in_prose: NDArray[np.bool_]  # by line

    @classmethod
    def of(cls, words: Words, sizes: Floats) -> "_Spread":
        in_prose = sizes >= PROSE_WORDS
        counted = words.is_first & in_prose[words.at]
        spread = np.bincount(words.word[counted], minlength=len(words.hashes))
        return cls(spread, int(np.count_nonzero(in_prose)), in_prose)

    @property
    def common(self) -> float:
        """From so many lines on a word is one of the page's own function words, in any language."""
        return max(2, 0.2 * self.prose_lines)


def _own(page: _Page, sizes: Floats, known: Ints, spread: _Spread) -> list[NDArray[Any]]:
    words, flags, starts = page.words, page.flags, page.starts
    lengths = page.ends - starts
    packed = np.stack([np.add.reduceat(table[page.bounded], starts) for table in tables().counters])
    counts = (packed[:, None] >> COUNTER_SHIFTS[:, None] & np.uint64(COUNTER_MASK)).reshape(-1, len(starts))
    counts = counts.astype(np.float32)
    upper, lower = (flags >> UPPER & 1).astype(bool), (flags >> LOWER & 1).astype(bool)
    begins, glued = upper.copy(), np.zeros_like(upper)
    begins[1:] &= ~(upper | lower)[:-1]
    glued[1:] = upper[1:] & lower[:-1]
    # Three counts in one number: a line has at most 2 * MOST_CHARACTERS characters.
    extra = np.add.reduceat(
        begins + (glued << COUNTER_BITS) + ((page.codes > 127).astype(np.int64) << 2 * COUNTER_BITS), starts
    )
    begun, glued_count, not_ascii = (
        (extra >> COUNTER_BITS * place & COUNTER_MASK).astype(np.float32) for place in range(3)
    )
    size, length = np.maximum(sizes, 1), np.maximum(lengths, 1).astype(np.float32)
    letters = np.maximum(counts[UPPER] + counts[LOWER], 1)
    first, last = (_bits(flags[places]) for places in (starts, np.maximum(page.ends - 1, starts)))
    number = len(starts)
    gap = np.minimum(page.gaps, 4)
    return [
        np.log1p(sizes), np.log1p(length), letters / size, np.minimum(page.indents, 24) / 8, gap,
        np.append(gap[1:], np.float32(4)), page.is_bulleted, begun / size, counts[UPPER] / letters,
        counts[DIGIT] / length, counts[QUOTE] / size, np.log1p(counts[STOP]), counts[COMMA] / size,
        np.minimum(counts[COLON], 3), counts[DASH] / size, np.minimum(counts[BAR], 4), counts[BRACKET] / size,
        np.minimum(counts[SYMBOL], 3), np.minimum(counts[ASKING], 3), np.log1p(counts[TAB]), counts[SPACE] / size,
        glued_count / size, not_ascii / length, first[UPPER], first[LOWER], first[DIGIT],
        first[QUOTE], first[-1], last[STOP], last[COLON], last[QUOTE],
        last[UPPER] + last[LOWER], last[DIGIT], last[-1],
        np.bincount(words.at, (known > 0)[words.word], number) / size,
        np.bincount(words.at, (spread.spread >= spread.common)[words.word], number) / size,
    ]  # fmt: skip


def _bits(flags: NDArray[np.uint16]) -> Floats:
    """Classes × characters, and behind them a row that says: neither a letter nor a digit, quote or stop."""
    out = np.empty((CLASS_COUNT + 1, len(flags)), dtype=np.float32)
    out[:-1] = flags >> np.arange(CLASS_COUNT, dtype=np.uint16)[:, None] & 1
    out[-1] = flags & (1 << UPPER | 1 << LOWER | 1 << DIGIT | 1 << QUOTE | 1 << STOP) == 0
    return out


def _on_page(page: _Page, sizes: Floats, spread: _Spread) -> list[NDArray[Any]]:
    size = len(page.texts)
    prose = np.where(spread.in_prose, sizes, 0)
    total = max(float(prose.sum()), 1.0)
    before = np.cumsum(prose) - prose
    start, end = stretch(sizes - LINE_COST)
    here = np.arange(size)
    indents = np.minimum(page.indents, 24).astype(np.int64)
    common = int(np.bincount(indents, prose + 0.01).argmax())
    page_wide = np.ones(size)
    return [
        *_repeats(page.texts), *_said(page.words, spread, size), here / size, np.log1p(here), np.log1p(size - 1 - here),
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


def _said(words: Words, spread: _Spread, size: int) -> list[NDArray[Any]]:
    """Shares of a line's rarer words that other prose has: anywhere, above, below, close by; and how widely.

    Headlines of other stories share few words with what stands around them; a story's paragraphs share many.
    """
    rare = (spread.spread <= spread.common)[words.word]
    word, at = words.word[rare], words.at[rare]
    number = np.maximum(np.bincount(at, minlength=size), 1)
    if not len(word):
        return [np.zeros(size)] * 6
    here = spread.in_prose[at]
    above = at - _nearest(word, at, here)
    below = _nearest(-word[::-1], size - 1 - at[::-1], here[::-1])[::-1]
    below = size - 1 - below - at
    # A word that no line above has lies beyond the page.
    has_above, has_below = above <= size, below <= size
    wide = np.log1p(np.maximum(spread.spread[word] - here, 0))
    flags = (has_above | has_below, has_above, has_below, above <= NEAR, below <= NEAR, wide)
    return [np.bincount(at, flag, size) / number for flag in flags]


def _nearest(word: Ints, at: Ints, is_prose: NDArray[np.bool_]) -> Ints:
    """For each word, sorted by word and line, the nearest line of prose above that has it; far below 0 for none."""
    far = np.int64(1) << 40
    # A word's lines lie in a range of their own, so that one running maximum serves all words.
    rank = np.cumsum(np.concatenate([np.zeros(1, np.int64), (word[1:] != word[:-1]).astype(np.int64)]))
    base = rank * (np.int64(1) << 20)
    reached = np.maximum.accumulate(np.where(is_prose, base + at, -1))
    # Of a word that stands in its line more than once the first shows what stands before the line.
    is_first = np.ones(len(word), dtype=bool)
    is_first[1:] = (word[1:] != word[:-1]) | (at[1:] != at[:-1])
    begin = np.maximum.accumulate(np.where(is_first, np.arange(len(word)), 0))
    before = np.concatenate([np.full(1, -1, np.int64), reached])[begin]
    return np.where(before >= base, before - base, -far)


def _hints(lines: Sequence[TextLine], hints: Mapping[int, frozenset[str]]) -> Floats:
    if not hints:
        return np.zeros((len(lines), len(HINTS)), dtype=np.float32)
    names = [hints.get(line.number, NO_HINTS) for line in lines]
    different = dict.fromkeys(names)
    table = np.asarray([[name in known for name in HINTS] for known in different], dtype=np.float32)
    rows = {known: row for row, known in enumerate(different)}
    out: Floats = table[[rows[known] for known in names]]
    return out

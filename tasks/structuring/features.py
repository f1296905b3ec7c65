"""What can be counted about each line of a page before anyone knows what it is?

The page's lines go in, a matrix of numbers (lines × `NAMES`) and the words that the model knows come
out. Everything is counted for the whole page at once, on arrays of code points and of words: reading
a page line by line in Python cost ten times as much.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.lines import TextLine

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

KNOWN_CODES: Final = 0x3000  # code points with a class of their own; those above count as letters without case
TOKEN: Final = re.compile(r"\w+|\n")
MOST_CHARACTERS: Final = 1000  # of each end of a line: a line of 100 MB costs no more than one of 2 kB
WORDS_SEEN: Final = 24  # words of a line that the model reads: furniture says what it is in its first words
NEAR: Final = 5  # lines that count as close
PROSE_WORDS: Final = 12  # from this many words on a line counts as prose
LINE_COST: Final = 14.0  # words that a line must have to add to a stretch of prose; the median body line has 38

UPPER, LOWER, DIGIT, SPACE, QUOTE, STOP, COMMA, COLON, DASH, BAR, BRACKET, SYMBOL, ASKING, TAB = range(14)
CLASSES: Final[tuple[tuple[int, str], ...]] = (
    (QUOTE, "\"'“”‘’«»„‚‹›`´"),
    (STOP, ".!?…"),
    (COMMA, ",;"),
    (COLON, ":"),
    (DASH, "-–—"),
    (BAR, "|/·•>→›\\"),
    (BRACKET, "()[]{}"),
    (SYMBOL, "©@#$€£%&+*=®™"),
    (ASKING, "?!"),
    (TAB, "\t"),
)
CLASS_COUNT: Final = 14

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


class PageFeatures(NamedTuple):
    """One page as the model sees it."""

    matrix: Floats  # lines × NAMES
    words: Ints  # ids of the words that the vocabulary knows among each line's first WORDS_SEEN, line after line
    word_lines: Ints  # for each of them the index of its line
    first_words: Ints  # per line the id of its first word, 0 for none
    local_words: Ints  # every word of the page under a number of its own on this page …
    local_lines: Ints  # … and the index of its line


class _Words(NamedTuple):
    known: Ints  # id in the vocabulary, 0 for none
    local: Ints  # id on this page
    line: Ints


def page_features(
    lines: Sequence[TextLine], vocabulary: Mapping[str, int], hints: Mapping[int, frozenset[str]] | None = None
) -> PageFeatures:
    """The features of every line of a page. Word ids start at 1; `hints` are by line number."""
    if not lines:
        none = np.zeros(0, dtype=np.int64)
        return PageFeatures(np.zeros((0, len(NAMES)), dtype=np.float32), none, none, none, none, none)
    texts = [_bounded(line.words) for line in lines]
    joined = "\n".join(texts)
    words = _words(joined, vocabulary)
    sizes = np.bincount(words.line, minlength=len(texts)).astype(np.float32)
    own = _own(lines, texts, joined, words, sizes)
    page = _on_page(lines, texts, words, sizes)
    matrix = np.concatenate([own, page, _hints(lines, hints or {})], axis=1)
    starts = np.cumsum(sizes.astype(np.int64)) - sizes.astype(np.int64)
    rank = np.arange(len(words.line)) - starts[words.line]
    seen = (words.known > 0) & (rank < WORDS_SEEN)
    first_words = np.zeros(len(texts), dtype=np.int64)
    first_words[words.line[rank == 0]] = words.known[rank == 0]
    return PageFeatures(matrix, words.known[seen], words.line[seen], first_words, words.local, words.line)


def _bounded(text: str) -> str:
    """The text, or of a longer one its two ends."""
    return text if len(text) <= 2 * MOST_CHARACTERS else text[:MOST_CHARACTERS] + text[-MOST_CHARACTERS:]


@lru_cache(maxsize=1)
def _class_table() -> NDArray[np.uint16]:
    """For each code point the classes that it belongs to, one bit each."""
    table = np.zeros(KNOWN_CODES + 1, dtype=np.uint16)
    for code in range(KNOWN_CODES):
        category = unicodedata.category(chr(code))
        if category in ("Lu", "Lt"):
            table[code] = 1 << UPPER
        elif category[0] == "L":
            table[code] = 1 << LOWER
        elif category == "Nd":
            table[code] = 1 << DIGIT
        elif category == "Zs" or chr(code) in "\t\n":
            table[code] = 1 << SPACE
    for bit, characters in CLASSES:
        for character in characters:
            table[ord(character)] |= 1 << bit
    table[KNOWN_CODES] = 1 << LOWER
    return table


def _words(joined: str, vocabulary: Mapping[str, int]) -> _Words:
    tokens = TOKEN.findall(joined.lower())
    index = dict(zip(dict.fromkeys(tokens), count(), strict=False))
    newline = index.get("\n", -1)
    local = np.fromiter(map(index.__getitem__, tokens), dtype=np.int64, count=len(tokens))
    line = np.cumsum(local == newline)
    ids = np.fromiter((_word_id(token, vocabulary) for token in index), dtype=np.int64, count=len(index))
    is_word = local != newline
    local, line = local[is_word], line[is_word]
    return _Words(ids[local] if len(ids) else local, local, line)


def shape(token: str) -> str:
    """What stands in the vocabulary for a number: its length, and whether it can be a year.

    >>> shape("2017"), shape("7"), shape("word")
    ('#year', '#1', 'word')
    """
    if not token[0].isdigit():
        return token
    if not token.isdigit():
        return "#mixed"
    return "#year" if len(token) == 4 and token[:2] in ("19", "20") else f"#{min(len(token), 5)}"


def _word_id(token: str, vocabulary: Mapping[str, int]) -> int:
    return vocabulary.get(token) or vocabulary.get(shape(token), 0)


def _own(lines: Sequence[TextLine], texts: Sequence[str], joined: str, words: _Words, sizes: Floats) -> Floats:
    codes = np.frombuffer((joined + "\n").encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    flags = _class_table()[np.minimum(codes, KNOWN_CODES)]
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    bits = ((flags[None, :] >> np.arange(CLASS_COUNT, dtype=np.uint16)[:, None]) & 1).astype(np.uint8)
    counts = np.add.reduceat(bits, starts, axis=1, dtype=np.int32).astype(np.float32)
    upper, lower = bits[UPPER].astype(bool), bits[LOWER].astype(bool)
    in_word = upper | lower
    begins = upper.copy()
    begins[1:] &= ~in_word[:-1]
    glued = np.zeros_like(upper)
    glued[1:] = upper[1:] & lower[:-1]
    extra = np.add.reduceat(np.stack([begins, glued, codes > 127]).astype(np.int32), starts, axis=1).astype(np.float32)
    size, length = np.maximum(sizes, 1), np.maximum(lengths, 1).astype(np.float32)
    letters = np.maximum(counts[UPPER] + counts[LOWER], 1)
    first, last = flags[starts], flags[np.maximum(ends - 1, starts)]
    gap = np.fromiter((line.gap for line in lines), dtype=np.float32, count=len(lines))
    indent = np.fromiter((line.indent for line in lines), dtype=np.float32, count=len(lines))
    bullet = np.fromiter((line.bullet > 0 for line in lines), dtype=np.float32, count=len(lines))
    columns = [
        np.log1p(sizes), np.log1p(length), letters / size, np.minimum(indent, 24) / 8, np.minimum(gap, 4),
        np.append(np.minimum(gap[1:], 4), np.float32(4)), bullet, extra[0] / size, counts[UPPER] / letters,
        counts[DIGIT] / length, counts[QUOTE] / size, np.log1p(counts[STOP]), counts[COMMA] / size,
        np.minimum(counts[COLON], 3), counts[DASH] / size, np.minimum(counts[BAR], 4), counts[BRACKET] / size,
        np.minimum(counts[SYMBOL], 3), np.minimum(counts[ASKING], 3), np.log1p(counts[TAB]), counts[SPACE] / size,
        extra[1] / size, extra[2] / length, _has(first, UPPER), _has(first, LOWER), _has(first, DIGIT),
        _has(first, QUOTE), _is_symbol(first), _has(last, STOP), _has(last, COLON), _has(last, QUOTE),
        _has(last, UPPER) + _has(last, LOWER), _has(last, DIGIT), _is_symbol(last),
        np.bincount(words.line, words.known > 0, len(texts)) / size, _common_share(words, len(texts)) / size,
    ]  # fmt: skip
    return np.stack([column.astype(np.float32) for column in columns], axis=1)


def _has(flags: NDArray[np.uint16], bit: int) -> Floats:
    return ((flags >> bit) & 1).astype(np.float32)


def _is_symbol(flags: NDArray[np.uint16]) -> Floats:
    letters = (1 << UPPER) | (1 << LOWER) | (1 << DIGIT) | (1 << QUOTE) | (1 << STOP)
    out: Floats = ((flags & letters) == 0).astype(np.float32)
    return out


def _common_share(words: _Words, line_count: int) -> NDArray[Any]:
    """Words that stand in at least a fifth of the page's prose: the page's own function words, in any language."""
    sizes = np.bincount(words.line, minlength=line_count)
    in_prose = sizes[words.line] >= PROSE_WORDS
    pairs = np.unique(words.local[in_prose] * line_count + words.line[in_prose])
    spread = np.bincount(pairs // line_count, minlength=int(words.local.max(initial=0)) + 1)
    common = spread >= max(2, 0.2 * np.count_nonzero(sizes >= PROSE_WORDS))
    return np.bincount(words.line, common[words.local], line_count)


def _on_page(lines: Sequence[TextLine], texts: Sequence[str], words: _Words, sizes: Floats) -> Floats:
    size = len(texts)
    prose = np.where(sizes >= PROSE_WORDS, sizes, 0)
    total = max(float(prose.sum()), 1.0)
    before = np.cumsum(prose) - prose
    start, end = stretch(sizes - LINE_COST)
    here = np.arange(size)
    repeats, earlier = _repeats(texts)
    said = _said(words, sizes)
    indents = np.fromiter((min(line.indent, 24) for line in lines), dtype=np.int64, count=size)
    common = int(np.bincount(indents, prose + 0.01).argmax()) if size else 0
    page = np.ones(size)
    columns = [
        np.log(repeats), earlier, *said, here / max(size, 1), np.log1p(here), np.log1p(size - 1 - here),
        before / total, (total - before - prose) / total, (here >= start) & (here < end),
        _signed_log(here - start), _signed_log(here - end + 1), page * float(prose[start:end].sum()) / total,
        page * np.log1p(size), page * np.log1p(total), prose.sum() / max(sizes.sum(), 1) * page,
        (indents == common),
    ]  # fmt: skip
    return np.stack([column.astype(np.float32) for column in columns], axis=1)


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


def _repeats(texts: Sequence[str]) -> tuple[Floats, Floats]:
    """How often each line's text stands on the page, and whether it stood there before."""
    times: dict[str, int] = {}
    earlier = np.zeros(len(texts), dtype=np.float32)
    for i, text in enumerate(texts):
        seen = times.get(text, 0)
        earlier[i] = seen > 0
        times[text] = seen + 1
    return np.fromiter((times[text] for text in texts), dtype=np.float32, count=len(texts)), earlier


def _said(words: _Words, sizes: Floats) -> tuple[Floats, ...]:
    """Shares of a line's rarer words that other prose has: anywhere, above, below, close by; and how widely.

    Headlines of other stories share few words with what stands around them; a story's paragraphs share many.
    """
    count_of_lines, vocabulary = len(sizes), int(words.local.max(initial=0)) + 1
    in_prose = sizes[words.line] >= PROSE_WORDS
    pairs = np.unique(words.local[in_prose] * count_of_lines + words.line[in_prose])
    spread = np.bincount(pairs // count_of_lines, minlength=vocabulary)
    is_rare = spread <= max(2, 0.2 * np.count_nonzero(sizes >= PROSE_WORDS))
    rare = is_rare[words.local]
    local, line = words.local[rare], words.line[rare]
    number = np.maximum(np.bincount(line, minlength=count_of_lines), 1)
    keys = local * count_of_lines + line
    place = np.searchsorted(pairs, keys)
    padded = np.concatenate([[-1], pairs, [-1]])
    here = np.append(pairs, -1)[place] == keys
    before, after = padded[place], padded[np.minimum(place + 1 + here, len(padded) - 1)]
    to_above = np.where(
        (before >= 0) & (before // count_of_lines == local), line - before % count_of_lines, count_of_lines
    )
    to_below = np.where(
        (after >= 0) & (after // count_of_lines == local), after % count_of_lines - line, count_of_lines
    )
    above, below = to_above < count_of_lines, to_below < count_of_lines
    wide = np.log1p(np.maximum(spread[local] - here, 0))
    flags = (above | below, above, below, to_above <= NEAR, to_below <= NEAR, wide)
    return tuple((np.bincount(line, flag, count_of_lines) / number).astype(np.float32) for flag in flags)


def _hints(lines: Sequence[TextLine], hints: Mapping[int, frozenset[str]]) -> Floats:
    place = {name: i for i, name in enumerate(HINTS)}
    out = np.zeros((len(lines), len(HINTS)), dtype=np.float32)
    if hints:
        for i, line in enumerate(lines):
            for name in hints.get(line.number, ()):
                if name in place:
                    out[i, place[name]] = 1
    return out


def word_shapes(texts: Sequence[str]) -> list[list[str]]:
    """For each text its words as the vocabulary knows them; what a vocabulary is learned from."""
    return [[shape(token) for token in TOKEN.findall(text.lower())] for text in texts]

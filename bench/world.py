"""Which things, lines and publishers does a synthetic warehouse draw from, and how are lines laid out on its pages?"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from bench.sentences import Ints, Marks, Pool, Things, pool, things

Bools = npt.NDArray[np.bool_]
PUBLISHERS: Final = 300


class World(NamedTuple):
    """What all chunks share: the things, the lines, and the lines' texts and lengths as arrays."""

    known: Things
    pool: Pool
    texts: pa.Array
    lengths: Ints
    publishers: list[str]
    entity_ids: pa.Array
    names: pa.Array
    types: pa.Array
    article_ids: pa.Array


def hexes(random: np.random.Generator, count: int) -> pa.Array:
    """Random ids of 32 hex digits."""
    digits = np.frombuffer(b"0123456789abcdef", np.uint8)[random.integers(0, 16, (count, 32), dtype=np.uint8)]
    offsets = np.arange(count + 1, dtype=np.int32) * 32
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(digits.tobytes()))


def world(random: np.random.Generator, count: int) -> World:
    """The world of a warehouse of `count` articles."""
    known = things(random, min(120_000, 5_000 + count // 8))
    lines = pool(random, known)
    texts = pa.array(lines.texts)
    publishers = [f"The {name}" for name in known.names[len(known.names) // 2 :][:PUBLISHERS]]
    ids = [hexes(random, len(known.names)), hexes(random, count)]
    lengths = pc.utf8_length(texts).to_numpy().astype(np.int64)
    names, types = pa.array(known.names), pa.array(known.types)
    return World(known, lines, texts, lengths, publishers, ids[0], names, types, ids[1])


class Layout(NamedTuple):
    """The lines of a chunk's pages, one after the other: which pool line, what role, on which page, where."""

    line: Ints
    role: Ints
    page: Ints
    line_no: Ints
    start: Ints
    first: Ints  # of each page
    comment: Ints  # number of the page's comment that the line belongs to, -1 outside


ROLES: Final = ("control", "section", "title", "standfirst", "byline", "timestamp", "body", "caption", "comment_meta",
                "comment", "boilerplate", "promo")  # fmt: skip
ROLE: Final = {role: number for number, role in enumerate(ROLES)}


def layout(random: np.random.Generator, of: World, count: int, is_article: Bools) -> Layout:
    """Head, story, comments and tail of each page."""
    body = np.where(is_article, np.clip(random.lognormal(3.05, 0.45, count), 4, 120), 0).astype(np.int64)
    commented = is_article & (random.random(count) < 0.3)
    comments = np.where(commented, np.minimum(random.geometric(0.12, count), 200), 0)
    head, tail = random.integers(4, 9, count), random.integers(5, 12, count)
    story = np.where(is_article, 6, 0)
    blocks = np.stack([head, story, body, 2 * comments, tail], 1)
    sizes = blocks.ravel()
    block = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(len(block)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    page, kind = block // 5, block % 5
    role = np.choose(kind, [
        np.where(within == 0, ROLE["section"], ROLE["control"]),
        np.array([ROLE[r] for r in ("title", "standfirst", "byline", "timestamp", "caption", "promo")])[within % 6],
        np.full(len(block), ROLE["body"]),
        np.where(within % 2 == 0, ROLE["comment_meta"], ROLE["comment"]),
        np.full(len(block), ROLE["boilerplate"]),
    ])  # fmt: skip
    line = np.empty(len(block), np.int64)
    for name, own in (("title", "title"), ("byline", "byline"), ("comment_meta", "meta"), ("timestamp", "meta"),
                      *((r, "sentence") for r in ("standfirst", "body", "caption", "comment")),
                      *((r, "furniture") for r in ("control", "section", "promo", "boilerplate"))):  # fmt: skip
        where = np.flatnonzero(role == ROLE[name])
        low, high = of.pool.kinds[own]
        line[where] = random.integers(low, high, len(where))
    lengths = of.lengths[line] + 1
    first = np.cumsum(blocks.sum(1)) - blocks.sum(1)
    ends = np.cumsum(lengths)
    start = ends - lengths - (ends - lengths)[first][page]
    number = np.where(kind == 3, within // 2, -1)
    return Layout(line, role, page, np.arange(len(block)) - first[page], start, first, number)


def joined(of: World, laid: Layout, count: int, roles: tuple[str, ...] | None, between: str) -> pa.Array:
    """Each page's lines, of some roles or all, as one text."""
    keep = np.ones(len(laid.line), bool) if roles is None else np.isin(laid.role, [ROLE[role] for role in roles])
    offsets = np.concatenate([[0], np.cumsum(np.bincount(laid.page[keep], minlength=count))])
    taken = pc.take(of.texts, pa.array(laid.line[keep]))
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), taken), between)


def marked(laid: Layout, marks: Marks, keep: Bools) -> tuple[Ints, Ints]:
    """For each mark in the chunk's kept lines: the number of the line in the chunk, and of the mark."""
    counts = np.where(keep, marks.first[laid.line + 1] - marks.first[laid.line], 0)
    line = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
    return line, marks.first[laid.line[line]] + within


def optional(values: pa.Array, at: Ints) -> pa.Array:
    """The values at these places; null where the place is -1."""
    return pc.take(values, pa.array(at, pa.int64(), mask=at < 0))

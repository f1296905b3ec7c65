"""How is a warehouse of any size made without anyone's pages? Tables written directly, seeded, with realistic skews.

    python -m bench.warehouse 100000 FOLDER      FOLDER/tables and FOLDER/warehouse.duckdb

About 50 lines and 30 mentions an article; publishers, things and speakers follow Zipf's law, days have weekends and
years grow; three pages in ten have comments, one article in twelve is a copy of another. All places are true: what a
span marks is what the row says.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.sentences import CUES, NEWSMAKERS, UNITS, Ints, Marks, Pool, Things, draw, pool, things, zipf
from warehouse.count import WATCHED
from warehouse.database import build, in_memory, parquet_scan, write_table
from warehouse.release import table_file
from warehouse.schema import arrow_schema, arrow_table, table_named
from warehouse.staging import COMPRESSION_LEVEL
from warehouse.tables import TABLES, Check, Coverage, Run

Bools = npt.NDArray[np.bool_]
CHUNK: Final = 10_000
PUBLISHERS: Final = 300
FIRST_DAY, DAYS = datetime(2008, 1, 1, tzinfo=UTC), 5_600
MICROSECONDS: Final = 86_400_000_000
NOT_ARTICLES: Final = {"no_article": 0.05, "duplicate": 0.03, "quarantined": 0.005}
COPIES: Final = 1 / 12
RUN: Final = "20240101T000000-bench0"
SORT_MEMORY: Final = "4GB"  # a million texts of 3 kB are not sorted within 1 GB
SORTED_LATER: Final = ("pages", "stories", "entities")


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


def chunks(seed: int, count: int, of: World) -> Iterator[dict[str, dict[str, Any]]]:
    """The tables' columns, some thousands of articles at a time, in the order of page ids."""
    page_count = int(count / (1 - sum(NOT_ARTICLES.values())))
    random = np.random.default_rng([seed, 1])
    page_ids = hexes(random, page_count).sort()
    status = np.where(np.arange(page_count) < count, 0, -1)
    rest = list(NOT_ARTICLES)
    shares = np.cumsum([NOT_ARTICLES[name] for name in rest]) / sum(NOT_ARTICLES.values())
    status[count:] = 1 + np.searchsorted(shares, random.random(page_count - count))
    random.shuffle(status)
    numbers = np.cumsum(status == 0) - 1
    of_articles = page_ids.filter(pa.array(status == 0))
    originals = np.where(random.random(count) < COPIES, (random.random(count) * np.arange(count)).astype(np.int64), -1)
    originals = np.where((originals >= 0) & (originals[originals] >= 0), -1, originals)
    is_copied = np.isin(np.arange(count), originals)
    for number, begin in enumerate(range(0, page_count, CHUNK)):
        end = min(begin + CHUNK, page_count)
        own = np.random.default_rng([seed, 2, number])
        ids = page_ids[begin:end]
        yield chunk(own, of, ids, of_articles, status[begin:end], numbers[begin:end], originals, is_copied)


def chunk(random: np.random.Generator, of: World, ids: pa.Array, of_articles: pa.Array, status: Ints, numbers: Ints,
          originals: Ints, is_copied: Bools) -> dict[str, dict[str, Any]]:  # fmt: skip
    """The columns of every table for some pages."""
    count = len(ids)
    is_article = status == 0
    laid = layout(random, of, count, is_article)
    has_text = status < 2
    some_page = pc.take(of_articles, random.integers(0, len(of_articles), count))
    copied = pc.if_else(pa.array(status == 2), some_page, ids)
    names = np.array(["article", *NOT_ARTICLES])[status]
    rank = draw(random, zipf(len(of.publishers), 3), count)
    publisher = pc.if_else(pa.array(random.random(count) < 0.97), pc.take(pa.array(of.publishers), rank), None)
    published = _instants(random, count)
    articles = np.flatnonzero(is_article)
    article_ids = pc.take(of.article_ids, pa.array(np.where(is_article, numbers, 0)))
    article_of = pc.if_else(pa.array(is_article), article_ids, None)
    text = joined(of, laid, count, None, "\n")
    line_counts = np.bincount(laid.page, minlength=count)
    host = pc.replace_substring_regex(pc.utf8_lower(pc.take(pa.array(of.publishers), rank)), r"[^a-z]+", "")
    tails = pc.utf8_slice_codeunits(hexes(random, count), 0, 16)
    source = pc.binary_join_element_wise("file:///crawl/", host, "/", tails, ".txt", "")
    hashes = pc.binary_join_element_wise(copied, copied, "")
    page_articles = {"page_id": pc.take(ids, articles), "publisher": pc.take(publisher, articles)}
    tables: dict[str, dict[str, Any]] = {
        "pages": {
            "page_id": ids, "source_uri": source, "record_no": 0, "media_type": "text/plain", "encoding": "utf-8",
            "byte_length": pc.binary_length(text), "content_hash": hashes, "text_hash": hashes, "repairs": [],
            "url": pc.binary_join_element_wise("https://", host, ".example/", tails, ""),
            "captured_at": published, "captured_basis": "page clock", "publisher": publisher,
            "publisher_basis": "profile", "profile": None, "language": "en", "language_confidence": 0.98,
            "line_count": np.where(has_text, line_counts, 0), "text": pc.if_else(pa.array(has_text), text, None),
            "status": names, "reason": pc.if_else(pa.array(is_article), None, "Too little text for a story."),
            "duplicate_of": pc.if_else(pa.array(status == 2), some_page, None),
        },
        "articles": page_articles | _articles(random, of, laid, articles, numbers[articles], originals, is_copied) | {
            "article_id": pc.take(article_ids, articles),
            "published_at": pc.take(_some(random, published, 0.93), articles),
            "not_published_after": pc.take(published, articles),
            "comment_count": _comment_counts(laid, count)[articles],
        },
        "quarantine": _quarantine(random, ids, source, status == 3),
        "stories": _stories(of, numbers[articles], originals, is_copied),
    }  # fmt: skip
    kept = has_text[laid.page]
    return tables | _of_lines(random, of, laid, ids, article_of, published, kept)


def _instants(random: np.random.Generator, count: int) -> pa.Array:
    """Days that grow more frequent, fewer at weekends, more by day than by night."""
    day = (DAYS * np.sqrt(random.random(count))).astype(np.int64)
    day -= np.where((day % 7 >= 4) & (day % 7 <= 5) & (random.random(count) < 0.5), 3, 0)
    hour = np.clip(random.normal(13, 4, count), 0, 23.9)
    instants = (
        int(FIRST_DAY.timestamp()) * 1_000_000 + np.maximum(day, 0) * MICROSECONDS + (hour * 3.6e9).astype(np.int64)
    )
    return pa.array(instants, pa.timestamp("us", tz="UTC"))


def _some(random: np.random.Generator, values: pa.Array, share: float) -> pa.Array:
    return pc.if_else(pa.array(random.random(len(values)) < share), values, None)


def _articles(random: np.random.Generator, of: World, laid: Layout, articles: Ints, numbers: Ints, originals: Ints,
              is_copied: Bools) -> dict[str, Any]:  # fmt: skip
    count = len(laid.first)
    body = pc.take(joined(of, laid, count, ("body",), "\n\n"), articles)
    one = {role: pc.take(joined(of, laid, count, (role,), " "), articles) for role in ("title", "standfirst", "byline")}
    authors = pc.utf8_slice_codeunits(one["byline"], 3)
    original = originals[numbers]
    is_copy = original >= 0
    story = np.where(is_copy, original, np.where(is_copied[numbers], numbers, -1))
    return {
        "url": None, "title": one["title"], "standfirst": one["standfirst"],
        "authors": pa.ListArray.from_arrays(pa.array(np.arange(len(articles) + 1), pa.int32()), authors),
        "authors_basis": "stated", "agencies": [], "dateline_place": None, "section": "World", "tags": [],
        "published_precision": "minute", "published_basis": "stated", "updated_at": None, "language": "en",
        "body": body, "word_count": pc.add(pc.count_substring(body, " "), 1),
        "is_premium": random.random(len(articles)) < 0.04,
        "is_archive": False, "story_id": _optional(of.article_ids, story),
        "is_story_original": ~is_copy,
    }  # fmt: skip


def _comment_counts(laid: Layout, count: int) -> Ints:
    return np.bincount(laid.page[laid.role == ROLE["comment"]], minlength=count)


def _quarantine(random: np.random.Generator, ids: pa.Array, source: pa.Array, held: Bools) -> dict[str, Any]:
    where = np.flatnonzero(held)
    reasons = pa.array(
        ["The file is empty.", "The file is a PNG picture, not a page.", "The archive ends in mid-record."]
    )
    return {
        "quarantine_id": hexes(random, len(where)), "run_id": RUN, "page_id": pc.take(ids, where),
        "source_uri": pc.take(source, where), "stage": "ingest", "check_name": "readable",
        "reason": pc.take(reasons, np.minimum(random.geometric(0.5, len(where)) - 1, 2)), "row": None,
    }  # fmt: skip


def _stories(of: World, numbers: Ints, originals: Ints, is_copied: Bools) -> dict[str, Any]:
    original = originals[numbers]
    told = np.flatnonzero((original >= 0) | is_copied[numbers])
    is_original = original[told] < 0
    whose = np.where(is_original, numbers[told], original[told])
    similarity = np.where(is_original, 1.0, 0.55 + 0.45 * ((numbers[told] * 2654435761 % 1000) / 1000))
    return {"story_id": pc.take(of.article_ids, whose), "article_id": pc.take(of.article_ids, numbers[told]),
            "similarity": similarity, "is_original": is_original}  # fmt: skip


def _of_lines(random: np.random.Generator, of: World, laid: Layout, ids: pa.Array, article_of: pa.Array,
              published: pa.Array, kept: Bools) -> dict[str, dict[str, Any]]:  # fmt: skip
    """Lines, comments, and what is marked in lines."""
    end = laid.start + of.lengths[laid.line]
    lines = np.flatnonzero(kept)
    sure = np.where(random.random(len(lines)) < 0.01, 0.2, 0.6 + 0.4 * random.random(len(lines)))
    comment_at = np.flatnonzero(laid.role == ROLE["comment"])
    comment_ids = hexes(random, len(comment_at))
    comment_of = np.full(len(laid.line), -1)
    comment_of[comment_at] = np.arange(len(comment_at))
    told = np.isin(laid.role, [ROLE[role] for role in ("title", "standfirst", "body", "caption", "comment")])
    prose = np.isin(laid.role, [ROLE[role] for role in ("standfirst", "body")])

    def columns(marks: Marks, keep: Bools) -> tuple[dict[str, Any], Ints, Ints]:
        line, mark = marked(laid, marks, keep)
        page = laid.page[line]
        start = laid.start[line] + marks.start[mark]
        words = pc.take(of.texts, pa.array(laid.line[line]))
        texts = _cut(words, marks.start[mark], marks.end[mark])
        own = {"page_id": pc.take(ids, page), "article_id": pc.take(article_of, page), "text": texts,
               "span_start": start, "span_end": start + marks.end[mark] - marks.start[mark]}  # fmt: skip
        return own, line, mark

    named, line, mark = columns(of.pool.mentions, told)
    thing = of.pool.mentions.thing[mark]
    mentions = named | {
        "mention_id": hexes(random, len(line)), "entity_id": pc.take(of.entity_ids, thing),
        "surface": named.pop("text"),
        "comment_id": _optional(comment_ids, comment_of[line]), "type": pc.take(of.types, thing), "confidence": 0.9,
        "entity_basis": "name", "usage": None,
        "field": pc.take(pa.array(ROLES), laid.role[line]),
    }  # fmt: skip
    quotes, line, mark = columns(of.pool.quotes, prose)
    speaker = of.pool.quotes.thing[mark]
    quotes |= {
        "quote_id": hexes(random, len(line)), "speaker": pc.take(of.names, speaker), "speaker_basis": "named",
        "speaker_entity_id": pc.take(of.entity_ids, speaker), "cue": pc.take(pa.array(CUES), of.pool.quotes.unit[mark]),
        "is_direct": True,
    }  # fmt: skip
    figures, line, mark = columns(of.pool.figures, prose)
    claimant, value = of.pool.figures.thing[mark], of.pool.figures.value[mark]
    unit = of.pool.figures.unit[mark]
    is_money = unit == len(UNITS) - 1
    place = np.where(random.random(len(line)) < 0.3, _places(random, of, len(line)), -1)
    figures |= {
        "figure_id": hexes(random, len(line)), "comment_id": None, "value_min": value,
        "value_max": np.where(random.random(len(line)) < 0.15, value * 1.5, value), "is_approximate": False,
        "unit": pc.if_else(pa.array(is_money), None, pc.take(pa.array(UNITS), unit)),
        "currency": pc.if_else(pa.array(is_money), "USD", None), "rate": None,
        "period_start": None, "period_end": None, "claimant": _optional(of.names, claimant),
        "place_entity_id": _optional(of.entity_ids, place),
        "claimant_entity_id": _optional(of.entity_ids, claimant),
    }  # fmt: skip
    dates, line, mark = columns(of.pool.dates, prose)
    days = (of.pool.dates.value[mark].astype(np.int64) - datetime(1970, 1, 1).toordinal()) * MICROSECONDS
    day = pa.array(days, pa.timestamp("us", tz="UTC"))
    dates |= {"date_id": hexes(random, len(line)), "resolved_start": day, "resolved_end": day, "precision": "day",
              "basis": "stated"}  # fmt: skip
    pictures = np.flatnonzero(laid.role == ROLE["caption"])
    page = laid.page[lines]
    return {
        "lines": {"page_id": pc.take(ids, page), "line_no": laid.line_no[lines], "span_start": laid.start[lines],
                  "span_end": end[lines], "role": pc.take(pa.array(ROLES), laid.role[lines]),
                  "rule": np.where(sure < 0.3, "unread", np.where(sure < 0.75, "model", "furniture_phrase")),
                  "confidence": sure},
        "comments": _comments(random, of, laid, ids, article_of, published, comment_at, comment_ids),
        "media": {"media_id": hexes(random, len(pictures)), "page_id": pc.take(ids, laid.page[pictures]),
                  "article_id": pc.take(article_of, laid.page[pictures]), "credit": "Reuters",
                  "caption": pc.take(of.texts, laid.line[pictures]), "span_start": laid.start[pictures],
                  "span_end": end[pictures]},
        "related": _related(of, laid, ids, kept, end),
        "mentions": mentions, "quotes": quotes, "figures": figures, "dates": dates,
    }  # fmt: skip


def _places(random: np.random.Generator, of: World, count: int) -> Ints:
    places = np.flatnonzero(np.array(of.known.types) == "place")
    return np.asarray(places[draw(random, zipf(len(places), NEWSMAKERS), count)])


def _optional(values: pa.Array, at: Ints) -> pa.Array:
    """The values at these places; null where the place is -1."""
    return pc.take(values, pa.array(at, pa.int64(), mask=at < 0))


def _cut(texts: pa.Array, start: Ints, end: Ints) -> pa.Array:
    return pa.array(
        [text[a:b] for text, a, b in zip(texts.to_pylist(), start.tolist(), end.tolist(), strict=True)], pa.string()
    )


def _comments(random: np.random.Generator, of: World, laid: Layout, ids: pa.Array, article_of: pa.Array,
              published: pa.Array, at: Ints, own: pa.Array) -> dict[str, Any]:  # fmt: skip
    page, number = laid.page[at], laid.comment[at]
    answers = (number > 0) & (random.random(len(at)) < 0.4)
    depth = np.arange(len(at)) - np.maximum.accumulate(np.where(answers, 0, np.arange(len(at))))
    heads = pc.take(of.texts, laid.line[at - 1])
    minutes = random.exponential(300, len(at)).astype(np.int64) * 60_000_000
    posted = pc.add(pc.take(published, page), pa.array(minutes, pa.duration("us")))
    return {
        "comment_id": own, "article_id": pc.take(article_of, page), "page_id": pc.take(ids, page),
        "position": number + 1,
        "author": pc.replace_substring_regex(heads, ",.*", ""), "text": pc.take(of.texts, laid.line[at]),
        "posted_at": posted, "posted_text": pc.replace_substring_regex(heads, "^[^,]*, ", ""), "is_reply": answers,
        "reply_to_author": None, "parent_id": _optional(own, np.where(answers, np.arange(len(at)) - 1, -1)),
        "parent_basis": np.where(answers, "indentation", "none"), "depth": depth, "span_start": laid.start[at - 1],
        "span_end": laid.start[at] + of.lengths[laid.line[at]],
    }  # fmt: skip


def _related(of: World, laid: Layout, ids: pa.Array, kept: Bools, end: Ints) -> dict[str, Any]:
    at = np.flatnonzero((laid.role == ROLE["promo"]) & kept)
    return {"page_id": pc.take(ids, laid.page[at]), "position": 1, "title": pc.take(of.texts, laid.line[at]),
            "url": None, "span_start": laid.start[at], "span_end": end[at]}  # fmt: skip


def as_declared(name: str, values: dict[str, Any]) -> pa.Table:
    """Columns, or one value for all rows, as the declared table; a column with a default may be left out."""
    table = table_named(name)
    schema, known = arrow_schema(table), getattr(table.row, "_field_defaults", {}) | values
    count = max(len(value) for value in values.values() if isinstance(value, (pa.Array, pa.ChunkedArray, np.ndarray)))
    return pa.Table.from_arrays([_column(known[field.name], field.type, count) for field in schema], schema=schema)


def _column(value: Any, kind: pa.DataType, count: int) -> pa.Array:
    if isinstance(value, (pa.Array, pa.ChunkedArray)):
        return value.cast(kind)
    if isinstance(value, np.ndarray):
        return pa.array(value).cast(kind)
    return pa.array([value] * count, kind) if isinstance(value, list) else pa.repeat(pa.scalar(value, kind), count)


class Seen:
    """Counts what becomes of every thing while chunks go by."""

    def __init__(self, count: int) -> None:
        self.mentions, self.articles = np.zeros(count, np.int64), np.zeros(count, np.int64)

    def add(self, of: World, columns: dict[str, Any]) -> None:
        thing = pc.index_in(columns["entity_id"], of.entity_ids).to_numpy()
        page = pc.dictionary_encode(columns["page_id"]).indices.to_numpy().astype(np.int64)
        self.mentions += np.bincount(thing, minlength=len(self.mentions))
        pairs = np.unique(page * len(self.mentions) + thing)
        self.articles += np.bincount(pairs % len(self.mentions), minlength=len(self.mentions))


def entities_of(of: World, seen: Seen) -> pa.Table:
    known, named = of.known, np.flatnonzero(seen.mentions)
    last = datetime.fromtimestamp(FIRST_DAY.timestamp() + DAYS * 86_400, UTC)
    columns = {
        "entity_id": of.entity_ids, "name": of.names, "type": of.types, "aliases": [],
        "geonames_id": pa.array(known.geonames_ids, pa.int64()), "latitude": pa.array(known.latitudes, pa.float64()),
        "longitude": pa.array(known.longitudes, pa.float64()), "country_code": pa.array(known.countries, pa.string()),
        "mention_count": seen.mentions, "article_count": seen.articles, "first_seen": FIRST_DAY, "last_seen": last,
    }  # fmt: skip
    return as_declared("entities", columns).take(named)


def _of_run(random: np.random.Generator, of: World, counts: dict[str, int], page_count: int) -> dict[str, list[Any]]:
    """What a run says of itself: its row, its checks, its coverage."""
    finished = datetime(2024, 1, 1, 6, tzinfo=UTC)
    began, held = datetime(2024, 1, 1, tzinfo=UTC), counts["quarantine"]
    run = Run(RUN, began, finished, "/crawl", "bench", page_count, 0, counts["articles"], 0, 0, held)
    checks = [
        Check(RUN, f"{table.name}.{field.name}.bench", table.name, field.name, "gate", "passed", 0, None, None)
        for table in TABLES for field in arrow_schema(table)
    ]  # fmt: skip
    coverage = []
    for publisher in of.publishers:
        for watched in WATCHED:
            rows = int(random.integers(100, 10_000))
            filled = int(rows * random.beta(8, 1))
            coverage.append(Coverage(RUN, publisher, watched.table, watched.field, rows, filled, filled / rows))
    return {"runs": [run], "checks": checks, "coverage": coverage}


def write_tables(tables: Path, count: int, seed: int = 7) -> None:
    """Write the tables of a warehouse of `count` articles, as a run would leave them."""
    of = world(np.random.default_rng(seed), count)
    seen, counts, page_count = Seen(len(of.known.names)), dict.fromkeys((table.name for table in TABLES), 0), 0
    with ExitStack() as stack:
        writers = {table.name: stack.enter_context(_writer(tables, table.name)) for table in TABLES}
        for columns in chunks(seed, count, of):
            seen.add(of, columns["mentions"])
            for name, values in columns.items():
                data = as_declared(name, values)
                if name not in SORTED_LATER:
                    data = data.sort_by([(key, "ascending") for key in table_named(name).sort])
                writers[name].write_table(data, table_named(name).group_rows)
                counts[name] += data.num_rows
            page_count += len(columns["pages"]["page_id"])
        writers["entities"].write_table(entities_of(of, seen))
        for name, rows in _of_run(np.random.default_rng([seed, 3]), of, counts, page_count).items():
            writers[name].write_table(arrow_table(table_named(name), rows))
    for name in SORTED_LATER:
        with in_memory() as connection:
            connection.execute(f"SET memory_limit = '{SORT_MEMORY}'")
            write_table(connection, tables, name, f"FROM {parquet_scan([table_file(tables, name)])}")


def _writer(tables: Path, name: str) -> pq.ParquetWriter:
    file = table_file(tables, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    schema = arrow_schema(table_named(name))
    return pq.ParquetWriter(file, schema, compression="zstd", compression_level=COMPRESSION_LEVEL)


def main() -> None:
    """Make a warehouse and say what it took."""
    parser = argparse.ArgumentParser(description="Write a synthetic warehouse.")
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    began = time.perf_counter()
    write_tables(options.folder / "tables", options.articles, options.seed)
    written = time.perf_counter()
    build(options.folder / "tables", options.folder / "warehouse.duckdb")
    sizes = [sum(f.stat().st_size for f in (options.folder / "tables").rglob("*.parquet")),
             (options.folder / "warehouse.duckdb").stat().st_size]  # fmt: skip
    sys.stdout.write(
        f"tables: {written - began:.0f} s, {sizes[0] / 1e9:.2f} GB; "
        f"database: {time.perf_counter() - written:.0f} s, {sizes[1] / 1e9:.2f} GB\n"
    )


if __name__ == "__main__":
    main()

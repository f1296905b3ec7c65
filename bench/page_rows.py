"""What rows has a synthetic warehouse of its pages: pages, articles, stories, what is held back?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.line_rows import MICROSECONDS, of_lines
from bench.sentences import Ints, draw, zipf
from bench.world import ROLE, Bools, Layout, World, hexes, joined, layout, optional

CHUNK: Final = 10_000
FIRST_DAY, DAYS = datetime(2008, 1, 1, tzinfo=UTC), 5_600
NOT_ARTICLES: Final = {"no_article": 0.05, "duplicate": 0.03, "quarantined": 0.005}
COPIES: Final = 1 / 12
RUN: Final = "20240101T000000-bench0"


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
    return tables | of_lines(random, of, laid, ids, article_of, published, kept)


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
        "is_archive": False, "story_id": optional(of.article_ids, story),
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

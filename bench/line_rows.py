"""What rows has a synthetic warehouse of its lines: lines, comments, pictures, and what is marked in prose?"""

from datetime import datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.sentences import CUES, NEWSMAKERS, UNITS, Ints, Marks, draw, zipf
from bench.world import ROLE, ROLES, Bools, Layout, World, hexes, marked, optional

MICROSECONDS: Final = 86_400_000_000


def of_lines(random: np.random.Generator, of: World, laid: Layout, ids: pa.Array, article_of: pa.Array,
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
        "comment_id": optional(comment_ids, comment_of[line]), "type": pc.take(of.types, thing), "confidence": 0.9,
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
        "period_start": None, "period_end": None, "claimant": optional(of.names, claimant),
        "place_entity_id": optional(of.entity_ids, place),
        "claimant_entity_id": optional(of.entity_ids, claimant),
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
        "reply_to_author": None, "parent_id": optional(own, np.where(answers, np.arange(len(at)) - 1, -1)),
        "parent_basis": np.where(answers, "indentation", "none"), "depth": depth, "span_start": laid.start[at - 1],
        "span_end": laid.start[at] + of.lengths[laid.line[at]],
    }  # fmt: skip


def _related(of: World, laid: Layout, ids: pa.Array, kept: Bools, end: Ints) -> dict[str, Any]:
    at = np.flatnonzero((laid.role == ROLE["promo"]) & kept)
    return {"page_id": pc.take(ids, laid.page[at]), "position": 1, "title": pc.take(of.texts, laid.line[at]),
            "url": None, "span_start": laid.start[at], "span_end": end[at]}  # fmt: skip

"""Rows for tests: each builder fills what a test does not care about."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from warehouse.tables import Article, Comment, Entity, Line, Mention, Page, Run, content_id, row_id

NOON = datetime(2024, 3, 11, 12, tzinfo=UTC)


def page(content: str = "A line.", source: str = "file:///a.txt", **changes: Any) -> Page:
    digest = sha256(content.encode()).hexdigest()
    row = Page(
        page_id=content_id(digest), source_uri=source, record_no=0, media_type="text/plain", encoding="utf-8",
        byte_length=len(content), content_hash=digest, text_hash=digest, repairs=[], url=None, captured_at=None,
        captured_basis="none", publisher=None, publisher_basis="none", profile=None, language="en",
        language_confidence=0.9, line_count=1, text=content, status="article", reason=None, duplicate_of=None,
    )  # fmt: skip
    return row._replace(**changes)


def line(of: Page, **changes: Any) -> Line:
    return Line(of.page_id, 0, 0, len(of.text or ""), "body", "test", 1.0)._replace(**changes)


def article(of: Page, **changes: Any) -> Article:
    row = Article(
        article_id=row_id(of.page_id, "article", 0), page_id=of.page_id, url=None, publisher=None, title="A title",
        standfirst=None, authors=[], authors_basis="none", agencies=[], dateline_place=None, section=None, tags=[],
        published_at=None, published_precision=None, published_basis="none", not_published_after=None, updated_at=None,
        language="en", body=of.text or "", word_count=len((of.text or "").split()), comment_count=0, is_premium=False,
        is_archive=False, story_id=None, is_story_original=True,
    )  # fmt: skip
    return row._replace(**changes)


def comment(of: Page, position: int = 1, **changes: Any) -> Comment:
    row = Comment(
        comment_id=row_id(of.page_id, "comment", position), article_id=row_id(of.page_id, "article", 0),
        page_id=of.page_id, position=position, author=None, text="A", posted_at=None, posted_text=None,
        is_reply=False, reply_to_author=None, parent_id=None, parent_basis="none", depth=0, span_start=0, span_end=1,
    )  # fmt: skip
    return row._replace(**changes)


def entity(name: str, type: str = "place") -> Entity:
    return Entity(row_id(type, name), name, type, [], None, None, None, None, 1, 1, None, None)


def mention(of: Page, thing: Entity, surface: str, start: int = 0) -> Mention:
    return Mention(
        row_id(of.page_id, "mention", start), thing.entity_id, "name", of.page_id, row_id(of.page_id, "article", 0),
        None, "body", surface, thing.type, "location" if thing.type == "place" else None, start, start + len(surface),
        0.9,
    )  # fmt: skip


def run(run_id: str = "r1") -> Run:
    return Run(run_id, NOON, None, "pages", "0", 0, 0, 0, 0, 0, 0)

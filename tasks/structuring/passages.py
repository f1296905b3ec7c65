"""Which stretches of a page are prose that enrichers may read?

Headlines, standfirsts, paragraphs, captions and comments, each with its exact place in pages.text.
Lists of other headlines, tags and furniture are not among them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from tasks import PageText, Passage
from tasks.structuring.lines import BULLET
from warehouse.tables import Article, Comment, Line, Media, Page

FIELDS: Final = {"title": "title", "standfirst": "standfirst", "body": "body", "subheading": "body"}


def page_text(
    page: Page, articles: Sequence[Article], lines: Sequence[Line], media: Sequence[Media], comments: Sequence[Comment]
) -> PageText:
    """What an enricher sees of one page; all rows are that page's. Without an article there are comments at most."""
    text = page.text or ""
    found = list(_of_comments(text, lines, comments))
    if articles:
        found += [*_of_lines(text, lines), *_of_captions(text, media)]
    found.sort(key=lambda passage: passage.start)
    return PageText(page, articles[0] if articles else None, tuple(found))


def _passage(field: str, text: str, start: int, end: int, comment_id: str | None = None) -> Passage:
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    return Passage(field, start, text[start:end], comment_id)


def _of_lines(text: str, lines: Sequence[Line]) -> Iterator[Passage]:
    for line in lines:
        if line.role in FIELDS:
            yield _passage(FIELDS[line.role], text, line.span_start, line.span_end)


def _of_captions(text: str, media: Sequence[Media]) -> Iterator[Passage]:
    for picture in media:
        if picture.caption:
            end = min(picture.span_start + len(picture.caption), picture.span_end)
            yield _passage("caption", text, picture.span_start, end)


def _of_comments(text: str, lines: Sequence[Line], comments: Sequence[Comment]) -> Iterator[Passage]:
    ordered = sorted(comments, key=lambda comment: comment.span_start)
    starts = [comment.span_start for comment in ordered]
    for line in lines:
        place = bisect_right(starts, line.span_start) - 1
        if line.role == "comment" and place >= 0 and line.span_start < ordered[place].span_end:
            yield _passage("comment", text, line.span_start, line.span_end, ordered[place].comment_id)

"""Which article, pictures and related headlines do a page's lines make?

Takes the lines with their roles and the page's row, gives the rows of `articles`, `media` and
`related`. What the page does not state stays null.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from tasks.structuring.authors import authors_of
from tasks.structuring.date_choice import Choice
from tasks.structuring.lines import TextLine
from tasks.structuring.page_lines import PageLines
from tasks.structuring.rules_media import SOURCE
from tasks.structuring.rules_tail import ALSO, LEAST_TAGS, TAG_WORDS, TAGS
from warehouse.tables import Article, Media, Page, Related, row_id

# A page with fewer words of text than this tells no story; the shortest of 331 dev articles has more.
LEAST_WORDS: Final = 20
CREDIT_LABEL: Final = re.compile(
    r"^(?:©\s*)?(?:(?:photo(?:graph)?s?|picture|image|foto|bild|pic|video|source|credit|crédit photo|quelle|bildquelle)\b"
    r"(?:\s*(?:by|credit|courtesy|source))?\s*[:,/]?\s*)?(?:©\s*)?",
    re.IGNORECASE,
)
CAPTION_LABEL: Final = re.compile(r"^(?:(?:image|photo|picture) )?caption[,:]\s*", re.IGNORECASE)


class CaptionParts(NamedTuple):
    """A caption line taken apart: keywords of the picture's alt text, the caption and its source."""

    keywords: tuple[str, ...]
    caption: str
    credit: str | None


def clean(text: str) -> str:
    """A value as people write it: one space for any run of white space, no-break spaces included."""
    return " ".join(text.split())


def lines_of(page: PageLines, *roles: str) -> list[TextLine]:
    """The page's lines that have one of the roles, in order."""
    return [line for index, line in enumerate(page.lines) if page.role(index) in roles]


def body_of(page: PageLines) -> str:
    """The paragraphs of the story, joined by a blank line."""
    return "\n\n".join(clean(line.words) for line in lines_of(page, "body"))


def build_article(page: PageLines, row: Page, choice: Choice) -> Article | None:
    """The page's article, or None where it has too little text to be one."""
    body = body_of(page)
    word_count = len(body.split())
    title = next(iter(lines_of(page, "title")), None)
    if word_count < LEAST_WORDS:
        return None
    byline = authors_of(page).byline
    section = next(iter(lines_of(page, "section")), None)
    standfirst = " ".join(clean(line.words) for line in lines_of(page, "standfirst")) or None
    notices = " ".join(line.words.casefold() for line in lines_of(page, "notice", "timestamp"))
    published = choice.published
    return Article(
        article_id=row_id(row.page_id, "article", 0),
        page_id=row.page_id,
        url=row.url,
        publisher=row.publisher,
        title=clean(title.words) if title else None,
        standfirst=standfirst,
        authors=list(byline.authors),
        authors_basis="stated" if byline.authors else "none",
        agencies=list(byline.agencies),
        dateline_place=None,
        section=clean(section.words) if section else None,
        tags=tags_of(page),
        published_at=published.moment if published else None,
        published_precision=published.precision if published else None,
        published_basis=published.basis if published else "none",
        not_published_after=row.captured_at,
        updated_at=choice.updated.moment if choice.updated else None,
        language=row.language,
        body=body,
        word_count=word_count,
        comment_count=0,
        is_premium=bool(re.search(r"\bpremium\b|\bsubscriber|\bmembers only\b", notices)),
        is_archive=bool(re.search(r"\barchived? article\b", notices)),
        story_id=None,
        is_story_original=True,
    )


def tags_of(page: PageLines) -> list[str]:
    """The keywords of tag lines; where there are none, those glued to a caption."""
    tags: list[str] = []
    for line in lines_of(page, "tags"):
        listed = re.sub(r"^[^:]{3,20}:\s*", "", line.words) if TAGS.match(line.words) else line.words
        tags += [clean(item) for item in re.split(r"[,;|•·]|\s{2,}", listed) if item.strip()]
    if not tags:
        tags = [word for line in lines_of(page, "caption") for word in caption_parts(line.words).keywords]
    return list(dict.fromkeys(tags))


def caption_parts(text: str) -> CaptionParts:
    """Part keywords, caption and source.

    >>> caption_parts("Port, Strike, Dockers, Port strike Port strike: Men at the gate. (Source: Jo Doe)")
    CaptionParts(keywords=('Port', 'Strike', 'Dockers', 'Port strike'), caption='Port strike: Men at the gate.', credit='Jo Doe')
    """
    text = CAPTION_LABEL.sub("", clean(text))
    source = SOURCE.search(text)
    caption = text[: source.start()].strip() if source else text
    items = [item.strip() for item in caption.split(",")]
    short = next((place for place, item in enumerate(items) if len(item.split()) > TAG_WORDS), len(items))
    if short < LEAST_TAGS - 1 or short != len(items) - 1:
        return CaptionParts((), caption, clean(source["credit"]) if source else None)
    keyword, rest = _last_keyword(items[-1], items[:-1])
    keywords = (*items[:-1], keyword) if keyword else tuple(items[:-1])
    return CaptionParts(keywords, rest, clean(source["credit"]) if source else None)


def _last_keyword(glued: str, others: list[str]) -> tuple[str, str]:
    """Part the last keyword from the caption that it is glued to, where a word said twice in a row shows the seam."""
    words = glued.split()
    for place in range(1, min(TAG_WORDS, len(words) - 1) + 1):
        for length in (2, 1):
            if place >= length and words[place - length : place] == words[place : place + length]:
                return " ".join(words[:place]), " ".join(words[place:])
    return "", glued


def media_rows(page: PageLines, row: Page, article_id: str | None) -> list[Media]:
    """One row per caption, with the credit that belongs to it, and one per credit that has no caption."""
    rows: list[Media] = []
    waiting: list[int] = []  # captions without a credit yet, by their place in rows
    for line, role in ((line, page.role(index)) for index, line in enumerate(page.lines)):
        if role == "caption":
            parts = caption_parts(line.words)
            waiting = [] if parts.credit else [*waiting, len(rows)]
            rows.append(_media(row, article_id, line, parts.caption, parts.credit))
        elif role == "credit":
            credit = CREDIT_LABEL.sub("", clean(line.words), count=1).strip() or clean(line.words)
            if waiting:
                place = waiting.pop()
                rows[place] = rows[place]._replace(credit=credit, span_end=line.end)
            else:
                rows.append(_media(row, article_id, line, None, credit))
    return rows


def _media(row: Page, article_id: str | None, line: TextLine, caption: str | None, credit: str | None) -> Media:
    media_id = row_id(row.page_id, "media", line.start)
    offset = line.text.replace("\xa0", " ").find(caption) if caption else line.bullet
    return Media(media_id, row.page_id, article_id, caption, credit, line.start + max(offset, line.bullet), line.end)


def related_rows(page: PageLines, row: Page) -> list[Related]:
    """One row per headline of another story."""
    return [
        Related(row.page_id, position, clean(_without_label(line.words)), None, line.start + line.bullet, line.end)
        for position, line in enumerate(lines_of(page, "related"), start=1)
    ]


def _without_label(text: str) -> str:
    """'Read also: …' without its first two words."""
    label = ALSO.match(text)
    return text[label.end() :] if label else text


def dateline_of(texts: Iterable[str]) -> str | None:
    """The place before the dash with which an agency story begins: 'BEIRUT (AP) — …'."""
    for text in texts:
        found = re.match(
            r"([A-Z][A-Z .'’-]{2,30}|[A-Z]\w+)(?:,[^—–()]{2,30})?\s*(?:\([^()]{2,30}\)\s*)?[—–-]{1,2}\s", text
        )
        return found[1].title() if found else None
    return None

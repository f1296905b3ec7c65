"""Which article, pictures and related headlines do a page's lines make?

Takes the lines with their roles and the page's row, gives the rows of `articles`, `media` and
`related`. What the page does not state stays null.
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

from tasks.structuring.authors import authors_of
from tasks.structuring.date_choice import Choice
from tasks.structuring.dateline import dateline_of
from tasks.structuring.dates import read_dates
from tasks.structuring.lines import TextLine
from tasks.structuring.no_story import why_no_article
from tasks.structuring.page_lines import PageLines, plain_words
from tasks.structuring.rules_media import AGENCY, CAPTION_LABEL, CREDIT_WORDS, credit_in
from tasks.structuring.rules_tags import LEAST_TAGS, TAG_WORDS
from tasks.structuring.rules_tail import ALSO, LONGEST_HEADING, RELATED_HEADING
from tasks.structuring.section import section_of
from tasks.structuring.tags import tags_of
from warehouse.tables import Article, Media, Page, Related, row_id

CREDIT_LABEL: Final = re.compile(
    rf"^(?:©\s*)?(?:(?:{CREDIT_WORDS})\b(?:\s*(?:by|credit|courtesy|source))?\s*(?:[:,،/…]|\.\.\.)?\s*)?(?:©\s*)?",
    re.IGNORECASE,
)
FIRST_LINES: Final = 2  # a dateline stands at the beginning of the text
PREMIUM: Final = re.compile(
    r"\bpremium\b|\bsubscriber|\bfor (?:our )?members\b|\bmembers[- ]only\b|réservée?s? (?:aux|à nos) abonné"
    r"|\babonnés uniquement"
    r"|\bnur für abonnent|\bfür abonnent|\bexklusiv für|\bplus-artikel\b|\bsolo (?:para )?suscriptores"
    r"|\bpara suscriptores|\bexclusivo (?:para )?(?:suscriptores|assinantes)"
    r"|\bpara assinantes|\b(?:riservato|solo per gli) (?:agli )?abbonati|\bvoor abonnees|\bdla subskrybent[óo]w"
    r"|\bfor abonnenter|\bför prenumeranter",
    re.IGNORECASE,
)
LEAST_HEADLINE: Final = 3  # words
NUMBERED: Final = re.compile(r"\d{1,2}\.\s+")
PICTURE: Final = re.compile(
    rf"{AGENCY}|\b(?:photo|image|picture|foto|courtesy|via)\b|©|\w/(?-i:[A-ZÀ-Þ])", re.IGNORECASE
)
LABEL: Final = re.compile(rf"^(?:{CAPTION_LABEL})", re.IGNORECASE)


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
    return [page.lines[index] for index in sorted(chain.from_iterable(map(page.places, roles)))]


def text_of(page: PageLines) -> list[int]:
    """The lines of the story's text: its paragraphs and its subheadings.

    Bodies that people cut hold the subheadings: with them F1 on publisher-disjoint dev pages is .008 higher.
    """
    return sorted((*page.places("body"), *page.places("subheading")))


def build_article(page: PageLines, row: Page, choice: Choice) -> Article | None:
    """The page's article, or None where it has too little text to be one."""
    text = text_of(page)
    title = next(iter(lines_of(page, "title")), None)
    if why_no_article(page) is not None:
        return None
    byline = authors_of(page).byline
    dateline = dateline_of(line.words for line in lines_of(page, "dateline", "body")[:FIRST_LINES])
    standfirst = " ".join(clean(line.words) for line in lines_of(page, "standfirst")) or None
    notices = " ".join(line.words.casefold() for line in lines_of(page, "notice", "timestamp", "byline"))
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
        agencies=list(dict.fromkeys((*byline.agencies, *dateline.agencies))),
        dateline_place=dateline.place,
        section=section_of(page, row.publisher),
        tags=tags_of(page) or _caption_keywords(page),
        published_at=published.moment if published else None,
        published_precision=published.precision if published else None,
        published_basis=published.basis if published else "none",
        not_published_after=row.captured_at,
        updated_at=choice.updated.moment if choice.updated else None,
        language=row.language,
        body="\n\n".join(page.spaced[index] for index in text),
        word_count=sum(page.word_counts[index] for index in text),
        comment_count=0,
        is_premium=bool(PREMIUM.search(notices)),
        is_archive=bool(re.search(r"\barchived? article\b", notices)),
        story_id=None,
        is_story_original=True,
    )


def _caption_keywords(page: PageLines) -> list[str]:
    """Keywords that are glued to the captions of pictures, each once."""
    parts = (caption_parts(line.words) for line in lines_of(page, "caption"))
    return list(dict.fromkeys(word for part in parts for word in part.keywords))


def caption_parts(text: str) -> CaptionParts:
    """Part keywords, caption and source.

    >>> caption_parts("Port, Ships, Dockers, Port strike Port strike: Men. (Source: Jo Doe)")
    CaptionParts(keywords=('Port', 'Ships', 'Dockers', 'Port strike'), caption='Port strike: Men.', credit='Jo Doe')
    """
    text = LABEL.sub("", clean(text))
    source = credit_in(text)
    caption = text[: source.start()].strip(" |") if source else text.removesuffix("(").rstrip()
    credit = clean(next(filter(None, source.groups()))).strip(" .") if source else None
    items = [item.strip() for item in caption.split(",")]
    short = next((place for place, item in enumerate(items) if len(item.split()) > TAG_WORDS), len(items))
    if short < LEAST_TAGS - 1 or short != len(items) - 1:
        return CaptionParts((), caption, credit)
    keyword, rest = _last_keyword(items[-1], items[:-1])
    keywords = (*items[:-1], keyword) if keyword else tuple(items[:-1])
    return CaptionParts(keywords, rest, credit)


def _last_keyword(glued: str, others: list[str]) -> tuple[str, str]:
    """Part the last keyword from the caption that it is glued to, where a word said twice in a row shows the seam."""
    words = glued.split()
    for place in range(1, min(TAG_WORDS, len(words) - 1) + 1):
        for length in (2, 1):
            if place >= length and _plain(words[place - length : place]) == _plain(words[place : place + length]):
                return " ".join(words[:place]), " ".join(words[place:])
    return "", glued


def _plain(words: list[str]) -> list[str]:
    return [plain_words(word) for word in words]


def media_rows(page: PageLines, row: Page, article_id: str | None) -> list[Media]:
    """One row per caption, with the credit that belongs to it, and one per credit that has no caption.

    What only the model takes for a credit is one alone if its words speak of pictures.
    """
    rows: list[Media] = []
    waiting: list[int] = []  # captions without a credit yet, by their place in rows
    aside = page.markup.aside
    for index, line in enumerate(page.lines):
        role = page.roles[index].role
        if line.gap and line.number in aside:
            waiting = []  # the figures of HTML are told apart
        if role == "caption":
            parts = caption_parts(line.words)
            waiting = [] if parts.credit else [*waiting, len(rows)]
            rows.append(_media(row, article_id, line, parts.caption, parts.credit))
        elif role == "credit":
            credit = credit_of(line.words)
            if waiting:
                place = waiting.pop()
                rows[place] = rows[place]._replace(credit=credit, span_end=line.end)
            elif page.roles[index].rule != "model" or PICTURE.search(line.words):
                rows.append(_media(row, article_id, line, None, credit))
        elif aside and role in ("body", "subheading"):
            waiting = []
    return rows


def credit_of(text: str) -> str:
    """A credit without its label and without the brackets around it.

    >>> credit_of("(Photo: Jo Marsh)"), credit_of("AFP via Getty Images)"), credit_of("Marsh (AFP)")
    ('Jo Marsh', 'AFP via Getty Images', 'Marsh (AFP)')
    """
    text = clean(text)
    if (text.startswith("(") and text.endswith(")")) or text.count(")") > text.count("("):
        text = text.removeprefix("(").removesuffix(")")
    return CREDIT_LABEL.sub("", text, count=1).strip() or text


def _media(row: Page, article_id: str | None, line: TextLine, caption: str | None, credit: str | None) -> Media:
    media_id = row_id(row.page_id, "media", line.start)
    offset = line.text.replace("\xa0", " ").find(caption) if caption else line.bullet
    return Media(media_id, row.page_id, article_id, caption, credit, line.start + max(offset, line.bullet), line.end)


def related_rows(page: PageLines, row: Page) -> list[Related]:
    """One row per headline of another story; what heads them or dates them is none."""
    layout = page.markup.layout
    joints = layout.joints() if layout else {}
    spans = [
        (line.text[start - line.start : end - line.start], start, end)
        for line in lines_of(page, "related")
        if not _is_beside_headlines(line.words)
        for start, end in _headlines(line, joints.get(line.number, []))
    ]
    return [
        Related(row.page_id, position, clean(_without_label(text)), None, start, end)
        for position, (text, start, end) in enumerate(spans, start=1)
    ]


def _headlines(line: TextLine, joints: Sequence[int]) -> list[tuple[int, int]]:
    """Where the headlines of a line stand: HTML may glue several, each in a link of its own."""
    first, end = line.start + line.bullet, line.end
    if not joints:
        return [(first, end)]
    starts = [first, *(place for place in joints if first < place < end and line.text[place - line.start - 1] != " ")]
    spans = list(zip(starts, [*starts[1:], end], strict=True))
    texts = [line.text[start - line.start : stop - line.start] for start, stop in spans]
    is_each = all(len(text.split()) >= LEAST_HEADLINE and not text[:1].islower() for text in texts)
    return spans if is_each else [(first, end)]


def _is_beside_headlines(text: str) -> bool:
    """'More from the coast', '7 March 2022': names the headlines under it, or tells their day."""
    if len(text) > LONGEST_HEADING:
        return False
    dates = read_dates(text)
    is_date = len(dates) == 1 and dates[0].end - dates[0].start >= len(text) - 1
    return is_date or bool(RELATED_HEADING.fullmatch(text))


def _without_label(text: str) -> str:
    """'Read also: …' without its first two words, '3. …' without its number."""
    label = ALSO.match(text) or NUMBERED.match(text)
    return text[label.end() :] if label else text

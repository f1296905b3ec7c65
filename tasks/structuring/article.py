"""Which article, pictures and related headlines do a page's lines make?

Takes the lines with their roles and the page's row, gives the rows of `articles`, `media` and
`related`. What the page does not state stays null.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from tasks.structuring.authors import authors_of
from tasks.structuring.byline import AGENCIES
from tasks.structuring.date_choice import Choice
from tasks.structuring.lines import TextLine
from tasks.structuring.page_lines import PageLines, plain_words
from tasks.structuring.rules_header import BREADCRUMB
from tasks.structuring.rules_media import SOURCE, TAIL_CREDIT
from tasks.structuring.rules_tail import ALSO, LEAST_TAGS, TAG_WORDS, TAGS, TAGS_HEADING
from warehouse.tables import Article, Media, Page, Related, row_id

# A page with fewer words of text than this tells no story; the shortest of 331 dev articles has more.
LEAST_WORDS: Final = 20
LEAST_TEASERS: Final = 3
PARAGRAPH_WORDS: Final = 20  # of 331 dev articles none has only shorter paragraphs, each under a headline
LOOKED_AT: Final = 5000  # characters that tell what a page without a text is
SECTION_WORDS: Final = 5
HOME: Final = frozenset(("home", "homepage", "startseite", "start", "accueil", "inicio", "início", "portada", "главная", "الرئيسية", "you are here"))
CREDIT_LABEL: Final = re.compile(
    r"^(?:©\s*)?(?:(?:photo(?:graph)?s?|picture|image|foto|bild|pic|video|source|credit|crédit photo|quelle|bildquelle)\b"
    r"(?:\s*(?:by|credit|courtesy|source))?\s*[:,/]?\s*)?(?:©\s*)?",
    re.IGNORECASE,
)
FIRST_LINES: Final = 2  # a dateline stands at the beginning of the text
PREMIUM: Final = re.compile(
    r"\bpremium\b|\bsubscriber|\bfor (?:our )?members\b|\bmembers[- ]only\b|réservée?s? (?:aux|à nos) abonné|\babonnés uniquement"
    r"|\bnur für abonnent|\bfür abonnent|\bexklusiv für|\bplus-artikel\b|\bsolo (?:para )?suscriptores|\bpara suscriptores|\bexclusivo (?:para )?(?:suscriptores|assinantes)"
    r"|\bpara assinantes|\b(?:riservato|solo per gli) (?:agli )?abbonati|\bvoor abonnees|\bdla subskrybent[óo]w|\bfor abonnenter|\bför prenumeranter",
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
    if why_no_article(page) is not None:
        return None
    byline = authors_of(page).byline
    dateline = dateline_of(line.words for line in lines_of(page, "dateline", "body")[:FIRST_LINES])
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
        agencies=list(dict.fromkeys((*byline.agencies, *dateline.agencies))),
        dateline_place=dateline.place,
        section=section_of(page),
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
        is_premium=bool(PREMIUM.search(notices)),
        is_archive=bool(re.search(r"\barchived? article\b", notices)),
        story_id=None,
        is_story_original=True,
    )


def tags_of(page: PageLines) -> list[str]:
    """The keywords of tag lines; where there are none, those glued to a caption."""
    tags: list[str] = []
    for line in lines_of(page, "tags"):
        if TAGS_HEADING.fullmatch(line.words):
            continue
        label = TAGS.match(line.words)
        listed = line.words[label.end() :] if label else line.words
        tags += [clean(item).strip(" #.") for item in re.split(r"[,;|•·،؛]|\s{2,}|\s(?=#)", listed)]
    if not tags:
        tags = [word for line in lines_of(page, "caption") for word in caption_parts(line.words).keywords]
    return list(dict.fromkeys(tag for tag in tags if tag))


def caption_parts(text: str) -> CaptionParts:
    """Part keywords, caption and source.

    >>> caption_parts("Port, Strike, Dockers, Port strike Port strike: Men at the gate. (Source: Jo Doe)")
    CaptionParts(keywords=('Port', 'Strike', 'Dockers', 'Port strike'), caption='Port strike: Men at the gate.', credit='Jo Doe')
    """
    text = CAPTION_LABEL.sub("", clean(text))
    source = SOURCE.search(text) or TAIL_CREDIT.search(text, max(0, len(text) - 140))
    caption = text[: source.start()].strip() if source else text
    credit = clean(source["credit"] or source["agency"]) if source else None
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


class Dateline(NamedTuple):
    """The place and the agencies with which a story's text begins."""

    place: str | None
    agencies: tuple[str, ...]


DATELINE: Final = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}(?![a-zà-ÿ])|[A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+){0,2})(?:(?:,|\s/)\s?[^—–()\[\]:\"“]{2,40}?)?"
    r"\s*(?:[(\[](?P<agency>[^()\[\]]{2,40})[)\]]\s*(?:[—–:.-]{1,2}|$)|[—–]{1,2}|--|\s-)(?:\s|(?=[A-ZÀ-Þ\"“])|$)"
)


def dateline_of(texts: Iterable[str]) -> Dateline:
    """The dateline with which the first paragraph begins; a line of nothing but a time is passed over.

    >>> dateline_of(["BEIRUT, Lebanon (AP) — The port was silent on Monday."])
    Dateline(place='Beirut', agencies=('AP',))
    """
    for text in texts:
        found = DATELINE.match(clean(text))
        if found is None:
            continue
        agencies = tuple(AGENCIES[name] for part in re.split(r"[/,]", found["agency"] or "") if (name := part.strip().casefold()) in AGENCIES)
        place = found["place"].strip(" .-")
        if not (agencies or place.isupper()):
            return Dateline(None, ())  # "Berlin – …" may be a place, "Maybe – …" is none
        if place.casefold() in AGENCIES:
            return Dateline(None, (AGENCIES[place.casefold()],))
        return Dateline(place.title() if place.isupper() else place, agencies)
    return Dateline(None, ())


def why_no_article(page: PageLines) -> str | None:
    """Why the page's lines make no article; None where they make one."""
    paragraphs = [line.words for line in lines_of(page, "body")]
    count = sum(len(text.split()) for text in paragraphs)
    if count < LEAST_WORDS:
        return f"No article: {_kind_of(page)}{len(page.lines)} lines, {count} words of running text (an article has {LEAST_WORDS} or more)."
    if _is_list_of_teasers(page):
        return f"No article: an index page, {len(paragraphs)} teasers under headlines of their own and no paragraph of {PARAGRAPH_WORDS} words."
    return None


def _is_list_of_teasers(page: PageLines) -> bool:
    """Does each of three paragraphs or more stand under a headline of its own, and none have a story's length?"""
    places = [index for index in range(len(page.lines)) if page.role(index) == "body"]
    if len(places) < LEAST_TEASERS or any(len(page.text(index).split()) >= PARAGRAPH_WORDS for index in places):
        return False
    return all(page.role(index - 1) in ("title", "related", "subheading", "embed", "timestamp", "standfirst") for index in places)


def _kind_of(page: PageLines) -> str:
    """What a page without a text is, to all appearance: 'a log-in page, ' or ''."""
    text = " ".join(line.words.casefold() for line in page.lines)[:LOOKED_AT]
    roles = [page.role(index) for index in range(len(page.lines))]
    kinds = (
        ("an error page, ", re.search(r"\b404\b|page not found|seite nicht gefunden|page introuvable|no longer exists|can['’]t find (?:the|that) page", text)),
        ("a consent page, ", re.search(r"\bcookies?\b.{0,400}\b(?:partners|vendors|consent|purposes)|\bconsent\b.{0,400}\bcookies?\b|process personal data", text)),
        ("a log-in or pay wall, ", re.search(r"\b(?:log in|sign in|subscribe|subscription|abonn\w+)\b.{0,300}\b(?:continue|read|access|month|account|unlock)\b", text)),
        ("a picture gallery, ", sum(role in ("caption", "credit") for role in roles) >= LEAST_TEASERS),
        ("an index page, ", sum(role == "related" for role in roles) >= LEAST_TEASERS),
    )
    return next((kind for kind, is_it in kinds if is_it), "")


def section_of(page: PageLines) -> str | None:
    """The section that stands nearest to the title; of a breadcrumb its last step that is not the title."""
    places = [index for index in range(len(page.lines)) if page.role(index) == "section"]
    title = next((index for index in range(len(page.lines)) if page.role(index) == "title"), 0)
    if not places:
        return None
    above = [index for index in places if index < title]
    text = clean(page.text(above[-1] if above else places[0]))
    if BREADCRUMB.fullmatch(text):
        steps = [step.strip() for step in re.split(r"\s*[>»›|/]\s*", text) if step.strip()]
        own = plain_words(page.text(title))
        named = [step for step in steps if plain_words(step)[:30] != own[:30] and plain_words(step) not in HOME and len(step.split()) <= SECTION_WORDS]
        text = named[-1] if named else text
    return re.sub(r"^\d+\.\s+", "", text).strip(" |:/>»›") or None

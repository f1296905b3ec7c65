"""What does one raw page say? The door of this room: `RawPage` in, `Reading` or `Quarantined` out.

Decode, render, cut into lines, recognise the publisher, give every line its role, and build the
rows from the roles. What the reader knows (profiles, lexicons, the model) is handed in as `Reader`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from tasks import Quarantined, RawPage, Reading
from tasks.structuring import article as story
from tasks.structuring.address_date import day_in_address
from tasks.structuring.byline import NO_NAMES, GivenNames
from tasks.structuring.comments import Thread, comment_rows, thread_of
from tasks.structuring.date_choice import Choice, published_stamp
from tasks.structuring.dates import Stamp, day_first_evidence, read_dates, read_stamp
from tasks.structuring.decode import Decoded, decode
from tasks.structuring.limits import OversizedPageError, limit_lines
from tasks.structuring.lines import TextLine, split_lines
from tasks.structuring.markup import NO_MARKUP, Markup, render
from tasks.structuring.markup_fields import day_first
from tasks.structuring.no_story import PARAGRAPH_WORDS, why_no_article, words_in
from tasks.structuring.page_lines import PageLines
from tasks.structuring.profile import Match, Profile, match_profile
from tasks.structuring.publication import publication
from tasks.structuring.roles import Model, assign_roles, assign_roles_beside
from tasks.structuring.stated import with_page_statements, with_statements
from tasks.structuring.told_story import untold_paragraphs, with_paragraphs
from warehouse.tables import Article, Line, Page, content_id

LanguageOf = Callable[[str], tuple[str | None, float | None]]

# So many characters of a page's longest lines tell its language; more change nothing.
LANGUAGE_SAMPLE: Final = 2000
LANGUAGE_LINES: Final = 20
NO_THREAD: Final = Thread({}, ())


def unknown_language(text: str) -> tuple[str | None, float | None]:
    """The language of a text when there is no model to tell it."""
    return None, None


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known beside the page: publishers, furniture phrases, the model of roles, the model of languages."""

    profiles: tuple[Profile, ...] = ()
    furniture: Mapping[str, str] = field(default_factory=dict)
    model: Model | None = None
    language_of: LanguageOf = unknown_language
    given_names: GivenNames = NO_NAMES
    owners: frozenset[str] = frozenset()  # companies with many publications, as `name_key`s


def read_page(raw: RawPage, reader: Reader) -> Reading | Quarantined:
    """Read one page. Never raises for what a page holds; the same page gives the same reading."""
    is_html = raw.media_type in ("text/html", "application/xhtml+xml")
    decoded = decode(raw.data, raw.charset, is_html)
    try:
        text, markup = render(decoded.text) if is_html else (decoded.text, NO_MARKUP)
        limit_lines(text)
    except OversizedPageError as error:
        row = page_row(raw, decoded, None, 0)
        return Quarantined(row._replace(status="quarantined", reason=str(error)), "too_large", str(error))
    every = split_lines(text)
    row = page_row(raw, decoded, text, len(every))
    # What the rendering leaves out is read last: the model learned from pages without it.
    lines = [line for line in every if line.number not in markup.aside]
    match = match_profile(reader.profiles, lines, _host(row.url))
    thread = thread_of(lines, markup.comments, markup.layout)
    page = _with_roles(PageLines(lines, reader.furniture, markup, match, reader.given_names), thread, reader)
    if thread.drafts and not markup.comments and why_no_article(page):
        # A thread that leaves no story took the story for comments: live pages sign paragraphs as threads do.
        bare = _with_roles(PageLines(lines, reader.furniture, markup, match, reader.given_names), NO_THREAD, reader)
        page, thread = (bare, NO_THREAD) if _took_story(page, bare) else (page, thread)
    told = untold_paragraphs(page, text) if is_html else []
    if told:
        text, page.markup = with_paragraphs(text, markup, told)
        every = split_lines(text)
        row = page_row(raw, decoded, text, len(every))
    if not every:
        reason = "The page has no visible text."
        return Quarantined(row._replace(status="quarantined", reason=reason), "no_text", reason)
    return _reading(page, _with_lines_beside(page, every, reader), row, thread, reader)


def _took_story(page: PageLines, bare: PageLines) -> bool:
    """Is there a story without the thread, and one of its paragraphs among what was read as comments?"""
    taken = (index for index in bare.places("body") if page.role(index) == "comment")
    return why_no_article(bare) is None and any(words_in(bare, index) >= PARAGRAPH_WORDS for index in taken)


def _with_lines_beside(page: PageLines, every: list[TextLine], reader: Reader) -> PageLines:
    """The page with the lines that its rendering leaves out; `page` itself where there are none."""
    if len(every) == len(page.lines):
        return page
    whole = PageLines(every, page.furniture, page.markup, page.match, page.given_names)
    places = [index for index, line in enumerate(every) if line.number not in page.markup.aside]
    whole.roles.update({place: page.roles[index] for index, place in enumerate(places)})
    assign_roles_beside(whole, reader.model)
    return whole


def _story_of(page: PageLines, whole: PageLines) -> PageLines:
    """The page with those of the lines beside it that belong to its text."""
    added = page.markup.aside
    kept = [
        index
        for index, line in enumerate(whole.lines)
        if line.number not in added or whole.role(index) in ("title", "body", "subheading")
    ]
    if len(kept) == len(page.lines):
        return page
    story = PageLines([whole.lines[i] for i in kept], page.furniture, page.markup, page.match, page.given_names)
    story.roles.update({index: whole.roles[place] for index, place in enumerate(kept)})
    story.guesses = [whole.guesses[place] for place in kept] if whole.guesses else ()
    return story


def _with_roles(page: PageLines, thread: Thread, reader: Reader) -> PageLines:
    page.roles.update(
        {index: thread.roles[line.number] for index, line in enumerate(page.lines) if line.number in thread.roles}
    )
    assign_roles(page, reader.model)
    return page


def page_row(raw: RawPage, decoded: Decoded, text: str | None, line_count: int) -> Page:
    """The row of a page, before it is known what became of it."""
    digest = sha256(raw.data).hexdigest()
    return Page(
        page_id=content_id(digest),
        source_uri=raw.source_uri,
        record_no=raw.record_no,
        media_type=raw.media_type,
        encoding=decoded.encoding,
        byte_length=len(raw.data),
        content_hash=digest,
        text_hash=sha256(text.encode("utf-8", "replace")).hexdigest() if text is not None else None,
        repairs=list(decoded.repairs),
        url=raw.url,
        captured_at=raw.captured_at,
        captured_basis=raw.captured_basis,
        publisher=None,
        publisher_basis="none",
        profile=None,
        language=None,
        language_confidence=None,
        line_count=line_count,
        text=text,
        status="no_article",
        reason=None,
        duplicate_of=None,
    )


def _reading(page: PageLines, whole: PageLines, row: Page, thread: Thread, reader: Reader) -> Reading:
    """The rows of a page: its story from the printed lines, its pictures from all."""
    page = _story_of(page, whole)
    row = with_page_statements(_with_publisher(row, page.match), page.markup)
    row = _with_printed_publisher(row, page, reader.owners)
    row = _with_capture(row, page)
    row = _with_language(row, page, reader.language_of)
    choice = _dates(page, row)
    article = story.build_article(page, row, choice)
    article = _with_addressed_day(with_statements(article, page, row, choice), row) if article else None
    article_id = article.article_id if article else None
    posted_at = _posted(row, page.markup, [draft.posted_text or "" for draft in thread.drafts])
    comments = comment_rows(thread.drafts, row.text or "", row.page_id, article_id, posted_at)
    row = row._replace(status="article") if article else row._replace(reason=why_no_article(page))
    return Reading(
        page=row,
        lines=_line_rows(row, whole),
        articles=[article._replace(comment_count=len(comments))] if article else [],
        comments=comments,
        media=story.media_rows(whole, row, article_id),
        related=story.related_rows(whole, row),
    )


def _line_rows(row: Page, page: PageLines) -> list[Line]:
    made = partial(tuple.__new__, Line)  # what Line(...) does, three times as fast
    return [made((row.page_id, *line[:3], *page.roles[index])) for index, line in enumerate(page.lines)]


def _with_publisher(row: Page, match: Match | None) -> Page:
    if match is None:
        return row
    return row._replace(publisher=match.profile.name, publisher_basis="profile", profile=match.label)


def _with_printed_publisher(row: Page, page: PageLines, owners: frozenset[str]) -> Page:
    """The name that the page's furniture prints, where nothing else tells the publisher."""
    name = publication(page, owners) if row.publisher is None else None
    return row._replace(publisher=name, publisher_basis="inferred") if name else row


def _with_capture(row: Page, page: PageLines) -> Page:
    """The clock in the page's header tells when it was fetched, where the record does not."""
    if row.captured_at is not None:
        return row
    for line in story.lines_of(page, "clock"):
        for found in read_dates(line.words):
            if isinstance(found, Stamp):
                return row._replace(captured_at=found.moment, captured_basis="page clock")
    return row


def _with_language(row: Page, page: PageLines, language_of: LanguageOf) -> Page:
    longest = sorted(page.lines, key=lambda line: line.start - line.end)[:LANGUAGE_LINES]
    language, confidence = language_of(" ".join(line.words for line in longest)[:LANGUAGE_SAMPLE])
    return row._replace(language=language, language_confidence=confidence)


def _dates(page: PageLines, row: Page) -> Choice:
    title = next(iter(story.lines_of(page, "title")), None)
    roles = {line.number: page.roles[index].role for index, line in enumerate(page.lines)}
    return published_stamp(
        page.lines,
        title.number if title else None,
        roles,
        day_first=_is_day_first(row, page.markup),
        captured_at=row.captured_at,
    )


def _is_day_first(row: Page, markup: Markup) -> bool | None:
    """Is 02/03/2021 the second of March? Of the languages other than English none puts the month first.

    That a page states "en-US" says nothing: systems do by themselves.
    """
    return True if row.language not in (None, "en") or day_first(markup) else None


def _with_addressed_day(article: Article, row: Page) -> Article:
    """The day in the page's address, where neither its lines nor its markup say when it was published."""
    day = day_in_address(row.url) if row.url and article.published_at is None else None
    if day is None or (row.captured_at is not None and day > row.captured_at):
        return article
    is_before = article.updated_at is not None and article.updated_at < day
    return article._replace(
        published_at=day,
        published_precision="day",
        published_basis="inferred",
        updated_at=None if is_before else article.updated_at,
    )


def _posted(row: Page, markup: Markup, texts: Sequence[str]) -> Callable[[str], datetime | None]:
    """Reads the times of a thread, which has one way to write them."""
    evidence = day_first_evidence(texts)
    is_day_first = _is_day_first(row, markup) if evidence is None else evidence

    def posted_at(text: str) -> datetime | None:
        stamp = read_stamp(text, day_first=is_day_first, captured_at=row.captured_at)
        return stamp.moment if stamp else None

    return posted_at


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None

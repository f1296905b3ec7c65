"""What does an HTML page's markup state of its story, and where does that win over the printed lines?

Takes the page's rows as its lines gave them and returns them with what the markup states. A page of
flat text has no markup and comes back as it was.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from tasks.structuring import markup_fields as fields
from tasks.structuring.date_choice import Choice
from tasks.structuring.markup import NO_MARKUP, Markup
from tasks.structuring.markup_statements import Statement
from tasks.structuring.page_lines import PageLines
from tasks.structuring.rules_tags import has_labelled_tags
from tasks.structuring.section import section_name
from tasks.structuring.tags import tag_name
from warehouse.tables import Article, Page

# Printed days have no zone, and stand for their midnight: within this much both may mean the same day.
ONE_DAY_ANYWHERE: Final = timedelta(hours=38)


def with_page_statements(row: Page, markup: Markup) -> Page:
    """The page's row with the address and the publisher that its markup states, where nothing better is known."""
    address = fields.choose_url(markup, row.url) if row.url is None else None
    if address is not None:
        row = row._replace(url=address.value)
    publisher = fields.choose_publisher(markup) if row.publisher is None else None
    if publisher is not None:
        row = row._replace(publisher=publisher.value, publisher_basis="stated")
    return row


def with_statements(article: Article, page: PageLines, row: Page, choice: Choice) -> Article:
    """The article with the fields that the markup states; `choice` are its printed dates."""
    if page.markup is NO_MARKUP:
        return article
    printed = fields.Printed.of(line.words for line in page.lines)
    title = _title(article, fields.choose_title(page.markup, printed), printed)
    standfirst = fields.choose_standfirst(page.markup, printed)
    section = fields.choose_section(page.markup, partial(section_name, page, publisher=row.publisher))
    article = article._replace(
        title=title.value if title else article.title,
        standfirst=standfirst.value if standfirst else printed_standfirst(article, title),
        section=section.value if section else article.section,
        tags=_tags(article, page),
    )
    return _with_dates(_with_authors(article, page.markup, printed), page.markup, row, choice)


def _title(article: Article, stated: Statement | None, printed: fields.Printed) -> Statement | None:
    """The stated title; not what the title element alone says and the page does not, where a line was read as title."""
    is_unshown = stated and stated.basis == "title element" and fields.plain(stated.value) not in printed.lines
    return None if is_unshown and article.title else stated


def printed_standfirst(article: Article, title: Statement | None) -> str | None:
    """The printed standfirst; where the markup says that it is the title, what was taken for the title."""
    if title is None or article.standfirst is None or fields.plain(article.standfirst) != fields.plain(title.value):
        return article.standfirst
    return article.title if article.title and fields.plain(article.title) != fields.plain(title.value) else None


def _tags(article: Article, page: PageLines) -> list[str]:
    """The stated tags; those that the page prints behind a label before keywords that only its head states."""
    stated, basis = fields.choose_tags(page.markup, tag_name)
    if article.tags and has_labelled_tags(page) and basis in fields.HEAD_KEYWORDS:
        is_glued = fields.plain(" ".join(article.tags)) == fields.plain(" ".join(stated))
        return list(stated) if is_glued else article.tags
    return list(stated) or article.tags


def _with_authors(article: Article, markup: Markup, printed: fields.Printed) -> Article:
    """The printed byline has the last word: where both name people and differ, it was right 12 times, the markup 2."""
    stated = fields.choose_authors(markup, printed)
    if stated.basis in fields.TRUSTED and all(fields.plain(n) in fields.site_names(markup) for n in article.authors):
        article = article._replace(authors=[])  # the site's name beside the title signs nothing
    agencies = list(dict.fromkeys((*stated.agencies, *article.agencies)))
    is_cut = stated.names and [*stated.names] == [_cut(name, stated.names) for name in article.authors]
    if (article.authors and not is_cut) or not stated.names:
        return article._replace(agencies=agencies)
    return article._replace(authors=list(stated.names), authors_basis="stated", agencies=agencies)


def _cut(printed: str, stated: tuple[str, ...]) -> str:
    """A printed name without the words that the page glues to it: those of a stated name, which it begins with."""
    return next((name for name in stated if printed.startswith(f"{name} ") and " " in name), printed)


def _with_dates(article: Article, markup: Markup, row: Page, choice: Choice) -> Article:
    published = fields.choose_published(markup, row.captured_at)
    modified = fields.choose_modified(markup, row.captured_at)
    if published is not None and not _is_contradicted(published.moment.at, choice):
        moment = published.moment
        article = article._replace(
            published_at=moment.at, published_precision=moment.precision, published_basis="stated"
        )
    if modified is not None:
        article = article._replace(updated_at=modified.moment.at)
    if article.published_at and article.updated_at and article.updated_at < article.published_at:
        article = article._replace(updated_at=None)
    return article


def _is_contradicted(stated: datetime, choice: Choice) -> bool:
    """Does the page print another day beside its title? What readers are shown was right on 7 of 7 such pages."""
    printed = choice.published if choice.is_beside_title else None
    return printed is not None and abs(printed.moment - stated) > ONE_DAY_ANYWHERE

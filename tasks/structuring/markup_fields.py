"""Which of the markup's statements is each field's value?

A page's `Markup` and its printed words go in, the chosen value and what it rests on come out. The
orders below were set by how often each kind of statement was right on the dev pages.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from tasks.structuring.markup import Markup
from tasks.structuring.markup_dates import Moment, read_moment
from tasks.structuring.markup_names import people
from tasks.structuring.markup_statements import Statement

_WORD: Final = re.compile(r"\w+")
_WORD_OR_END: Final = re.compile(r"\w+|\n")
_SEPARATOR: Final = re.compile(r"\s+[|–—»«•·:/-]+\s+|\s*[|»]\s*|\s*::\s*")
_LONGEST_SITE: Final = 6  # words that a site's name and section can have in a title element


def plain(text: str) -> str:
    """Words only, case left out: the form in which printed and stated texts are compared."""
    return " ".join(_WORD.findall(text.casefold()))


class Printed(NamedTuple):
    """What a page prints, in the form in which it is compared."""

    lines: frozenset[str] = frozenset()
    text: str = ""

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Printed":
        """The words of all lines are looked for at once."""
        words = " ".join(_WORD_OR_END.findall("\n".join(lines).casefold()))
        plain_lines = [line.strip() for line in words.split("\n")]
        return cls(frozenset(plain_lines), " ".join(filter(None, plain_lines)))


NOTHING_PRINTED: Final = Printed()


# --- title -------------------------------------------------------------------------------------

# Right on the dev pages as they stand: h1 .90, itemprop headline .89, parsely .84, JSON-LD .73, og .69, twitter .67.
_HEADINGS: Final = ("itemprop headline", "h1")
_HEAD_TITLES: Final = (
    "parsely-title", "json-ld headline", "og:title", "sailthru.title", "cxenseparse:title", "hdl", "twitter:title",
    "citation_title",
    "dc.title", "json-ld page headline", "json-ld 2 headline", "json-ld video name", "json-ld name",
    "json-ld page name",
    "headline", "title", "title element",
)  # fmt: skip
# A heading that shares so much with a title of the head is the story's; below, it is the site's or a section's.
_LEAST_LIKENESS: Final = 0.5
_LEAST_REST: Final = 0.6  # share of a heading that is left when its label is taken off
_LONGEST_LABEL: Final = 3  # words of a label: "Opinion | …"
_SHORTEST_HEADING: Final = 3  # words of a heading that may stand without support from the head


def choose_title(markup: Markup, page: Printed = NOTHING_PRINTED) -> Statement | None:
    """The headline: the printed heading that the head's titles support,
    else the best of those without the site's name.
    """
    sites = site_names(markup)
    printed = page.lines
    head = _head_titles(markup, sites, printed)
    sites |= _blog_names(markup, head)
    headings = [s for s in markup.titles if s.basis in _HEADINGS and plain(s.value) and plain(s.value) not in sites]
    scored = [(max((_likeness(s.value, h.value) for h in head), default=0.0), s) for s in headings]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if best is not None and best[0] >= _LEAST_LIKENESS:
        return Statement(_without_label(_without_site(best[1].value, sites, printed), head), best[1].basis)
    shown = next((h for h in head if plain(h.value) in printed), None)
    if shown is not None:
        return shown
    alone = [s for s in headings if s.basis == "h1" and len(s.value.split()) >= _SHORTEST_HEADING]
    if len(alone) == 1:
        return alone[0]
    return head[0] if head else (headings[0] if headings else None)


def _blog_names(markup: Markup, head: Sequence[Statement]) -> frozenset[str]:
    """What the title element says before a colon, where another title of the head is all that stands behind it."""
    titles = {plain(statement.value) for statement in head if statement.basis != "title element"}
    parts = [s.value.partition(": ") for s in markup.titles if s.basis == "title element"]
    return frozenset(plain(name) for name, colon, story in parts if colon and plain(story) in titles)


def _without_label(heading: str, head: Sequence[Statement]) -> str:
    """The heading without the label that is glued to its beginning: the head states the rest word for word."""
    glued = plain(heading).replace(" ", "")
    for statement in head:
        title = plain(statement.value).replace(" ", "")
        if title != glued and len(title) > _LEAST_REST * len(glued) and glued.endswith(title):
            return statement.value
    front, separator, rest = heading.partition(" | ")
    return rest if separator and len(front.split()) <= _LONGEST_LABEL < len(rest.split()) else heading


def _head_titles(markup: Markup, sites: frozenset[str], printed: frozenset[str]) -> list[Statement]:
    ranked = sorted((s for s in markup.titles if s.basis in _HEAD_TITLES), key=lambda s: _HEAD_TITLES.index(s.basis))
    if [s.basis for s in ranked] == ["title element"]:
        ranked = [Statement(_without_front(ranked[0].value, printed), "title element")]
    cleaned = [Statement(_without_site(s.value, sites, printed), s.basis) for s in ranked]
    return [s for s in cleaned if plain(s.value) and plain(s.value) not in sites]


def _without_front(title: str, printed: frozenset[str]) -> str:
    """What a title says behind 'Harbour Post: ', where the page prints both parts as lines of their own."""
    front, _, back = title.partition(": ")
    is_site_first = len(back.split()) >= _SHORTEST_HEADING and plain(front) in printed
    return back if is_site_first and plain(back) in printed else title


def _likeness(heading: str, title: str) -> float:
    """Dice overlap of the two texts' words."""
    a, b = set(plain(heading).split()), set(plain(title).split())
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def site_names(markup: Markup) -> frozenset[str]:
    """The site's names and its host's, in plain words and glued together."""
    names = {plain(s.value.lstrip("@")) for s in markup.publishers if len(s.value.split()) <= _LONGEST_SITE}
    hosts = {(_absolute(s.value) or urlsplit("")).netloc.casefold().removeprefix("www.") for s in markup.urls}
    names |= {plain(host) for host in hosts} | {host.split(".")[0] for host in hosts}
    return frozenset(name for name in names if name)


def _without_site(title: str, sites: frozenset[str], printed: frozenset[str]) -> str:
    """The title without the site's name and section behind or before it, where the page tells them apart."""
    glued_sites = {site.replace(" ", "") for site in sites}
    found = list(_SEPARATOR.finditer(title))
    for separator in found:
        front, back = title[: separator.start()].strip(), title[separator.end() :].strip()
        if plain(front) in printed and len(front.split()) >= _SHORTEST_HEADING:
            return front
        is_site = _is_site(front, glued_sites) or (plain(front) in printed and 2 * len(front) < len(back))
        if plain(back) in printed and len(back.split()) >= _SHORTEST_HEADING and is_site:
            return back
    while found and _is_site(title[found[-1].end() :], glued_sites):
        title = title[: found.pop().start()].strip()
    if found and _is_site(title[: found[0].start()], glued_sites):
        title = title[found[0].end() :].strip()
    return title


def _is_site(part: str, glued_sites: set[str]) -> bool:
    words = plain(part).split()
    glued = "".join(words)
    if not glued or len(words) > _LONGEST_SITE:
        return False
    return glued in glued_sites or glued.removeprefix("the") in {site.removeprefix("the") for site in glued_sites}


# --- authors -----------------------------------------------------------------------------------

# Right where present: parsely .91, JSON-LD .88, creator .87, rel author .80, meta author .78, twitter:data1 .78.
_AUTHOR_ORDER: Final = (
    ("json-ld author",), ("json-ld creator",), ("parsely-author",), ("byl",), ("author",), ("twitter:data1",),
    ("article:author",), ("sailthru.author",), ("cxenseparse:author",), ("json-ld page author",), ("json-ld 2 author",),
    ("article:author_name", "article.author", "byline", "article_author", "authors", "og:article:author",
    "article:author:name", "mrf:authors"),
    ("dc.creator", "dcterms.creator", "dc.creator.name", "citation_author", "citation_authors", "creator"),
    ("rel author",), ("itemprop author", "itemprop creator"), ("json-ld page creator", "json-ld video author"),
    ("class authors",),
)  # fmt: skip


TRUSTED: Final = ("json-ld author", "json-ld creator", "parsely-author", "byl", "json-ld page author")
_BYLINES: Final = ("class authors", "itemprop author", "rel author")
_OPENS_BYLINE: Final = re.compile(r"by\s", re.IGNORECASE)


class Authors(NamedTuple):
    """Names of people, those of agencies, and the basis of both."""

    names: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    basis: str | None = None


def choose_authors(markup: Markup, page: Printed = NOTHING_PRINTED) -> Authors:
    """The people who wrote the story: the best source whose names the page prints, else the best source.

    Where a printed byline ("By …") shares a name with it, the byline has the last word: the head lists
    photographers and editors too, or the first of several authors alone.
    """
    sites = site_names(markup)
    byline = _byline(markup, sites)
    printed = f" {page.text} "
    agencies: dict[str, None] = dict.fromkeys(byline.agencies)
    found: list[Authors] = []
    for bases in _AUTHOR_ORDER:
        values = [s for s in markup.authors if s.basis in bases]
        named = people([s.value for s in values], is_loose=bases[0].startswith("class"), sites=sites)
        names = tuple(name for name in named.names if plain(name) not in sites)
        agencies.update(dict.fromkeys(named.agencies))
        if names:
            found.append(Authors(names, (), values[0].basis))
    shown = [a for a in found if all(f" {plain(name)} " in printed for name in a.names)]
    best = next(iter(shown or found), Authors())
    shared = {plain(name) for name in best.names} & {plain(name) for name in byline.names}
    is_near = byline.basis in _BYLINES
    if byline.names and (shared or not best.names or (is_near and best.basis not in TRUSTED)):
        best = byline
    return Authors(best.names, tuple(agencies), best.basis)


def _byline(markup: Markup, sites: frozenset[str]) -> Authors:
    """What the first element says that is marked as the byline and begins with "By"."""
    near = [s for s in markup.authors if s.basis in _BYLINES]
    far = [s for s in markup.authors if s.basis.removesuffix(", far") in _BYLINES]
    for statement in (*near, *far):
        if _OPENS_BYLINE.match(statement.value):
            named = people([statement.value], is_loose=True, sites=sites)
            names = tuple(name for name in named.names if plain(name) not in sites)
            if names:
                return Authors(names, named.agencies, statement.basis)
    return Authors()


# --- dates -------------------------------------------------------------------------------------

# Right where present: parsely .97, JSON-LD page .94, JSON-LD .88, article:published_time .88, itemprop .79, time .73.
_PUBLISHED_ORDER: Final = (
    "json-ld datePublished", "article:published_time", "parsely-pub-date", "json-ld page datePublished",
    "itemprop datepublished",
    "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "iso-8601-publish-date",
    "article:published",
    "og:article:published_time", "og:published_time", "pub_date", "pubdate", "publishdate", "publish_date",
    "publish-date", "published_time",
    "published-date", "published_date", "publication_date", "article.published", "article_date_original",
    "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "citation_publication_date", "citation_online_date", "citation_date",
    "bt:pubdate",
    "date_published", "displaydate", "originalpublicationdate", "mediator_published_time", "article:created",
    "article.created",
    "rnews:datepublished", "dc.date", "dcterms.date", "published", "time element", "json-ld dateCreated",
    "json-ld video datePublished",
    "itemprop datecreated", "date", "pdate", "ptime", "datepublished", "datecreated", "created", "class published",
)  # fmt: skip
_MODIFIED_ORDER: Final = (
    "json-ld dateModified", "article:modified_time", "itemprop datemodified", "json-ld page dateModified",
    "og:updated_time", "dcterms.modified",
    "dc.date.modified", "article:updated_time", "lastmod", "last-modified",
)  # fmt: skip


class Dated(NamedTuple):
    """A moment and the statement that gives it."""

    moment: Moment
    basis: str


def choose_published(markup: Markup, captured_at: datetime | None = None) -> Dated | None:
    """When the story was first published; None where the markup states no date that can be read."""
    return _first_date(markup.published, _PUBLISHED_ORDER, captured_at, day_first(markup))


def choose_modified(markup: Markup, captured_at: datetime | None = None) -> Dated | None:
    """When the story was last changed."""
    return _first_date(markup.modified, _MODIFIED_ORDER, captured_at, day_first(markup))


def day_first(markup: Markup) -> bool | None:
    """Whether 02/03/2021 is the second of March: by the language that the page states, None for plain English."""
    stated = next((s.value.casefold().replace("_", "-") for s in markup.languages if len(s.value) in (2, 5)), "")
    if stated in ("", "en"):
        return None
    return stated not in ("en-us", "en-ca", "en-ph")


def _first_date(
    stated: Sequence[Statement], order: tuple[str, ...], captured_at: datetime | None, is_day_first: bool | None
) -> Dated | None:
    for basis in order:
        for statement in stated:
            if statement.basis == basis:
                moment = read_moment(statement.value, captured_at, is_day_first)
                if moment is not None:
                    return Dated(moment, basis)
    return None


# --- the rest ----------------------------------------------------------------------------------

_STANDFIRST_ORDER: Final = (
    "class standfirsts", "itemprop description", "sailthru.description", "og:description", "twitter:description",
    "description",
    "json-ld description",
)  # fmt: skip
_SECTION_ORDER: Final = (
    "article:section",
    "json-ld articleSection",
    "parsely-section",
    "section",
    "itemprop articlesection",
    "rel category",
    "class sections",
)
_TAG_ORDER: Final = (
    "article:tag", "news_keywords", "rel tag", "parsely-tags", "json-ld keywords", "keywords", "sailthru.tags",
    "class tags",
)  # fmt: skip
HEAD_KEYWORDS: Final = ("news_keywords", "json-ld keywords", "keywords")  # what no reader sees
_PUBLISHER_ORDER: Final = (
    "og:site_name",
    "json-ld publisher",
    "json-ld organization",
    "application-name",
    "dc.publisher",
    "itemprop publisher",
    "json-ld sourceOrganization",
)
_URL_ORDER: Final = (
    "link canonical",
    "og:url",
    "json-ld url",
    "json-ld mainEntityOfPage",
    "parsely-link",
    "twitter:url",
)
_BY_COMMA: Final = frozenset(
    ("keywords", "news_keywords", "parsely-tags", "sailthru.tags", "json-ld keywords", "article:tag")
)
_MOST_TAGS: Final = 30
_WHOLE_SITE: Final = 100  # so many keywords are all that the site has
_NO_SECTION: Final = re.compile(r"^http|\d")  # an address, a day, an episode's number


def choose_standfirst(markup: Markup, page: Printed = NOTHING_PRINTED) -> Statement | None:
    """The paragraph under the headline: a stated one that the page prints as a line of its own."""
    return _first(markup.standfirsts, _STANDFIRST_ORDER, lambda s: plain(s.value) in page.lines)


def choose_section(markup: Markup, name_of: Callable[[str], str | None]) -> Statement | None:
    """The section of the publication; the first of several that `name_of` takes for one."""
    firsts = [s._replace(value=s.value.split(",")[0].strip()) for s in markup.sections]
    named = [(s, name_of(s.value)) for s in firsts if not _NO_SECTION.search(s.value)]
    return _first([s._replace(value=name) for s, name in named if name], _SECTION_ORDER, lambda _: True)


def choose_tags(markup: Markup, name_of: Callable[[str], str | None]) -> tuple[tuple[str, ...], str | None]:
    """The keywords that the page gives its story, as `name_of` has each, and what they rest on."""
    for basis in _TAG_ORDER:
        values = [s.value for s in markup.tags if s.basis == basis]
        if values:
            parts = [part for value in values for part in (value.split(",") if basis in _BY_COMMA else [value])]
            tags = tuple(dict.fromkeys(name for part in parts if (name := name_of(part))))
            if len(tags) <= _WHOLE_SITE:
                return tags[:_MOST_TAGS], basis
    return (), None


def choose_publisher(markup: Markup) -> Statement | None:
    """The publisher's name."""
    return _first(
        markup.publishers, _PUBLISHER_ORDER, lambda s: not s.value.startswith(("http", "@")) and len(s.value) <= 80
    )


def choose_url(markup: Markup, base: str | None = None) -> Statement | None:
    """The page's own address, absolute."""
    for basis in _URL_ORDER:
        for statement in markup.urls:
            if statement.basis == basis:
                address = _absolute(statement.value, base or "")
                if address and address.scheme in ("http", "https") and address.netloc:
                    return Statement(urljoin(base or "", statement.value), basis)
    return None


def _absolute(stated: str, base: str = "") -> SplitResult | None:
    """The parts of a stated address; None for one that is none, such as http://[a."""
    try:
        return urlsplit(urljoin(base, stated))
    except ValueError:
        return None


def _first(
    stated: Sequence[Statement], order: tuple[str, ...], is_right: Callable[[Statement], bool]
) -> Statement | None:
    return next((s for basis in order for s in stated if s.basis == basis and is_right(s)), None)

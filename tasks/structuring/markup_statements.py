"""What do the markup's own words state of the article?

An `Outline` goes in; statements by field come out: meta tags, JSON-LD, microdata, and elements whose
names say what they hold. Nothing is judged here; `markup_fields` chooses.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, Final, NamedTuple

from tasks.structuring.markup_json_ld import Graph, Node, read_graph, texts, types_of
from tasks.structuring.markup_outline import Outline, naming, tokens


class Statement(NamedTuple):
    """A value that the markup states, and where: 'json-ld', 'og:title', 'time element'."""

    value: str
    basis: str


Statements = dict[str, list[Statement]]

FIELDS: Final = (
    "titles", "standfirsts", "authors", "published", "modified", "sections", "tags", "publishers", "urls", "languages",
)  # fmt: skip

# Names of meta tags (name, property or itemprop, lower case) by field.
_META: Final[Mapping[str, tuple[str, ...]]] = {
    "titles": (
        "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "citation_title",
        "article:title", "title", "headline", "cxenseparse:title", "hdl", "news_title", "mrf:title",
    ),
    "standfirsts": ("og:description", "description", "twitter:description", "dc.description",
    "sailthru.description", "dcterms.abstract"),
    "authors": (
        "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
        "dc.creator.name",
        "citation_author", "byl", "og:article:author", "cxenseparse:author", "article:author_name", "article.author",
        "twitter:data1", "creator", "dcsext.author", "authors", "mrf:authors", "byline", "article:author:name",
        "article_author",
        "citation_authors", "shareaholic:article_author_name", "vr:author",
    ),
    "published": (
        "article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued",
        "dcterms.issued",
        "dc.date", "dcterms.date", "dcterms.created", "date", "pubdate", "publishdate", "publish_date",
        "publish-date", "pdate",
        "article:published", "og:published_time", "og:article:published_time", "cxenseparse:recs:publishtime",
        "citation_publication_date",
        "citation_date", "citation_online_date", "article.published", "article_date_original",
        "originalpublicationdate",
        "publication_date", "published-date", "published_time", "published_date", "published", "displaydate",
        "ptime", "pub_date",
        "datecreated", "dc.date.created", "created", "release_date", "og:pubdate", "bt:pubdate", "date_published",
        "dcsext.articlefirstpublished",
        "article.created", "mediator_published_time", "shareaholic:article_published_time", "article:created",
        "live:published",
        "iso-8601-publish-date", "article-publication-date", "lead_date", "story_date", "dat",
        "rnews:datepublished", "dateposted",
        "cxenseparse:publishtime", "sis-article-published-time", "icbm-date", "date.issued",
    ),
    "modified": (
        "article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified", "dcterms.modified",
        "dc.date.modified",
        "article:updated", "article:updated_time", "date_modified", "article.updated", "revision_date", "utime",
        "modified_time",
        "last_updated", "lastmodified", "article:modified", "og:modified_time",
    ),
    "sections": ("article:section", "parsely-section", "section", "sailthru.section", "og:article:section",
    "cxenseparse:category", "article.section"),
    "tags": ("news_keywords", "article:tag", "keywords", "parsely-tags", "sailthru.tags", "citation_keywords",
    "og:article:tag"),
    "publishers": ("og:site_name", "application-name", "twitter:site", "dc.publisher", "citation_journal_title",
    "article:publisher", "apple-mobile-web-app-title"),
    "urls": ("og:url", "twitter:url", "parsely-link"),
    "languages": ("og:locale", "dc.language", "dcterms.language", "content-language", "language", "inlanguage"),
}  # fmt: skip
_META_FIELD: Final = {name: field for field, names in _META.items() for name in names}
_JSON_LD_KEYS: Final = (
    ("titles", ("headline",), ("name",)),
    ("titles", ("alternativeHeadline",), ("name",)),
    ("standfirsts", ("description",), ("name",)),
    ("authors", ("author", "creator"), ("name",)),
    ("published", ("datePublished",), ("@value",)),
    ("published", ("dateCreated",), ("@value",)),
    ("modified", ("dateModified",), ("@value",)),
    ("sections", ("articleSection",), ("name",)),
    ("tags", ("keywords",), ("name",)),
    ("publishers", ("publisher", "sourceOrganization", "provider"), ("name", "legalName")),
    ("urls", ("url", "mainEntityOfPage"), ("@id", "url")),
    ("languages", ("inLanguage",), ("name", "alternateName")),
)
_ITEMPROPS: Final = {
    "headline": "titles", "alternativeheadline": "titles", "description": "standfirsts", "author": "authors",
    "creator": "authors",
    "datepublished": "published", "datecreated": "published", "datemodified": "modified", "articlesection": "sections",
    "keywords": "tags", "publisher": "publishers",
}  # fmt: skip
_LONGEST: Final = 2000  # characters of a value; longer ones are texts that went astray
_LEAST_DATA: Final = 500  # characters of a script that may hold a story
_MOST: Final = 60  # statements of one field; more are lists of something else


def statements(outline: Outline, is_elsewhere: Sequence[bool]) -> tuple[Statements, Graph]:
    """All statements of a page, by field, in the order of their sources; and its JSON-LD.

    `is_elsewhere` tells the elements that stand among other stories, comments or the site's own parts.
    """
    found: Statements = {field: [] for field in FIELDS}
    graph = read_graph(_scripts(outline))
    for field, value, basis in _all(outline, graph, is_elsewhere):
        clean = " ".join(unescape(value).split())[:_LONGEST]  # values in JSON-LD are often escaped a second time
        statement = Statement(clean, basis)
        if clean and len(found[field]) < _MOST and statement not in found[field]:
            found[field].append(statement)
    return found, graph


def _all(outline: Outline, graph: Graph, is_elsewhere: Sequence[bool]) -> Iterator[tuple[str, str, str]]:
    yield from _from_json_ld(graph)
    yield from _from_head(outline)
    yield from _from_elements(outline, is_elsewhere)


def _scripts(outline: Outline) -> Iterator[str]:
    for element, content in outline.raw_texts.items():
        if outline.tags[element] == "script" and "ld+json" in outline.raw_attributes[element].lower():
            yield content


def data_scripts(outline: Outline) -> Iterator[str]:
    """The scripts that may hold the data from which a page is drawn."""
    for element, content in outline.raw_texts.items():
        if outline.tags[element] == "script" and len(content) >= _LEAST_DATA:
            if "ld+json" not in outline.raw_attributes[element].lower():
                yield content


def article_body(graph: Graph) -> str:
    """The text of the first story that a page's JSON-LD gives one; '' for none."""
    bodies = (node.get("articleBody") for node in graph.articles)
    return next((body for body in bodies if isinstance(body, str)), "")


def _from_json_ld(graph: Graph) -> Iterator[tuple[str, str, str]]:
    for nodes, basis in ((graph.articles, "json-ld"), (graph.videos, "json-ld video"), (graph.pages, "json-ld page")):
        for place, node in enumerate(nodes):
            yield from _from_node(node, graph, basis if place == 0 else f"{basis} {place + 1}")
    for node in graph.publishers:
        for name in texts(node.get("name"), graph):
            yield "publishers", name, "json-ld organization"


def _from_node(node: Node, graph: Graph, basis: str) -> Iterator[tuple[str, str, str]]:
    keys: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]] = _JSON_LD_KEYS
    for field, names, inner in keys:
        for name in names:
            value = node.get(name)
            for text in texts(value, graph, inner) if field != "authors" else _authors(value, graph):
                yield field, text, f"{basis} {name}"
    if "headline" not in node:
        for text in texts(node.get("name"), graph):
            yield "titles", text, f"{basis} name"


def _authors(value: Any, graph: Graph) -> list[str]:
    """Names of authors that are not said to be organizations."""
    values = value if isinstance(value, list) else [value]
    people = [v for v in values if not (isinstance(v, dict) and any("Organization" in t for t in types_of(v)))]
    return texts(people, graph)


def _from_head(outline: Outline) -> Iterator[tuple[str, str, str]]:
    for element, tag in enumerate(outline.tags):
        if tag == "meta":
            yield from _from_meta(outline.attributes(element))
        elif tag == "link":
            yield from _from_link(outline.attributes(element))
        elif tag == "html":
            attributes = outline.attributes(element)
            yield "languages", attributes.get("lang") or attributes.get("xml:lang", ""), "html lang"
        elif tag == "title" and outline.tags[outline.parents[element]] != "svg":
            yield "titles", outline.glued_words(element), "title element"


def _from_meta(attributes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    value = attributes.get("content") or attributes.get("value", "")
    if not value.strip():
        return
    for key in ("property", "name", "itemprop", "http-equiv"):
        for name in attributes.get(key, "").lower().split():
            field = _META_FIELD.get(name) or (_ITEMPROPS.get(name) if key == "itemprop" else None)
            if field:
                yield field, value, f"itemprop {name}" if key == "itemprop" else name


def _from_link(attributes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    relations = attributes.get("rel", "").lower().split()
    address = attributes.get("href", "")
    if "canonical" in relations:
        yield "urls", address, "link canonical"
    elif "amphtml" in relations:
        yield "urls", address, "link amphtml"


# What classes and ids call the parts that hold a value; matched against whole names, lower case, with hyphens.
_CLASSES: Final = (
    ("authors", re.compile(
        r"(?:[a-z]+-){0,4}(?:by-?line|author|authors|author-?name|authorname|byline-?name|contributor|reporter"
        r"|writer|p-author|fn|autor|autora|autores|autore|auteur|auteurs|firma|signature|muhabir|yazar|avtor)"
        r"(?:-?(?:name|names|link|text|info|title))?")),
    ("published", re.compile(
        r"(?:[a-z]+-){0,4}(?:date|datetime|time|timestamp|published|pub-?date|publish-?date|post-?date|posted-?on"
        r"|entry-?date|dateline|date-?published"
        r"|published-?date|publish-?time|dtstamp|dt-published|created)(?:-?(?:time|text|line|label))?")),
    ("standfirsts", re.compile(
        r"(?:[a-z]+-){0,4}(?:standfirst|sub-?title|sub-?head|sub-?heading|sub-?headline|dek|deck|lede?|summary"
        r"|excerpt|article-?intro|sub-?hed|strap-?line|tag-?line|teaser|intro|vorspann|anreisser|chapo|chapeau"
        r"|entradilla|bajada|sumario|copete|linha-?fina|lead|sottotitolo|catenaccio|sommario|spot|anons|ingress)"
        r"(?:-?(?:text|content))?")),
    ("sections", re.compile(r"(?:[a-z]+-){0,3}(?:kicker|eyebrow|section-?(?:name|label|title|link)|article-?section"
    r"|category|rubric|overline)")),
    ("tags", re.compile(r"(?:[a-z]+-){0,3}(?:tags|tag-?list|tag-?cloud|topics|article-?tags|post-?tags|keywords"
    r"|etiquetas|etiketler|tagi|argomenti|schlagworte|schlagwoerter|mots-?cles|trefwoorden|labels)"
    r"(?:-?(?:list|links|container|wrapper|items))?")),
)  # fmt: skip
_KICKER: Final = re.compile(
    r"(?:[a-z]+-){0,4}(?:kicker|eyebrow|overline|overtitle|supertitle|topline|dachzeile|antetitulo|rubric|label)"
)
_SHORTEST_REST: Final = 3  # words of a heading that are left without its kicker
_TAXONOMY: Final = re.compile(r"(?:[a-z]+-){0,3}(?:categor(?:y|ies)|cat-links)")
_LONGEST_TEXTS: Final = {"authors": 200, "published": 120, "standfirsts": 1000, "sections": 60, "tags": 400}
_HEADINGS: Final = ("h1", "itemprop headline")
_NEAR_FIELDS: Final = ("authors", "published", "standfirsts", "sections")
# Texts (not lines) from the headline within which a byline or a date is its own: 95 % on the dev pages.
FAR: Final = 45
ABOVE_COST: Final = 3


@lru_cache(maxsize=16384)
def _signs(tag: str, raw: str) -> tuple[tuple[str, str], ...]:
    """What an element's names say that it holds: fields, each with its basis."""
    return tuple(_read_signs(tag, naming(raw)))


def _read_signs(tag: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if "itemprop" in names:
        for name in names["itemprop"].lower().split():
            if name in _ITEMPROPS:
                yield _ITEMPROPS[name], f"itemprop {name}"
    if "rel" in names:
        relations = names["rel"].lower().split()
        if "author" in relations and tag == "a":
            yield "authors", "rel author"
        if "category" in relations:
            yield "sections", "rel category"
        elif "tag" in relations:
            yield "tags", "rel tag"
    if tag == "time":
        yield "published", "time element"
    if tag == "h1":
        yield "titles", "h1"
    elif tag != "body" and names:
        called = " ".join(filter(None, map(names.get, ("class", "id", "data-testid"))))
        for field in _fields_called(called):
            yield field, f"class {field}"


@lru_cache(maxsize=16384)
def _fields_called(called: str) -> tuple[str, ...]:
    return tuple(sorted({field for name in tokens(called) for field in _fields_named(name)}))


@lru_cache(maxsize=65536)
def _fields_named(name: str) -> tuple[str, ...]:
    return tuple(field for field, pattern in _CLASSES if pattern.fullmatch(name))


def _from_elements(outline: Outline, is_elsewhere: Sequence[bool]) -> Iterator[tuple[str, str, str]]:
    """What elements state, the nearest to the headline first; what is far from it says so."""
    found: list[tuple[int, str, str, str]] = []
    for element, (tag, names) in enumerate(zip(outline.tags, outline.names, strict=True)):
        if not names and tag != "h1" and tag != "time":
            continue
        for field, basis in _signs(tag, outline.raw_attributes[element]):
            if basis == "rel tag" and _is_category(outline, element):
                field, basis = "sections", "rel category"
            said = f"{basis}, elsewhere" if is_elsewhere[element] else basis
            values = _linked(outline, element) if basis == "class tags" else []
            found += [
                (element, field, value, said)
                for value in values or [_value(outline, element, tag, field, basis)]
                if value
            ]
    headings = [element for element, field, _, basis in found if field == "titles" and basis in _HEADINGS]
    headline = _headline(outline, headings)
    if headline is None:
        yield from (entry[1:] for entry in found)
        return
    distances = [_distance(outline, element, headline) for element, *_ in found]
    for place in sorted(range(len(found)), key=lambda place: (distances[place], place)):
        element, field, value, basis = found[place]
        yield field, value, f"{basis}, far" if distances[place] > FAR and field in _NEAR_FIELDS else basis


def _is_category(outline: Outline, element: int) -> bool:
    """Does the element around a tag call it a category? WordPress gives its categories `rel="tag"` too."""
    called = outline.names[outline.parents[element]].get("class", "")
    return any(map(_TAXONOMY.fullmatch, tokens(called)))


def _headline(outline: Outline, headings: Sequence[int]) -> int | None:
    """The heading that the title element repeats best, the first of equals."""
    title = next((e for e, tag in enumerate(outline.tags) if tag == "title"), None)
    words = set(outline.words(title).casefold().split()) if title is not None else set()
    return max(headings, key=lambda e: (len(words & set(outline.words(e).casefold().split())), -e), default=None)


def _distance(outline: Outline, element: int, headline: int) -> int:
    """Texts between the headline and an element; one above counts as three below."""
    apart = outline.first_text[element] - outline.first_text[headline]
    return apart if apart >= 0 else -ABOVE_COST * apart


def _value(outline: Outline, element: int, tag: str, field: str, basis: str) -> str:
    attributes = outline.attributes(element)
    stated = attributes.get("datetime") if tag == "time" else attributes.get("content")
    if stated and stated.strip():
        return stated
    if outline.end_text[element] - outline.first_text[element] > 40:
        return ""
    words = _heading(outline, element) if tag == "h1" or field == "titles" else outline.words(element)
    if not words and "itemscope" in attributes:
        return _name_inside(outline, element)
    return words if len(words) <= _LONGEST_TEXTS.get(field, _LONGEST) else ""


def _heading(outline: Outline, element: int) -> str:
    """The words of a heading, without the kicker that stands in it in an element of its own."""
    glued = outline.glued_words(element)
    for inner in range(element + 1, min(outline.end_element[element], element + _MOST)):
        named = " ".join(filter(None, map(outline.names[inner].get, ("class", "id"))))
        if outline.first_text[inner] == outline.first_text[element] and any(map(_KICKER.fullmatch, tokens(named))):
            rest = glued.removeprefix(outline.glued_words(inner)).lstrip(" :|–—-")
            return rest if len(rest.split()) >= _SHORTEST_REST else glued
    return glued


def _linked(outline: Outline, element: int) -> list[str]:
    """The words of each link inside an element."""
    last = min(outline.end_element[element], element + _MOST)
    links = [outline.words(inner) for inner in range(element + 1, last) if outline.tags[inner] == "a"]
    return [words for words in links if 0 < len(words) <= _LONGEST_TEXTS["sections"]]


def _name_inside(outline: Outline, element: int) -> str:
    """The name that a thing without a text of its own states in an element inside it."""
    for inner in range(element + 1, min(outline.end_element[element], element + _MOST)):
        attributes = outline.attributes(inner)
        if attributes.get("itemprop", "").lower() == "name":
            return attributes.get("content", "")
    return ""

"""What does a page say of itself in JSON-LD?

The contents of its ld+json scripts go in, broken JSON among them; the objects of the graph come out,
those about the page's own article told apart from the rest.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

Node = Mapping[str, Any]

# schema.org types of what a page can be about, the most telling first.
_ARTICLE: Final = re.compile(
    r"(?:News|Blog|Report|Opinion|Analysis|Live|Tech|Scholarly|Medical"
    r"|Satirical)?\w*(?:Article|BlogPosting|Posting)$"
)
_OTHER_WORKS: Final = frozenset(
    "Report Review Recipe PodcastEpisode CreativeWork Interview Claim ClaimReview Question".split()
)
_VIDEO: Final = frozenset(("VideoObject", "AudioObject"))
_PAGES: Final = frozenset("WebPage ItemPage AboutPage CollectionPage QAPage FAQPage MedicalWebPage ProfilePage".split())
# Below these keys stand other stories, or parts that have titles and dates of their own.
_ELSEWHERE: Final = frozenset(
    "itemListElement isPartOf hasPart mentions relatedLink citation comment comments review liveBlogUpdate"
    " associatedMedia video image subjectOf blogPost significantLink isBasedOn potentialAction breadcrumb".split()
)
_MOST_DEPTH: Final = 8
_MOST_NODES: Final = 4000
_COMMENT_MARKS: Final = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->"
    r"|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA: Final = re.compile(r",(\s*[}\]])")
_HALF_PAIR: Final = re.compile(r"\\u[dD][89a-fA-F]")
_BARE_BACKSLASH: Final = re.compile(r'\\(?!["\\/bfnrtu])')


class Graph(NamedTuple):
    """The objects about the page: articles first, then other works, videos, the page itself; and all by @id."""

    articles: tuple[Node, ...] = ()
    videos: tuple[Node, ...] = ()
    pages: tuple[Node, ...] = ()
    comments: tuple[Node, ...] = ()
    publishers: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = {}


def read_graph(scripts: Iterable[str]) -> Graph:
    """The graph that all the scripts of a page make together. Never raises."""
    found: dict[str, list[Node]] = {
        "articles": [],
        "works": [],
        "videos": [],
        "pages": [],
        "comments": [],
        "publishers": [],
    }
    by_id: dict[str, Node] = {}
    for script in scripts:
        for node, is_elsewhere in _nodes(_document(script)):
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > 2:
                by_id.setdefault(identity, node)
            kind = _kind(node)
            if kind == "comments" or (kind and not is_elsewhere):
                found[kind].append(node)
    articles = (*found["articles"], *found["works"])
    return Graph(
        articles,
        tuple(found["videos"]),
        tuple(found["pages"]),
        tuple(found["comments"]),
        tuple(found["publishers"]),
        by_id,
    )


def _document(script: str) -> Any:
    """The value in a script, mended if need be; None where there is none."""
    document = _parsed(script)
    if document is None or _HALF_PAIR.search(script) is None:
        return document
    # A headline that was cut inside an emoji leaves half of a surrogate pair, which no file can hold.
    return json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))


def _parsed(script: str) -> Any:
    text = _COMMENT_MARKS.sub("", script).strip()
    for candidate in (text, _BARE_BACKSLASH.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", text)).rstrip("; \n")):
        try:
            return json.loads(candidate, strict=False)
        except RecursionError:
            return None
        except ValueError:
            continue
    return _first_value(text)


def _first_value(text: str) -> Any:
    """The value that a broken document begins with: two objects without a list around them."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _nodes(document: Any) -> Iterator[tuple[Node, bool]]:
    """All objects in document order, each with whether it stands below a key that leads away from the page."""
    waiting: list[tuple[Any, bool, int]] = [(document, False, 0)]
    seen = 0
    while waiting and seen < _MOST_NODES:
        value, is_elsewhere, depth = waiting.pop()
        seen += 1
        if isinstance(value, list):
            waiting.extend((item, is_elsewhere, depth) for item in reversed(value[:_MOST_NODES]))
        elif isinstance(value, dict):
            yield value, is_elsewhere
            if depth < _MOST_DEPTH:
                inner = [
                    (v, is_elsewhere or k in _ELSEWHERE, depth + 1)
                    for k, v in value.items()
                    if isinstance(v, dict | list)
                ]
                waiting.extend(reversed(inner))


def types_of(node: Node) -> tuple[str, ...]:
    """The names of the node's types, without schema.org's address."""
    stated = node.get("@type") or node.get("type")
    names = stated if isinstance(stated, list) else [stated]
    return tuple(name.rpartition("/")[2].rpartition(":")[2] for name in names if isinstance(name, str))


def _kind(node: Node) -> str | None:
    for name in types_of(node):
        if name == "Comment" or name == "UserComments":
            return "comments"
        if _ARTICLE.fullmatch(name):
            return "articles"
        if name in _OTHER_WORKS:
            return "works"
        if name in _VIDEO:
            return "videos"
        if name in _PAGES:
            return "pages"
        if name in ("NewsMediaOrganization", "Organization", "Corporation"):
            return "publishers"
    return None


def texts(value: Any, graph: Graph, keys: tuple[str, ...] = ("name",)) -> list[str]:
    """The strings in a value: itself, those of a list, those under `keys` of an object or of the one it points to."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, list):
        return [text for item in value[:100] for text in texts(item, graph, keys)]
    if isinstance(value, dict):
        return _object_texts(value, graph, keys)
    return []


def _object_texts(value: Node, graph: Graph, keys: tuple[str, ...]) -> list[str]:
    for key in (*keys, "@value"):
        inner = value.get(key)
        if isinstance(inner, str | list) and inner:
            return [
                text
                for text in (inner if isinstance(inner, list) else [inner])
                if isinstance(text, str) and text.strip()
            ]
    pointed = graph.by_id.get(str(value.get("@id")))
    return _object_texts({k: v for k, v in pointed.items() if k != "@id"}, graph, keys) if pointed else []

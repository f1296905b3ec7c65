"""Which reader comments do the page's containers give?

An `Outline` goes in; comments come out in page order, with author, time, paragraphs and the comment
that each answers, as the containers are nested. Pingbacks and trackbacks are no reader comments.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from tasks.structuring.comment_when import find_when
from tasks.structuring.markup_outline import Outline, naming, parse_attributes, tokens


class MarkupComment(NamedTuple):
    """One reader comment as its container gives it; spans count in the rendered text."""

    key: str  # the container's own id, or one made of its place
    parent_key: str | None
    author: str | None
    posted_text: str | None
    paragraphs: tuple[tuple[int, int], ...]
    span_start: int
    span_end: int
    depth: int
    answer_lists: int = 0  # elements around the container that are called a list of answers


# A container is one comment: by its id, by schema.org's type, or by a class that says so and nothing else.
_ID: Final = re.compile(
    r"(?:[a-z]{1,8}[-_]){0,2}(?:comment|comm|cid|cmt|kommentar|comentario)[-_]?(?:item[-_]|id[-_]"
    r"|li[-_])?(\d+)(?:_\d+)?|c(\d{15,})",
    re.IGNORECASE,
)
_ITEM_TYPE: Final = re.compile(r"schema\.org/(?:User)?Comments?$")
_CLASS: Final = re.compile(
    r"comment|(?:[a-z]{1,8}-)?comment|(?:[a-z]{1,8}-)?comments?-(?:item|wrap|wrapper|container|entry|node|box|single"
    r"|row|card"
    r"|unit|post|block|listitem|list-item|inner-wrap)|commentitem|commentbox|commentary-item|comment-\d+|kommentar"
    r"|depth-\d+"
)
_CONTAINER_TAGS: Final = frozenset("li div article section tr dd dl td p".split())
_PINGBACK: Final = frozenset(("pingback", "trackback", "pings"))
_DEPTH: Final = re.compile(r"(?:^|[\s_-])(?:depth|level|lvl|indent)[-_]?(\d{1,2})(?:\s|$)")

_TOKEN_KINDS: Final = (
    ("control", re.compile(
        r"(?:[a-z]{1,5}-)?(?:comments?-?)?(?:reply|replies?-?link|reply-?link|edit|edit-?link|vote|votes|voting"
        r"|vote-result|like|likes|rating|ratings|score|share"
        r"|report|flag|permalink|avatar|badge|actions?|buttons?|tools?|controls?|footer|awaiting-moderation|respond"
        r"|form|links|karma\w*|says|thumbs?\w*"
        r"|options|menu|dropdown|social|counter|count|number|no|signature|rank|stats|reply-to|label|cta|origin"
        r"|cta-button|read-?more)"
        r"|screen-reader-text|sr-only|visually-hidden|user-?info|likes-\w+|comment-reply-\w+|sharedaddy|sd-\w+"
        r"|jp-\w+|wpulike\w*|cld-\w+"
        r"|comment-subscription\w*|[a-z-]*fans-count")),
    ("author", re.compile(
        r"fn|n|(?:[a-z]{1,5}-)?(?:comment(?:er)?s?-?)?(?:author|author-?name|author-user|user-?name|user|name"
        r"|nick-?name|nick|display-?name|screen-?name|poster|by"
        r"|by-?line|writer|member-?name|meta-name|author-link|user-link|author-vcard)|commenter|vcard")),
    ("date", re.compile(
        r"(?:[a-z]{1,5}-)?(?:comments?-?)?(?:date|time|date-?time|timestamp|meta-?data|meta|published|posted"
        r"|posted-?on|ago|created|info|details|permalink-date"
        r"|header-date|meta-date|meta-\w+|postid)|entry-date|dt-published|timeago")),
    ("text", re.compile(
        r"(?:[a-z]{1,5}-)?(?:comments?-?)?(?:text|content|message|copy|excerpt|entry-?content|body-?text"
        r"|body-?content|txt|msg|description|paragraph)"
        r"|commententry|comment-entry|entry-summary|e-content|usertext[\w-]*")),
    ("body", re.compile(r"(?:[a-z]{1,5}-)?(?:comments?-?)(?:body|inner|main)")),
)  # fmt: skip
_ITEMPROP_KINDS: Final = {
    "author": "author", "creator": "author", "name": "author", "text": "text", "commenttext": "text",
    "description": "text",
    "datepublished": "date", "commenttime": "date", "datecreated": "date",
}  # fmt: skip
_TAG_KINDS: Final = {
    "time": "date",
    "cite": "author",
    "button": "form",
    "form": "form",
    "select": "form",
    "svg": "form",
    "nav": "form",
}
_NUMBER_BEHIND: Final = re.compile(r"[-_]?\d+$")
# Attributes without one of these make no container; one search for each costs a third of one for all.
_GATE: Final = ("comm", "cmt", "cid", "depth-", "kommen", "comen", "pingback", "trackback", "pings", 'id="c')
# What themes print behind the name.
_AFTER_NAME: Final = re.compile(
    r"[\s,]*(?:\b(?:says?|said|sagte?|schreibt|schrieb|meint|denkt|dice|dijo|wrote|writes|a dit|dit|commented|on|am"
    r"|um|at|vor|permalink)\b|:|·|\||–|-)[\s:,·|–-]*$",
    re.IGNORECASE,
)
_BEFORE_NAME: Final = re.compile(
    r"^\s*(?:(?:by|von|posted by|comment (?:by|from)|kommentar von|por|written by"
    r"|from)\b\s*:?|\d{1,4}\s*[.)](?=\s)|[-–#·])\s*",
    re.IGNORECASE,
)
_NAME_TAGS: Final = frozenset("a strong b cite span h3 h4 h5 h6 em i dt".split())
_FIRST_TEXTS: Final = 4
_MOST_NAME_WORDS: Final = 5
_MOST_TIME_WORDS: Final = 7
_ANSWER_LIST: Final = re.compile(
    r"(?:^|[\s_-])(?:indent\w*|replies|responses|nested|subcomments?|antworten|réponses|reponses|respuestas"
    r"|risposte|respostas)(?![a-z])",
    re.IGNORECASE,
)
_SHORTEST_SUBJECT: Final = 8  # characters of a subject that a system made of the comment's first words
_NUMBERED: Final = re.compile(r"#?\d{1,5}[.)]?")
_INNER_DASH: Final = re.compile(
    r"\s+[—–|·•]\s+.*$|\s+(?:says|sagte?|schreibt|denkt|dijo|wrote|said)\b.*$", re.IGNORECASE
)
_LONGEST_NAME: Final = 80
_LONGEST_POSTED: Final = 80
_MOST_CONTROL_TEXTS: Final = 12
_NUMBERED_SHARE: Final = 4  # numbered containers stand for so many times their number of others
_WRAPPER_WORDS: Final = 6  # words of its own that a container around another's parts may have
_DAY_OR_TIME: Final = re.compile(
    r"\d{1,2}[:.]\d\d|\b(?:19|20)\d\d\b|\bago\b|\bvor \d|\b(?:yesterday|today|gestern"
    r"|heute)\b|\bher\b|\b(?:min|hour|day|week|month|year)s?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\.? \d|\d{1,2}[./]\d{1,2}[./]\d{2}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Draft:
    """A container on its way to a comment: its element, those that continue it, and what was found in it."""

    element: int
    number: str | None
    enclosing: "_Draft | None"
    inner: list["_Draft"] = field(default_factory=list)
    texts: dict[str, list[int]] = field(default_factory=dict)
    author: str | None = None
    posted: str | None = None
    is_pingback: bool = False
    is_alias: bool = False
    is_wrapper: bool = False
    is_certain: bool = False  # an id or schema.org's type says that it is a comment
    level: int | None = None


def read_comments(outline: Outline) -> tuple[MarkupComment, ...]:
    """The comments of a page in page order."""
    kept = _merge(outline, _containers(outline))
    for draft in kept:
        _fill(outline, draft)
    kept = [draft for draft in kept if _is_comment(outline, draft)]
    return tuple(_comments(outline, kept))


def _containers(outline: Outline) -> list[_Draft]:
    found: list[_Draft] = []
    open_drafts: list[_Draft] = []
    for element, raw in enumerate(outline.raw_attributes):
        tag = outline.tags[element]
        if tag not in _CONTAINER_TAGS or not (outline.names[element] or "itemtype" in raw.lower()):
            continue
        sign = _container_sign(raw)
        if sign is None or outline.first_text[element] == outline.end_text[element]:
            continue
        while open_drafts and outline.end_element[open_drafts[-1].element] <= element:
            open_drafts.pop()
        enclosing = open_drafts[-1] if open_drafts else None
        draft = _Draft(
            element, sign.number, enclosing, is_pingback=sign.is_pingback, level=sign.level, is_certain=sign.is_certain
        )
        if enclosing:
            enclosing.inner.append(draft)
        found.append(draft)
        open_drafts.append(draft)
    return found


class _Sign(NamedTuple):
    number: str | None
    is_pingback: bool
    level: int | None
    is_certain: bool


@lru_cache(maxsize=16384)
def _container_sign(raw: str) -> _Sign | None:
    folded = raw.lower()
    if not any(mark in folded for mark in _GATE):
        return None
    attributes = parse_attributes(raw)
    names = tokens(attributes.get("class", ""))
    identity = _ID.fullmatch(attributes.get("id", "").strip())
    is_typed = _ITEM_TYPE.search(attributes.get("itemtype", "").strip()) is not None
    is_pingback = not _PINGBACK.isdisjoint(names)
    if not (identity or is_typed or is_pingback or any(_CLASS.fullmatch(token) for token in names)):
        return None
    level = _DEPTH.search(attributes.get("class", ""))
    return _Sign(
        (identity[1] or identity[2]) if identity else None,
        is_pingback,
        int(level[1]) if level else None,
        bool(identity) or is_typed,
    )


def _id_tokens(identity: str) -> tuple[str, ...]:
    """An id as a class: its running number is left out."""
    bare = _NUMBER_BEHIND.sub("", identity)
    return tuple(tokens(bare)) if bare and bare != identity else ()


def _merge(outline: Outline, drafts: Sequence[_Draft]) -> list[_Draft]:
    """The drafts that are comments of their own: a container inside one of the same comment continues it."""
    numbered = sum(draft.number is not None for draft in drafts)
    # Where comments have numbers, a container without one is a wrapper or a part.
    by_number = numbered * _NUMBERED_SHARE >= len(drafts) - numbered
    kept = []
    for draft in drafts:
        outer = _outer(draft)
        if by_number and draft.number is None:
            draft.is_alias = outer is not None and outer.number is not None
            draft.is_wrapper = not draft.is_alias
        elif outer is not None and not outer.is_wrapper:
            same = draft.number == outer.number and draft.number is not None
            draft.is_alias = same or (outer.number is None and _is_part(outline, outer, draft))
        if draft.is_alias and outer is not None:
            outer.number = outer.number or draft.number
            outer.level = outer.level if outer.level is not None else draft.level
        if not draft.is_alias and not draft.is_wrapper:
            kept.append(draft)
    return kept


def _outer(draft: _Draft) -> "_Draft | None":
    outer = draft.enclosing
    while outer is not None and outer.is_alias:
        outer = outer.enclosing
    return outer


def _is_part(outline: Outline, outer: _Draft, draft: _Draft) -> bool:
    """The inner container holds what the outer one says: it is its first, has no sibling like it,
    and little stands beside it.
    """
    if outer.inner[0] is not draft:
        return False
    place = (outline.parents[draft.element], outline.tags[draft.element])
    if sum((outline.parents[other.element], outline.tags[other.element]) == place for other in outer.inner) > 1:
        return False
    return len(" ".join(outline.texts[t] for t in _own_texts(outline, outer)).split()) <= _WRAPPER_WORDS


def _own_texts(outline: Outline, draft: _Draft) -> Iterator[int]:
    """The texts in a container that stand in no container inside it, save in those that continue it."""
    if outline.tags[draft.element] == "dd":
        yield from _term_texts(outline, draft.element)
    position = outline.first_text[draft.element]
    for inner in draft.inner:
        yield from range(position, outline.first_text[inner.element])
        if inner.is_alias:
            yield from _own_texts(outline, inner)
        position = outline.end_text[inner.element]
    yield from range(position, outline.end_text[draft.element])


def _term_texts(outline: Outline, definition: int) -> range:
    """The texts of the dt before a dd: some themes put name and time there."""
    before = definition - 1
    while before > 0 and outline.parents[before] != outline.parents[definition]:
        before = outline.parents[before]
    if before <= 0 or outline.tags[before] != "dt":
        return range(0)
    return range(outline.first_text[before], outline.end_text[before])


def _fill(outline: Outline, draft: _Draft) -> None:
    texts = [index for index in _own_texts(outline, draft) if outline.spans[index]]
    kinds = [_kinds(outline, outline.holders[index], draft.element) for index in texts]
    present = {kind for signs in kinds for kind in signs}
    is_named_outside = any(signs and signs[-1] == "author" and "text" not in signs for signs in kinds)
    is_named_inside = not is_named_outside and any(signs and signs[-1] == "author" for signs in kinds)
    if is_named_inside:  # what is called text holds the name too: it is the body
        kinds = [tuple("body" if kind == "text" else kind for kind in signs) for signs in kinds]
        present = present - {"text"} | {"body"}
    holds_text = next((kind for kind in ("text", "body") if kind in present), None)
    for index, signs in zip(texts, kinds, strict=True):
        kind = _settle(signs, holds_text)
        if kind == "text" and "text" not in signs and _is_time(_text(outline, index)):
            kind = "date"
        if kind == "text" and _NUMBERED.fullmatch(_text(outline, index).strip()):
            kind = "control"
        draft.texts.setdefault(kind, []).append(index)
    said = draft.texts.setdefault("text", [])
    if len(said) > 1 and len(subject := _text(outline, said[0])) >= _SHORTEST_SUBJECT:
        draft.texts["text"] = said[_text(outline, said[1]).startswith(subject) :]
    draft.author = _name(outline, draft.texts.get("author", [])) or _unmarked_name(outline, draft, texts)
    draft.posted = _posted(outline, draft)


def _is_time(words: str) -> bool:
    return len(words.split()) <= _MOST_TIME_WORDS and _DAY_OR_TIME.search(words) is not None


def _settle(signs: tuple[str, ...], holds_text: str | None) -> str:
    """What a text is, by the signs around it from the outermost in."""
    if ("form" in signs and "text" not in signs[signs.index("form") :]) or _is_control(signs):
        return "control"
    inner = next((kind for kind in reversed(signs) if kind != "body"), "")
    if "text" in signs:
        return "text"
    if inner:
        return inner
    return "text" if holds_text is None or holds_text in signs else "rest"


def _is_control(signs: tuple[str, ...]) -> bool:
    """Inside of what is called a control only what is called a name or a text is something else."""
    if "control" not in signs or signs[-1] == "control":
        return "control" in signs
    return "author" not in signs and "text" not in signs[signs.index("control") :]


def _unmarked_name(outline: Outline, draft: _Draft, texts: Sequence[int]) -> str | None:
    """The first short text of the container,
    where it is set off as names are and is no time; it is then no comment text.
    """
    for index in texts[:_FIRST_TEXTS]:
        if outline.tags[outline.holders[index]] not in _NAME_TAGS:
            continue
        words = _text(outline, index)
        name = _name(outline, [index])
        if name and len(words.split()) <= _MOST_NAME_WORDS and not _DAY_OR_TIME.search(words):
            for kind in ("text", "rest", "date"):
                if index in draft.texts.get(kind, ()):
                    draft.texts[kind].remove(index)
                    draft.texts.setdefault("author", []).append(index)
                    return name
    return None


def _kinds(outline: Outline, holder: int, container: int) -> tuple[str, ...]:
    """The signs on the way from the container to the element that holds a text."""
    found: list[str] = []
    element = holder
    while element > 0 and element != container:
        kind = _kind(outline.tags[element], outline.raw_attributes[element])
        is_large = outline.end_text[element] - outline.first_text[element] > _MOST_CONTROL_TEXTS
        if kind and not (kind == "control" and is_large):  # an unclosed link may hold the whole thread
            found.append(kind)
        element = outline.parents[element]
    return tuple(reversed(found))


def _kind(tag: str, raw: str) -> str | None:
    if tag in _TAG_KINDS:
        return _TAG_KINDS[tag]
    names = naming(raw)
    for name in names.get("itemprop", "").lower().split():
        if name in _ITEMPROP_KINDS:
            return _ITEMPROP_KINDS[name]
    found = {_kind_named(name) for name in (*tokens(names.get("class", "")), *_id_tokens(names.get("id", "")))}
    named = next((kind for kind, _ in _TOKEN_KINDS if kind in found), None)
    return "control" if named is None and tag == "footer" else named


@lru_cache(maxsize=16384)
def _kind_named(name: str) -> str | None:
    return next((kind for kind, pattern in _TOKEN_KINDS if pattern.fullmatch(name)), None)


def _name(outline: Outline, texts: Sequence[int]) -> str | None:
    """The first text that can be a name, without what the theme prints around it."""
    for index in texts:
        words = " ".join(_text(outline, index).split())
        name = _INNER_DASH.sub("", _BEFORE_NAME.sub("", f"{words} ").strip())
        while (shorter := _AFTER_NAME.sub("", name)) != name:
            name = shorter
        if (
            any(char.isalnum() for char in name)
            and len(name) <= _LONGEST_NAME
            and not name.startswith(("http:", "https:"))
        ):
            return name
    return None


def _posted(outline: Outline, draft: _Draft) -> str | None:
    words = " ".join(_text(outline, index) for index in draft.texts.get("date", ()))
    shown = " ".join(words.split())
    when = find_when(shown[:_LONGEST_POSTED])
    stated = shown[when.start : when.end] if when and when.basis in ("date", "age") else shown[:_LONGEST_POSTED]
    return stated.strip() or None


def _text(outline: Outline, index: int) -> str:
    span = outline.spans[index]
    return outline.text[span[0] : span[1]] if span else ""


def _holds_several(outline: Outline, draft: _Draft) -> bool:
    """The container is a whole thread whose comments nothing names: names and times return in it, marked alike."""
    marked = {
        kind: Counter(outline.raw_attributes[outline.holders[index]] for index in draft.texts.get(kind, ()))
        for kind in ("author", "date")
    }
    return all(max(count.values(), default=0) > 1 for count in marked.values())


def _is_comment(outline: Outline, draft: _Draft) -> bool:
    """Somebody said something: text by a name or at a time; a container that only a class names needs the time."""
    if draft.is_pingback or not draft.texts["text"] or _holds_several(outline, draft):
        return False
    has_time = draft.posted is not None and _DAY_OR_TIME.search(draft.posted) is not None
    return has_time or (draft.is_certain and draft.author is not None)


def _comments(outline: Outline, kept: Sequence[_Draft]) -> Iterator[MarkupComment]:
    line_starts = [0, *(found.end() for found in re.finditer("\n", outline.text))]
    known = {id(draft): draft for draft in kept}
    keys: dict[int, str] = {}
    depths: dict[int, int] = {}
    last_at_level: dict[int, _Draft] = {}
    for place, draft in enumerate(kept):
        paragraphs = _paragraphs(outline, draft.texts["text"], line_starts)
        if not paragraphs:
            continue
        parent = _parent(draft, known, keys, last_at_level)
        keys[id(draft)] = draft.number if draft.number and draft.number not in keys.values() else f"place-{place}"
        depths[id(draft)] = depths[id(parent)] + 1 if parent else 0
        if draft.level is not None:
            last_at_level[draft.level] = draft
        spans = [
            span for kind in ("author", "date", "text") for i in draft.texts.get(kind, ()) if (span := outline.spans[i])
        ]
        yield MarkupComment(
            key=keys[id(draft)],
            parent_key=keys[id(parent)] if parent else None,
            author=draft.author,
            posted_text=draft.posted,
            paragraphs=paragraphs,
            span_start=min(start for start, _ in spans),
            span_end=max(end for _, end in spans),
            depth=depths[id(draft)],
            answer_lists=_answer_lists(outline, draft.element),
        )


def _answer_lists(outline: Outline, element: int) -> int:
    """In how many lists of answers the element stands; mere depth says nothing where tags are left open."""
    count = 0
    while (element := outline.parents[element]) > 0:
        count += _ANSWER_LIST.search(outline.names[element].get("class", "")) is not None
    return count


def _parent(
    draft: _Draft, known: dict[int, _Draft], keys: dict[int, str], last_at_level: dict[int, _Draft]
) -> _Draft | None:
    """The comment around it; where the theme does not nest, the last one a level above."""
    outer = draft.enclosing
    while outer is not None:
        if id(outer) in known and id(outer) in keys:
            return outer
        outer = outer.enclosing
    if draft.level is not None and draft.level > 1:
        return last_at_level.get(draft.level - 1)
    return None


def _paragraphs(outline: Outline, texts: Sequence[int], line_starts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The lines that the texts stand on, each from its first to its last of them."""
    lines: dict[int, tuple[int, int]] = {}
    for index in texts:
        span = outline.spans[index]
        if span is None or span[0] == span[1]:
            continue
        line = bisect_right(line_starts, span[0])
        start, end = lines.get(line, span)
        lines[line] = (min(start, span[0]), max(end, span[1]))
    return tuple(lines[line] for line in sorted(lines))

"""What do tags, classes and ids call an element of a comment thread?

`container_sign` says of an element's attributes that it is one comment, `kind_of` what an element inside holds: name,
time, text or furniture. Themes call the same things by a few dozen names.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from tasks.structuring.markup_outline import naming, parse_attributes, tokens

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
_ANSWER_LIST: Final = re.compile(
    r"(?:^|[\s_-])(?:indent\w*|replies|responses|nested|subcomments?|antworten|réponses|reponses|respuestas"
    r"|risposte|respostas)(?![a-z])",
    re.IGNORECASE,
)


class Sign(NamedTuple):
    """What a comment's container says of it."""

    number: str | None
    is_pingback: bool
    level: int | None
    is_certain: bool


@lru_cache(maxsize=16384)
def container_sign(raw: str) -> Sign | None:
    """What the attributes say of the comment that the element holds; None where it holds none."""
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
    return Sign(
        (identity[1] or identity[2]) if identity else None,
        is_pingback,
        int(level[1]) if level else None,
        bool(identity) or is_typed,
    )


def kind_of(tag: str, raw: str) -> str | None:
    """What an element inside a comment holds, by its tag and attributes; None where they do not say."""
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


def _id_tokens(identity: str) -> tuple[str, ...]:
    """An id as a class: its running number is left out."""
    bare = _NUMBER_BEHIND.sub("", identity)
    return tuple(tokens(bare)) if bare and bare != identity else ()


def is_answer_list(classes: str) -> bool:
    """The class attribute calls the element a list of answers."""
    return _ANSWER_LIST.search(classes) is not None

"""What does the markup say of each line of the rendered text?

An `Outline` goes in, hints by line number come out: names of elements that enclose the line, and
what classes, ids, microdata and relations of them call it.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final

from tasks.structuring.markup_outline import Outline, parse_attributes, tokens

_ELEMENTS: Final = frozenset(
    "h1 h2 h3 h4 h5 h6 p li figcaption figure time nav footer header aside article blockquote address form button"
    " section table td th dl dt dd pre label details summary cite dialog".split()
)
# What publishers call the parts of a page in class, id, itemprop, rel, role and data-testid.
_NAMES: Final = (
    ("byline", r"by-?lines?|authors?|contributors?|reporters?|writers?"),
    ("related", r"related|recommended|recommendations?|more-?(?:from|on|stories|news)|read-?(?:more|next|also)"
    r"|also-?read"
                r"|see-?also|trending|most-?(?:read|popular|viewed)|popular|outbrain|taboola|recirc\w*|teasers?"
                r"|up-?next"),
    ("comment", r"comments?|disqus\w*|commentlist|respond|discussion"),
    ("caption", r"captions?|figcaption|wp-caption-text|legend"),
    ("credit", r"credits?|copyright|photo-?credit|image-?source"),
    ("tags", r"tags?|tag-?(?:list|cloud)|topics?|keywords?|categor(?:y|ies)"),
    ("share", r"share|sharing|shares|social\w*|sharedaddy|addtoany\w*|addthis\w*|follow\w*"),
    ("advert", r"ads?|adverts?|advert\w+|advertisement|dfp|sponsor\w*|promoted|ad-?(?:slot|unit|container|wrapper"
    r"|label)"),
    ("promo", r"promos?|newsletters?|subscri(?:be|ption)\w*|sign-?up|paywall|cta|donat\w+|membership|piano\w*"),
    ("breadcrumb", r"breadcrumbs?|crumbs?"),
    ("standfirst", r"standfirst|sub-?titles?|sub-?head(?:line|ing)?s?|deks?|decks?|summary|abstract|excerpt|intro"
                   r"|lead|lede|teaser-?text|kicker-?text|article-?description|sapo"),
    ("headline", r"head-?lines?|article-?title|entry-?title|post-?title|story-?title"),
    ("article_body", r"articlebody|article-?(?:body|content|text)|entry-?content|post-?(?:content|body|text)"
                     r"|story-?(?:body|content|text)|body-?(?:content|text|copy)|td-post-content|main-?content"),
    ("sidebar", r"sidebars?|side-?bar|rail|right-?(?:rail|col\w*)|widgets?"),
    ("menu", r"menus?|nav|navbar|navigation|navi|topbar|mainmenu|submenu"),
    ("footer", r"footer|colophon|site-?footer|contentinfo"),
    ("header", r"masthead|site-?header|banner|top-?header"),
    ("timestamp", r"time-?stamps?|dates?|datetime|published|publish-?date|pub-?date|posted-?on|updated|modified"
                  r"|datepublished|datemodified|datecreated|dateline|published-?at|time"),
    ("gallery", r"galler(?:y|ies)|slideshow|carousel|slides?"),
    ("video", r"videos?|player|jwplayer|podcast|audio"),
    ("cookie", r"cookies?|consent|gdpr|onetrust\w*|didomi\w*"),
    ("login", r"login|log-?in|sign-?in|register|account"),
    ("bio", r"bio|biography|about-?(?:the-?)?authors?|author-?(?:bio|box|info|description|card)"),
    ("pullquote", r"pull-?quotes?|pq"),
    ("embed", r"embeds?|tweet|twitter-\w+|instagram\w*|fb-post|oembed"),
    ("notice", r"correction|disclaimer|editors?-?note|notice|clarification"),
)  # fmt: skip
_STATES: Final = ("hidden", "main", "link", "bold")
_ALL: Final = tuple(sorted(_ELEMENTS | {name for name, _ in _NAMES} | set(_STATES)))
_BIT: Final = {name: 1 << place for place, name in enumerate(_ALL)}
# Elements of which only the share is a hint that they have of a line.
_LINKED: Final = 1 << len(_ALL)
_BOLD: Final = _LINKED << 1
_SAID: Final = _LINKED - 1
_TAGS: Final = {**{tag: _BIT[tag] for tag in _ELEMENTS}, "a": _LINKED, "b": _BOLD, "strong": _BOLD}
_NAMED: Final = tuple((_BIT[name], re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])")) for name, pattern in _NAMES)
_ANY_NAMED: Final = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(pattern for _, pattern in _NAMES)})(?![a-z0-9])")
# A name on an element that holds more of the page than this names a template, not a part: 'has-sidebar'.
_LOCAL_SHARE: Final = 0.6
_LOCAL: Final = sum(_BIT[name] for name, _ in _NAMES if name not in ("article_body", "comment"))
_ELSEWHERE: Final = sum(_BIT[name] for name in ("related", "comment", "footer"))
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINK_SHARE: Final = 0.8  # share of a line's characters inside links from which it counts as a link line


@lru_cache(maxsize=16384)
def _names_mask(value: str) -> int:
    mask = 0
    for name in tokens(value):
        mask |= _name_mask(name)
    return mask


@lru_cache(maxsize=65536)
def _name_mask(name: str) -> int:
    if not _ANY_NAMED.search(name):
        return 0
    return sum(bit for bit, pattern in _NAMED if pattern.search(name))


def _hidden_mask(raw: str) -> int:
    attributes = parse_attributes(raw)
    is_named = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return _BIT["hidden"] if is_named or _HIDDEN.search(attributes.get("style", "")) else 0


@lru_cache(maxsize=65536)
def _names(mask: int) -> frozenset[str]:
    return frozenset(name for name in _ALL if mask & _BIT[name])


def element_masks(outline: Outline) -> list[int]:
    """For each element what it and those around it say, as bits of `_BIT`, `_LINKED` and `_BOLD`."""
    lengths = _text_lengths(outline)
    most = _LOCAL_SHARE * lengths[-1]
    masks: list[int] = []
    columns = (outline.tags, outline.raw_attributes, outline.names, outline.parents)
    for element, (tag, raw, names, parent) in enumerate(zip(*columns, strict=True)):
        mask = _TAGS.get(tag, 0)
        # A body or html element's classes name the page's template, not a part of it.
        if names and tag != "body" and tag != "html":
            for value in names.values():
                mask |= _names_mask(value)
        if mask & _LOCAL and lengths[outline.end_text[element]] - lengths[outline.first_text[element]] > most:
            mask &= ~_LOCAL
        if "hid" in raw or "display" in raw:
            mask |= _hidden_mask(raw)
        masks.append(masks[parent] | mask if element else mask)
    return masks


def _text_lengths(outline: Outline) -> list[int]:
    """How many characters are rendered before each text, and at last before the end."""
    return [0, *accumulate(span[1] - span[0] if span else 0 for span in outline.spans)]


def elsewhere(masks: Sequence[int]) -> list[bool]:
    """For each element whether it stands among other stories, comments or the site's own parts."""
    return [mask & _ELSEWHERE != 0 for mask in masks]


def line_hints(outline: Outline, masks: Sequence[int]) -> Mapping[int, frozenset[str]]:
    """Line number → what the markup says of the line; lines without a word from it are left out."""
    lines: dict[int, int] = {}
    shares: dict[tuple[int, str], int] = {}  # characters of a line that are links or bold
    main = _BIT["main"]
    for index, length, first, last in chain(outline.placed, outline.aside):
        mask = masks[outline.holders[index]]
        said = mask & _SAID | main if outline.is_main[index] else mask & _SAID
        for number in range(first, last + 1):
            lines[number] = lines.get(number, 0) | said
        if mask & _LINKED:
            shares[first, "link"] = shares.get((first, "link"), 0) + length
        if mask & _BOLD:
            shares[first, "bold"] = shares.get((first, "bold"), 0) + length
    lengths = [len(line.strip()) for line in outline.text.split("\n")]
    for (number, name), length in shares.items():
        if length >= _LINK_SHARE * lengths[number]:
            lines[number] |= _BIT[name]
    return {number: _names(mask) for number, mask in sorted(lines.items()) if mask}


def linked_elements(masks: Sequence[int]) -> list[bool]:
    """For each element whether it is a link or stands in one."""
    return [mask & _LINKED != 0 for mask in masks]

"""Who are the people in a stated author?

Meta tags, JSON-LD and byline elements go in; names come out, without "By", roles, agencies, times,
addresses and the furniture that stands around them.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from tasks.structuring.byline import AGENCIES, OPENING, ROLE_WORDS, is_name


class Named(NamedTuple):
    """Names of people and of agencies, in their order."""

    names: tuple[str, ...]
    agencies: tuple[str, ...]


_PARTS: Final = re.compile(r"\s*(?:,|;|\||•|·|–|—|\s-\s|/|\n|&|\+|\band\b|\bund\b|\bet\b|\bwith\b|\(|\))\s*", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?:|www\.|@[\w.]+\.\w|^/|\.(?:com|org|net)\b", re.IGNORECASE)
# From such words on a byline goes on to something else.
_TAIL: Final = re.compile(
    r"\s*(?:\b(?:published|posted|updated|last updated|modified|on|at|in|for|from|is|are|has|was|wrote|special to|contributions? from|twitter|facebook"
    r"|follow|view|see|read|more by|email|contact|senior|staff|associate|assistant|contributing|contributor|editor|reporter|writer|correspondent|columnist"
    r"|deputy|chief|executive|managing|national|political|business|sports?|science|health|news|by)\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d|\d|@|\bPh\.?D\b|\bM\.?D\b\.?(?=\s|$)).*$",
    re.IGNORECASE,
)
_HONORIFIC: Final = re.compile(r"^(?:dr|prof|mr|mrs|ms|sir|rev)\.?\s+(?=\w+\s)", re.IGNORECASE)
_NOBODY: Final = frozenset(
    "staff admin administrator editor editors editorial unknown anonymous guest author authors name none null undefined n/a na"
    " webdesk web desk newsroom team contributor contributors redaktion redaction root user default online about posted by byline".split()
)
_LONGEST_VALUE: Final = 300
_LONGEST_NAME: Final = 60


def people(values: Iterable[str], is_loose: bool = False) -> Named:
    """The people in several statements of one kind; of loosely marked ones only the first that names anybody.

    >>> people(["By Ada Marsh and Bo Lind, Staff Writer", "Reuters"])
    Named(names=('Ada Marsh', 'Bo Lind'), agencies=('Reuters',))
    """
    names: dict[str, str] = {}
    agencies: dict[str, None] = {}
    for value in values:
        if _ADDRESS.search(value) or len(value) > _LONGEST_VALUE:
            continue
        for part in _PARTS.split(OPENING.sub("", value)):
            agency = AGENCIES.get(part.casefold().strip(" ."))
            name = _person(part, is_loose)
            if agency:
                agencies[agency] = None
            elif name:
                names.setdefault(name.casefold(), name)
        if is_loose and names:
            break
    return Named(tuple(names.values()), tuple(agencies))


def _person(part: str, is_loose: bool) -> str | None:
    name = _TAIL.sub("", OPENING.sub("", part.strip())).strip(" .,:-–—'\"")
    name = _HONORIFIC.sub("", name)
    words = name.split()
    if not words or len(name) > _LONGEST_NAME or all(word.casefold() in _NOBODY for word in words):
        return None
    if any(word.casefold() in ROLE_WORDS for word in words):
        return None
    cased = name.title() if name.isupper() or name.islower() else name
    if is_name(cased):
        return cased
    # What a page states as its author in so many words may be one name, or written in no capitals.
    return name if not is_loose and len(words) <= 4 and any(char.isalpha() for char in name) else None

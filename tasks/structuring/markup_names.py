"""Who are the people in a stated author?

Meta tags, JSON-LD and byline elements go in; names come out, without "By", roles, agencies, times,
addresses and the furniture that stands around them.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from tasks.structuring.agencies import AGENCIES
from tasks.structuring.byline import OPENING, ROLE_WORDS, is_name


class Named(NamedTuple):
    """Names of people and of agencies, in their order."""

    names: tuple[str, ...]
    agencies: tuple[str, ...]


_PARTS: Final = re.compile(
    r"\s*(?:,|;|\||•|·|–|—|\s-\s|/|\n|&|\+|\band\b|\bund\b|\bet\b|\bwith\b|\(|\))\s*", re.IGNORECASE
)
_MAIL: Final = re.compile(r"(?<=\w)\s+[\w.+-]{1,64}@[\w.-]{3,}")  # behind a name
_ADDRESS: Final = re.compile(r"https?:|www\.|@|^/|\.(?:com|org|net|co\.uk)\b|^[a-z]+(?:[-_.]?[a-z]+)*$")
# From such words on a byline goes on to something else: a role, a place, a time.
_ROLES: Final = (
    r"senior|staff|associate|assistant|contributing|contributor|editor|reporter|writer|correspondent|columnist"
    r"|deputy|chief|executive"
    r"|managing|national|political|business|sports?|science|health|news|editors|team|desk|report|reports"
)
_TAIL: Final = re.compile(
    rf"\s*(?:\b(?:published|posted|updated|last updated|modified|on|at|in|for|from|is|are|has|was|wrote|special to"
    rf"|contributions? from|twitter"
    rf"|facebook|follow|view|see|read|more by|email|contact|(?P<role>{_ROLES})|by)\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)(?:[a-z]*day"
    r"|[a-z]*\.?\s+\d)"
    r"|\d).*$",
    re.IGNORECASE,
)
_COLLECTIVE: Final = re.compile(r"\s*(?:staff|team|desk|editors|news|reports?|staff reports?|news desk)", re.IGNORECASE)
_AGENCY_TAIL: Final = re.compile(
    rf"\s+(?:{'|'.join(sorted((re.escape(name) for name in AGENCIES if ' ' in name), key=len, reverse=True))})$",
    re.IGNORECASE,
)
_HONORIFIC: Final = re.compile(r"^(?:dr|prof|mr|mrs|ms|sir|rev)\.?\s+(?=\w+\s)", re.IGNORECASE)
_CREDENTIAL: Final = frozenset(
    "ms ma ba bs bsc msc md phd rdn rd ld do dpm rn mba cpa esq jd pharmd dds dvm mph cscs cpt ms. ph.d m.d"
    " ph.d. m.d.".split()
)
_NOBODY: Final = frozenset(
    "staff admin administrator editor editors editorial unknown anonymous guest author authors name none null"
    " undefined n/a na webdesk web desk newsroom team contributor contributors redaktion redaction root user"
    " default online about posted by byline sponsored advertorial exclusive agencies wire".split()
)
_LONGEST_VALUE: Final = 300
_LONGEST_NAME: Final = 60


def people(values: Iterable[str], is_loose: bool = False, sites: frozenset[str] = frozenset()) -> Named:
    """The people in several statements of one kind; of loosely marked ones only the first that names anybody.

    `sites` are the site's own names, lower case. One word alone is a name only where no fuller one stands beside it.

    >>> people(["By Ada Marsh and Bo Lind, Staff Writer", "Reuters"])
    Named(names=('Ada Marsh', 'Bo Lind'), agencies=('Reuters',))
    """
    names: dict[str, str] = {}
    agencies: dict[str, None] = {}
    for value in values:
        if len(value) > _LONGEST_VALUE:
            continue
        for part in _PARTS.split(OPENING.sub("", _MAIL.sub("", value))):
            agency = AGENCIES.get(part.casefold().strip(" ."))
            name = _person(part, is_loose, sites)
            if agency:
                agencies[agency] = None
            elif name:
                names.setdefault(name.casefold(), name)
        if is_loose and names:
            break
    full = tuple(name for name in names.values() if " " in name)
    return Named(full or tuple(names.values()), tuple(agencies))


def _person(part: str, is_loose: bool, sites: frozenset[str]) -> str | None:
    if _ADDRESS.search(part.strip()):
        return None
    opened = OPENING.sub("", part.strip())
    tail = _TAIL.search(opened)
    name = _AGENCY_TAIL.sub("", opened[: tail.start()] if tail else opened).strip(" ,:-–—'\"")
    name = _without_credentials(_without_sites(_HONORIFIC.sub("", name), sites))
    words = name.split()
    if not words or len(name) > _LONGEST_NAME or all(word.casefold() in _NOBODY for word in words):
        return None
    if tail is not None and tail["role"] and (len(words) == 1 or _COLLECTIVE.fullmatch(tail[0])):
        return None  # "Herald Staff" is no person
    if any(word.casefold() in ROLE_WORDS for word in words):
        return None
    cased = name.title() if name.isupper() or name.islower() else name
    if is_name(cased):
        return cased
    # What a page states as its author in so many words may be one name, or written in no capitals.
    is_written = name[0] not in "#{[<$" and any(char.isalpha() for char in name)
    return name if not is_loose and len(words) <= 4 and is_written else None


def _without_credentials(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[-1].casefold() in _CREDENTIAL:
        words.pop()
    return "" if len(words) == 1 and words[0].casefold() in _CREDENTIAL else " ".join(words)


def _without_sites(name: str, sites: frozenset[str]) -> str:
    """The name without the site's own behind it: a byline often ends with it."""
    for site in sorted(sites, key=len, reverse=True):
        if len(site) > 2 and name.casefold().endswith(f" {site}"):
            return name[: -len(site)].strip()
    return name

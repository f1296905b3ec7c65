"""Who wrote the story, by the words of one byline?

Names are parted from what they are ("Defence correspondent in Beirut"), from what is glued to them
(dates, addresses, beats), and from agencies ("Reuters"), which are no authors. Which lines of a page
are its bylines, `authors` says.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from tasks.structuring.agencies import AGENCY_TAIL, agency_of
from tasks.structuring.dates import read_dates

_LEADS: Final = (
    r"words|written|reported|analysis|opinion|reporting|story|text|posted|published|submitted|news|review|feature"
    r"|features|report|column"
    r"|commentary|comment|essay|interview|guide|exclusive|article|authored|first"
    r"|rédigé|écrit|escrito|texto|scritto|testo|a cura|articolo|geschreven|bericht|kommentar|reportage|reportagem"
)
_OPENERS: Final = r"by|von|par|por|di|door|af|av|od"
OPENING: Final = re.compile(
    rf"^[\W_]*(?:(?:{_LEADS})\s+){{0,2}}(?:on\s+)?(?:{_OPENERS})\b(?!-)\s*:?\s*"
    r"|^(?:authors?|writers?|reporters?|autor(?:en|in|es|a)?|auteurs?|redacción|автор|текст|tekst|texte?|texto"
    r"|testo)\s*:\s*"
    r"|^(?:written|text|words|haber|yazan|muhabir|opracował[ao]?|подготовил[ао]?)\s*:\s*"
    r"|^aus [^\W\d_][\w. -]{1,40} bericht(?:et|en)\s+|^(?:كتب|كتبت|بقلم|إعداد|تقرير)\s*:?\s+",
    re.IGNORECASE,
)
BY_ALONE: Final = re.compile(
    r"\W*(?:(?:written|posted|published|words|story|reported)\s+)?(?:by|von|par|por|authors?)\s*:?\s*", re.IGNORECASE
)
# The first word of a line that opens so; no other opens a byline, unless "by" stands further behind.
_FIRST_WORD: Final = re.compile(r"[\W_]*([^\W\d_]+)")
_FIRST_WORDS: Final = frozenset(
    f"{_LEADS}|{_OPENERS}|on|author|authors|writer|writers|reporter|reporters|autor|autoren|autorin|autores|autora"
    "|auteur|auteurs|redacción|автор|текст|tekst|text|texte|texto|testo|written|words|a|aus"
    "|haber|yazan|muhabir|opracował|opracowała|подготовил|подготовила|كتب|كتبت|بقلم|إعداد|تقرير".split("|")
)
_INNER_BY: Final = re.compile(r"^\s*(?:by|von|par|por|door)\s+(?=[A-ZÀ-Þ])")  # "… 16:05 Uhr · von Jane Doe"
_GLUED_BY: Final = re.compile(r"^By(?=[A-ZÀ-Þ]\S* )")
_LATER_BY: Final = re.compile(r"(?<![\w-])by\s*:?\s+(?=\S)", re.IGNORECASE)
# "Photographs by", "Fact checked by": people of the page, but not its authors.
_OTHER_WORK: Final = re.compile(
    r"(?:check\w*|review(?:ed|er)|photo\w*|pictures?|pictured|illustrat\w*|video\w*|film\w*|produced|producer"
    r"|sponsored|presented|powered|supported"
    r"|translat\w*|hosted|narrated|images?|graphics?|art|artwork|animation|design\w*|contribut\w*|provided|submitted"
    r"|additional\s+reporting"
    r"|made|owned|taken|shot|directed|approved|updated|modified|last edited|compiled|curated|inspired|brought to you"
    r"|funded|read|foto\w*|bilder)"
    r"\s*[:]?\s*(?:by|von|par|por|from)?\s*:?\s*$",
    re.IGNORECASE,
)
_EDITED: Final = re.compile(r"edit(?:ed|or)\s*$", re.IGNORECASE)
CONTRIBUTORS: Final = re.compile(
    r"^\W*(?:with\s+)?(?:additional\s+)?(?:contributions?|contributors?|contributing|fact[- ]check\w*"
    r"|(?:medically\s+|expert\s+)?review(?:ed|er)\w*"
    r"|photo\w*|illustrat\w*|edit(?:ed|or)|produced|video|graphics?|translated|updated|foto\w*)\b(?:\s+\w+)?\s*(?:by"
    r"|from|von|par|por)?\s*:?\s*$",
    re.IGNORECASE,
)
INPUTS: Final = re.compile(
    r"\(?\b(?:with|additional) (?:inputs?|reporting|files|contributions?) (?:from|by)\s+(?P<rest>.+)$", re.IGNORECASE
)
PARTS: Final = re.compile(
    r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bwith\b|\s(?:avec|mit|con|com|met)\s|&|\+)\s*"
)
# From these on the byline speaks of something else: an affiliation, an address, a time.
_ENDS: Final = re.compile(r"\s*(?:\||•|·|/|\\|\n|\s[–—-]+(?:\s|$)|[()\[\]])\s*|\s[–—-]$")
_JOINED: Final = re.compile(r"(?:\band\b|\bund\b|\bet\b|\by\b|&)\s*$")
_ADDRESS: Final = re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|\s?@\s?\w+|\b[\w-]+\.(?:com|org|net|co\.uk)\b")
_ARCHIVE: Final = re.compile(r"(?:archive|author|profile) page\b", re.IGNORECASE)  # glued to the name that links to it
_WIDE_GAP: Final = re.compile(r"\s*\xa0\s+|\s+\xa0\s*|\xa0{2,}|\s{3,}|\t")
_SEAM: Final = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])")
_NAME_PREFIX: Final = re.compile(r"\b(?:Mc|Mac|De|Di|Da|La|Le|Du|Van|Fitz|O)$")
# Words that say what somebody is; a part of the byline that holds one is no name.
ROLE_WORDS: Final = frozenset(
    "correspondent reporter editor writer staff columnist journalist contributor analyst chief bureau desk team "
    "producer "
    "author political diplomatic defence defense business science health sports sport environment foreign national "
    "senior "
    "special deputy managing news agency agencies service online web redaktion korrespondent press updated published "
    "newsroom photographer fellow professor director guest freelance researcher host anchor blogger critic "
    "assistant associate executive contributing correspondents reporters editors writers contributors posted "
    "trainee intern all "
    "president founder ceo attorney manager officer head lead reporting written edited reviewed checked read share "
    "comments comment video videos story stories related photos photo images image archive newsletter newsletters "
    "navigation menu content symbols resources subscribe created originally christmas bros inc ltd llc "
    "redakteur redakteurin reporterin journaliste rédaction redacción redactor redactora redazione giornalista".split()
)
# Beats and desks, behind a name only: "Jane Doe Showbiz Reporter".
_BEATS: Final = frozenset(
    "wellness lifestyle travel showbiz tv features feature parliamentary city content entertainment technology tech "
    "politics archive "
    "education crime money food fashion beauty weather breaking digital local world us uk music film movies gaming "
    "games "
    "cybersecurity property economics economy energy transport transportation religion royal royals consumer "
    "community "
    "culture arts general investigations investigative football soccer rugby cricket opinion home shopping commerce "
    "hub network md phd jd rdn cpa mba".split()
)
_CREDENTIALS: Final = frozenset(
    "ms ma ba bs bsc msc md phd rdn rd ld do dpm rn mba cpa esq jd pharmd dds dvm mph cscs cpt cfp cfa clc "
    "lcsw psyd cnm np fnp".split()
)
_NO_NAME_WORDS: Final = ROLE_WORDS | frozenset("the to of and for from with all our your".split())
_PARTICLES: Final = frozenset(
    "da de do das dos du van von der den del della di bin bint ibn al el la le ter ten zu y e".split()
)
_NAME_WORD: Final = re.compile(r"(?:(?:al|el|d|l|de)[-'’])?[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω][\w.'’`-]*")
LONGEST_BYLINE: Final = 300  # characters; a longer line is no byline, and is not searched for one
NAME_WORDS: Final = range(2, 6)  # one word is a nickname or a place; six and more are a description
TRAILING_PLACE: Final = re.compile(
    r"\s+(?:(?:in|at|for|from|on|aus|für|is|as|via|special to|published|posted|updated|last (?:updated|modified"
    r"|edited)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*|dans\s.*"
    r"|(?-i:(?:op|am|le|el|em|il)(?: [a-zà-ÿ]{2,10}\.?,?)?)|\d.*)$",
    re.IGNORECASE,
)
_IN_TITLES: Final = _PARTICLES | {"of", "for", "and", "the", "in", "at", "und", "für"}  # of desks and newsrooms
_NO_SIGNATURE: Final = re.compile(
    r"(?:on|at|in|by|or|and|the (?:numbers|way|end|time)|our|your|my|his|her|their|this|that|these|those|then|now|far"
    r"|last|skip|updated|published"
    r"|law|what|who|how|when|where|a|an|it|all|date|topic"
    r"|category|name|title|default|clicking|using|signing|email|phone|submitting|relevance|popularity|price|state"
    r"|country|region|subject|section"
    r"|contrast|comparison|and large|chance|comments?|location|type)\b",
    re.IGNORECASE,
)
_SUFFIX: Final = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_SIGNATURE_WORDS: Final = 6
_USER: Final = re.compile(r"u/[\w-]{2,30}|@\w{2,30}")
_LONGEST_ROLE: Final = 40  # characters
_WORD: Final = re.compile(r"[^\W\d_]+")
GivenNames: TypeAlias = frozenset[str]  # first names of people, lower case; empty where there is no lexicon
NO_NAMES: Final[GivenNames] = frozenset()


class Byline(NamedTuple):
    """The people and the agencies that a byline names."""

    authors: tuple[str, ...]
    agencies: tuple[str, ...]


class Opened(NamedTuple):
    """A byline behind its opening: what the people did, and the words that name them."""

    kind: str  # author, editor, other (photographs, checks), or '' where no word such as "By" opens it
    names: str


def may_open(text: str) -> bool:
    """Is it worth looking for a word such as "By": has the text one, or does it begin with another opening's word?"""
    low = text.lower()
    if "by" in low:
        return True
    first = low.partition(" ")[0]
    if not first.isalpha():
        found = _FIRST_WORD.match(low)
        first = found[1] if found else ""
    return first in _FIRST_WORDS


@lru_cache(maxsize=4096)  # several rules ask of each line
def opened(text: str) -> Opened:
    """What stands behind the "By" of a line.

    >>> opened("Dec 22, 2023 by Jane Doe"), opened("Photographs by Jo Roe").kind, opened("Jane Doe")
    (Opened(kind='author', names='Jane Doe'), 'other', Opened(kind='', names='Jane Doe'))
    """
    text = text.strip()
    if len(text) > LONGEST_BYLINE or not may_open(text):
        return Opened("", text)
    start = OPENING.match(text) or _GLUED_BY.match(text)
    if start and start.end() > 0:
        return Opened("author", text[start.end() :])
    for by in _LATER_BY.finditer(text):
        before = text[: by.start()].rstrip()
        if _EDITED.search(before):
            return Opened("editor", text[by.end() :])
        if _OTHER_WORK.search(before):
            return Opened("other", "")
        if _LEAD_END.search(before) or _is_stamp(before):
            return Opened("author", text[by.end() :])
    return Opened("", text)


_LEAD_END: Final = re.compile(rf"(?:^|[|•·:,.)–—-]\s*|\d\s*)(?:{_LEADS})$|[|•·]$|(?:^|\s)/$", re.IGNORECASE)
_LONGEST_STAMP: Final = 80


def _is_stamp(text: str) -> bool:
    """Is the text a time and little else: 'posted on 2023-12-19 23:30 EST'?"""
    if len(text) > _LONGEST_STAMP:
        return False
    return any(len(text) - date.end <= 15 for date in read_dates(text))


@lru_cache(maxsize=4096)
def read_byline(text: str, given_names: GivenNames = NO_NAMES) -> Byline:
    """The names of one byline; `given_names` tells names from affiliations among its parts.

    >>> read_byline("By Jane Doe in Beirut and John Roe, Defence correspondent")
    Byline(authors=('Jane Doe', 'John Roe'), agencies=())
    >>> read_byline("Reuters")
    Byline(authors=(), agencies=('Reuters',))
    """
    if len(text) > LONGEST_BYLINE:
        return Byline((), ())
    inputs = INPUTS.search(text)
    named = opened(text[: inputs.start()] if inputs else text).names
    is_source = len(named) == len(
        text.strip()
    )  # without a "By" the line may begin with a source: 'The Echo 3 May Jo Doe'
    authors: list[str] = []
    agencies: list[str] = []
    for segment in _segments(named, given_names):
        found = _people(_INNER_BY.sub("", segment), given_names)
        agencies += _agencies(segment)
        is_sure = any(is_known_name(name, given_names) for name in found)
        if not authors or (is_sure and is_source and not any(is_known_name(name, given_names) for name in authors)):
            authors = found
    if inputs:
        agencies += _agencies(inputs["rest"])
    return Byline(tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(agencies)))


def signature_of(text: str) -> str | None:
    """Who signs a line that opens with "By" and names no person: a desk, a newsroom, a user's name.

    >>> signature_of("By Ledger Staff | May 3, 2021"), signature_of("By the way"), signature_of("By 5 min read")
    ('Ledger Staff', None, None)
    """
    kind, named = opened(text)
    if kind == "author" and (user := _USER.fullmatch(named.strip())):
        return user[0]
    if kind != "author" or is_phrase(named):
        return None
    first = next(iter(_segments(named)), "").split(",")[0]
    first = TRAILING_PLACE.sub("", first).strip(" .:;,-–—'\"")
    words = first.split()
    if not words or len(words) > _SIGNATURE_WORDS or agency_of(first) or first[0].isdigit():
        return None
    if len(words) == 1:
        return first if any(char.isalpha() for char in first) and (first[0].isupper() or "by" in text.lower()) else None
    is_titled = all(not word[0].islower() or word in _IN_TITLES for word in words)
    return first if is_titled or is_role(first) else None


def is_phrase(text: str) -> bool:
    """Does the text begin with a word with which neither a person's nor a desk's name does: "our", "last"?"""
    return _NO_SIGNATURE.match(text) is not None


def is_role(text: str) -> bool:
    """Does the text say what somebody is?"""
    return any(word.casefold().strip(".,:") in ROLE_WORDS for word in text.split())


def is_name(text: str) -> bool:
    """Could the text be a person's full name, and nothing else?"""
    words = text.split()
    if len(words) not in NAME_WORDS or any(char.isdigit() or char in "@:/" for char in text):
        return False
    if not all(_NAME_WORD.fullmatch(word) or word in _PARTICLES for word in words) or words[-1] in _PARTICLES:
        return False
    return not any(word.casefold().strip(".,").rpartition("-")[2] in _NO_NAME_WORDS for word in words)


def is_known_name(text: str, given_names: GivenNames = NO_NAMES) -> bool:
    """A full name whose first word is known as a given name; without a list of them, any full name."""
    if not is_name(text):
        return False
    first = text.split()[0].casefold()
    return not given_names or not given_names.isdisjoint((first, *first.split("-"))) or _is_initial(first)


def _is_initial(word: str) -> bool:
    return len(word.replace(".", "")) <= 2 and word.endswith(".")


def _segments(named: str, given_names: GivenNames = NO_NAMES) -> list[str]:
    """The byline cut at its dates, addresses and marks."""
    spans = [(date.start, date.end) for date in read_dates(named)]
    for start, end in sorted(spans, reverse=True):
        named = f"{named[:start]} | {named[end:]}"
    named = _WIDE_GAP.sub(" | ", _ADDRESS.sub(" | ", _ARCHIVE.sub("", named)))
    parts = named.split("/")
    if len(parts) > 1 and all(is_name(part.strip()) for part in parts):
        named = ", ".join(parts)
    return [segment for segment in _ENDS.split(_unglued(named, given_names)) if segment and segment.strip(" .,")]


def _unglued(named: str, given_names: GivenNames) -> str:
    """A comma at each seam between a name and what is glued to it: 'Jane DoeSports Reporter'."""
    seams = []
    for seam in _SEAM.finditer(named):
        behind = _WORD.match(named, seam.end())
        word = behind[0].casefold() if behind else ""
        is_second = " " in named[: seam.start()].strip(" ,")
        after = _WORD.findall(named[seam.end() : seam.end() + _LONGEST_ROLE].casefold())
        is_role = word in _BEATS or word in _CREDENTIALS or any(later in ROLE_WORDS for later in after[:3])
        if is_second and (is_role or word in given_names) and not _NAME_PREFIX.search(named, 0, seam.start()):
            seams.append(seam.start())
    for place in reversed(seams):
        named = f"{named[:place]}, {named[place:]}"
    return named


def _people(segment: str, given_names: GivenNames) -> list[str]:
    """The names in a list; behind the first, only those that are joined by "and" or known as names."""
    found: list[str] = []
    position = 0
    for part in PARTS.split(segment):
        begin = segment.find(part, position)
        position = begin + len(part)
        name = person_of(part)
        joined = bool(_JOINED.search(segment[:begin]))
        is_role = any(word.casefold().strip(".") in ROLE_WORDS for word in part.split())
        if name and (not found or joined or (not is_role and is_known_name(name, given_names))):
            found.append(name)
    return found


def person_of(part: str) -> str | None:
    """The person whom a part of a byline names, without role, beat, agency, place and degree.

    >>> person_of("JANE DOE Showbiz Reporter"), person_of("Jo Ann Roe PhD"), person_of("Ledger Staff")
    ('Jane Doe', 'Jo Ann Roe', None)
    """
    name = AGENCY_TAIL.sub("", TRAILING_PLACE.sub("", " ".join(part.split()))).strip(" .:;()-–—'\"*")
    words = name.split()
    if len(words) > 2 and words[: len(words) // 2] * 2 == words:  # 'Jane Doe Jane Doe': a picture's name and the link's
        words = words[: len(words) // 2]
    role = next((place for place, word in enumerate(words) if word.casefold().strip(".,:") in ROLE_WORDS), None)
    if role is not None:
        words = _without_beat(words[:role])
    while len(words) > 2 and (
        words[-1].casefold().replace(".", "") in _CREDENTIALS
        or (words[-1].isupper() and words[-1].casefold() in _BEATS)
    ):
        words.pop()
    if len(words) > 2 and words[-1].casefold() in _BEATS:
        words = _without_beat(words)
    name = " ".join(words)
    if agency_of(name) or not is_name(name):
        return None
    return name.title() if name.isupper() else name


def _without_beat(words: list[str]) -> list[str]:
    while len(words) > 2 and words[-1].casefold() in _BEATS:
        words = words[:-1]
    return words


def _agencies(segment: str) -> list[str]:
    parts = PARTS.split(segment)
    tails = (found[0].strip() for part in parts if (found := AGENCY_TAIL.search(part)) and not agency_of(part))
    return [agency for part in (*parts, *tails) if (agency := agency_of(part))]

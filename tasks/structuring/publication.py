"""Which publication printed a page that does not state it?

A page whose lines have roles goes in, a name comes out: the one that stands beside its headline in the title of the
page, or the holder of its rights, if the page's furniture names it too, or the masthead that the foot repeats.
Companies that own many publications (`seeds/lexicons/owners.csv`) are no publication.
"""

import re
from collections.abc import Iterator, Set
from typing import Final

from tasks.structuring.cues import cued
from tasks.structuring.page_lines import PageLines, plain_words

SIGN: Final = cued(re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE), at_start=False)
YEARS: Final = r"(?:19|20)\d\d(?:\s*[-–—/,]\s*(?:(?:19|20)?\d\d|present)?)*"
HOLDER: Final = re.compile(
    rf"(?:(?:©|\(c\)|\bcopyright\b)[\s,:]*)+(?P<before>{YEARS}[\s,.:|]*)?(?:©\s*)?"
    r"(?:by\s+|-\s+|جميع الحقوق محفوظة\s+ل?)?(?P<name>[^\W_][\w&'’./ -]{1,60})(?P<behind>.*)",
    re.IGNORECASE,
)
# What follows the name: a form of company, what is reserved, the next link.
BEHIND_NAME: Final = re.compile(
    rf"[\s.,-]+(?:{YEARS}|(?:an?|part of|a division|inc|incorporated|llc|l\.l\.c|ltd|limited|l\.?p|plc|pty|pvt|gmbh|ag"
    r"|s\.?a\.?|s\.?r\.?l|b\.?v|n\.?v|corp|corporation|co|company|all rights|alle rechte"
    r"|tous droits|todos los|todos os|tutti i|все права|усі права|tüm hakları|wszelkie prawa|alle rechten|med ensamrätt"
    r"|terms|privacy|policy|powered|use of|read|advertise|contact|about"
    r"|website by|subscribe|manage|site ?map|or by|unless|on the|established|except)\b|[/–—®|]).*$|[.,/\s-]+$",
    re.IGNORECASE,
)
# Of a company of the publication's name: Harbour Post Media, CNR/Radio-Nord.
BUSINESS: Final = re.compile(
    r"(?:\s+(?:holdings|media|entertainment|interactive|digital|group|newspapers?|publishing|publications|online|network))+$|/.*$",
    re.IGNORECASE,
)
RESERVED: Final = re.compile(r"rights|rechte|droits|derechos|direitos|diritti|права|hakları|prawa|حقوق", re.IGNORECASE)
NO_NAME: Final = frozenset(
    "home blog news all rights copyright privacy terms policy notice information content images photo the".split()
)
LONGEST_RIGHTS: Final = 400  # characters
MOST_SIGNS: Final = 20  # lines that are asked, the last ones: each is held against all lines
LONGEST_FURNITURE: Final = 60  # words
LONGEST_NAME: Final = 6  # words
LEAST_NAME: Final = 3  # characters
OPENING_LINES: Final = 3
MASTHEAD_LINES: Final = 4  # in which the publication's name may stand by itself
CLOSING_LINES: Final = 8
BEHIND_MASTHEAD: Final = re.compile(r"\s*[,|©–—]|\s+is\s")  # "…, 14 Toom Street", "… © 2023", "… is powered by"
TITLE_LINES: Final = 60  # where the headline stands that the title of the page repeats
SEPARATORS: Final = (" | ", " - ", " – ", " — ", " :: ", " » ", " • ")
LEAST_HEADLINE: Final = 12  # characters
NOT_FURNITURE: Final = frozenset(
    ("title", "standfirst", "byline", "body", "subheading", "caption", "comment_meta", "comment", "related", "credit")
)


def publication(page: PageLines, owners: frozenset[str]) -> str | None:
    """The publication's name as the page prints it; None where nothing tells it. `owners` are `name_key`s."""
    return _beside_headline(page) or next(_holders(page, owners), None) or _masthead(page, owners)


def name_key(name: str) -> str:
    """A name for comparison.

    >>> name_key("The Harbour Post, "), name_key("G/O Media")
    ('harbour post', 'g/o media')
    """
    return plain_words(name).removeprefix("the ")


def _beside_headline(page: PageLines) -> str | None:
    """What is left of a title of the page, 'Wall to be raised | Harbour Post', whose headline is a line of its own."""
    lines = set(page.plain[:TITLE_LINES])
    for text in page.texts[:OPENING_LINES]:
        for separator in SEPARATORS:
            headline, found, name = text.rpartition(separator)
            if found and _is_beside(name, headline, lines):
                return name.strip()
    told = {page.plain[index] for index in page.places("title")}
    for title in (statement.value for statement in page.markup.titles if statement.basis == "title element"):
        for headline, _, name in (title.rpartition(separator) for separator in SEPARATORS):
            if _is_beside(name, headline, told):
                return name.strip()
        name, _, headline = title.partition(": ")  # as blogs have it
        if _is_beside(name, headline, told):
            return name.strip()
    return None


def _is_beside(name: str, headline: str, printed: Set[str]) -> bool:
    is_name = 0 < len(name.split()) <= LONGEST_NAME and plain_words(name) not in NO_NAME
    return is_name and len(headline) > LEAST_HEADLINE and plain_words(headline) in printed


def _holders(page: PageLines, owners: frozenset[str]) -> Iterator[str]:
    """Holders of rights that another line of furniture names too, the last first, as such a line spells them."""
    for index in reversed(page.cued(SIGN)[-MOST_SIGNS:]):
        found = HOLDER.search(page.text(index)[:LONGEST_RIGHTS]) if page.role(index) in ("boilerplate", None) else None
        if not found or not (found["before"] or re.search(YEARS, found[0]) or RESERVED.search(found[0])):
            continue
        name = BEHIND_NAME.sub("", found["name"]).strip()
        if name_key(name) in owners:
            continue
        for shorter in dict.fromkeys((name, BUSINESS.sub("", name))):
            key = name_key(shorter)
            is_name = len(key) >= LEAST_NAME and len(key.split()) <= LONGEST_NAME and not key.isdigit()
            if is_name and key not in NO_NAME and key not in owners and (spelt := _named(page, shorter, key)):
                yield spelt


def _masthead(page: PageLines, owners: frozenset[str]) -> str | None:
    """A line at the top with which a line at the end begins that gives an address, rights or what the publication is.

    Of 16 names on 470 flat pages 12 are the host's, 4 that of a magazine on it.
    """
    closing = range(max(len(page.lines) - CLOSING_LINES, 1), len(page.lines))
    ends = [page.plain[index] for index in closing if _is_furniture(page, index)]
    for index in range(min(MASTHEAD_LINES, len(page.lines))):
        name, key = page.text(index).strip(), page.plain[index]
        is_name = 0 < page.word_counts[index] <= LONGEST_NAME and len(key) >= LEAST_NAME and key not in page.furniture
        if is_name and _is_furniture(page, index) and name_key(name) not in owners:
            if any(end.startswith(key) and BEHIND_MASTHEAD.match(end, len(key)) for end in ends):
                return name
    return None


def _is_furniture(page: PageLines, index: int) -> bool:
    is_short = len(page.text(index)) <= LONGEST_RIGHTS and page.word_counts[index] <= LONGEST_FURNITURE
    return is_short and page.role(index) not in NOT_FURNITURE


def _named(page: PageLines, name: str, key: str) -> str | None:
    """The name as a line of its own has it, or as given where a line of furniture holds it; None where none does."""
    whole = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)")
    is_held = False
    for index, text in enumerate(page.texts):
        folded = page.plain[index] if len(text) <= LONGEST_RIGHTS else ""
        if key not in folded or page.role(index) in NOT_FURNITURE or SIGN.search(text):
            continue
        if folded.removeprefix("the ") == key and folded == text.strip().casefold():
            return text.strip()
        is_held = is_held or (len(text.split()) <= LONGEST_FURNITURE and whole.search(folded) is not None)
    return name if is_held else None

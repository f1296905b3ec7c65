"""Who wrote the story, by the words of its byline?

Names are parted from what they are ("Defence correspondent in Beirut") and from agencies
("Reuters"), which are no authors.
"""

import re
from typing import Final, NamedTuple

AGENCIES: Final = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "dpa": "dpa",
    "pti": "PTI",
    "press trust of india": "PTI",
    "ani": "ANI",
    "ians": "IANS",
    "upi": "UPI",
    "epa": "EPA",
    "efe": "EFE",
    "ansa": "ANSA",
    "tass": "TASS",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "bloomberg": "Bloomberg",
    "pa": "PA",
    "pa media": "PA",
    "press association": "PA",
    "anadolu agency": "Anadolu Agency",
    "aap": "AAP",
    "cp": "CP",
    "the canadian press": "CP",
    "ria novosti": "RIA Novosti",
}
OPENING: Final = re.compile(
    r"^(?:(?:words|written|reported|edited|analysis|opinion|reporting|story|text|posted|published)\s+)?(?:by|von|par|por|di|door|af|od)\b\s*:?\s*"
    r"|^(?:authors?|writers?|reporters?|autor(?:en|in)?|auteur|redacción)\s*:\s*",
    re.IGNORECASE,
)
INPUTS: Final = re.compile(
    r"\(?\b(?:with|additional) (?:inputs?|reporting|files) (?:from|by)\s+(?P<rest>.+)$", re.IGNORECASE
)
PARTS: Final = re.compile(r"\s*(?:,|;|\||•|·|\band\b|\bund\b|\bet\b|\by\b|&|/|\s[–—-]\s)\s*")
# Words that say what somebody is; a part of the byline that holds one is no name.
ROLE_WORDS: Final = frozenset(
    "correspondent reporter editor writer staff columnist journalist contributor analyst chief bureau desk team producer "
    "author political diplomatic defence defense business science health sports sport environment foreign national senior "
    "special deputy managing news agency agencies service online web redaktion korrespondent press updated published "
    "newsroom photographer fellow professor director guest freelance researcher host anchor blogger critic".split()
)
NAME: Final = re.compile(
    r"(?:(?:d[aeiou]s?|van|von|der|den|del|della|di|bin|bint|ibn|al|el|la|le|ter|ten|zu)[ -]|[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω][\w.'’`-]*\s*)+"
)
NAME_WORDS: Final = range(2, 6)  # one word is a nickname or a place; six and more are a description
TRAILING_PLACE: Final = re.compile(r"\s+(?:in|at|for|from|aus|für)\s+.*$")


class Byline(NamedTuple):
    """The people and the agencies that a byline names."""

    authors: tuple[str, ...]
    agencies: tuple[str, ...]


def read_byline(text: str) -> Byline:
    """The names of one byline.

    >>> read_byline("By Jane Doe in Beirut and John Roe, Defence correspondent")
    Byline(authors=('Jane Doe', 'John Roe'), agencies=())
    >>> read_byline("Reuters")
    Byline(authors=(), agencies=('Reuters',))
    """
    authors: list[str] = []
    agencies: list[str] = []
    inputs = INPUTS.search(text)
    named = OPENING.sub("", text[: inputs.start()] if inputs else text).strip()
    for part in PARTS.split(named):
        agency = AGENCIES.get(part.casefold().strip(" .()"))
        name = TRAILING_PLACE.sub("", part).strip(" .()")
        if agency:
            agencies.append(agency)
        elif is_name(name):
            authors.append(_cased(name))
    for part in PARTS.split(inputs["rest"]) if inputs else ():
        agency = AGENCIES.get(part.casefold().strip(" .()"))
        if agency:
            agencies.append(agency)
    return Byline(tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(agencies)))


def is_name(text: str) -> bool:
    """Could the text be a person's full name, and nothing else?"""
    words = text.split()
    if len(words) not in NAME_WORDS or any(char.isdigit() or char in "@:/" for char in text):
        return False
    return NAME.fullmatch(text) is not None and not any(word.casefold().strip(".,") in ROLE_WORDS for word in words)


def _cased(name: str) -> str:
    """JANE DOE → Jane Doe."""
    return name.title() if name.isupper() else name

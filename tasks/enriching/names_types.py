"""What kind of thing does a name name on this page?

All mentions of a name on a page are judged together: what the tagger said of each, what the gazetteer
and the lexicons know, what stands beside it. Each rule of `EVIDENCE` adds weights to types; the
heaviest type wins for all mentions.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final, NamedTuple

from tasks.enriching.names_lexicon import Lexicon, fold
from tasks.enriching.places import Gazetteer

BEFORE: Final = re.compile(r"(?:^|[\s\"“(‘'])([\w.’'-]+)\s+[\"“‘']?$")
PLACE_CUES: Final = frozenset(
    {"in", "near", "from", "across", "throughout", "outside", "around", "towards", "toward", "inside", "into", "at"}
)
SAYING: Final = re.compile(
    r",? (?:said|says|told|added|explained|noted|tweeted|wrote|argued|insisted|recalled|who|whose)\b"
)
PLACE_AFTER: Final = re.compile(
    r" (?:district|province|region|state|county|city|town|village|upazila|governorate|municipality|area|border"
    r"|airport|valley|peninsula|island)\b"
)
ACRONYM: Final = re.compile(r"[A-Z][A-Z&-]{1,6}s?|[A-Z][a-z]?[A-Z][A-Za-z]*[A-Z]")
# How heavily each kind of evidence weighs. Set by hand, then halved or raised one at a time while F1 on world
# newswire rose on both halves of its publishers: a tagger's lone vote for a person is worth a quarter of a first guess.
WEIGHTS: Final[Mapping[str, float]] = {
    "vote_person": 0.5,
    "vote_organization": 1.0,
    "vote_place": 1.0,
    "vote_facility": 1.0,
    "vote_group": 2.0,
    "vote_other": 2.0,
    "vote_event": 2.0,
    "vote_equipment": 2.0,
    "lexicon": 4.0,
    "short": 2.2,
    "demonym": 5.0,
    "country": 3.0,
    "region": 3.0,
    "big": 1.6,
    "city": 1.0,
    "head": 3.0,
    "title": 1.5,
    "full": 2.5,
    "surname": 0.4,
    "given2": 1.8,
    "given1": 0.7,
    "inside": 1.2,
    "saying": 0.8,
    "acronym": 1.2,
}
# How soon evidence convinces: chosen so that a confidence is about the share of right names on world newswire.
CONVINCING: Final = 0.65
BIG_CITY: Final = 300_000
CITY: Final = 15_000


class Name(NamedTuple):
    """A name seen in a passage."""

    passage: int
    start: int
    end: int
    surface: str
    type: str
    confidence: float
    basis: str  # lexicon, equipment, pattern, model or repeat


@dataclass(frozen=True, slots=True)
class Usage:
    """One name on one page: its mentions and the words around each."""

    surface: str
    mentions: Sequence[Name]
    before: Sequence[str]  # up to 30 characters
    after: Sequence[str]
    person_parts: Counter[str]  # words of the page's full personal names


Weights = dict[str, float]
Rule = Callable[[Usage, Lexicon, Gazetteer], Weights]


def by_votes(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """What the tagger said, as shares of the mentions."""
    votes: Counter[str] = Counter()
    for name in usage.mentions:
        votes[name.type] += 1
    return {kind: WEIGHTS["vote_" + kind] * count / len(usage.mentions) for kind, count in votes.items()}


def by_lexicon(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """A name that a lexicon holds is what the lexicon says; of a short one the page may say something else."""
    folded = fold(usage.surface)
    if known := lexicon.certain.get(usage.surface) or lexicon.canonical.get(folded):
        return {known.type: WEIGHTS["lexicon"]}
    meant = lexicon.by_short.get(folded)
    return {meant.type: WEIGHTS["short"]} if meant else {}


def by_demonym(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """'Syrian' names a people."""
    return {"other": WEIGHTS["demonym"]} if usage.surface in lexicon.demonyms else {}


def by_gazetteer(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """Countries, regions, cities by size."""
    candidates = gazetteer.candidates(usage.surface)
    if any(c.place.kind == "country" for c in candidates):
        return {"place": WEIGHTS["country"]}
    if any(c.place.kind in ("region", "supplement") for c in candidates):
        return {"place": WEIGHTS["region"]}
    population = max((c.place.population for c in candidates), default=0)
    weight = WEIGHTS["big"] if population > BIG_CITY else WEIGHTS["city"] if population > CITY else 0.0
    return {"place": weight} if weight else {}


def by_head(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """Ministry, Airport, Province, Cup as the last word; 'University of' as the first."""
    words = usage.surface.split()
    if len(words) < 2:
        return {}
    kind = lexicon.last_words.get(words[-1]) or (
        lexicon.first_words.get(words[0]) if words[1] in ("of", "for", "de") else None
    )
    return {kind: WEIGHTS["head"]} if kind else {}


def by_title(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """A rank or office stands right before a mention."""
    found = sum(_last_word(before) in lexicon.title_ends for before in usage.before if before)
    return {"person": WEIGHTS["title"] + min(1.5, found)} if found else {}


def by_full_name(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """A word of a full personal name on the page names that person."""
    if " " in usage.surface:
        return {}
    return {"person": WEIGHTS["full"]} if usage.person_parts[fold(usage.surface)] else {}


def by_given_name(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """Begins with a given name, or is made of a given name and a surname."""
    words = usage.surface.split()
    if words[0] not in lexicon.given_names:
        return {"person": WEIGHTS["surname"]} if len(words) == 1 and words[0] in lexicon.surnames else {}
    return {"person": WEIGHTS["given2"] if 2 <= len(words) <= 4 else WEIGHTS["given1"]}


def by_neighbours(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """'in X' and 'X province' are places, 'X said' is a person or an organization."""
    weights: Weights = {}
    inside = sum(_last_word(before) in PLACE_CUES for before in usage.before)
    saying = sum(bool(SAYING.match(after)) for after in usage.after)
    kinds = sum(bool(PLACE_AFTER.match(after)) for after in usage.after)
    if inside or kinds:
        weights["place"] = WEIGHTS["inside"] * (inside + 2 * kinds) / len(usage.mentions)
    if saying:
        weights["person"] = WEIGHTS["saying"]
    return weights


def by_acronym(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Weights:
    """Initialisms are organizations unless something knows better."""
    return {"organization": WEIGHTS["acronym"]} if ACRONYM.fullmatch(usage.surface) else {}


EVIDENCE: Final[tuple[Rule, ...]] = (
    by_votes,
    by_lexicon,
    by_demonym,
    by_gazetteer,
    by_head,
    by_title,
    by_full_name,
    by_given_name,
    by_neighbours,
    by_acronym,
)


def _last_word(before: str) -> str:
    found = BEFORE.search(before)
    return found[1].rstrip(".").casefold() if found else ""


class Verdict(NamedTuple):
    """The type of a name on its page, how sure it is, and whether the tagger alone speaks for it."""

    type: str
    confidence: float
    is_unheard: bool


def weigh(usage: Usage, lexicon: Lexicon, gazetteer: Gazetteer) -> Verdict:
    """The type for which most of the evidence speaks; the more of it there is, the surer.

    Of single words for which a tagger alone speaks one in three is what it says: they are of type other.
    """
    total: Weights = {}
    is_unheard = " " not in usage.surface
    for rule in EVIDENCE:
        weights = rule(usage, lexicon, gazetteer)
        is_unheard = is_unheard and (rule is by_votes or not weights)
        for kind, weight in weights.items():
            total[kind] = total.get(kind, 0.0) + weight
    best = max(sorted(total), key=lambda kind: total[kind])
    confidence = total[best] / sum(total.values()) * (1 - exp(-CONVINCING * total[best]))
    return Verdict("other" if is_unheard else best, confidence, is_unheard)

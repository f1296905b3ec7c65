"""How is a place's name used: for the place, for its government, or for its team?

"Moscow said" is Russia's government and "Spain beat Italy" two teams; their names stay names of places.
In: a text and where its places stand. Out: a usage for each. The words that tell stand in
seeds/lexicons/place_usage.csv. Called by the entity enricher.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tasks.enriching import Knowledge

LOCATION: Final = "location"
GOVERNMENT: Final = "government"
TEAM: Final = "team"
REACH: Final = 80  # characters on either side that are looked at
HYPHENS: Final = ("-", "–")
FAR: Final = 8  # words between two teams, characters between two tallies

WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SCORE: Final = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b(?![-–]\d)")
TALLY: Final = re.compile(r" \d{1,3}(?:$|[,.;])")  # Denver 98, Boston 91
BEFORE: Final = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*) (?:[Tt]he )?$")
OWNED: Final = re.compile(r"(?:['’]s?)? ([^\W\d_]+(?:-[^\W\d_]+)*)")
# Between the name and its verb.
AUXILIARIES: Final = frozenset(
    "has had have will would could may might can must should is was are were be been being not also still now never "
    "again already long often to".split()
)
LED: Final = re.compile(r"([^\W\d_]+) (?:with|on|upon|against|to|from|by|for|between|of)(?: (?:both|the))? $")
BETWEEN: Final = re.compile(r"([^\W\d_]+) between (?:[^.;:]{2,40}? and )?$")
PASSIVE: Final = re.compile(r"([^\W\d_]+ed|sought) (?:by|on) $")
RELATIVE: Final = re.compile(r"^, (?:which|who) ")
# 'Uganda closed the schools': what does something to something is not a place.
CLAUSE: Final = re.compile(
    r"(?:^|[.,;:“\"] |\b(?:that|said|says|when|after|as|and|but|because|if|while|whether|before|what) )$"
)
ACTIVE: Final = (
    r"(?:[a-z-]{2,}ed|took|let|gave|made|paid|put|set|cut|sold|bought|held|kept|left|lent|fought|built|sent|told|led)"
)
DEED: Final = re.compile(
    rf" (?:(?:has|had|have|will|would|must|may|might|could|can) (?:not |now |also |already |long )?)?"
    rf"(?:{ACTIVE} (?!(?:in|at|by|on|from|with|near|lower|higher|up|down|out) )"
    rf"|(?:[a-z-]{{2,}}[^su]s|find|give|take|make|pay|keep|let) "
    rf"(?=(?:the|an?|its|his|her|their|him|them|it|no|\d)\b|[A-Z]))"
)
ACCORDING: Final = re.compile(r"\b[Aa]ccording to $")
JOINT: Final = re.compile(r"(?:,? and |, | or )")
RESULT: Final = re.compile(r"\b(?:win|victory|defeat|loss|draw|triumph|home|away) (?:over|against|to|with|by|at) $")
MEMBER: Final = re.compile(r"[-–](?:backed|led|brokered|funded|mediated|sponsored|imposed|supported)\b")


class PlaceName(NamedTuple):
    """Where a place's name stands in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cues:
    """Words beside a name by their position, and what each tells of the name's use."""

    predicate: Mapping[str, frozenset[str]]
    owned: Mapping[str, frozenset[str]]
    bond: frozenset[str]
    object: Mapping[str, frozenset[str]]
    before: frozenset[str]
    context: frozenset[str]


def compile_cues(knowledge: Knowledge) -> Cues:
    """The cues of the lexicon; who reports speech is a government too."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in knowledge.lexicons.get("place_usage", ()):
        found.setdefault(row["position"], {}).setdefault(row["word"], set()).add(row["usage"])
    for row in knowledge.lexicons.get("speech_verbs", ()):
        if row["kind"] == "report":
            for form in row["forms"].split("|"):
                found.setdefault("predicate", {}).setdefault(form, set()).add(GOVERNMENT)
    known = {place: {word: frozenset(uses) for word, uses in words.items()} for place, words in found.items()}
    return Cues(
        predicate=known.get("predicate", {}),
        owned=known.get("owned", {}),
        bond=frozenset(known.get("bond", ())),
        object=known.get("object", {}),
        before=frozenset(known.get("before", ())),
        context=frozenset(known.get("context", ())),
    )


def usages(text: str, places: Sequence[PlaceName], cues: Cues) -> list[str]:
    """The use of each of a text's places, in their order."""
    if not places:
        return []
    is_sport = _is_sport(text, places, cues)
    found = [_told(text, place, cues, is_sport=is_sport) for place in places]
    for one, other in [*_pairs(len(places)), *reversed(list(_pairs(len(places))))]:
        if found[one] == LOCATION and text[places[one].end : places[other].start] == ", ":
            found[other] = LOCATION  # in Gweru, Zimbabwe
        joined = JOINT.fullmatch(text, places[one].end, places[other].start)
        if joined and found[one] != found[other]:
            found[one], found[other] = found[one] or found[other], found[other] or found[one]
    return [use or LOCATION for use in found]


def _is_sport(text: str, places: Sequence[PlaceName], cues: Cues) -> bool:
    """A score, a word of sport, or one place that beats another."""
    if SCORE.search(text) or any(word in cues.context for word in WORD.findall(text.lower())):
        return True
    between = (text[places[one].end : places[other].start] for one, other in _pairs(len(places)))
    return any(_is_match(words, cues) for words in between)


def _is_match(between: str, cues: Cues) -> bool:
    words = WORD.findall(between)
    is_tally = TALLY.match(between) and len(between) < FAR
    return bool(is_tally or (0 < len(words) < FAR and TEAM in cues.object.get(words[-1], ())))


def _pairs(count: int) -> list[tuple[int, int]]:
    return [(number, number + 1) for number in range(count - 1)]


def _told(text: str, place: PlaceName, cues: Cues, *, is_sport: bool) -> str | None:
    """What stands beside one name says of its use; None where nothing does."""
    before, after = text[max(0, place.start - REACH) : place.start], text[place.end : place.end + REACH]
    led = BEFORE.search(before)
    word = led[1].lower() if led else ""
    if is_sport and RESULT.search(before):
        return TEAM
    if word in cues.before or (after[:1] in HYPHENS and not MEMBER.match(after)):
        return LOCATION
    return (
        _by_owner(after, cues)
        or _by_object("" if before.endswith("he ") else word, cues, is_sport=is_sport)
        or _by_bond(before, cues, is_sport=is_sport)
        or _by_predicate(before, after, cues, is_sport=is_sport)
    )


def _by_owner(after: str, cues: Cues) -> str | None:
    """'Moscow's reply', 'Everton striker', 'Riyadh-backed'."""
    if MEMBER.match(after):
        return GOVERNMENT
    owned = OWNED.match(after)
    uses = cues.owned.get(owned[1].lower(), frozenset()) if owned else frozenset()
    if GOVERNMENT in uses and not after.startswith(("'", "’")):
        uses -= {GOVERNMENT}
    if not uses and after.startswith(("'s", "’s")):
        return LOCATION
    return next(iter(sorted(uses)), None)


def _by_object(word: str, cues: Cues, *, is_sport: bool) -> str | None:
    """'accused Ankara', 'beat Italy'."""
    uses = cues.object.get(word, frozenset())
    if TEAM in uses and is_sport:
        return TEAM
    return GOVERNMENT if GOVERNMENT in uses else None


def _by_bond(before: str, cues: Cues, *, is_sport: bool) -> str | None:
    """'ties with Tehran', 'talks between Seoul and', 'according to Kyiv', 'lost to Burnley'."""
    if ACCORDING.search(before):
        return GOVERNMENT
    led, between, done = LED.search(before), BETWEEN.search(before), PASSIVE.search(before)
    if led and led[1].lower() in cues.bond:
        return GOVERNMENT
    if done and GOVERNMENT in cues.predicate.get(done[1].lower(), ()):
        return GOVERNMENT
    if between:
        return GOVERNMENT if between[1].lower() in cues.bond else LOCATION
    sentence = before[before.rfind(". ") + 1 :]
    playing = [word for word in WORD.findall(sentence.lower()) if TEAM in cues.predicate.get(word, ())]
    against = before.endswith((" to ", " with ", " by ", " against ", " over ", " from "))
    return TEAM if is_sport and playing and against else None


def _by_predicate(before: str, after: str, cues: Cues, *, is_sport: bool) -> str | None:
    """'Moscow has accused', 'Spain won'; a name that a preposition leads is no subject."""
    if is_sport and TALLY.match(after):
        return TEAM
    if before.endswith((" of ", " from ", " to ", " by ", " for ", " on ", " with ")):
        return None
    words = WORD.findall(RELATIVE.sub(" ", after) if after[:1] in " ," else "")[:6]
    while len(words) > 1 and words[0] in AUXILIARIES:
        words = words[1:]
    uses = cues.predicate.get(words[0], frozenset()) if words else frozenset()
    if TEAM in uses and (is_sport or GOVERNMENT not in uses):
        return TEAM if is_sport else None
    if GOVERNMENT in uses:
        return GOVERNMENT
    is_deed = LOCATION not in uses and DEED.match(RELATIVE.sub(" ", after)) and CLAUSE.search(before)
    return (TEAM if is_sport else GOVERNMENT) if is_deed else None

"""Which words name the subject of a verb of speech?

Items of one paragraph and the place of a verb go in, a `Source` comes out: a name, a pronoun or a
description. No parse stands behind it: the nearest name that is neither possessive nor after a
preposition, with appositions, relative clauses and adjuncts stepped over. Called by `quote_cues`.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tasks.enriching.quote_frames import Item
from tasks.enriching.quote_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
)

RELATIVES: Final = frozenset(("that", "which", "who", "whose", "whom"))
MODIFIED_ITEMS: Final = 4  # 'Koval press spokesman X'


class Source(NamedTuple):
    """The words that name who speaks: items[first:last]; kind is name, pronoun, description."""

    kind: str
    first: int
    last: int


def is_adverb(item: Item) -> bool:
    return item.lower.endswith("ly") and item.kind == "word" and item.text.islower()


def is_possessive(items: Sequence[Item], place: int) -> bool:
    """A name with 's: not the subject, but whose."""
    following = items[place + 1 : place + 3]
    if not following or following[0].start != items[place].end or following[0].text not in ("'", "’"):
        return False
    return len(following) < 2 or following[1].lower == "s" or items[place].text.endswith("s")


def _is_oblique(items: Sequence[Item], place: int, low: int) -> bool:
    """A name after a preposition, titles between them left out."""
    k = place - 1
    while k >= low and _is_title(items[k]):
        k -= 1
    return k >= low and items[k].lower in PREPOSITIONS


def _is_title(item: Item) -> bool:
    """What can stand between a preposition and a name: 'by the former commissioner X'."""
    if (
        item.text in (".", "'", "’")
        or item.lower in DETERMINERS
        or item.lower == "s"
        or item.lower == "former"
        or item.name_kind == "role"
    ):
        return True
    return item.text[:1].isupper() and item.kind != "quote" and item.lower not in PREPOSITIONS


def _is_subject_name(items: Sequence[Item], place: int, low: int) -> bool:
    return items[place].kind == "name" and not is_possessive(items, place) and not _is_oblique(items, place, low)


def subject_left(items: Sequence[Item], verb: int, low: int) -> Source | None:
    """The subject of a verb that follows it: the name, pronoun or noun phrase that it belongs to."""
    k = _before_adjuncts(items, verb, low)
    if k < low:
        return None
    item = items[k]
    if item.kind == "word" and item.lower in PRONOUNS:
        return _antecedent(items, k, low) if item.lower == "who" else Source("pronoun", k, k + 1)
    if item.kind == "name" and not _is_oblique(items, k, low) and not is_possessive(items, k):
        return Source("name", k, k + 1)
    if item.text in (",", ")", "—", "–"):
        return _before_parenthesis(items, k, low) or main_subject(items, verb, low)
    is_participle = items[verb].lower.endswith("ing") or item.lower in CONJUNCTIONS or item.lower == "to"
    if is_participle or item.kind not in ("word", "name"):
        return main_subject(items, verb, low)
    return _description_left(items, k, low) or main_subject(items, verb, low)


def _before_adjuncts(items: Sequence[Item], verb: int, low: int) -> int:
    """The item before a verb's auxiliaries, adverbs and 'on Tuesday'."""
    k = verb - 1
    while k >= low:
        item = items[k]
        is_time = item.lower in TIMES or (item.lower == "on" and items[k + 1].lower in TIMES)
        if not (is_time or item.lower in AUXILIARIES or is_adverb(item)):
            break
        k -= 1
    return k


def _antecedent(items: Sequence[Item], who: int, low: int) -> Source | None:
    for k in range(who - 1, max(low, who - 3) - 1, -1):
        if items[k].kind == "name" and items[k].name_kind in ("person", "unknown") and not is_possessive(items, k):
            return Source("name", k, k + 1)
    return None


def _before_parenthesis(items: Sequence[Item], comma: int, low: int) -> Source | None:
    """The name before 'X, who …,' and 'X (…)'; a person before anything else."""
    if _is_apposed(items, comma - 1, low):
        return Source("name", comma - 1, comma)
    fallback: Source | None = None
    for k in range(comma - 1, low, -1):
        if items[k].text not in (",", "(", "—", "–"):
            continue
        before = k - 1
        if items[before].kind == "word" and items[k + 1].lower == "who":
            return _description_left(items, before, low)
        if items[before].kind == "name" and not is_possessive(items, before):
            if items[before].name_kind == "person" and not _is_oblique(items, before, low):
                return Source("name", before, before + 1)
            if fallback is None and not _is_oblique(items, before, low):
                fallback = Source("name", before, before + 1)
        elif items[before].lower in PRONOUNS:
            return Source("pronoun", before, before + 1)
        elif fallback is None and items[before].name_kind == "role":
            fallback = _description_left(items, before, low)
    return fallback


def _is_apposed(items: Sequence[Item], place: int, low: int) -> bool:
    """'The mayor, X, said': a person's name between commas, after a role."""
    is_person = items[place].kind == "name" and items[place].name_kind in ("person", "unknown")
    return is_person and place - 2 >= low and items[place - 1].text == "," and items[place - 2].name_kind == "role"


def main_subject(items: Sequence[Item], verb: int, low: int) -> Source | None:
    """The first name or pronoun of the sentence that can be a subject; persons first."""
    fallback: Source | None = None
    for k in range(low, verb):
        if items[k].kind == "word" and items[k].lower in ("he", "she", "they", "we", "i"):
            return Source("pronoun", k, k + 1) if fallback is None else fallback
        if not _is_subject_name(items, k, low) or _is_modifier(items, k, verb):
            continue
        if items[k].name_kind == "person":
            return Source("name", k, k + 1)
        if items[k].name_kind != "unknown" or k > low or " " in items[k].text or _is_verb_like(items[k + 1]):
            fallback = fallback or Source("name", k, k + 1)
    return fallback


def _is_modifier(items: Sequence[Item], place: int, end: int) -> bool:
    """'Koval spokesman X': a name before a role says whose."""
    after = place + 1
    while after < end and items[after].kind in ("word", "name") and after - place < MODIFIED_ITEMS:
        if items[after].name_kind == "role":
            return after + 1 < end and items[after + 1].kind == "name"
        if items[after].lower in PREPOSITIONS or _is_verb_like(items[after]):
            return False
        after += 1
    return False


def _is_verb_like(item: Item) -> bool:
    return item.kind == "word" and (item.lower in AUXILIARIES or item.lower == "went" or item.lower.endswith("ed"))


def _description_left(items: Sequence[Item], last: int, low: int) -> Source | None:
    """The noun phrase that ends at an item: 'a spokesman for the ministry'."""
    first = last
    while first - 1 >= low:
        item = items[first - 1]
        if (item.kind in ("mark", "quote") and item.text not in ("'", "’", ".")) or item.ends_sentence:
            break
        if item.lower == "who" and first - 2 >= low:
            return _antecedent(items, first - 1, low) or _description_left(items, first - 2, low)
        if item.lower in CONJUNCTIONS | RELATIVES or item.lower in SUBORDINATORS:
            break
        first -= 1
    head = next((k for k in range(first + 1, last + 1) if items[k].lower in PREPOSITIONS), last + 1) - 1
    if items[head].kind == "name" and head < last and _is_subject_name(items, head, low):
        return Source("name", head, head + 1)
    determiners = [k for k in range(first, last + 1) if items[k].lower in DETERMINERS]
    if determiners:
        first = determiners[0]
    while first < last and items[first].lower in ("how", "what", "why", "also"):
        first += 1
    if items[first].lower in PREPOSITIONS:
        return None
    return Source("description", first, last + 1)


def subject_right(items: Sequence[Item], first: int, end: int) -> Source | None:
    """The subject that follows its verb: 'said X', 'said the minister, X', 'said a spokesman for X'."""
    stop = _phrase_end(items, first, end)
    if first >= stop or items[first].lower in PREPOSITIONS | {"that", "when", "if", "what", "how", "why", "as"}:
        return None
    if items[first].lower in PRONOUNS:
        return Source("pronoun", first, first + 1)
    head = next((k for k in range(first, stop) if items[k].lower in PREPOSITIONS), stop)
    names = [k for k in range(first, head) if items[k].kind == "name" and not is_possessive(items, k)]
    if names and (names[-1] == head - 1 or items[names[-1]].name_kind == "person"):
        best = [k for k in names if items[k].name_kind == "person"] or names
        return Source("name", best[-1], best[-1] + 1)
    apposed = _apposed_name(items, stop, end)
    if apposed is not None and not names:
        return apposed
    if items[first].lower in DETERMINERS or items[first].kind in ("word", "name"):
        return Source("description", first, stop)
    return None


def _phrase_end(items: Sequence[Item], first: int, end: int) -> int:
    k = first
    while k < end and items[k].text not in (",", "(", ":", "—", "–"):
        if items[k].lower in ("who", "but", "while", "as", "when", "after", "during"):
            break
        if k > first and items[k].lower in TIMES:
            break
        if items[k].lower == "and" and any(i.kind == "name" and i.name_kind == "person" for i in items[first:k]):
            break
        k += 1
    return k


def _apposed_name(items: Sequence[Item], comma: int, end: int) -> Source | None:
    place = comma + 1
    if place >= end or items[comma].text != "," or is_possessive(items, place):
        return None
    is_closed = place + 1 < end and items[place + 1].text == ","  # 'the contractor, Acme Works, said'
    kinds = ("person", "unknown", "organization", "group") if is_closed else ("person", "unknown")
    is_named = items[place].kind == "name" and items[place].name_kind in kinds
    return Source("name", place, place + 1) if is_named else None

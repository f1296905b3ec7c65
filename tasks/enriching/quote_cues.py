"""Which word introduces a quotation, and who is its subject?

`Item`s of a paragraph and the place of a quotation among them go in; a `Cue` comes out: the verb or
phrase and the `Source`, the words that name who speaks. What the source stands for is for `speakers` to say.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tasks.enriching import Row
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

LEADING: Final = frozenset(("-", "–", "—", ",", ".", ":", ")", "]", "''", "("))
LABELLED_ITEMS: Final = 4  # 'called the new bridge "a mess"'
FRAME_LIMIT: Final = 45  # items; a cue further from its quotation belongs to something else


class Verbs(NamedTuple):
    """Speech verbs: each form's kind, and phrases by their first word."""

    kinds: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


class Source(NamedTuple):
    """The words that name who speaks: items[first:last]; kind is name, pronoun, description."""

    kind: str
    first: int
    last: int


class Cue(NamedTuple):
    """What introduces a quotation: items[first:last], its kind in the lexicon, where it stands, and its subject."""

    first: int
    last: int
    kind: str
    place: str  # after, before, colon
    source: Source | None
    is_tight: bool


def verb_forms(rows: Sequence[Row]) -> Verbs:
    """The lexicon `speech_verbs` by form."""
    kinds: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows:
        for form in row["forms"].split("|"):
            words = tuple(form.split())
            if len(words) == 1:
                kinds[form] = row["kind"]
            else:
                phrases.setdefault(words[0], []).append((words, row["kind"]))
    return Verbs(kinds, {word: tuple(found) for word, found in phrases.items()})


def verb_at(items: Sequence[Item], place: int, verbs: Verbs) -> tuple[int, str] | None:
    """Where the speech verb or phrase that begins at a place ends, and its kind."""
    item = items[place]
    if item.kind != "word":
        return None
    for words, kind in verbs.phrases.get(item.lower, ()):
        if tuple(i.lower for i in items[place : place + len(words)]) == words:
            return place + len(words), kind
    kind_of_word = verbs.kinds.get(item.lower)
    if kind_of_word is None or item.text[0].isupper() or _is_noun(items, place):
        return None
    return place + 1, kind_of_word


def _is_noun(items: Sequence[Item], place: int) -> bool:
    """The form of a verb that is a noun here: 'her claim', 'in all the states', 'Koval's demands'."""
    if place == 0 or items[place].lower.endswith("ing"):
        return False
    before = items[place - 1]
    if before.lower in DETERMINERS or (before.lower in PREPOSITIONS and before.lower != "to"):
        return True
    return before.lower == "s" and before.start == items[place - 2].end and items[place - 2].text in ("'", "’")


def cue_after(items: Sequence[Item], quote: int, verbs: Verbs) -> Cue | None:
    """The cue in the clause that follows a quotation: 'said X', 'X said', 'according to X'.

    After a quotation that ends its sentence, the clause must be nothing but the cue.
    """
    cue = _cue_after(items, quote, verbs)
    if cue is None or not items[quote].ends_sentence:
        return cue
    if not cue.is_tight or items[quote + 1].text in LEADING:
        return None
    return cue if _is_bare(items, cue) else None


def _is_bare(items: Sequence[Item], cue: Cue) -> bool:
    """Does a cue say nothing of its own: 'X said.', 'X asked on Monday', not 'X said that …'?"""
    end = cue.source.last if cue.source is not None and cue.source.first >= cue.last else cue.last
    if cue.source is not None and cue.source.first >= cue.last:
        return True
    if end >= len(items) or items[end].ends_sentence or items[end].text == ",":
        return True
    return items[end].lower in PREPOSITIONS or items[end].lower in SUBORDINATORS or _is_adverb(items[end])


def _cue_after(items: Sequence[Item], quote: int, verbs: Verbs) -> Cue | None:
    first = quote + 1
    while first < len(items) and items[first].text in LEADING and not items[first].ends_sentence:
        first += 1
    end = _clause_end(items, first)
    if first >= end:
        return None
    start = _skip_adverbs(items, first, end)
    verb = verb_at(items, start, verbs) if start < end else None
    if verb is not None and not items[start].lower.endswith("ing"):
        source = subject_right(items, verb[0], end)
        if source is not None:
            return Cue(start, verb[0], verb[1], "after", source, True)
    return _cue_with_subject_first(items, first, end, verbs)


def _cue_with_subject_first(items: Sequence[Item], first: int, end: int, verbs: Verbs) -> Cue | None:
    goes_on = items[first].lower in CONJUNCTIONS | PREPOSITIONS | SUBORDINATORS | {"that", "which"}
    for place in range(first + 1, end):
        verb = verb_at(items, place, verbs)
        if verb is None or verb[1] == "phrase":
            continue
        source = subject_left(items, place, first)
        if source is None or items[place].lower.endswith("ing"):
            continue
        tight = all(i.kind != "word" or i.lower in AUXILIARIES or _is_adverb(i) for i in items[source.last : place])
        if not goes_on:
            return Cue(place, verb[0], verb[1], "after", source, tight)
        if tight and items[source.first - 1].text == ",":
            return Cue(place, verb[0], verb[1], "after", source, False)
    return None


def cue_before(items: Sequence[Item], quote: int, verbs: Verbs) -> Cue | None:
    """The cue in the sentence that leads to a quotation: the verb that stands best, not only nearest."""
    low = sentence_start(items, quote)
    best: tuple[int, int, Cue] | None = None
    for place in range(max(low, quote - FRAME_LIMIT), quote):
        verb = verb_at(items, place, verbs)
        if verb is None:
            continue
        cue = _cue_before_at(items, place, verb, quote, low)
        rank = _rank_before(items, place, verb, quote)
        if rank >= 0 and (best is None or (rank, place) >= best[:2]):
            best = (rank, place, cue)
    return best[2] if best else None


def _cue_before_at(items: Sequence[Item], place: int, verb: tuple[int, str], quote: int, low: int) -> Cue:
    after, kind = verb
    if kind == "phrase":
        return Cue(place, after, kind, "before", subject_right(items, after, quote), True)
    source = subject_left(items, place, low)
    return Cue(place, after, kind, "before", source, _is_tight_gap(items[after:quote], kind))


def _is_tight_gap(gap: Sequence[Item], kind: str) -> bool:
    """Between a verb and what it introduces: nothing, 'that', a comma; after 'called' also what is called."""
    if not gap or gap[-1].text in ",:" or all(i.lower in ("that", "this", "as", "it") for i in gap):
        return True
    return kind == "label" and len(gap) <= LABELLED_ITEMS and all(i.kind != "mark" for i in gap)


def _rank_before(items: Sequence[Item], place: int, verb: tuple[int, str], quote: int) -> int:
    """How well a verb introduces what follows it; below 0 not at all."""
    after, kind = verb
    gap = items[after:quote]
    beside = not gap or (len(gap) == 1 and gap[0].text in ",:") or (len(gap) <= 2 and gap[0].lower == "that")
    rank = {"report": 3, "write": 2, "label": 2, "manner": 1, "phrase": 2}.get(kind, 0)
    previous = [i.lower for i in items[max(0, place - 2) : place]]
    if beside:
        rank += 4
    elif gap and (gap[-1].text in ",:" or gap[-1].lower == "that"):
        rank += 1
    leads = bool(gap) and (gap[-1].text in ",:" or gap[-1].lower == "that")
    if (
        not beside
        and not leads
        and any(word in SUBORDINATORS or word in ("was", "were", "to", "been", "being") for word in previous)
    ):
        rank -= 3
    if items[place].text.endswith("ing") and not beside:
        rank -= 1
    return rank


def sentence_start(items: Sequence[Item], place: int) -> int:
    """The first item of the sentence that an item stands in."""
    low = place
    while low > 0 and not items[low - 1].ends_sentence:
        low -= 1
    return low


def _clause_end(items: Sequence[Item], first: int) -> int:
    end = first
    while end < len(items) and end - first < FRAME_LIMIT:
        if items[end].ends_sentence or items[end].kind == "quote" or items[end].text == ";":
            break
        end += 1
    return end


def _is_adverb(item: Item) -> bool:
    return item.lower.endswith("ly") and item.kind == "word" and item.text.islower()


def _skip_adverbs(items: Sequence[Item], first: int, end: int) -> int:
    while first < end and (items[first].lower in ("then", "also", "later") or _is_adverb(items[first])):
        first += 1
    return first


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
    if item.text == "." or item.lower in DETERMINERS or item.lower == "former" or item.name_kind == "role":
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
        if not (is_time or item.lower in AUXILIARIES or _is_adverb(item)):
            break
        k -= 1
    return k


def _antecedent(items: Sequence[Item], who: int, low: int) -> Source | None:
    for k in range(who - 1, low - 1, -1):
        if items[k].kind == "name" and items[k].name_kind in ("person", "unknown") and not is_possessive(items, k):
            return Source("name", k, k + 1)
    return None


def _before_parenthesis(items: Sequence[Item], comma: int, low: int) -> Source | None:
    """The name before 'X, who …,' and 'X (…)'; a person before anything else."""
    fallback: Source | None = None
    for k in range(comma - 1, low, -1):
        if items[k].text not in (",", "(", "—", "–"):
            continue
        before = k - 1
        if items[before].kind == "name" and not is_possessive(items, before):
            if items[before].name_kind == "person" and not _is_oblique(items, before, low):
                return Source("name", before, before + 1)
            if fallback is None and not _is_oblique(items, before, low):
                fallback = Source("name", before, before + 1)
        elif items[before].lower in PRONOUNS:
            return Source("pronoun", before, before + 1)
    return fallback


def main_subject(items: Sequence[Item], verb: int, low: int) -> Source | None:
    """The first name or pronoun of the sentence that can be a subject; persons first."""
    fallback: Source | None = None
    for k in range(low, verb):
        if items[k].kind == "word" and items[k].lower in (
            "he",
            "she",
            "they",
            "we",
            "i",
        ):
            return Source("pronoun", k, k + 1) if fallback is None else fallback
        if not _is_subject_name(items, k, low):
            continue
        if items[k].name_kind == "person":
            return Source("name", k, k + 1)
        if items[k].name_kind != "unknown" or k > low or " " in items[k].text or _is_verb_like(items[k + 1]):
            fallback = fallback or Source("name", k, k + 1)
    return fallback


def _is_verb_like(item: Item) -> bool:
    return item.kind == "word" and (item.lower in AUXILIARIES or item.lower == "went" or item.lower.endswith("ed"))


def _description_left(items: Sequence[Item], last: int, low: int) -> Source | None:
    """The noun phrase that ends at an item: 'a spokesman for the ministry'."""
    first = last
    while first - 1 >= low:
        item = items[first - 1]
        if (item.kind in ("mark", "quote") and item.text not in ("'", "’", ".")) or item.ends_sentence:
            break
        if item.lower in CONJUNCTIONS | {"that", "which", "who"} or item.lower in SUBORDINATORS:
            break
        first -= 1
    head = (
        next(
            (k for k in range(first + 1, last + 1) if items[k].lower in PREPOSITIONS),
            last + 1,
        )
        - 1
    )
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
    if first >= stop or items[first].lower in PREPOSITIONS | {
        "that",
        "when",
        "if",
        "what",
        "how",
        "why",
        "as",
    }:
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
        if items[k].lower == "and" and any(i.kind == "name" and i.name_kind == "person" for i in items[first:k]):
            break
        k += 1
    return k


def _apposed_name(items: Sequence[Item], comma: int, end: int) -> Source | None:
    place = comma + 1
    if place >= end or items[comma].text != "," or is_possessive(items, place):
        return None
    is_person = items[place].kind == "name" and items[place].name_kind in ("person", "unknown")
    return Source("name", place, place + 1) if is_person else None

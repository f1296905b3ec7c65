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
RELATIVES: Final = frozenset(("that", "which", "who", "whose", "whom"))
PASSIVES: Final = frozenset(("is", "are", "was", "were", "be", "been", "being"))
INVERTED: Final = frozenset(("said", "says", "added", "wrote", "asked", "replied", "explained", "argued", "noted"))
MODIFIED_ITEMS: Final = 4  # 'Koval press spokesman X'
ADDRESSEE_ITEMS: Final = 5  # 'told the evening news programme'
APPOSITION_ITEMS: Final = 20  # ', a retired nurse from the north,'
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
    if not cue.is_tight or items[quote + 1].text in LEADING or not _can_speak(items, cue.source):
        return None
    return cue if _is_bare(items, cue) else None


def _can_speak(items: Sequence[Item], source: Source | None) -> bool:
    return source is not None and (
        source.kind != "description" or any(i.name_kind == "role" for i in items[source.first : source.last])
    )


def _is_bare(items: Sequence[Item], cue: Cue) -> bool:
    """Does a cue say nothing of its own: 'X said.', 'X asked on Monday', not 'X said that …'?"""
    end = cue.source.last if cue.source is not None and cue.source.first >= cue.last else cue.last
    if cue.source is not None and cue.source.first >= cue.last:
        return True
    if end >= len(items) or items[end].ends_sentence or items[end].text == ",":
        return True
    if items[cue.first].lower in ("told", "tells"):
        return not any(item.lower in ("that", "to") for item in items[end : end + ADDRESSEE_ITEMS])
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
    goes_on = items[first].lower in CONJUNCTIONS | PREPOSITIONS | SUBORDINATORS | RELATIVES
    for place in range(first + 1, end):
        verb = verb_at(items, place, verbs)
        if verb is None or verb[1] == "phrase":
            continue
        source = subject_left(items, place, first)
        if source is None or items[place].lower.endswith("ing"):
            continue
        tight = _is_close(items[source.last : place])
        if not goes_on:
            return Cue(place, verb[0], verb[1], "after", source, tight)
        if tight and items[source.first - 1].text == ",":
            return Cue(place, verb[0], verb[1], "after", source, False)
    return None if goes_on else _unlisted_verb(items, first, end)


def _unlisted_verb(items: Sequence[Item], first: int, end: int) -> Cue | None:
    """'X muses.' right after a quotation: a verb of any kind, where the clause is a subject and it."""
    verb = first + 1
    if verb >= end or (items[first].kind != "name" and items[first].lower not in ("he", "she", "they")):
        return None
    is_verb = items[verb].kind == "word" and items[verb].lower.endswith(("s", "ed")) and items[verb].text.islower()
    if not is_verb or not (verb + 1 == len(items) or items[verb + 1].ends_sentence or items[verb + 1].text == ","):
        return None
    kind = "name" if items[first].kind == "name" else "pronoun"
    return Cue(verb, verb + 1, "manner", "after", Source(kind, first, first + 1), True)


def _is_close(between: Sequence[Item]) -> bool:
    """Between a subject and its verb: adverbs, auxiliaries, or an apposition set off on both sides."""
    if between and between[0].text in (",", "(") and between[-1].text in (",", ")"):
        return len(between) <= APPOSITION_ITEMS
    return all(i.kind != "word" or i.lower in AUXILIARIES | TIMES or i.lower == "on" or _is_adverb(i) for i in between)


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
    source = _inverted(items, place, after, quote, low) or subject_left(items, place, low)
    return Cue(place, after, kind, "before", source, _is_tight_gap(items[after:quote], kind))


def _inverted(items: Sequence[Item], place: int, after: int, quote: int, low: int) -> Source | None:
    """The subject of 'But, said X, "…"' and 'Said X: "…"'."""
    if place > low and items[place - 1].text != "," and items[place - 1].lower not in CONJUNCTIONS:
        return None
    if after >= quote or items[after].kind != "name" or items[place].lower not in INVERTED:
        return None
    return subject_right(items, after, quote)


def _is_tight_gap(gap: Sequence[Item], kind: str) -> bool:
    """Between a verb and what it introduces: nothing, 'that', a comma; after 'called' also what is called."""
    if not gap or gap[-1].text in ",:" or all(i.lower in ("that", "this", "as", "it") for i in gap):
        return True
    return (
        kind == "label"
        and gap[0].lower not in PREPOSITIONS
        and len(gap) <= LABELLED_ITEMS
        and all(i.kind != "mark" for i in gap)
    )


def _rank_before(items: Sequence[Item], place: int, verb: tuple[int, str], quote: int) -> int:
    """How well a verb introduces what follows it; below 0 not at all."""
    after, kind = verb
    gap = items[after:quote]
    beside = not gap or (len(gap) == 1 and gap[0].text in ",:") or (len(gap) <= 2 and gap[0].lower == "that")
    if kind == "label" and any(item.lower in PASSIVES for item in items[max(0, place - 2) : place]):
        return -1
    rank = {"report": 3, "write": 2, "label": 2, "manner": 1, "phrase": 2}.get(kind, 0)
    previous = [i.lower for i in items[max(0, place - 2) : place]]
    leads = _leads(gap)
    if beside:
        rank += 4
    elif leads:
        rank += 1
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


def _leads(gap: Sequence[Item]) -> bool:
    """Do the words after a verb end in what introduces a quotation, with no other clause between?"""
    if not gap or not (gap[-1].text in ",:" or gap[-1].lower == "that"):
        return False
    return not any(item.text in ",;" or item.lower == "that" for item in gap[:-1])


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
        if not (is_time or item.lower in AUXILIARIES or _is_adverb(item)):
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
        if items[k].kind == "word" and items[k].lower in (
            "he",
            "she",
            "they",
            "we",
            "i",
        ):
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
    is_person = items[place].kind == "name" and items[place].name_kind in ("person", "unknown")
    return Source("name", place, place + 1) if is_person else None

"""Which word introduces a quotation, and who is its subject?

`Item`s of a paragraph and the place of a quotation among them go in; a `Cue` comes out: the verb or
phrase and the `Source`, the words that name who speaks. What the source stands for is for `speakers` to say.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tasks.enriching.quote_frames import Item
from tasks.enriching.quote_subjects import RELATIVES, Source, is_adverb, subject_left, subject_right
from tasks.enriching.quote_verbs import Verbs, verb_at
from tasks.enriching.quote_words import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, SUBORDINATORS, TIMES

LEADING: Final = frozenset(("-", "–", "—", ",", ".", ":", ")", "]", "''", "("))
PASSIVES: Final = frozenset(("is", "are", "was", "were", "be", "been", "being"))
INVERTED: Final = frozenset(("said", "says", "added", "wrote", "asked", "replied", "explained", "argued", "noted"))
ADDRESSING: Final = frozenset(("told", "tells", "asked", "asks"))
BEYOND_ADDRESSEE: Final = frozenset(("that", "to", "if", "whether", "what", "when", "why", "how", "for"))
ADDRESSEE_ITEMS: Final = 5  # 'told the evening news programme'
APPOSITION_ITEMS: Final = 20  # ', a retired nurse from the north,'
LABELLED_ITEMS: Final = 4  # 'called the new bridge "a mess"'
SENTENCE_ITEMS: Final = 200  # what is longer is a list or no prose
FRAME_LIMIT: Final = 45  # items; a cue further from its quotation belongs to something else


class Cue(NamedTuple):
    """What introduces a quotation: items[first:last], its kind in the lexicon, where it stands, and its subject."""

    first: int
    last: int
    kind: str
    place: str  # after, before, colon
    source: Source | None
    is_tight: bool


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
    if items[cue.first].lower in ADDRESSING:
        return not any(item.lower in BEYOND_ADDRESSEE for item in items[end : end + ADDRESSEE_ITEMS])
    return items[end].lower in PREPOSITIONS or items[end].lower in SUBORDINATORS or is_adverb(items[end])


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
    return all(i.kind != "word" or i.lower in AUXILIARIES | TIMES or i.lower == "on" or is_adverb(i) for i in between)


def cue_before(items: Sequence[Item], quote: int, verbs: Verbs) -> Cue | None:
    """The cue in the sentence that leads to a quotation: the verb that stands best, not only nearest."""
    low = sentence_start(items, quote)
    found = (
        (_rank_before(items, place, verb, quote), place, verb)
        for place in range(max(low, quote - FRAME_LIMIT), quote)
        if (verb := verb_at(items, place, verbs))
    )
    rank, place, verb = max(found, default=(-1, 0, (0, "")))
    return _cue_before_at(items, place, verb, quote, low) if rank >= 0 else None


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
    while low > 0 and place - low < SENTENCE_ITEMS and not items[low - 1].ends_sentence:
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


def _skip_adverbs(items: Sequence[Item], first: int, end: int) -> int:
    while first < end and (items[first].lower in ("then", "also", "later") or is_adverb(items[first])):
        first += 1
    return first

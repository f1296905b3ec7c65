"""Which clauses of a paragraph report what someone said, without quotation marks?

Items of one paragraph go in, `Report`s come out: the clause, its cue and its source. Only forms
that leave no doubt are read: 'X said that …', 'X said the …', '…, X said.', 'according to X'. A
sentence that holds an utterance in quotation marks is left to `quote_utterances`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tasks.enriching.quote_cues import Cue
from tasks.enriching.quote_frames import Item
from tasks.enriching.quote_subjects import Source, main_subject, subject_left, subject_right
from tasks.enriching.quote_verbs import Verbs, verb_at
from tasks.enriching.quote_words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS, TIMES

PLAIN_VERBS: Final = frozenset(("say", "says", "said"))  # take a clause without 'that'
PASSIVES: Final = frozenset(("is", "are", "was", "were", "been", "being"))
# These do so before 'he had' or 'there was' only: 'claimed the title' says nothing.
CLAUSE_VERBS: Final = frozenset(
    "admitted admits alleged alleges announced argued argues claimed claims conceded confirmed explained insisted "
    "insists maintained maintains predicted promised pledged recalled stressed vowed warned warns".split()
)
CLAUSE_SUBJECTS: Final = frozenset(("he", "she", "they", "we", "it", "there"))
ADDRESSED_VERBS: Final = frozenset(("tell", "tells", "told", "informed", "assured", "warned"))
NOT_SAID: Final = frozenset(
    ("not", "n't", "if", "would", "could", "might", "may", "should", "to", "whether", "when", "what", "as")
)
STRAY_MARKS: Final = frozenset('“”„«»"')  # a quotation that could not be cut out begins or ends here
SENTENCE_ITEMS: Final = 200  # what is longer is a list or no prose
CLAUSE_WORDS: Final = 3  # a clause of fewer words says too little to be a row
ADJUNCT_ITEMS: Final = 8  # 'told a crowd in the north on Monday that'
ANOTHER: Final = frozenset(("while", "but", "and", "adding"))
CLAUSE_HEADS: Final = frozenset(
    "there all both most two three four five six seven eight nine ten dozens hundreds thousands".split(" ")
)
TAIL_ITEMS: Final = 10  # '…, X said on Monday in a statement.': the cue's tail is no longer


class Report(NamedTuple):
    """One reported clause: a span of the paragraph and the cue that it hangs on."""

    start: int
    end: int
    cue: Cue


def reports(items: Sequence[Item], said: Sequence[int], verbs: Verbs) -> list[Report]:
    """The reported clauses of a paragraph in order; `said` are the places of utterances in marks, in order."""
    found: list[Report] = []
    for low, end in _sentences(items):
        quoted = bisect_left(said, items[low].start) < bisect_left(said, items[end - 1].end)
        if quoted or end - low > SENTENCE_ITEMS or any(item.text in STRAY_MARKS for item in items[low:end]):
            continue
        report = next(_sentence_reports(items, low, end, verbs), None)
        if report is not None:
            found.append(report)
    return found


def _sentences(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    low = 0
    for place, item in enumerate(items):
        if item.ends_sentence:
            yield low, place + 1
            low = place + 1
    if low < len(items):
        yield low, len(items)


def _sentence_reports(items: Sequence[Item], low: int, end: int, verbs: Verbs) -> Iterator[Report]:
    for place in range(low, end):
        verb = verb_at(items, place, verbs)
        if verb is None or verb[1] not in ("report", "write", "phrase"):
            continue
        if verb[1] == "phrase":
            report = _according_to(items, low, end, place, verb[0])
        else:
            report = _clause_after(items, low, end, place, verbs)
            if report is None and not _is_told(items, place):
                report = _clause_before(items, low, end, place)
        if report is not None and _word_count(items, report) >= CLAUSE_WORDS:
            yield report


def _is_told(items: Sequence[Item], verb: int) -> bool:
    """'…, the court was told': who is told says nothing."""
    return items[verb].lower in ADDRESSED_VERBS and verb > 0 and items[verb - 1].lower in PASSIVES


def _without_point(items: Sequence[Item], end: int) -> int:
    """The end of a sentence's words; a scrap in marks that ends it belongs to them."""
    return end - 1 if items[end - 1].ends_sentence and items[end - 1].kind == "mark" else end


def _word_count(items: Sequence[Item], report: Report) -> int:
    first, last = (bisect_left(items, place, key=lambda item: item.start) for place in (report.start, report.end))
    return sum(item.kind != "mark" for item in items[first:last])


def _is_finite(items: Sequence[Item], verb: int, low: int) -> bool:
    if items[verb].lower.endswith("ing"):
        return False
    return not any(item.lower in NOT_SAID for item in items[max(low, verb - 2) : verb])


def _subject(items: Sequence[Item], verb: int, low: int) -> Source | None:
    """A subject that stands right before its verb, or before a parenthesis that does."""
    source = subject_left(items, verb, low)
    if source is None or (source.kind == "pronoun" and items[source.first].lower not in ("he", "she", "they")):
        return None
    between = items[source.last : verb]
    plain = all(i.kind == "mark" or i.lower in AUXILIARIES or i.lower.endswith("ly") for i in between)
    return source if plain or (between and between[0].text in (",", "(")) else None


def _clause_after(items: Sequence[Item], low: int, end: int, verb: int, verbs: Verbs) -> Report | None:
    """'X said that …', 'X told reporters that …', 'X said the …'."""
    participle = items[verb].lower.endswith("ing") and items[verb + 1].lower == "that" if verb + 1 < end else False
    if not participle and not _is_finite(items, verb, low):
        return None
    source = main_subject(items, verb, low) if participle else _subject(items, verb, low)
    first = _clause_start(items, verb, end)
    if source is None or first is None:
        return None
    last = _clause_stop(items, first, _without_point(items, end), verbs)
    while first < last and items[first].kind == "mark" and items[first].text in ",:;":
        first += 1
    if first >= last:
        return None
    cue = Cue(verb, verb + 1, "report", "before", source, True)
    return Report(items[first].start, items[last - 1].end, cue)


def _clause_start(items: Sequence[Item], verb: int, end: int) -> int | None:
    word = items[verb].lower
    place = verb + 1
    while place < end - 1 and place - verb <= ADJUNCT_ITEMS:
        item = items[place]
        if item.lower == "that":
            return place + 1
        if (
            word in CLAUSE_VERBS
            and place == verb + 1
            and item.lower in CLAUSE_SUBJECTS
            and items[place + 1].kind == "word"
        ):
            return place
        if word in PLAIN_VERBS and _begins_clause(items, place) and _is_time(items, verb + 1, place):
            return place
        is_adjunct = item.lower in PREPOSITIONS | TIMES or word in ADDRESSED_VERBS or place > verb + 1
        if item.text in ",:;" or item.kind == "quote" or not is_adjunct or item.lower in PRONOUNS:
            return None
        place += 1
    return None


def _is_time(items: Sequence[Item], first: int, last: int) -> bool:
    """Does nothing but 'on Tuesday' stand between a verb and its clause?"""
    return all(item.lower in TIMES or item.lower == "on" for item in items[first:last])


def _begins_clause(items: Sequence[Item], place: int) -> bool:
    head, following = items[place], items[place + 1]
    if head.kind == "name" or head.lower in PRONOUNS - {"who"} or head.lower in CLAUSE_HEADS:
        return True
    if head.lower in DETERMINERS:
        return following.lower not in TIMES
    return head.text.isdigit() or (head.lower, following.lower) in (("at", "least"), ("up", "to"), ("more", "than"))


def _clause_stop(items: Sequence[Item], first: int, last: int, verbs: Verbs) -> int:
    """Where a clause ends: before ', while Y said' and its like."""
    for place in range(first, last - 1):
        if items[place].text == "," and items[place + 1].lower in ANOTHER:
            ahead = range(place + 1, min(last, place + ADJUNCT_ITEMS))
            if any((verb := verb_at(items, k, verbs)) is not None and verb[1] == "report" for k in ahead):
                return place
    return last


def _clause_before(items: Sequence[Item], low: int, end: int, verb: int) -> Report | None:
    """'…, X said on Monday.': a whole clause, a comma, the cue, and little after it."""
    inverted = items[verb - 1].text == "," and verb - 1 > low
    if end - verb > TAIL_ITEMS * (1 + inverted) or not _is_finite(items, verb, low):
        return None
    source = subject_right(items, verb + 1, end) if inverted else _subject(items, verb, low)
    tail = source.last if source is not None and inverted else verb + 1
    addressed = items[verb].lower in ADDRESSED_VERBS and not any(i.lower == "that" for i in items[tail:end])
    apposed = inverted and tail < end and items[tail].text == ","
    if source is None or not (addressed or apposed or _is_tail(items, tail, end)):
        return None
    comma = verb - 1 if inverted else source.first - 1
    while comma > low and items[comma].text != "," and not inverted and items[comma].name_kind == "role":
        comma -= 1
    if comma <= low or items[comma].text != ",":
        return None
    if items[low].lower in PREPOSITIONS | SUBORDINATORS and items[low + 1].lower != "least":
        return None
    return Report(items[low].start, items[comma - 1].end, Cue(verb, verb + 1, "report", "after", source, True))


def _is_tail(items: Sequence[Item], place: int, end: int) -> bool:
    """Does nothing but time, place or addressee follow a cue?"""
    item = items[place] if place < end else None
    if item is None or item.ends_sentence or item.lower in TIMES or item.lower in ("reporters", "journalists"):
        return True
    return item.lower in PREPOSITIONS or item.lower in SUBORDINATORS or item.lower.endswith("ly")


def _according_to(items: Sequence[Item], low: int, end: int, place: int, after: int) -> Report | None:
    """'According to X, …' and '…, according to X'."""
    source = subject_right(items, after, end)
    if source is None:
        return None
    cue = Cue(place, after, "phrase", "before" if place == low else "after", source, True)
    last = _without_point(items, end)
    if place > low:
        before = place - 1 if items[place - 1].text == "," else place
        return Report(items[low].start, items[before - 1].end, cue) if before > low else None
    comma = next((k for k in range(source.last, last) if items[k].text == ","), None)
    if comma is None or comma + 1 >= last:
        return None
    return Report(items[comma + 1].start, items[last - 1].end, cue)

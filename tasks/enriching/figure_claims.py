"""Whose count is it?

In: a sentence, the mentions in it and the verbs of saying. Out: `Claim`s, each with the stretch of the
sentence that its claimant vouches for. Inside a quotation the speaker counts, whom the quotes know.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tasks.enriching import Row
from tasks.enriching.figure_numbers import TENS, UNITS
from tasks.enriching.figure_tokens import Sentence, Token, low_at
from tasks.enriching.figure_units import is_plural
from tasks.enriching.figure_words import (
    BEFORE_SUBJECT,
    BEFORE_VERB,
    BREAKS,
    DOCUMENTS,
    FORMS_OF_BE,
    NOUNS_TOO,
    PREPOSITIONS,
    PRONOUNS,
    STOP_WORDS,
    TIME_WORDS,
)
from warehouse.tables import Mention


class Claim(NamedTuple):
    """A claimant, and the characters that the claim covers."""

    name: str | None  # None for "he said"
    mention: Mention | None
    start: int
    end: int
    own: tuple[int, int] = (0, 0)  # the claimant's own words, in which nothing is claimed
    is_deed: bool = False  # "Rangers counted": a report of it vouches for the figure, where there is one


DEEDS: Final = frozenset("counted recorded documented calculated found".split())


class _Subject(NamedTuple):
    name: str | None
    mention: Mention | None
    first: int  # tokens[first:last] name the claimant
    last: int


class Verbs(NamedTuple):
    """Verb forms that make the subject vouch for what follows."""

    speech: frozenset[str]
    document: frozenset[str]  # "found", "shows": only where the subject is a report or a body that counts
    clause: frozenset[str]  # "added", "admitted": what they do to "35 buses" claims nothing


CLAIM_KINDS: Final = ("speech", "document", "clause")
CLAIMING_TYPES: Final = frozenset({"person", "organization", "group", "place", "facility"})
_LONGEST_SUBJECT: Final = 5
_LONGEST_OFFICE: Final = 3  # words: 'former prime minister'
# What they are of belongs to their name: the ministry of trade, the bureau of statistics.
BODIES: Final = frozenset(
    "ministry department bureau office board chamber institute association federation union court bank house".split()
)


def compile_verbs(lexicons: Mapping[str, tuple[Row, ...]]) -> Verbs:
    """The forms of the lexicons speech_verbs and claim_verbs."""
    reports = {
        form for row in lexicons.get("speech_verbs", ()) if row["kind"] == "report" for form in row["forms"].split("|")
    }
    claims = lexicons.get("claim_verbs", ())
    kinds = {kind: frozenset(row["form"] for row in claims if row["kind"] == kind) for kind in CLAIM_KINDS}
    speech = frozenset(form for form in reports | kinds["speech"] if not form.endswith("ing"))
    return Verbs(speech - kinds["document"], kinds["document"], kinds["clause"])


def claims_of(
    sentence: Sentence, mentions: Sequence[Mention], offset: int, verbs: Verbs, figures: Sequence[int]
) -> list[Claim]:
    """The claims of a sentence from left to right; `figures` are the offsets at which its figures begin."""
    named = {m.span_end - offset: m for m in mentions if m.type in CLAIMING_TYPES}
    begun = {m.span_start - offset: m for m in mentions if m.type in CLAIMING_TYPES}
    found: list[Claim] = []
    for place, token in enumerate(sentence.tokens):
        if token.low == "according" and low_at(sentence.tokens, place + 1) == "to":
            subject = _after(sentence, place + 2, begun)
            if subject and subject.name:
                found.append(_whole(sentence, subject, place, figures))
        elif token.low in verbs.speech or token.low in verbs.document:
            found += _of_verb(sentence, place, named, begun, verbs, figures)
    return _cut(found)


def _of_verb(
    sentence: Sentence,
    place: int,
    named: Mapping[int, Mention],
    begun: Mapping[int, Mention],
    verbs: Verbs,
    figures: Sequence[int],
) -> list[Claim]:
    tokens = sentence.tokens
    low = tokens[place].low
    is_plain_verb = low_at(tokens, place + 1) in ("to", "that") and is_plural(low_at(tokens, place - 1))
    if (low in NOUNS_TOO and not is_plain_verb) or (tokens[place].is_capital and place):
        return []
    if low in verbs.clause and _has_object(tokens, place):
        return []
    if low in ("speak", "speaks", "spoke") and low_at(tokens, place + 1) != "of":
        return []
    if low == "estimated" and low_at(tokens, place + 1) == "at":
        return []  # a crowd estimated at 30,000
    if low_at(tokens, place - 1) in FORMS_OF_BE or (
        low in ("put", "puts") and not any(t.low == "at" for t in tokens[place : place + 12])
    ):
        return []
    if low == "claimed" and any(t.low in ("lives", "life", "victims") for t in tokens[place : place + 6]):
        return []
    subject = _before(sentence, place, named)
    if subject is None and (place == 0 or tokens[place - 1].low in (",", '"', "”", "’", "'", "—", "–", "-")):
        subject = _after(sentence, place + 1, begun)
        if subject is None:
            return []
        return [_trailing(sentence, subject, tokens[place].start, figures)]
    closing = place + 1 >= len(tokens) or tokens[place + 1].kind == "mark"
    closing = closing or tokens[place + 1].low == "that"
    if subject is None or (low in verbs.document and not (closing or _counts(subject))):
        return []
    end, start = sentence.end, tokens[place].end
    if _describes_listener(tokens, place, figures):
        return []
    if not any(start <= figure for figure in figures) or _closes(sentence, subject, place, figures):
        return [_trailing(sentence, subject, tokens[subject.first].start, figures)]
    return [Claim(subject.name, subject.mention, start, end, is_deed=low in DEEDS)]


def _has_object(tokens: Sequence[Token], place: int) -> bool:
    """'added 35 buses', 'wrote off loans': a verb of saying that does something instead."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and (
        after.low in ("off", "down", "up", "another", "about", "some", "at", "more", "nearly", "over", "almost")
        or after.kind == "number"
        or after.low in UNITS
        or after.low in TENS
    )


def _describes_listener(tokens: Sequence[Token], place: int, figures: Sequence[int]) -> bool:
    """'… told the council, which has 21 members': the figure is not what was told."""
    comma = next((p for p in range(place, len(tokens)) if tokens[p].low == ","), len(tokens))
    told = any(tokens[place].end <= figure < tokens[comma].start for figure in figures) if comma < len(tokens) else True
    return not told and low_at(tokens, comma + 1) in ("which", "who")


def _counts(subject: _Subject) -> bool:
    """A report, survey or body of which 'found' and 'shows' are claims."""
    if subject.mention is not None:
        return subject.mention.type == "organization"
    return bool(subject.name) and (subject.name or "").split()[-1].casefold() in DOCUMENTS


def _closes(sentence: Sentence, subject: _Subject, place: int, figures: Sequence[int]) -> bool:
    """'…, police said, …': an inserted claim covers what stood before it too."""
    tokens = sentence.tokens
    opened = subject.first > 0 and _is_comma(tokens, subject.first - 1)
    return (
        opened
        and low_at(tokens, place + 1) in (",", ".", ";")
        and any(f < tokens[subject.first].start for f in figures)
    )


def _is_comma(tokens: Sequence[Token], place: int) -> bool:
    last = place
    while place > 0 and (tokens[place].low in BEFORE_SUBJECT or _is_office(tokens, place, last)):
        place -= 1
    return tokens[place].low in (",", "—", "–", '"', "”")


def _is_office(tokens: Sequence[Token], place: int, last: int) -> bool:
    """A word of 'its chief executive' before a name."""
    return last - place < _LONGEST_OFFICE and tokens[place].kind == "word" and tokens[place].low not in STOP_WORDS


def _whole(sentence: Sentence, subject: _Subject, place: int, figures: Sequence[int]) -> Claim:
    return Claim(subject.name, subject.mention, sentence.start, sentence.end, _own(sentence, subject))


def _trailing(sentence: Sentence, subject: _Subject, start: int, figures: Sequence[int]) -> Claim:
    """A claim that stands after what it covers; with nothing counted after it, it covers the sentence so far."""
    opened = subject.first > 0 and (
        _is_comma(sentence.tokens, subject.first - 1) or start < sentence.tokens[subject.first].start
    )
    first, last = (sentence.start, sentence.end) if opened else (start, start)
    return Claim(subject.name, subject.mention, first, last, _own(sentence, subject))


def _own(sentence: Sentence, subject: _Subject) -> tuple[int, int]:
    """From any number before the claimant's words to their end: 'two sources'."""
    first = subject.first - (subject.first > 0 and sentence.tokens[subject.first - 1].low in UNITS)
    return sentence.tokens[first].start, sentence.tokens[subject.last - 1].end


def _before(sentence: Sentence, place: int, named: Mapping[int, Mention]) -> _Subject | None:
    """The subject that ends before a verb; clauses between commas and phrases with a preposition are stepped over."""
    tokens = sentence.tokens
    last = _over_adverbs(tokens, place)
    if last > 0 and tokens[last - 1].low == ",":
        last = _over_insert(tokens, last - 1, named)
    if last <= 0:
        return None
    subject = _ending_at(sentence, last, named)
    while subject is not None and subject.first > 1:
        before = subject.first - (tokens[subject.first - 1].low in ("the", "a", "an", "their", "his", "her", "its"))
        before -= tokens[before - 1].kind == "number"  # a survey of 1,500 adults
        if tokens[before - 1].low not in PREPOSITIONS or before < 2:
            break
        outer = _ending_at(sentence, before - 1, named)
        if outer is None or outer.name is None:
            break
        if tokens[before - 1].low == "of" and tokens[outer.last - 1].low in BODIES and subject.mention is None:
            whole = sentence.text[tokens[outer.first].start : tokens[subject.last - 1].end]
            outer = _Subject(whole, None, outer.first, subject.last)
        subject = outer
    return subject


def _over_adverbs(tokens: Sequence[Token], place: int) -> int:
    """The token after a subject that adverbs part from its verb: 'has repeatedly', 'this week', 'on Monday'."""
    while place > 0:
        low = tokens[place - 1].low
        if low in BEFORE_VERB or low.endswith("ly"):
            place -= 1
        elif low in TIME_WORDS and place > 1:
            place -= (
                2 if tokens[place - 2].low in ("this", "last", "on", "next", "that", "late", "early", "earlier") else 1
            )
        else:
            break
    return place


def _over_insert(tokens: Sequence[Token], comma: int, named: Mapping[int, Mention]) -> int:
    """The token after a subject whose apposition ends at a comma: 'Rell, who owns 20 taxis, said'."""
    commas = [place for place in range(comma - 1, 0, -1) if tokens[place].low == ","]
    mention = named.get(tokens[comma - 1].end)
    if mention is not None and mention.type == "person":
        return comma  # 'a spokesman, Col Sani Bello, said'
    if mention is not None and mention.type in ("organization", "group") and commas:
        begins = tokens[comma - 1].end - (mention.span_end - mention.span_start)
        first = commas[0] + 1 + (tokens[commas[0] + 1].low == "the")
        if tokens[first].start == begins and tokens[commas[0] - 1].end not in named:
            return comma  # 'the contractor, Acme Works, said'
    for place in commas:
        if tokens[place - 1].end in named:
            return place
    return commas[0] if commas else 0


def _ending_at(sentence: Sentence, last: int, named: Mapping[int, Mention]) -> _Subject | None:
    tokens = sentence.tokens
    mention = named.get(tokens[last - 1].end)
    if mention is not None:
        width = mention.span_end - mention.span_start
        first = next((p for p in range(last - 1, -1, -1) if tokens[p].start <= tokens[last - 1].end - width), last - 1)
        return _Subject(mention.surface, mention, first, last)
    if tokens[last - 1].low in PRONOUNS:
        return _Subject(None, None, last - 1, last)
    first = last
    while first > 0 and last - first < _LONGEST_SUBJECT and _is_subject_word(tokens, first - 1):
        first -= 1
    if first == last:
        return None
    return _Subject(sentence.text[tokens[first].start : tokens[last - 1].end], None, first, last)


def _is_subject_word(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.low == "-" and token.glued and place > 0:
        return True
    if token.low in UNITS or token.low in ("another", "some", "many", "other", "several", "most"):
        return False
    return (
        token.kind == "word" and token.low not in STOP_WORDS and token.low not in PRONOUNS and token.low not in BREAKS
    )


def _after(sentence: Sentence, place: int, begun: Mapping[int, Mention]) -> _Subject | None:
    """The subject that begins after 'said' or 'according to'."""
    tokens = sentence.tokens
    while low_at(tokens, place) in ("the", "a", "an", "one", "to", "its", "their"):
        if tokens[place].start in begun:
            break
        place += 1
    if place >= len(tokens):
        return None
    mention = begun.get(tokens[place].start)
    if mention is not None:
        return _Subject(mention.surface, mention, place, place + 1)
    if tokens[place].low in PRONOUNS:
        return _Subject(None, None, place, place + 1)
    last = place
    while last < len(tokens) and last - place < _LONGEST_SUBJECT and _is_subject_word(tokens, last):
        if last > place and (
            tokens[last].low.endswith("ed") or (is_plural(tokens[last - 1].low) and not is_plural(tokens[last].low))
        ):
            break
        if tokens[last].start in begun and last > place:
            mention = begun[tokens[last].start]
            return _Subject(mention.surface, mention, place, last)
        last += 1
    if last == place:
        return None
    return _Subject(sentence.text[tokens[place].start : tokens[last - 1].end], None, place, last)


def _cut(claims: Sequence[Claim]) -> list[Claim]:
    """Claims in order; one that runs to the sentence's end stops where the next begins."""
    ordered = sorted(
        (claim for claim in claims if claim.start < claim.end), key=lambda claim: (claim.start, -claim.end)
    )
    cut: list[Claim] = []
    for place, claim in enumerate(ordered):
        if claim.name is None and cut:  # 'X told the inquiry she had warned'
            claim = claim._replace(name=cut[-1].name, mention=cut[-1].mention)
        others = (other for other in ordered[place + 1 :] if other.start > claim.start)
        later = next((other.start for other in others if claim.is_deed or not other.is_deed), claim.end)
        cut.append(claim._replace(end=min(claim.end, later)))
    return cut


def claim_at(claims: Sequence[Claim], start: int) -> Claim | None:
    """The claim that covers a place; the one that begins nearest before it."""
    covering = [c for c in claims if c.start <= start < c.end and not c.own[0] <= start < c.own[1]]
    reported = [c for c in covering if not c.is_deed]
    return next(iter([*reported[-1:], *covering[-1:]]), None)

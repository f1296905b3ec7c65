"""Which quoted stretches are one utterance, which cue introduces it, and which are no utterance at all?

An utterance is what one cue introduces: the stretches before and after 'she said', and the
paragraphs that an unclosed quotation runs on over. Scare quotes, nicknames and titles of works
stand between marks too; they are left out. Called by `quotes`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from tasks.enriching import Passage
from tasks.enriching.quote_cues import Cue, cue_after, cue_before
from tasks.enriching.quote_frames import Item
from tasks.enriching.quote_kinds import is_said
from tasks.enriching.quote_marks import Part
from tasks.enriching.quote_verbs import Verbs
from tasks.enriching.quote_words import CONJUNCTIONS

# Measured on 200 articles: where the clause between two quotations has one of these participles, 8 of 9
# pairs are two utterances; where it has another and ends its sentence, 34 of 39 are one; with none, 360 of 369.
ADDING: Final = frozenset(("adding", "continuing", "going", "concluding"))
PARTICIPLE_ITEMS: Final = 2  # ', noting, “': the participle introduces what follows


class Utterance(NamedTuple):
    """Parts under one cue; items are those of the paragraph with the cue, first and last its items there."""

    paragraph: int
    parts: tuple[Part, ...]
    items: Sequence[Item]
    first: int
    last: int
    cue: Cue | None
    cue_paragraph: int


def utterances(
    story: Sequence[Passage],
    parts: Mapping[int, Sequence[tuple[Part, bool]]],
    items_of: Callable[[int], Sequence[Item]],
    verbs: Verbs,
) -> list[Utterance]:
    """The utterances of a story in order; `parts` by paragraph, each with whether it continues the one before."""
    found: list[Utterance] = []
    for number in sorted(parts):
        here = items_of(number)
        places = [k for k, item in enumerate(here) if item.kind == "quote"]
        for place, (part, continues) in zip(places, parts[number], strict=True):
            new = Utterance(number, (part,), here, place, place, _cue(here, place, verbs), number)
            said = bool(kept_parts(new, story))
            if found and _goes_on(found[-1], new, continues, said):
                found[-1] = _merged(found[-1], new)
            elif said:
                found.append(new)
    return found


def _merged(before: Utterance, new: Utterance) -> Utterance:
    parts = (*before.parts, *new.parts)
    if before.cue is None and new.cue is not None:
        return new._replace(paragraph=before.paragraph, parts=parts)
    if before.cue_paragraph == new.cue_paragraph:
        return before._replace(parts=parts, last=new.last)
    return before._replace(parts=parts)


def _goes_on(before: Utterance, new: Utterance, continues: bool, said: bool) -> bool:
    if continues:
        return before.cue is None or new.cue is None
    shares_cue = new.cue is None or (before.cue is not None and new.cue.first == before.cue.first)
    if before.cue_paragraph != new.cue_paragraph or not (said or shares_cue):
        return False
    return _belongs(new.items, before, new)


def _belongs(items: Sequence[Item], before: Utterance, new: Utterance) -> bool:
    """Does a quotation go on with the one before it: nothing but the cue between them?"""
    first, cue = before.cue, new.cue
    between = range(before.last + 1, new.first)
    if cue is not None and first is not None and cue.first != first.first:
        return False
    if not any(items[k].kind != "mark" for k in between):
        return True
    if first is None or first.place != "after" or not before.last < first.first < new.first:
        return False
    ends = [k for k in between if items[k].ends_sentence]
    if ends and (ends != [new.first - 1] or _runs_into_prose(items, new.first)):
        return False
    if not ends and items[new.first - 1].text not in ",:":
        return False
    return not any(_starts_clause(items, k, new.first, bool(ends)) for k in between if k >= first.last)


def _runs_into_prose(items: Sequence[Item], quote: int) -> bool:
    """A quotation whose sentence the reporter ends: '"He came back" to see the bridge.'."""
    following = items[quote + 1] if quote + 1 < len(items) else None
    return (
        following is not None
        and not items[quote].ends_sentence
        and following.kind == "word"
        and following.text.islower()
    )


def _starts_clause(items: Sequence[Item], place: int, quote: int, ended: bool) -> bool:
    """A second thing that is said or done between two parts: 'adding that …', 'and Y cut in'."""
    item = items[place]
    if item.lower in ADDING or (item.lower.endswith("ing") and not ended and quote - place <= PARTICIPLE_ITEMS):
        return True
    return item.lower in CONJUNCTIONS and items[place - 1].text == ","


def _cue(items: Sequence[Item], place: int, verbs: Verbs) -> Cue | None:
    before = cue_before(items, place, verbs)
    after = cue_after(items, place, verbs)
    if after is None or before is None:
        return after or before
    if before.is_tight and not after.is_tight:
        return before
    is_named = before.is_tight and before.source is not None and before.source.kind == "name"
    if is_named and after.source is not None and after.source.kind == "pronoun":
        return after._replace(source=before.source)
    return after


def kept_parts(utterance: Utterance, story: Sequence[Passage]) -> tuple[Part, ...]:
    """The parts of an utterance, if one of them is said; none where the marks stand for something else."""
    said = any(is_said(story[p.paragraph].text, p.start, p.end, utterance.cue) for p in utterance.parts)
    return tuple(p for p in utterance.parts if p.start < p.end) if said else ()

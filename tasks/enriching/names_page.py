"""Which names stand on a page, and what kind of thing does each name?

A tagger proposes names; lexicons, patterns and the gazetteer add theirs and correct its bounds; then
the page as a whole decides on types and shows what was missed. In: passages. Out: `Name`s in page
order. Called by the entity enricher, and by the training of the small model as its teacher.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tasks.enriching import Knowledge, Passage, Span, Tagger
from tasks.enriching.equipment import Arsenal, compile_arsenal
from tasks.enriching.names_lexicon import Lexicon, compile_lexicon, fold
from tasks.enriching.names_model import Learned
from tasks.enriching.names_patterns import by_head
from tasks.enriching.names_repeats import Occurrences, initialisms, occurrences_of, searched
from tasks.enriching.names_spans import Stretch, repaired
from tasks.enriching.names_text import is_foreign, is_title_case, page_words, recase
from tasks.enriching.names_types import Name, Usage, Verdict, weigh
from tasks.enriching.places import Gazetteer, compile_gazetteer

# Labels of the tagger → types; labels that are not here (dates, amounts, ordinals) name nothing.
LABELS: Final[Mapping[str, str]] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
    "NORP": "other",
    "EVENT": "event",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "OTHER": "other",
}
# Which source wins where two overlap; among equals the longer, then the earlier.
TRUST: Final[Mapping[str, int]] = {"equipment": 5, "lexicon": 4, "pattern": 3, "repeat": 2, "model": 1, "gazetteer": 0}
CERTAIN: Final = 0.95
REPEATED: Final = 0.6
SENTENCE_START: Final = re.compile(r"(?:^|[.!?:…][\"”’»)]*\s)[\s\"“‘«(•*-]*$")
SURNAMES: Final = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|(?:van|von|de)(?: der| den| la)?|del|della|di|da|dos|al|el|bin|ibn|zu|ter) ){0,2}"
    r"[A-ZÀ-ÖØ-Þ][\w.’'-]*"
)
CONTEXT: Final = 40  # characters around a mention that are looked at


@dataclass(frozen=True, slots=True)
class Namer:
    """Everything that names are found with, compiled once."""

    lexicon: Lexicon
    arsenal: Arsenal
    gazetteer: Gazetteer
    tagger: Tagger
    variants: Mapping[str, str]


def namer_of(knowledge: Knowledge) -> Namer:
    """Lexicons, gazetteer and tagger, compiled; a learned model is given what it was trained with."""
    lexicon, gazetteer = compile_lexicon(knowledge), compile_gazetteer(knowledge)
    tagger = knowledge.tagger
    return Namer(
        lexicon,
        compile_arsenal(knowledge),
        gazetteer,
        tagger.informed(lexicon, gazetteer) if isinstance(tagger, Learned) else tagger,
        {fold(row["variant"]): row["name"] for row in knowledge.lexicons.get("name_variants", ())},
    )


def names_of(passages: Sequence[Passage], namer: Namer, language: str | None = None) -> list[Name]:
    """The names in the passages of a page, in page order, without overlaps, each with its type on this page.

    The tagger knows English: of what it sees in another language, persons are kept whose names are whole or come
    with a word of address.
    """
    texts = recase(passages)
    words = page_words([p._replace(text=text) for p, text in zip(passages, texts, strict=True)])
    tagged = [
        [span for span in spans if _is_full_name(text, span, namer)] if is_foreign(text, language) else list(spans)
        for text, spans in zip(texts, namer.tagger(texts), strict=True)
    ]
    doubtful = {
        number for number, text in enumerate(texts) if passages[number].field == "title" and is_title_case(text)
    }
    seen: list[Name] = []
    for number in (number for number in range(len(texts)) if number not in doubtful):
        seen += _without_overlaps(_all_proposed(number, texts[number], tagged[number], words, namer), _longest)
    known = {surface: name.type for name in seen if name.type != "other" for surface in _forms(name, namer)}
    again = occurrences_of(known if doubtful else {})
    for number in sorted(doubtful):
        proposed = [
            *_all_proposed(number, texts[number], tagged[number], words, namer),
            *_repeated(number, texts[number], known, again),
        ]
        seen += _without_overlaps(proposed, _most_trusted)
    seen = _typed(sorted(seen, key=lambda name: name.passage), texts, namer)
    seen = _with_repeats(seen, texts, words, namer)
    return [name._replace(surface=passages[name.passage].text[name.start : name.end]) for name in seen]


def _forms(name: Name, namer: Namer) -> Iterator[str]:
    """A name, and without the demonym that headlines leave out: 'Russian Defense Ministry'."""
    yield name.surface
    first, _, rest = name.surface.partition(" ")
    if first in namer.lexicon.demonyms and " " in rest:
        yield rest


def _all_proposed(number: int, text: str, spans: Iterable[Span], words: Counter[str], namer: Namer) -> list[Name]:
    """What any source takes for a name in one passage; they may overlap."""
    return [
        *_equipment(number, text, namer),
        *_proposed(number, text, spans, namer),
        *_located(number, text, words, namer),
    ]


def _is_full_name(text: str, span: Span, namer: Namer) -> bool:
    """A known given name or a word of address before one to three words that are a surname's."""
    given, _, rest = text[span.start : span.end].partition(" ")
    is_known = given in namer.lexicon.given_names or fold(given) in namer.lexicon.addresses
    return span.label == "PERSON" and is_known and SURNAMES.fullmatch(rest) is not None


def _repeated(number: int, text: str, types: Mapping[str, str], again: Occurrences) -> Iterator[Name]:
    for start, end in again(text):
        yield Name(number, start, end, text[start:end], types[text[start:end]], REPEATED, "repeat")


def _equipment(number: int, text: str, namer: Namer) -> Iterator[Name]:
    for seen in namer.arsenal.find(text):
        yield Name(number, seen.start, seen.end, text[seen.start : seen.end], "equipment", CERTAIN, "equipment")


def _proposed(number: int, text: str, spans: Iterable[Span], namer: Namer) -> Iterator[Name]:
    """What tagger, lexicons and patterns see in one passage, with its bounds repaired."""
    for span in spans:
        kind = LABELS.get(span.label)
        for part in repaired(text, Stretch(span.start, span.end, kind), namer.lexicon) if kind else ():
            yield Name(number, part.start, part.end, text[part.start : part.end], part.type, span.confidence, "model")
    for hit in namer.lexicon.hits(text):
        yield Name(number, hit.start, hit.end, text[hit.start : hit.end], hit.known.type, CERTAIN, "lexicon")
    for part in by_head(text, namer.lexicon):
        yield Name(number, part.start, part.end, text[part.start : part.end], part.type, 0.7, "pattern")


def _located(number: int, text: str, words: Counter[str], namer: Namer) -> Iterator[Name]:
    """Places that the tagger may have missed, unless the page uses the word otherwise."""
    for start, end in namer.gazetteer.hits(text):
        if not words[text[start:end].lower()]:
            yield Name(number, start, end, text[start:end], "place", 0.6, "gazetteer")


def _without_overlaps(names: Iterable[Name], precedence: Callable[[Name], tuple[object, ...]]) -> list[Name]:
    """One name a stretch: of two that overlap the one that comes first in precedence stays."""
    kept: list[Name] = []
    starts: list[int] = []
    for name in sorted(names, key=precedence):
        at = bisect(starts, name.start)
        if (at == 0 or kept[at - 1].end <= name.start) and (at == len(kept) or kept[at].start >= name.end):
            kept.insert(at, name)
            starts.insert(at, name.start)
    return kept


def _longest(name: Name) -> tuple[object, ...]:
    """In prose a name inside a longer one gives way; among equals the more trusted source wins."""
    return (name.basis != "equipment", name.start - name.end, -TRUST[name.basis], name.start, name.type)


def _most_trusted(name: Name) -> tuple[object, ...]:
    """In a headline with capitals everywhere a tagger takes too much: what is known comes first."""
    return (-TRUST[name.basis], name.start - name.end, name.start, name.type)


def _typed(names: Sequence[Name], texts: Sequence[str], namer: Namer) -> list[Name]:
    """The names with the type that the whole page gives each."""
    groups: dict[str, list[Name]] = {}
    for name in names:
        groups.setdefault(fold(name.surface), []).append(name)
    parts = Counter(
        fold(word)
        for group in groups.values()
        for word in set(group[0].surface.split())
        if " " in group[0].surface and Counter(n.type for n in group).most_common(1)[0][0] == "person"
    )
    in_title_case = cache(lambda number: is_title_case(texts[number]))  # one passage may hold thousands of names
    decided = {key: _decided(group, texts, parts, in_title_case, namer) for key, group in groups.items()}
    return [
        name._replace(type=verdict.type, confidence=round(verdict.confidence, 3))
        for name in names
        if (verdict := decided[fold(name.surface)])
    ]


def _decided(
    group: Sequence[Name],
    texts: Sequence[str],
    parts: Counter[str],
    in_title_case: Callable[[int], bool],
    namer: Namer,
) -> Verdict | None:
    """What a name is on its page; None for a word that may have its capital from where it stands."""
    if group[0].type == "equipment":
        return Verdict("equipment", CERTAIN, is_unheard=False)
    before = [texts[name.passage][max(0, name.start - CONTEXT) : name.start] for name in group]
    after = [texts[name.passage][name.end : name.end + CONTEXT] for name in group]
    verdict = weigh(Usage(group[0].surface, group, before, after, parts), namer.lexicon, namer.gazetteer)
    begins = (
        SENTENCE_START.search(text) or in_title_case(name.passage) for name, text in zip(group, before, strict=True)
    )
    return None if verdict.is_unheard and all(begins) else verdict


def _with_repeats(names: Sequence[Name], texts: Sequence[str], words: Counter[str], namer: Namer) -> list[Name]:
    """The names and their further occurrences."""
    types = {name.surface: name.type for name in names if name.type != "other"}
    wanted = searched(types, namer.lexicon, words)
    for text in texts:
        for short, long, _ in initialisms(text):
            wanted.setdefault(short, types.get(long, "organization"))
    again = occurrences_of(wanted)
    by_passage: dict[int, list[Name]] = {}
    for name in names:
        by_passage.setdefault(name.passage, []).append(name)
    found: list[Name] = []
    for number, text in enumerate(texts):
        here = by_passage.get(number, [])
        ends = [name.end for name in here]
        for name in _repeated(number, text, wanted, again):
            at = bisect(ends, name.start)
            if at == len(here) or here[at].start >= name.end:
                found.append(name)
    return sorted((*names, *found), key=lambda name: (name.passage, name.start))

"""Who and what does a page name?

In: the prose of one page. Out: one mention for each place where a person, organization, place,
facility, group or piece of equipment is named, and one entity for each thing. A model proposes names;
lexicons, patterns and the page as a whole correct it. Called by `tasks.enriching` as its first enricher.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tasks.enriching import Enricher, Found, Knowledge, PageText, Passage, Span, Tagger
from tasks.enriching.equipment import Arsenal, compile_arsenal
from tasks.enriching.names_lexicon import Lexicon, compile_lexicon, fold
from tasks.enriching.names_linking import Page, Thing, link
from tasks.enriching.names_model import Learned
from tasks.enriching.names_patterns import by_head
from tasks.enriching.names_repeats import initialisms, occurrences, searched
from tasks.enriching.names_spans import Stretch, repaired
from tasks.enriching.names_text import page_words, recase
from tasks.enriching.names_types import Name, Usage, weigh
from tasks.enriching.places import Evidence, Gazetteer, compile_gazetteer, country_shares
from warehouse.tables import Entity, Mention, row_id

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
TRUST: Final[Mapping[str, int]] = {"equipment": 4, "lexicon": 3, "pattern": 2, "model": 1, "gazetteer": 0, "repeat": 0}
CERTAIN: Final = 0.95
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


def enricher(knowledge: Knowledge) -> Enricher:
    """The enricher that adds a page's mentions and entities."""
    namer = namer_of(knowledge)

    def add_names(page: PageText, found: Found) -> Found:
        if not page.passages:
            return found
        names = names_of(page.passages, namer)
        things = things_of(page, names, namer)
        mentions = tuple(_mention(name, things[name.surface, name.type], page) for name in names)
        entities = _entities(names, things, page)
        return replace(found, mentions=found.mentions + mentions, entities=found.entities + entities)

    return add_names


def names_of(passages: Sequence[Passage], namer: Namer) -> list[Name]:
    """The names in the passages, in page order, without overlaps, each with its type on this page."""
    texts = recase(passages)
    words = page_words(passages)
    seen: list[Name] = []
    for number, (text, spans) in enumerate(zip(texts, namer.tagger(texts), strict=True)):
        proposed = [*_equipment(number, text, namer), *_proposed(number, text, spans, namer), *_located(number, text, words, namer)]
        seen += _without_overlaps(proposed)
    seen = _typed(seen, texts, namer)
    seen = _with_repeats(seen, texts, words, namer)
    return [name._replace(surface=passages[name.passage].text[name.start : name.end]) for name in seen]


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


def _without_overlaps(names: Iterable[Name]) -> list[Name]:
    """One name a stretch: a name inside a longer one gives way, else the more trusted source wins."""
    kept: list[Name] = []
    for name in sorted(names, key=_precedence):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def _precedence(name: Name) -> tuple[object, ...]:
    return (name.basis != "equipment", name.start - name.end, -TRUST[name.basis], name.start, name.type)


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
    decided = {key: _decided(group, texts, parts, namer) for key, group in groups.items()}
    return [name._replace(type=decided[fold(name.surface)][0], confidence=decided[fold(name.surface)][1]) for name in names]


def _decided(group: Sequence[Name], texts: Sequence[str], parts: Counter[str], namer: Namer) -> tuple[str, float]:
    if group[0].type == "equipment":
        return "equipment", CERTAIN
    before = [texts[name.passage][max(0, name.start - CONTEXT) : name.start] for name in group]
    after = [texts[name.passage][name.end : name.end + CONTEXT] for name in group]
    kind, share = weigh(Usage(group[0].surface, group, before, after, parts), namer.lexicon, namer.gazetteer)
    return kind, round(min(share, 0.99), 3)


def _with_repeats(names: Sequence[Name], texts: Sequence[str], words: Counter[str], namer: Namer) -> list[Name]:
    """The names and their further occurrences."""
    types = {name.surface: name.type for name in names if name.type != "other"}
    wanted = searched(types, namer.lexicon, words)
    for text in texts:
        for short, long, _ in initialisms(text):
            wanted.setdefault(short, types.get(long, "organization"))
    by_passage: dict[int, list[Name]] = {}
    for name in names:
        by_passage.setdefault(name.passage, []).append(name)
    found: list[Name] = []
    for number, text in enumerate(texts):
        here = by_passage.get(number, [])
        for start, end in occurrences(text, list(wanted)):
            if all(end <= name.start or start >= name.end for name in here):
                found.append(Name(number, start, end, text[start:end], wanted[text[start:end]], 0.6, "repeat"))
    return sorted((*names, *found), key=lambda name: (name.passage, name.start))


def things_of(page: PageText, names: Sequence[Name], namer: Namer) -> Mapping[tuple[str, str], Thing]:
    """(surface, type) → the thing that it names on this page."""
    pairs = sorted({(name.surface, name.type) for name in names})
    defined = {short: long for passage in page.passages for short, long, _ in initialisms(passage.text)}
    evidence = _evidence(page, names, namer)
    links = Page(pairs, defined, namer.variants)
    things: dict[tuple[str, str], Thing] = {}
    for surface, kind in pairs:
        if kind == "equipment":
            things[surface, kind] = _weapon(surface, namer)
        else:
            beside = evidence._replace(beside=_beside(surface, page.passages, names))
            things[surface, kind] = link(surface, kind, links, namer.lexicon, namer.gazetteer, beside)
    return things


def _weapon(surface: str, namer: Namer) -> Thing:
    seen = namer.arsenal.find(surface)
    name = seen[0].name if seen else surface
    return Thing(row_id("equipment", name), name, "equipment")


def _evidence(page: PageText, names: Sequence[Name], namer: Namer) -> Evidence:
    """The countries of the page's places, each taken by its most likely reading."""
    alone = Evidence({})
    places = {name.surface for name in names if name.type == "place"}
    resolved = {surface: namer.gazetteer.resolve(surface, alone) for surface in sorted(places)}
    shares = country_shares(found.place.country_code for found in resolved.values() if found and found.confidence > 0.5)
    dateline = page.article.dateline_place if page.article else None
    home = namer.gazetteer.resolve(dateline, alone) if dateline else None
    return Evidence(shares, home.place.country_code if home else None)


def _beside(surface: str, passages: Sequence[Passage], names: Sequence[Name]) -> tuple[str, ...]:
    """The places that stand right behind a place: 'Paris, Texas'."""
    found = []
    for name, following in zip(names, names[1:], strict=False):
        if name.surface == surface and name.passage == following.passage and following.type == "place":
            if passages[name.passage].text[name.end : following.start] in (", ", " in ", " ("):
                found.append(following.surface)
    return tuple(dict.fromkeys(found))


def _mention(name: Name, thing: Thing, page: PageText) -> Mention:
    passage = page.passages[name.passage]
    start, end = passage.start + name.start, passage.start + name.end
    return Mention(
        mention_id=row_id(page.page.page_id, "mention", start, end),
        entity_id=thing.entity_id,
        page_id=page.page.page_id,
        article_id=page.article.article_id if page.article else None,
        comment_id=passage.comment_id,
        field=passage.field,
        surface=name.surface,
        type=name.type,
        span_start=start,
        span_end=end,
        confidence=name.confidence,
    )


def _entities(names: Sequence[Name], things: Mapping[tuple[str, str], Thing], page: PageText) -> tuple[Entity, ...]:
    """One row per thing, with this page's counts."""
    surfaces: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    by_id: dict[str, Thing] = {}
    for name in names:
        thing = things[name.surface, name.type]
        by_id[thing.entity_id] = thing
        surfaces.setdefault(thing.entity_id, set()).add(name.surface)
        counts[thing.entity_id] += 1
    seen_at = (page.article.published_at if page.article else None) or page.page.captured_at
    return tuple(
        Entity(
            entity_id=key,
            name=thing.name,
            type=thing.type,
            aliases=sorted(surfaces[key] - {thing.name}),
            geonames_id=thing.place.geonames_id if thing.place else None,
            latitude=thing.place.latitude if thing.place else None,
            longitude=thing.place.longitude if thing.place else None,
            country_code=thing.place.country_code if thing.place else None,
            mention_count=counts[key],
            article_count=1 if page.article else 0,
            first_seen=seen_at,
            last_seen=seen_at,
        )
        for key, thing in sorted(by_id.items())
    )

"""Who and what does a page name?

In: the prose of one page. Out: one mention for each place where a person, organization, place,
facility, group or piece of equipment is named, and one entity for each thing. `names_page` finds the
names, `names_linking` says what each names; here they become rows. The first of the enrichers.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from tasks.enriching import Enricher, Found, Knowledge, PageText, Passage
from tasks.enriching.names_linking import Linked, Page, Thing, link, named, words_of
from tasks.enriching.names_page import Namer, namer_of, names_of
from tasks.enriching.names_repeats import initialisms
from tasks.enriching.names_types import Name
from tasks.enriching.place_usage import Cues, PlaceName, compile_cues, usages
from tasks.enriching.places import Evidence
from warehouse.tables import Entity, Mention, row_id

SURE: Final = 0.5  # a place that is more likely than all others tells of its page's country
BESIDE: Final = re.compile(
    r"(?:,? in |, | \()(?:(?:the|north|south|east|west|central|northern|southern|eastern|western)[ -]?)*"
)


def enricher(knowledge: Knowledge) -> Enricher:
    """The enricher that adds a page's mentions and entities."""
    namer, cues = namer_of(knowledge), compile_cues(knowledge)

    def add_names(page: PageText, found: Found) -> Found:
        if not page.passages:
            return found
        names = names_of(page.passages, namer, page.page.language)
        things = things_of(page, names, namer)
        used = _used(page.passages, names, cues)
        mentions = tuple(
            _mention(name, things[name.surface, name.type], page)._replace(usage=usage)
            for name, usage in zip(names, used, strict=True)
        )
        entities = _entities(names, things, page)
        return replace(found, mentions=found.mentions + mentions, entities=found.entities + entities)

    return add_names


def things_of(page: PageText, names: Sequence[Name], namer: Namer) -> Mapping[tuple[str, str], Linked]:
    """(surface, type) → the thing that it names on this page, and why that one."""
    times = Counter((name.surface, name.type) for name in names)  # in page order
    pairs = sorted(times)
    defined = {short: long for passage in page.passages for short, long, _ in initialisms(passage.text)}
    where = _whereabouts(page, names, namer)
    followers = _followers(page.passages, names)
    links = Page(words_of(pair for pair, _ in times.most_common()), defined, namer.variants)
    things: dict[tuple[str, str], Linked] = {}
    for surface, kind in pairs:
        if kind == "equipment":
            things[surface, kind] = _weapon(surface, namer)
        else:
            evidence = where.beside(surface)._replace(beside=followers.get(surface, ()))
            things[surface, kind] = link(surface, kind, links, namer.lexicon, namer.gazetteer, evidence)
    return things


def _weapon(surface: str, namer: Namer) -> Linked:
    seen = namer.arsenal.find(surface)
    name = seen[0].name if seen else surface
    return Linked(named(name, "equipment"), "name" if name == surface else "designation")


def _used(passages: Sequence[Passage], names: Sequence[Name], cues: Cues) -> list[str | None]:
    """How each name of a place is used; None for what is no place."""
    found: list[str | None] = [None] * len(names)
    places: dict[int, list[int]] = {}
    for number, name in enumerate(names):
        if name.type == "place":
            places.setdefault(name.passage, []).append(number)
    for passage, numbers in places.items():
        stretches = [PlaceName(names[number].start, names[number].end) for number in numbers]
        for number, usage in zip(numbers, usages(passages[passage].text, stretches, cues), strict=True):
            found[number] = usage
    return found


class Whereabouts(NamedTuple):
    """Where a page's places lie: the country of each by its most likely reading, and the dateline's."""

    codes: Mapping[str, str | None]  # by surface
    total: Counter[str]
    dateline: str | None

    def beside(self, surface: str) -> Evidence:
        """What the page's other places say of one place's country."""
        others = self.total - Counter(filter(None, [self.codes.get(surface)]))
        return Evidence({code: count / others.total() for code, count in others.items()}, self.dateline)


def _whereabouts(page: PageText, names: Sequence[Name], namer: Namer) -> Whereabouts:
    """The countries of the page's places and demonyms."""
    alone = Evidence({})
    codes: dict[str, str | None] = {}
    for surface, kind in sorted({(name.surface, name.type) for name in names}):
        if kind == "place":
            found = namer.gazetteer.resolve(surface, alone)
            codes[surface] = found.place.country_code if found and found.confidence > SURE else None
        elif surface in namer.lexicon.demonyms:
            codes[surface] = namer.lexicon.demonyms[surface] or None
    dateline = page.article.dateline_place if page.article else None
    home = namer.gazetteer.resolve(dateline, alone) if dateline else None
    return Whereabouts(codes, Counter(filter(None, codes.values())), home.place.country_code if home else None)


def _followers(passages: Sequence[Passage], names: Sequence[Name]) -> dict[str, tuple[str, ...]]:
    """For each place the places that stand right behind it: 'Paris, Texas'."""
    found: dict[str, tuple[str, ...]] = {}
    for name, following in pairwise(names):
        if name.passage == following.passage and name.type == following.type == "place":
            if BESIDE.fullmatch(passages[name.passage].text, name.end, following.start):
                found[name.surface] = (*found.get(name.surface, ()), following.surface)
    return found


def _mention(name: Name, linked: Linked, page: PageText) -> Mention:
    passage = page.passages[name.passage]
    start, end = passage.start + name.start, passage.start + name.end
    return Mention(
        mention_id=row_id(page.page.page_id, "mention", start, end),
        entity_id=linked.thing.entity_id,
        entity_basis=linked.basis,
        page_id=page.page.page_id,
        article_id=page.article.article_id if page.article else None,
        comment_id=passage.comment_id,
        field=passage.field,
        surface=name.surface,
        type=name.type,
        usage=None,
        span_start=start,
        span_end=end,
        confidence=name.confidence,
    )


def _entities(names: Sequence[Name], things: Mapping[tuple[str, str], Linked], page: PageText) -> tuple[Entity, ...]:
    """One row per thing, with this page's counts."""
    surfaces: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    by_id: dict[str, Thing] = {}
    for name in names:
        thing = things[name.surface, name.type].thing
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

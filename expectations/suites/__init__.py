"""What must hold of the tables that their declarations cannot say? Judgements, by table.

A judgement is gate (a fault of ours: the release stops), row (the row is held back) or warn (worth
a look). Pages are hostile and odd, so what only the page's author can be blamed for warns.
"""

from typing import Final

from expectations import Expectation
from expectations.suites import (
    articles,
    comments,
    dates,
    entities,
    figures,
    lines,
    mentions,
    pages,
    quotes,
    run_tables,
    spans,
    stories,
)

SUITES: Final[tuple[tuple[Expectation, ...], ...]] = (
    pages.EXPECTATIONS,
    lines.EXPECTATIONS,
    articles.EXPECTATIONS,
    comments.EXPECTATIONS,
    entities.EXPECTATIONS,
    mentions.EXPECTATIONS,
    quotes.EXPECTATIONS,
    figures.EXPECTATIONS,
    dates.EXPECTATIONS,
    stories.EXPECTATIONS,
    spans.EXPECTATIONS,
    run_tables.EXPECTATIONS,
)

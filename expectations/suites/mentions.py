"""Judgements on `mentions`: where a name stands, and how long it is."""

from typing import Final

from expectations import Expectation, never
from expectations.suites.values import at_most, not_blank

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("mentions", "surface"),
    at_most("mentions", "surface", 200, "warn"),
    never(
        "mentions.surface.span",
        "length(surface) <> span_end - span_start",
        "gate",
        "A surface is as long as its span.",
    ),
    never(
        "mentions.usage.places",
        "(type = 'place') <> (usage IS NOT NULL)",
        "gate",
        "A place's name says how it is used, and no other does.",
    ),
    never(
        "mentions.comment_id.field",
        "(field = 'comment') <> (comment_id IS NOT NULL)",
        "gate",
        "A name in a comment says in which one, and no other does.",
    ),
)

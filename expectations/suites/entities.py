"""Judgements on `entities`: names, places and counts."""

from typing import Final

from expectations import Expectation, never
from expectations.suites.values import at_most, not_blank, ordered, together

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("entities", "name", "gate"),
    at_most("entities", "name", 200, "warn"),
    never(
        "entities.aliases.not_the_name",
        "list_contains(aliases, name)",
        "warn",
        "An alias is another name than the canonical one.",
    ),
    together("entities", "latitude", "longitude"),
    never(
        "entities.country_code.shape",
        "NOT regexp_full_match(country_code, '[A-Z]{2}')",
        "gate",
        "A country's code is two capital letters.",
    ),
    never(
        "entities.geonames_id.places",
        "geonames_id IS NOT NULL AND type NOT IN ('place', 'facility')",
        "warn",
        "Only places and facilities are resolved to GeoNames.",
    ),
    never("entities.mention_count.named", "mention_count = 0", "gate", "Every entity is mentioned somewhere."),
    ordered("entities", "article_count", "mention_count", "gate"),
    together("entities", "first_seen", "last_seen"),
    ordered("entities", "first_seen", "last_seen", "gate"),
)

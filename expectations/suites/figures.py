"""Judgements on `figures`: values, ranges, currencies, claimants."""

from typing import Final

from expectations import Expectation, broken_rows, never
from expectations.suites.values import not_blank, ordered

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("figures", "text"),
    ordered("figures", "value_min", "value_max", "row"),
    ordered("figures", "period_start", "period_end", "row"),
    never(
        "figures.value_min.finite",
        "NOT isfinite(value_min) OR NOT isfinite(value_max)",
        "row",
        "A value is a number, not infinity and not NaN.",
    ),
    broken_rows(
        "figures.article_id.owner",
        "gate",
        "A figure on a page with an article stands in it or in a comment.",
        """
        SELECT figures.figure_id, figures.page_id, articles.article_id AS owner
        FROM figures JOIN articles ON articles.page_id = figures.page_id
        WHERE figures.article_id IS NULL AND figures.comment_id IS NULL""",
    ),
    never(
        "figures.currency.shape",
        "NOT regexp_full_match(currency, '[A-Z]{3}')",
        "row",
        "A currency is three capital letters.",
    ),
    never(
        "figures.claimant_entity_id.with_claimant",
        "claimant_entity_id IS NOT NULL AND claimant IS NULL",
        "gate",
        "A claimant that is an entity has a name.",
    ),
)

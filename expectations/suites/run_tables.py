"""Judgements on what a run says of itself: `quarantine`, `runs`, `coverage`."""

from typing import Final

from expectations import Expectation, never
from expectations.suites.values import not_blank, ordered

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("quarantine", "reason", "gate"),
    ordered("runs", "started_at", "finished_at", "warn"),
    never(
        "runs.record_count.adds_up",
        "record_count + kept_count <> article_count + no_article_count + duplicate_count + quarantined_count",
        "gate",
        "Every record that was read ended in exactly one way.",
    ),
    ordered("coverage", "filled_count", "row_count", "gate"),
)

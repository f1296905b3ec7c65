"""Judgements on every table whose rows carry a span of the page."""

from typing import Final

from expectations import Expectation, never
from warehouse.schema import fields
from warehouse.tables import TABLES, Table

SPANNED: Final = tuple(t for t in TABLES if {"span_start", "span_end"} <= {f.name for f in fields(t)})


def not_empty(table: Table) -> Expectation:
    """A span ends after it begins."""
    words = "Every span has at least one character."
    return never(f"{table.name}.span_end.after_start", "span_end <= span_start", "gate", words)


EXPECTATIONS: Final = tuple(not_empty(table) for table in SPANNED)

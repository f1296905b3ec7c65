"""Judgements on every table whose rows carry a span of the page."""

from typing import Final

from expectations import Expectation
from warehouse.schema import fields
from warehouse.tables import TABLES, Table

SPANNED: Final = tuple(t for t in TABLES if {"span_start", "span_end"} <= {f.name for f in fields(t)})


def not_empty(table: Table) -> Expectation:
    """A span ends after it begins."""
    kind, arguments = "ExpectColumnPairValuesAToBeGreaterThanB", {"column_A": "span_end", "column_B": "span_start"}
    words = "Every span has at least one character."
    return Expectation(f"{table.name}.span_end.after_start", table.name, "span_end", "gate", words, kind, arguments)


EXPECTATIONS: Final = tuple(not_empty(table) for table in SPANNED)

"""Judgements on `dates`: how a date in the text was resolved."""

from typing import Final

from expectations import Expectation
from expectations.suites.values import basis_agrees, not_blank, ordered

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("dates", "text"),
    ordered("dates", "resolved_start", "resolved_end", "row"),
    basis_agrees("dates", "resolved_start", "basis"),
)

"""What does a release look like? Answers in, HTML out: the report of a release, and one page with its marks.

Every document is self-contained and runs under a strict Content-Security-Policy; every string is escaped, since all
of them may come from hostile pages.
"""

from typing import Any, NamedTuple


class Answered(NamedTuple):
    """One question to the warehouse with its query and the answer."""

    name: str
    asks: str
    sql: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def only(self) -> dict[str, Any]:
        """The one row of an answer that has one."""
        (record,) = self.records()
        return record

"""Judgements on `lines`: who placed a line, and how many could not be placed."""

from typing import Final

from expectations import Expectation, broken_rows, never
from expectations.floors import FLOORS
from expectations.suites.values import not_blank

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("lines", "rule", "gate"),
    never(
        "lines.role.unread",
        "rule = 'unread' AND role <> 'boilerplate'",
        "gate",
        "A line that nothing could place is boilerplate.",
    ),
    broken_rows(
        "lines.rule.unread_share",
        "warn",
        f"At most {FLOORS.unread_share:.0%} of the lines were placed by no rule or model.",
        f"""SELECT count(*) AS line_count, count_if(rule = 'unread') AS unread_count
            FROM lines HAVING count_if(rule = 'unread') > {FLOORS.unread_share} * count(*)""",
    ),
)

"""What is a line on its page, and who says so? The shape in which every reader of lines answers."""

from typing import NamedTuple


class LineRole(NamedTuple):
    """The one role of a line, the rule or model that gave it, and how sure that is (0 to 1)."""

    role: str  # one of warehouse.tables.ROLES
    rule: str
    confidence: float

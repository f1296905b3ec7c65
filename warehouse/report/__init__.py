"""What does the report ask a release? One SQL file a question; each runs as it is in any DuckDB client.

The first line of a file is a comment with the question in people's words. Answers are sums and rankings of a few
hundred rows at most, however many pages there are.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ORDER: Final = (
    "totals",
    "over_time",
    "publishers",
    "entities",
    "places",
    "speakers",
    "figures",
    "comment_activity",
    "replies",
    "discussed",
    "stories",
    "roles",
    "coverage",
    "check_totals",
    "checks",
    "quarantine",
)

FOLDER: Final = Path(__file__).parent


class Question(NamedTuple):
    """One question: its name, the question in words, and the query that answers it."""

    name: str
    asks: str
    sql: str


def questions() -> Iterator[Question]:
    """Every question, in order. Raises ValueError where a file does not say what it asks."""
    for name in ORDER:
        sql = (FOLDER / f"{name}.sql").read_text("utf-8").strip()
        first = sql.partition("\n")[0]
        if not first.startswith("-- "):
            raise ValueError(f"{name}.sql does not begin with its question.")
        yield Question(name, first.removeprefix("-- "), sql)

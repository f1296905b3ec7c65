"""What do readers query beside the tables? One file for each view or macro, in an order that lets one build on others.

The first line of a file is a comment that says what it answers; lines `--   column: meaning` tell columns that the
tables do not declare, or declare in more than one sense. Both become comments in the database.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from warehouse.schema import fields, literal, quoted
from warehouse.tables import TABLES

ORDER: Final = (
    "utc_day",
    "thing",
    "has_words",
    "snippet",
    "search",
    "cite",
    "quote_lines",
    "quotes_about_places",
    "quoted_about",
    "speakers",
    "figure_lines",
    "figure_comparisons",
    "figures_side_by_side",
    "place_timeline",
    "mention_lines",
    "entity_aliases",
    "co_mentions",
    "comment_threads",
    "discussions",
    "comment_tree",
    "comment_topics",
    "story_copies",
    "changes_after_publication",
    "publisher_coverage",
    "unread_lines",
    "latest_checks",
)

FOLDER: Final = Path(__file__).parent
CREATED: Final = re.compile(r"^CREATE (?:(VIEW) (\w+)|MACRO (\w+)(\([^)]*\)) AS( TABLE)?)", re.MULTILINE)
COLUMN: Final = re.compile(r"^--   (\w+): (.+)$", re.MULTILINE)


class View(NamedTuple):
    """One view or macro: its name, what it answers, its SQL, and what its file says of its columns."""

    name: str
    kind: str  # as COMMENT ON says it: VIEW, MACRO or MACRO TABLE
    parameters: str  # of a macro, in parentheses
    doc: str
    sql: str
    columns: dict[str, str]


def views() -> Iterator[View]:
    """Every view and macro, in order. Raises ValueError where a file does not say what it answers."""
    for name in ORDER:
        sql = (FOLDER / f"{name}.sql").read_text("utf-8")
        created, first = CREATED.search(sql), sql.partition("\n")[0]
        if created is None or name not in created.groups() or not first.startswith("-- "):
            raise ValueError(f"{name}.sql does not begin with what it answers, or creates something else.")
        kind = "VIEW" if created[1] else f"MACRO{created[5] or ''}"
        yield View(name, kind, created[4] or "", first.removeprefix("-- "), sql, dict(COLUMN.findall(sql)))


def view_comment_statements(view: View, columns: list[str]) -> list[str]:
    """The statements that put a file's words, and the declarations', on its view and the view's columns."""
    head = f"COMMENT ON {view.kind} {quoted(view.name)} IS {literal(view.doc)}"
    meanings = _declared() | view.columns
    told = [name for name in columns if name in meanings]
    return [
        head,
        *(f"COMMENT ON COLUMN {quoted(view.name)}.{quoted(n)} IS {literal(meanings[n])}" for n in told),
    ]


def _declared() -> dict[str, str]:
    """The meaning that most tables give a column of that name; of as many, the first declared."""
    meanings: dict[str, Counter[str]] = {}
    for table in TABLES:
        for field in fields(table):
            meanings.setdefault(field.name, Counter())[field.column.doc] += 1
    return {name: docs.most_common(1)[0][0] for name, docs in meanings.items()}

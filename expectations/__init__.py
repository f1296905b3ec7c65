"""What must be true of the staged tables before anyone may read them?

`derive` gives what follows from the tables' declarations, `suites/` what a schema cannot know,
`audits/` the laws, one question a file. `engine.check` asks Great Expectations on DuckDB all of
them and returns one `Outcome` each; `checks_page` shows them to people; `drift` compares a run's
coverage with the last ones.
"""

from typing import Any, Final, NamedTuple

from warehouse.schema import fields, quoted, table_named
from warehouse.tables import Check

EXCERPT_LENGTH: Final = 200


class Expectation(NamedTuple):
    """One thing that must hold: the SQL of the rows that break it, and what it means for people."""

    name: str  # unique among all: 'articles.title.not_null', 'audit.lines_overlap'
    table: str
    column: str | None
    severity: str  # one of warehouse.tables.SEVERITIES
    description: str  # a sentence
    query: str  # selects the rows that break it
    condition: str | None = None  # where one row alone decides: what the rows meet that break it
    is_of_pages: bool = False  # the rows of one page alone decide


class Outcome(NamedTuple):
    """What became of one expectation; for severity 'row' with the key of every row that breaks it."""

    check: Check
    failing: tuple[tuple[Any, ...], ...] = ()  # values in the order of Table.key, sorted


def broken_rows(name: str, severity: str, description: str, query: str) -> Expectation:
    """No row may come out of `query`. The name begins with the table's, then the column's if it is about one."""
    table, _, rest = name.partition(".")
    column = rest.partition(".")[0]
    known = {field.name for field in fields(table_named(table))}
    about = column if column in known else None
    return Expectation(name, table, about, severity, description, query)


def never(name: str, condition: str, severity: str, description: str) -> Expectation:
    """No row of the table that `name` begins with may meet the SQL `condition`."""
    table, column = name.split(".")[:2]
    columns = key_columns(table)
    if any(field.name == column for field in fields(table_named(table))) and column not in table_named(table).key:
        columns += f", {excerpt(column)} AS {quoted(column)}"
    query = f"SELECT {columns} FROM {quoted(table)} WHERE {condition}"
    return broken_rows(name, severity, description, query)._replace(condition=condition)


def key_columns(table: str, alias: str = "") -> str:
    """The columns that identify a row, for a SELECT list."""
    prefix = f"{alias}." if alias else ""
    return ", ".join(prefix + quoted(name) for name in table_named(table).key)


def excerpt(column: str, alias: str = "") -> str:
    """A column's value as a text that is short enough to be shown."""
    prefix = f"{alias}." if alias else ""
    return f"left(CAST({prefix}{quoted(column)} AS VARCHAR), {EXCERPT_LENGTH})"

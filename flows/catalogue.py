"""What is in the current release? Its tables, views and macros, or the columns of one, in the words of its comments."""

from typing import Any, Final

from flows.words import FaultError, as_json, print_table
from warehouse.answers import ask
from warehouse.release import Release

THINGS: Final = """
SELECT name, kind, rows, comment FROM (
  SELECT table_name AS name, 'table' AS kind, estimated_size AS rows, comment
    FROM duckdb_tables() WHERE schema_name = 'main'
  UNION ALL SELECT view_name, 'view', NULL, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'
  UNION ALL SELECT function_name || '(' || array_to_string(parameters, ', ') || ')', 'macro', NULL, comment
    FROM duckdb_functions() WHERE NOT internal AND schema_name = 'main')
ORDER BY kind = 'macro', kind = 'view', name"""
COLUMNS: Final = """
SELECT column_name AS name, data_type AS type, comment FROM duckdb_columns()
WHERE lower(table_name) = lower(?) AND schema_name = 'main' ORDER BY column_index"""
MACRO: Final = """
SELECT function_name || '(' || array_to_string(parameters, ', ') || ')' AS name, 'macro' AS type, comment
FROM duckdb_functions() WHERE lower(function_name) = lower(?) AND NOT internal AND schema_name = 'main'"""


def things(release: Release) -> list[dict[str, Any]]:
    """The tables, views and macros of a release."""
    return _dicts(release, THINGS)


def columns(release: Release, name: str) -> list[dict[str, Any]]:
    """The columns of a table or view, or how a macro is called. Raises FaultError where there is none."""
    called, _, _ = name.partition("(")  # a macro's name is listed with what it takes
    found = _dicts(release, COLUMNS, name) or _dicts(release, MACRO, called)
    if not found:
        names = ", ".join(str(thing["name"]) for thing in things(release))
        raise FaultError(f"There is no table, view or macro '{name}'. There are: {names}.", 2)
    return found


def print_schema(release: Release, name: str | None, is_json: bool) -> None:
    """Print what a release holds, or the columns of one thing."""
    rows = columns(release, name) if name else things(release)
    if is_json:
        print(as_json(rows))
    else:
        print_table(list(rows[0]), [list(row.values()) for row in rows])


def _dicts(release: Release, query: str, *parameters: str) -> list[dict[str, Any]]:
    answer = ask(release.database, query, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

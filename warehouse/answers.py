"""What does a release answer to an SQL query? Read-only, in UTC."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb

from warehouse.database import reader
from warehouse.staging import write_parquet

NO_QUERY: Final = "This is no query that gives rows."


class QueryError(Exception):
    """A query that DuckDB refused, in DuckDB's words, or that gives no rows."""


class Answer(NamedTuple):
    """The columns and rows of an answer."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def csv(self) -> str:
        """The answer as CSV; cells that a spreadsheet would run as a formula begin with an apostrophe."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([[_cell(value) for value in row] for row in self.rows])
        return stream.getvalue().rstrip("\n")


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


def ask(database: Path, query: str, parameters: Sequence[Any] = ()) -> Answer:
    """The answer to a query. Raises QueryError."""
    try:
        with reader(database) as connection:
            cursor: duckdb.DuckDBPyConnection | None = connection.execute(query, list(parameters))
            if cursor is None:
                raise QueryError(NO_QUERY)
            columns = tuple(column[0] for column in cursor.description or ())
            return Answer(columns, cursor.fetchall() if columns else [])
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def export(database: Path, query: str, target: Path) -> None:
    """Write the answer to a query as a Parquet file. Raises QueryError."""
    try:
        with reader(database) as connection:
            rows: duckdb.DuckDBPyRelation | None = connection.sql(query)
            if rows is None:
                raise QueryError(NO_QUERY)
            write_parquet(rows.to_arrow_table(), target)
    except duckdb.Error as error:
        raise QueryError(str(error)) from error

"""What do Arrow and DuckDB need to know of a declared table?

Derives fields, Arrow schema, DDL and comments from the declarations in `warehouse.tables`. Pure.
"""

import types
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from warehouse.tables import TABLES, Column, Table

INSTANT: Final = pa.timestamp("us", tz="UTC")
ARROW: Final[dict[Any, pa.DataType]] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: INSTANT,
    list[str]: pa.list_(pa.string()),
}
DUCKDB: Final[dict[Any, str]] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    datetime: "TIMESTAMPTZ",
    list[str]: "VARCHAR[]",
}


class Field(NamedTuple):
    """One column of a declared table."""

    name: str
    kind: Any  # a key of ARROW and DUCKDB
    is_nullable: bool
    column: Column

    @property
    def duckdb_type(self) -> str:
        return "JSON" if self.column.is_json else DUCKDB[self.kind]


@cache
def fields(table: Table) -> tuple[Field, ...]:
    """The columns of a table, in order."""
    hints = get_type_hints(table.row, include_extras=True)
    return tuple(_field(name, annotation) for name, annotation in hints.items())


def _field(name: str, annotation: Any) -> Field:
    kind, column = get_args(annotation)
    options = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    plain = [option for option in options if option is not type(None)]
    return Field(name, plain[0], len(plain) < len(options), column)


def table_named(name: str) -> Table:
    """The declared table of that name. Raises KeyError for any other."""
    return {table.name: table for table in TABLES}[name]


def doc(table: Table) -> str:
    """What one row of the table is, in a sentence."""
    return (table.row.__doc__ or "").partition("\n")[0]


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """The table's Arrow schema; field and schema metadata carry the documentation."""
    return pa.schema(
        [pa.field(f.name, ARROW[f.kind], f.is_nullable, {"doc": f.column.doc}) for f in fields(table)],
        metadata={"table": table.name, "doc": doc(table)},
    )


def arrow_table(table: Table, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table. Raises pyarrow.ArrowInvalid where a value does not fit its column."""
    schema = arrow_schema(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL string literal, for the statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def meaning(field: Field) -> str:
    """What a column means, which values it may have, and which table it refers to."""
    column = field.column
    values = f"; one of {', '.join(column.values)}" if column.values else ""
    return f"{column.doc}{values}{f'; refers to {column.references}' if column.references else ''}"


def create_statement(table: Table) -> str:
    """The DDL of a table. Keys are checked by expectations, not by DuckDB: they cost 2 to 4 times the load."""
    columns = ", ".join(
        f"{quoted(f.name)} {f.duckdb_type}{'' if f.is_nullable else ' NOT NULL'}" for f in fields(table)
    )
    return f"CREATE TABLE {quoted(table.name)} ({columns})"


def comment_statements(table: Table) -> list[str]:
    """The statements that put the declaration's documentation on the table and its columns."""
    name = quoted(table.name)
    return [
        f"COMMENT ON TABLE {name} IS {literal(doc(table))}",
        *(f"COMMENT ON COLUMN {name}.{quoted(f.name)} IS {literal(meaning(f))}" for f in fields(table)),
    ]

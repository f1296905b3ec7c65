"""Which expectations follow from a table's declaration?

A declaration in `warehouse.tables` goes in, its expectations come out: columns and their types,
nulls, keys, value sets, bounds, references, JSON. All of them are gates: a row that breaks its own
declaration is a fault of ours, never the page's. Nothing here names a table or a column.
"""

from collections.abc import Callable, Iterator
from typing import Final

from expectations import Expectation, broken_rows, excerpt, key_columns, never
from warehouse.schema import DUCKDB, Field, fields, literal, quoted, table_named
from warehouse.tables import Table


def suite(table: Table) -> tuple[Expectation, ...]:
    """Every expectation that the table's declaration implies, columns first."""
    by_column = (found for field in fields(table) for rule in RULES for found in rule(table, field))
    return (declared_columns(table), unique_key(table), *by_column)


def declared_columns(table: Table) -> Expectation:
    """The table has the declared columns with the declared types, and no others."""
    declared = ", ".join(f"({literal(f.name)}, {_types(f)})" for f in fields(table))
    query = f"""
      SELECT coalesce(declared.name, found.column_name) AS column_name, declared.types AS declared,
        found.data_type AS found
      FROM (VALUES {declared}) AS declared(name, types)
      FULL JOIN (SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = {literal(table.name)}
                 AND database_name = current_database() AND schema_name = current_schema()) AS found
        ON found.column_name = declared.name
      WHERE NOT coalesce(list_contains(declared.types, found.data_type), false)"""
    return broken_rows(f"{table.name}.columns", "gate", "The table has the declared columns and types.", query)


def _types(field: Field) -> str:
    """The types that a column may have, as DuckDB itself spells them: Parquet keeps JSON as text."""
    names = dict.fromkeys((field.duckdb_type, DUCKDB[field.kind]))
    return "[" + ", ".join(f"typeof(CAST(NULL AS {name}))" for name in names) + "]"


def unique_key(table: Table) -> Expectation:
    """No two rows have the same key."""
    keys = key_columns(table.name)
    query = f"SELECT {keys}, count(*) AS row_count FROM {quoted(table.name)} GROUP BY {keys} HAVING count(*) > 1"
    words = f"No two rows have the same {' and '.join(table.key)}."
    rows = broken_rows(f"{table.name}.unique", "gate", words, query)
    return rows._replace(is_of_pages=table.key[0] == "page_id")


def not_null(table: Table, field: Field) -> Iterator[Expectation]:
    """A column that is not declared optional always has a value."""
    if not field.is_nullable:
        words = f"Every row has a value in {field.name}."
        yield never(f"{table.name}.{field.name}.not_null", f"{quoted(field.name)} IS NULL", "gate", words)


def in_set(table: Table, field: Field) -> Iterator[Expectation]:
    """A column with a closed set of values has no other."""
    if field.column.values:
        words = f"{field.name} is one of: {', '.join(field.column.values)}."
        condition = f"{quoted(field.name)} NOT IN ({', '.join(map(literal, field.column.values))})"
        yield never(f"{table.name}.{field.name}.in_set", condition, "gate", words)


def between(table: Table, field: Field) -> Iterator[Expectation]:
    """A bounded column stays within its bounds."""
    low, high = field.column.minimum, field.column.maximum
    beyond = [f"{quoted(field.name)} {sign} {bound}" for sign, bound in (("<", low), (">", high)) if bound is not None]
    if beyond:
        words = f"{field.name} lies between {'-∞' if low is None else low} and {'∞' if high is None else high}."
        yield never(f"{table.name}.{field.name}.between", " OR ".join(beyond), "gate", words)


def references(table: Table, field: Field) -> Iterator[Expectation]:
    """What a column points to exists."""
    if field.column.references:
        target, _, column = field.column.references.partition(".")
        column = column or table_named(target).key[0]
        words = f"What {field.name} points to exists in {target}."
        query = f"""
          SELECT {key_columns(table.name, "child")}, {excerpt(field.name, "child")} AS missing
          FROM {quoted(table.name)} AS child
          ANTI JOIN {quoted(target)} AS parent ON child.{quoted(field.name)} = parent.{quoted(column)}
          WHERE child.{quoted(field.name)} IS NOT NULL"""
        yield broken_rows(f"{table.name}.{field.name}.references", "gate", words, query)


def json_parseable(table: Table, field: Field) -> Iterator[Expectation]:
    """A column declared as JSON parses."""
    if field.column.is_json:
        name, column = f"{table.name}.{field.name}.json", quoted(field.name)
        yield never(name, f"NOT json_valid({column})", "gate", f"{field.name} is valid JSON.")


def elements_not_null(table: Table, field: Field) -> Iterator[Expectation]:
    """A list has no null among its elements."""
    if field.kind == list[str]:
        name, column = f"{table.name}.{field.name}.elements_not_null", quoted(field.name)
        words = f"No element of {field.name} is null."
        yield never(name, f"len({column}) <> list_count({column})", "gate", words)


Rule = Callable[[Table, Field], Iterator[Expectation]]
RULES: Final[tuple[Rule, ...]] = (not_null, elements_not_null, in_set, between, references, json_parseable)

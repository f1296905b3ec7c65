"""Every derived expectation, for every table, is broken by one bad row and seen to fail by its name."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations import Expectation, Outcome, derive, engine
from warehouse.schema import Field, create_statement, fields, quoted, table_named
from warehouse.tables import TABLES, Table

DERIVED = [expectation for table in TABLES for expectation in derive.suite(table)]
BY_ROW = [e for e in DERIVED if not e.name.endswith(".columns")]
DAY = datetime(2020, 1, 1, tzinfo=UTC)
SAMPLES: dict[Any, Any] = {str: "sample", int: 1, float: 0.5, bool: False, datetime: DAY, list[str]: ["sample"]}

BAD = {"not_null": None, "elements_not_null": [None], "in_set": "none of them", "references": "nowhere", "json": "{"}


def good_row(table: Table) -> dict[str, Any]:
    """A row that breaks nothing: every id is the same word, so what it points to exists."""
    return {f.name: good_value(f) for f in fields(table)}


def good_value(field: Field) -> Any:
    if field.column.values:
        return field.column.values[0]
    return "{}" if field.column.is_json else SAMPLES[field.kind]


def distinct_key(table: Table, number: int) -> dict[str, Any]:
    """Another value for the last key column that points nowhere, so that rows differ by it."""
    free = [f for f in fields(table) if f.name in table.key and not f.column.references]
    kind = free[-1].kind
    return {free[-1].name: number if kind is int else f"key {number}"} if free else {}


def bad_value(rule: str, field: Field) -> Any:
    low, high = field.column.minimum, field.column.maximum
    beyond = low - 1 if low is not None else (high or 0) + 1
    bounds = {"between": field.kind(beyond)} if rule == "between" else {}
    return {**BAD, **bounds}[rule]


def bad_row(expectation: Expectation, number: int) -> dict[str, Any]:
    table = table_named(expectation.table)
    if expectation.name.endswith(".unique"):
        return good_row(table)
    field = next(f for f in fields(table) if f.name == expectation.column)
    rule = expectation.name.rpartition(".")[2]
    return {**good_row(table), **distinct_key(table, number), field.name: bad_value(rule, field)}


def loose_parquet(folder: Path, table: Table, rows: list[dict[str, Any]]) -> str:
    """Rows as Parquet by DuckDB, which lets nulls through where the declared schema would not."""
    target = folder / f"{table.name}.parquet"
    with duckdb.connect() as connection:
        columns = ", ".join(f"{quoted(f.name)} {f.duckdb_type.replace('JSON', 'VARCHAR')}" for f in fields(table))
        connection.execute(f"CREATE TABLE loose ({columns})")
        marks = ", ".join("?" for _ in fields(table))
        for row in rows:
            connection.execute(f"INSERT INTO loose VALUES ({marks})", list(row.values()))
        connection.execute(f"COPY loose TO '{target}' (FORMAT parquet)")
    return str(target)


def checked(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> dict[str, Outcome]:
    database = folder / "staged.duckdb"
    with duckdb.connect(str(database)) as connection:
        for table in TABLES:
            file = loose_parquet(folder, table, rows[table.name])
            connection.execute(f"CREATE VIEW {quoted(table.name)} AS FROM read_parquet('{file}')")
    return {outcome.check.check_name: outcome for outcome in engine.check(database, "run", None)}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    rows = {table.name: [good_row(table)] for table in TABLES}
    for number, expectation in enumerate(BY_ROW, 100):
        rows[expectation.table].append(bad_row(expectation, number))
    return checked(tmp_path_factory.mktemp("broken"), rows)


@pytest.mark.parametrize("expectation", BY_ROW, ids=lambda e: e.name)
def test_one_bad_row_is_seen_by_name(expectation: Expectation, broken: dict[str, Outcome]) -> None:
    check = broken[expectation.name].check
    number = BY_ROW.index(expectation) + 100
    key = distinct_key(table_named(expectation.table), number)
    assert check.outcome == "failed"
    assert check.details is not None
    examples = json.loads(check.details)["examples"]
    by_key = [row for row in examples if all(row.get(name) == value for name, value in key.items())]
    assert by_key or expectation.name.endswith(".unique") or expectation.column in key


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_of_another_name_or_type_is_seen(table: Table) -> None:
    first, second = fields(table)[:2]
    with duckdb.connect() as connection:
        connection.execute(create_statement(table))
        query = derive.declared_columns(table).query
        assert connection.execute(query).fetchall() == []
        connection.execute(f"ALTER TABLE {quoted(table.name)} RENAME {quoted(first.name)} TO surplus")
        connection.execute(f"ALTER TABLE {quoted(table.name)} ALTER {quoted(second.name)} TYPE UUID USING NULL")
        assert [(row[0], row[2]) for row in connection.execute(f"{query} ORDER BY ALL").fetchall()] == sorted(
            [(first.name, None), (second.name, "UUID"), ("surplus", first.duckdb_type)]
        )


def test_every_name_is_used_once() -> None:
    names = [expectation.name for expectation in engine.expected()]
    assert len(names) == len(set(names))

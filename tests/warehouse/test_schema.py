"""Does one declaration give Arrow, DDL and comments?"""

import duckdb
import pyarrow as pa
import pytest

from tests.warehouse.rows import page
from warehouse.schema import (
    arrow_schema,
    arrow_table,
    comment_statements,
    create_statement,
    fields,
    literal,
    meaning,
    quoted,
)
from warehouse.tables import TABLES, Table

BY_NAME = {table.name: table for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_meaning_and_every_table_a_key_and_an_order(table: Table) -> None:
    names = [field.name for field in fields(table)]
    assert all(field.column.doc for field in fields(table))
    assert set(table.key) <= set(names)
    assert set(table.key) <= set(table.sort), "an order that is not total differs from run to run"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_reference_leads_to_a_declared_table(table: Table) -> None:
    targets = {(field.column.references or table.name).partition(".")[0] for field in fields(table)}
    assert targets <= set(BY_NAME)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_takes_the_ddl_the_comments_and_an_empty_arrow_table(table: Table) -> None:
    with duckdb.connect() as connection:
        connection.execute(create_statement(table))
        for statement in comment_statements(table):
            connection.execute(statement)
        empty = arrow_table(table, [])
        connection.execute(f"INSERT INTO {quoted(table.name)} BY NAME FROM empty")
        comments = connection.execute("SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert empty.num_rows == 0
    assert comments == [(field.name, meaning(field)) for field in fields(table)]


def test_a_page_row_keeps_its_types_and_its_nulls() -> None:
    data = arrow_table(BY_NAME["pages"], [page("Naïve 🗞")])
    assert data.schema.equals(arrow_schema(BY_NAME["pages"]))
    assert data.to_pylist()[0]["text"] == "Naïve 🗞"
    assert data.schema.field("captured_at").type == pa.timestamp("us", tz="UTC")
    assert data.schema.field("page_id").nullable is False


def test_names_and_texts_are_quoted_for_sql() -> None:
    assert quoted('a"b') == '"a""b"'
    assert literal("it's; DROP TABLE pages --") == "'it''s; DROP TABLE pages --'"

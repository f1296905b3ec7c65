"""Do readers see whole releases only, and is a reader with an old one left in peace?"""

import os
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.rows import article, page
from tests.warehouse.test_withhold import tables_with
from warehouse.answers import QueryError, ask
from warehouse.database import VerificationError, build, row_counts, verify
from warehouse.release import (
    DATABASE,
    current,
    point_to,
    publish,
    releases,
    write_manifest,
)
from warehouse.tables import TABLES


def built(folder: Path, *contents: str) -> Path:
    pages = [page(content, f"file:///{content}") for content in contents]
    tables_with(folder / "tables", {"pages": pages, "articles": [article(p) for p in pages]})
    build(folder / "tables", folder / DATABASE)
    write_manifest(folder, {"rows": row_counts(folder / "tables")})
    return folder


def test_a_release_holds_every_table_with_comments_and_views_and_verifies(tmp_path: Path) -> None:
    folder = built(tmp_path / "built", "One.", "Two.")
    verify(folder / DATABASE, row_counts(folder / "tables"))
    names = ask(folder / DATABASE, "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY 1").rows
    assert names == sorted((table.name,) for table in TABLES)
    comment = ask(folder / DATABASE, "SELECT comment FROM duckdb_tables() WHERE table_name = 'lines'").rows
    assert comment == [("One non-blank line of a page, with the one role that it has.",)]


def test_a_database_with_other_counts_than_its_tables_is_not_verified(tmp_path: Path) -> None:
    folder = built(tmp_path / "built", "One.")
    with pytest.raises(VerificationError, match="Table 'pages' has 1 rows; its Parquet file has 7"):
        verify(folder / DATABASE, row_counts(folder / "tables") | {"pages": 7})


def test_a_database_with_another_column_than_declared_is_not_verified(tmp_path: Path) -> None:
    folder = built(tmp_path / "built", "One.")
    with duckdb.connect(folder / DATABASE) as connection:
        connection.execute("ALTER TABLE runs ADD COLUMN extra INTEGER")
    with pytest.raises(VerificationError, match="Table 'runs' has other columns than the ones declared"):
        verify(folder / DATABASE, row_counts(folder / "tables"))


def test_publishing_moves_the_pointer_and_a_reader_with_the_old_file_notices_nothing(tmp_path: Path) -> None:
    first = publish(tmp_path, built(tmp_path / "a", "One."))
    with duckdb.connect(tmp_path / "current" / DATABASE, read_only=True) as reader:
        second = publish(tmp_path, built(tmp_path / "b", "One.", "Two."))
        assert reader.execute("SELECT count(*) FROM pages").fetchall() == [(1,)]
    assert (first.number, second.number, current(tmp_path)) == (1, 2, second)
    assert ask(tmp_path / "current" / DATABASE, "SELECT count(*) FROM pages").rows == [(2,)]
    assert os.readlink(tmp_path / "current") == "releases/0002"


def test_the_pointer_can_go_back(tmp_path: Path) -> None:
    first = publish(tmp_path, built(tmp_path / "a", "One."))
    publish(tmp_path, built(tmp_path / "b", "Two."))
    point_to(tmp_path, first)
    assert current(tmp_path) == first
    assert [release.number for release in releases(tmp_path)] == [1, 2]


def test_a_reader_cannot_write_and_a_bad_query_is_told_in_duckdbs_words(tmp_path: Path) -> None:
    folder = built(tmp_path / "built", "One.")
    with pytest.raises(QueryError, match="read-only mode"):
        ask(folder / DATABASE, "DROP TABLE pages")
    with pytest.raises(QueryError, match="Table with name nothing does not exist"):
        ask(folder / DATABASE, "SELECT * FROM nothing")


def test_csv_cells_that_a_spreadsheet_would_run_are_made_harmless(tmp_path: Path) -> None:
    folder = built(tmp_path / "built", "One.")
    answer = ask(folder / DATABASE, "SELECT '=cmd()' AS a, 'x,y' AS b, -1 AS c, NULL AS d")
    assert answer.csv() == 'a,b,c,d\n\'=cmd(),"x,y",-1,'

"""Does a file stand whole or not at all?"""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.warehouse.rows import line, page
from warehouse.staging import read_rows, write_rows, written_aside
from warehouse.tables import TABLES, Table


def test_rows_come_back_as_they_were_sorted_by_the_tables_order(tmp_path: Path) -> None:
    first, second = page("b", "file:///b"), page("a", "file:///a")
    assert write_rows(tmp_path, {"pages": [first, second]}) == {"pages": 2}
    assert read_rows(tmp_path / "pages.parquet", "pages") == [second, first]


def test_the_same_rows_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [line(page(), line_no=number) for number in range(100)]
    write_rows(tmp_path / "one", {"lines": rows})
    write_rows(tmp_path / "two", {"lines": rows[::-1]})
    assert (tmp_path / "one/lines.parquet").read_bytes() == (tmp_path / "two/lines.parquet").read_bytes()


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "kept.txt"
    target.write_text("old")
    with pytest.raises(RuntimeError, match="power"), written_aside(target) as aside:
        aside.write_text("half")
        raise RuntimeError("power")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_with_other_columns_is_refused_with_its_name(tmp_path: Path) -> None:
    write_rows(tmp_path, {"lines": [line(page())]})
    with pytest.raises(ValueError, match=r"lines\.parquet was written with other columns than the table 'pages'"):
        read_rows(tmp_path / "lines.parquet", "pages")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_written_with_zstd_and_carries_its_documentation(tmp_path: Path, table: Table) -> None:
    write_rows(tmp_path, {table.name: []})
    found = pq.read_schema(tmp_path / f"{table.name}.parquet")
    assert found.metadata[b"table"] == table.name.encode()
    assert all(field.metadata[b"doc"] for field in found)

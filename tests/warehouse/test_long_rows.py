"""Are rows that hold texts in order, however many there are and however little memory?"""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from warehouse import long_rows
from warehouse.long_rows import in_order
from warehouse.schema import table_named

PAGES = table_named("pages")
# Places in no order, texts of many lengths, one page twice, some without a text.
ROWS = """
SELECT md5(CAST(i % 499 AS VARCHAR)) AS page_id, 'file:///' || hash(i % 499) % 97 AS source_uri,
  CAST(i % 499 AS BIGINT) AS record_no, CASE WHEN i % 499 % 7 > 0 THEN repeat('é ', i % 499) END AS text
FROM range(500) AS r(i)
"""


def rows(connection: duckdb.DuckDBPyConnection, query: str, folder: Path) -> tuple[int, list[dict[str, object]]]:
    parts = [pa.table(part) for part in in_order(connection, PAGES, query, folder)]
    return len(parts), pa.concat_tables(parts).to_pylist()


@pytest.mark.parametrize("slice_bytes", [2_000, 100_000, 1_000_000])
def test_rows_in_slices_are_those_of_one_sort(
    slice_bytes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_rows, "READ_ROWS", 64)
    with duckdb.connect() as connection:
        parts, whole = rows(connection, ROWS, tmp_path)
        assert (parts, len(whole)) == (1, 500)
        monkeypatch.setattr(long_rows, "SLICE_BYTES", slice_bytes)
        parts, found = rows(connection, ROWS, tmp_path)
    assert found == whole
    assert (parts > 1) == (slice_bytes < 500_000)
    assert list(tmp_path.iterdir()) == []


def test_more_text_is_sorted_than_there_is_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_rows, "SLICE_BYTES", 8_000_000)
    query = """
      SELECT md5(CAST(i AS VARCHAR)) AS page_id, 'file:///' || hash(i) AS source_uri, i AS record_no,
        repeat('0123456789abcdef', CAST(i % 300 AS INTEGER)) AS text
      FROM range(60000) AS r(i)
    """
    with duckdb.connect(config={"memory_limit": "80MB", "threads": "2"}) as connection:
        found = [
            (part["source_uri"][0].as_py(), part["text"].nbytes)
            for part in map(pa.table, in_order(connection, PAGES, query, tmp_path))
        ]
    assert sum(size for _, size in found) > 140_000_000
    assert max(size for _, size in found) < 9_000_000
    assert [first for first, _ in found] == sorted(first for first, _ in found)

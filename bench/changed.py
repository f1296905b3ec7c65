"""What do the checks of a release cost that adds a few pages, against those of one that is checked whole?

    python -m bench.warehouse 100000 FOLDER      makes the tables
    python -m bench.changed FOLDER 1000          takes so many pages for new

Both ask every check; it prints the seconds of each way and exits with 1 where they find anything else.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from expectations import Outcome, engine
from warehouse.changed_pages import TABLES_OF_PAGES, write_changed
from warehouse.database import in_memory, parquet_scan, row_counts, view_only, write_rows_of
from warehouse.release import table_file, table_files
from warehouse.tables import TABLES


def main(folder: Path, new_count: int) -> int:
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-", dir=folder) as name:
        home = Path(name)
        last, tables = home / "last", home / "tables"
        _cut(folder / "tables", last, tables, new_count)
        view_only(tables, home / "all.duckdb")
        whole = _timed("whole", lambda: engine.check(home / "all.duckdb", "bench"))
        held = frozenset(outcome.check.check_name for outcome in whole if outcome.check.outcome == "passed")

        def of_changed() -> list[Outcome]:
            assert write_changed(tables, last, home / "changed.duckdb")
            known = engine.Known(home / "changed.duckdb", held, row_counts(tables))
            return engine.check(home / "all.duckdb", "bench", known=known)

        changed = _timed("changed", of_changed)
    print(f"{len(held)} of {len(whole)} checks passed; outcomes {'agree' if changed == whole else 'differ'}")
    return 0 if changed == whole else 1


def _timed(label: str, work: Callable[[], list[Outcome]]) -> list[Outcome]:
    began, used = time.monotonic(), time.process_time()
    outcomes = work()
    print(f"{label:<8} {time.monotonic() - began:8.1f} s  {time.process_time() - used:8.1f} s CPU", flush=True)
    return outcomes


def _cut(source: Path, last: Path, tables: Path, new_count: int) -> None:
    """The tables as a release of all but the last pages, and as one that links its files and adds these."""
    with in_memory() as connection:
        pages = parquet_scan(table_files(source, "pages"))
        connection.execute(f"CREATE TABLE new AS SELECT page_id FROM {pages} ORDER BY page_id DESC LIMIT {new_count}")
        for table in TABLES:
            rows = parquet_scan(table_files(source, table.name))
            target = table_file(last, table.name)
            if table.name in TABLES_OF_PAGES:
                part = table_file(tables, table.name).with_name("part-00001.parquet")
                write_rows_of(connection, table.name, f"FROM {rows} WHERE page_id IN (FROM new)", part)
                write_rows_of(connection, table.name, f"FROM {rows} WHERE page_id NOT IN (FROM new)", target)
            else:
                write_rows_of(connection, table.name, f"FROM {rows}", target)
            table_file(tables, table.name).parent.mkdir(parents=True, exist_ok=True)
            table_file(tables, table.name).hardlink_to(target)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))

"""Does DuckDB take as many threads as a run has cores, and is it as before after the run?"""

from pathlib import Path

from warehouse.database import in_memory, on_cores, reader, thread_count, writer

THREADS = "SELECT current_setting('threads')"


def test_connections_of_a_run_have_its_threads_and_later_ones_their_own(tmp_path: Path) -> None:
    before = thread_count()
    with on_cores(3):
        with writer(tmp_path / "a.duckdb") as connection:
            assert connection.execute(THREADS).fetchall() == [(3,)]
        with in_memory() as connection, reader(tmp_path / "a.duckdb") as other:
            assert [c.execute(THREADS).fetchall() for c in (connection, other)] == [[(3,)], [(3,)]]
        assert thread_count() == 3
    with in_memory() as connection:
        assert connection.execute(THREADS).fetchall() == [(before,)]


def test_threads_share_memory_so_that_there_is_an_end_to_them() -> None:
    with on_cores(64), in_memory() as connection:
        assert connection.execute(THREADS).fetchall() == [(8,)]

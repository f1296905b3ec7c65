"""Does DuckDB take as many threads as a run has cores, spill beside it, and is it as before after the run?"""

from pathlib import Path

from warehouse.database import in_memory, on_cores, reader, spilling_to, thread_count, writer

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


def test_what_private_databases_spill_lies_apart_in_the_folder_of_a_run_and_leaves_with_them(tmp_path: Path) -> None:
    more_than_memory = (
        "SELECT max(n) FROM (SELECT row_number() OVER (ORDER BY hash(i)) AS n FROM range(3_000_000) AS r(i))"
    )
    with spilling_to(tmp_path / "run"), in_memory() as one, in_memory() as other:
        folders = [Path(c.execute("SELECT current_setting('temp_directory')").fetchall()[0][0]) for c in (one, other)]
        assert sorted((tmp_path / "run").iterdir()) == sorted(folders)
        one.execute("SET memory_limit = '40MB'")
        assert one.execute(more_than_memory).fetchall() == [(3_000_000,)]
    assert list((tmp_path / "run").iterdir()) == []

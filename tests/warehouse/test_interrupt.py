"""Can a database that is being built in another thread be stopped, as Ctrl-C does?"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from tasks.publish import stop
from warehouse.database import writer


def write_for_hours(target: Path) -> None:
    with writer(target) as connection:
        connection.execute("CREATE TABLE t AS SELECT max(a.range + b.range) FROM range(1000000000) a, range(1000) b")


def test_what_writes_in_another_thread_ends_soon_after_it_is_stopped(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(write_for_hours, tmp_path / "w.duckdb")
        stop(SimpleNamespace(wrapped_future=future))
        with pytest.raises(duckdb.InterruptException):
            future.result()

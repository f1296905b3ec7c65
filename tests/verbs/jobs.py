"""Jobs for the workers of tasks.guard, each of which goes wrong in its own way."""

import os
import time
from pathlib import Path

import duckdb

from tasks.guard import Mark, Place, Skips

PLACES = tuple(Place("record", "file:///a.warc", number) for number in range(4))


def visit(bad: int, how: str, log: str, skips: Skips, mark: Mark) -> list[str]:
    """Visit every place but those that are skipped; at the bad one something happens."""
    seen = []
    for place in PLACES:
        if place in skips:
            seen.append(f"{place.record_no}: {skips[place].check_name}")
            continue
        mark(place)
        if place.record_no == bad:
            _go_wrong(how, Path(log))
        seen.append(str(place.record_no))
    mark(None)
    return seen


def write_pid(skips: Skips, mark: Mark) -> int:
    """A job that says who does it."""
    return os.getpid()


def _go_wrong(how: str, log: Path) -> None:
    with log.open("a") as file:
        file.write("x")
    if how == "hangs":
        time.sleep(600)
    elif how == "dies" or (how == "dies once" and log.stat().st_size == 1):
        os._exit(9)
    elif how == "hoards":
        bytearray(2**40)
    elif how == "fails":
        raise OSError(28, "No space left on device")


def dies_before_any_page(skips: Skips, mark: Mark) -> None:
    os._exit(9)


def has_progress_bar(skips: Skips, mark: Mark) -> str:
    """A job that says whether DuckDB would draw one for a long query."""
    with duckdb.connect() as connection:
        ((value,),) = connection.execute("SELECT current_setting('enable_progress_bar')::VARCHAR").fetchall()
    return str(value)

"""Who may write to a data folder? One run at a time; its hold dies with its process, so no lock is ever stale."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LOCK: Final = ".lock"


class BusyError(Exception):
    """Another run holds the data folder."""


@contextmanager
def only_run(data: Path) -> Iterator[None]:
    """Hold the data folder for one run. Raises BusyError where another run holds it."""
    data.mkdir(parents=True, exist_ok=True)
    with open(data / LOCK, "a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read(20).strip()
            named = f"Process {holder}" if holder.isdecimal() else "Another run"
            raise BusyError(f"{named} is writing to {data}. Wait until it ends, or give another --out.") from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield

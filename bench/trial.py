"""A small run that can be started hundreds of times: what the harnesses that kill runs share.

One process imports everything once and is forked for each run, so that a run takes seconds; a Prefect
server is started beside it. A run reads half of its pages on top of a release that holds the others.
Of the checks only those on one table are asked: they write nothing but Data Docs, and take most of a
run's time.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from bench.pages import SAMPLES

FIRST: Final = 4  # pages of the release that stands before
PAGES: Final = 9
CHECKED: Final = "media"
SERVER_SECONDS: Final = 300


class Trial(NamedTuple):
    """Where a trial lies: the pages, a data folder with the first release, and the digests to come to."""

    home: Path
    pages: Path
    base: Path
    expected: dict[str, str]
    seconds: float  # of an undisturbed run


@contextmanager
def prefect_server(home: Path) -> Iterator[None]:
    """A Prefect server for all runs; one that the environment names is used as it is."""
    if "PREFECT_API_URL" in os.environ:
        yield
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    os.environ |= {"PREFECT_HOME": str(home / "prefect"), "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    os.environ |= {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (
        open(home / "server.log", "wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True) as server,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/api/health")
            yield
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def _wait_for(url: str) -> None:
    for _ in range(SERVER_SECONDS):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(1)
    raise TimeoutError(f"The Prefect server did not answer at {url}.")


def prepare(home: Path) -> Trial:
    """Make the pages, the release that stands before, and what an undisturbed run comes to."""
    _warm()
    pages, base = home / "pages", home / "base"
    pages.mkdir()
    names = sorted(file.name for file in SAMPLES.iterdir() if file.suffix == ".txt")[:PAGES]
    for name in names[:FIRST]:
        shutil.copyfile(SAMPLES / name, pages / name)
    _must_end(run(pages, base))
    for name in names[FIRST:]:
        shutil.copyfile(SAMPLES / name, pages / name)
    undisturbed = home / "undisturbed"
    shutil.copytree(base, undisturbed, symlinks=True)
    began = time.monotonic()
    _must_end(run(pages, undisturbed))
    return Trial(home, pages, base, data_digests(undisturbed), time.monotonic() - began)


def _warm() -> None:
    """Import and load what every run needs, before the first fork."""
    import great_expectations  # noqa: F401

    from flows import build  # noqa: F401
    from tasks.enrich_shard import compiled_enrichers
    from tasks.knowledge import reader

    reader()
    compiled_enrichers()


def run(pages: Path, data: Path, before: Callable[[], None] = lambda: None) -> int:
    """Begin a run in a forked process and return its id; `before` is called in it first."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            log = os.open(data.with_name(f"{data.name}.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(log, 1)
            os.dup2(log, 2)
            before()
            _build(pages, data)
            code = 0
        finally:
            os._exit(code)
    return child


def _build(pages: Path, data: Path) -> None:
    from expectations import engine
    from flows.build import build
    from flows.settings import BuildOptions, Engine
    from warehouse.schema import table_named

    few: Any = partial(engine.check, tables=(table_named(CHECKED),))
    engine.check = few
    build(BuildOptions(inputs=[str(pages)], out=str(data), engine=Engine.threads, workers=1, shard_files=2))


def ended(child: int) -> bool:
    """Wait for a run; True where it ended by itself and well."""
    return os.waitpid(child, 0)[1] == 0


def _must_end(child: int) -> None:
    if not ended(child):
        raise RuntimeError("An undisturbed run failed; its log lies beside its data folder.")


def data_digests(data: Path) -> dict[str, str]:
    """The digest of each data table's files in the current release."""
    from warehouse.release import current
    from warehouse.tables import RUN_TABLES, TABLES

    release = current(data)
    if release is None:
        raise RuntimeError(f"There is no current release in {data}.")
    names = [table.name for table in TABLES if table.name not in RUN_TABLES]
    return {name: _digest(release.folder / "tables" / name) for name in names}


def _digest(folder: Path) -> str:
    files = sorted(folder.glob("*.parquet"))
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def broken(data: Path) -> str | None:
    """What is wrong with the current release as a reader finds it; None where it is whole."""
    from warehouse.database import verify
    from warehouse.release import current

    release = current(data)
    if release is None:
        return "there is no current release"
    try:
        verify(release.database, release.manifest["rows"])
    except Exception as error:
        return str(error)
    return None

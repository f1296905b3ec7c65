"""A small run that can be started hundreds of times: what the harnesses that kill runs share.

One process imports everything once and is forked for each run, so that a run takes seconds; a Prefect
server is started beside it. A run reads some pages on top of a release that holds the others: so many
that the release is written whole, or so few that it is a change of the last one.
What only reads and computes is left out, since it takes long: the checks' questions, the report's answers.
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
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple
from unittest.mock import patch

from bench.pages import SAMPLES

SERVER_SECONDS: Final = 300


class Form(NamedTuple):
    """How a release is published: how many pages stand before, how many are new, and how many make a shard."""

    name: str
    first: int
    new: int
    shard_files: int


FORMS: Final = (Form("whole", 4, 5, 2), Form("change", 44, 2, 1))


class Trial(NamedTuple):
    """Where a trial lies: the pages, a data folder with the first release, and the digests to come to."""

    form: Form
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


def prepare(home: Path, form: Form) -> Trial:
    """Make the pages, the release that stands before, and what an undisturbed run comes to."""
    pages, base = home / "pages", home / "base"
    pages.mkdir(parents=True)
    names = sorted(file.name for file in SAMPLES.iterdir() if file.is_file())[: form.first + form.new]
    for name in names[form.new :]:
        shutil.copyfile(SAMPLES / name, pages / name)
    must_end(run(form, pages, base))
    for name in names[: form.new]:
        shutil.copyfile(SAMPLES / name, pages / name)
    undisturbed = home / "undisturbed"
    shutil.copytree(base, undisturbed, symlinks=True)
    began = time.monotonic()
    must_end(run(form, pages, undisturbed))
    seconds = time.monotonic() - began
    if _parts(undisturbed) != (2 if form.name == "change" else 1):
        raise RuntimeError(f"The release of {form.new} new pages was not published as a {form.name}.")
    return Trial(form, home, pages, base, data_digests(undisturbed), seconds)


def _parts(data: Path) -> int:
    return len(list((data / "current/tables/pages").iterdir()))


def warm() -> None:
    """Import and load what every run needs, before the first fork."""
    from flows import build  # noqa: F401
    from tasks.enrich_shard import compiled_enrichers
    from tasks.knowledge import reader

    reader()
    compiled_enrichers()


def run(form: Form, pages: Path, data: Path, before: Callable[[], None] = lambda: None) -> int:
    """Begin a run in a forked process and return its id; `before` is called in it first."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            log = os.open(data.with_name(f"{data.name}.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(log, 1)
            os.dup2(log, 2)
            before()
            _build(form, pages, data)
            code = 0
        finally:
            os._exit(code)
    return child


def _build(form: Form, pages: Path, data: Path) -> None:
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.build import build
    from flows.settings import BuildOptions, Engine

    options = BuildOptions(
        inputs=[str(pages)], out=str(data), engine=Engine.threads, workers=1, shard_files=form.shard_files
    )
    with (
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
        patch("expectations.engine.check", return_value=()),
        patch("tasks.report.questions", return_value=()),
        patch("tasks.report.report_page", return_value=""),
    ):
        build(options)


def ended(child: int) -> bool:
    """Wait for a run; True where it ended by itself and well."""
    return os.waitpid(child, 0)[1] == 0


def must_end(child: int) -> None:
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

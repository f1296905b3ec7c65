"""How does Broadsheet run by itself? A Prefect server and a worker, each a process, and this one over both.

    broadsheet serve            this module: starts both, tells where to look, stops both
      python -m flows.server    Prefect's API and UI, and the pages of the releases beside them
      python -m flows.worker    the deployments, and the runs that fall due

Server and worker have sessions of their own, so that Ctrl-C reaches this process alone: the worker ends its runs
while the server still takes their last states. Nothing here imports Prefect.
"""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from flows.ended import EndedRuns
from flows.faults import told
from flows.server_database import lay
from flows.settings import ServeOptions, server_environment
from flows.words import FaultError
from tasks.listing import look_for
from warehouse.release import Release, current
from warehouse.store import store_at

# A first start makes the server's database: 19 s on a quiet machine, minutes on a busy one.
SECONDS_TO_START: Final = 600.0
# A run that is told to stop gets 30 s from Prefect's runner before it is killed.
SECONDS_TO_STOP: Final = 45.0
SECONDS_BETWEEN_LOOKS: Final = 1.0
READY: Final = "ready"


class _StopServingError(Exception):
    """Somebody asked to stop."""


def serve(options: ServeOptions) -> None:
    """Serve until Ctrl-C or SIGTERM. Raises FaultError where it cannot start or a part of it dies."""
    _refuse_what_cannot_work(options)
    out = Path(options.out).resolve()
    logs = out / "prefect"
    try:
        logs.mkdir(parents=True, exist_ok=True)
        (logs / ".lock").touch()
    except OSError as error:
        raise FaultError(
            f"The data folder {out} cannot be written to: {error.strerror}. Make it writable, or give another --out.", 1
        ) from None
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop_serving)
    with suppress(_StopServingError), _only_server(logs):
        _refuse_taken_port(options)
        environment = server_environment(out, options.host, options.port)
        print("Starting ...", flush=True)
        database = lay(logs)
        with _running("flows.server", [options.host, str(options.port)], environment, logs / "server.log") as server:
            _until_healthy(options, server, logs / "server.log")
            database.keep()
            ended = EndedRuns(options.reachable_host, options.port)
            with (
                _told_to_the_last(ended),
                _running("flows.worker", [options.model_dump_json()], environment, logs / "worker.log") as worker,
            ):
                _until_ready(worker, logs / "worker.log")
                print(addresses(options, current(out)), flush=True)
                _until_one_ends({logs / "server.log": server, logs / "worker.log": worker}, ended)
    print("Stopped.", flush=True)


def addresses(options: ServeOptions, release: Release | None) -> str:
    """Where to look, in lines for people."""
    home = options.address
    when = f"every {options.every} seconds" if options.every else f"at '{options.cron}' (cron, {options.timezone})"
    lines = [
        f"Runs, schedules, logs:  {home}/runs",
        f"Current release:        {home}/current/checks.html" if release else "Current release:        none yet",
        f"Builds {when} from {', '.join(options.inputs)} into {options.out}.",
        *([] if release else ["There is no release yet, so that a first build is started at once."]),
        "What ends is told below. Ctrl-C stops it; the schedules and the history stay.",
    ]
    if release and (release.folder / "report.html").exists():
        lines.insert(2, f"Report:                 {home}/current/report.html")
    return "\n".join(lines)


def end_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True, name="end with parent").start()


def _stop_serving(number: int, frame: FrameType | None) -> None:
    """Stop once, in order; whoever asks again does not make it faster."""
    for again in (signal.SIGINT, signal.SIGTERM):
        signal.signal(again, signal.SIG_IGN)
    raise _StopServingError


@contextmanager
def _only_server(home: Path) -> Iterator[None]:
    with open(home / ".lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FaultError(f"{home.parent} is being served already. Stop that, or give another --out.", 1) from None
        yield


def _refuse_what_cannot_work(options: ServeOptions) -> None:
    """Raise FaultError for what would only be found out when the first run is due."""
    with told(Path(options.out)):
        look_for(options.inputs)
        if options.mirror:
            store_at(options.mirror)
    try:
        ZoneInfo(options.timezone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise FaultError(f"There is no time zone '{options.timezone}'; one is Europe/Berlin.", 2) from None
    try:
        if not options.cron.startswith("@"):  # @daily and the like are Prefect's
            CronSim(options.cron, datetime.now(UTC))
    except CronSimError:
        raise FaultError(f"'{options.cron}' is no cron line; one has five parts, as 0 3 * * *.", 2) from None


def _refuse_taken_port(options: ServeOptions) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((options.host, options.port))
        except OSError as error:
            raise FaultError(
                f"Cannot listen on {options.host}:{options.port}: {error.strerror}. "
                "Stop what uses it, or give another --port or --host.", 1,
            ) from None  # fmt: skip


@contextmanager
def _running(
    module: str, arguments: list[str], environment: dict[str, str], log: Path
) -> Iterator["subprocess.Popen[str]"]:
    """A part of the service while it runs; at the end neither it nor anything that it started is left."""
    with open(log, "w", encoding="utf-8") as stream:
        process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-m", module, *arguments], env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=stream, text=True, start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_STOP)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _until_healthy(options: ServeOptions, server: "subprocess.Popen[str]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise FaultError(f"The server ended before it was ready: {_last_line(log)} All of it: {log}", 1)
        connection = http.client.HTTPConnection(options.reachable_host, options.port, timeout=5)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/api/health")
            if connection.getresponse().status == 200:
                return
        connection.close()
        time.sleep(SECONDS_BETWEEN_LOOKS)
    raise FaultError(f"The server was not ready after {SECONDS_TO_START:.0f} s. What it says: {log}", 1)


def _until_ready(worker: "subprocess.Popen[str]", log: Path) -> None:
    """Wait for the worker's word; a worker that dies closes its output instead."""
    said = worker.stdout.readline() if worker.stdout else ""
    if said.strip() != READY:
        raise FaultError(f"The worker could not start: {_last_line(log)} All of it: {log}", 1)


@contextmanager
def _told_to_the_last(ended: EndedRuns) -> Iterator[None]:
    """Tell what ended with the worker, too, while the server still answers."""
    try:
        yield
    finally:
        for line in ended.since_last_time(at_once=True):
            print(line, flush=True)


def _until_one_ends(parts: dict[Path, "subprocess.Popen[str]"], ended: EndedRuns) -> None:
    """Tell which runs end. Return never: a signal ends the wait, and a part that ends by itself is a fault."""
    while True:
        for log, process in parts.items():
            if process.poll() is not None:
                raise FaultError(f"The {log.stem} ended by itself: {_last_line(log)} All of it: {log}", 1)
        for line in ended.since_last_time():
            print(line, flush=True)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text("utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing."

"""`broadsheet serve` over a folder of a few pages, started once for the tests that look at it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "seeds/pages"
STARTED = "Ctrl-C stops it"
# A first start on a machine with much else to do.
PATIENCE = 400.0
HOSTILE_NAME = "`<img src=x onerror=alert(1)> **bold** [a](javascript:alert(1)).txt"
PAGE_NAMES = (
    "harborledger.example_2024-03-11_port-strike.txt",
    "konkanherald.example_2016-02-27_ratnagiri-harbour-dredging.txt",
)

Found = TypeVar("Found")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def until(look: Callable[[], Found | None], what: str | Callable[[], str]) -> Found:
    """What `look` finds, as soon as it finds something; `what` says what did not come, at the end if it is called."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.5)
    raise AssertionError(f"not within {PATIENCE:.0f} s: {what if isinstance(what, str) else what()}")


class Service(NamedTuple):
    """A running `broadsheet serve`."""

    process: "subprocess.Popen[str]"
    address: str
    folder: Path  # holds `in` and `data`

    def ask(self, path: str, **body: Any) -> Any:
        """What Prefect's API answers; while its database is busy, it says 503."""
        for _ in range(20):
            answer = httpx.post(f"{self.address}/api{path}", json=body, timeout=PATIENCE)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(1)
        assert answer.is_success, answer.text
        return answer.json()

    def runs(self) -> list[dict[str, Any]]:
        """The nightly builds, in the order in which they were due."""
        nightly = {"name": {"any_": ["nightly"]}}
        return list(self.ask("/flow_runs/filter", deployments=nightly, sort="EXPECTED_START_TIME_ASC"))

    def stop(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Press Ctrl-C, or send another signal; returns the exit code and what was printed."""
        self.process.send_signal(number)
        printed, _ = self.process.communicate(timeout=120)
        return self.process.returncode, printed


def started(folder: Path, *options: object) -> Service:
    """A service over `folder`/in that is up."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    process = subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "serve", "in", "--port", str(port),
         "--workers", "1", *map(str, options)],
        cwd=folder, env=environment | {"PYTHONPATH": str(ROOT)}, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    said = ""
    assert process.stdout is not None
    while STARTED not in said:
        line = process.stdout.readline()
        assert line, f"it ended: {said}"
        said += line
    return Service(process, f"http://127.0.0.1:{port}", folder)


def left_over(folder: Path) -> list[str]:
    """The processes of a stopped service that still run: all of them have its data folder in their environment."""
    mark = f"PREFECT_HOME={folder / 'data/prefect'}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.fixture(scope="session")
def services() -> Iterator[list[Service]]:
    """The services that were started, the newest last; what still runs at the end is stopped."""
    running: list[Service] = []
    yield running
    for each in running:
        if each.process.poll() is None:
            each.stop()


@pytest.fixture
def service(services: list[Service], tmp_path_factory: pytest.TempPathFactory) -> Service:
    """A service that builds every few seconds after its first build; after a test that stops it, a new one."""
    if not services or services[-1].process.poll() is not None:
        folder = tmp_path_factory.mktemp("service")
        (folder / "in").mkdir()
        for name in PAGE_NAMES:
            (folder / "in" / name).write_bytes((PAGES / name).read_bytes())
        (folder / "in" / HOSTILE_NAME).write_bytes(b"")
        services.append(started(folder, "--every", 10))
    return services[-1]

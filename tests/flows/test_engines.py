"""Does a Dask cluster of separate processes give the release that this machine gives, also when a worker dies?"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.own_cluster import begin, own_cluster
from flows.settings import BuildOptions, Engine
from tests.flows.test_build import PAGES, data_bytes, rows

pytest.importorskip("prefect_dask", reason="the extra 'dask' is not installed")
pytestmark = [
    pytest.mark.usefixtures("prefect_server"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]
ROOT = Path(__file__).resolve().parents[2]


class Cluster:
    """A scheduler and workers, each a process of its own, as on other machines."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder = folder
        self._environment = {n: v for n, v in os.environ.items() if not n.startswith("PREFECT_")}
        self._environment |= {"PYTHONPATH": str(ROOT), "PREFECT_HOME": str(folder / "home")}
        self._processes = [self._start("scheduler", "--host", "127.0.0.1", "--port", str(port))]
        self.workers = [self.start_worker() for _ in range(2)]

    def start_worker(self) -> subprocess.Popen[bytes]:
        worker = self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--memory-limit", "0")
        self._processes.append(worker)
        return worker

    def _start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        with open(self._folder / f"{kind}-{time.time_ns()}.log", "wb") as log:
            return subprocess.Popen(
                [Path(sys.prefix) / "bin" / "dask", kind, *arguments, "--no-dashboard"],
                cwd=self._folder, env=self._environment, stdout=log, stderr=log,
            )  # fmt: skip

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    yield made
    made.stop()


def pages(folder: Path, count: int) -> Path:
    folder.mkdir()
    for name in sorted(path.name for path in PAGES.iterdir() if path.name.endswith(".txt"))[:count]:
        shutil.copyfile(PAGES / name, folder / name)
    return folder


def built(inputs: Path, out: Path, **options: Any) -> dict[str, bytes]:
    from flows.build import build

    build(BuildOptions(inputs=[str(inputs)], out=str(out), shard_files=1, **options))
    return data_bytes(out)


@pytest.mark.slow
def test_a_cluster_whose_worker_is_killed_gives_the_release_of_this_machine(tmp_path: Path, cluster: Cluster) -> None:
    inputs = pages(tmp_path / "in", 6)
    here = built(inputs, tmp_path / "here", engine=Engine.threads, workers=1)
    killer = _when(lambda: len(list((tmp_path / "there").glob("staging/*/shards/*/*/pages.parquet"))) >= 2, cluster)
    there = built(inputs, tmp_path / "there", engine=Engine.dask, scheduler=cluster.address)
    killer.join()
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert there == here
    assert rows(tmp_path / "there", "SELECT record_count FROM runs") == [(6,)]


@pytest.mark.slow
def test_a_cluster_that_a_run_starts_beside_another_gives_the_release_of_this_machine_and_ends_with_the_work(
    tmp_path: Path,
) -> None:
    inputs = pages(tmp_path / "in", 4)
    here = built(inputs, tmp_path / "here", engine=Engine.threads, workers=1)
    limits = BuildOptions(inputs=[str(inputs)], engine=Engine.dask).page_limits
    with own_cluster(1, limits) as address, socket.create_connection(_place(address)):
        begin(2, limits)
        assert built(inputs, tmp_path / "there", engine=Engine.dask, workers=2) == here
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(_place(address))


def _place(address: str) -> tuple[str, int]:
    """The host and port of a scheduler."""
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    return host, int(port)


def _when(is_time: Callable[[], bool], cluster: Cluster) -> Any:
    """Kill a worker as soon as it is time."""
    from threading import Thread

    def wait() -> None:
        while not is_time():
            time.sleep(0.01)
        cluster.workers[0].kill()

    thread = Thread(target=wait, daemon=True)
    thread.start()
    return thread


def test_a_scheduler_that_is_not_there_is_named_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import engines

    monkeypatch.setattr(engines, "SCHEDULER_TIMEOUT", "1s")
    with pytest.raises(engines.EngineError, match=r"There is no Dask scheduler at tcp://127\.0\.0\.1:9 "):
        built(pages(tmp_path / "in", 1), tmp_path / "out", engine=Engine.dask, scheduler="tcp://127.0.0.1:9")

"""Which Dask cluster does a run work on that was given none? One of this machine's, which ends with the work.

Its processes import Prefect and start readers, which load their models: that takes as long as Prefect's server needs to
start, so a run begins both at the same time. Nothing of Prefect is imported here.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final

from tasks import PageLimits
from tasks.prepare import prepare_here

# Of the two tasks that a process is given, one waits while the other is done: see tasks.guard.
TASKS_A_PROCESS: Final = 2
# Without a dashboard too the scheduler listens for HTTP: on 8787, where another run may, unless told otherwise.
ANY_PORT: Final = {"dashboard_address": "127.0.0.1:0"}
_begun: Final[list[Future[Any]]] = []


def begin(workers: int, limits: PageLimits | None) -> None:
    """Begin to start a cluster of so many processes; whoever asks for it next waits for it."""
    threads = ThreadPoolExecutor(1)
    _begun.append(threads.submit(_started, workers, limits))
    threads.shutdown(wait=False)


@contextmanager
def own_cluster(workers: int, limits: PageLimits | None) -> Iterator[str]:
    """The address of the cluster that was begun, or of a new one. Raises ImportError where Dask is not installed."""
    if not _begun:
        begin(workers, limits)
    with _begun.pop().result() as cluster:
        yield cluster.scheduler_address


def _started(workers: int, limits: PageLimits | None) -> Any:
    from distributed import Client, LocalCluster

    make: Any = LocalCluster
    cluster = make(
        n_workers=workers, threads_per_worker=TASKS_A_PROCESS, dashboard_address=None, scheduler_kwargs=ANY_PORT
    )
    ask: Any = Client
    with ask(cluster) as client:
        client.run(prepare_here, limits)
    return cluster

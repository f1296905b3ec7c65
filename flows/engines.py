"""Where are shards worked on: in threads, in processes of this machine, or on a Dask cluster?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.faults import EngineError
from flows.settings import BuildOptions, Engine
from tasks.guard import at_most

# A scheduler that does not answer for so long is not there.
SCHEDULER_TIMEOUT: Final = "30s"
# Between two tasks of a thread Prefect takes 0.3 s, a task of some hundred pages 4 s and more.
WORKERS_A_WAITING_TASK: Final = 8


@contextmanager
def task_runner(options: BuildOptions) -> Iterator[TaskRunner[Any]]:
    """The runner of the shards' tasks. Raises EngineError where the engine is not installed or not reached."""
    with at_most(options.workers), _runner(options) as runner:
        yield runner


def _runner(options: BuildOptions) -> TaskRunner[Any]:
    if options.engine is Engine.dask:
        return _dask(options)
    if options.engine is Engine.threads:
        return ThreadPoolTaskRunner(max_workers=options.workers)
    # Each of these threads hands its shards to one of `workers` processes: see tasks.guard. Some wait with a task that
    # Prefect has begun already, so that no process stands still while it ends one and begins the next.
    return ThreadPoolTaskRunner(max_workers=options.workers + 1 + options.workers // WORKERS_A_WAITING_TASK)


def _dask(options: BuildOptions) -> TaskRunner[Any]:
    """A cluster's scheduler, or a cluster of `workers` processes on this machine for the time of the run."""
    try:
        from distributed import Client
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise EngineError("The engine 'dask' is not installed: pip install 'broadsheet[dask]'.") from error
    if options.scheduler is None:
        return DaskTaskRunner(
            cluster_kwargs={"n_workers": options.workers, "threads_per_worker": 1, "dashboard_address": None}
        )
    try:
        client: Any = Client(options.scheduler, timeout=SCHEDULER_TIMEOUT)  # type: ignore[no-untyped-call]
        client.close()
    except (OSError, ValueError) as error:
        raise EngineError(
            f"There is no Dask scheduler at {options.scheduler} ({error}). 'dask scheduler' starts one."
        ) from error
    return DaskTaskRunner(address=options.scheduler)

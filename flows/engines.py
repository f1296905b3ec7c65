"""Where are shards worked on: in threads, in processes of this machine, or on a Dask cluster?"""

from typing import Any, Final

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.faults import EngineError
from flows.settings import BuildOptions, Engine

# A scheduler that does not answer for so long is not there.
SCHEDULER_TIMEOUT: Final = "30s"


def task_runner(options: BuildOptions) -> TaskRunner[Any]:
    """The runner of the shards' tasks. Raises EngineError where the engine is not installed or not reached."""
    if options.engine is Engine.dask:
        return _dask(options)
    # With processes, each of these threads hands its shards to a process of its own: see tasks.guard.
    return ThreadPoolTaskRunner(max_workers=options.workers)


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

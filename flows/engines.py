"""Where are shards worked on: in threads, in processes of this machine, or on a Dask cluster?"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.faults import EngineError
from flows.own_cluster import own_cluster
from flows.settings import BuildOptions, Engine
from tasks.guard import at_most

# A scheduler that does not answer for so long is not there.
SCHEDULER_TIMEOUT: Final = "30s"
# Between two tasks of a thread Prefect takes 0.3 s, a task of some hundred pages 4 s and more.
WORKERS_A_WAITING_TASK: Final = 8


@contextmanager
def task_runner(options: BuildOptions) -> Iterator[TaskRunner[Any]]:
    """The runner of the shards' tasks. Raises EngineError where the engine is not installed or not reached."""
    with at_most(options.workers), ExitStack() as held:
        if options.engine is Engine.dask:
            yield held.enter_context(_on_dask(options, held))
        else:
            yield held.enter_context(_on_this_machine(options))


def _on_this_machine(options: BuildOptions) -> TaskRunner[Any]:
    if options.engine is Engine.threads:
        return ThreadPoolTaskRunner(max_workers=options.workers)
    # Each of these threads hands its shards to one of `workers` processes: see tasks.guard. Some wait with a task that
    # Prefect has begun already, so that no process stands still while it ends one and begins the next.
    return ThreadPoolTaskRunner(max_workers=options.workers + 1 + options.workers // WORKERS_A_WAITING_TASK)


def _on_dask(options: BuildOptions, held: ExitStack) -> TaskRunner[Any]:
    """A cluster's scheduler, or a cluster of `workers` processes on this machine for as long as it is held."""
    try:
        from prefect_dask.task_runners import DaskTaskRunner

        if options.scheduler is None:
            return DaskTaskRunner(address=held.enter_context(own_cluster(options.workers, options.page_limits)))
        return DaskTaskRunner(address=_answering(options.scheduler))
    except ImportError as error:
        raise EngineError("The engine 'dask' is not installed: pip install 'broadsheet[dask]'.") from error


def _answering(address: str) -> str:
    """The address of a scheduler that answers."""
    from distributed import Client

    try:
        client: Any = Client(address, timeout=SCHEDULER_TIMEOUT)  # type: ignore[no-untyped-call]
        client.close()
    except (OSError, ValueError) as error:
        raise EngineError(f"There is no Dask scheduler at {address} ({error}). 'dask scheduler' starts one.") from error
    return address

"""The flow that keeps the data folder small: releases that no rule keeps go."""

from pathlib import Path

from prefect import Task, flow, get_run_logger, task
from prefect.client.schemas.objects import State, TaskRun

from flows.names import run_name
from flows.settings import MaintainOptions
from warehouse.lock import BusyError, only_run
from warehouse.retention import Retention, remove_expired


def _is_busy(task: Task[..., object], run: TaskRun, state: State[object]) -> bool:
    return isinstance(state.data, BusyError) or "BusyError" in (state.message or "")


@task(
    name="remove old releases",
    retries=60,
    retry_delay_seconds=60,
    retry_condition_fn=_is_busy,
)
def remove_old_releases(data: Path, retention: Retention) -> list[int]:
    """Remove what no rule keeps; waits up to an hour while another run holds the data folder."""
    with only_run(data):
        return [release.number for release in remove_expired(data, retention)]


@flow(name="maintain", flow_run_name=run_name, persist_result=False)
def maintain(options: MaintainOptions) -> list[int]:
    """Remove the releases that neither their number nor their age keeps; returns their numbers."""
    removed = remove_old_releases(Path(options.out).resolve(), Retention(options.keep, options.older_than))
    numbers = ", ".join(f"{number:04d}" for number in removed)
    get_run_logger().info(f"Removed releases {numbers}." if removed else "No release had to go.")
    return removed

"""The flow that keeps the data folder small: releases that no rule keeps go."""

from pathlib import Path
from typing import cast

from prefect import flow, task
from prefect.states import Completed

from flows.names import run_name
from flows.settings import MaintainOptions
from flows.turn import turn
from warehouse.retention import Retention, remove_expired


@task(name="remove old releases")
def remove_old_releases(data: Path, retention: Retention) -> list[int]:
    """Remove what no rule keeps; returns the numbers."""
    return [release.number for release in remove_expired(data, retention)]


@flow(name="maintain", flow_run_name=run_name, persist_result=False)
def maintain(options: MaintainOptions) -> list[int]:
    """Remove the releases that neither their number nor their age keeps; returns their numbers."""
    data = Path(options.out).resolve()
    with turn(data):
        removed = remove_old_releases(data, Retention(options.keep, options.older_than))
    numbers = ", ".join(f"{number:04d}" for number in removed)
    told = (
        f"Removed {'release' if len(removed) == 1 else 'releases'} {numbers}." if removed else "No release had to go."
    )
    return cast("list[int]", Completed(message=told, data=removed))

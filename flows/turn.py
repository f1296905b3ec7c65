"""Whose turn is it to write to a warehouse? A run of a deployment waits for it, the command says who has it."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from prefect import get_run_logger
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import deployment, flow_run
from prefect.states import Running

from warehouse.lock import BusyError, only_run

SECONDS_BETWEEN_LOOKS: Final = 2.0
MOST_SECONDS: Final = 6 * 3600.0


@contextmanager
def turn(data: Path) -> Iterator[None]:
    """Hold the data folder for this run. Raises BusyError where it does not come free, or nobody may wait for it."""
    began = time.monotonic()
    with ExitStack() as held:
        is_waiting = False
        while True:
            try:
                held.enter_context(only_run(data))
                break
            except BusyError as busy:
                if not deployment.id or time.monotonic() - began > MOST_SECONDS:
                    raise
                if not is_waiting:
                    get_run_logger().info("%s This run waits.", busy)
                    _show(Running(name="WaitingForWarehouse", message=str(busy)))
                is_waiting = True
                time.sleep(SECONDS_BETWEEN_LOOKS)
        if is_waiting:
            _show(Running())
        yield


def _show(state: State) -> None:
    """Let the UI say what the run does."""
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(flow_run.id, state, force=True)

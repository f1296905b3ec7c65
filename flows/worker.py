"""Who runs what falls due? The worker of `broadsheet serve`: it registers the deployments and starts their runs.

`python -m flows.worker OPTIONS`, started by flows/serve.py, which sets the environment. Each run is a process.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import arun_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner

from flows.deployments import deployments
from flows.serve import READY, end_with_parent
from flows.settings import ServeOptions
from warehouse.release import current

# As many runs as Prefect schedules ahead for a deployment, and as it gives at once.
MOST: Final = 200


async def work(options: ServeOptions, served: Sequence[RunnerDeployment]) -> None:
    """Serve the deployments until SIGTERM; then end what runs, as cancelled."""
    runner = Runner(name="broadsheet", pause_on_shutdown=False, query_seconds=options.poll_seconds)
    async with get_client() as client:
        missed = await _missed(client, served)
        known = {await runner.aadd_deployment(deployment): deployment.full_name for deployment in served}
        missed += await _missed(client, served)  # an old schedule goes on until its deployment is registered anew
        for run in missed:
            with suppress(ObjectNotFound):
                await client.delete_flow_run(run.id)
    due = {known[run.deployment_id] for run in missed if run.deployment_id in known}
    for name in sorted(due | ({"build/nightly"} if current(Path(options.out)) is None else set())):
        await arun_deployment(name, timeout=0)
    working = asyncio.create_task(runner.start())
    while not runner.started and not working.done():
        await asyncio.sleep(0.05)
    # Prefect's own handler stops the runner from inside the signal; this one lets the loop do it.
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    print(READY, flush=True)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nobody reads on: what runs print goes to the log
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        await runner.astop()
    await working


async def _missed(client: PrefectClient, served: Sequence[RunnerDeployment]) -> list[FlowRun]:
    """The scheduled runs whose time came while nobody served: what was missed is due once, not each time."""
    names = DeploymentFilterName(any_=[deployment.name for deployment in served])
    due = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime.model_validate({"before_": datetime.now(UTC)}),
    )
    found = await client.read_flow_runs(deployment_filter=DeploymentFilter(name=names), flow_run_filter=due, limit=MOST)
    return [run for run in found if run.auto_scheduled]


if __name__ == "__main__":
    end_with_parent()
    given = ServeOptions.model_validate_json(sys.argv[1])
    try:
        served = deployments(given)
    except ValueError as error:
        sys.exit(f"{error}. A cron line has five parts, as 0 3 * * *.")
    asyncio.run(work(given, served))

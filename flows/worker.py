"""Who runs what falls due? The worker of `broadsheet serve`: it registers the deployments and starts their runs.

`python -m flows.worker OPTIONS`, started by flows/serve.py, which sets the environment. Each run is a process.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from prefect.deployments import arun_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner

from flows.deployments import deployments
from flows.serve import READY, end_with_parent
from flows.settings import ServeOptions
from warehouse.release import current


async def work(options: ServeOptions, served: Sequence[RunnerDeployment]) -> None:
    """Serve the deployments until SIGTERM; then end what runs, as cancelled."""
    runner = Runner(name="broadsheet", pause_on_shutdown=False, query_seconds=options.poll_seconds)
    for deployment in served:
        await runner.aadd_deployment(deployment)
    if current(Path(options.out)) is None:
        await arun_deployment("build/nightly", flow_run_name=f"first build of {options.out}", timeout=0)
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


if __name__ == "__main__":
    end_with_parent()
    given = ServeOptions.model_validate_json(sys.argv[1])
    try:
        served = deployments(given)
    except ValueError as error:
        sys.exit(f"{error}. A cron line has five parts, as 0 3 * * *.")
    asyncio.run(work(given, served))

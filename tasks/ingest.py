"""Which raw inputs are there, and which of them are new? The work is `tasks.listing`'s."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task

from tasks.listing import Listing, list_inputs
from warehouse.release import Release


@task(name="ingest", task_run_name="list inputs", tags=["release"])
def ingest(inputs: Sequence[str], data: Path, release: Release | None) -> Listing:
    """List the input files and keep those that the last release has not read in their present state."""
    return list_inputs(inputs, data, release)

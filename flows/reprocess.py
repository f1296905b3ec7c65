"""The flow that reads again what the warehouse already holds, after a change of rules or models."""

from pathlib import Path

from prefect import flow, get_run_logger

from flows.build import Summary, failed, read_and_publish
from flows.names import run_name
from flows.settings import BuildOptions, ReprocessOptions
from tasks.listing import InputError
from tasks.places import source_at
from warehouse.inputs import known_inputs
from warehouse.release import current


@flow(name="reprocess", flow_run_name=run_name, persist_result=False)
def reprocess(options: ReprocessOptions) -> Summary:
    """Read every file that the current release was built from, and publish what comes out."""
    release = current(Path(options.out).resolve())
    if release is None:
        return failed(InputError(f"There is no release in {options.out} yet, so there is nothing to read again."))
    known = sorted(known_inputs(release))
    there = [source.path for uri in known if (source := source_at(uri))]
    if len(there) < len(known):
        get_run_logger().warning("%d files are gone; their pages stay as they are.", len(known) - len(there))
    return read_and_publish(
        BuildOptions(inputs=there, **options.model_dump()), f"all of release {release.number:04d}", reread=True
    )


@flow(name="read again", flow_run_name=run_name, persist_result=False)
def read_again(options: BuildOptions, what: str) -> Summary:
    """Read these files again, whether they have changed or not, and publish what comes out."""
    return read_and_publish(options, what, reread=True)

"""The flow that reads again what the warehouse already holds, after a change of rules or models."""

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from prefect import flow, get_run_logger

from flows.build import Summary, read_and_publish
from flows.names import run_name
from flows.settings import BuildOptions, ReprocessOptions
from tasks.listing import InputError
from warehouse.inputs import known_inputs
from warehouse.release import current


@flow(name="reprocess", flow_run_name=run_name, persist_result=False)
def reprocess(options: ReprocessOptions) -> Summary:
    """Read every file that the current release was built from, and publish what comes out."""
    release = current(Path(options.out).resolve())
    if release is None:
        raise InputError(f"There is no release in {options.out} yet, so there is nothing to read again.")
    known = [_path(uri) for uri in sorted(known_inputs(release))]
    there = [path for path in known if os.path.lexists(path)]
    if len(there) < len(known):
        get_run_logger().warning("%d files are gone; their pages stay as they are.", len(known) - len(there))
    return read_and_publish(
        BuildOptions(inputs=there, **options.model_dump()), f"all of release {release.number:04d}", reread=True
    )


@flow(name="read again", flow_run_name=run_name, persist_result=False)
def read_again(options: BuildOptions, what: str) -> Summary:
    """Read these files again, whether they have changed or not, and publish what comes out."""
    return read_and_publish(options, what, reread=True)


def _path(uri: str) -> str:
    """The path of a file's URI; a name need not be text."""
    return os.fsdecode(unquote_to_bytes(urlsplit(uri).path))

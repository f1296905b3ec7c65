"""Does the last release stand, since the inputs hold nothing new? Told in seconds, for Prefect is not imported."""

from pathlib import Path
from typing import NamedTuple

from expectations.floors import floors_of
from flows.settings import BuildOptions
from tasks.listing import list_inputs
from warehouse.lock import only_run
from warehouse.release import Release, current
from warehouse.store import StoreError, is_address


class Standing(NamedTuple):
    """The release that stands, and how many files were looked at."""

    release: Release
    file_count: int


def standing(options: BuildOptions) -> Standing | None:
    """What a build would only confirm; None where it has something to do.

    Raises BusyError and InputError, and FloorsError and StoreError for what a build would find out at its end.
    """
    floors_of(options.floors)
    if options.mirror and not is_address(options.mirror):
        raise StoreError(f"The mirror '{options.mirror}' is no address of a store; one is s3://bucket/folder.")
    data = Path(options.out).resolve()
    with only_run(data):
        if options.mirror or options.prune or options.reprocess or any((data / "staging").glob("*")):
            return None
        release = current(data)
        listing = list_inputs(options.inputs, data, release)
        return Standing(release, len(listing.found)) if release and not listing.fresh else None

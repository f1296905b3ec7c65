"""Does the last release stand, since the inputs hold nothing new? Told in seconds, for Prefect is not imported."""

from pathlib import Path
from typing import NamedTuple

from expectations.floors import floors_of
from flows.settings import BuildOptions
from tasks.listing import list_inputs
from warehouse.lock import only_run
from warehouse.release import Release, current


class Standing(NamedTuple):
    """The release that stands, and how many files were looked at."""

    release: Release
    file_count: int


def standing(options: BuildOptions) -> Standing | None:
    """What a build would only confirm; None where it has something to do.

    Raises BusyError and InputError, and FloorsError for what a build would find out at its end.
    """
    floors_of(options.floors)
    data = Path(options.out).resolve()
    with only_run(data):
        release = current(data)
        has_work = options.mirror or options.prune or options.reprocess or any((data / "staging").glob("*"))
        if release and has_work:
            return None
        listing = list_inputs(options.inputs, data, release)
        return Standing(release, len(listing.found)) if release and not listing.fresh else None

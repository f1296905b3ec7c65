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


class Outlook(NamedTuple):
    """What a build would only confirm, or how many files it has to read, as far as somebody looked."""

    standing: Standing | None
    fresh_count: int = 0


def outlook(options: BuildOptions) -> Outlook:
    """What there is to do for a build.

    Raises BusyError and InputError, and FloorsError for what a build would find out at its end.
    """
    floors_of(options.floors)
    data = Path(options.out).resolve()
    with only_run(data):
        release = current(data)
        has_work = options.mirror or options.prune or options.reprocess or any((data / "staging").glob("*"))
        if release and has_work:
            return Outlook(None)
        listing = list_inputs(options.inputs, data, release)
        stands = Standing(release, len(listing.found)) if release and not listing.fresh else None
        return Outlook(stands, len(listing.fresh))

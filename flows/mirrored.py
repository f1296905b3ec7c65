"""`broadsheet push` and `pull`: the releases in an object store."""

from pathlib import Path

from flows.words import FaultError
from warehouse.lock import BusyError, only_run
from warehouse.mirror import pull as pull_release
from warehouse.mirror import push as push_releases
from warehouse.store import StoreError, store_at


def push(data: Path, uri: str) -> None:
    """Make the mirror what the data folder is, and say which release is current there."""
    try:
        with only_run(data):
            release = push_releases(data, store_at(uri))
    except (BusyError, StoreError) as error:
        raise FaultError(str(error), 1) from error
    if release is None:
        raise FaultError(f"There is no release in {data} yet. 'broadsheet run FOLDER --out {data}' makes one.", 1)
    print(f"Release {release.number:04d} is current at {uri}.")


def pull(data: Path, uri: str) -> None:
    """Bring the mirror's current release here, and say where its database is."""
    try:
        with only_run(data):
            release = pull_release(store_at(uri), data)
    except (BusyError, StoreError) as error:
        raise FaultError(str(error), 1) from error
    print(f"Release {release.number:04d}: {release.database}")

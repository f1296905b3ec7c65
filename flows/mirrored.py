"""`broadsheet push` and `pull`: the releases in an object store."""

from pathlib import Path

from flows.kept import held, kept
from flows.words import FaultError
from warehouse.mirror import pull as pull_release
from warehouse.mirror import push as push_releases
from warehouse.store import store_at


def push(data: Path, uri: str) -> None:
    """Make the mirror what the data folder is, and say which release is current there."""
    kept(data)
    with held(data):
        release = push_releases(data, store_at(uri))
    if release is None:
        raise FaultError(f"'current' in {data} leads to no release. 'broadsheet rollback --out {data}' mends it.", 1)
    print(f"Release {release.number:04d} is current at {uri}.")


def pull(data: Path, uri: str) -> None:
    """Bring the mirror's current release here, and say where its database is."""
    with held(data):
        release = pull_release(store_at(uri), data)
    print(f"Release {release.number:04d}: {release.database}")

"""Which releases are kept, how long, and how large are they?

A release goes when no rule keeps it: neither the number of the newest ones nor their age. What a pointer names
always stays: `current`, and any other link in the data folder that leads to a release.
"""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from warehouse.release import Release, releases
from warehouse.staging import flush

REMOVED: Final = ".removed"


class Retention(NamedTuple):
    """What is kept: the newest `keep` releases, and those not older than `days`. None: this rule keeps nothing."""

    keep: int | None = None
    days: float | None = None

    @property
    def is_set(self) -> bool:
        return self.keep is not None or self.days is not None


def published_at(release: Release) -> datetime:
    """When a release was published."""
    return datetime.fromisoformat(release.manifest["published_at"])


def size(release: Release) -> int:
    """Bytes on disk of a release's files; a file that several releases share counts in each of them."""
    return sum(path.lstat().st_size for path in release.folder.rglob("*") if not path.is_dir())


def pointed_at(data: Path) -> set[str]:
    """The folder names of the releases that links in the data folder lead to."""
    home = Path(os.path.realpath(data / "releases"))  # a link may lead to itself, which Path.resolve does not bear
    targets = {Path(os.path.realpath(path)) for path in data.iterdir() if path.is_symlink()}
    return {target.name for target in targets if target.parent == home}


def expired(data: Path, retention: Retention, now: datetime | None = None) -> list[Release]:
    """The releases that no rule and no pointer keeps, the oldest first."""
    if not retention.is_set:
        return []
    found, pointed = releases(data), pointed_at(data)
    newest = {release.number for release in found[len(found) - min(retention.keep or 0, len(found)) :]}
    oldest = (now or datetime.now(UTC)) - timedelta(days=retention.days) if retention.days is not None else None
    return [
        release
        for release in found
        if release.folder.name not in pointed
        and release.number not in newest
        and (oldest is None or published_at(release) < oldest)
    ]


def remove_expired(data: Path, retention: Retention) -> list[Release]:
    """Remove the releases that no rule keeps; returns them. Call it under `only_run`."""
    gone = expired(data, retention)
    for release in gone:
        remove(release)
    return gone


def remove(release: Release) -> None:
    """Remove a release: it is no release any more before its first file goes. Whoever has a file open keeps it."""
    aside = release.folder.with_name(f".{release.folder.name}{REMOVED}")
    os.rename(release.folder, aside)
    flush(aside.parent)
    clear_removed(aside.parent)


def clear_removed(folder: Path) -> None:
    """Finish the removals in a folder of releases, also those that a killed command began."""
    for aside in folder.glob(f".*{REMOVED}"):
        shutil.rmtree(aside)

"""Which releases are kept, and which one is current? The bodies of `releases`, `rollback` and `prune`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from flows.words import FaultError, print_table, removed_text, to_the_minute
from warehouse.lock import BusyError, only_run
from warehouse.release import Release, current, point_to, releases
from warehouse.retention import Retention, published_at, remove_expired, size

COUNTED: Final = ("pages", "articles", "comments", "quarantine")
MEGABYTE: Final = 1_000_000


def kept(out: Path) -> list[Release]:
    """The kept releases of a data folder, the oldest first. Raises FaultError where there is none."""
    found = releases(out)
    if not found:
        raise FaultError(f"There is no release in {out} yet. 'broadsheet run FOLDER --out {out}' makes one.", 1)
    return found


def release_numbered(out: Path, number: int) -> Release:
    """The kept release of that number. Raises FaultError where it is not kept."""
    found = {release.number: release for release in kept(out)}
    if number not in found:
        numbers = ", ".join(f"{kept_number:04d}" for kept_number in found)
        raise FaultError(f"Release {number:04d} is not kept in {out}. Kept are: {numbers}.", 1)
    return found[number]


def list_releases(out: Path, as_json: bool) -> None:
    """Print number, time, counts and size of every kept release."""
    now = current(out)
    rows = [_listed(release, now) for release in kept(out)]
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    cells = [
        [f"{row['release']:04d}", to_the_minute(row["published_at"]), *(row[name] for name in COUNTED),
         f"{row['bytes'] / MEGABYTE:.1f} MB", "current" if row["is_current"] else ""]
        for row in rows
    ]  # fmt: skip
    print_table(["release", "published (UTC)", *COUNTED, "size", ""], cells)


def _listed(release: Release, now: Release | None) -> dict[str, Any]:
    rows = release.manifest["rows"]
    return {
        "release": release.number,
        "published_at": published_at(release).isoformat(),
        **{name: rows.get(name, 0) for name in COUNTED},
        "bytes": size(release),
        "is_current": now is not None and now.number == release.number,
    }


def roll_back(out: Path, number: int | None) -> None:
    """Make an earlier release the current one; without a number, the one before it."""
    kept(out)
    with held(out):
        now = current(out)
        if number is None:
            before = [release for release in kept(out) if now and release.number < now.number]
            if not before:
                raise FaultError("No release before the current one is kept.", 1)
            number = before[-1].number
        release = release_numbered(out, number)
        point_to(out, release)
    print(f"Release {release.number:04d} is current.")
    print("The next run builds on it: files that it does not know are read again.")


def prune(out: Path, retention: Retention) -> None:
    """Remove the releases that neither number nor age keeps."""
    if not retention.is_set:
        raise FaultError("Say what to keep: --keep NUMBER, --older-than DAYS, or both.", 2)
    kept(out)
    with held(out):
        removed = remove_expired(out, retention)
    print(removed_text(removed) if removed else "No release had to go.")


@contextmanager
def held(out: Path) -> Iterator[None]:
    """The data folder, held against runs. Raises FaultError where a run holds it."""
    try:
        with only_run(out):
            yield
    except BusyError as error:
        raise FaultError(str(error), 1) from error

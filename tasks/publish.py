"""How does a checked set of tables become the current release? Built aside, verified, and one pointer moves."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final

from prefect import task

from expectations import engine
from tasks.stages import Fingerprint
from warehouse.database import complete as add_rows
from warehouse.database import interrupt, row_counts, verify
from warehouse.grow import load as make_database
from warehouse.grow import shape
from warehouse.inputs import write_inputs
from warehouse.release import DATABASE, Release, table_files, write_manifest
from warehouse.release import publish as move_pointer
from warehouse.tables import TABLES, Run

CHECKS: Final = "checks"
SECONDS_BETWEEN_TRIES: Final = 0.05


@task(name="load", task_run_name="build the database", tags=["release"])
def load(built: Path, last: Release | None, is_checked: bool = True) -> None:
    """Build the database of the release in `built`, which holds its tables; without the outcomes of unasked checks."""
    make_database(built / "tables", built / DATABASE, last, () if is_checked else (CHECKS,))


def stop(loading: Any) -> None:
    """End a `load` that was submitted to a thread; returns when it has ended."""
    while not loading.wrapped_future.done():
        interrupt()  # between two of its queries it would go on
        time.sleep(SECONDS_BETWEEN_TRIES)


@task(name="verify", task_run_name="verify the database", tags=["release"])
def complete(built: Path) -> None:
    """Add to the database of the release in `built` what the checks found, if it is not there yet, and verify it."""
    add_rows(built / "tables", built / DATABASE, [CHECKS])
    verify(built / DATABASE, row_counts(built / "tables"))


@task(name="publish", task_run_name="publish the release", tags=["release"])
def publish(
    built: Path, data: Path, inputs: Mapping[str, tuple[int, int]], run: Run, stages: Mapping[str, Fingerprint]
) -> Release:
    """Make the release in `built`, whose database is verified, the current one."""
    write_inputs(built, inputs)
    write_manifest(built, _manifest(built / "tables", run, stages))
    return move_pointer(data, built)


def _manifest(tables: Path, run: Run, stages: Mapping[str, Fingerprint]) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "version": run.version,
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "input": run.input,
        "rows": row_counts(tables),
        "sha256": digests(tables),
        "stages": stages,
        "shape": shape(),
        "checks": engine.version(),
    }


def digests(tables: Path) -> dict[str, str]:
    """The SHA-256 of each table's file; of one in several parts, that of their digests."""
    return {table.name: _digests([_digest(part) for part in table_files(tables, table.name)]) for table in TABLES}


def _digests(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else sha256("".join(parts).encode()).hexdigest()


def _digest(path: Path) -> str:
    with open(path, "rb") as stream:
        return file_digest(stream, "sha256").hexdigest()

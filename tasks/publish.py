"""How does a checked set of tables become the current release? Built aside, verified, and one pointer moves."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from prefect import task

from warehouse.database import build, row_counts, verify
from warehouse.inputs import write_inputs
from warehouse.release import DATABASE, Release, table_file, write_manifest
from warehouse.release import publish as move_pointer
from warehouse.tables import TABLES, Run


@task(name="load", task_run_name="build and verify the database")
def load(built: Path) -> None:
    """Build the database of the release in `built`, which holds its tables, and verify it."""
    build(built / "tables", built / DATABASE)
    verify(built / DATABASE, row_counts(built / "tables"))


@task(name="publish", task_run_name="publish the release")
def publish(built: Path, data: Path, inputs: Mapping[str, tuple[int, int]], run: Run) -> Release:
    """Make the release in `built`, whose database is verified, the current one."""
    write_inputs(built, inputs)
    write_manifest(built, _manifest(built / "tables", run))
    return move_pointer(data, built)


def _manifest(tables: Path, run: Run) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "version": run.version,
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "input": run.input,
        "rows": row_counts(tables),
        "sha256": {table.name: _digest(table_file(tables, table.name)) for table in TABLES},
    }


def _digest(path: Path) -> str:
    with open(path, "rb") as stream:
        return file_digest(stream, "sha256").hexdigest()

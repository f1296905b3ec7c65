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


@task(name="publish", task_run_name="build, verify and publish the release")
def publish(built: Path, data: Path, inputs: Mapping[str, tuple[int, int]], run: Run) -> Release:
    """Build the release in `built`, which holds its tables, and make it the current one."""
    tables = built / "tables"
    counts = row_counts(tables)
    build(tables, built / DATABASE)
    verify(built / DATABASE, counts)
    write_inputs(built, inputs)
    write_manifest(built, _manifest(tables, counts, run))
    return move_pointer(data, built)


def _manifest(tables: Path, counts: dict[str, int], run: Run) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "version": run.version,
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "input": run.input,
        "rows": counts,
        "sha256": {table.name: _digest(table_file(tables, table.name)) for table in TABLES},
    }


def _digest(path: Path) -> str:
    with open(path, "rb") as stream:
        return file_digest(stream, "sha256").hexdigest()

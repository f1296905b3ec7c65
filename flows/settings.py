"""What can be set? The options of a build, and the only place that reads or sets the environment."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

DEFAULT_OUT: Final = Path("data")
# Prefect's settings for a run that brings its own server: offline, no telemetry, time to start on a busy machine.
PREFECT: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "600",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the command says in its own words what happens
    "GX_ANALYTICS_ENABLED": "false",
}

# Every worker is a process; a second thread for its small matrices makes them wait for each other: one page took
# 145 ms instead of 1.5 ms on a busy machine. Libraries read this when they are imported, so it is set here.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


class Engine(StrEnum):
    """Where shards are worked on."""

    threads = "threads"
    processes = "processes"
    dask = "dask"


class BuildOptions(BaseModel):
    """What a build reads, where the warehouse lies, and how the work is done."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: list[str] = Field(
        description="Files, folders or glob patterns: flat text, HTML, WARC, JSON Lines, zip; .gz and .zst too.",
        min_length=1,
    )
    out: str = Field(default=str(DEFAULT_OUT), description="Data folder. The current release lies in <out>/current.")
    mirror: str | None = Field(
        default=None, description="Where every release is copied to: s3://bucket/folder, gs://…, file:///…"
    )
    workers: int = Field(default=2, ge=1, le=64, description="How many shards are worked on at the same time.")
    engine: Engine = Field(
        default=Engine.processes,
        description="Where shards are worked on. With processes, one shard alone runs in a thread.",
    )
    scheduler: str | None = Field(
        default=None,
        description="Address of a Dask scheduler whose workers see the same files; none: the run starts its own.",
    )
    keep: int | None = Field(default=None, ge=1, description="Keep this many of the newest releases; all if not set.")
    older_than: float | None = Field(
        default=None, ge=0, description="Remove only releases older than this many days; with keep, those beyond it."
    )
    shard_files: int = Field(default=200, ge=1, le=10_000, description="Most files that one shard, a task, takes.")
    shard_bytes: int = Field(default=16_000_000, ge=1, description="Bytes of input after which a shard is full.")


def prepare_environment(out: Path) -> None:
    """Set what Prefect reads from the environment, unless the user has. Call it before Prefect is imported.

    Raises OSError where the data folder cannot be made.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name, value in PREFECT.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_HOME", str(out.resolve() / "prefect"))

"""What can be set? The options of a build, and the only place that reads or sets the environment."""

import os
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from flows.forms import DEFAULT_OUT as DEFAULT_OUT
from flows.forms import Engine as Engine
from flows.forms import Stage as Stage
from tasks import PageLimits

# Prefect's settings for a run that brings its own server: offline, no telemetry, time to start on a busy machine.
PREFECT: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "600",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the command says in its own words what happens
    "GX_ANALYTICS_ENABLED": "false",
    # A library of Prefect's would otherwise compile itself again, with type checks, in each process.
    "PY_KEY_VALUE_DISABLE_BEARTYPE": "true",
}

# Every worker is a process; a second thread for its small matrices makes them wait for each other: one page took
# 145 ms instead of 1.5 ms on a busy machine. Libraries read this when they are imported, so it is set here.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


# Reading fewer takes less time than it takes a second worker to load its models.
FEW_FILES: Final = 100


class WorkOptions(BaseModel):
    """Where the warehouse lies, and how the work is done."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    out: str = Field(
        default=str(DEFAULT_OUT),
        title="Data folder",
        description="Where the warehouse lies; 'current' in it is the current release.",
    )
    workers: int = Field(
        default=2, ge=1, le=64,
        description="Cores for the work, 1 to 64: shards at the same time, threads of the database.",
    )  # fmt: skip
    engine: Engine = Field(
        default=Engine.processes,
        description="Where shards are worked on. Threads are for trials: they watch neither time nor memory.",
    )
    scheduler: str | None = Field(
        default=None,
        description="Address of a Dask scheduler whose workers see the same files; none: the run starts its own.",
    )
    keep: int | None = Field(
        default=None, ge=1, title="Releases to keep", description="Keep this many of the newest; all if not set."
    )
    older_than: float | None = Field(
        default=None, ge=0, le=36_500, title="Days to keep",
        description="Remove only releases older than this many days; with a number to keep, those beyond it.",
    )  # fmt: skip
    mirror: str | None = Field(
        default=None, description="Where every release is copied to: s3://bucket/folder, gs://…, file:///…"
    )
    floors: Path | None = Field(
        default=None,
        description="TOML file with floors of drift, in place of those in expectations/floors.toml.",
    )  # fmt: skip
    page_seconds: float = Field(
        default=120, gt=0, title="Seconds a page",
        description="A page that takes longer to read goes to quarantine; threads do not watch.",
    )  # fmt: skip
    worker_megabytes: int = Field(
        default=2048, ge=256, title="Memory of a worker",
        description="Most megabytes of a process that reads pages; threads do not watch.",
    )  # fmt: skip
    shard_files: int = Field(
        default=400,
        ge=1,
        le=10_000,
        title="Files a shard",
        description="Most files that one shard, a task, takes; 1 to 10,000.",
    )
    shard_bytes: int = Field(
        default=16_000_000, ge=1, title="Bytes a shard", description="Bytes of input after which a shard is full."
    )

    @property
    def page_limits(self) -> PageLimits | None:
        """What a page may take; threads cannot be stopped, so that nothing is watched there."""
        return None if self.engine is Engine.threads else PageLimits(self.page_seconds, self.worker_megabytes)

    @property
    def is_side_by_side(self) -> bool:
        """Whether stages that need not wait for each other run at the same time, in processes of their own."""
        return self.engine is not Engine.threads and self.workers > 1

    def files_a_shard(self, file_count: int) -> int:
        """How many files of so many a shard takes: as many shards for each worker, but none for a few files."""
        turns = -(-file_count // (self.shard_files * self.workers))
        even = -(-file_count // max(turns * self.workers, 1))
        return min(self.shard_files, max(even, FEW_FILES))

    def workers_for(self, file_count: int) -> int:
        """How many processes the run starts to read so many files."""
        if self.engine is Engine.threads or self.scheduler is not None:
            return 0
        return min(self.workers, -(-file_count // self.files_a_shard(file_count)))


class Inputs(BaseModel):
    """What is read. The last base of a class gives the first fields of its form."""

    inputs: list[str] = Field(
        description="Files, folders, glob patterns, addresses (s3://bucket/folder): flat text, HTML, WARC, "
        "JSON Lines, zip; .gz and .zst too.",
        min_length=1,
    )


class BuildOptions(WorkOptions, Inputs):
    """What a build reads, where the warehouse lies, and how the work is done."""

    prune: bool = Field(default=False, description="Pages whose files are not in the inputs leave the warehouse.")
    reprocess: bool = Field(default=False, description="What changed rules or models touch is read again.")
    stage: Stage | None = Field(default=None, description="This stage runs again over all pages, changed or not.")


class ReprocessOptions(WorkOptions):
    """Which warehouse is read again, and how the work is done."""


class MaintainOptions(BaseModel):
    """Which data folder is kept small, and what stays in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    out: str = Field(default=str(DEFAULT_OUT), title="Data folder", description="Where the releases lie.")
    keep: int | None = Field(
        default=None, ge=1, title="Releases to keep", description="Keep this many of the newest; all if not set."
    )
    older_than: float | None = Field(
        default=None, ge=0, le=36_500, title="Days to keep",
        description="Remove only releases older than this many days; with a number to keep, those beyond it.",
    )  # fmt: skip


class ServeOptions(WorkOptions, Inputs):
    """What `broadsheet serve` builds from, when, and where it listens."""

    cron: str = "0 3 * * *"
    every: int | None = Field(default=None, ge=5)
    maintenance_cron: str = "0 5 * * 0"
    timezone: str = "UTC"
    host: str = "127.0.0.1"
    port: int = Field(default=4200, ge=1, le=65_535)
    poll_seconds: float = 5.0

    @property
    def reachable_host(self) -> str:
        """The host under which this machine reaches what listens on `host`."""
        return "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - compared, not bound

    @property
    def address(self) -> str:
        """Where people look."""
        return f"http://{self.reachable_host}:{self.port}"


def api_address() -> str:
    """The Prefect API that is asked: the one in the environment, or where `broadsheet serve` listens by default."""
    return os.environ.get("PREFECT_API_URL", "http://127.0.0.1:4200/api")


def has_server_of_its_own() -> bool:
    """Whether a run brings a server along, since the environment names none."""
    return "PREFECT_API_URL" not in os.environ


def own_server_environment() -> dict[str, str]:
    """The environment of the server that a run brings along, as Prefect would start it: without pages."""
    return os.environ | {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1"}


def has_database_of_its_own() -> bool:
    """Whether a server that we start has its database in its home, since the environment names none."""
    return "PREFECT_API_DATABASE_CONNECTION_URL" not in os.environ


def cache_folder() -> Path:
    """Where what can be made again at any time is kept, for all data folders of this user."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "broadsheet"


def own_server_home() -> Path:
    """Where the server that a run brings along keeps what it knows."""
    return Path(os.environ["PREFECT_HOME"])


def seconds_to_start() -> float:
    """How long such a server may take until it answers."""
    return float(os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"])


def ask_server(address: str) -> None:
    """Have Prefect ask the server at this address. Call it before Prefect is imported."""
    os.environ["PREFECT_API_URL"] = address


def pages_address() -> str | None:
    """Where the pages of the releases are served, if they are."""
    return os.environ.get("BROADSHEET_PAGES")


def server_environment(out: Path, host: str, port: int) -> dict[str, str]:
    """The environment of the server and the worker of `broadsheet serve`: offline, with a home of its own."""
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104
    return (
        dict(os.environ)
        | PREFECT
        | {
            "PREFECT_HOME": str(out / "prefect"),
            "PREFECT_API_URL": f"{address}/api",
            "PREFECT_UI_API_URL": "/api",
            "BROADSHEET_PAGES": address,
            # Any page in the same browser could otherwise start runs.
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address,
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
            "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
        }
    )


def prepare_environment(out: Path) -> None:
    """Set what Prefect reads from the environment, unless the user has. Call it before Prefect is imported.

    Raises OSError where the data folder cannot be made.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name, value in PREFECT.items():
        os.environ.setdefault(name, value)
    if has_server_of_its_own():
        os.environ.setdefault("PREFECT_HOME", str(out.resolve() / "prefect"))

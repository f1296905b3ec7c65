"""Where do releases lie, and which one is current?

    data/
      releases/0007/         immutable once published
        tables/<table>/part-00000.parquet …
        stories/             what the next run compares new texts with
        warehouse.duckdb     opened read-only by readers
        inputs.parquet       the files that it was built from
        manifest.json        versions, counts, hashes
        checks.html  docs/   what was checked
        report.html          what the release holds, for people
      current -> releases/0007
      staging/<run>/         what is being built
      quarantine/            raw bytes that could not be read

A release is built in staging, renamed to its number, and then the pointer moves by one rename.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from warehouse.staging import flush, flush_tree, written_aside

DATABASE: Final = "warehouse.duckdb"
REPORT: Final = "report.html"
MANIFEST: Final = "manifest.json"
INPUTS: Final = "inputs.parquet"


class Release(NamedTuple):
    """One published state of the warehouse."""

    number: int
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def manifest(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / MANIFEST).read_text("utf-8")))

    def parts(self, table: str) -> list[Path]:
        return table_files(self.folder / "tables", table)


def table_file(tables: Path, name: str) -> Path:
    """The first part of a table in a folder of tables, which holds all of one that was written whole."""
    return tables / name / "part-00000.parquet"


def table_files(tables: Path, name: str) -> list[Path]:
    """The parts of a table in a folder of tables, in order."""
    return sorted((tables / name).glob("part-*.parquet"))


def releases(data: Path) -> list[Release]:
    """All published releases, the oldest first."""
    return sorted(
        Release(number, folder) for number, folder in _numbered(data / "releases") if (folder / MANIFEST).exists()
    )


def _numbered(folder: Path) -> Iterator[tuple[int, Path]]:
    """The folders whose name is a number; copies that somebody has put beside them are no releases."""
    yield from ((int(one.name), one) for one in folder.glob("[0-9]*") if one.name.isdecimal())


def current(data: Path) -> Release | None:
    """The release that the pointer names, or None before the first one."""
    pointer = data / "current"
    if not pointer.is_symlink():
        return None
    folder = data / os.readlink(pointer)
    return Release(int(folder.name), folder) if folder.name.isdecimal() and (folder / MANIFEST).exists() else None


def point_to(data: Path, release: Release) -> None:
    """Move the pointer to a release, in one step."""
    aside = data / f".current.{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path("releases") / release.folder.name)
    os.replace(aside, data / "current")
    flush(data)


def publish(data: Path, built: Path) -> Release:
    """Give the release built in `built` the next number and point to it."""
    folder = data / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    number = max((old for old, _ in _numbered(folder)), default=0) + 1
    release = Release(number, folder / f"{number:04d}")
    flush_tree(built)
    for above in built.parents[: len(built.parents) - len(data.parents)]:  # the run's name tells who must finish this
        flush(above)
    os.rename(built, release.folder)
    flush(folder)
    flush(data)
    point_to(data, release)
    return release


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write a release's manifest, the last file that makes it whole."""
    with written_aside(folder / MANIFEST) as aside:
        aside.write_text(json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")

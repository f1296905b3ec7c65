"""Which raw inputs are there, which of them are new, and how is the work cut into shards?"""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from prefect import task

from tasks import Shard, Source
from tasks.sources import is_container
from warehouse.inputs import known_inputs
from warehouse.release import Release


class InputError(Exception):
    """An input that was named is not there."""


class Listing(NamedTuple):
    """The inputs found: all of them, those that the last release does not know, and the state of all it will know."""

    found: tuple[Source, ...]
    fresh: tuple[Source, ...]
    known: dict[str, tuple[int, int]]


@task(name="ingest", task_run_name="list inputs")
def ingest(inputs: Sequence[str], data: Path, release: Release | None) -> Listing:
    """List the input files and keep those that the last release has not read in their present state."""
    found = tuple(sorted(set(list_sources(inputs, data)), key=lambda source: source.uri))
    known = known_inputs(release) if release else {}
    fresh = tuple(s for s in found if known.get(s.uri) != (s.size, s.modified_ns))
    return Listing(found, fresh, known | {s.uri: (s.size, s.modified_ns) for s in found if s.size >= 0})


def list_sources(inputs: Sequence[str], data: Path) -> Iterator[Source]:
    """Every input file; the data folder itself is never input. Raises InputError for an input that is not there."""
    for entry in inputs:
        paths = (
            [Path(name) for name in sorted(glob.glob(entry, recursive=True))] if _is_pattern(entry) else [Path(entry)]
        )
        if not paths or not os.path.lexists(paths[0]):
            raise InputError(f"There is no input at '{entry}'.")
        for path in paths:
            yield from (_source(file) for file in _files(path, data.resolve()))


def _is_pattern(entry: str) -> bool:
    return glob.has_magic(entry) and not os.path.lexists(entry)


def _files(path: Path, data: Path) -> Iterator[Path]:
    """The files at or under a path. Folders behind links are left out: they may lead in circles."""
    if not path.is_dir():
        yield path.absolute()
        return
    for folder, folders, names in os.walk(path.resolve()):
        folders[:] = sorted(name for name in folders if Path(folder, name) != data and not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _source(file: Path) -> Source:
    """A file's place and state; one that cannot be looked at has size -1 and is refused when it is read."""
    try:
        state = file.stat()
        return Source(os.fspath(file), file_uri(file), state.st_size, state.st_mtime_ns)
    except OSError:
        return Source(os.fspath(file), file_uri(file), -1, 0)


def file_uri(file: Path) -> str:
    """The file's URI; bytes of its name that are no text are percent-encoded like all others."""
    return file.as_uri()


def cut_shards(sources: Iterable[Source], staging: Path, data: Path, most_files: int, most_bytes: int) -> list[Shard]:
    """Cut the inputs, in order, into shards of at most so many files and about so many bytes."""
    groups: list[list[Source]] = []
    size = 0
    for source in sources:
        is_alone = is_container(source.path)
        if not groups or is_alone or len(groups[-1]) >= most_files or size >= most_bytes:
            groups.append([])
            size = 0
        groups[-1].append(source)
        size = most_bytes if is_alone else size + max(source.size, 0)
    return [
        Shard(f"{number:05d}", tuple(group), str(staging / "shards" / f"{number:05d}"), str(data))
        for number, group in enumerate(groups)
    ]

"""Which raw inputs are there, which of them are new, and how is the work cut into shards?

Knows nothing of Prefect: a run with nothing new is over before Prefect is imported.
"""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote_from_bytes

from tasks import PageLimits, Receipt, Shard, Source
from tasks.places import UNREADABLE, file_uri, in_store, path_of, state_of
from tasks.sources import is_container
from warehouse.inputs import known_inputs
from warehouse.release import Release
from warehouse.store import StoreError, first_line, is_address

# So many times its own size is what the pages of an archive weigh.
UNPACKED: Final = 8


class InputError(Exception):
    """An input that was named is not there."""


class Listing(NamedTuple):
    """The inputs found: all of them, those that the last release does not know, and the state of all it will know."""

    found: tuple[Source, ...]
    fresh: tuple[Source, ...]
    known: dict[str, tuple[int, int]]


def list_inputs(inputs: Sequence[str], data: Path, release: Release | None) -> Listing:
    """List the input files and keep those that the last release has not read in their present state.

    Raises InputError where there is none and no release either: one file at least makes the first.
    """
    found = tuple(sorted({source.uri: source for source in list_sources(inputs, data)}.values(), key=_uri))
    if not found and release is None:
        places = ", ".join(f"'{path_of(name)}'" for name in inputs)
        raise InputError(f"There are no pages to read in {places}: no file lies there, hidden ones left out.")
    known = known_inputs(release) if release else {}
    fresh = tuple(s for s in found if known.get(s.uri) != (s.size, s.modified_ns))
    return Listing(found, fresh, known | {s.uri: (s.size, s.modified_ns) for s in fresh})


def _uri(source: Source) -> str:
    return source.uri


def list_sources(inputs: Sequence[str], data: Path) -> Iterator[Source]:
    """Every input file; the data folder itself is never input. Raises InputError for an input that is not there."""
    for entry in map(path_of, inputs):
        if not entry:
            raise InputError("One of the inputs has an empty name; '.' is the folder that you are in.")
        if is_address(entry):
            yield from _objects(entry)
            continue
        for path in _matching(entry):
            yield from _sources(path, os.fspath(data.resolve()))


def look_for(inputs: Sequence[str]) -> None:
    """Raise InputError for an input that is not there. Stores are not asked."""
    for entry in map(path_of, inputs):
        if not is_address(entry):
            _matching(entry)


def _matching(entry: str) -> list[Path]:
    """The files and folders that an input names. Raises InputError where there is none."""
    names = sorted(glob.glob(entry, recursive=True)) if _is_pattern(entry) else [entry]
    if not names or not os.path.lexists(names[0]):
        raise InputError(f"There is no input at '{entry}'.")
    return list(map(Path, names))


def _objects(address: str) -> Iterator[Source]:
    """The objects at an address of a store."""
    try:
        found = list(in_store(address))
    except (StoreError, OSError) as error:
        raise InputError(f"The input '{address}' cannot be listed: {first_line(error)}.") from error
    if not found:
        raise InputError(f"There is no input at '{address}'. A store's inputs are named by folder or object.")
    yield from found


def _is_pattern(entry: str) -> bool:
    return glob.has_magic(entry) and not os.path.lexists(entry)


def _sources(path: Path, data: str) -> Iterator[Source]:
    """The files at or under a path. Folders behind links are left out: they may lead in circles."""
    if path.is_dir():
        yield from _walk(os.fspath(path.resolve()), data)
    else:
        file = path.absolute()
        yield Source(os.fspath(file), file_uri(os.fspath(file)), *state_of(file))


def _walk(top: str, data: str) -> Iterator[Source]:
    """The files at any depth of a folder; a folder that cannot be listed is a source that cannot be read."""
    folders = [top]
    while folders:
        folder = folders.pop()
        prefix = file_uri(folder).rstrip("/") + "/"
        try:
            with os.scandir(folder) as entries:
                found = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:
            yield Source(folder, file_uri(folder), *UNREADABLE)
            continue
        for entry in found:
            if not _is_folder(entry):
                yield Source(entry.path, prefix + quote_from_bytes(os.fsencode(entry.name)), *state_of(entry))
            elif not entry.is_symlink() and entry.path != data:
                folders.append(entry.path)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def cut_shards(
    sources: Iterable[Source],
    staging: Path,
    data: Path,
    most_files: int,
    most_bytes: int,
    after: Iterable[Receipt] = (),
    limits: PageLimits | None = None,
) -> list[Shard]:
    """Cut the inputs, in order, into shards of at most so many files and about so many bytes.

    They are numbered on from the shards that were read before, `after`. An archive counts for what it may unpack to.
    """
    first = max((int(receipt.shard) + 1 for receipt in after), default=0)
    groups: list[list[Source]] = []
    size = 0
    for source in sources:
        weight = max(source.size, 0) * (UNPACKED if is_container(source.path) else 1)
        if not groups or weight >= most_bytes or len(groups[-1]) >= most_files or size >= most_bytes:
            groups.append([])
            size = 0
        groups[-1].append(source)
        size += weight
    return [
        Shard(f"{number:05d}", tuple(group), str(staging / "shards" / f"{number:05d}"), str(data), limits)
        for number, group in enumerate(groups, first)
    ]

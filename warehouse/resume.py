"""What did a run that died leave behind, and what of it still holds?

A shard's folder is sealed once all its rows are staged: `seal.json` names the inputs in the state in
which they were read, the version of what read them, and the digest of every file. The next run takes
over what is sealed and whole, under the dead run's id, and removes the rest. Call everything here
under `warehouse.lock.only_run`.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Final, NamedTuple

from warehouse.release import Release, current, point_to, releases
from warehouse.retention import clear_removed
from warehouse.staging import written_aside

SEAL: Final = "seal.json"
SHARDS: Final = "shards"
# What else than runs builds in staging; the rest of its name is a release's.
TAKEDOWN: Final = "takedown-"
PULL: Final = "pull-"
State = tuple[str, int, int]  # an input's URI, size, and modification time in ns


class Sealed(NamedTuple):
    """A shard that was staged whole: its folder, the inputs that it read, its parts, and their row counts."""

    folder: Path
    inputs: tuple[State, ...]
    parts: tuple[str, ...]
    counts: dict[str, int]


class Recovery(NamedTuple):
    """What was put right: the run to take up again, if any, and a sentence for each thing that was done."""

    run_id: str | None
    words: tuple[str, ...]


def seal(folder: Path, version: str, inputs: Sequence[State], parts: Sequence[str], counts: Mapping[str, int]) -> None:
    """Declare a shard's folder whole. `parts`: the names of the folders in it that hold its rows."""
    digests = {f"{part}/{file.name}": _digest(file) for part in parts for file in sorted((folder / part).iterdir())}
    sealed = {"version": version, "inputs": inputs, "parts": parts, "counts": counts, "files": digests}
    with written_aside(folder / SEAL) as aside:
        aside.write_text(json.dumps(sealed), "utf-8")


def sealed_shards(staging: Path, version: str) -> Iterator[Sealed]:
    """The shards of a run that are whole and were read by this version; the others' folders are removed."""
    for folder in sorted((staging / SHARDS).glob("*")):
        found = _whole(folder, version)
        if found is None:
            shutil.rmtree(folder)
        else:
            yield found


def _whole(folder: Path, version: str) -> Sealed | None:
    try:
        sealed = json.loads((folder / SEAL).read_text("utf-8"))
        is_whole = all(_digest(folder / name) == digest for name, digest in sealed["files"].items())
    except (OSError, ValueError):
        return None
    if not is_whole or sealed["version"] != version:
        return None
    inputs = tuple((uri, size, modified) for uri, size, modified in sealed["inputs"])
    return Sealed(folder, inputs, tuple(sealed["parts"]), sealed["counts"])


def _digest(file: Path) -> str:
    with open(file, "rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def recover(data: Path) -> Recovery:
    """Put right what dead runs left: a release that lacks only the pointer gets it, staged shards are kept for one run.

    Files that were being written have no name that anybody reads; they are removed.
    """
    for stray in (*data.glob(".current.*"), *(data / "quarantine").glob(".*.tmp")):
        stray.unlink()
    clear_removed(data / "releases")
    words = []
    resumable = None
    for folder in sorted((data / "staging").glob("*"), reverse=True):
        built = _release_of(data, folder.name)
        if folder.name.startswith(TAKEDOWN):
            words.append("A takedown was interrupted: give the same 'broadsheet forget' again, which finishes it.")
            shutil.rmtree(folder)
        elif folder.name.startswith(PULL):
            shutil.rmtree(folder)
        elif built is not None:
            words.append(_finish(data, built, folder))
        elif resumable is None and any((folder / SHARDS).glob(f"*/{SEAL}")):
            resumable = folder
            shutil.rmtree(folder / "release", ignore_errors=True)
            words.append(f"Run {folder.name} was interrupted; what it had staged whole is taken over.")
        else:
            words.append(f"Run {folder.name} was interrupted before anything was staged whole; it is begun again.")
            shutil.rmtree(folder)
    return Recovery(resumable.name if resumable else None, tuple(words))


def _release_of(data: Path, run_id: str) -> Release | None:
    return next((release for release in reversed(releases(data)) if release.manifest.get("run_id") == run_id), None)


def _finish(data: Path, built: Release, staging: Path) -> str:
    """Do the last steps of a run that died between giving its release a number and taking its staging away."""
    now = current(data)
    is_pointed_to = now is not None and now.number >= built.number
    if not is_pointed_to:
        point_to(data, built)
    shutil.rmtree(staging)
    rest = "only what it had staged was left to be removed" if is_pointed_to else "it is the current one now"
    return f"Run {staging.name} was interrupted when release {built.number:04d} was published; {rest}."

"""How do releases get to an object store and back?

    s3://bucket/prefix/
      releases/0007-1f3a…/   what data/releases/0007 holds but for its index of stories, the manifest last; the name
                             ends with the manifest's hash
      quarantine/            raw bytes that could not be read
      takedowns.jsonl        what was taken down and stays out
      warehouse-id           whose mirror this is: a push from any other data folder is refused
      current                the name of the current release: moved by one put

A mirror becomes what the data folder is: a push adds what is new, moves the pointer, and takes away what is gone.
A store has no rename, so a name never gets other content; whoever follows `current` finds a whole release.
"""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final
from uuid import uuid4

from pyarrow import fs

from warehouse import story_index
from warehouse.release import MANIFEST, Release, current, point_to, releases
from warehouse.resume import PULL
from warehouse.staging import flush, written_aside
from warehouse.store import Store, StoreError, first_line
from warehouse.takedown import LEDGER, record_all

POINTER: Final = "current"
KEPT_ASIDE: Final = "quarantine"
IDENTITY: Final = "warehouse-id"
COPY_BYTES: Final = 8_000_000
# A release may be replaced in the mirror while it is pulled; the pointer then names another one.
PULLS: Final = 3


class MirrorError(StoreError):
    """The mirror cannot be written, or does not hold what it should."""


def push(data: Path, mirror: Store) -> Release | None:
    """Make the mirror what the data folder is; returns the release that it now points to. Raises MirrorError."""
    release = current(data)
    if release is None:
        return None
    try:
        _claim(data, mirror)
        kept = {_name(one): one for one in releases(data)}
        for name, one in kept.items():
            _push_release(one, mirror, name)
        _push_quarantine(data, mirror)
        if (data / LEDGER).exists():
            _copy_up(data / LEDGER, mirror, mirror.path(LEDGER))
        _point(mirror, _name(release))
        for name in sorted(set(_folders(mirror)) - set(kept)):
            mirror.files.delete_dir(mirror.path("releases", name))
    except OSError as error:
        raise MirrorError(f"The mirror {mirror.uri} cannot be written: {first_line(error)}.") from error
    return release


def pull(mirror: Store, data: Path) -> Release:
    """Bring the mirror's current release into a data folder and point to it. Raises MirrorError."""
    for _ in range(PULLS):
        name = _pointer(mirror)
        number, _, digest = name.partition("-")
        release = Release(int(number), data / "releases" / number)
        if not (release.folder / MANIFEST).exists():
            if not _fetch(mirror, name, data):
                continue
        elif not _name(release).endswith(digest):
            raise MirrorError(f"{data} has another release {number} than {mirror.uri}; pull into an empty folder.")
        _pull_takedowns(mirror, data)
        if (theirs := _identity(mirror)) and not (data / IDENTITY).exists():
            _write_identity(data, theirs)
        point_to(data, release)
        return release
    raise MirrorError(f"The release that {mirror.uri} points to is not whole; push it again.")


def _claim(data: Path, mirror: Store) -> None:
    """Make an empty mirror ours. Raises MirrorError for another folder's: a push takes away what we lack."""
    file, theirs = data / IDENTITY, _identity(mirror)
    ours = file.read_text("ascii") if file.exists() else None
    if theirs and ours != theirs:
        raise MirrorError(
            f"{mirror.uri} is the mirror of another data folder than {data}; 'broadsheet pull' brings that one here, "
            "or give another address."
        )
    if ours is None:
        _write_identity(data, uuid4().hex)
    if theirs is None:
        _copy_up(file, mirror, mirror.path(IDENTITY))


def _identity(mirror: Store) -> str | None:
    if mirror.files.get_file_info(mirror.path(IDENTITY)).type != fs.FileType.File:
        return None
    with mirror.files.open_input_stream(mirror.path(IDENTITY)) as stream:
        return str(stream.read(), "ascii", "replace")


def _write_identity(data: Path, identity: str) -> None:
    with written_aside(data / IDENTITY) as aside:
        aside.write_text(identity, "ascii")


def _push_release(release: Release, mirror: Store, name: str) -> None:
    manifest = mirror.path("releases", name, MANIFEST)
    if mirror.files.get_file_info(manifest).type == fs.FileType.File:
        return
    for file in _files(release.folder):
        if file.as_posix() != MANIFEST and file.parts[0] != story_index.FOLDER:
            _copy_up(release.folder / file, mirror, mirror.path("releases", name, file.as_posix()))
    _copy_up(release.folder / MANIFEST, mirror, manifest)


def _push_quarantine(data: Path, mirror: Store) -> None:
    """Files in quarantine are named after what they hold: one that is there is right."""
    here = {file.name for file in (data / KEPT_ASIDE).glob("[!.]*")}
    there = {info.base_name for info in _listed(mirror, KEPT_ASIDE)}
    for name in sorted(here - there):
        _copy_up(data / KEPT_ASIDE / name, mirror, mirror.path(KEPT_ASIDE, name))
    for name in sorted(there - here):
        mirror.files.delete_file(mirror.path(KEPT_ASIDE, name))


def _fetch(mirror: Store, name: str, data: Path) -> bool:
    """Copy a release into its place; False if it is not whole, or went while it was copied."""
    base = PurePosixPath(mirror.path("releases", name))
    found = [info for info in _listed(mirror, "releases", name, recursive=True) if info.type == fs.FileType.File]
    if not any(PurePosixPath(info.path) == base / MANIFEST for info in found):
        return False
    if strays := [info.path for info in found if ".." in PurePosixPath(info.path).parts]:
        raise MirrorError(f"{mirror.uri} holds a name that leads out of its release: {strays[0]!r}.")
    aside = data / "staging" / f"{PULL}{name}"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        for info in found:
            _copy_down(mirror, info.path, aside / PurePosixPath(info.path).relative_to(base))
    except FileNotFoundError:
        return False
    target = data / "releases" / name.partition("-")[0]
    target.parent.mkdir(parents=True, exist_ok=True)
    aside.rename(target)
    flush(target.parent)
    return True


def _pull_takedowns(mirror: Store, data: Path) -> None:
    """Take over what the mirror's data folder took down: a run that goes on from here keeps it out too."""
    if mirror.files.get_file_info(mirror.path(LEDGER)).type != fs.FileType.File:
        return
    with mirror.files.open_input_stream(mirror.path(LEDGER)) as stream:
        record_all(data, str(stream.read(), "utf-8").splitlines())


def _name(release: Release) -> str:
    digest = sha256((release.folder / MANIFEST).read_bytes()).hexdigest()
    return f"{release.folder.name}-{digest[:16]}"


def _pointer(mirror: Store) -> str:
    try:
        with mirror.files.open_input_stream(mirror.path(POINTER)) as stream:
            name = str(stream.read(), "ascii", "replace")
    except OSError as error:
        raise MirrorError(f"There is no release at {mirror.uri}: {first_line(error)}.") from error
    if not name.partition("-")[0].isdigit() or not name.replace("-", "").isalnum():
        raise MirrorError(f"The pointer at {mirror.uri} names no release.")
    return name


def _folders(mirror: Store) -> Iterator[str]:
    yield from (info.base_name for info in _listed(mirror, "releases") if info.type == fs.FileType.Directory)


def _listed(mirror: Store, *parts: str, recursive: bool = False) -> list[fs.FileInfo]:
    selector = fs.FileSelector(mirror.path(*parts), allow_not_found=True, recursive=recursive)
    return list(mirror.files.get_file_info(selector))


def _files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _copy_up(source: Path, mirror: Store, target: str) -> None:
    """Object stores take an object whole when its stream closes; on a disk a cut copy keeps another name."""
    is_disk = isinstance(mirror.files, fs.LocalFileSystem)
    if is_disk:
        mirror.files.create_dir(str(PurePosixPath(target).parent))
    aside = f"{target}.part" if is_disk else target
    with open(source, "rb") as stream, mirror.files.open_output_stream(aside) as sink:
        shutil.copyfileobj(stream, sink, COPY_BYTES)
    if is_disk:
        mirror.files.move(aside, target)


def _copy_down(mirror: Store, source: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with mirror.files.open_input_stream(source) as stream, open(target, "wb") as sink:
        shutil.copyfileobj(stream, sink, COPY_BYTES)
    flush(target)


def _point(mirror: Store, name: str) -> None:
    """Object stores replace an object as a whole when its stream closes; a disk does so by renaming."""
    is_disk = isinstance(mirror.files, fs.LocalFileSystem)
    target = mirror.path(f".{POINTER}" if is_disk else POINTER)
    with mirror.files.open_output_stream(target) as sink:
        sink.write(name.encode("ascii"))
    if is_disk:
        mirror.files.move(target, mirror.path(POINTER))

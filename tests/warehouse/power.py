"""A disk that remembers what would be left of a folder if the process, or the power, failed at any step.

While `watched` runs, the folder is looked at before every step that changes it: each fsync, rename,
link, removal and new folder. What a killed process leaves is all that was written; what a power failure
leaves is only what was flushed: the content of files at their last fsync, under the names that their
folder had at its own.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

Tree = dict[str, bytes | str | None]  # path → content, target of a link, or None for a folder
FREEING = ("unlink", "rmdir")
STEPS = ("fsync", "replace", "rename", "unlink", "mkdir", "rmdir", "symlink", "link")


class Moment(NamedTuple):
    """What would be left if the step that is named were not done."""

    step: str
    after_kill: Tree
    after_power_loss: Tree


class Disk:
    def __init__(self, root: Path, graveyard: Path) -> None:
        self.root = root
        self.graveyard = graveyard  # holds a link to every flushed file, so that no inode is used twice
        self.contents: dict[int, bytes] = {}
        self.entries: dict[int, dict[str, tuple[str, Any]]] = {}
        self.moments: list[Moment] = []
        for folder, _, names in os.walk(root):
            for name in names:
                if not Path(folder, name).is_symlink():
                    self.flush(Path(folder, name))
            self.flush(Path(folder))

    def flush(self, path: Path) -> None:
        inode = path.stat().st_ino
        if path.is_dir():
            self.entries[inode] = {entry.name: _entry(entry) for entry in os.scandir(path)}
        else:
            self.contents[inode] = path.read_bytes()
            kept = self.graveyard / str(inode)
            if not kept.exists():
                os.link(path, kept)

    def look(self, step: str) -> None:
        self.moments.append(Moment(step, tree(self.root), dict(self._flushed(self.root.stat().st_ino, ""))))

    def _flushed(self, folder: int, path: str) -> Iterator[tuple[str, bytes | str | None]]:
        for name, (kind, what) in sorted(self.entries.get(folder, {}).items()):
            if kind == "folder":
                yield f"{path}{name}", None
                yield from self._flushed(what, f"{path}{name}/")
            else:
                yield f"{path}{name}", what if kind == "link" else self.contents.get(what, b"")


def _entry(entry: "os.DirEntry[str]") -> tuple[str, Any]:
    if entry.is_symlink():
        return "link", os.readlink(entry.path)
    return ("folder" if entry.is_dir() else "file"), entry.inode()


@contextmanager
def watched(root: Path, graveyard: Path) -> Iterator[list[Moment]]:
    """The moments of what is done to a folder inside of the block."""
    graveyard.mkdir()
    disk = Disk(root, graveyard)
    real = {name: getattr(os, name) for name in STEPS}

    def step(name: str) -> Callable[..., Any]:
        def do(*arguments: Any, **named: Any) -> Any:
            with patch.multiple(os, **real):
                disk.look(f"{name} {arguments[0]}")
                done = real[name](*arguments, **named)
                if name == "fsync":
                    disk.flush(Path(os.readlink(f"/proc/self/fd/{arguments[0]}")))
            return done

        return do

    with patch.multiple(os, **{name: step(name) for name in STEPS}):
        yield disk.moments
    disk.look("the end")


@contextmanager
def full_from(step: int) -> Iterator[None]:
    """Let every step but removals fail for want of room, from one on, counted from 0."""
    steps = count()

    def limited(real: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: Any, **named: Any) -> Any:
            if next(steps) >= step:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments, **named)

        return do

    with patch.multiple(os, **{name: limited(getattr(os, name)) for name in STEPS if name not in FREEING}):
        yield


def tree(root: Path) -> Tree:
    """All that a folder holds."""
    found: Tree = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        found[name] = os.readlink(path) if path.is_symlink() else None if path.is_dir() else path.read_bytes()
    return found


def put(root: Path, held: Tree) -> None:
    """Make a folder hold what a tree says."""
    root.mkdir()
    for name, what in held.items():
        if what is None:
            (root / name).mkdir(exist_ok=True)
        elif isinstance(what, str):
            (root / name).symlink_to(what)
        else:
            (root / name).write_bytes(what)

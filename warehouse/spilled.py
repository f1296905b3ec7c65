"""Where do columns of numbers lie that do not fit into memory? In files of a folder, which are mapped to be read.

The `Columns` of `tasks/enriching/copy_columns.py`: what is appended is written, what is asked for is mapped, so that
the system keeps of it what there is room for. The folder and what is in it are gone at the end; arrays that are still
held then stay readable.
"""

import mmap
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray


class Spilled:
    """Columns on the disk."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._files: dict[str, tuple[IO[bytes], np.dtype[Any]]] = {}

    def append(self, name: str, values: NDArray[Any]) -> None:
        """Add values to the end of a column."""
        if name not in self._files:
            self._files[name] = self._stack.enter_context((self._folder / name).open("w+b")), values.dtype
        file, dtype = self._files[name]
        file.write(np.ascontiguousarray(values, dtype).data)

    def array(self, name: str) -> NDArray[Any]:
        """All values of a column."""
        file, dtype = self._files[name]
        file.flush()
        if not file.tell():
            return np.empty(0, dtype)
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), dtype)


@contextmanager
def spilled(folder: Path) -> Iterator[Spilled]:
    """Columns in a folder that is there meanwhile."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        with ExitStack() as stack:
            yield Spilled(folder, stack)
    finally:
        shutil.rmtree(folder)

"""How does what stories are told by get from one release to the next?

    stories/               beside a release's tables
      part-00000.arrow …     texts as numbers, never altered; linked by the next release, as tables' parts are
      state.arrow            which parts there are, and what was found over all of them

Each file is an Arrow file with one row, whose columns are arrays as bytes; they are mapped, not read. An index that
another version of the rules wrote, or a damaged one, counts as none: stories are then told anew from all texts. It
holds hashes of words, so it is not mirrored, and a takedown removes it from every release.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from warehouse.staging import written_aside

FOLDER: Final = "stories"
STATE: Final = "state.arrow"
VERSION: Final = b"version"
PARTS: Final = b"parts"
DTYPE: Final = b"dtype"

Arrays = Mapping[str, NDArray[Any]]


class Kept(NamedTuple):
    """An index as it lies on the disk."""

    files: tuple[Path, ...]
    parts: tuple[Arrays, ...]
    state: Arrays


def load(folder: Path, version: str) -> Kept | None:
    """The index beside a folder of tables, if this version of the rules wrote it."""
    try:
        state, notes = _read(folder / STATE)
        if notes.get(VERSION) != version.encode():
            return None
        files = tuple(folder / name for name in json.loads(notes[PARTS]))
        return Kept(files, tuple(_read(file)[0] for file in files), state)
    except (OSError, pa.ArrowInvalid):
        return None


def save(folder: Path, parts: Sequence[Path | Arrays], state: Arrays, version: str) -> None:
    """Write an index: parts that lie there already or are linked, and new ones."""
    folder.mkdir(parents=True, exist_ok=True)
    number = max((int(part.stem.removeprefix("part-")) for part in parts if isinstance(part, Path)), default=-1)
    names = []
    for part in parts:
        if isinstance(part, Path):
            names.append(part.name)
            if part.parent != folder:
                os.link(part, folder / part.name)
        else:
            number += 1
            names.append(f"part-{number:05d}.arrow")
            _write(folder / names[-1], part, {})
    _write(folder / STATE, state, {VERSION: version.encode(), PARTS: json.dumps(names).encode()})
    for file in folder.glob("part-*.arrow"):
        if file.name not in names:
            file.unlink()


def _write(target: Path, arrays: Arrays, notes: Mapping[bytes, bytes]) -> None:
    kind = pa.large_binary()
    schema = pa.schema(
        [pa.field(name, kind, metadata={DTYPE: array.dtype.str.encode()}) for name, array in arrays.items()],
        metadata=dict(notes),
    )
    columns = [
        pa.Array.from_buffers(
            kind, 1, [None, pa.py_buffer(np.array([0, array.nbytes])), pa.py_buffer(np.ascontiguousarray(array))]
        )
        for array in arrays.values()
    ]
    with written_aside(target) as aside, pa.ipc.new_file(str(aside), schema) as writer:
        writer.write_batch(pa.record_batch(columns, schema=schema))


def _read(file: Path) -> tuple[Arrays, Mapping[bytes, bytes]]:
    table = pa.ipc.open_file(pa.memory_map(str(file))).read_all()
    arrays = {
        field.name: np.frombuffer(
            table.column(field.name).chunk(0).buffers()[2], np.dtype(field.metadata[DTYPE].decode())
        )
        for field in table.schema
    }
    return arrays, table.schema.metadata

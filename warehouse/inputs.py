"""Which files was a release built from, and in which state were they?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.release import INPUTS, Release
from warehouse.staging import write_parquet

SCHEMA: Final = pa.schema(
    [pa.field("source_uri", pa.string()), pa.field("size", pa.int64()), pa.field("modified_ns", pa.int64())]
)


def known_inputs(release: Release) -> dict[str, tuple[int, int]]:
    """(size, modification time in ns) of each input file, by its URI."""
    columns = [column.to_pylist() for column in pq.read_table(release.folder / INPUTS, schema=SCHEMA).columns]
    return {uri: (size, modified) for uri, size, modified in zip(*columns, strict=True)}


def write_inputs(folder: Path, inputs: Mapping[str, tuple[int, int]]) -> None:
    """Write the (size, modification time in ns) of a release's inputs, by URI."""
    columns = list(zip(*((uri, *state) for uri, state in sorted(inputs.items())), strict=True)) or [(), (), ()]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, SCHEMA, strict=True)]
    write_parquet(pa.Table.from_arrays(arrays, schema=SCHEMA), folder / INPUTS)

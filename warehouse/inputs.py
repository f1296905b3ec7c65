"""Which files was a release built from, and in which state were they?"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.database import in_memory, known_rows
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


def copies_of(release: Release, sources: Iterable[str]) -> list[str]:
    """The other sources that hold copies of pages of these sources."""
    with in_memory() as connection:
        connection.register("given", pa.table({"source_uri": pa.array(sorted(sources), pa.string())}))
        pages = f"({known_rows(release, 'pages')})"
        rows = connection.execute(f"""
            SELECT DISTINCT copy.source_uri FROM {pages} copy JOIN {pages} original
              ON original.page_id = copy.duplicate_of
            WHERE original.source_uri IN (FROM given) AND copy.source_uri NOT IN (FROM given) ORDER BY 1""").fetchall()
    return [uri for (uri,) in rows]


def has_earlier_captures(release: Release) -> bool:
    """Whether a release holds pages whose file holds a later capture now."""
    with in_memory() as connection:
        rows = connection.execute(f"SELECT 1 FROM ({known_rows(release, 'pages')}) WHERE replaced_count > 0 LIMIT 1")
        return rows.fetchone() is not None


def sources_of_profiles(release: Release, slugs: Iterable[str]) -> list[str]:
    """The sources with a page that one of these publishers' profiles read, or that no profile did."""
    with in_memory() as connection:
        connection.register("given", pa.table({"slug": pa.array(sorted(slugs), pa.string())}))
        rows = connection.execute(f"""
            SELECT DISTINCT source_uri FROM ({known_rows(release, "pages")})
            WHERE profile IS NULL OR split_part(profile, '@', 1) IN (FROM given) ORDER BY 1""").fetchall()
    return [uri for (uri,) in rows]

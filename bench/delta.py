"""What does it cost to add a few pages to a warehouse of real proportions?

    python -m bench.warehouse 1000000 FOLDER     makes one
    python -m bench.delta FOLDER 1000            adds so many pages of the same world to it

Prints the seconds of settling, counting and changing the database; stories and checks are apart (`bench.publishing`,
`bench.changed`). With `--take` the database of FOLDER is changed itself, for disks that have no room for two.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.page_rows import chunks
from bench.publishing import timed
from bench.warehouse import Seen, as_declared, entities_of
from bench.world import hexes, world
from warehouse import count, grow, settle
from warehouse.database import row_counts, verify
from warehouse.release import DATABASE, Release, table_files, write_manifest
from warehouse.settle import Changed
from warehouse.tables import RUN_TABLES, TABLES

OTHER_SEED: Final = 1  # of the new pages; their things, names and lines are those of the world


def stage(shard: Path, seed: int, article_count: int, new_count: int) -> Path:
    """Write rows of new pages of the world of a warehouse of so many articles, as a shard."""
    of = world(np.random.default_rng(seed), article_count)
    random = np.random.default_rng([seed, OTHER_SEED, new_count])
    seen, shard_rows = Seen(len(of.known.names)), dict[str, pa.Table]()
    for columns in chunks(seed + OTHER_SEED, new_count, of._replace(article_ids=hexes(random, new_count))):
        seen.add(of, columns["mentions"])
        shard_rows |= {name: as_declared(name, values) for name, values in columns.items()}
    shard.mkdir(parents=True)
    for name, rows in (shard_rows | {"entities": entities_of(of, seen)}).items():
        if name not in (*RUN_TABLES, "stories"):
            pq.write_table(rows, shard / f"{name}.parquet")
    return shard


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.delta", description="Add pages to a synthetic warehouse.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", type=int, nargs="?", default=1_000)
    parser.add_argument("--seed", type=int, default=7, help="that the warehouse was made with")
    parser.add_argument("--take", action="store_true", help="change the database itself instead of a copy")
    given = parser.parse_args()
    last = Release(1, given.folder)
    articles = row_counts(given.folder / "tables")["articles"]
    write_manifest(given.folder, {"shape": grow.shape()})
    if given.take:
        shutil.copyfile = os.replace  # type: ignore[assignment]
    with tempfile.TemporaryDirectory(prefix="bench-delta-", dir=given.folder) as name:
        home = Path(name)
        shard = stage(home / "shard", given.seed, articles, given.pages)
        tables = home / "tables"
        with timed("changed", "settle"):
            settle.settle(tables, last, [shard], Changed())
        with timed("changed", "count"):
            count.count_rows(tables, [], given.folder / "tables")
        with timed("changed", "database"):
            is_changed = grow.load(tables, home / DATABASE, last)
            verify(home / DATABASE, row_counts(tables))
        parts = sum(len(table_files(tables, table.name)) for table in TABLES)
        print(json.dumps({"is_changed": is_changed, "articles": articles, "pages": given.pages, "parts": parts}))
        if given.take:
            (home / DATABASE).replace(given.folder / DATABASE)
    return 0


if __name__ == "__main__":
    sys.exit(main())

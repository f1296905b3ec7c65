"""What did a release change? Rows added, removed and altered between two releases, by table and publisher.

Rows are matched by their table's key. Columns that only one of the two releases has are not compared: they came
with another version of Broadsheet, not with other pages.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb

from warehouse.database import in_memory, written
from warehouse.release import Release
from warehouse.schema import quoted, table_named
from warehouse.tables import TABLES, Table

# What a run did differs from run to run; these tables say nothing about pages.
OF_RUNS: Final = ("runs", "checks", "coverage")
COMPARED: Final = tuple(table for table in TABLES if table.name not in OF_RUNS)
# The first of these columns that a table has tells people which row is meant.
LABELS: Final = ("title", "text", "surface", "name", "caption", "role", "source_uri", "story_id")
EXCERPT: Final = 120
KINDS: Final = ("added", "removed", "altered")


class Example(NamedTuple):
    """One changed row: its key, what people know it by, and for an altered one each column's (before, after)."""

    key: dict[str, Any]
    label: str | None
    columns: dict[str, tuple[str | None, str | None]]


class Change(NamedTuple):
    """Rows of one table and publisher that one release has otherwise than another."""

    table: str
    publisher: str | None
    kind: str  # one of KINDS
    row_count: int
    examples: tuple[Example, ...]


def compare(old: Release, new: Release, tables: Sequence[Table] = COMPARED, examples: int = 3) -> Iterator[Change]:
    """Every change from the old release to the new one, table by table."""
    with in_memory() as connection:
        for table in tables:
            if not _is_same(old, new, table.name):
                yield from _changes(connection, old, new, table, examples)


def _is_same(old: Release, new: Release, name: str) -> bool:
    """Both releases keep the table in the same bytes."""
    before, after = (release.manifest.get("sha256", {}).get(name) for release in (old, new))
    return before is not None and before == after


def _changes(
    connection: duckdb.DuckDBPyConnection, old: Release, new: Release, table: Table, examples: int
) -> Iterator[Change]:
    for side, release in (("was", old), ("now", new)):
        _view(connection, side, release.folder / "tables", table)
    columns = _shared_columns(connection)
    connection.execute(_changed(table, columns))
    counts = connection.execute("SELECT publisher, kind, count(*) FROM changed GROUP BY ALL ORDER BY ALL").fetchall()
    shown = _examples(connection, table, columns, examples) if counts else {}
    for publisher, kind, count in counts:
        yield Change(table.name, publisher, kind, count, tuple(shown.get((publisher, kind), ())))


def _view(connection: duckdb.DuckDBPyConnection, side: str, tables: Path, table: Table) -> None:
    """`was` or `now`: a release's rows of the table, each with its publisher as `whose`."""
    names = table.row.__annotations__
    if not (tables / table.name).exists():  # a table that this release does not know yet
        declared = ", ".join(f"CAST(NULL AS VARCHAR) AS {quoted(name)}" for name in table.key)
        connection.execute(f"CREATE OR REPLACE VIEW {side} AS SELECT {declared}, NULL AS whose WHERE false")
        return
    files = written(tables, table.name, "pages")
    if "publisher" in names:
        query = f"SELECT *, publisher AS whose FROM {files[table.name]}"
    elif "page_id" in names:
        query = f"""SELECT r.*, p.publisher AS whose FROM {files[table.name]} r
            LEFT JOIN (SELECT page_id, publisher FROM {files["pages"]}) p ON p.page_id = r.page_id"""
    else:
        query = f"SELECT *, CAST(NULL AS VARCHAR) AS whose FROM {files[table.name]}"
    connection.execute(f"CREATE OR REPLACE VIEW {side} AS {query}")


def _shared_columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The columns that both releases have, in the old one's order."""
    was, now = ([row[0] for row in connection.execute(f"DESCRIBE {side}").fetchall()] for side in ("was", "now"))
    return [name for name in was if name in now and name != "whose"]


def _changed(table: Table, columns: Sequence[str]) -> str:
    keys = [quoted(name) for name in table.key]
    values = [quoted(name) for name in columns if name not in table.key]
    differs = " OR ".join(f"was.{name} IS DISTINCT FROM now.{name}" for name in values) or "false"
    first = keys[0]
    return f"""
        CREATE OR REPLACE TEMP TABLE changed AS
        SELECT {", ".join(keys)}, coalesce(now.whose, was.whose) AS publisher,
          CASE WHEN was.{first} IS NULL THEN 'added' WHEN now.{first} IS NULL THEN 'removed' ELSE 'altered' END AS kind
        FROM was FULL JOIN now USING ({", ".join(keys)})
        WHERE was.{first} IS NULL OR now.{first} IS NULL OR {differs}"""


def _examples(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: Sequence[str], most: int
) -> dict[tuple[str | None, str], list[Example]]:
    """The first changed rows of each publisher and kind."""
    keys = ", ".join(quoted(name) for name in table.key)
    values = [name for name in columns if name not in table.key]
    label = next((quoted(name) for name in LABELS if name in values), None)
    shown = f"coalesce(now.{label}, was.{label})" if label else "NULL"
    pairs = "".join(f", CAST({side}.{quoted(name)} AS VARCHAR)" for name in values for side in ("was", "now"))
    found = connection.execute(f"""
        WITH shown AS (
          SELECT * FROM changed QUALIFY row_number() OVER (PARTITION BY publisher, kind ORDER BY {keys}) <= {most})
        SELECT shown.publisher, shown.kind, {keys}, {shown}{pairs}
        FROM shown LEFT JOIN was USING ({keys}) LEFT JOIN now USING ({keys}) ORDER BY 1, 2, {keys}""")
    examples: dict[tuple[str | None, str], list[Example]] = {}
    for publisher, kind, *row in found.fetchall():
        key, (known_by, *cells) = row[: len(table.key)], row[len(table.key) :]
        altered = _altered(values, cells) if kind == "altered" else {}
        example = Example(dict(zip(table.key, key, strict=True)), known_by and known_by[:EXCERPT], altered)
        examples.setdefault((publisher, kind), []).append(example)
    return examples


def _altered(names: Sequence[str], cells: Sequence[str | None]) -> dict[str, tuple[str | None, str | None]]:
    """(before, after) of each column that differs; of long texts the part where they begin to."""
    found = {}
    for name, before, after in zip(names, cells[::2], cells[1::2], strict=True):
        if before != after:
            common = sum(
                1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before or "", after or "", strict=False))
            )
            start = max(0, common - EXCERPT // 4)
            found[name] = (_from(before, start), _from(after, start))
    return found


def _from(text: str | None, start: int) -> str | None:
    return text if text is None else ("…" if start else "") + text[start : start + EXCERPT]


def tables_named(names: Sequence[str]) -> tuple[Table, ...]:
    """The tables of these names that can be compared; all of them if none is named. Raises KeyError."""
    known = {table.name for table in COMPARED}
    for name in names:
        if name not in known:
            raise KeyError(name)
    return tuple(table_named(name) for name in names) or COMPARED

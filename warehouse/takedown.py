"""What was taken down, how does it leave the kept releases, and how does it stay out?

`takedowns.jsonl` in the data folder is the record: when, by whom, how many pages, and hashes that know the page when it
comes again: of its bytes, its text, its body, its address, and of the state of its file. It holds none of the content.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import pyarrow as pa

from warehouse.database import in_memory, known_rows, parquet_scan, write_table
from warehouse.inputs import known_inputs
from warehouse.release import Release
from warehouse.schema import fields
from warehouse.staging import written_aside
from warehouse.tables import TABLES, row_id
from warehouse.versions import address

LEDGER: Final = "takedowns.jsonl"
# A shorter body may be another page's too: "Subscribe to read on".
LEAST_BODY_WORDS: Final = 50
# An example in `checks` with a value of this length that stands on the page goes with it.
LEAST_VALUE: Final = 8
# What the details of a check show of pages: failing rows, and the lines that a fall of a rate is about.
SHOWN: Final = ("examples", "lines")


def body_hash(body: str) -> str:
    """SQL: what a body is known by, whatever its case and white space."""
    return f"sha256(lower(regexp_replace({body}, '\\s+', ' ', 'g')))"


# What a page is known by: rows (page_id, hash).
KNOWN_BY: Final = f"""
SELECT page_id, content_hash AS hash FROM {{pages}}
UNION ALL SELECT page_id, text_hash FROM {{pages}} WHERE text_hash IS NOT NULL
UNION ALL SELECT page_id, sha256({address("url")}) FROM {{pages}} WHERE url IS NOT NULL
UNION ALL SELECT page_id, sha256({address("url")}) FROM {{articles}} WHERE url IS NOT NULL
UNION ALL SELECT page_id, {body_hash("body")} FROM {{articles}} WHERE word_count >= {LEAST_BODY_WORDS}
"""

# The pages that an address or a page id means, and every copy of them.
MEANT: Final = f"""
CREATE TABLE gone AS
WITH pages AS ({{pages}}), articles AS ({{articles}}),
meant AS (
  SELECT page_id, duplicate_of FROM pages
  WHERE page_id = $what OR {address("url")} = {address("$what")}
    OR page_id IN (SELECT page_id FROM articles WHERE {address("url")} = {address("$what")})),
original AS (SELECT coalesce(duplicate_of, page_id) AS page_id FROM meant)
SELECT page_id FROM original UNION
SELECT page_id FROM pages WHERE duplicate_of IN (FROM original)
"""

# An address keeps other pages out only where all of its pages go.
HASHES: Final = f"""
WITH known AS ({KNOWN_BY})
SELECT hash FROM known GROUP BY hash HAVING bool_and(page_id IN (FROM gone)) ORDER BY hash
"""

# Files that hold nothing else.
SOURCES: Final = "SELECT source_uri FROM ({pages}) GROUP BY 1 HAVING bool_and(page_id IN (FROM gone)) ORDER BY 1"


class Found(NamedTuple):
    """What one release holds of a page that is to be taken down."""

    page_ids: tuple[str, ...]
    content_hashes: tuple[str, ...]
    hashes: tuple[str, ...]  # that know it when it comes again
    sources: tuple[str, ...]  # files that hold nothing else
    files: tuple[str, ...]  # hashes of their states


def find(release: Release, what: str) -> Found:
    """The pages of a release that an address or a page id means."""
    pages, articles = known_rows(release, "pages"), known_rows(release, "articles")
    sources = {"pages": f"({pages})", "articles": f"({articles})"}
    with in_memory() as connection:
        connection.execute(MEANT.format(pages=pages, articles=articles), {"what": what})
        ids = _column(connection, "SELECT page_id FROM gone ORDER BY 1")
        contents = _column(connection, f"SELECT content_hash FROM ({pages}) WHERE page_id IN (FROM gone) ORDER BY 1")
        hashes = _column(connection, HASHES.format(**sources)) if ids else ()
        emptied = _column(connection, SOURCES.format(pages=pages)) if ids else ()
    inputs = known_inputs(release)
    files = tuple(file_hash(uri, *inputs[uri]) for uri in emptied if uri in inputs)
    return Found(ids, contents, hashes, emptied, files)


def _column(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[str, ...]:
    return tuple(value for (value,) in connection.execute(query).fetchall())


def file_hash(uri: str, size: int, modified_ns: int) -> str:
    """What the state of a file is known by."""
    return sha256(f"{uri}\x1f{size}\x1f{modified_ns}".encode()).hexdigest()


def record(data: Path, by: str, page_count: int, hashes: Iterable[str], files: Iterable[str]) -> str:
    """Write that pages were taken down; returns the takedown's id, which is made of hashes only."""
    known, states = sorted(set(hashes)), sorted(set(files))
    entry = {
        "takedown_id": row_id("takedown", *known),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": by,
        "page_count": page_count,
        "hashes": known,
        "files": states,
    }
    _append(data, entry)
    return str(entry["takedown_id"])


def record_files(data: Path, files: Iterable[str]) -> None:
    """Write that files in these states hold only what was taken down, so that they are not read every night."""
    if states := sorted(set(files)):
        _append(data, {"at": datetime.now(UTC).isoformat(timespec="seconds"), "hashes": [], "files": states})


def _append(data: Path, entry: dict[str, Any]) -> None:
    record_all(data, [json.dumps(entry, ensure_ascii=False)])


def record_all(data: Path, lines: Iterable[str]) -> None:
    """Add lines of a record to the data folder's own, but for those that it has."""
    ledger = data / LEDGER
    earlier = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    with written_aside(ledger) as aside:
        aside.write_text("".join(f"{line}\n" for line in dict.fromkeys([*earlier, *lines])), "utf-8")


def taken_down(data: Path, what: str) -> frozenset[str]:
    """All hashes of a kind that the record holds: 'hashes' of pages, or 'files'."""
    return frozenset(value for entry in _entries(data) for value in entry[what])


def _entries(data: Path) -> Iterator[dict[str, Any]]:
    ledger = data / LEDGER
    if ledger.exists():
        yield from (json.loads(line) for line in ledger.read_text("utf-8").splitlines())


def rewrite(release: Release, page_ids: Sequence[str], target: Path) -> None:
    """Write a release's tables without these pages to `target`; count them again after it."""
    with in_memory() as connection:
        connection.register("gone_ids", pa.table({"page_id": pa.array(page_ids, pa.string())}))
        for table in TABLES:
            rows = known_rows(release, table.name)
            if any(field.name == "page_id" for field in fields(table)):
                rows = f"SELECT * FROM ({rows}) WHERE page_id IS NULL OR page_id NOT IN (FROM gone_ids)"
            write_table(connection, target, table.name, rows)


def ids_and_texts(release: Release, page_ids: Sequence[str]) -> tuple[frozenset[str], str]:
    """The ids of every row of these pages, and their texts with the places that they came from."""
    with in_memory() as connection:
        connection.register("gone_ids", pa.table({"page_id": pa.array(page_ids, pa.string())}))
        ids = set(page_ids)
        for table in TABLES:
            names = {field.name for field in fields(table)}
            if "page_id" in names and len(table.key) == 1 and release.parts(table.name):
                source = parquet_scan(release.parts(table.name))
                ids.update(_column(connection, f"SELECT {table.key[0]} FROM {source} WHERE page_id IN (FROM gone_ids)"))
        query = f"SELECT concat_ws(chr(10), source_uri, url, text) FROM ({known_rows(release, 'pages')})"
        texts = _column(connection, f"{query} WHERE page_id IN (FROM gone_ids)")
    return frozenset(ids), "\n".join(texts)


def without_examples(details: str | None, ids: frozenset[str], text: str) -> str | None:
    """A check's details without the examples and lines that show a page which was taken down."""
    found = json.loads(details) if details else {}
    kept = {
        name: [one for one in found[name] if not _shows(one.values(), ids, text)] for name in SHOWN if name in found
    }
    return json.dumps(found | kept, ensure_ascii=False) if kept else details


def _shows(values: Iterable[Any], ids: frozenset[str], text: str) -> bool:
    words = [value for value in values if isinstance(value, str)]
    return any(value in ids or (len(value) >= LEAST_VALUE and value in text) for value in words)


def remove_raw(data: Path, content_hashes: Iterable[str]) -> None:
    """Remove the raw bytes that quarantine kept of these contents, and the notes beside them."""
    for content_hash in content_hashes:
        for suffix in ("bin", "json"):
            (data / "quarantine" / f"{content_hash}.{suffix}").unlink(missing_ok=True)

"""What did a release change? The body of `diff`: a table with examples for people, JSON for scripts."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from flows.kept import kept, release_numbered
from flows.words import FaultError, print_table, printable
from warehouse.compare import COMPARED, KINDS, Change, compare, tables_named
from warehouse.release import Release, current

DIFFERENT: Final = 3  # exit code, where it was asked for
NOBODY: Final = "–"


def differ(out: Path, pair: tuple[int | None, int | None], names: Sequence[str], examples: int, as_json: bool) -> bool:
    """Print what the newer release of a pair changed; returns whether anything differs."""
    old, new = _pair(out, pair)
    try:
        changes = list(compare(old, new, tables_named(names), examples))
    except KeyError as error:
        known = ", ".join(table.name for table in COMPARED)
        raise FaultError(f"There is no table {error} to compare. There are: {known}.", 2) from error
    if as_json:
        print(json.dumps(_json(old, new, changes), ensure_ascii=False, indent=1, default=str))
    elif changes:
        _print(changes)
    else:
        print(f"Releases {old.number:04d} and {new.number:04d} hold the same.")
    return bool(changes)


def _pair(out: Path, pair: tuple[int | None, int | None]) -> tuple[Release, Release]:
    """The two releases meant: without the second the current one, without any the one before it too."""
    old, new = pair
    now = release_numbered(out, new) if new is not None else (current(out) or kept(out)[-1])
    if old is not None:
        return release_numbered(out, old), now
    before = [release for release in kept(out) if release.number < now.number]
    if not before:
        raise FaultError(f"No release before {now.number:04d} is kept.", 1)
    return before[-1], now


def _json(old: Release, new: Release, changes: Sequence[Change]) -> dict[str, Any]:
    rows = [{**change._asdict(), "examples": [example._asdict() for example in change.examples]} for change in changes]
    return {"old": old.number, "new": new.number, "changes": rows}


def _print(changes: Sequence[Change]) -> None:
    groups = dict.fromkeys((change.table, change.publisher) for change in changes)
    counts = {(change.table, change.publisher, change.kind): change.row_count for change in changes}
    rows = [
        [table, publisher or NOBODY, *(counts.get((table, publisher, kind), 0) for kind in KINDS)]
        for table, publisher in groups
    ]
    print_table(["table", "publisher", *KINDS], rows)
    for change in changes:
        for line in _example_lines(change):
            print(printable(line))


def _example_lines(change: Change) -> Iterator[str]:
    for example in change.examples:
        key = " ".join(str(value) for value in example.key.values())
        yield f"{change.table} {change.kind}: {key}  {example.label or ''}".rstrip()
        for column, (before, after) in example.columns.items():
            yield f"    {column}: {NOBODY if before is None else before} → {NOBODY if after is None else after}"

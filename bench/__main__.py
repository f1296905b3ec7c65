"""The command: python -m bench [NAME …] [--pages FOLDER] [--rounds N] [--most N] [--out FOLDER]."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bench import Options, Row
from bench.pages import SAMPLES

BENCHMARKS: Final = (
    "structuring", "linear", "memory", "enrichment", "copies", "queries", "report", "checks", "unchanged",
)  # fmt: skip
_WIDTH: Final = 140  # of a table that goes to a file


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks that are named, or all."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.names if name not in BENCHMARKS]:
        parser.error(f"there is no benchmark '{unknown[0]}'; there are: {', '.join(BENCHMARKS)}")
    options = Options(given.pages, given.rounds, given.out, given.most)
    for name in given.names or BENCHMARKS:
        module = import_module(f"bench.{name}")
        began = datetime.now(UTC)
        rows = module.measure(options)
        _write(options.out / f"{name}.json", name, began, rows)
        show(name, (module.__doc__ or "").partition("\n")[0], rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Broadsheet.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("--pages", type=Path, default=SAMPLES, help="file or folder of pages (default: the samples)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each case (default: 5)")
    parser.add_argument("--most", type=int, default=None, help="so many pages at most (default: all)")
    parser.add_argument("--out", type=Path, default=Path("data/bench"), help="folder for results (default: data/bench)")
    return parser


def _write(target: Path, name: str, began: datetime, rows: Sequence[Row]) -> None:
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    result = {"benchmark": name, "began_at": began.isoformat(timespec="seconds"), "machine": machine, "rows": rows}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


def show(name: str, title: str, rows: Sequence[Row]) -> None:
    """Print rows as a table."""
    columns = dict.fromkeys(column for row in rows for column in row)
    table = Table(title=escape(f"{name}: {title}"))
    for column in columns:
        numeric = all(not isinstance(row.get(column), str) for row in rows)
        table.add_column(column.replace("_", " "), justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(escape(_shown(row.get(column))) for column in columns))
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


def _shown(value: str | int | float | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float) else value


if __name__ == "__main__":
    main()

"""What does the command say? Summaries, tables and query results, for terminals, pipes and files."""

import json
import math
import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.forms import DEFAULT_OUT
from flows.forms import FaultError as FaultError
from flows.forms import Format as Format
from tasks.reporting.words import counted, fates
from warehouse.answers import Answer, QueryError, ask, export
from warehouse.release import DATABASE, REPORT, Release, current, releases

if TYPE_CHECKING:
    from flows.build import Summary
    from flows.standing import Standing

EXAMPLE: Final = (
    "SELECT speaker, place, text, file, line_no FROM quotes_about_places "
    "WHERE speaker IS NOT NULL AND is_in_quote ORDER BY file, line_no, place LIMIT 3"
)
COUNTED: Final = ("article", "comment", "mention", "quote", "figure")
# A table with less room for each column shows two letters of every value.
LEAST_OF_A_COLUMN: Final = 10
STATUS_COUNTED: Final = ("pages", *(f"{name}s" for name in COUNTED), "quarantine")


def standing_text(standing: "Standing | Summary", out: Path) -> str:
    """That nothing was new, in lines for people."""
    return f"Nothing new in {counted(standing.file_count, 'file')}.\n{_place(standing.release, out)}"


def _place(release: Release, out: Path) -> str:
    return f"Release {release.number:04d}: {out / 'current' / DATABASE}"


def summary_text(summary: "Summary", out: Path) -> str:
    """What a build did, in lines for people."""
    release = summary.release
    if summary.run is None or summary.verdict is None:
        return "\n".join([*summary.notes, standing_text(summary, out)])
    run, rows = summary.run, release.manifest["rows"]
    lines = [
        *summary.notes,
        f"Read {counted(run.record_count, 'page')} from {counted(summary.file_count, 'file')}.",
        f"The warehouse holds {counted(run.record_count + run.kept_count, 'page')}: {fates(run)}.",
        ", ".join(counted(rows[f"{name}s"], name) for name in COUNTED) + ".",
        *_quarantine_lines(release),
        *(f"  passed over: {count} × {kind}" for kind, count in summary.passed_over.items()),
        _checks_line(summary.verdict.checks),
        *([removed_text(summary.removed)] if summary.removed else []),
        _place(release, out),
        f"Report: {out / 'current' / REPORT}",
        *example_lines(release, out),
    ]
    return "\n".join(lines)


def example_lines(release: Release, out: Path) -> list[str]:
    """A query to begin with, and its answer; nothing where no row answers it."""
    answer = ask(release.database, EXAMPLE)
    place = "" if out == DEFAULT_OUT else f" --out {shlex.quote(str(out))}"
    return [f'For example: {_command()} sql "{EXAMPLE}"{place}', _rendered(answer)] if answer.rows else []


def standing_dict(standing: "Standing | Summary") -> dict[str, Any]:
    """The release that stands, for scripts; a build that found something new says so with the same keys."""
    release = standing.release
    return {
        "release": release.number,
        "is_new": False,
        "database": str(release.database),
        "file_count": standing.file_count,
        "rows": release.manifest["rows"],
    }


def _command() -> str:
    """The command as a copied line finds it: its name, or where it was called if its name leads elsewhere."""
    called = sys.argv[0]
    return called if Path(called).name == "broadsheet" and shutil.which("broadsheet") != called else "broadsheet"


def summary_dict(summary: "Summary") -> dict[str, Any]:
    """What a build did, for scripts."""
    known = standing_dict(summary) | {"is_new": summary.is_new, "notes": summary.notes}
    if summary.run is None or summary.verdict is None:
        return known
    failed = [check.check_name for check in summary.verdict.checks if check.outcome != "passed"]
    checks = {"count": len(summary.verdict.checks), "failed": failed}
    return known | {"run": summary.run._asdict(), "checks": checks, "removed": [old.number for old in summary.removed]}


def removed_text(removed: Sequence[Release]) -> str:
    """Which releases were removed, in a sentence."""
    numbers = ", ".join(f"{release.number:04d}" for release in removed)
    return f"Removed {'release' if len(removed) == 1 else 'releases'} {numbers}."


def _quarantine_lines(release: Release) -> list[str]:
    query = "SELECT reason, count(*) FROM quarantine GROUP BY reason ORDER BY 2 DESC, 1 LIMIT 10"
    return [f"  held back: {count} × {reason}" for reason, count in ask(release.database, query).rows]


def _checks_line(checks: Sequence[Any]) -> str:
    passed = sum(check.outcome == "passed" for check in checks)
    failed = [check.check_name for check in checks if check.outcome != "passed"]
    told = f"; {len(failed)} warn: {', '.join(failed[:5])}" if failed else ""
    return f"Checks: {passed} of {len(checks)} passed{told}."


def status_table(out: Path) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """The releases of a data folder as a table: columns and rows."""
    rows = []
    for found in status_rows(out):
        number = f"{found['release']:04d}" + (" current" if found["is_current"] else "")
        counts = [found[name] for name in STATUS_COUNTED]
        passed = f"{found['passed_count']}/{found['check_count']}"
        rows.append([number, to_the_minute(found["published_at"]), *counts, passed])
    return ["release", "published (UTC)", *STATUS_COUNTED, "checks"], rows


def to_the_minute(moment: str) -> str:
    """An ISO time as tables show it.

    >>> to_the_minute("2026-11-23T06:01:59+01:00")
    '2026-11-23 05:01'
    """
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def status_rows(out: Path) -> list[dict[str, Any]]:
    """The releases of a data folder, the oldest first: counts, and how their checks went."""
    now = current(out)
    rows = []
    for release in releases(out):
        manifest = release.manifest
        failed = ask(
            release.database,
            "SELECT count(*) FILTER (WHERE outcome <> 'passed'), count(*) FROM checks WHERE run_id = ?",
            [manifest["run_id"]],
        ).rows[0]
        rows.append(
            {
                "release": release.number,
                "published_at": manifest["published_at"],
                **{name: manifest["rows"][name] for name in STATUS_COUNTED},
                "passed_count": failed[1] - failed[0],
                "check_count": failed[1],
                "is_current": now is not None and now.number == release.number,
            }
        )
    return rows


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as a table."""
    print(_rendered(Answer(tuple(columns), [tuple(row) for row in rows])))


def _rendered(answer: Answer) -> str:
    """A table as text, as wide as the terminal; no value can style it or send codes to the terminal."""
    console = Console(width=None if sys.stdout.isatty() else 120, markup=False, highlight=False)
    table = Table()
    for column in answer.columns:
        table.add_column(Text(column))
    for row in answer.rows:
        table.add_row(*[Text("" if value is None else printable(str(value))) for value in row])
    with console.capture() as captured:
        if len(answer.columns) * LEAST_OF_A_COLUMN > console.width:
            _print_records(console, answer)
        else:
            console.print(table)
    return captured.get().rstrip("\n")


def _print_records(console: Console, answer: Answer) -> None:
    """Print a line a value, a block a row; of an answer without rows the names of its columns, a line each."""
    if not answer.rows:
        console.print(Text("\n".join([*answer.columns, "No rows."])), soft_wrap=True)
    widest = max(map(len, answer.columns))
    for row in answer.rows:
        for column, value in zip(answer.columns, row, strict=True):
            shown = "" if value is None else printable(str(value))
            console.print(Text(f"{column:<{widest}}  {shown}".rstrip()), soft_wrap=True)
        console.print()


def printable(text: str) -> str:
    """A text without anything that could steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def write_result(release: Release, query: str, format: Format, output: Path | None) -> None:
    """Answer a query in the form asked for, to standard output or to a file."""
    try:
        if format is Format.parquet:
            if output is None:
                raise FaultError("Parquet is no text: name a file with --output.", 2)
            export(release.database, query, output)
            return
        answer = ask(release.database, query)
        if format is Format.json and len(set(answer.columns)) < len(answer.columns):
            raise FaultError("Two columns have the same name, and JSON keeps one of them: name them with AS.", 2)
    except QueryError as error:
        raise FaultError(str(error), 2) from error
    except OSError as error:
        raise FaultError(f"{output} cannot be written: {error.strerror}.", 1) from error
    text = {Format.table: _rendered, Format.csv: Answer.csv, Format.json: _json}[format](answer)
    if output is None:
        print(text)
    else:
        try:
            output.write_text(text + "\n", "utf-8")
        except OSError as error:
            raise FaultError(f"{output} cannot be written: {error.strerror}.", 1) from error


def _json(answer: Answer) -> str:
    return as_json([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])


def as_json(value: object) -> str:
    """Any value as JSON for scripts: times and the like as text, null for numbers that JSON does not know."""
    return json.dumps(_finite(value), ensure_ascii=False, indent=1, default=str)


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value

"""What does the Prefect UI tell of a run when it has ended?

A summary, the checks, what is held back by reason, and how full each publisher's fields are, as artifacts; and the
events `broadsheet.release.published` and `broadsheet.gate.failed`, for automations. The UI reads Markdown, in the
cells of tables too, and would fetch the pictures that it names: whatever is not ours is `escaped`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.events import emit_event

from expectations.checks_page import OUTCOME_WORDS, SEVERITY_WORDS, stops
from tasks.reporting.words import counted, fates
from warehouse.answers import ask
from warehouse.release import DATABASE, Release
from warehouse.tables import Check, Run

COUNTED: Final = ("pages", "articles", "comments", "mentions", "quotes", "figures", "quarantine")
PAGES: Final = {"report.html": "Report", "checks.html": "Checks", "docs/index.html": "Data Docs"}
# The UI renders every row that it is given.
MOST_ROWS: Final = 100
LONGEST: Final = 300
# What Markdown or HTML may read as structure in a line; a backslash before its last character takes that away.
STRUCTURE: Final = re.compile(r"(?i)^\d+[.)]|^[-+=]|[\\`*_{}\[\]<>#!|~&:@]|(?<=www)\.")

QUARANTINE: Final = """
SELECT check_name AS "check", reason, count(*) AS held, parse_filename(min(source_uri)) AS example
FROM quarantine GROUP BY ALL ORDER BY held DESC, "check", reason LIMIT ?"""
COVERAGE: Final = """
SELECT publisher, table_name || '.' || field AS field, row_count, fill_rate, last_fill_rate, change
FROM publisher_coverage WHERE publisher IN (
  SELECT publisher FROM publisher_coverage GROUP BY publisher
  ORDER BY min(coalesce(change, 0)), max(row_count) DESC, publisher LIMIT ?)
ORDER BY publisher, field"""
# The fields that are shown, with what heads their columns: with their tables' names they do not fit on a screen.
SHOWN_FIELDS: Final = {
    "pages.article": "article", "articles.title": "title", "articles.authors": "authors",
    "articles.published_at": "date", "comments.author": "commenter", "lines.read": "lines",
}  # fmt: skip
# A fall by less than this is the pages' own scatter; expectations/floors.toml says what warns.
FALL: Final = 0.05


def escaped(text: object) -> str:
    """Any text as Markdown that shows it as it is."""
    return STRUCTURE.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", plain(text))


def plain(text: object) -> str:
    """Any text on one line, without control characters, and not too long."""
    line = "".join(char if char.isprintable() else " " for char in str(text))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def tell_release(
    release: Release, run: Run, checks: Sequence[Check], before: Release | None, pages: str | None
) -> None:
    """Tell of a published release; `pages` is the address under which its pages are served, if they are."""
    create_markdown_artifact(_summary(release, run, checks, before, pages), key="broadsheet-summary",
                             description=f"Release {release.number:04d}: what it holds and where it lies.")  # fmt: skip
    _tell_checks(checks)
    held = _rows(release, QUARANTINE)
    if held:
        _table("quarantine", held, "What is held back, by reason. Nothing is lost: the raw bytes are kept.")
    _table("coverage", _coverage(release), f"How full each publisher's fields are; ▼ fell by {FALL:.0%} or more.")
    emit_event(
        "broadsheet.release.published",
        resource=_resource(release.folder.parent.parent),
        payload={"release": release.number, "database": str(release.database), "rows": release.manifest["rows"]},
    )


def tell_nothing_new(release: Release, file_count: int, pages: str | None) -> None:
    """Tell that every input is known."""
    files = counted(file_count, "file")
    text = f"**Nothing new** in {files}. Release {release.number:04d} stands.\n\n{_links(release, pages)}"
    create_markdown_artifact(text, key="broadsheet-summary", description="Nothing new.")


def tell_stopped(data: Path, why: str, checks: Sequence[Check], built: Path) -> None:
    """Tell of a release that its checks stopped."""
    text = f"## Stopped\n\n{escaped(why)}\n\nAll checks with examples: {escaped(built / 'checks.html')}"
    create_markdown_artifact(text, key="broadsheet-summary", description="No release: a check that must hold did not.")
    _tell_checks(checks)
    tell_gate(data, why, [check.check_name for check in checks if stops(check)])


def tell_gate(data: Path, why: str, failed: Sequence[str]) -> None:
    """Emit the event of a failed gate."""
    emit_event("broadsheet.gate.failed", resource=_resource(data), payload={"why": why, "checks": list(failed)})


def _summary(release: Release, run: Run, checks: Sequence[Check], before: Release | None, pages: str | None) -> str:
    rows, last = release.manifest["rows"], before.manifest["rows"] if before else {}
    passed = sum(check.outcome == "passed" for check in checks)
    lines = [
        f"## Release {release.number:04d}",
        "",
        f"Read {counted(run.record_count, 'page')}, kept {run.kept_count:,}: {fates(run)}. "
        f"{passed:,} of {len(checks):,} checks passed.",
        "",
        "| table | rows | change |",
        "|---|---:|---:|",
        *(f"| {name} | {rows[name]:,} | {_change(rows[name], last.get(name))} |" for name in COUNTED),
        "",
        _links(release, pages),
    ]
    return "\n".join(lines)


def _change(now: int, before: int | None) -> str:
    return "new" if before is None else f"{now - before:+,}" if now != before else "–"


def _links(release: Release, pages: str | None) -> str:
    """Where the release's pages are: links where they are served, else their folder."""
    there = {name: title for name, title in PAGES.items() if (release.folder / name).exists()}
    if not pages:
        return f"Its pages lie in {escaped(release.folder)}: {', '.join(map(escaped, there))}."
    links = [f"[{title}]({pages}/releases/{release.folder.name}/{name})" for name, title in there.items()]
    return f"{' · '.join(links)}\n\nThe warehouse: {escaped(release.folder / DATABASE)}"


def _tell_checks(checks: Sequence[Check]) -> None:
    troubled = sorted((check for check in checks if check.outcome != "passed"), key=lambda check: not stops(check))
    passed = len(checks) - len(troubled)
    rows: Iterable[Mapping[str, Any]] = [
        {
            "check": check.check_name,
            "a breach": SEVERITY_WORDS["gate" if stops(check) else check.severity],
            "found": check.observed,
            "rows": check.unexpected_count,
            "outcome": OUTCOME_WORDS[check.outcome],
        }
        for check in troubled
    ] or [{"check": f"all {passed:,}", "a breach": "–", "found": None, "rows": 0, "outcome": "passed"}]
    _table("checks", rows, f"{passed:,} of {len(checks):,} checks passed; these did not, the gravest first.")


def _coverage(release: Release) -> list[dict[str, Any]]:
    """One row a publisher: its fields in per cent, and what fell since the last run that read it."""
    by_publisher: dict[str, dict[str, Any]] = {}
    for found in _rows(release, COVERAGE):
        row = by_publisher.setdefault(found["publisher"], {"publisher": found["publisher"], "pages": 0, "fell": []})
        if found["field"] == "pages.article":
            row["pages"] = found["row_count"]
        if found["change"] is not None and found["change"] <= -FALL:
            row["fell"].append(f"▼ {found['field']} {found['last_fill_rate']:.0%} → {found['fill_rate']:.0%}")
        if found["field"] in SHOWN_FIELDS:
            row[SHOWN_FIELDS[found["field"]]] = f"{found['fill_rate']:.0%}"
    shown = (
        {name: row.get(name, "–") for name in ("publisher", "pages", "fell", *SHOWN_FIELDS.values())}
        for row in by_publisher.values()
    )
    ordered = sorted(shown, key=lambda row: (-len(row["fell"]), -row["pages"], row["publisher"]))
    return [row | {"fell": ", ".join(row["fell"])} for row in ordered]


def _rows(release: Release, query: str) -> list[dict[str, Any]]:
    answer = ask(release.database, query, [MOST_ROWS])
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _table(key: str, rows: Iterable[Mapping[str, Any]], description: str) -> None:
    cells = [{name: "" if value is None else escaped(value) for name, value in row.items()} for row in rows]
    create_table_artifact(cells[:MOST_ROWS], key=f"broadsheet-{key}", description=description)


def _resource(data: Path) -> dict[str, str]:
    return {"prefect.resource.id": f"broadsheet.warehouse.{data}", "prefect.resource.name": str(data)}

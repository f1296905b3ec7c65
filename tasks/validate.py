"""May the settled tables be published? Asks every expectation, withholds failing rows, and gives a verdict."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from prefect import task

from expectations import Outcome, engine
from expectations.checks_page import checks_page
from expectations.drift import drift, with_lines
from expectations.floors import DRIFT, DriftFloors
from tasks import PageLimits, Source
from tasks.guard import Mark, Skips, guarded
from tasks.settle import count_again
from warehouse.changed_pages import checks_held, write_changed
from warehouse.count import coverage_of, lines_lacking, write_own
from warehouse.database import row_counts, thread_count, view_only
from warehouse.release import Release
from warehouse.staging import written_aside
from warehouse.tables import Check, Run
from warehouse.withhold import withhold

# A row check holds back single rows. One that more than half of at least so many rows fail has found something else:
# a layout that was misread as a whole, or a check that is wrong.
MOST_WITHHELD: Final = 0.5
LEAST_FAILING: Final = 20


class Verdict(NamedTuple):
    """The outcome of all checks, and how many rows they held back."""

    checks: tuple[Check, ...]
    withheld_count: int

    @property
    def faults(self) -> tuple[Check, ...]:
        """What stops the release: failed gates, and checks that could not be computed."""
        return tuple(
            check
            for check in self.checks
            if check.outcome == "error" or (check.outcome == "failed" and check.severity == "gate")
        )


class Beside(NamedTuple):
    """How the checks are asked in a process of their own, maybe while the database is built from the same tables."""

    limits: PageLimits
    # Returns once nobody reads the tables; called before rows are taken out of them.
    wait: Callable[[], object] = lambda: None


@task(name="validate", task_run_name="check the settled tables", tags=["release"])
def validate(
    built: Path,
    run: Run,
    fresh: Sequence[Source],
    floors: DriftFloors = DRIFT,
    last: Release | None = None,
    beside: Beside | None = None,
) -> Verdict:
    """Check the tables in `built`; rows that fail a row check go to quarantine, and the rest is checked again.

    A row check that most rows fail holds none back: it stops the release. Of `last`, the release that the tables were
    made from, pages that are the same are not asked again what they passed there.
    """
    tables = built / "tables"
    counts = row_counts(tables)
    limits = beside.limits if beside else None
    outcomes = [_stopping_if_most_fail(outcome, counts) for outcome in _check(built, run, last, limits)]
    failing = _failing(outcomes)
    if failing and beside:
        beside.wait()
    withheld_count = withhold(tables, failing, run.run_id) if failing else 0
    checks = tuple(outcome.check for outcome in outcomes)
    if withheld_count:
        count_again(tables, run, fresh, built)
        checks = _second(checks, _check(built, run, last, limits))
    checks = (*checks, *_drift(tables, run.run_id, fresh, floors))
    write_own(tables, "checks", run.run_id, checks)
    _write_page(built, checks, run)
    return Verdict(checks, withheld_count)


def _check(built: Path, run: Run, last: Release | None, limits: PageLimits | None) -> Sequence[Outcome]:
    database = built / "checks.duckdb"
    view_only(built / "tables", database)
    known = _known(built, last) if last else None
    outcomes: Sequence[Outcome] = guarded(limits, _ask, database, run.run_id, built / "docs", known, thread_count())
    for path in (database, *([known.database] if known else [])):
        path.unlink()
    return outcomes


def _ask(
    database: Path, run_id: str, docs: Path, known: engine.Known | None, threads: int, skips: Skips, mark: Mark
) -> Sequence[Outcome]:
    return engine.check(database, run_id, docs, known=known, threads=threads)


def _known(built: Path, last: Release) -> engine.Known | None:
    """What the last release's rows passed, and the pages that have others now."""
    changed = built / "changed.duckdb"
    held = checks_held(last) if last.manifest.get("checks") == engine.version() else frozenset()
    if not held or not write_changed(built / "tables", last.folder / "tables", changed):
        return None
    return engine.Known(changed, held, row_counts(built / "tables"))


def _stopping_if_most_fail(outcome: Outcome, counts: Mapping[str, int]) -> Outcome:
    """A row check that most rows fail, as a gate: the fault is then the reader's or the check's, not the rows'."""
    check, failing = outcome
    total = counts[str(check.table_name)]
    if check.severity != "row" or len(failing) < LEAST_FAILING or len(failing) <= MOST_WITHHELD * total:
        return outcome
    words = f"{len(failing):,} of {total:,} rows of {check.table_name} fail it; so many are not held back"
    return Outcome(check._replace(severity="gate", observed=words))


def _drift(tables: Path, run_id: str, fresh: Sequence[Source], floors: DriftFloors) -> list[Check]:
    """One check a floor: did a publisher's pages come out worse than in the last releases, and in which lines?"""
    current, history = coverage_of(tables, run_id, floors.releases)
    sources = [source.uri for source in fresh]
    return [
        with_lines(check, partial(lines_lacking, tables, str(check.table_name), str(check.column_name), sources))
        for check in drift(run_id, current, history, floors)
    ]


def _write_page(built: Path, checks: Sequence[Check], run: Run) -> None:
    with written_aside(built / "checks.html") as aside:
        aside.write_text(
            checks_page(checks, engine.descriptions(), f"Checks of run {run.run_id}", _docs(built)), "utf-8"
        )


def _docs(built: Path) -> dict[str, str]:
    """Where the Data Docs of each table lie, seen from the release's folder."""
    pages = (page.relative_to(built) for page in (built / "docs").glob("validations/*/**/*.html"))
    return {page.parts[2]: quote(page.as_posix()) for page in pages}


def _failing(outcomes: Sequence[Outcome]) -> dict[str, dict[str, list[tuple[Any, ...]]]]:
    """The keys of failing rows, by table and check."""
    failing: dict[str, dict[str, list[tuple[Any, ...]]]] = defaultdict(dict)
    for outcome in outcomes:
        if outcome.check.severity == "row" and outcome.failing:
            failing[str(outcome.check.table_name)][outcome.check.check_name] = list(outcome.failing)
    return failing


def _second(first: Sequence[Check], again: Sequence[Outcome]) -> tuple[Check, ...]:
    """What the rest of the rows says, but for row checks: those tell what was withheld."""
    row_checks = {check.check_name: check for check in first if check.severity == "row"}
    return tuple(row_checks.get(outcome.check.check_name, outcome.check) for outcome in again)

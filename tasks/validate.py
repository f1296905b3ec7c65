"""May the settled tables be published? Asks every expectation, withholds failing rows, and gives a verdict."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from prefect import task

from expectations import Outcome
from expectations.checks_page import checks_page
from expectations.drift import drift
from expectations.floors import DRIFT
from tasks import Source
from tasks.settle import count_again
from warehouse.count import coverage_of, write_own
from warehouse.database import view_only
from warehouse.staging import written_aside
from warehouse.tables import Check, Run
from warehouse.withhold import withhold


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


@task(name="validate", task_run_name="check the settled tables")
def validate(built: Path, run: Run, fresh: Sequence[Source]) -> Verdict:
    """Check the tables in `built`; rows that fail a row check go to quarantine, and the rest is checked again."""
    tables = built / "tables"
    outcomes = _check(built, run)
    withheld_count = withhold(tables, _failing(outcomes), run.run_id) if _failing(outcomes) else 0
    checks = tuple(outcome.check for outcome in outcomes)
    if withheld_count:
        count_again(tables, run, fresh)
        checks = _second(checks, _check(built, run))
    checks = (*checks, *_drift(tables, run.run_id))
    write_own(tables, "checks", run.run_id, checks)
    _write_page(built, checks, run)
    return Verdict(checks, withheld_count)


def _check(built: Path, run: Run) -> Sequence[Outcome]:
    from expectations.engine import check  # Great Expectations takes seconds to import

    database = built / "checks.duckdb"
    view_only(built / "tables", database)
    outcomes = check(database, run.run_id, built / "docs")
    database.unlink()
    return outcomes


def _drift(tables: Path, run_id: str) -> list[Check]:
    """One check a floor: did a publisher's pages come out worse than in the last releases?"""
    current, history = coverage_of(tables, run_id, DRIFT.releases)
    return drift(run_id, current, history)


def _write_page(built: Path, checks: Sequence[Check], run: Run) -> None:
    from expectations.engine import descriptions

    with written_aside(built / "checks.html") as aside:
        aside.write_text(checks_page(checks, descriptions(), f"Checks of run {run.run_id}"), "utf-8")


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

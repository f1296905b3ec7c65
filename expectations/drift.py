"""Which publisher's pages came out worse than usual? The coverage of a run against that of the last ones.

A publisher that changes its layout loses its titles long before anybody notices. For each floor of
`floors.toml` one check comes out; it names the publishers whose fill rate fell below it. Pure.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Final, NamedTuple

from expectations.floors import DRIFT, DriftFloors, Floor
from warehouse.tables import Check, Coverage

NAMED: Final = 3
EXAMPLES: Final = 20
Field = tuple[str, str, str]  # publisher, table, field


class Fall(NamedTuple):
    """A publisher's fill rate now, and what it usually is."""

    publisher: str
    usual: float
    now: float
    row_count: int

    @property
    def points(self) -> float:
        return self.usual - self.now


def drift(
    run_id: str, current: Sequence[Coverage], history: Sequence[Coverage], floors: DriftFloors = DRIFT
) -> list[Check]:
    """One check for each floor. `history` holds the rows of the last `floors.releases` runs, in any order.

    A run's coverage is that of the pages which it read: over a whole warehouse, a night's loss drowns.
    """
    usual = usual_rates(history, floors.least_rows)
    return [_check(run_id, floor, _falls(floor, current, usual, floors.least_rows)) for floor in floors.floor]


def usual_rates(history: Sequence[Coverage], least_rows: int) -> dict[Field, float]:
    """The median fill rate of each publisher's fields, over the runs with rows enough to tell."""
    rates: dict[Field, list[float]] = defaultdict(list)
    for row in history:
        if row.row_count >= least_rows:
            rates[row.publisher, row.table_name, row.field].append(row.fill_rate)
    return {field: median(values) for field, values in rates.items()}


def _falls(floor: Floor, current: Sequence[Coverage], usual: dict[Field, float], least_rows: int) -> list[Fall]:
    """Every publisher that can be compared, the deepest fall first."""
    compared = [
        Fall(row.publisher, usual[field], row.fill_rate, row.row_count)
        for row in current
        if (row.table_name, row.field) == (floor.table, floor.field)
        and row.row_count >= least_rows
        and (field := (row.publisher, row.table_name, row.field)) in usual
    ]
    return sorted(compared, key=lambda fall: (-fall.points, fall.publisher))


def _check(run_id: str, floor: Floor, compared: Sequence[Fall]) -> Check:
    fallen = [fall for fall in compared if fall.points > floor.warn]
    stops = floor.gate is not None and any(fall.points > floor.gate for fall in fallen)
    return Check(
        run_id=run_id,
        check_name=f"drift.{floor.table}.{floor.field}",
        table_name=floor.table,
        column_name=floor.field,
        severity="gate" if stops else "warn",
        outcome="failed" if fallen else "passed",
        unexpected_count=len(fallen),
        observed=_observed(floor, fallen) if fallen else f"{len(compared)} publishers compared",
        details=_details(fallen) if fallen else None,
    )


def _observed(floor: Floor, fallen: Sequence[Fall]) -> str:
    """The publishers that fell deepest: 'The Quay: title 98 % → 0 % of 40 rows'."""
    named = [
        f"{f.publisher}: {floor.field} {f.usual:.0%} → {f.now:.0%} of {f.row_count:,} rows" for f in fallen[:NAMED]
    ]
    more = [f"and {len(fallen) - NAMED} more"] if len(fallen) > NAMED else []
    return "; ".join([*named, *more])


def _details(fallen: Sequence[Fall]) -> str:
    examples = [
        {"publisher": f.publisher, "usual": round(f.usual, 4), "now": round(f.now, 4), "rows": f.row_count}
        for f in fallen[:EXAMPLES]
    ]
    return json.dumps({"examples": examples}, ensure_ascii=False)


def with_lines(check: Check, lines_of: Callable[[str], Sequence[Mapping[str, object]]]) -> Check:
    """A failed check with lines of the pages that it is about; `lines_of` finds those of a publisher."""
    if check.details is None:
        return check
    details = json.loads(check.details)
    publishers = [example["publisher"] for example in details["examples"][:NAMED]]
    lines = [{"publisher": publisher, **line} for publisher in publishers for line in lines_of(publisher)]
    return check._replace(details=json.dumps(details | {"lines": lines}, ensure_ascii=False))


def first_line(check: Check) -> str | None:
    """One of the lines that a drift check is about, with its place, as it may be printed: no control characters."""
    lines = json.loads(check.details).get("lines") if check.details else None
    if not lines:
        return None
    line = lines[0]
    words = f"{line['page']}, line {line['line_no']} ({line['role']}): {line['text']}"
    return "".join(char if char.isprintable() else " " for char in words)


def descriptions(floors: DriftFloors = DRIFT) -> dict[str, str]:
    """What each floor's check asks, in a sentence, by check name."""
    return {
        f"drift.{floor.table}.{floor.field}": f"No publisher's rate of {floor.table} with {floor.field} "
        f"fell by more than {floor.warn:.0%} below the last releases."
        for floor in floors.floor
    }

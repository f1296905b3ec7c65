"""A publisher whose pages came out worse than usual is named; chance and newcomers are left alone."""

import json
from itertools import permutations

import pytest

from expectations.drift import descriptions, drift, usual_rates
from expectations.floors import DRIFT, DriftFloors, Floor
from warehouse.schema import table_named
from warehouse.tables import Check, Coverage

FLOORS = DriftFloors(5, 20, (Floor("articles", "title", warn=0.1, gate=0.3),))


def coverage(run: str, publisher: str, rate: float, rows: int = 100, field: str = "title") -> Coverage:
    return Coverage(run, publisher, "articles", field, rows, round(rows * rate), rate)


PAST = [coverage(f"run-{n}", "The Quay", rate) for n, rate in enumerate((0.98, 1.0, 0.2))]


def test_lost_titles_stop_the_release_and_name_the_publisher() -> None:
    found = drift("run-9", [coverage("run-9", "The Quay", 0.0, 40)], PAST, FLOORS)
    details = {"examples": [{"publisher": "The Quay", "usual": 0.98, "now": 0.0, "rows": 40}]}
    assert found == [
        Check(
            "run-9", "drift.articles.title", "articles", "title", "gate", "failed", 1,
            "The Quay: title 98% → 0% of 40 rows", json.dumps(details),
        )
    ]  # fmt: skip


def test_a_small_fall_warns() -> None:
    (check,) = drift("run-9", [coverage("run-9", "The Quay", 0.8)], PAST, FLOORS)
    assert (check.severity, check.outcome) == ("warn", "failed")


@pytest.mark.parametrize(
    "current",
    [
        coverage("run-9", "The Quay", 0.9),
        coverage("run-9", "The Quay", 1.0),
        coverage("run-9", "The Quay", 0.0, rows=19),
        coverage("run-9", "A newcomer", 0.0),
        coverage("run-9", "The Quay", 0.0, field="section"),
    ],
)
def test_chance_newcomers_and_fields_without_a_floor_pass(current: Coverage) -> None:
    (check,) = drift("run-9", [current], PAST, FLOORS)
    assert (check.outcome, check.severity, check.unexpected_count, check.details) == ("passed", "warn", 0, None)


def test_taking_the_floor_away_lets_it_pass() -> None:
    assert drift("run-9", [coverage("run-9", "The Quay", 0.0)], PAST, FLOORS._replace(floor=())) == []


def test_a_floor_without_a_gate_only_warns() -> None:
    floors = FLOORS._replace(floor=(Floor("articles", "title", warn=0.1),))
    (check,) = drift("run-9", [coverage("run-9", "The Quay", 0.0)], PAST, floors)
    assert (check.severity, check.outcome) == ("warn", "failed")


def test_thin_runs_do_not_say_what_is_usual() -> None:
    history = [coverage("run-1", "The Quay", 0.0, rows=3), coverage("run-2", "The Quay", 0.9)]
    assert usual_rates(history, 20) == {("The Quay", "articles", "title"): 0.9}


def test_the_order_of_rows_does_not_matter() -> None:
    current = [coverage("run-9", name, 0.1) for name in ("b", "a", "c", "d")]
    past = [coverage("run-1", name, 0.9) for name in ("a", "b", "c", "d")]
    found = {tuple(drift("run-9", list(rows), past, FLOORS)) for rows in permutations(current)}
    assert len(found) == 1
    ((check,),) = found
    assert check.observed == (
        "a: title 90% → 10% of 100 rows; b: title 90% → 10% of 100 rows; c: title 90% → 10% of 100 rows; and 1 more"
    )


def test_every_floor_of_ours_is_on_a_table_and_gates_below_where_it_warns() -> None:
    for floor in DRIFT.floor:
        assert table_named(floor.table)
        assert 0 < floor.warn < (floor.gate or 1) <= 1
    assert set(descriptions()) == {f"drift.{floor.table}.{floor.field}" for floor in DRIFT.floor}

"""Does the simulated cluster do all work once, more of it when workers die, and never faster than its parts?"""

from dataclasses import replace

import pytest

from bench.cluster import Cluster, simulate

ONE = Cluster(
    pages=36_000, cores=1, shard_pages=1_000, page_seconds=0.1, task_seconds=0.0, start_seconds=0.0,
    tail_seconds=0.01, hours_between_deaths=1e9,
)  # fmt: skip


def test_one_core_that_never_dies_takes_as_long_as_all_pages_take() -> None:
    found = simulate(ONE)
    assert (found.hours, found.busy) == (pytest.approx(1.0), pytest.approx(1.0))
    assert (found.tail_hours, found.deaths, found.lost_share) == (pytest.approx(0.1), 0, 0.0)


def test_a_run_is_never_shorter_than_its_work_nor_than_its_scheduler() -> None:
    many = replace(ONE, cores=64, shard_pages=10, task_seconds=0.3)
    assert simulate(many).hours >= 2 * 3_600 * 0.3 / 3_600
    assert simulate(replace(ONE, cores=4)).hours >= 0.25


def test_workers_that_die_cost_the_work_that_they_held_and_no_more() -> None:
    found = simulate(replace(ONE, cores=4, hours_between_deaths=0.2))
    assert found.deaths > 0
    assert 0 < found.lost_share < found.deaths * 0.1
    assert found == simulate(replace(ONE, cores=4, hours_between_deaths=0.2))

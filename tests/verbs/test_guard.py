"""Does a page that is too much for its reader cost no other page, and does a fault of the disk stay a fault?"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tasks import PageLimits
from tasks.guard import WorkerDiedError, at_most, begin, dismiss, guarded
from tests.verbs.jobs import dies_before_any_page, has_progress_bar, visit, write_pid

LIMITS = PageLimits(seconds=2, megabytes=1024)


@pytest.mark.parametrize(
    ("how", "seen", "tries"),
    [
        ("nothing", ["0", "1", "2", "3"], 1),
        ("hangs", ["0", "1", "2: too_slow", "3"], 1),
        ("dies", ["0", "1", "2: reader_died", "3"], 2),
        ("dies once", ["0", "1", "2", "3"], 2),
    ],
)
def test_a_page_that_hangs_or_kills_its_reader_is_left_out_and_the_others_are_read(
    tmp_path: Path, how: str, seen: list[str], tries: int
) -> None:
    assert guarded(LIMITS, visit, 2, how, str(tmp_path / "log")) == seen
    assert (tmp_path / "log").read_text() == "x" * tries


def test_memory_is_bounded_and_what_a_job_raises_comes_through(tmp_path: Path) -> None:
    with pytest.raises(MemoryError):
        guarded(LIMITS, visit, 1, "hoards", str(tmp_path / "log"))
    with pytest.raises(OSError, match="No space left on device"):
        guarded(LIMITS, visit, 1, "fails", str(tmp_path / "log"))


def test_a_death_that_is_no_pages_fault_is_told() -> None:
    with pytest.raises(WorkerDiedError, match="died between two pages"):
        guarded(LIMITS, dies_before_any_page)


def test_a_worker_that_was_begun_with_a_job_does_the_next_one_and_answers_for_that(tmp_path: Path) -> None:
    dismiss()
    begin(LIMITS, dies_before_any_page)
    assert guarded(LIMITS, visit, 4, "nothing", str(tmp_path / "log")) == ["0", "1", "2", "3"]
    begin(LIMITS, write_pid)
    assert guarded(LIMITS, visit, 4, "nothing", str(tmp_path / "log")) == ["0", "1", "2", "3"]
    first = guarded(LIMITS, write_pid)
    assert guarded(LIMITS, write_pid) == first
    dismiss()
    assert guarded(LIMITS, write_pid) != first


def test_jobs_beyond_as_many_as_may_be_done_wait_for_a_worker_that_is_there() -> None:
    dismiss()
    with at_most(1), ThreadPoolExecutor(4) as threads:
        found = {running.result() for running in [threads.submit(guarded, LIMITS, write_pid) for _ in range(12)]}
    assert len(found) == 1


def test_duckdb_draws_no_progress_bar_from_a_worker() -> None:
    dismiss()
    assert guarded(LIMITS, has_progress_bar) == "false"

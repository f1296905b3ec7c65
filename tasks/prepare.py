"""What can processes do before they are needed? Load what takes seconds, while the run does something else."""

from typing import Final

from expectations import engine
from tasks import PageLimits
from tasks.enrich_shard import compiled_enrichers
from tasks.guard import Mark, Skips, begin, one_at_a_time
from tasks.knowledge import reader

# The checks keep DuckDB's memory within bounds themselves, and no page is at work in them that could hang.
APART: Final = PageLimits(seconds=float("inf"), megabytes=8192)


def prepare(limits: PageLimits | None, workers: int) -> None:
    """Start processes for a run's first shards; nobody waits for them."""
    if limits is not None:
        for _ in range(workers):
            begin(limits, load)


def prepare_here(limits: PageLimits | None) -> None:
    """In a process of a cluster that is given more than one task: start the one process that it reads in."""
    one_at_a_time()
    prepare(limits, 1)


def prepare_checks() -> None:
    """Start the process that the checks are asked in."""
    begin(APART, load_checks)


def load_checks(skips: Skips, mark: Mark) -> None:
    """Import what the checks need."""
    engine.load_library()


def load(skips: Skips, mark: Mark) -> None:
    """Make what a process makes once."""
    reader()
    compiled_enrichers()

"""How does whoever started a build see how far it is?

A terminal gets bars, a pipe gets a plain line a step; both go to standard error. The Prefect UI
has its own view: each shard is a task run, and every step is logged.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from prefect import get_run_logger
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

# A pipe is told of a stage's progress at most this often.
SECONDS_BETWEEN_LINES = 5.0


class Step(Protocol):
    """One stage of the work while it runs."""

    def advance(self, count: int = 1) -> None: ...


@contextmanager
def stage(name: str, total: int = 1) -> Iterator[Step]:
    """Show a stage of `total` pieces while it runs, and log that it ended."""
    began = time.monotonic()
    console = Console(stderr=True)
    with _bar(name, total, console) if console.is_terminal else _plain(name, total) as step:
        yield step
    get_run_logger().info("%s done in %.1f s.", name, time.monotonic() - began)


@contextmanager
def _bar(name: str, total: int, console: Console) -> Iterator[Step]:
    words = TextColumn("{task.description:<10}")
    columns = (SpinnerColumn(), words, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        step = _BarStep(progress, name, total)
        yield step
        step.finish()


class _BarStep:
    def __init__(self, progress: Progress, name: str, total: int) -> None:
        self.progress = progress
        self.total = total
        self.task = progress.add_task(name, total=total)

    def advance(self, count: int = 1) -> None:
        self.progress.advance(self.task, count)

    def finish(self) -> None:
        self.progress.update(self.task, completed=self.total)


@contextmanager
def _plain(name: str, total: int) -> Iterator[Step]:
    step = _PlainStep(name, total)
    yield step
    step.finish()


class _PlainStep:
    def __init__(self, name: str, total: int) -> None:
        self.name = name
        self.total = total
        self.done = 0
        self.told = -1
        self.told_at = time.monotonic()

    def advance(self, count: int = 1) -> None:
        self.done += count
        if time.monotonic() - self.told_at >= SECONDS_BETWEEN_LINES:
            self.told_at = time.monotonic()
            self.tell(self.done)

    def finish(self) -> None:
        if self.told < self.total:
            self.tell(self.total)

    def tell(self, done: int) -> None:
        self.told = done
        print(f"{self.name} {done}/{self.total}", file=sys.stderr, flush=True)

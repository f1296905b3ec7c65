"""How does whoever started a build see how far it is?

A terminal gets bars with rate and time left, a pipe a plain line a step, both on standard error. The Prefect UI gets a
progress artifact of the whole run, and a line in the log for every stage that ended.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol, cast
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.runtime import flow_run
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)  # fmt: skip
from rich.text import Text

from flows.interrupts import stop_if_pressed

# A pipe and the UI are told of a stage's progress at most this often.
SECONDS_BETWEEN_LINES: Final = 5.0
# Where the bar of the whole run stands when a stage begins and ends, in per cent of the time that a large run takes.
SHARE: Final = {"read": (0, 70), "settle": (70, 78), "validate": (78, 92), "publish": (92, 100)}
_artifacts: Final[dict[str, UUID]] = {}  # by flow run


class Step(Protocol):
    """One stage of the work while it runs."""

    def advance(self, count: int = 1) -> None: ...


@contextmanager
def stage(name: str, total: int = 1) -> Iterator[Step]:
    """Show a stage of `total` pieces while it runs, and log that it ended. Heeds Ctrl-C before and at each step."""
    stop_if_pressed()
    began = time.monotonic()
    console = Console(stderr=True)
    shown = _InUI(name, total)
    with _bar(name, total, console) if console.is_terminal else _plain(name, total) as step:
        yield _Both(step, shown)
    shown.finish()
    get_run_logger().info("%s done in %.1f s.", name, time.monotonic() - began)


class _Both:
    def __init__(self, *steps: Step) -> None:
        self.steps = steps

    def advance(self, count: int = 1) -> None:
        stop_if_pressed()
        for step in self.steps:
            step.advance(count)


class _InUI:
    """One progress artifact a run; each stage moves it on within its share, stages without a share do not."""

    def __init__(self, name: str, total: int) -> None:
        self.name, self.total, self.done = name, max(total, 1), 0
        self.began = self.told_at = time.monotonic()
        self.tell(f"{name} …")

    def advance(self, count: int = 1) -> None:
        self.done += count
        if time.monotonic() - self.told_at >= SECONDS_BETWEEN_LINES:
            rate = self.done / (time.monotonic() - self.began)
            left = (self.total - self.done) / rate
            self.tell(f"{self.name}: {self.done} of {self.total}, {rate:.1f} a second, about {left:.0f} s left")

    def finish(self) -> None:
        self.done = self.total
        self.tell(f"{self.name} done")

    def tell(self, words: str) -> None:
        if self.name not in SHARE:
            return
        self.told_at = time.monotonic()
        first, last = SHARE[self.name]
        percent = first + (last - first) * self.done / self.total
        run = str(flow_run.id)
        if run in _artifacts:
            update_progress_artifact(_artifacts[run], percent, words)
        else:
            _artifacts[run] = cast("UUID", create_progress_artifact(percent, "broadsheet-progress", words))


@contextmanager
def _bar(name: str, total: int, console: Console) -> Iterator[Step]:
    words = TextColumn("{task.description:<10}")
    timed = (_Rate(), TimeElapsedColumn(), TimeRemainingColumn()) if total > 1 else (TimeElapsedColumn(),)
    with Progress(SpinnerColumn(), words, BarColumn(), MofNCompleteColumn(), *timed, console=console) as progress:
        step = _BarStep(progress, name, total)
        yield step
        step.finish()


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "", style="progress.data.speed")


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

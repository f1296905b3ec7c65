"""How is a page that takes too long, or that kills its reader, held back alone?

Shards are read in processes of their own. Before each page a worker says where it is; one that stays
silent for too long, or dies, is replaced, and its shard is read again without that page. A page that
a worker died on is tried once more: the memory may have been another's fault.
"""

import atexit
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from multiprocessing.connection import Connection
from os import dup
from threading import Lock, Semaphore
from typing import Any, Final, NamedTuple

from tasks import PageLimits

MOST_DEATHS: Final = 2
# Where the main module has no file, DuckDB takes somebody to be typing and draws a progress bar into what is printed.
START: Final = (
    "import sys; __file__ = 'tasks/worker.py'; sys.path[:] = {path!r}; "
    "from tasks.worker import serve; serve({megabytes})"
)


class Place(NamedTuple):
    """Where a worker is: at the bytes of a file's next record, at a record, or at a page's prose."""

    kind: str  # bytes, record, prose
    name: str  # the file's URI, or a page_id
    record_no: int = 0


class Held(NamedTuple):
    """Why a page is held back."""

    check_name: str
    reason: str


Skips = Mapping[Place, Held]
Mark = Callable[[Place | None], None]  # None: what comes next is no page's fault
Job = Callable[..., Any]  # takes its arguments, then skips and mark


class WorkerDiedError(Exception):
    """Workers died where no page can be blamed for it."""


class Result(NamedTuple):
    """What a job returned, or the exception that it raised."""

    value: Any
    error: Exception | None = None


class Loss(NamedTuple):
    """A worker that was lost: where it was, and whether it was too slow or died."""

    place: Place | None
    is_slow: bool


def guarded(limits: PageLimits | None, job: Job, *arguments: Any) -> Any:
    """Do the job in a worker, again and again without the pages that are too much for it.

    Without limits it is done in this process, and nothing watches over it. Raises what the job raised.
    """
    if limits is None:
        return job(*arguments, {}, lambda place: None)
    skips: dict[Place, Held] = {}
    deaths: Counter[Place | None] = Counter()
    while True:
        with _turns, _borrowed(limits.megabytes) as worker:
            ended = worker.follow(job, arguments, skips, limits.seconds)
        if isinstance(ended, Result):
            if ended.error is not None:
                raise ended.error
            return ended.value
        deaths[ended.place] += 1
        if ended.place is not None and ended.is_slow:
            skips[ended.place] = Held("too_slow", f"It took longer than {limits.seconds:g} seconds to read.")
        elif deaths[ended.place] >= MOST_DEATHS:
            if ended.place is None:
                raise WorkerDiedError("A reading process died between two pages. Is there memory and disk left?")
            reason = f"The process that read it died {MOST_DEATHS} times, most likely for want of memory."
            skips[ended.place] = Held("reader_died", reason)


def begin(limits: PageLimits, job: Job) -> None:
    """Start a worker that does a job first, which takes no arguments and whose end nobody waits for."""
    worker = _Worker(limits.megabytes)
    worker.begin(job)
    with _lock:
        _idle.append(worker)


class _Worker:
    """A process that does one job after another, and the pipes to it. It ends when the pipes do, not with Ctrl-C."""

    def __init__(self, megabytes: int) -> None:
        code = START.format(path=sys.path, megabytes=megabytes)
        self.process = subprocess.Popen(  # noqa: S603, our own interpreter and words
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0
        )
        with self.process.stdin as orders, self.process.stdout as news:  # type: ignore[union-attr]
            self.orders = Connection(dup(orders.fileno()), readable=False)
            self.news = Connection(dup(news.fileno()), writable=False)
        self.unheard = 0  # answers that nobody waits for

    def begin(self, job: Job) -> None:
        """Let the worker do a job without arguments before the next one; what comes of it is not asked."""
        self.unheard += 1
        self.orders.send_bytes(pickle.dumps((job, (), {})))

    def follow(self, job: Job, arguments: tuple[Any, ...], skips: Skips, seconds: float) -> Result | Loss:
        """Let the worker do a job; a worker that was lost is dead afterwards."""
        place: Place | None = None
        try:
            self.orders.send_bytes(pickle.dumps((job, arguments, skips)))
            while self.news.poll(seconds if place else None):
                told = self.news.recv()
                if not isinstance(told, Result):
                    place = told
                elif self.unheard:
                    self.unheard -= 1
                else:
                    return told
        except (EOFError, OSError):
            self.end()
            return Loss(place, False)
        self.end()
        return Loss(place, True)

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.orders.close()
        self.news.close()


_idle: list[_Worker] = []
_lock = Lock()
_turns: AbstractContextManager[object] = nullcontext()


@contextmanager
def at_most(count: int) -> Iterator[None]:
    """Meanwhile so many jobs are done in workers at the same time; others wait for their turn."""
    global _turns
    before = _turns
    _turns = Semaphore(count)
    try:
        yield
    finally:
        _turns = before


def one_at_a_time() -> None:
    """From now on one job of this process is done in a worker at a time."""
    global _turns
    _turns = Semaphore()


@contextmanager
def _borrowed(megabytes: int) -> Iterator[_Worker]:
    """A worker for one job: an idle one or a new one. It becomes idle again if it is alive."""
    with _lock:
        worker = _idle.pop() if _idle else None
    worker = worker or _Worker(megabytes)
    try:
        yield worker
    except BaseException:
        worker.end()
        raise
    if worker.is_alive:
        with _lock:
            _idle.append(worker)


@atexit.register
def dismiss() -> None:
    """End all workers that do nothing: call it when there is nothing more for them to do."""
    with _lock:
        for worker in _idle:
            worker.end()
        _idle.clear()

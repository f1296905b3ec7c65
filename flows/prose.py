"""The prose of a release is read again after a change of rules or models, without the raw files."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

from prefect.futures import as_completed

from flows.engines import task_runner
from flows.progress import stage
from flows.settings import BuildOptions
from tasks.changes import Work
from tasks.enrich import enrich_again
from warehouse.release import Release
from warehouse.restage import page_ranges

# As many pages as structuring stages at once.
PAGES_A_TASK: Final = 500


def enriched_again(release: Release, todo: Work, staging: Path, options: BuildOptions, run_id: str) -> Work:
    """Enrich what a run keeps of a release, each range of pages a task; the work with the folders of staged rows."""
    without = tuple(sorted({*todo.changed.reread, *todo.changed.left}))
    ranges = page_ranges(release, PAGES_A_TASK, without)
    same = {"release": release, "without": without, "run_id": run_id, "limits": options.page_limits}
    with task_runner(options) as tasks, stage("enrich", len(ranges)) as step:
        futures = [
            tasks.submit(enrich_again, same | {"pages": pages, "folder": folder})
            for pages, folder in zip(ranges, _folders(staging), strict=False)
        ]
        for _ in as_completed(futures):
            step.advance()
        folders = [Path(future.result()) for future in futures]
    return todo._replace(changed=todo.changed._replace(enriched=folders))


def _folders(staging: Path) -> Iterator[Path]:
    yield from (staging / "enriched" / f"{number:05d}" for number in count())

"""What holds over all pages? Merges the shards with the last release, then counts copies, stories, entities."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task

from tasks import Receipt, Source
from tasks.changes import Work
from tasks.stories import tell_stories
from warehouse import count, takedown
from warehouse import settle as merging
from warehouse.release import Release
from warehouse.tables import Run


@task(name="settle", task_run_name="settle copies, entities and stories", tags=["release"])
def settle(tables: Path, data: Path, release: Release | None, receipts: Sequence[Receipt], todo: Work, run: Run) -> Run:
    """Write every table of the release to be; returns the run's row with what became of all records."""
    folders = [Path(folder) for receipt in receipts for folder in receipt.folders]
    settled = merging.settle(tables, release, folders, todo.changed)
    run = run._replace(kept_count=settled.kept_count, record_count=run.record_count - settled.kept_out_count)
    _keep_out(data, settled, todo)
    return count_again(tables, run, todo.fresh, release.folder if release else None)


def _keep_out(data: Path, settled: merging.Settled, todo: Work) -> None:
    """Leave nothing of pages that were taken down and came again; a file that holds nothing else is no input now."""
    takedown.remove_raw(data, settled.kept_out)
    emptied = [(uri, *todo.known.pop(uri)) for uri in settled.emptied if uri in todo.known]
    takedown.record_files(data, (takedown.file_hash(*state) for state in emptied))


def count_again(tables: Path, run: Run, fresh: Sequence[Source], last: Path | None = None) -> Run:
    """Count what the settled tables amount to; call it whenever rows were taken out.

    `last` is the folder of the release that they were made from; or their own, if they were counted before.
    """
    rows, since = tell_stories(tables, last)
    return count.count(tables, rows, run, [source.uri for source in fresh], since)

"""What holds over all pages? Merges the shards with the last release, then counts copies, stories, entities."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task

from tasks import Receipt, Source
from tasks.enriching.stories import StoryText, group_stories
from tasks.knowledge import lexicon
from warehouse import count
from warehouse import settle as merging
from warehouse.release import Release
from warehouse.tables import Run


@task(name="settle", task_run_name="settle copies, entities and stories")
def settle(
    tables: Path, release: Release | None, receipts: Sequence[Receipt], fresh: Sequence[Source], run: Run
) -> Run:
    """Write every table of the release to be; returns the run's row with what became of all records."""
    folders = [Path(folder) for receipt in receipts for folder in receipt.folders]
    kept = merging.settle(tables, release, folders, [source.uri for source in fresh])
    return count_again(tables, run._replace(kept_count=kept), fresh)


def count_again(tables: Path, run: Run, fresh: Sequence[Source]) -> Run:
    """Count what the settled tables amount to; call it whenever rows were taken out."""
    stories = group_stories((StoryText(*row) for row in count.texts(tables)), lexicon("agencies"))
    return count.count(tables, stories, run, [source.uri for source in fresh])

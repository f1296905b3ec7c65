"""What does the prose of a staged shard name, quote and count? The task; its work is `tasks.enrich_shard`'s."""

from pathlib import Path

from prefect import task

from tasks import PageLimits, Receipt, Shard
from tasks.enrich_shard import READ, enrich_part, enrich_shard
from tasks.guard import guarded
from tasks.resume import seal
from warehouse.release import Release
from warehouse.restage import PageRange, restage


@task(name="enrich", task_run_name="enrich shard {shard.name}", tags=["shard"], retries=2, retry_delay_seconds=[1, 5])
def enrich(shard: Shard, receipt: Receipt, run_id: str) -> Receipt:
    """Stage the mentions, entities, quotes, dates and figures of a structured shard, which is whole then."""
    enriched: Receipt = guarded(shard.limits, enrich_shard, receipt, run_id)
    seal(shard, enriched)
    return enriched


@task(
    name="enrich again",
    task_run_name="enrich again pages from {pages.first}",
    tags=["shard"],
    retries=2,
    retry_delay_seconds=[1, 5],
)
def enrich_again(
    release: Release, pages: PageRange, without: tuple[str, ...], folder: Path, run_id: str, limits: PageLimits | None
) -> str:
    """Stage what the prose of a range of a release's pages says now; returns the folder."""
    restage(release, pages, without, folder, READ)
    guarded(limits, enrich_part, folder, run_id)
    return str(folder)

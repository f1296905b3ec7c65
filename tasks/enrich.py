"""What does the prose of a staged shard name, quote and count? The task; its work is `tasks.enrich_shard`'s."""

from prefect import task

from tasks import Receipt, Shard
from tasks.enrich_shard import enrich_shard
from tasks.guard import guarded
from tasks.resume import seal


@task(name="enrich", task_run_name="enrich shard {shard.name}", retries=2, retry_delay_seconds=[1, 5])
def enrich(shard: Shard, receipt: Receipt, run_id: str) -> Receipt:
    """Stage the mentions, entities, quotes, dates and figures of a structured shard, which is whole then."""
    enriched: Receipt = guarded(shard.limits, enrich_shard, receipt, run_id)
    seal(shard, enriched)
    return enriched

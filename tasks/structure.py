"""What does each raw page of a shard say? The task; its work is `tasks.read_shard`'s."""

from prefect import task

from tasks import Receipt, Shard
from tasks.guard import guarded
from tasks.read_shard import read_shard


@task(
    name="structure",
    task_run_name="structure shard {shard.name}",
    tags=["shard"],
    retries=2,
    retry_delay_seconds=[1, 5],
)
def structure(shard: Shard, run_id: str) -> Receipt:
    """Read every page of a shard and stage its rows."""
    receipt: Receipt = guarded(shard.limits, read_shard, shard, run_id)
    return receipt

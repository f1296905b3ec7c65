"""How does a release get to the mirror that readers elsewhere follow?"""

from pathlib import Path

from prefect import task

from warehouse.mirror import push
from warehouse.store import store_at


@task(
    name="mirror", task_run_name="push the releases to {uri}", tags=["release"], retries=2, retry_delay_seconds=[5, 30]
)
def mirror(data: Path, uri: str) -> None:
    """Make the mirror at a URI what the data folder is. Raises StoreError."""
    push(data, store_at(uri))

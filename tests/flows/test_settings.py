"""Is work cut so that all workers have as much of it?"""

import pytest

from flows.settings import BuildOptions, Engine


@pytest.mark.parametrize(
    ("files", "workers", "shards", "processes"),
    [
        (0, 2, [], 0),
        (52, 2, [52], 1),
        (300, 2, [150, 150], 2),
        (300, 8, [100, 100, 100], 3),
        (3_000, 1, [375] * 8, 1),
        (3_000, 2, [375] * 8, 2),
        (10_000, 2, [385] * 25 + [375], 2),
    ],
)
def test_shards_are_as_many_for_each_worker_and_none_is_made_for_a_few_files(
    files: int, workers: int, shards: list[int], processes: int
) -> None:
    options = BuildOptions(inputs=["pages"], workers=workers)
    most = options.files_a_shard(files)
    assert [min(most, files - first) for first in range(0, files, most)] == shards
    assert options.workers_for(files) == processes
    elsewhere = {"engine": Engine.dask, "scheduler": "tcp://127.0.0.1:8786"}
    assert options.model_copy(update=elsewhere).workers_for(files) == 0


def test_a_shard_takes_no_more_files_than_it_may() -> None:
    options = BuildOptions(inputs=["pages"], workers=2, shard_files=1)
    assert (options.files_a_shard(6), options.workers_for(6)) == (1, 2)

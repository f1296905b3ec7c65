"""Killed or without power at any step: is a whole release there, and does the next run end as it should?"""

import errno
import shutil
from pathlib import Path

import pytest

from tests.warehouse.power import Tree, full_from, put, tree, watched
from tests.warehouse.rows import page
from warehouse.inputs import write_inputs
from warehouse.release import current, publish, write_manifest
from warehouse.resume import recover, seal, sealed_shards
from warehouse.staging import write_rows

SHARDS = ("00000", "00001")


def run(data: Path, name: str) -> None:
    """What a run does to the disk, without what it reads: staged shards, a release built of them, the pointer."""
    recovery = recover(data)
    release = current(data)
    if release is not None and release.manifest["run_id"] == name:
        return
    staging = data / "staging" / (recovery.run_id or name)
    whole = [shard.folder.name for shard in sealed_shards(staging, "v1")]
    for shard in SHARDS:
        if shard not in whole:
            folder = staging / "shards" / shard
            write_rows(folder / "00000", {"pages": [page(f"{name} {shard}")]})
            seal(folder, "v1", [(f"file:///{shard}", 1, 1)], ["00000"], {"records": 1})
    built = staging / "release"
    write_rows(built / "tables/pages", {"pages": [page(f"{name} {shard}") for shard in SHARDS]})
    (built / "docs").mkdir()
    (built / "docs/index.html").write_text(name)  # written by others, who do not flush
    write_inputs(built, {f"file:///{shard}": (1, 1) for shard in SHARDS})
    write_manifest(built, {"run_id": name})
    publish(data, built)
    shutil.rmtree(staging)


def of_releases(held: Tree) -> Tree:
    return {name: what for name, what in held.items() if name.startswith("releases/") or name == "current"}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the names of open files are read from /proc")
@pytest.mark.parametrize("loss", ["after_kill", "after_power_loss"])
def test_at_every_step_a_whole_release_is_there_and_the_next_run_ends_like_an_undisturbed_one(
    tmp_path: Path, loss: str
) -> None:
    data = tmp_path / "data"
    run(data, "run-1")
    before = of_releases(tree(data))
    with watched(data, tmp_path / "graveyard") as moments:
        run(data, "run-2")
    after = of_releases(tree(data))
    assert len(moments) > 60 and before.items() < after.items() | {("current", "releases/0001")}
    for number, moment in enumerate(moments):
        again = tmp_path / str(number)
        put(again, getattr(moment, loss))
        found = of_releases(tree(again))
        assert found["current"] in ("releases/0001", "releases/0002"), moment.step
        pointed = {name: what for name, what in after.items() if name.startswith(f"{found['current']}/")}
        assert pointed.items() <= found.items(), moment.step
        run(again, "run-2")
        assert of_releases(tree(again)) == after, moment.step
        assert not list((again / "staging").iterdir()), moment.step
        shutil.rmtree(again)


def test_a_disk_that_is_full_from_any_step_on_leaves_a_whole_release_and_the_next_run_ends_as_it_should(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    run(data, "run-1")
    before = tree(data)
    run(data, "run-2")
    after = of_releases(tree(data))
    for number in range(1000):
        again = tmp_path / str(number)
        put(again, before)
        try:
            with full_from(number):
                run(again, "run-2")
            break
        except OSError as error:
            assert error.errno == errno.ENOSPC
        found = of_releases(tree(again))
        assert found["current"] in ("releases/0001", "releases/0002")
        pointed = {name: what for name, what in after.items() if name.startswith(f"{found['current']}/")}
        assert pointed.items() <= found.items()
        run(again, "run-2")
        assert of_releases(tree(again)) == after
        shutil.rmtree(again)
    assert 30 < number < 999

"""What is taken over from a run that died, and what is removed with a word?"""

from pathlib import Path

import pytest

from tests.warehouse.rows import page
from warehouse.release import current, publish, releases, write_manifest
from warehouse.resume import SEAL, Recovery, Sealed, recover, seal, sealed_shards
from warehouse.staging import write_rows

RUN = "20240311T120000-abcdef"
INPUTS = (("file:///a.txt", 3, 7), ("file:///b.txt", -1, 0))


def staged(data: Path, shard: str = "00000", version: str = "v1", run: str = RUN) -> Path:
    folder = data / "staging" / run / "shards" / shard
    write_rows(folder / "00000", {"pages": [page(shard)]})
    seal(folder, version, INPUTS, ["00000"], {"records": 1})
    return folder


def built(data: Path, run: str = RUN) -> Path:
    folder = data / "staging" / run / "release"
    folder.mkdir(parents=True)
    write_manifest(folder, {"run_id": run})
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def test_a_sealed_shard_is_taken_over_as_it_was_sealed(tmp_path: Path) -> None:
    folder = staged(tmp_path)
    assert list(sealed_shards(tmp_path / "staging" / RUN, "v1")) == [Sealed(folder, INPUTS, ("00000",), {"records": 1})]


def break_a_file(folder: Path) -> None:
    file = folder / "00000" / "pages.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"x")


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / SEAL).unlink(),
        lambda folder: (folder / SEAL).write_text("{"),
        lambda folder: (folder / "00000" / "pages.parquet").unlink(),
        break_a_file,
    ],
    ids=["no seal", "half a seal", "a file is missing", "a file has changed"],
)
def test_a_shard_that_is_not_whole_is_removed(tmp_path: Path, damage: object) -> None:
    folder = staged(tmp_path)
    damage(folder)  # type: ignore[operator]
    assert list(sealed_shards(tmp_path / "staging" / RUN, "v1")) == []
    assert not folder.exists()


def test_a_shard_that_another_version_read_is_removed(tmp_path: Path) -> None:
    folder = staged(tmp_path, version="v0")
    assert list(sealed_shards(tmp_path / "staging" / RUN, "v1")) == []
    assert not folder.exists()


def test_a_run_with_whole_shards_is_taken_up_again_without_its_half_built_release(tmp_path: Path) -> None:
    staged(tmp_path)
    built(tmp_path)
    words = f"Run {RUN} was interrupted; what it had staged whole is taken over."
    assert recover(tmp_path) == Recovery(RUN, (words,))
    assert names(tmp_path / "staging" / RUN) == ["shards"]


def test_of_two_dead_runs_the_later_one_is_taken_up_and_both_are_named(tmp_path: Path) -> None:
    staged(tmp_path, run="20240310T000000-000000")
    staged(tmp_path)
    found = recover(tmp_path)
    assert found.run_id == RUN
    assert [words.split()[1] for words in found.words] == [RUN, "20240310T000000-000000"]
    assert names(tmp_path / "staging") == [RUN]


def test_a_run_that_staged_nothing_whole_is_removed_and_named(tmp_path: Path) -> None:
    (tmp_path / "staging" / RUN / "shards/00000/00000").mkdir(parents=True)
    words = f"Run {RUN} was interrupted before anything was staged whole; it is begun again."
    assert recover(tmp_path) == Recovery(None, (words,))
    assert names(tmp_path / "staging") == []


def test_a_release_that_lacks_only_the_pointer_gets_it(tmp_path: Path) -> None:
    first = publish(tmp_path, built(tmp_path, "20240310T000000-000000"))
    staged(tmp_path)
    second = publish(tmp_path, built(tmp_path))
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to("releases/0001")
    assert current(tmp_path) == first
    words = f"Run {RUN} was interrupted when release 0002 was published; it is the current one now."
    assert recover(tmp_path).words[0] == words
    assert (current(tmp_path), releases(tmp_path)) == (second, [first, second])
    assert names(tmp_path / "staging") == []


def test_staging_of_a_published_run_is_removed(tmp_path: Path) -> None:
    publish(tmp_path, built(tmp_path))
    staged(tmp_path)
    words = (
        f"Run {RUN} was interrupted when release 0001 was published; only what it had staged was left to be removed."
    )
    assert recover(tmp_path) == Recovery(None, (words,))


def test_files_that_were_being_written_are_removed(tmp_path: Path) -> None:
    (tmp_path / "quarantine").mkdir()
    (tmp_path / "quarantine/.abc.bin.17.tmp").write_bytes(b"half")
    (tmp_path / ".current.17").symlink_to("releases/0001")
    assert recover(tmp_path) == Recovery(None, ())
    assert (names(tmp_path), names(tmp_path / "quarantine")) == (["quarantine"], [])


def test_a_takedown_that_was_cut_short_is_told_and_a_pull_is_cleared_away(tmp_path: Path) -> None:
    for name in ("takedown-0003", "pull-0004-abc"):
        (tmp_path / "staging" / name / "tables").mkdir(parents=True)
    words = "A takedown was interrupted: give the same 'broadsheet forget' again, which finishes it."
    assert recover(tmp_path) == Recovery(None, (words,))
    assert names(tmp_path / "staging") == []

"""Does a mirror hold what the data folder holds, and does its pointer always name a whole release?"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyarrow import fs

from warehouse.mirror import MirrorError, pull, push
from warehouse.release import MANIFEST, Release, current, point_to, write_manifest
from warehouse.store import Store, store_at
from warehouse.takedown import LEDGER, record, taken_down


@pytest.fixture(params=["disk", "s3"])
def mirror(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "disk":
        return store_at((tmp_path / "mirror").as_uri())
    return store_at(f"s3://{request.getfixturevalue('bucket')}/some/folder")


def released(data: Path, number: int, content: str) -> Release:
    """A release of one table, published."""
    release = Release(number, data / "releases" / f"{number:04d}")
    (release.folder / "tables" / "pages").mkdir(parents=True)
    (release.folder / "tables" / "pages" / "part-00000.parquet").write_text(content)
    write_manifest(release.folder, {"content": content})
    point_to(data, release)
    return release


def tree(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_release_that_was_pushed_is_pulled_as_it_was(mirror: Store, tmp_path: Path) -> None:
    release = released(tmp_path / "here", 7, "as it was")
    assert push(tmp_path / "here", mirror) == release
    pulled = pull(mirror, tmp_path / "there")
    assert (pulled.number, tree(pulled.folder)) == (7, tree(release.folder))
    assert current(tmp_path / "there") == pulled
    assert pull(mirror, tmp_path / "there") == pulled


def test_what_is_gone_from_the_data_folder_goes_from_the_mirror(mirror: Store, tmp_path: Path) -> None:
    data = tmp_path / "here"
    released(data, 1, "to be forgotten")
    (data / "quarantine").mkdir()
    (data / "quarantine" / "abc.bin").write_text("to be forgotten")
    push(data, mirror)
    write_manifest(data / "releases" / "0001", {"content": "taken down"})
    (data / "releases" / "0001" / "tables" / "pages" / "part-00000.parquet").write_text("taken down")
    (data / "quarantine" / "abc.bin").unlink()
    push(data, mirror)
    found = mirror.files.get_file_info(fs.FileSelector(mirror.root, recursive=True))
    files = [info.path for info in found if info.type == fs.FileType.File]
    held = b"".join(mirror.files.open_input_stream(path).read() for path in files)
    assert (b"taken down" in held, b"to be forgotten" in held, len(files)) == (True, False, 4)
    assert tree(pull(mirror, tmp_path / "there").folder) == tree(data / "releases" / "0001")


def test_what_was_taken_down_stays_out_of_the_folder_that_goes_on(mirror: Store, tmp_path: Path) -> None:
    released(tmp_path / "here", 1, "content")
    record(tmp_path / "here", "the desk", 1, ["hash"], ["file"])
    record(tmp_path / "there", "another desk", 1, ["other"], [])
    push(tmp_path / "here", mirror)
    for _ in range(2):
        pull(mirror, tmp_path / "there")
        assert taken_down(tmp_path / "there", "hashes") == {"hash", "other"}
        assert len((tmp_path / "there" / LEDGER).read_text().splitlines()) == 2


def test_a_push_that_dies_anywhere_leaves_the_last_release_and_is_made_good(
    mirror: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "here"
    released(data, 1, "first")
    push(data, mirror)
    released(data, 2, "second")
    import warehouse.mirror as module

    step = module._copy_up
    for dies_at in (1, 2):
        calls = iter(range(1, 100))

        def copy(*args: Any, dies_at: int = dies_at, calls: Iterator[int] = calls) -> None:
            if next(calls) == dies_at:
                raise OSError("the line is cut")
            step(*args)

        monkeypatch.setattr(module, "_copy_up", copy)
        with pytest.raises(MirrorError, match="cannot be written: the line is cut"):
            push(data, mirror)
        assert pull(mirror, tmp_path / f"after-{dies_at}").number == 1
    monkeypatch.setattr(module, "_copy_up", step)
    push(data, mirror)
    assert tree(pull(mirror, tmp_path / "there").folder) == tree(data / "releases" / "0002")


def test_a_folder_with_another_release_of_the_same_number_is_not_overwritten(mirror: Store, tmp_path: Path) -> None:
    released(tmp_path / "here", 1, "mine")
    push(tmp_path / "here", mirror)
    released(tmp_path / "there", 1, "yours")
    with pytest.raises(MirrorError, match="has another release 0001"):
        pull(mirror, tmp_path / "there")
    assert tree(tmp_path / "there" / "releases" / "0001")[f"{MANIFEST}"].count("yours") == 1


def test_the_mirror_of_another_data_folder_is_left_as_it_is(mirror: Store, tmp_path: Path) -> None:
    release = released(tmp_path / "here", 1, "mine")
    push(tmp_path / "here", mirror)
    released(tmp_path / "elsewhere", 2, "yours")
    with pytest.raises(MirrorError, match="is the mirror of another data folder"):
        push(tmp_path / "elsewhere", mirror)
    assert tree(pull(mirror, tmp_path / "there").folder) == tree(release.folder)
    released(tmp_path / "there", 2, "the next one")
    assert push(tmp_path / "there", mirror) == Release(2, tmp_path / "there" / "releases" / "0002")


def test_an_empty_mirror_says_that_it_holds_no_release(mirror: Store, tmp_path: Path) -> None:
    with pytest.raises(MirrorError, match="There is no release at"):
        pull(mirror, tmp_path / "there")
    assert not os.path.lexists(tmp_path / "there" / "current")

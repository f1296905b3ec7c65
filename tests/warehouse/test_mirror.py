"""Does a mirror hold what the data folder holds, and does its pointer always name a whole release?"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyarrow import fs

from warehouse.mirror import Mirror, MirrorError, mirror_at, pull, push
from warehouse.release import MANIFEST, Release, current, point_to, write_manifest


@pytest.fixture(scope="module")
def store_address() -> Iterator[str]:
    """The address of a real server that speaks S3, on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.prefix) / "bin" / "moto_server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(params=["disk", "s3"])
def mirror(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    if request.param == "disk":
        return mirror_at((tmp_path / "mirror").as_uri())
    for name, value in {
        "AWS_ENDPOINT_URL": request.getfixturevalue("store_address"), "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    bucket = f"b{time.time_ns()}"
    fs.FileSystem.from_uri(f"s3://{bucket}?allow_bucket_creation=true")[0].create_dir(bucket)
    return mirror_at(f"s3://{bucket}/some/folder")


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


def test_a_release_that_was_pushed_is_pulled_as_it_was(mirror: Mirror, tmp_path: Path) -> None:
    release = released(tmp_path / "here", 7, "as it was")
    assert push(tmp_path / "here", mirror) == release
    pulled = pull(mirror, tmp_path / "there")
    assert (pulled.number, tree(pulled.folder)) == (7, tree(release.folder))
    assert current(tmp_path / "there") == pulled
    assert pull(mirror, tmp_path / "there") == pulled


def test_what_is_gone_from_the_data_folder_goes_from_the_mirror(mirror: Mirror, tmp_path: Path) -> None:
    data = tmp_path / "here"
    released(data, 1, "to be forgotten")
    (data / "quarantine").mkdir()
    (data / "quarantine" / "abc.bin").write_text("to be forgotten")
    push(data, mirror)
    write_manifest(data / "releases" / "0001", {"content": "taken down"})
    (data / "releases" / "0001" / "tables" / "pages" / "part-00000.parquet").write_text("taken down")
    (data / "quarantine" / "abc.bin").unlink()
    push(data, mirror)
    found = mirror.store.get_file_info(fs.FileSelector(mirror.root, recursive=True))
    files = [info.path for info in found if info.type == fs.FileType.File]
    held = b"".join(mirror.store.open_input_stream(path).read() for path in files)
    assert (b"taken down" in held, b"to be forgotten" in held, len(files)) == (True, False, 3)
    assert tree(pull(mirror, tmp_path / "there").folder) == tree(data / "releases" / "0001")


def test_a_push_that_dies_anywhere_leaves_the_last_release_and_is_made_good(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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


def test_a_folder_with_another_release_of_the_same_number_is_not_overwritten(mirror: Mirror, tmp_path: Path) -> None:
    released(tmp_path / "here", 1, "mine")
    push(tmp_path / "here", mirror)
    released(tmp_path / "there", 1, "yours")
    with pytest.raises(MirrorError, match="has another release 0001"):
        pull(mirror, tmp_path / "there")
    assert tree(tmp_path / "there" / "releases" / "0001")[f"{MANIFEST}"].count("yours") == 1


def test_an_address_with_credentials_is_refused_and_not_repeated() -> None:
    with pytest.raises(MirrorError, match="must not hold credentials") as refused:
        mirror_at("s3://somebody:secret@bucket/folder")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["ftp://somewhere", "no address", "s3://"])
def test_an_address_that_is_none_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(MirrorError, match="is no address of a mirror"):
        mirror_at(address)


def test_an_empty_mirror_says_that_it_holds_no_release(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(MirrorError, match="There is no release at"):
        pull(mirror, tmp_path / "there")
    assert not os.path.lexists(tmp_path / "there" / "current")

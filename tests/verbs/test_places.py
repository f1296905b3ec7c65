"""Are inputs found, told apart and read in an object store as they are on a disk? A real server answers."""

from pathlib import Path

import pytest
from pyarrow import fs

from tasks import Source
from tasks.guard import Held, Place
from tasks.listing import InputError, cut_shards, list_inputs
from tasks.places import source_at
from tasks.read_shard import read_shard
from tests.verbs.test_read_shard import STORY, WARC, zip_of
from warehouse.staging import read_rows
from warehouse.store import StoreError, store_at

OBJECTS = {"a.txt": STORY, "sub/b c.txt": STORY + b"more", "crawl.warc": WARC, "old.zip": zip_of(one=STORY + b"1")}
NOTHING: dict[Place, Held] = {}


def put(bucket: str, name: str, content: bytes) -> None:
    files, _ = fs.FileSystem.from_uri(f"s3://{bucket}")
    with files.open_output_stream(f"{bucket}/{name}") as stream:
        stream.write(content)


@pytest.fixture
def pages(bucket: str) -> str:
    for name, content in {**OBJECTS, ".hidden": b"x", ".git/c.txt": b"x"}.items():
        put(bucket, f"pages/{name}", content)
    return f"s3://{bucket}/pages"


def found(*inputs: str) -> tuple[Source, ...]:
    return list_inputs(inputs, Path("/nowhere"), None).found


def test_objects_under_an_address_are_listed_as_files_of_a_folder_are(pages: str) -> None:
    names = {source.uri.removeprefix(pages): source.size for source in found(pages)}
    assert names == {f"/{name.replace(' ', '%20')}": len(content) for name, content in OBJECTS.items()}
    assert found(f"{pages}/") == found(pages)
    assert found(f"{pages}/sub/b%20c.txt") == found(f"{pages}/sub")


def test_an_object_is_known_by_its_address(pages: str) -> None:
    assert [source_at(source.uri) for source in found(pages)] == list(found(pages))
    assert source_at(f"{pages}/none.txt") is None


def test_objects_are_read_as_files_are(pages: str, tmp_path: Path) -> None:
    (tmp_path / "in/sub").mkdir(parents=True)
    for name, content in OBJECTS.items():
        (tmp_path / "in" / name).write_bytes(content)

    def read(where: str, aside: Path) -> list[tuple[str | None, str, str, str | None]]:
        receipts = [
            read_shard(shard, "run-1", NOTHING, lambda place: None)
            for shard in cut_shards(found(where), aside / "staged", aside, 100, 1_000_000)
        ]
        rows = [
            row for it in receipts for part in it.folders for row in read_rows(Path(part, "pages.parquet"), "pages")
        ]
        start = len(where if "://" in where else f"file://{where}")
        return sorted((row.text, row.status, row.source_uri[start:], row.reason) for row in rows)

    assert read(pages, tmp_path / "there") == read(str(tmp_path / "in"), tmp_path / "here")


def test_an_object_that_is_put_again_is_another_state(pages: str) -> None:
    (before,) = found(f"{pages}/a.txt")
    put(pages.removeprefix("s3://").partition("/")[0], "pages/a.txt", b"something else")
    assert source_at(before.uri) != before


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("s3://{bucket}/nothing", "There is no input at"),
        ("s3://{bucket}/pages/*.txt", "There is no input at"),
        ("s3://{bucket}/a b", "cannot be listed"),
        ("s3://{bucket}none/x", "cannot be listed|There is no input"),
        ("gopher://{bucket}/x", "cannot be listed"),
    ],
)
def test_an_address_without_inputs_is_refused_in_a_sentence(bucket: str, address: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        found(address.format(bucket=bucket))


def test_an_address_with_credentials_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match="must not hold credentials") as refused:
        store_at("s3://somebody:secret@bucket/folder")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["ftp://somewhere", "no address", "s3://"])
def test_an_address_that_is_none_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(StoreError, match="is no address of a store"):
        store_at(address)

"""Are the inputs found, whatever stands in the folder, and is the work cut the same way each time?"""

import os
import socket
from pathlib import Path

import pytest

from tasks import Source
from tasks.listing import InputError, cut_shards, list_inputs, list_sources
from tasks.places import UNREADABLE


def names(*inputs: Path | str, data: Path = Path("/nowhere")) -> list[str]:
    return [Path(s.path).name for s in list_inputs([str(entry) for entry in inputs], data, None).found]


def source(name: str, size: int = 10) -> Source:
    return Source(f"/in/{name}", f"file:///in/{name}", size, 0)


def test_a_folder_is_walked_in_order_without_hidden_files_and_without_the_data_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.html", "data/releases/x.parquet"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path, data=tmp_path / "data") == ["a.txt", "b.txt", "c.html"]


def test_a_pattern_and_a_file_that_looks_like_one(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt", "[odd].txt"):
        (tmp_path / name).write_text("x")
    assert names(tmp_path / "*o*.txt") == ["[odd].txt", "one.txt", "two.txt"]
    assert names(tmp_path / "[odd].txt") == ["[odd].txt"]


def test_links_that_lead_in_circles_or_nowhere_do_not_stop_the_walk(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    os.symlink(tmp_path, tmp_path / "circle")
    os.symlink(tmp_path / "nothing", tmp_path / "broken.txt")
    os.symlink(tmp_path / "self.txt", tmp_path / "self.txt")
    found = {Path(s.path).name: s.size for s in list_sources([str(tmp_path)], Path("/nowhere"))}
    assert found == {"a.txt": 1, "broken.txt": -1, "self.txt": -1}


def test_pipes_and_sockets_are_listed_as_unreadable_and_known_as_such_afterwards(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.txt"))
    listing = list_inputs([str(tmp_path)], Path("/nowhere"), None)
    assert {Path(s.path).name: (s.size, s.modified_ns) for s in listing.fresh} == {
        "pipe.txt": UNREADABLE,
        "socket.txt": UNREADABLE,
    }
    assert set(listing.known.values()) == {UNREADABLE}


def test_folders_nested_as_deep_as_a_path_can_be_are_walked(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(1200):
        deep /= "d"
        deep.mkdir()
    (deep / "x.txt").write_text("x")
    assert names(tmp_path) == ["x.txt"]
    (deep / "x.txt").unlink()
    while deep != tmp_path:  # too deep for those who clean up after the tests
        deep.rmdir()
        deep = deep.parent


def test_a_name_with_quotes_newlines_sql_or_bytes_that_are_no_text_becomes_a_harmless_uri(tmp_path: Path) -> None:
    (tmp_path / "a'; DROP TABLE pages;--\n.txt").write_text("x")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("x")
    found = list_inputs([str(tmp_path)], Path("/nowhere"), None).found
    assert [s.uri for s in found] == [Path(s.path).as_uri() for s in found]
    assert [s.uri.rpartition("/")[2] for s in found] == ["%FF.txt", "a%27%3B%20DROP%20TABLE%20pages%3B--%0A.txt"]


def test_an_input_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no input at '.*/none'\."):
        names(tmp_path / "none")


def test_shards_are_cut_by_files_and_bytes_and_an_archive_counts_for_more_than_its_size() -> None:
    found = [
        source("a.txt"),
        source("b.txt"),
        source("c.txt"),
        source("d.warc.gz", 5),
        source("e.txt", 100),
        source("f.txt"),
        source("g.warc.gz", 13),
        source("h.txt"),
    ]
    shards = cut_shards(found, Path("/staging"), Path("/data"), 2, 100)
    assert [[Path(s.path).name for s in shard.sources] for shard in shards] == [
        ["a.txt", "b.txt"],
        ["c.txt", "d.warc.gz"],
        ["e.txt"],
        ["f.txt"],
        ["g.warc.gz"],
        ["h.txt"],
    ]
    assert [shard.name for shard in shards] == ["00000", "00001", "00002", "00003", "00004", "00005"]

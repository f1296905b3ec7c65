"""What becomes of each kind of hostile or broken file? Real files, read as a run reads them; docs/hostile-input.md."""

import gzip
import io
import os
import socket
import tracemalloc
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard

from tasks import PASSED_OVER, Receipt, Shard, passed_over
from tasks.enrich_shard import enrich_shard
from tasks.guard import Held, Place
from tasks.listing import list_inputs
from tasks.places import Opened, state_of
from tasks.read_shard import read_shard
from tests.hostile.archives import response
from warehouse.staging import read_rows

SAMPLES = Path(__file__).resolve().parents[2] / "seeds/pages"
STORY = (SAMPLES / "harborledger.example_2024-03-11_port-strike.txt").read_bytes()
NOTHING: dict[Place, Held] = {}
Found = list[tuple[str, str]]  # status, and the check or the reason for no article


def shard_of(folder: Path) -> Shard:
    found = list_inputs([str(folder)], Path("/nowhere"), None).found
    return Shard("00000", found, str(folder.parent / "staged"), str(folder.parent / "data"))


def read(folder: Path) -> Found:
    receipt = read_shard(shard_of(folder), "run-1", NOTHING, lambda place: None)
    pages = [page for part in receipt.folders for page in read_rows(Path(part, "pages.parquet"), "pages")]
    held = [row for part in receipt.folders for row in read_rows(Path(part, "quarantine.parquet"), "quarantine")]
    checks = {row.page_id: row.check_name for row in held}
    assert receipt.counts["records"] == len(pages)
    assert {page.page_id for page in pages if page.status == "quarantined"} == set(checks)
    return [(page.status, checks.get(page.page_id, "")) for page in pages]


def zip_of(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def html(graph: str, address: str = "/a") -> bytes:
    """The story as HTML with a JSON-LD script and a canonical address."""
    body = "".join(f"<p>{line}</p>" for line in STORY.decode().splitlines() if len(line) > 80)
    head = f'<link rel="canonical" href="{address}"><script type="application/ld+json">{graph}</script>'
    return f"<!doctype html><html><head>{head}</head><body><h1>A port strike</h1>{body}</body></html>".encode()


def held(folder: Path) -> list[tuple[str, str, int, str, bytes]]:
    """What is held back: check, reason, number and hash of the raw bytes, and which of them are kept."""
    shard = shard_of(folder)
    (part,) = read_shard(shard, "run-1", NOTHING, lambda place: None).folders
    pages = {page.page_id: page for page in read_rows(Path(part, "pages.parquet"), "pages")}
    rows = read_rows(Path(part, "quarantine.parquet"), "quarantine")
    kept = Path(shard.data, "quarantine")
    found = []
    for row, page in ((row, pages[row.page_id]) for row in rows):
        content = (kept / f"{page.content_hash}.bin").read_bytes()
        found.append((row.check_name, row.reason, page.byte_length, page.content_hash, content))
    assert len(list(kept.glob("*.bin"))) == len(found)
    return found


ARTICLE, NO_ARTICLE = ("article", ""), ("no_article", "")
WARC = response(b"<html><body><p>One.</p></body></html>", "text/html")

FILES: dict[str, tuple[str, Callable[[], bytes], Found]] = {
    "empty": ("a.txt", lambda: b"", [("quarantined", "empty")]),
    "only white space": ("a.txt", lambda: b" \n\t\r\n", [("quarantined", "empty")]),
    "a picture": ("a.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), [("quarantined", "binary")]),
    "UTF-16 without a mark": ("a.txt", lambda: STORY.decode().encode("utf-16-le"), [ARTICLE]),
    "UTF-8 and cp1252 mixed": ("a.txt", lambda: STORY + b"\ncaf\xe9 and caf\xc3\xa9\n", [ARTICLE]),
    "control characters and overrides": ("a.txt", lambda: STORY + "\n\x1b[31m\u202egpj.exe\u2066".encode(), [ARTICLE]),
    "zero bytes": ("a.txt", lambda: STORY[:200] + bytes(8) + STORY[200:], [("quarantined", "binary")]),
    "a cut gzip": ("a.txt.gz", lambda: gzip.compress(STORY * 50)[:-20], [("quarantined", "truncated_gzip")]),
    "a cut zstd": ("a.txt.zst", lambda: zstandard.compress(STORY)[:-20], [("quarantined", "truncated_zstd")]),
    "a cut WARC": ("a.warc", lambda: WARC + WARC[:-30], [NO_ARTICLE, ("quarantined", "truncated_record")]),
    "a gzip bomb": ("a.txt.gz", lambda: gzip.compress(b"a" * 40_000_000), [("quarantined", "bomb")]),
    "a zip bomb": ("a.zip", lambda: zip_of(a=b"a" * 40_000_000), [("quarantined", "bomb")]),
    "an archive that holds nothing": ("a.zip", zip_of, [("quarantined", "no_records")]),
    "archives in archives": (
        "a.gz", lambda: gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(STORY))))),
        [("quarantined", "nested")],
    ),
    "a line of 100 MB": ("a.txt", lambda: b"word " * 20_000_000, [("quarantined", "too_large")]),
    "ten thousand nested elements": (
        "a.html", lambda: b"<html><body>" + b"<div>" * 10_000 + b"deep" + b"</div>" * 10_000, [NO_ARTICLE]
    ),
    "a million tiny lines": ("a.txt", lambda: b"x\n" * 1_000_000, [("quarantined", "too_large")]),
    "JSON with half of a surrogate pair": (
        "a.jsonl", lambda: b'{"text": "A line.", "url": "http://a.example/\\ud800"}\n', [NO_ARTICLE]
    ),
    "a headline that was cut inside an emoji": (
        "a.html", lambda: html('{"@type": "NewsArticle", "articleSection": "News \\ud83d"}'), [ARTICLE]
    ),
    "addresses that are none": (
        "a.html", lambda: html('{"@type": "NewsArticle", "url": "http://[a"}', "http://[a"), [ARTICLE]
    ),
    "SQL, HTML and a formula": (
        "a.txt", lambda: STORY + b"\n'; DROP TABLE pages; --\n<script>alert(1)</script>\n=cmd()\n", [ARTICLE]
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "found"), FILES.values(), ids=FILES)
def test_a_hostile_file_ends_as_it_should(
    tmp_path: Path, name: str, content: Callable[[], bytes], found: Found
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content())
    assert read(tmp_path / "in") == found


@pytest.mark.parametrize(
    ("name", "content", "check", "words"),
    [
        (
            "half.txt.gz", gzip.compress(STORY)[:700], "truncated_gzip",
            "The gzip data ends too early, after ",
        ),
        (
            "half.html.zst", zstandard.compress(html("{}"))[:700], "truncated_zstd",
            "The zstd data ends too early, after ",
        ),
        (
            "crawl.warc.gz", gzip.compress(WARC) + gzip.compress(WARC)[:60], "truncated_gzip",
            "The gzip data ends too early, after ",
        ),
        ("half.zip", zip_of(a=STORY)[:120], "damaged_zip", "The zip archive cannot be opened: File is not a zip file."),
        ("blank.txt", b" \n\t\r\n", "empty", "The file holds nothing but white space."),
        ("noise.bin", bytes(range(256)) * 20_000, "binary", "The file is binary data, not a page."),
        (
            "deep.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(STORY))))), "nested",
            "Archives are nested more than 4 deep.",
        ),
    ],
)  # fmt: skip
def test_what_is_held_back_is_kept_as_it_lies_in_the_input(
    tmp_path: Path, name: str, content: bytes, check: str, words: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    ((found, reason, *rest),) = held(tmp_path / "in")
    assert found == check and reason.startswith(words)  # how far a packer's bytes go differs between its versions
    assert rest == [len(content), sha256(content).hexdigest(), content]


def test_of_a_huge_file_the_beginning_is_kept_and_all_is_counted_in_little_memory(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    size, most = 200_000_000, 20 * 1024 * 1024
    for name, end in (("a.bin", b"a"), ("b.bin", b"b")):
        with (tmp_path / "in" / name).open("wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            file.truncate(size - 1)
            file.seek(size - 1)
            file.write(end)
    tracemalloc.start()
    found = held(tmp_path / "in")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    start = b"\x89PNG\r\n\x1a\n" + bytes(size - 9)
    reason = "The file is a PNG picture, not a page. Only the first 20 MB of its raw bytes are kept."
    assert sorted(found) == sorted(
        ("binary", reason, size, sha256(start + end).hexdigest(), start[:most]) for end in (b"a", b"b")
    )
    assert peak < 5 * most


def test_of_a_damaged_zip_the_whole_members_are_read_and_the_others_kept_with_their_headers(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    content = bytearray(zip_of(a=STORY, b=STORY[::-1], c=STORY))
    begin, end = content.index(b"PK\x03\x04", 1), content.rindex(b"PK\x03\x04")
    content[begin + 60 : begin + 90] = b"\xff" * 30
    (tmp_path / "in/a.zip").write_bytes(content)
    assert read(tmp_path / "in") == [ARTICLE, ("quarantined", "damaged_zip"), ARTICLE]
    ((check, reason, *rest),) = held(tmp_path / "in")
    assert check == "damaged_zip" and reason.startswith("The member's content is damaged: ")
    member = bytes(content[begin:end])
    assert rest == [len(member), sha256(member).hexdigest(), member]


def test_what_is_no_regular_file_is_refused_and_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pages = tmp_path / "in"
    pages.mkdir()
    os.mkfifo(pages / "a-pipe.txt")
    os.symlink("/dev/zero", pages / "b-device.txt")
    os.symlink(pages / "c-self.txt", pages / "c-self.txt")
    os.symlink(pages / "nothing", pages / "d-broken.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(pages / "e-socket.txt"))
        found = read(pages)
    (pages / "f-story'; DROP TABLE pages;--\n\x1b[31m.txt").write_bytes(STORY)
    assert found == [("quarantined", "unreadable")] * 5
    assert read(pages)[5:] == [ARTICLE]


class Restless(io.FileIO):
    """A file that somebody writes to during the first `changes` reads."""

    def __init__(self, path: Path, changes: int) -> None:
        super().__init__(path)
        self.path = path
        self.changes = changes

    def read(self, size: int | None = -1) -> bytes:
        content = super().read(-1)
        if self.changes:
            self.changes -= 1
            self.path.write_bytes(content + b"more")
        return content


def restless(path: Path, changes: int) -> Opened:
    return Opened(Restless(path, changes), lambda: state_of(path))


@pytest.mark.parametrize(
    ("changes", "found"),
    [(0, [ARTICLE]), (1, [ARTICLE]), (9, [("quarantined", "unreadable")])],
    ids=["at rest", "comes to rest", "restless"],
)
def test_a_file_that_changes_while_it_is_read_is_read_again_or_refused_for_this_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: int, found: Found
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(STORY)
    monkeypatch.setattr("tasks.read_shard.opened", lambda path: restless(Path(path), changes))
    assert read(tmp_path / "in") == found


def test_an_archive_that_changes_while_it_is_read_says_so_beside_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.warc").write_bytes(WARC)
    monkeypatch.setattr("tasks.read_shard.opened", lambda path: restless(Path(path), 1))
    assert read(tmp_path / "in") == [NO_ARTICLE, ("quarantined", "damaged_record"), ("quarantined", "changed")]


def test_a_page_that_is_too_much_is_held_back_with_its_bytes_and_the_others_are_read(tmp_path: Path) -> None:
    pages = tmp_path / "in"
    pages.mkdir()
    (pages / "a.txt").write_bytes(b"slow")
    (pages / "b.txt").write_bytes(STORY)
    (pages / "c.txt").write_bytes(b"stuck")
    (slow, _, stuck) = [source.uri for source in shard_of(pages).sources]
    skips = {Place("record", slow, 0): Held("too_slow", "Slow."), Place("bytes", stuck, 0): Held("too_slow", "Stuck.")}
    receipt = read_shard(shard_of(pages), "run-1", skips, lambda place: None)
    rows = read_rows(Path(receipt.folders[0], "quarantine.parquet"), "quarantine")
    assert {(row.source_uri, row.check_name, row.reason) for row in rows} == {
        (slow, "too_slow", "Slow."),
        (stuck, "too_slow", "Stuck."),
    }
    assert receipt.counts == {"records": 3, "article": 1, "no_article": 0, "quarantined": 2}
    assert [file.read_bytes() for file in (tmp_path / "data/quarantine").glob("*.bin")] == [b"slow"]


def test_prose_that_an_enricher_cannot_bear_costs_its_page_only_what_was_found_in_it(tmp_path: Path) -> None:
    pages = tmp_path / "in"
    pages.mkdir()
    (pages / "a.txt").write_bytes(STORY)
    receipt = read_shard(shard_of(pages), "run-1", NOTHING, lambda place: None)
    (page,) = read_rows(Path(receipt.folders[0], "pages.parquet"), "pages")
    skips = {Place("prose", page.page_id): Held("too_slow", "Too slow.")}
    for _ in range(2):  # a task that is tried again says it once
        receipt = enrich_shard(receipt, "run-1", skips, lambda place: None)
    (row,) = read_rows(Path(receipt.folders[0], "quarantine.parquet"), "quarantine")
    assert (row.page_id, row.stage, row.check_name, row.reason) == (page.page_id, "enrich", "too_slow", "Too slow.")
    assert read_rows(Path(receipt.folders[0], "mentions.parquet"), "mentions") == []


def test_records_that_are_no_pages_are_counted_by_kind(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("a.warc", "b.warc"):
        (pages / name).write_bytes(WARC + response(b"GIF89a", "image/gif") + response(b"gone", "text/html", 404))
    receipt = read_shard(shard_of(pages), "run-1", NOTHING, lambda place: None)
    assert receipt.counts["records"] == 2
    other = Receipt("00001", (), {"records": 9, PASSED_OVER + "request": 5})
    assert list(passed_over([receipt, other]).items()) == [
        ("request", 5),
        ("response of type image/gif", 2),
        ("response with status 404", 2),
    ]

"""What comes out of a source, whatever it is called and however it is broken."""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard

from tasks import RawPage
from tasks.sources import LIMITS, Limits, Refused, is_container, read_source
from tasks.sources.records import Whole
from tests.hostile.archives import record, response

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
URI = "file:///in/x"
PAGE = b"<!DOCTYPE html><html><body><p>Rain over Lund.</p></body></html>"


def read(data: bytes, name: str, limits: Limits = LIMITS) -> list[RawPage | Refused]:
    return list(read_source(io.BytesIO(data), URI, name, limits))


def kinds(data: bytes, name: str, limits: Limits = LIMITS) -> list[str]:
    return [item.media_type if isinstance(item, RawPage) else item.check_name for item in read(data, name, limits)]


def test_a_text_file_is_one_flat_page() -> None:
    assert read(b"Rain over Lund.", "a.txt") == [RawPage(URI, 0, b"Rain over Lund.", "text/plain")]


def test_nothing_of_a_text_behind_much_white_space_is_lost() -> None:
    for blank in (4095, 4096, 4097, 9000):
        text = b" " * blank + b"Rain over Lund."
        assert read(text, "a.txt") == [RawPage(URI, 0, text, "text/plain")]


def test_a_line_too_long_is_known_by_all_of_its_bytes_and_kept_in_part() -> None:
    line = b'{"text": "' + b"x" * 9000 + b'"}\n'
    (refused,) = read(line, "a.jsonl", Limits(page_bytes=1000))
    whole = Whole(len(line), sha256(line).hexdigest())
    reason = "The line is longer than 0 MB. Only the first 0 MB of its raw bytes are kept."
    assert refused == Refused(0, "too_large", reason, line[:1000], None, whole)


def test_records_of_an_archive_that_are_refused_are_known_by_all_of_their_bytes() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(9000)
    data = response(picture, "text/html") + response(b"x" * 90_000, "text/html") + response(PAGE, "text/html")
    first, second, page = read(data, "a.warc", Limits(page_bytes=10_000))
    assert isinstance(first, Refused) and isinstance(second, Refused) and isinstance(page, RawPage)
    assert (first.data, first.whole) == (picture, Whole(len(picture), sha256(picture).hexdigest()))
    end = data.index(b"x" * 90_000) + 90_000
    block = data[data.rindex(b"HTTP/", 0, end) : end]
    assert (second.data, second.whole) == (block[:10_000], Whole(len(block), sha256(block).hexdigest()))
    assert page.data == PAGE


def test_members_that_overlap_give_no_more_raw_bytes_than_the_archive_has() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", b"Rain over Lund. " * 100)
        (member,) = archive.filelist
        member.flag_bits |= 1
        archive.filelist += [member] * 50
    refused = [item for item in read(held.getvalue(), "x.zip") if isinstance(item, Refused)]
    assert {item.check_name for item in refused} == {"encrypted"} and len(refused) == 51
    assert 0 < sum(len(item.data or b"") for item in refused) <= len(held.getvalue())


def test_the_bytes_decide_before_the_name() -> None:
    assert kinds(PAGE, "a.txt") == ["text/html"]
    assert kinds(PAGE.decode().encode("utf-16"), "a.txt") == ["text/html"]
    assert kinds(b"Rain over Lund, no markup.", "a.html") == ["text/plain"]
    assert kinds("Grüße".encode("latin-1"), "a") == ["text/plain"]


@pytest.mark.parametrize(
    ("data", "check"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"%PDF-1.7\n", "binary"),
        (b"filedesc://a.arc 1.2.3.4 20140101000000 text/plain 75\n", "arc"),
        (gzip.compress(b"Rain " * 500, mtime=0)[:-20], "truncated_gzip"),
        (gzip.compress(b"Rain", mtime=0)[:10] + b"\xff" * 40, "damaged_gzip"),
        (zstandard.compress(b"Rain " * 500)[:-6], "truncated_zstd"),
        (b"\x28\xb5\x2f\xfd" + b"\xff" * 40, "damaged_zstd"),
        (gzip.compress(b"a " * 20_000_000, mtime=0), "bomb"),
        (zstandard.compress(b"a " * 20_000_000), "bomb"),
        (b"PK\x03\x04 not a zip at all", "damaged_zip"),
        (b"x" * (LIMITS.page_bytes + 1), "too_large"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel><title>Lund</title></channel></rss>", "not_a_page"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>", "not_a_page"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "binary"),
    ],
)
def test_what_is_no_page_is_refused_with_a_sentence(data: bytes, check: str) -> None:
    (refused,) = read(data, "a.txt")
    assert isinstance(refused, Refused)
    assert (refused.record_no, refused.check_name) == (0, check)
    assert refused.reason[0].isupper() and refused.reason.endswith(".")


MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/rain\r\nSubject: Rain\r\n"
    b"Date: Mon, 6 May 2024 09:08:09 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    b'\ttype="text/html";\r\n\tboundary="--edge"\r\n\r\n\r\n----edge\r\nContent-Type: text/html\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/rain\r\n\r\n"
    b'<html><body><p class=3D"a">Rain over M=C3=BCnster.</p></body></html>\r\n----edge\r\n'
    b"Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlh\r\n----edge--\r\n"
)


def test_a_page_that_a_browser_saved_as_one_file_is_the_page_at_its_address() -> None:
    (page,) = read(MHTML, "rain.mhtml")
    assert isinstance(page, RawPage)
    assert page.data.decode().strip() == '<html><body><p class="a">Rain over Münster.</p></body></html>'
    when = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert (page.media_type, page.url, page.captured_at) == ("text/html", "https://a.example/rain", when)
    assert kinds(MHTML[:-60], "rain.mhtml") == ["truncated_mhtml"]
    assert kinds(MHTML.replace(b"text/html\r", b"text/css\r"), "rain.mhtml") == ["not_a_page"]
    assert kinds(b"Subject: Rain\n\nContent-Type: multipart/related is what mails say.", "a.txt") == ["text/plain"]


def test_a_table_is_no_page_whatever_its_cells_say() -> None:
    (refused,) = read(b"url,text\nhttps://a.example/,Rain over Lund.\n", "pages.csv")
    assert isinstance(refused, Refused)
    assert refused.reason == "The file is a table of rows (JSON Lines are read), not a page."


def test_packed_files_are_opened_layer_by_layer() -> None:
    assert [item.data for item in read(gzip.compress(PAGE), "a.html.gz") if isinstance(item, RawPage)] == [PAGE]
    assert kinds(zstandard.compress(gzip.compress(PAGE)), "a.gz.zst") == ["text/html"]
    assert kinds(gzip.compress(PAGE) + gzip.compress(b"<p>more</p>"), "a.gz") == ["text/html"]
    deep = PAGE
    for _ in range(6):
        deep = gzip.compress(deep)
    assert kinds(deep, "a.gz") == ["nested"]


def test_a_zip_gives_its_members_in_order() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/page.html", PAGE)
        archive.writestr("__MACOSX/._page.html", b"\0\0")
        archive.writestr("a.txt", "Rain.")
        archive.writestr("crawl.jsonl", '{"text": "Sun."}\n{"text": "Wind."}')
        archive.writestr("empty.txt", "")
    items = read(held.getvalue(), "x.zip")
    assert [(item.record_no, item.media_type if isinstance(item, RawPage) else item.check_name) for item in items] == [
        (0, "text/html"),
        (1, "text/plain"),
        (2, "text/plain"),
        (3, "text/plain"),
        (4, "empty"),
    ]


def test_a_zip_bomb_is_refused_as_a_whole() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", b" " * 4_000_000 + b"x")
    assert "bomb" in kinds(held.getvalue(), "x.zip")


def test_json_lines_are_read_by_the_field_names_of_crawls() -> None:
    lines = [
        {"url": "https://a.example/1", "html": PAGE.decode(), "crawled_at": "2024-05-06T07:08:09+02:00"},
        {"source_url": "https://a.example/2", "maintext": "Rain.", "date_download": "2024-05-06 07:08:09"},
        {"metadata": {"url": "https://a.example/3"}, "text": "Sun.", "timestamp": 1714979289},
    ]
    data = "\n".join(map(json.dumps, lines)).encode() + b"\n\n{broken\n[1]\n" + b'{"title": "x"}\n{"text": " "}\n'
    items = read(data, "crawl.jsonl")
    pages = [
        (i.record_no, i.media_type, i.url, i.captured_at, i.captured_basis) for i in items if isinstance(i, RawPage)
    ]
    assert pages == [
        (0, "text/html", "https://a.example/1", datetime(2024, 5, 6, 5, 8, 9, tzinfo=UTC), "archive record"),
        (1, "text/plain", "https://a.example/2", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "archive record"),
        (2, "text/plain", "https://a.example/3", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "archive record"),
    ]
    assert [(i.record_no, i.check_name) for i in items if isinstance(i, Refused)] == [
        (3, "not_json"),
        (4, "not_a_page"),
        (5, "not_a_page"),
        (6, "empty"),
    ]


def test_a_json_document_that_is_cut_off_is_held_back_once_and_lines_of_records_one_by_one() -> None:
    document = json.dumps([{"text": "Sun.", "tags": ["a", {}]}, {"text": "Wind."}], indent=1).encode()
    (refused,) = read(document[:-9], "pages.json")
    assert isinstance(refused, Refused)
    assert (refused.check_name, refused.data) == ("not_json", document[:-9])
    assert refused.reason.startswith("The document is not JSON: ")
    assert kinds(b'{"text": "Sun."}\n{"text": "Wi', "pages.json") == ["text/plain", "not_json"]


def test_a_zero_byte_in_one_record_of_a_file_holds_that_record_back_alone() -> None:
    data = b'{"text": "Sun."}\n{"text": "a\0b"}\n\0\0\n{"text": "Wind."}\n'
    assert kinds(data, "crawl.jsonl") == ["text/plain", "not_json", "not_json", "text/plain"]
    assert kinds(data, "crawl.txt") == ["binary"]
    assert kinds(b"\0" + data, "crawl.jsonl") == ["binary"]


def test_control_and_invisible_characters_in_an_address_are_percent_encoded() -> None:
    stated = ["https://a.example/\x1b[31m", "https://a.example/\u202egpj.exe", "https://a.example/ü b", "x\ud800"]
    data = "\n".join(json.dumps({"url": url, "text": "Sun."}) for url in stated).encode()
    assert [item.url for item in read(data, "crawl.jsonl")] == [
        "https://a.example/%1B[31m",
        "https://a.example/%E2%80%AEgpj.exe",
        "https://a.example/ü b",
        "x?",
    ]


def test_json_lines_without_a_page_are_refused_in_the_same_words_whatever_they_hold() -> None:
    data = b'{"title": "x"}\n{"id": 7, "date": "2020"}\n{"a": 1,}\n{"a": 1, "b": 2,}\n\xff\xfe{}\n'
    reasons = [item.reason for item in read(data, "crawl.jsonl") if isinstance(item, Refused)]
    assert reasons[0] == reasons[1]
    assert reasons[0].startswith("The record has neither a text field")
    assert reasons[2] == reasons[3]  # json's own words, which differ between versions, without the place
    assert reasons[2].startswith("The line is not JSON: ") and "line 1" not in reasons[2]


def test_a_line_too_long_costs_itself_alone() -> None:
    small = Limits(page_bytes=1000)
    data = b'{"text": "' + b"x" * 9000 + b'"}\n{"text": "Rain."}\n'
    assert kinds(data, "a.jsonl", small) == ["too_large", "text/plain"]


def test_containers_are_known_by_name_or_by_magic() -> None:
    assert [is_container(name) for name in ("a.warc.gz", "a.jsonl.zst", "a.zip", "a.html.gz", "a.txt")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert is_container("download", b"WARC/1.0\r\n")


def test_warc_pages_carry_address_time_and_charset() -> None:
    data = record("warcinfo", b"software: x") + response(PAGE, "text/html; charset=ISO-8859-1")
    data += (
        record("request", b"GET / HTTP/1.1\r\n\r\n")
        + response(b"GIF89a", "image/gif")
        + response(b"gone", "text/html", 404)
    )
    data += record("conversion", b"Rain over Lund.", content_type="text/plain")
    skipped: dict[str, int] = {}
    items = list(read_source(io.BytesIO(data), URI, "a.warc", skipped=skipped))
    when = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert items == [
        RawPage(URI, 1, PAGE, "text/html", "ISO-8859-1", "https://a.example/", when, "archive record"),
        RawPage(URI, 5, b"Rain over Lund.", "text/plain", None, "https://a.example/", when, "archive record"),
    ]
    assert skipped == {"warcinfo": 1, "request": 1, "response of type image/gif": 1, "response with status 404": 1}


def test_a_record_that_says_that_it_is_a_page_and_is_none_is_refused() -> None:
    data = response(b"\x89PNG\r\n\x1a\n" + bytes(99), "text/html") + response(bytes(99), "no type \x1b[2J at all")
    skipped: dict[str, int] = {}
    (refused,) = read_source(io.BytesIO(data), URI, "a.warc", skipped=skipped)
    assert isinstance(refused, Refused)
    assert (refused.check_name, refused.url) == ("binary", "https://a.example/")
    assert refused.reason == "The record says that it is text/html, but it is a PNG picture."
    assert skipped == {"response of type unknown": 1}


def test_packed_and_chunked_bodies_are_unpacked_and_lying_headers_forgiven() -> None:
    packed = gzip.compress(PAGE)
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:20], packed[20:])) + b"0\r\n\r\n"
    data = response(chunked, "text/html", headers="Content-Encoding: gzip\r\nTransfer-Encoding: chunked")
    data += response(PAGE, "text/html", headers="Content-Encoding: br\r\nTransfer-Encoding: chunked")
    assert [item.data for item in read(data, "a.warc") if isinstance(item, RawPage)] == [PAGE, PAGE]


def test_a_damaged_record_costs_itself_and_the_next_is_found() -> None:
    good = response(PAGE, "text/html")
    data = good + good.replace(b"Content-Length: ", b"Content-Length: 1", 1)[:-40] + b"\r\nnonsense\r\n" + good
    items = read(data, "a.warc")
    assert isinstance(items[0], RawPage)
    assert {item.check_name for item in items if isinstance(item, Refused)} <= {"damaged_record", "truncated_record"}
    assert len(items) >= 2


def test_a_cut_archive_gives_what_is_whole() -> None:
    data = gzip.compress(response(PAGE, "text/html")) + gzip.compress(response(PAGE, "text/html"))[:-30]
    items = read(data, "a.warc.gz")
    assert isinstance(items[0], RawPage) and items[0].data == PAGE
    assert "truncated_gzip" in [item.check_name for item in items if isinstance(item, Refused)]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not beside the project")
def test_every_hostile_archive_is_read_to_its_end() -> None:
    for path in sorted((SHARED / "corpora/warc/hostile").iterdir()):
        with path.open("rb") as stream:
            skipped: dict[str, int] = {}
            items = list(read_source(stream, URI, path.name, skipped=skipped))
        numbers = [item.record_no for item in items]
        assert numbers == sorted(set(numbers)), path.name
        assert items or skipped, path.name


def test_a_record_may_hold_its_story_as_schema_org_names_it():
    data = b'{"articleBody": "Sun."}\n{"article_body": "<p>Wind.</p><p>Rain.</p>"}'
    assert kinds(data, "crawl.jsonl") == ["text/plain", "text/html"]

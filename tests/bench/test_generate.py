"""Are synthetic pages the same again, streamed, and true to what is said of them?"""

import json
from collections import Counter
from pathlib import Path

import pytest

from bench.generate import Page, page, pages, write
from tasks import RawPage, Reading
from tasks.knowledge import reader
from tasks.sources import read_source
from tasks.structuring.read_page import read_page

SEED = 7


@pytest.mark.parametrize("kind", ["flat", "html"])
def test_a_page_depends_on_its_number_and_the_seed_alone(kind: str) -> None:
    made = list(pages(60, kind, SEED))
    assert [page(number, kind, SEED) for number in range(60)] == made
    assert list(pages(20, kind, SEED)) == made[:20]
    assert [p.data for p in pages(60, kind, SEED + 1)] != [p.data for p in made]


def test_copies_are_copies_and_every_sort_of_page_is_there() -> None:
    made = list(pages(400, "flat", SEED))
    copies = [p for p in made if "copy_of" in p.truth]
    assert [p for p in copies if p.data != made[p.truth["copy_of"]].data or p.truth["copy_of"] >= p.number] == []
    sorts = Counter(p.truth["status"] for p in made)
    assert (len(copies) > 5, sorts["article"] > 300, sorts["no_article"] > 5, sorts["quarantined"] > 2) == (True,) * 4


@pytest.mark.parametrize("kind", ["flat", "html"])
def test_the_reader_finds_what_the_truth_says(kind: str) -> None:
    wrong = [p.number for p in pages(100, kind, SEED) if p.truth["status"] != "quarantined" and not _is_right(p, kind)]
    assert len(wrong) <= 2, wrong


def _is_right(made: Page, kind: str) -> bool:
    raw = RawPage("memory:", made.number, made.data, "text/plain" if kind == "flat" else "text/html")
    read = read_page(raw, reader())
    assert isinstance(read, Reading)
    if made.truth["status"] == "no_article":
        return read.articles == []
    place = {comment.comment_id: number for number, comment in enumerate(read.comments)}
    said = [{"author": c.author, "text": c.text, "parent": place.get(c.parent_id or "")} for c in read.comments]
    article = read.articles[0]
    body = "\n\n".join(made.truth["body"])
    return (article.title, article.body, said) == (made.truth["title"], body, made.truth["comments"])


def test_a_corpus_is_files_or_archives_with_the_truth_beside_them(tmp_path: Path) -> None:
    for kind in ("flat", "html", "warc"):
        write(30, kind, SEED, tmp_path / kind)
    truth = [json.loads(line) for line in (tmp_path / "flat/truth.jsonl").read_text("utf-8").splitlines()]
    assert [entry["number"] for entry in truth] == list(range(30))
    assert [(tmp_path / "flat" / entry["file"]).read_bytes() for entry in truth] == [
        p.data for p in pages(30, "flat", SEED)
    ]
    archive = tmp_path / "warc" / "pages-00000.warc.gz"
    with open(archive, "rb") as stream:
        found = [item.data for item in read_source(stream, "memory:", archive.name) if isinstance(item, RawPage)]
    assert found == [p.data for p in pages(30, "html", SEED) if p.truth["status"] != "quarantined"]

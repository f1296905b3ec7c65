"""A corpus of any size: python -m bench.generate --pages N --kind flat|html|warc --seed S OUT.

Writes synthetic pages and, in OUT/truth.jsonl, what each of them holds. Page by page, so that memory does
not grow, and each page from its own seed, so that the first thousand of a million are the same thousand.
Among the articles stand pages without one, exact copies of earlier pages, and broken ones.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from bench.layouts import LAYOUTS, Block, flat, front_page, html
from bench.pages import record
from bench.stories import PLACES, Story, story
from tasks import RawPage

KINDS: Final = ("flat", "html", "warc")
COPIES, WITHOUT_ARTICLE, BROKEN = 0.04, 0.04, 0.02  # shares of the pages
FILES_A_FOLDER: Final = 1000
RECORDS_AN_ARCHIVE: Final = 10_000
_BROKEN: Final = (b"", b" \n\t\n", b"\x89PNG\r\n\x1a\n" + bytes(200), b"%PDF-1.4\n" + bytes(200))


class Page(NamedTuple):
    """A synthetic page: its bytes, and what is true of it."""

    number: int
    data: bytes
    truth: dict[str, Any]


def pages(count: int, kind: str, seed: int) -> Iterator[Page]:
    """Pages 0 to count - 1, `kind` 'flat' or 'html'."""
    return (page(number, kind, seed) for number in range(count))


def page(number: int, kind: str, seed: int) -> Page:
    """One page of a corpus; the same number, kind and seed always give the same page."""
    random = Random(f"{seed}:{number}")
    chance = random.random()
    if number and chance < COPIES:
        original = page(random.randrange(number), kind, seed)
        return Page(number, original.data, original.truth | {"number": number, "copy_of": original.truth["number"]})
    if chance < COPIES + BROKEN:
        return Page(number, random.choice(_BROKEN), {"number": number, "status": "quarantined"})
    told = story(random)
    site = f"The {random.choice(PLACES)} {random.choice(('Echo', 'Courier', 'Ledger', 'Herald'))}"
    if chance < COPIES + BROKEN + WITHOUT_ARTICLE:
        blocks, truth = list(front_page(random, told, site)), {"number": number, "status": "no_article"}
    else:
        layout = random.choice(LAYOUTS)
        blocks = list(layout(told, site))
        told = told._replace(authors=_printed(told.authors, blocks))
        truth = {"number": number, "status": "article", "layout": layout.__name__} | _truth(told, blocks)
    written = flat(blocks) if kind == "flat" else html(blocks, told)
    return Page(number, written.encode(), truth)


def _truth(told: Story, blocks: list[Block]) -> dict[str, Any]:
    """What the page states of its story; comments only where the layout prints them."""
    printed = {block.text for block in blocks}
    return {
        "title": told.title,
        "authors": list(told.authors),
        "date": f"{told.published_at:%Y-%m-%d}",
        "body": [block.text for block in blocks if block.name == "text"],
        "comments": [
            {"author": comment.author, "text": comment.text, "parent": comment.parent}
            for comment in told.comments
            if comment.text in printed
        ],
    }


def _printed(names: tuple[str, ...], blocks: list[Block]) -> tuple[str, ...]:
    return tuple(name for name in names if any(name in block.text for block in blocks))


def write(count: int, kind: str, seed: int, out: Path) -> None:
    """Write a corpus of `count` pages and its truth to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "truth.jsonl", "w", encoding="utf-8") as truth:
        for made in pages(count, "flat" if kind == "flat" else "html", seed):
            place = _write_record(made, out) if kind == "warc" else _write_file(made, kind, out)
            truth.write(json.dumps({"file": place} | made.truth, ensure_ascii=False) + "\n")


def _write_file(made: Page, kind: str, out: Path) -> str:
    name = f"{made.number // FILES_A_FOLDER:05d}/{made.number:08d}.{'txt' if kind == 'flat' else 'html'}"
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_bytes(made.data)
    return name


def _write_record(made: Page, out: Path) -> str:
    name = f"pages-{made.number // RECORDS_AN_ARCHIVE:05d}.warc.gz"
    raw = RawPage(name, made.number, made.data, "text/html", "utf-8", f"https://pages.example/{made.number}")
    with open(out / name, "ab" if made.number % RECORDS_AN_ARCHIVE else "wb") as archive:
        archive.write(gzip.compress(record(raw, made.number), 6, mtime=0))
    return name


def main() -> None:
    """Read the command line and write the corpus."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description="Write synthetic pages with truth.")
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--pages", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--kind", choices=KINDS, default="flat", help="default: flat")
    parser.add_argument("--seed", type=int, default=0, help="default: 0")
    given = parser.parse_args()
    write(given.pages, given.kind, given.seed, given.out)
    print(f"Wrote {given.pages:,} pages to {given.out}.")


if __name__ == "__main__":
    main()

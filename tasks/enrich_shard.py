"""What does the prose of a staged shard name, quote and count? Adds the staged rows of the enrichers."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tasks import Receipt
from tasks.enriching import Enricher, Found, PageText
from tasks.enriching.enrich_page import enrich_page, enrichers
from tasks.guard import Held, Mark, Place, Skips
from tasks.knowledge import knowledge
from tasks.structuring.passages import page_text
from warehouse.staging import read_rows, write_rows
from warehouse.tables import Page, Quarantine, row_id

READ = ("pages", "lines", "articles", "media", "comments")


def enrich_shard(receipt: Receipt, run_id: str, skips: Skips, mark: Mark) -> Receipt:
    """Stage what the enrichers find in every part of a structured shard."""
    counts = dict(receipt.counts)
    for folder in receipt.folders:
        for name, count in enrich_part(Path(folder), run_id, skips, mark).items():
            counts[name] = counts.get(name, 0) + count
    return Receipt(receipt.shard, receipt.folders, counts)


def enrich_part(folder: Path, run_id: str, skips: Skips, mark: Mark) -> dict[str, int]:
    """Stage what the enrichers find in a folder of staged pages; returns the counts by table."""
    mark(None)
    made = compiled_enrichers()
    found: list[Found] = []
    held: list[Quarantine] = []
    for page in staged_pages(folder):
        outcome = _enriched(page, made, skips, mark)
        if isinstance(outcome, Found):
            found.append(outcome)
        else:
            held.append(_quarantine_row(page.page, outcome, run_id))
    mark(None)
    counts = _write_found(folder, found)
    staged = folder / "quarantine.parquet"  # pages that come from a release have none beside them
    before = read_rows(staged, "quarantine") if staged.exists() else []
    kept = [row for row in before if row.stage != "enrich"]  # but for what an earlier try held back
    if held or len(kept) < len(before):
        write_rows(folder, {"quarantine": [*kept, *held]})
    return counts


def _write_found(folder: Path, found: list[Found]) -> dict[str, int]:
    rows: dict[str, list[Any]] = {
        name: [row for one in found for row in getattr(one, name)]
        for name in ("mentions", "entities", "quotes", "dates", "figures")
    }
    return write_rows(folder, dict(rows))


@cache
def compiled_enrichers() -> tuple[Enricher, ...]:
    """The enrichers, made once a process: compiling what they know takes seconds."""
    return enrichers(knowledge())


def _enriched(page: PageText, made: tuple[Enricher, ...], skips: Skips, mark: Mark) -> Found | Held:
    """What is found in a page's prose; a fault of an enricher costs this page's finds and no other's."""
    place = Place("prose", page.page.page_id)
    if place in skips:
        return skips[place]
    mark(place)
    try:
        return enrich_page(page, made)
    except MemoryError:
        return Held("too_much_memory", "Reading its prose takes more memory than a page may.")
    except Exception as error:
        return Held("enricher_fault", f"An enricher failed on this page ({type(error).__name__}: {error}).")


def _quarantine_row(page: Page, held: Held, run_id: str) -> Quarantine:
    """The page stays; what its prose names, quotes and counts is held back."""
    return Quarantine(
        quarantine_id=row_id("prose", page.page_id, held.check_name),
        run_id=run_id,
        page_id=page.page_id,
        source_uri=page.source_uri,
        stage="enrich",
        check_name=held.check_name,
        reason=held.reason,
        row=None,
    )


def staged_pages(folder: Path) -> Iterator[PageText]:
    """Every page of a part that has prose, once, however many copies of it there are."""
    tables = {name: read_rows(folder / f"{name}.parquet", name) for name in READ}
    by_page: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name in READ[1:]:
        for row in tables[name]:
            by_page[row.page_id][name].append(row)
    for page in {page.page_id: page for page in tables["pages"]}.values():
        rows = by_page[page.page_id]
        if rows:
            yield page_text(page, rows["articles"], rows["lines"], rows["media"], rows["comments"])

"""What does the prose of a staged shard name, quote and count? Adds the staged rows of the enrichers."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prefect import task

from tasks import Receipt, Shard
from tasks.enriching import Enricher, PageText
from tasks.enriching.enrich_page import enrich_page, enrichers
from tasks.knowledge import knowledge
from tasks.resume import seal
from tasks.structuring.passages import page_text
from warehouse.staging import read_rows, write_rows

READ = ("pages", "lines", "articles", "media", "comments")


@task(name="enrich", task_run_name="enrich shard {shard.name}", retries=2, retry_delay_seconds=[1, 5])
def enrich(shard: Shard, receipt: Receipt) -> Receipt:
    """Stage the mentions, entities, quotes, dates and figures of a structured shard, which is whole then."""
    made = enrichers(knowledge())
    counts = dict(receipt.counts)
    for folder in receipt.folders:
        for name, count in enrich_folder(Path(folder), made).items():
            counts[name] = counts.get(name, 0) + count
    enriched = Receipt(receipt.shard, receipt.folders, counts)
    seal(shard, enriched)
    return enriched


def enrich_folder(folder: Path, made: tuple[Enricher, ...]) -> dict[str, int]:
    """The task's work on one part of a shard; returns the row counts by table."""
    found = [enrich_page(page, made) for page in staged_pages(folder)]
    rows: dict[str, list[Any]] = {
        name: [row for one in found for row in getattr(one, name)]
        for name in ("mentions", "entities", "quotes", "dates", "figures")
    }
    return write_rows(folder, dict(rows))


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

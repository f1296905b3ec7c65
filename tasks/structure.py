"""What does each raw page of a shard say? Reads the files, stages the rows, keeps aside what cannot be read."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from prefect import task

from tasks import Quarantined, RawPage, Reading, Receipt, Shard, Source
from tasks.knowledge import reader
from tasks.sources import Refused, read_source
from tasks.structuring.decode import Decoded
from tasks.structuring.read_page import Reader, page_row, read_page
from warehouse.staging import write_rows, written_aside
from warehouse.tables import Quarantine, row_id

# Rows are staged after so many pages, so that memory does not grow with an archive.
PAGES_A_PART: Final = 500
# Raw bytes beyond this are not copied to quarantine; the row says where they lie.
MOST_KEPT_BYTES: Final = 20_000_000

Outcome = Reading | Quarantined


@task(name="structure", task_run_name="structure shard {shard.name}", retries=2, retry_delay_seconds=[1, 5])
def structure(shard: Shard, run_id: str) -> Receipt:
    """Read every page of a shard and stage its rows."""
    return structure_shard(shard, run_id, reader())


def structure_shard(shard: Shard, run_id: str, known: Reader) -> Receipt:
    """The task's work without Prefect: the shard's rows in parts of `PAGES_A_PART` pages."""
    counts = {"records": 0, "article": 0, "no_article": 0, "quarantined": 0}
    folders: list[str] = []
    part = _Part()
    for outcome, data in _outcomes(shard.sources, known):
        counts["records"] += 1
        counts[outcome.page.status] += 1
        part.add(outcome, run_id)
        if isinstance(outcome, Quarantined):
            _keep(Path(shard.data), outcome, data)
        if len(part.rows["pages"]) >= PAGES_A_PART:
            folders.append(part.write(Path(shard.folder), len(folders)))
            part = _Part()
    folders.append(part.write(Path(shard.folder), len(folders)))
    return Receipt(shard.name, tuple(folders), counts)


@dataclass
class _Part:
    """The rows of some pages, by table. Of pages with the same bytes only the first has more than its page row."""

    rows: dict[str, list[tuple[Any, ...]]] = field(
        default_factory=lambda: {
            name: [] for name in ("pages", "lines", "articles", "comments", "media", "related", "quarantine")
        }
    )
    seen: set[str] = field(default_factory=set)

    def add(self, outcome: Outcome, run_id: str) -> None:
        page = outcome.page
        self.rows["pages"].append(page)
        if isinstance(outcome, Quarantined):
            self.rows["quarantine"].append(_quarantine_row(outcome, run_id))
        elif page.page_id not in self.seen:
            self.seen.add(page.page_id)
            for name in ("lines", "articles", "comments", "media", "related"):
                self.rows[name] += getattr(outcome, name)

    def write(self, folder: Path, number: int) -> str:
        target = folder / f"{number:05d}"
        write_rows(target, dict(self.rows))
        return str(target)


def _outcomes(sources: Iterable[Source], known: Reader) -> Iterator[tuple[Outcome, bytes | None]]:
    for source in sources:
        for item in _records(source):
            if isinstance(item, RawPage):
                yield _read(item, known), item.data
            else:
                yield _refused(source, item), item.data


def _records(source: Source) -> Iterator[RawPage | Refused]:
    """The records of one file; what the disk refuses is refused with the disk's own words."""
    number = 0
    try:
        with open(source.path, "rb") as stream:
            for item in read_source(stream, source.uri, os.path.basename(source.path)):
                yield item
                number = item.record_no + 1
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror or error}."
        yield Refused(number, "unreadable", reason, None)


def _read(raw: RawPage, known: Reader) -> Outcome:
    """Read a page; a fault of the reader holds back this page and no other."""
    try:
        outcome = read_page(raw, known)
    except Exception as error:
        reason = f"The reader failed on this page ({type(error).__name__}: {error}). Please report it with the page."
        row = page_row(raw, Decoded("", "none", ()), None, 0)
        outcome = Quarantined(row._replace(status="quarantined", reason=reason), "reader_fault", reason)
    if isinstance(outcome, Quarantined):
        return _placed(outcome)
    return outcome


def _refused(source: Source, refused: Refused) -> Quarantined:
    raw = RawPage(source.uri, refused.record_no, refused.data or b"", "application/octet-stream")
    row = page_row(raw, Decoded("", "none", ()), None, 0)
    row = row._replace(status="quarantined", reason=refused.reason, encoding=None)
    return _placed(Quarantined(row, refused.check_name, refused.reason))


def _placed(held: Quarantined) -> Quarantined:
    """A record that was held back is known by its bytes and its place: broken files are often alike."""
    page_id = row_id(held.page.content_hash, held.page.source_uri, held.page.record_no)
    return Quarantined(held.page._replace(page_id=page_id, text=None), held.check_name, held.reason)


def _quarantine_row(held: Quarantined, run_id: str) -> Quarantine:
    return Quarantine(
        quarantine_id=row_id("quarantine", held.page.page_id, held.check_name),
        run_id=run_id,
        page_id=held.page.page_id,
        source_uri=held.page.source_uri,
        stage="structure",
        check_name=held.check_name,
        reason=held.reason,
        row=None,
    )


def _keep(data: Path, held: Quarantined, raw: bytes | None) -> None:
    """Keep the raw bytes beside the reason, under their hash: a page never names a path."""
    if not raw or len(raw) > MOST_KEPT_BYTES:
        return
    name = sha256(raw).hexdigest()
    with written_aside(data / "quarantine" / f"{name}.bin") as aside:
        aside.write_bytes(raw)
    note = {"source_uri": held.page.source_uri, "record_no": held.page.record_no, "reason": held.reason}
    with written_aside(data / "quarantine" / f"{name}.json") as aside:
        aside.write_text(json.dumps(note, ensure_ascii=False, indent=1) + "\n", "utf-8")

"""What does each raw page of a shard say? Reads the files, stages the rows, keeps aside what cannot be read."""

import errno
import io
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from tasks import PASSED_OVER, Quarantined, RawPage, Reading, Receipt, Shard, Source
from tasks.guard import Mark, Place, Skips
from tasks.knowledge import reader
from tasks.places import Opened, State, opened
from tasks.sources import LIMITS, Refused, is_container, read_source
from tasks.structuring.decode import Decoded
from tasks.structuring.read_page import page_row, read_page
from warehouse.staging import write_rows, written_aside
from warehouse.store import first_line
from warehouse.tables import Quarantine, row_id

# Rows are staged after so many pages, so that memory does not grow with an archive.
PAGES_A_PART: Final = 500
BYTES_A_PART: Final = 40_000_000
# A file that changes while it is read is read so often before it is refused.
MOST_TRIES: Final = 3
SECONDS_BETWEEN_TRIES: Final = 0.2

Outcome = Reading | Quarantined


def read_shard(shard: Shard, run_id: str, skips: Skips, mark: Mark) -> Receipt:
    """Read every page of a shard and stage its rows, in parts."""
    counts = {"records": 0, "article": 0, "no_article": 0, "quarantined": 0}
    folders: list[str] = []
    part = _Part()
    mark(None)
    reader()  # takes seconds the first time, which are no page's fault
    passed_over: dict[str, int] = {}
    for outcome, data in _outcomes(shard.sources, skips, mark, passed_over):
        counts["records"] += 1
        counts[outcome.page.status] += 1
        part.add(outcome, run_id)
        if isinstance(outcome, Quarantined):
            _keep(Path(shard.data), outcome, data)
        if part.is_full:
            mark(None)
            folders.append(part.write(Path(shard.folder), len(folders)))
            part = _Part()
    mark(None)
    folders.append(part.write(Path(shard.folder), len(folders)))
    counts |= {PASSED_OVER + kind: count for kind, count in sorted(passed_over.items())}
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
    size: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.rows["pages"]) >= PAGES_A_PART or self.size >= BYTES_A_PART

    def add(self, outcome: Outcome, run_id: str) -> None:
        page = outcome.page
        self.rows["pages"].append(page)
        if isinstance(outcome, Quarantined):
            self.rows["quarantine"].append(_quarantine_row(outcome, run_id))
            return
        self.size += page.byte_length
        if page.page_id not in self.seen:
            self.seen.add(page.page_id)
            for name in ("lines", "articles", "comments", "media", "related"):
                self.rows[name] += getattr(outcome, name)

    def write(self, folder: Path, number: int) -> str:
        target = folder / f"{number:05d}"
        write_rows(target, dict(self.rows))
        return str(target)


def _outcomes(
    sources: Iterable[Source], skips: Skips, mark: Mark, passed_over: dict[str, int]
) -> Iterator[tuple[Outcome, bytes | None]]:
    for source in sources:
        for item in _records(source, skips, mark, passed_over):
            if isinstance(item, Refused):
                yield _refused(source, item), item.data
                continue
            place = Place("record", source.uri, item.record_no)
            if place in skips:
                yield _refused(source, Refused(item.record_no, *skips[place], data=item.data)), item.data
            else:
                mark(place)
                yield _read(item), item.data


def _records(source: Source, skips: Skips, mark: Mark, passed_over: dict[str, int]) -> Iterator[RawPage | Refused]:
    """The records of one file; what the disk refuses is refused with the disk's own words."""
    number, passed_over_before = 0, sum(passed_over.values())
    try:
        file = opened(source.path)
        with file.stream as stream:
            before = file.state()
            whole = stream if is_container(source.path) else _settled(file, before)
            items = read_source(whole, source.uri, os.path.basename(source.path), skipped=passed_over)
            while True:
                place = Place("bytes", source.uri, number)
                if place in skips:
                    yield Refused(number, *skips[place])
                    return
                mark(place)
                item = next(items, None)
                if item is None:
                    break
                number = item.record_no + 1
                yield item
            if number == 0 and sum(passed_over.values()) == passed_over_before:
                yield Refused(0, "no_records", "The archive holds nothing.")
            if whole is stream and file.state() != before:
                yield Refused(number, "changed", "The file changed while it was read; the next run reads it again.")
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror or first_line(error)}."
        yield Refused(number, "unreadable", reason)


def _settled(file: Opened, before: State) -> BinaryIO:
    """The content of a small input as it was at one moment. Raises OSError where it does not come to rest.

    Large ones are left as they are: nothing of them is kept beyond a page's limit.
    """
    if before[0] > LIMITS.page_bytes:
        return file.stream
    for _ in range(MOST_TRIES):
        content = file.stream.read(LIMITS.page_bytes + 1)
        now = file.state()
        if now == before and len(content) == now[0]:
            return io.BytesIO(content)
        time.sleep(SECONDS_BETWEEN_TRIES)
        before = file.state()
        file.stream.seek(0)
    raise OSError(errno.EBUSY, "it keeps changing while it is read; the next run reads it again")


def _read(raw: RawPage) -> Outcome:
    """Read a page; a fault of the reader holds back this page and no other."""
    try:
        outcome = read_page(raw, reader())
        _refuse_half_characters(outcome)
    except MemoryError:
        outcome = _held(raw, "too_much_memory", "Reading it takes more memory than a page may.")
    except Exception as error:
        reason = f"The reader failed on this page ({type(error).__name__}: {error}). Please report it with the page."
        outcome = _held(raw, "reader_fault", reason)
    return _placed(outcome) if isinstance(outcome, Quarantined) else outcome


def _refuse_half_characters(outcome: Outcome) -> None:
    """Raise UnicodeEncodeError for a page with text that no file can hold; it would cost its whole shard."""
    names = () if isinstance(outcome, Quarantined) else ("articles", "comments", "media", "related")
    for row in (outcome.page, *(row for name in names for row in getattr(outcome, name))):
        for value in row:
            for text in value if isinstance(value, list) else (value,):
                if isinstance(text, str):
                    text.encode()


def _held(raw: RawPage, check_name: str, reason: str) -> Quarantined:
    row = page_row(raw, Decoded("", "none", ()), None, 0)
    return Quarantined(row._replace(status="quarantined", reason=reason, encoding=None), check_name, reason)


def _refused(source: Source, refused: Refused) -> Quarantined:
    raw = RawPage(source.uri, refused.record_no, refused.data or b"", "application/octet-stream")
    held = _held(raw, refused.check_name, refused.reason)
    if refused.whole is not None:
        held = replace(held, page=held.page._replace(**refused.whole._asdict()))
    return _placed(held)


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
    """Keep the raw bytes, or the beginning of many, beside the reason under the hash of all: a page names no path."""
    if not raw:
        return
    name = held.page.content_hash
    with written_aside(data / "quarantine" / f"{name}.bin") as aside:
        aside.write_bytes(raw)
    note = {"source_uri": held.page.source_uri, "record_no": held.page.record_no, "reason": held.reason}
    with written_aside(data / "quarantine" / f"{name}.json") as aside:
        aside.write_text(json.dumps(note, ensure_ascii=False, indent=1) + "\n", "utf-8")

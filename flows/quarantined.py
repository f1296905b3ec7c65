"""What was held back, why, and would it be taken now? The bodies of `quarantine list`, `show` and `retry`."""

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from flows.words import FaultError, print_table
from tasks import PageLimits, Source
from tasks.guard import guarded
from tasks.listing import cut_shards, list_inputs
from tasks.places import path_of, source_at
from tasks.read_shard import read_shard
from tasks.reporting.words import counted
from warehouse.answers import ask
from warehouse.named import named
from warehouse.release import Release
from warehouse.staging import read_rows

SHOWN_BYTES: Final = 2_000
ID_SHOWN: Final = 12
# Rows that were refused when they were read, newest run last; those that checks held back have their row beside them.
HELD: Final = """
SELECT q.quarantine_id, q.run_id, q.page_id, q.source_uri, p.record_no, q.stage, q.check_name, q.reason, q.row,
  p.content_hash, p.byte_length
FROM quarantine q LEFT JOIN pages p USING (page_id)
WHERE q.check_name = coalesce(?, q.check_name)
ORDER BY q.stage, q.check_name, q.source_uri, p.record_no, q.quarantine_id
"""


class Held(NamedTuple):
    """One thing that was held back, with what is known of its page."""

    quarantine_id: str
    run_id: str
    page_id: str | None
    source_uri: str | None
    record_no: int | None
    stage: str
    check_name: str
    reason: str
    row: str | None
    content_hash: str | None
    byte_length: int | None


def held(release: Release, check: str | None = None) -> list[Held]:
    """What the release holds back, or what one check did."""
    return [Held(*row) for row in ask(release.database, HELD, [check]).rows]


def list_held(release: Release, check: str | None, as_json: bool) -> None:
    """Print the reasons with their counts or, for one check, each thing that it held back.

    Raises FaultError for a check that held nothing back; as JSON that is a list with nothing in it.
    """
    found = held(release, check)
    if as_json:
        print(json.dumps([row._asdict() for row in found], ensure_ascii=False, indent=1))
    elif check is None:
        counts = Counter((row.stage, row.check_name, row.reason) for row in found)
        print_table(["count", "stage", "check", "reason"], [(count, *key) for key, count in counts.most_common()])
    elif not found:
        raise _holds_nothing(release, check)
    else:
        rows = [(row.quarantine_id[:ID_SHOWN], row.source_uri, row.record_no, row.reason) for row in found]
        print_table(["id", "source", "record", "reason"], rows)


def _holds_nothing(release: Release, check: str) -> FaultError:
    checks = ", ".join(sorted({row.check_name for row in held(release)}))
    there = f"These checks hold something back: {checks}." if checks else "Nothing is held back."
    return FaultError(f"The check '{harmless(check)}' holds nothing back. {there}", 1)


def show_held(release: Release, data: Path, wanted: str) -> None:
    """Print all that is known of what an id or a file's name means; nothing of it can reach the terminal's controls."""
    found = _meant(held(release), wanted) if wanted else []
    if not found:
        hint = "'broadsheet quarantine list --check NAME' shows what a check held back."
        raise FaultError(f"Nothing in quarantine has the id or the file name '{harmless(wanted)}'. {hint}", 1)
    for row in found:
        for name, value in row._asdict().items():
            if value is not None:
                print(f"{name:<14} {harmless(str(value))}")
        raw = data / "quarantine" / f"{row.content_hash}.bin"
        if row.stage == "structure" and raw.exists():
            print(f"{'raw bytes':<14} {raw}")
            print(harmless(raw.read_bytes()[:SHOWN_BYTES].decode("utf-8", "backslashreplace"), keep="\n"))
        print()


def _meant(rows: Sequence[Held], wanted: str) -> list[Held]:
    """The rows of the file that a path or address is; else those whose id begins, or whose path ends, with it."""
    meant = named(wanted)
    return [row for row in rows if row.source_uri in meant.uris] or [
        row
        for row in rows
        if row.quarantine_id.startswith(wanted)
        or (row.page_id or "").startswith(wanted)
        or meant.is_end_of(row.source_uri or "")
    ]


def harmless(text: str, keep: str = "") -> str:
    r"""A text with its control and invisible characters written out.

    >>> print(harmless("a\x1b[31m\u202e"))
    a\x1b[31m\u202e
    """
    shown = (char if char.isprintable() or char in keep else char.encode("unicode_escape").decode() for char in text)
    return "".join(shown)


class Retry(NamedTuple):
    """The files of which some records would be taken now; how many were tried, and how many are gone."""

    paths: tuple[str, ...]
    tried: int
    gone: int


def worth_retrying(release: Release, data: Path, check: str | None, limits: PageLimits | None) -> Retry:
    """Read again, aside, the files of what was refused, and tell which of them would be taken.

    What a check held back later is worth reading again whenever that check is named. Raises FaultError for a check
    that held nothing back.
    """
    rows = [row for row in held(release, check) if row.source_uri]
    if check and not rows:
        raise _holds_nothing(release, check)
    before = Counter(str(row.source_uri) for row in rows if row.stage == "structure")
    named = {str(row.source_uri) for row in rows if check and row.stage != "structure"}
    there = [uri for uri in sorted({*before, *named}) if source_at(uri)]
    sources = list_inputs([path_of(uri) for uri in there], data, None).found if there else ()
    now = _refused(sources, limits)
    taken = tuple(path_of(uri) for uri in there if uri in named or now[uri] < before[uri])
    return Retry(taken, len(there), len({*before, *named}) - len(there))


def _refused(sources: Sequence[Source], limits: PageLimits | None) -> Counter[str]:
    """How many records of each source are refused as things are now."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="broadsheet-retry-") as aside:
        for shard in cut_shards(sources, Path(aside), Path(aside), 100, 16_000_000, limits=limits):
            receipt: Any = guarded(limits, read_shard, replace(shard, data=aside), "retry")
            for folder in receipt.folders:
                pages = read_rows(Path(folder, "pages.parquet"), "pages")
                counts.update(page.source_uri for page in pages if page.status == "quarantined")
    return counts


def retry_text(retry: Retry) -> str:
    """What a retry found, in a sentence."""
    are = "is" if retry.gone == 1 else "are"
    gone = f" {retry.gone} {are} gone; what was kept lies in quarantine/." if retry.gone else ""
    tried = f"Tried {counted(retry.tried, 'file')} again"
    if not retry.paths:
        return f"{tried}: none would be taken now.{gone}"
    return f"{tried}: {len(retry.paths)} would be taken now.{gone}"

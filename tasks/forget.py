"""How is a page taken down? It leaves every kept release, raw quarantine and the known inputs, and stays out.

Each release is written again aside, with its database, search index, counts and checks page, and changes places with
the old one in one step. What was written about the takedown says nothing of the page but hashes.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from expectations.checks_page import checks_page
from tasks.publish import digests
from tasks.report import write_report
from tasks.stories import tell_stories
from warehouse import count, story_index, takedown
from warehouse.database import build, row_counts, verify
from warehouse.exchange import exchange
from warehouse.inputs import known_inputs, write_inputs
from warehouse.release import DATABASE, REPORT, Release, releases, table_file, table_files, write_manifest
from warehouse.resume import TAKEDOWN
from warehouse.retention import clear_removed
from warehouse.schema import arrow_table, table_named
from warehouse.staging import read_rows, sorted_rows, write_parquet
from warehouse.tables import Check

# Parts of a release that hold counts, never values; any other part is left out of one that is written again.
CARRIED: Final = ("docs",)


class Forgotten(NamedTuple):
    """What a takedown did."""

    takedown_id: str
    page_count: int
    releases: tuple[Release, ...]


def pages_meant(data: Path, what: str) -> dict[Release, takedown.Found]:
    """What each kept release holds of an address or a page id; a release that holds nothing is left out."""
    found = {release: takedown.find(release, what) for release in releases(data)}
    return {release: here for release, here in found.items() if here.page_ids}


def forget(data: Path, meant: dict[Release, takedown.Found], by: str) -> Forgotten:
    """Take the pages down. Call it under the lock of the data folder; called again, it finishes what was cut short."""
    hashes = {value for found in meant.values() for value in found.hashes}
    files = {value for found in meant.values() for value in found.files}
    page_ids = sorted({page_id for found in meant.values() for page_id in found.page_ids})
    takedown_id = takedown.record(data, by, len(page_ids), hashes, files)
    shutil.rmtree(data / "staging", ignore_errors=True)  # an interrupted run may have read the page
    takedown.remove_raw(data, {value for found in meant.values() for value in found.content_hashes})
    for release in releases(data):
        shutil.rmtree(release.folder / story_index.FOLDER, ignore_errors=True)  # holds what left the pages too
    for release, found in meant.items():
        _rewrite(data, release, found)
    return Forgotten(takedown_id, len(page_ids), tuple(meant))


def _rewrite(data: Path, release: Release, found: takedown.Found) -> None:
    """Write a release again without the pages, and let it take the old one's place."""
    built = data / "staging" / f"{TAKEDOWN}{release.folder.name}"
    tables = built / "tables"
    takedown.rewrite(release, found.page_ids, tables)
    count.count_rows(tables, tell_stories(tables).rows)
    checks = list(_checks(release, tables, found))
    write_parquet(_sorted("checks", checks), table_file(tables, "checks"))
    _write_page(built, release, checks)
    build(tables, built / DATABASE)
    counts = row_counts(tables)
    verify(built / DATABASE, counts)
    inputs = {uri: state for uri, state in known_inputs(release).items() if uri not in found.sources}
    write_inputs(built, inputs)
    for part in CARRIED:
        if (release.folder / part).exists():
            shutil.copytree(release.folder / part, built / part)
    if (release.folder / REPORT).exists():
        made = (
            f"Run {release.manifest['run_id']}, Broadsheet {release.manifest['version']}; pages were taken down since."
        )
        write_report(built / DATABASE, built / REPORT, made)
    write_manifest(built, {**release.manifest, "checks": None, "rows": counts, "sha256": digests(tables)})
    exchange(built, release.folder)
    shutil.rmtree(data / "staging")
    clear_removed(release.folder.parent)


def _sorted(name: str, rows: list[Any]) -> Any:
    return sorted_rows(table_named(name), arrow_table(table_named(name), rows))


def _checks(release: Release, tables: Path, found: takedown.Found) -> Iterator[Check]:
    """The checks of all runs, without examples that show the pages or things that only they named."""
    ids, text = takedown.ids_and_texts(release, found.page_ids)
    before, after = (
        {row.entity_id for file in table_files(folder, "entities") for row in read_rows(file, "entities")}
        for folder in (release.folder / "tables", tables)
    )
    for check in read_rows(table_file(tables, "checks"), "checks"):
        yield check._replace(details=takedown.without_examples(check.details, ids | (before - after), text))


def _write_page(built: Path, release: Release, checks: list[Check]) -> None:
    from expectations.engine import descriptions

    run_id = release.manifest["run_id"]
    own = [check for check in checks if check.run_id == run_id]
    (built / "checks.html").write_text(checks_page(own, descriptions(), f"Checks of run {run_id}"), "utf-8")

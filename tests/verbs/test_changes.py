"""Is what has to be read again found, and nothing else?"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tasks import Source, stages
from tasks.changes import Wish, Work, work
from tasks.listing import InputError, Listing
from tests.warehouse.rows import page
from tests.warehouse.test_withhold import tables_with
from warehouse.inputs import write_inputs
from warehouse.release import Release, write_manifest
from warehouse.tables import Page
from warehouse.takedown import file_hash, record


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Source]:
    """Three files on disk: a page, a copy of it, and another page."""
    found = {}
    for name in "abc":
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
        state = path.stat()
        found[name] = Source(os.fspath(path), path.as_uri(), state.st_size, state.st_mtime_ns)
    return found


@pytest.fixture
def release(tmp_path: Path, files: dict[str, Source]) -> Release:
    original = page("One.", files["a"].uri, profile="ledger@2020-01-01")
    copy = page("One.", files["b"].uri, page_id="copy", text=None, status="duplicate", duplicate_of=original.page_id)
    other = page("Two.", files["c"].uri, profile="mirror@2020-01-01")
    return released(tmp_path, files, original, copy._replace(profile="ledger@2020-01-01"), other)


def released(folder: Path, files: dict[str, Source], *pages: Page, **manifest: Any) -> Release:
    tables_with(folder / "tables", {"pages": pages})
    write_inputs(folder, {s.uri: (s.size, s.modified_ns) for s in files.values()})
    write_manifest(folder, {"stages": stages.fingerprints()} | manifest)
    return Release(1, folder)


def listing(*found: Source, fresh: tuple[Source, ...] = ()) -> Listing:
    return Listing(found, fresh, {s.uri: (s.size, s.modified_ns) for s in found})


def names(todo: Work) -> str:
    return "".join(Path(source.path).name for source in todo.fresh)


def test_where_nothing_is_new_there_is_nothing_to_do(
    tmp_path: Path, release: Release, files: dict[str, Source]
) -> None:
    todo = work(listing(*files.values()), tmp_path, release, Wish())
    assert (names(todo), todo.is_needed, todo.changed.left) == ("", False, ())
    assert set(work(listing(files["a"]), tmp_path, release, Wish()).known) == {s.uri for s in files.values()}


def test_a_copy_is_read_again_with_the_page_that_it_copies(
    tmp_path: Path, release: Release, files: dict[str, Source]
) -> None:
    changed = replace(files["a"], size=9)
    todo = work(listing(changed, files["b"], files["c"], fresh=(changed,)), tmp_path, release, Wish())
    assert names(todo) == "ab"
    todo = work(listing(files["b"], files["c"]), tmp_path, release, Wish(is_pruned=True))
    assert (names(todo), todo.changed.left, todo.is_needed) == ("b", (files["a"].uri,), True)
    assert set(todo.known) == {files["b"].uri, files["c"].uri}
    assert todo.notes == ("Dropped, since they are no longer in the inputs: the pages of 1 file.",)


def test_pruning_does_not_empty_a_warehouse_whose_inputs_are_not_there(tmp_path: Path, release: Release) -> None:
    with pytest.raises(
        InputError, match=r"^The inputs hold no file\. Is a disk missing\? --prune would drop every page of 3 files"
    ):
        work(listing(), tmp_path, release, Wish(is_pruned=True))
    assert work(listing(), tmp_path, release, Wish()).is_needed is False


def test_a_file_that_holds_only_what_was_taken_down_is_no_input(
    tmp_path: Path, release: Release, files: dict[str, Source]
) -> None:
    new = Source("/d", "file:///d", 1, 2)
    record(tmp_path, "me", 1, ["0" * 64], [file_hash("file:///d", 1, 2)])
    todo = work(listing(*files.values(), new, fresh=(new,)), tmp_path, release, Wish())
    assert (names(todo), todo.is_needed, set(todo.known)) == ("", False, {s.uri for s in files.values()})


@pytest.mark.parametrize(
    ("part", "digest", "read", "is_enriched"),
    [
        (("structure", "code"), "other", "abc", False),
        (("structure", "profile mirror"), "other", "c", False),
        (("enrich", "lexicons"), "other", "", True),
    ],
)
def test_only_what_changed_rules_touch_is_read_again(
    tmp_path: Path, files: dict[str, Source], release: Release, part: tuple[str, str], digest: str, read: str,
    is_enriched: bool, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    stage, name = part
    made = {other: dict(parts) for other, parts in stages.fingerprints().items()}
    made[stage][name] = digest
    write_manifest(release.folder, {"stages": made})
    assert work(listing(*files.values()), tmp_path, release, Wish()).is_needed is False
    todo = work(listing(*files.values()), tmp_path, release, Wish(is_reprocessed=True))
    assert (names(todo), todo.is_enriched_again, todo.is_needed) == (read, is_enriched, True)
    assert todo.stages == stages.fingerprints()


def test_a_stage_can_be_asked_for_by_name_and_files_that_are_gone_are_told(
    tmp_path: Path, files: dict[str, Source], release: Release
) -> None:
    Path(files["b"].path).unlink()
    todo = work(listing(files["c"]), tmp_path, release, Wish(is_reprocessed=True, stage="structure"))
    assert names(todo) == "ac"
    gone = files["b"].uri
    assert todo.notes == (f"Not there to be read again: 1 file, such as {gone}. What was read of them stays.",)

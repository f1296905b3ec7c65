"""Does a run drop what left the input, and read again what changed rules touch, to the same tables?"""

from pathlib import Path

import pytest

from tests.flows.test_build import STORIES, data_bytes, folder_of, rows, run
from tests.flows.test_command import broadsheet
from warehouse.release import current, write_manifest

CAPTURES = Path(__file__).parent / "captures"
HTML = "zambezistandard.example_news_kariba-lake-level-power-cuts.html"
LATER = "zambezistandard.example_news_kariba-lake-level-power-cuts.2011-09-16.html"

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.mark.slow
def test_whatever_is_read_again_gives_the_tables_of_one_run_and_what_left_leaves(tmp_path: Path) -> None:
    pages, out = folder_of(tmp_path / "in", *STORIES[:2]), tmp_path / "out"
    (pages / "a-copy.txt").write_bytes((pages / STORIES[1]).read_bytes())
    run(pages, out)
    at_once = data_bytes(out)

    assert run(pages, out, reprocess=True).is_new is False
    release = current(out)
    assert release is not None
    stages = release.manifest["stages"]
    stages["enrich"]["model"] = "another model"
    write_manifest(release.folder, release.manifest | {"stages": stages})
    summary = run(pages, out, reprocess=True)
    assert (summary.run.record_count, summary.run.kept_count) == (0, 3)
    assert data_bytes(out) == at_once
    assert run(pages, out, reprocess=True).is_new is False

    (pages / STORIES[0]).rename(tmp_path / "away.txt")
    summary = run(pages, out, reprocess=True, stage="structure")
    assert (summary.run.record_count, summary.run.kept_count) == (2, 1)
    assert len(summary.notes) == 1 and STORIES[0] in summary.notes[0]
    assert data_bytes(out) == at_once

    (pages / "a-copy.txt").unlink()
    run(pages, out, prune=True)
    assert rows(out, "SELECT parse_filename(source_uri), status FROM pages") == [(STORIES[1], "article")]
    run(pages, tmp_path / "fresh")
    assert data_bytes(out) == data_bytes(tmp_path / "fresh")
    assert run(pages, out, prune=True).is_new is False


@pytest.mark.slow
def test_a_file_that_is_overwritten_with_another_capture_keeps_the_one_before(tmp_path: Path) -> None:
    pages, out = folder_of(tmp_path / "in"), tmp_path / "out"
    (pages / HTML).write_bytes((CAPTURES / HTML).read_bytes())
    run(pages, out)
    (pages / HTML).write_bytes((CAPTURES / LATER).read_bytes())
    run(pages, out)
    changed = "SELECT previous_title, title, version_basis, len(vanished_comments) FROM changes_after_publication"
    assert rows(out, changed) == [
        ("Kariba has 11 weeks of water left, says river authority",
         "Kariba has 13 weeks of water left, says river authority", "overwritten", 1),
    ]  # fmt: skip
    run(pages, out, prune=True)
    assert rows(out, "SELECT count(*) FROM pages") == [(1,)]


def test_a_stage_without_reprocess_is_told() -> None:
    code, _, said = broadsheet("run", "pages", "--stage", "enrich")
    assert (code, said) == (2, "broadsheet: --stage says what --reprocess runs again: give both.\n")

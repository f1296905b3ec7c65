"""Does the flow do its job from files to a release, whatever it is given and however the work is cut?"""

import errno
import os
import random
import re
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from urllib.parse import unquote

import pytest

from flows.settings import BuildOptions, Engine
from warehouse.answers import ask
from warehouse.release import current, releases, table_file
from warehouse.tables import RUN_TABLES, TABLES

PAGES = Path(__file__).resolve().parents[2] / "seeds/pages"
STORIES = (
    "harborledger.example_2024-03-11_port-strike.txt",
    "vostoktoday.example_2018-11-03_mi24-flood-khabarovsk.txt",
    "thedailyclarion.example_news_seagull-drone-blackpool.txt",
)
COPIED = (  # three papers' copies of one story, and a page with its duplicate
    "aegeandaily.example_world_2021-06-07_lebanon-water-ships-deadline.txt",
    "levantine-press-agency.example_idLPA20210607-tripoli-water-ships.txt",
    "tripolicourier.example_2021-06-08_water-ships.txt",
    "harborledger.example_2024-03-11_port-strike.1.txt",
    "harborledger.example_2024-03-11_port-strike.txt",
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)

pytestmark = pytest.mark.usefixtures("prefect_server")


def folder_of(path: Path, *names: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(PAGES / name, path / name)
    return path


def run(inputs: Path, out: Path, **options: Any) -> Any:
    from flows.build import build

    options = {"engine": Engine.threads, "workers": 1} | options
    return build(BuildOptions(inputs=[str(inputs)], out=str(out), **options))


def data_bytes(out: Path) -> dict[str, bytes]:
    release = current(out)
    assert release is not None
    names = [table.name for table in TABLES if table.name not in RUN_TABLES]
    return {name: table_file(release.folder / "tables", name).read_bytes() for name in names}


def rows(out: Path, query: str) -> list[tuple[Any, ...]]:
    release = current(out)
    assert release is not None
    return ask(release.database, query).rows


def test_a_folder_becomes_a_release_with_every_table_and_what_was_checked(tmp_path: Path) -> None:
    summary = run(folder_of(tmp_path / "in", *STORIES), tmp_path / "out")
    release = current(tmp_path / "out")
    assert summary.release == release and release is not None and release.number == 1
    assert rows(tmp_path / "out", "SELECT status, count(*) FROM pages GROUP BY 1") == [("article", 3)]
    assert rows(tmp_path / "out", "SELECT record_count, kept_count, article_count FROM runs") == [(3, 0, 3)]
    assert rows(tmp_path / "out", "SELECT started_at < finished_at FROM runs") == [(True,)]
    (checked,) = rows(tmp_path / "out", "SELECT count(*), count(*) FILTER (outcome = 'error') FROM checks")
    assert checked[0] > 100 and checked[1] == 0
    assert rows(tmp_path / "out", "SELECT sum(filled_count) FROM coverage WHERE field = 'title'") == [(3,)]
    assert (release.folder / "docs/index.html").exists()
    shown = (release.folder / "checks.html").read_text("utf-8")
    links = [unquote(link) for link in re.findall('href="([^"]+)"', shown)]
    assert "Checks of run" in shown and len(links) == len(TABLES)
    assert all((release.folder / link).is_file() for link in links)
    assert not list((tmp_path / "out/staging").iterdir())


def test_a_run_with_nothing_new_leaves_the_release_as_it_is(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "in", STORIES[0])
    run(pages, tmp_path / "out")
    summary = run(pages, tmp_path / "out")
    assert (summary.is_new, [release.number for release in releases(tmp_path / "out")]) == (False, [1])


@pytest.mark.slow
def test_new_pages_added_to_a_release_give_what_one_run_over_all_gives(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "in", *STORIES[:2])
    run(pages, tmp_path / "grown")
    folder_of(pages, STORIES[2])
    run(pages, tmp_path / "grown")
    run(pages, tmp_path / "whole")
    assert data_bytes(tmp_path / "grown") == data_bytes(tmp_path / "whole")
    assert rows(tmp_path / "grown", "SELECT record_count, kept_count FROM runs ORDER BY started_at") == [(2, 0), (1, 2)]


@pytest.mark.slow
def test_a_page_that_changed_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "in", STORIES[0])
    run(pages, tmp_path / "out")
    (pages / STORIES[0]).write_bytes((PAGES / STORIES[1]).read_bytes())
    run(pages, tmp_path / "out")
    assert rows(tmp_path / "out", "SELECT count(*), count(DISTINCT page_id) FROM pages") == [(1, 1)]
    assert rows(tmp_path / "out", "SELECT count(*) FROM mentions ANTI JOIN pages USING (page_id)") == [(0,)]


@pytest.mark.slow
def test_many_tables_are_checked_in_a_process_of_their_own_before_they_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = folder_of(tmp_path / "in", *STORIES)
    prepared: list[str] = []
    monkeypatch.setattr("flows.build.prepare_checks", lambda: prepared.append("before settling"))
    run(pages, tmp_path / "beside", engine=Engine.processes, workers=2)
    assert prepared == ["before settling"]
    monkeypatch.setattr("flows.build.MOST_SIDE_BY_SIDE", 0)
    run(pages, tmp_path / "after", engine=Engine.processes, workers=2)
    assert prepared == ["before settling"]
    assert data_bytes(tmp_path / "beside") == data_bytes(tmp_path / "after")
    asked = "SELECT check_name, outcome, observed FROM checks ORDER BY ALL"
    assert rows(tmp_path / "beside", asked) == rows(tmp_path / "after", asked)


@pytest.mark.slow
def test_one_worker_or_four_in_any_order_and_cut_give_the_same_bytes(tmp_path: Path) -> None:
    from flows.build import build

    pages = folder_of(tmp_path / "in", *COPIED, *STORIES)
    run(pages, tmp_path / "one")
    shuffled = [str(path) for path in sorted(pages.iterdir())]
    random.Random(4).shuffle(shuffled)
    build(BuildOptions(inputs=shuffled, out=str(tmp_path / "four"), workers=4, shard_files=2))
    assert data_bytes(tmp_path / "one") == data_bytes(tmp_path / "four")
    # What order could change is there: a story of several articles, a duplicate, entities of several pages under
    # several names, speakers who are such entities.
    told = "SELECT max(n) FROM (SELECT count(*) AS n FROM stories GROUP BY story_id)"
    named = "SELECT count(*) FROM entities WHERE article_count > 1 AND len(aliases) > 0"
    spoken = "SELECT count(*) FROM quotes JOIN entities ON entity_id = speaker_entity_id WHERE article_count > 1"
    copied = "SELECT count(*) FROM pages WHERE duplicate_of IS NOT NULL"
    found = [rows(tmp_path / "one", query)[0][0] for query in (told, named, spoken, copied)]
    assert found[0] == len(COPIED) - 2 and all(found[1:]), found
    aliases = "SELECT * FROM entity_aliases ORDER BY ALL"
    assert rows(tmp_path / "one", aliases) == rows(tmp_path / "four", aliases) != []


def test_broken_and_odd_files_end_as_they_should_and_the_run_succeeds(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "in", STORIES[0])
    story = (PAGES / STORIES[0]).read_text("utf-8")
    (pages / "empty.txt").write_bytes(b"")
    (pages / "picture.txt").write_bytes(PNG)
    (pages / "utf16.txt").write_bytes(story.replace("port", "harbour").encode("utf-16"))
    (pages / "latin1.txt").write_bytes(story.replace("a", "á").replace("—", "-").encode("latin-1", "ignore"))
    (pages / "long.txt").write_text("\n".join(f"Line {n} of a long list" for n in range(5_000)), "utf-8")
    os.symlink(tmp_path / "nowhere", pages / "unreadable.txt")
    run(pages, tmp_path / "out")
    found = rows(tmp_path / "out", "SELECT parse_filename(source_uri), status, encoding FROM pages ORDER BY 1")
    assert found == [
        ("empty.txt", "quarantined", None),
        (STORIES[0], "article", "utf-8"),
        ("latin1.txt", "article", "cp1252"),
        ("long.txt", "no_article", "utf-8"),
        ("picture.txt", "quarantined", None),
        ("unreadable.txt", "quarantined", None),
        ("utf16.txt", "article", "utf-16-le"),
    ]
    held = dict(rows(tmp_path / "out", "SELECT parse_filename(source_uri), reason FROM quarantine"))
    assert set(held) == {"empty.txt", "picture.txt", "unreadable.txt"}
    assert held["unreadable.txt"] == "The file cannot be read: No such file or directory."
    assert rows(
        tmp_path / "out", "SELECT count(*) FROM lines l JOIN pages p USING (page_id) WHERE line_count = 5000"
    ) == [(5_000,)]


def test_a_gate_that_fails_stops_the_release_and_leaves_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import FlowRunSort

    from flows.faults import GateError
    from tasks import read_shard
    from tasks.structuring.read_page import read_page

    pages = folder_of(tmp_path / "in", STORIES[0])
    run(pages, tmp_path / "out")
    before = data_bytes(tmp_path / "out")

    def forgetful(raw: Any, known: Any) -> Any:
        reading = read_page(raw, known)
        return type(reading)(reading.page, reading.lines[1:], reading.articles, [], [], [])

    monkeypatch.setattr(read_shard, "read_page", forgetful)
    folder_of(pages, STORIES[1])
    with pytest.raises(GateError, match=r"The release was stopped: .* Release 0001 stands\.") as stopped:
        run(pages, tmp_path / "out")
    with get_client(sync_client=True) as client:
        (last,) = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)
    assert (last.state_name, last.state and last.state.message) == ("Failed", str(stopped.value))
    assert data_bytes(tmp_path / "out") == before
    assert [release.number for release in releases(tmp_path / "out")] == [1]


@pytest.mark.slow
def test_a_disk_that_is_full_when_the_pointer_moves_leaves_the_last_release_and_the_next_run_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.faults import told
    from flows.words import FaultError

    pages, out = folder_of(tmp_path / "in", STORIES[0]), tmp_path / "out"
    run(pages, out)
    folder_of(pages, STORIES[1])
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "current")
    with monkeypatch.context() as patched:
        patched.setattr("tasks.publish.move_pointer", Mock(side_effect=full))
        with pytest.raises(FaultError, match=r"^The disk of .* is full .* The last release stands"), told(out):
            run(pages, out)
    assert rows(out, "SELECT count(*) FROM pages") == [(1,)]
    summary = run(pages, out)
    assert [note for note in summary.notes if "was interrupted" in note]
    assert rows(out, "SELECT count(*) FROM pages") == [(2,)]
    assert [release.number for release in releases(out)] == [1, 2]


def test_an_input_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    from tasks.listing import InputError

    with pytest.raises(InputError, match="There is no input at"):
        run(tmp_path / "nothing", tmp_path / "out")


@pytest.mark.slow
def test_a_clock_that_jumps_back_leaves_the_runs_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from warehouse import count

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2099, 1, 1, tzinfo=UTC)

    pages = folder_of(tmp_path / "in", STORIES[0])
    with monkeypatch.context() as patched:
        patched.setattr(count, "datetime", Later)
        run(pages, tmp_path / "out")
    folder_of(pages, STORIES[1])
    run(pages, tmp_path / "out")
    assert rows(tmp_path / "out", "SELECT record_count, started_at <= finished_at FROM runs ORDER BY started_at") == [
        (1, True),
        (1, True),
    ]

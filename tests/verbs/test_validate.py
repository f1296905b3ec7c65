"""Does a publisher whose titles are cut off stop the release, and does a check that most rows fail hold none back?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from expectations import Outcome
from expectations.drift import first_line
from expectations.floors import DRIFT, FloorsError, floors_of
from tasks import PageLimits, Source
from tasks import validate as validating
from tasks.changes import Wish, work
from tasks.listing import cut_shards, list_inputs
from tasks.read_shard import read_shard
from tasks.settle import settle
from tasks.validate import Beside, Verdict, _drift, _stopping_if_most_fail
from warehouse.inputs import write_inputs
from warehouse.release import Release, publish, write_manifest
from warehouse.tables import Check, Run

SAMPLES = Path(__file__).resolve().parents[2] / "seeds/pages"
PAGE = "aegeandaily.example_world_2021-06-07_lebanon-water-ships-deadline.txt"
TITLE = "Water ships set 72-hour deadline"


def read(folder: Path, data: Path, run_id: str, release: Release | None) -> tuple[Path, Sequence[Source]]:
    """What a run comes to before its checks: the settled tables, without Prefect and without names."""
    from tasks.enrich_shard import enrich_shard

    todo = work(list_inputs([str(folder)], data, release), data, release, Wish())
    found = todo.fresh
    (shard,) = cut_shards(found, data / "staging" / run_id, data, 100, 10**9)
    receipt = enrich_shard(read_shard(shard, run_id, {}, lambda place: None), run_id, {}, lambda place: None)
    built = data / "staging" / run_id / "release"
    run = Run(run_id, datetime.now(UTC), None, "in", "0", receipt.counts["records"], 0, 0, 0, 0, 0)
    settle.fn(built / "tables", data, release, [receipt], todo, run)
    return built, found


def write_pages(folder: Path, prefix: str, cut: bool) -> None:
    folder.mkdir(exist_ok=True)
    text = (SAMPLES / PAGE).read_text("utf-8")
    for number in range(DRIFT.least_rows):
        lines = text.replace(TITLE, f"{TITLE} number {prefix}{number}").splitlines()
        kept = [line for line in lines if not (cut and TITLE in line)]
        (folder / f"{prefix}{number:02}.txt").write_text("\n".join([*kept, f"Edition {prefix}{number}"]), "utf-8")


@pytest.fixture(scope="module")
def drifted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Source]]:
    """A release of twenty pages, and a run over twenty more whose title lines are cut off."""
    home = tmp_path_factory.mktemp("drift")
    write_pages(home / "in", "a", cut=False)
    built, found = read(home / "in", home / "data", "run-1", None)
    write_inputs(built, {source.uri: (source.size, source.modified_ns) for source in found})
    write_manifest(built, {"run_id": "run-1"})
    release = publish(home / "data", built)
    write_pages(home / "in", "b", cut=True)
    return read(home / "in", home / "data", "run-2", release)


def test_pages_without_their_title_lines_stop_the_release_and_name_publisher_and_lines(
    drifted: tuple[Path, Sequence[Source]],
) -> None:
    built, found = drifted
    verdict = Verdict(tuple(_drift(built / "tables", "run-2", found, DRIFT)), 0)
    stopping = {check.check_name: check for check in verdict.faults}
    assert {"drift.articles.sure_title", "drift.articles.own_title"} <= set(stopping)
    check = stopping["drift.articles.own_title"]
    assert check.observed == "AEGEAN DAILY: own_title 100% → 0% of 20 rows"
    line = first_line(check)
    assert line is not None and line.startswith("b") and ".txt, line " in line


def test_taking_the_floors_away_lets_it_pass(drifted: tuple[Path, Sequence[Source]], tmp_path: Path) -> None:
    built, found = drifted
    (tmp_path / "floors.toml").write_text("[drift]\nreleases = 5\nleast_rows = 20\n")
    assert _drift(built / "tables", "run-2", found, floors_of(tmp_path / "floors.toml")) == []


def test_a_file_that_holds_no_floors_is_told(tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match=r"nothing\.toml holds no floors"):
        floors_of(tmp_path / "nothing.toml")


def row_check(failing: int) -> Outcome:
    check = Check("run-1", "comments.text.not_blank", "comments", "text", "row", "failed", failing, "rows", None)
    return Outcome(check, tuple((f"c{n}",) for n in range(failing)))


def test_a_row_check_that_most_rows_fail_stops_the_release_and_holds_none_back() -> None:
    check, failing = _stopping_if_most_fail(row_check(60), {"comments": 100})
    words = "60 of 100 rows of comments fail it; so many are not held back"
    assert (check.severity, check.observed, failing) == ("gate", words, ())
    assert Verdict((check,), 0).faults == (check,)


@pytest.mark.parametrize(("failing", "total"), [(50, 100), (19, 20)])
def test_a_row_check_that_few_rows_fail_holds_them_back(failing: int, total: int) -> None:
    assert _stopping_if_most_fail(row_check(failing), {"comments": total}) == row_check(failing)


def test_rows_are_taken_out_only_when_nobody_else_reads_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = Check("run", "quotes.span", "quotes", None, "row", "failed", 1, None, None)
    done: list[str] = []

    def withheld(tables: Path, failing: object, run_id: str) -> int:
        done.append("taken out")
        return 0

    monkeypatch.setattr(validating, "_check", lambda *_: [Outcome(check, (("q1",),))])
    monkeypatch.setattr(validating, "withhold", withheld)
    monkeypatch.setattr(validating, "row_counts", lambda tables: {"quotes": 100})
    for name in ("_drift", "write_own", "_write_page"):
        monkeypatch.setattr(validating, name, lambda *_: [])
    run = Run("run", datetime.now(UTC), None, "in", "0", 0, 0, 0, 0, 0, 0)
    beside = Beside(PageLimits(1, 256), lambda: done.append("nobody reads"))
    assert validating.validate.fn(tmp_path, run, [], beside=beside) == Verdict((check,), 0)
    assert done == ["nobody reads", "taken out"]

"""Great Expectations on a real DuckDB file over real Parquet: what passes, fails, cannot be computed."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations import Outcome, engine
from warehouse.schema import table_named
from warehouse.tables import Table

Rows = dict[str, list[Any]]
Stage = Callable[[Mapping[str, Sequence[Any]]], Path]

HOSTILE = "<img src=x onerror=alert(1)> $title {batch} :name %s '; DROP TABLE pages; --"


def only(*names: str) -> tuple[Table, ...]:
    return tuple(table_named(name) for name in names)


def by_name(outcomes: list[Outcome]) -> dict[str, Outcome]:
    return {outcome.check.check_name: outcome for outcome in outcomes}


@pytest.fixture(scope="module")
def hostile(
    stage: Stage,
    new_edition: Callable[[], Rows],
    new_row: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, Outcome], Path]:
    """An edition with a title that is markup and too long, 300 blank comments, and a publisher nobody knows."""
    rows = new_edition()
    rows["articles"][1] = rows["articles"][1]._replace(title=HOSTILE * 10, publisher=HOSTILE)
    rows["pages"][1] = rows["pages"][1]._replace(url=HOSTILE, source_uri=HOSTILE, publisher=HOSTILE)
    blank = {"page_id": "p2", "article_id": "a2", "span_end": 1, "parent_basis": "none"}
    rows["comments"] += [new_row("comments", comment_id=f"x{n:03}", position=n + 1, **blank) for n in range(300)]
    docs = tmp_path_factory.mktemp("hostile") / "docs"
    return by_name(engine.check(stage(rows), "run-1", docs, only("articles", "comments"))), docs


def test_a_sound_edition_passes_every_check(stage: Stage, rows: Rows, capfd: pytest.CaptureFixture[str]) -> None:
    outcomes = engine.check(stage(rows), "run-1")
    assert [o.check.check_name for o in outcomes] == [e.name for e in engine.expected()]
    assert [o.check[1:-1] for o in outcomes if o.check.outcome != "passed"] == [
        ("pages.status.quarantined_share", "pages", "status", "warn", "failed", 1, "page_count 5, quarantined_count 1")
    ]
    assert {o.check.run_id for o in outcomes} == {"run-1"}
    assert capfd.readouterr() == ("", "")


def test_a_run_whose_name_reads_like_a_moment_is_checked(stage: Stage, rows: Rows, tmp_path: Path) -> None:
    outcomes = engine.check(stage(rows), "20261122T105135-7736ad", tmp_path / "docs", only("stories"))
    assert {o.check.outcome for o in outcomes} == {"passed"}


def test_a_failed_check_says_how_many_and_which(hostile: tuple[dict[str, Outcome], Path]) -> None:
    outcomes, _ = hostile
    assert outcomes["articles.title.length"] == Outcome(
        outcomes["articles.title.length"].check._replace(
            run_id="run-1",
            table_name="articles",
            column_name="title",
            severity="row",
            outcome="failed",
            unexpected_count=1,
            observed="1 of 2 rows",
            details=json.dumps({"examples": [{"article_id": "a2", "title": (HOSTILE * 10)[:200]}]}),
        ),
        (("a2",),),
    )


def test_a_row_check_gives_the_key_of_every_failing_row(hostile: tuple[dict[str, Outcome], Path]) -> None:
    check, failing = hostile[0]["comments.text.not_blank"]
    assert failing == tuple((f"x{n:03}",) for n in range(300))
    assert (check.outcome, check.unexpected_count, check.observed) == ("failed", 300, "300 of 302 rows")
    assert len(json.loads(check.details or "")["examples"]) == engine.EXAMPLES


def test_a_gate_gives_no_keys(hostile: tuple[dict[str, Outcome], Path]) -> None:
    check, failing = hostile[0]["audit.comment_count"]
    assert (check.outcome, check.severity, failing) == ("failed", "gate", ())


def test_a_condition_that_is_counted_with_others_gives_its_rows(stage: Stage, rows: Rows) -> None:
    rows["quotes"][0] = rows["quotes"][0]._replace(span_end=0)
    check = by_name(engine.check(stage(rows), "run-1", None, only("quotes")))["quotes.span_end.after_start"].check
    assert (check.outcome, check.unexpected_count, check.observed) == ("failed", 1, "1 of 1 rows")
    assert json.loads(check.details or "")["examples"][0]["quote_id"] == "q1"


def test_data_docs_hold_no_text_of_any_page(hostile: tuple[dict[str, Outcome], Path]) -> None:
    pages = list(hostile[1].rglob("*.html"))
    assert (hostile[1] / "index.html") in pages
    assert len([page for page in pages if "validations" in page.parts]) == 2
    assert not [page for page in pages if "onerror" in page.read_text("utf-8")]


def test_an_error_that_names_a_value_keeps_it_out_of_the_data_docs(stage: Stage, rows: Rows, tmp_path: Path) -> None:
    database, view = stage(rows), "CREATE OR REPLACE VIEW media AS SELECT * REPLACE ({}) FROM read_parquet('{}')"
    stumbling = "CAST(CAST('<img onerror=x>' || media_id AS INTEGER) AS VARCHAR) AS caption"
    with duckdb.connect(str(database)) as connection:
        connection.execute(view.format(stumbling, database.parent / "media.parquet"))
    check = by_name(engine.check(database, "run-1", tmp_path / "docs", only("media")))["audit.caption_inside"].check
    assert check.outcome == "error"
    assert "'<img onerror=x>i1' to INT32" in (check.details or "")
    assert not [page for page in tmp_path.rglob("*.html") if "onerror" in page.read_text("utf-8")]


def test_a_condition_that_stumbles_is_an_error_and_those_asked_with_it_are_not(stage: Stage, rows: Rows) -> None:
    database = stage(rows)
    view = "CREATE OR REPLACE VIEW stories AS SELECT * REPLACE (CAST('no' AS DOUBLE) AS similarity) FROM '{}'"
    with duckdb.connect(str(database)) as connection:
        connection.execute(view.format(database.parent / "stories.parquet"))
    outcomes = by_name(engine.check(database, "run-1", None, only("stories")))
    found = {name: outcome.check.outcome for name, outcome in outcomes.items() if name.startswith("stories.s")}
    assert found == {
        "stories.story_id.not_null": "passed",
        "stories.similarity.not_null": "error",
        "stories.similarity.between": "error",
        "stories.similarity.of_original": "error",
    }


def test_what_cannot_be_computed_is_an_error_and_not_a_failure(stage: Stage, rows: Rows) -> None:
    database = stage(rows)
    with duckdb.connect(str(database)) as connection:
        connection.execute("CREATE OR REPLACE VIEW media AS SELECT 1 AS media_id")
    outcomes = by_name(engine.check(database, "run-1", None, only("media", "stories")))
    assert outcomes["media.columns"].check.outcome == "failed"
    check, failing = outcomes["audit.caption_inside"]
    assert (check.outcome, check.unexpected_count, check.observed, failing) == ("error", None, None, ())
    assert "media" in json.loads(check.details or "")["error"]
    assert outcomes["audit.story_originals"].check.outcome == "passed"


def test_the_file_can_be_opened_for_writing_afterwards(stage: Stage, rows: Rows) -> None:
    database = stage(rows)
    engine.check(database, "run-1", None, only("stories"))
    with duckdb.connect(str(database)) as connection:
        connection.execute("CREATE TABLE written (n INTEGER)")


def test_great_expectations_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, expectations.engine; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""Is a synthetic warehouse one that a run could have left: same schema, true places, same bytes for the same seed?"""

from pathlib import Path

import pytest

from bench.queries import measure
from bench.warehouse import write_tables
from warehouse.answers import ask
from warehouse.database import build, row_counts, verify
from warehouse.release import DATABASE, table_file
from warehouse.tables import TABLES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("synthetic")
    write_tables(made / "tables", 300, seed=3)
    build(made / "tables", made / DATABASE)
    return made


def test_the_database_holds_what_the_tables_say(folder: Path) -> None:
    counts = row_counts(folder / "tables")
    verify(folder / DATABASE, counts)
    assert counts["articles"] == 300
    assert 20 * 300 < counts["mentions"] < 50 * 300
    assert 35 * 300 < counts["lines"] < 65 * 300


@pytest.mark.parametrize(("table", "words"), [("mentions", "surface"), ("quotes", "text"), ("figures", "text"),
                                              ("dates", "text"), ("media", "caption")])  # fmt: skip
def test_a_span_marks_the_words_that_the_row_says(folder: Path, table: str, words: str) -> None:
    query = (
        f"SELECT count(*), count(*) FILTER (substr(p.text, span_start + 1, span_end - span_start) = t.{words}) "
        f"FROM {table} t JOIN pages p USING (page_id)"
    )
    ((rows, true),) = ask(folder / DATABASE, query).rows
    assert rows == true > 0


def test_every_reference_leads_to_a_row(folder: Path) -> None:
    dangling = (
        "SELECT (SELECT count(*) FROM mentions ANTI JOIN entities USING (entity_id)), "
        "(SELECT count(*) FROM quotes ANTI JOIN articles USING (article_id)), "
        "(SELECT count(*) FROM stories ANTI JOIN articles USING (article_id)), "
        "(SELECT count(*) FROM comments c WHERE parent_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM comments p WHERE p.comment_id = c.parent_id AND p.page_id = c.page_id))"
    )
    assert ask(folder / DATABASE, dangling).rows == [(0, 0, 0, 0)]


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_tables(tmp_path, 300, seed=3)
    for table in TABLES:
        assert table_file(tmp_path, table.name).read_bytes() == table_file(folder / "tables", table.name).read_bytes()


def test_every_query_of_the_benchmark_is_answered(folder: Path) -> None:
    from bench import Options

    rows = measure(Options(folder, 1, folder))
    asked = {str(row["query"]): row["answers"] for row in rows}
    assert len(asked) == len(rows) > 50
    assert [name for name in ("cite, quotation", "cite, article", "comment_tree", "co_mentions of a person",
                              "search, a name", "report: totals") if not asked[name]] == []  # fmt: skip

"""Do the views and macros answer what their first line says? Does the dictionary say what they and the tables are?"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.rows import article, comment, entity, line, mention, page, run
from tests.warehouse.test_withhold import tables_with
from warehouse.answers import ask
from warehouse.database import build
from warehouse.dictionary import markdown
from warehouse.tables import Check, Coverage, DateMention, Figure, Quote, Story, row_id
from warehouse.views import FOLDER, ORDER, views

MONDAY = datetime(2024, 3, 11, 9, tzinfo=UTC)
TEXT = "“Boats are safe,” said Ada in Paris on Monday.\nRome counted 7 red boats.\nBob: Rome?\nEve: no"
PAGE = page(TEXT, "file:///a.txt", publisher="Gazette")
COPY = page("The same story.", "file:///b.txt", publisher="Herald")
ID = article(PAGE).article_id
PARIS, ROME = entity("Paris"), entity("Rome")


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def quote(words: str, speaker: str | None) -> Quote:
    start, end = at(words)
    return Quote(row_id("quote", start), PAGE.page_id, ID, words, speaker, None, "named", "said", True, start, end)


def figure(key: str, value: float, unit: str, claimant: str | None, words: str = "7 red boats") -> Figure:
    return Figure(
        row_id("figure", key), PAGE.page_id, ID, None, words, value, value, False, unit, None, None, None, None,
        ROME.entity_id, claimant, None, *at(words),
    )  # fmt: skip


def named(words: str, thing: Any, **changes: Any) -> Any:
    return mention(PAGE, thing, words, at(words)[0])._replace(**changes)


BOB = comment(PAGE, 1, author="Bob", text="Rome?", span_start=at("Bob")[0], span_end=at("Rome?")[1])
EVE = comment(
    PAGE, 2, author="Eve", text="no", parent_id=BOB.comment_id, depth=1, span_start=at("Eve")[0], span_end=len(TEXT)
)
ADA = quote("Boats are safe,", "Ada")
ROWS: dict[str, Any] = {
    "pages": [PAGE, COPY, page("x", "file:///c.txt", status="duplicate", duplicate_of=PAGE.page_id, text=None)],
    "lines": [
        line(PAGE, line_no=number, span_start=at(text)[0], span_end=at(text)[1], role=role, rule=rule)
        for number, (text, role, rule) in enumerate(
            zip(TEXT.split("\n"), ("body", "body", "comment", "comment"), ("x", "x", "unread", "x"), strict=True)
        )
    ],
    "articles": [
        article(PAGE, title="Boats", publisher="Gazette", published_at=MONDAY, comment_count=2),
        article(COPY, title="Boats again", publisher="Herald", is_story_original=False),
    ],
    "comments": [BOB, EVE],
    "entities": [PARIS, ROME],
    "mentions": [
        named("Paris", PARIS),
        named("Rome counted", ROME),
        named("Rome?", ROME, field="comment", comment_id=BOB.comment_id),
    ],
    "quotes": [ADA],
    "figures": [figure("a", 7, "red boats", "Rome"), figure("b", 9, "boat", "Ada"), figure("c", 9, "cats", None)],
    "dates": [
        DateMention(row_id("d"), PAGE.page_id, ID, "Monday", MONDAY.replace(day=4, hour=0), None, "day", "inferred",
                    *at("Monday")),
    ],
    "stories": [Story("s", ID, 1.0, True), Story("s", article(COPY).article_id, 0.8, False)],
    "runs": [run("r1"), run("r2")._replace(started_at=MONDAY.replace(year=2025))],
    "checks": [
        Check("r1", "old", None, None, "gate", "failed", 1, None, None),
        Check("r2", "new", None, None, "gate", "passed", 0, None, None),
    ],
    "coverage": [
        Coverage("r1", "Gazette", "articles", "title", 4, 4, 1.0),
        Coverage("r2", "Gazette", "articles", "title", 4, 2, 0.5),
    ],
}  # fmt: skip

ANSWERS: dict[str, list[tuple[Any, ...]]] = {
    "SELECT speaker, text, file, line_no FROM quote_lines": [("Ada", "Boats are safe,", "a.txt", 0)],
    "SELECT speaker, place, is_in_quote FROM quotes_about_places": [("Ada", "Paris", False)],
    "SELECT speaker, quote_count, article_count, publisher_count FROM speakers": [("Ada", 1, 1, 1)],
    "SELECT speaker, quote_count, example FROM quoted_about('BOAT')": [("Ada", 1, "Boats are safe,")],
    "SELECT speaker FROM quoted_about('Paris')": [],
    "SELECT has_words('Two Bôats sank', 'boat SANK'), has_words('Boating', 'boat'), has_words(NULL, 'boat')": [
        (True, False, False)],
    "SELECT thing, place, claimant, value_min, line_no FROM figure_lines ORDER BY ALL": [
        ("boat", "Rome", "Ada", 9.0, 1), ("boat", "Rome", "Rome", 7.0, 1), ("cat", "Rome", None, 9.0, 1)],
    "SELECT thing, lowest, highest, figure_count, claimant_count, claimant FROM figures_side_by_side ORDER BY ALL": [
        ("boat", 7.0, 9.0, 2, 2, "Ada"), ("boat", 7.0, 9.0, 2, 2, "Rome")],
    "SELECT day, day_basis, place, mention_count FROM place_timeline ORDER BY ALL": [
        (date(2024, 3, 4), "said", "Paris", 1), (date(2024, 3, 11), "published", "Rome", 1)],
    "SELECT name, alias, reason, mention_count, page_count, file, line_no FROM entity_aliases ORDER BY ALL": [
        ("Paris", "Paris", "name", 1, 1, "a.txt", 0), ("Rome", "Rome counted", "name", 1, 1, "a.txt", 1),
        ("Rome", "Rome?", "name", 1, 1, "a.txt", 2)],
    "SELECT name, other_name, article_count FROM co_mentions ORDER BY ALL": [
        ("Paris", "Rome", 1), ("Rome", "Paris", 1)],
    "SELECT path, depth, author, text FROM comment_threads ORDER BY path": [
        ([1], 0, "Bob", "Rome?"), ([1, 2], 1, "Eve", "no")],
    f"SELECT depth, tree FROM comment_tree('{ID}')": [(0, "Bob: Rome?"), (1, "  Eve: no")],
    "SELECT name, named_in, article_mention_count, comment_mention_count FROM comment_topics ORDER BY ALL": [
        ("Paris", "article only", 1, 0), ("Rome", "both", 1, 1)],
    "SELECT title, article_count, duplicate_count, publishers, least_similarity FROM story_copies": [
        ("Boats", 2, 1, ["Gazette", "Herald"], 0.8)],
    "SELECT publisher, field, fill_rate, last_fill_rate, change FROM publisher_coverage": [
        ("Gazette", "title", 0.5, 1.0, -0.5)],
    "SELECT * FROM unread_lines": [("Gazette", 1, 4, 1, 0.25)],
    "SELECT check_name, outcome FROM latest_checks": [("new", "passed")],
}  # fmt: skip

CITED = {
    ADA.quote_id: ("quote", 0, "Boats are safe,", "“Boats are safe,” said Ada in Paris on Monday."),
    row_id("figure", "a"): ("figure", 1, "7 red boats", "Rome counted 7 red boats."),
    named("Rome counted", ROME).mention_id: ("mention", 1, "Rome counted", "Rome counted 7 red boats."),
    EVE.comment_id: ("comment", 3, "Eve: no", "Eve: no"),
    row_id("d"): ("date", 0, "Monday", "“Boats are safe,” said Ada in Paris on Monday."),
    ID: ("article", 0, TEXT.split("\n")[0], TEXT.split("\n")[0]),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("views")
    build(tables_with(folder, ROWS), folder / "w.duckdb")
    return folder / "w.duckdb"


@pytest.mark.parametrize(("query", "rows"), ANSWERS.items())
def test_a_view_answers_what_it_says(database: Path, query: str, rows: list[tuple[Any, ...]]) -> None:
    assert ask(database, query).rows == rows


@pytest.mark.parametrize("cited", CITED)
def test_an_id_is_cited_with_its_file_line_and_words(database: Path, cited: str) -> None:
    answer = ask(database, "SELECT kind, line_no, words, line FROM cite(?)", [cited])
    assert answer.rows == [CITED[cited]]
    assert ask(database, "SELECT file, publisher FROM cite(?)", [cited]).rows == [("a.txt", "Gazette")]


def test_an_unknown_id_is_cited_by_nothing(database: Path) -> None:
    assert ask(database, "FROM cite('nothing')").rows == []


@pytest.mark.parametrize(
    ("unit", "thing"),
    [
        ("Daesh militants killed", "militant killed"), ("training sorties", "sortie"), ("displaced", "displaced"),
        ("metric tonnes of wheat", "tonne of wheat"), ("square kilometers", "square kilometer"), ("seeds", "seed"),
        ("people in the city", "people"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_unit_is_folded_to_what_is_counted(database: Path, unit: str | None, thing: str | None) -> None:
    assert ask(database, "SELECT thing(?)", [unit]).rows == [(thing,)]


def test_every_file_has_its_place_in_the_order() -> None:
    assert sorted(ORDER) == sorted(file.stem for file in FOLDER.glob("*.sql"))
    assert [view.name for view in views()] == list(ORDER)


def test_every_view_every_macro_and_every_column_of_a_view_says_what_it_is(database: Path) -> None:
    told = dict(ask(database, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").rows)
    macros = "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal AND schema_name = 'main'"
    assert told | dict(ask(database, macros).rows) == {view.name: view.doc for view in views()}
    untold = (
        "SELECT c.table_name, c.column_name FROM duckdb_columns() c "
        "JOIN duckdb_views() v ON v.view_name = c.table_name "
        "WHERE c.comment IS NULL AND NOT v.internal ORDER BY ALL"
    )
    assert ask(database, untold).rows == []


def test_the_dictionary_in_docs_is_the_one_that_the_declarations_give() -> None:
    written = Path(__file__).resolve().parents[2] / "docs" / "dictionary.md"
    assert written.read_text("utf-8") == markdown(), "run: python -m warehouse.dictionary > docs/dictionary.md"

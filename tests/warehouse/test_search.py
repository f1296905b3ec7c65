"""Are articles and comments found by their words, ranked, and shown with the line that has them?"""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.rows import article, comment, line, page
from tests.warehouse.test_withhold import tables_with
from warehouse import search
from warehouse.answers import ask
from warehouse.database import build
from warehouse.tables import Line, Page, Quote, row_id


def lines_of(of: Page, *roles: str) -> list[Line]:
    """One line row for each line of a page's text, with the roles given."""
    found, start = [], 0
    for number, (text, role) in enumerate(zip((of.text or "").split("\n"), roles, strict=True)):
        found.append(line(of, line_no=number, span_start=start, span_end=start + len(text), role=role))
        start += len(text) + 1
    return found


HARBOUR = page(
    "Quay closes\nThe crane fell.\nCranes cost money, and Zoë's cranes most.\nI saw a crane fall", "file:///h.txt"
)
MARKET = page(
    "Market day\nOne crane was sold with the lorries, the chairs, the carpets and the kettles.", "file:///m.txt"
)


def database(folder: Path) -> Path:
    start = (HARBOUR.text or "").index("I saw")
    said = comment(HARBOUR, text="I saw a crane fall", author="Ada", span_start=start, span_end=start + 18)
    rows: dict[str, Any] = {
        "pages": [HARBOUR, MARKET],
        "lines": lines_of(HARBOUR, "title", "body", "body", "comment") + lines_of(MARKET, "title", "body"),
        "articles": [
            article(HARBOUR, title="Quay closes", body="The crane fell.\n\nCranes cost money, and Zoë's cranes most."),
            article(MARKET, title="Market day", body=(MARKET.text or "").partition("\n")[2]),
        ],
        "comments": [said],
    }
    build(tables_with(folder, rows), folder / "warehouse.duckdb")
    return folder / "warehouse.duckdb"


def hits(path: Path, q: str, k: int = 20) -> list[tuple[Any, ...]]:
    query = "SELECT kind, file, line_no, snippet, author FROM search(?, k := 20) LIMIT ?"
    return ask(path, query, [q, k]).rows


def test_the_best_comes_first_with_the_line_that_has_most_of_the_words(tmp_path: Path) -> None:
    path = database(tmp_path)
    assert hits(path, "cranes") == [
        ("article", "h.txt", 1, "The crane fell.", None),
        ("comment", "h.txt", 3, "I saw a crane fall", "Ada"),
        ("article", "m.txt", 1, (MARKET.text or "").partition("\n")[2], None),
    ]
    assert hits(path, "crane money", 1) == [("article", "h.txt", 2, "Cranes cost money, and Zoë's cranes most.", None)]
    assert ask(path, "SELECT count(*) FROM search('crane', k := 1)").rows == [(1,)]


def test_case_accents_plurals_and_possessives_make_no_difference(tmp_path: Path) -> None:
    path = database(tmp_path)
    assert [hit[2] for hit in hits(path, "ZOE")] == [2]
    assert [hit[1] for hit in hits(path, "lorry")] == ["m.txt"]


@pytest.mark.parametrize("q", ["", "?!", "zebra", "'; DROP TABLE pages --", "\\", "(", "%"])
def test_what_stands_nowhere_finds_nothing_and_breaks_nothing(tmp_path: Path, q: str) -> None:
    assert hits(database(tmp_path), q) == []


def test_a_long_line_is_cut_around_the_word(tmp_path: Path) -> None:
    long = "chaff " * 40 + "Kettles " + "chaff " * 40
    assert ask(database(tmp_path), "SELECT snippet(?, 'kettle', width := 30)", [long]).rows == [
        ("…haff chaff Kettles chaff chaff…",)
    ]


def test_batches_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, cut = database(tmp_path / "whole"), tmp_path / "cut"
    monkeypatch.setattr(search, "BATCH_PAGES", 1)
    index = "SELECT term, doc_no, weight FROM ft.post ORDER BY ALL"
    assert ask(database(cut), index).rows == ask(whole, index).rows


def test_postings_sorted_some_at_a_time_stand_in_the_order_of_one_sort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    query = "SELECT rowid, term, doc_no, weight FROM ft.post ORDER BY rowid"
    whole = ask(database(one), query).rows
    monkeypatch.setattr(search, "SORTED_POSTINGS", 3)
    assert ask(database(several), query).rows == whole != []


ALL_ADDED_UP = """
WITH total AS (SELECT count(*) AS texts FROM ft.doc),
rare AS (SELECT term, ln(1 + (texts - doc_count + 0.5) / (doc_count + 0.5)) AS rarity FROM ft.term, total
  WHERE term IN (SELECT unnest(ft.terms($q)))),
best AS (SELECT doc_no, sum(CAST(weight * rarity * 1e9 AS BIGINT)) / 1e9 AS score FROM ft.post JOIN rare USING (term)
  GROUP BY doc_no ORDER BY score DESC, doc_no LIMIT $k)
SELECT id, score FROM best JOIN ft.doc USING (doc_no) ORDER BY score DESC, doc_no
"""


def test_what_is_left_out_would_not_be_among_the_best(tmp_path: Path) -> None:
    chance, words = random.Random(3), [f"word{number}x" for number in range(60)]
    often = [1 / (rank + 1) for rank in range(len(words))]
    # Most comments are said by many, so that a sixteenth of all texts has some that score as high as the best.
    common = [" ".join(chance.choices(words, often, k=chance.randint(1, 8))) for _ in range(30)]
    pages, articles, comments = [], [], []
    for number in range(300):
        of = page(" ".join(chance.choices(words, often, k=chance.randint(3, 40))), f"file:///{number}.txt")
        pages.append(of)
        articles.append(article(of))
        comments += [comment(of, position, text=chance.choice(common)) for position in range(1, chance.randint(1, 6))]
    rows = {"pages": pages, "articles": articles, "comments": comments}
    build(tables_with(tmp_path, rows), tmp_path / "w.duckdb")
    with duckdb.connect(tmp_path / "w.duckdb", read_only=True) as connection:
        for k in (1, 2, 4, 20, 2_000):
            for count in (1, 1, 2, 3, 5):
                q = " ".join(chance.sample(words[:20], count))
                found = connection.execute(f"SELECT id, score FROM search($q, k := {k})", {"q": q}).fetchall()
                assert found == connection.execute(ALL_ADDED_UP, {"q": q, "k": k}).fetchall() != [], (q, k)


ALL_QUOTATIONS_READ = """
WITH about AS (
  SELECT q.speaker, q.article_id, q.text, q.quote_id, a.published_at FROM quotes q JOIN articles a USING (article_id)
  WHERE q.speaker IS NOT NULL AND a.is_story_original AND list_has_all(ft.terms(a.body), ft.terms($q))
    AND (list_has_all(ft.terms(a.title), ft.terms($q)) OR list_has_all(ft.terms(q.text), ft.terms($q))))
SELECT speaker, count(*), count(DISTINCT article_id),
  arg_min(text, (published_at, ft.term_of(quote_id))), arg_min(quote_id, (published_at, ft.term_of(quote_id)))
FROM about GROUP BY speaker ORDER BY count(*) DESC, speaker LIMIT 4
"""


def test_who_is_quoted_most_about_words_is_what_a_look_at_every_quotation_finds(tmp_path: Path) -> None:
    chance = random.Random(6)
    words = ["Crane", "cranes", "Zoë's", "zoe", "città", "cities", "city", "boxes", "ВЕДЬ", "as", "it"]
    pages, articles, quotes = [], [], []
    for number in range(200):
        said = [" ".join(chance.choices(words, k=chance.randint(1, 4))) for _ in range(chance.randint(0, 5))]
        of = page("\n".join([f"Page {number}.", *said]), f"file:///{number}.txt")
        title = " ".join(chance.choices(words, k=2)) if chance.random() < 0.3 else "A title"
        own = article(
            of, title=title, body=f"{title} {of.text}", is_story_original=chance.random() < 0.8,
            published_at=datetime(2024, 3, chance.randint(1, 9), tzinfo=UTC) if chance.random() < 0.9 else None,
        )  # fmt: skip
        pages.append(of)
        articles.append(own)
        quotes += [
            Quote(row_id(of.page_id, "quote", place), of.page_id, own.article_id, text, chance.choice("ABCDEF"), None,
                  "named", "said", True, place, place + 1)
            for place, text in enumerate(said)
        ]  # fmt: skip
    quotes[0] = quotes[0]._replace(speaker=None)
    build(tables_with(tmp_path, {"pages": pages, "articles": articles, "quotes": quotes}), tmp_path / "w.duckdb")
    with duckdb.connect(tmp_path / "w.duckdb", read_only=True) as connection:
        for q in ("crane", "CITIES", "zoe crane", "Città", "ведь", "it as", "box city crane", "zebra"):
            found = connection.execute("FROM quoted_about($q, k := 4)", {"q": q}).fetchall()
            assert found == connection.execute(ALL_QUOTATIONS_READ, {"q": q}).fetchall(), q
            assert bool(found) == (q != "zebra")


def test_an_empty_warehouse_has_an_index_too(tmp_path: Path) -> None:
    build(tables_with(tmp_path, {}), tmp_path / "w.duckdb")
    assert ask(tmp_path / "w.duckdb", "FROM search('crane')").rows == []


def test_stems_are_those_of_the_s_stemmer() -> None:
    words = "cranes lorries boxes launches losses bus gas sorties glass movies"
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA ft")
        connection.execute(search.STEM)
        stems = connection.execute("SELECT ft.stem(unnest(string_split(?, ' ')))", [words]).fetchall()
    assert " ".join(stem for (stem,) in stems) == "crane lorry box launch loss bus gas sortie glass movie"

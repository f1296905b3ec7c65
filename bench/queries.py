"""How long does an analyst wait for an answer? Views, macros and recipes on a warehouse of any size, cold and warm.

    python -m bench.warehouse 1000000 FOLDER        makes a warehouse
    python -m bench queries --pages FOLDER          asks it; without a warehouse in FOLDER, one of --most articles

Cold is the first answer of a new connection, warm those that follow on it. `cpu` is the processor's time of a warm
answer over both threads: on a machine that others use, it is what can be compared. With `answers` 0 the question found
nothing, as the recipes do that ask for names of the sample pages; they cost the same.
"""

import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb

from bench import Options, Row
from bench.warehouse import write_tables
from warehouse.database import build
from warehouse.release import DATABASE
from warehouse.report import questions

RECIPES: Final = Path(__file__).parents[1] / "docs" / "recipes.md"
RECIPE: Final = re.compile(r"^## (\d+)\. [^\n]+\n\n```sql\n(.*?)\n```", re.MULTILINE | re.DOTALL)
SMALL: Final = 2_000
LIMITS: Final[dict[str, str | bool | int | float | list[str]]] = {"memory_limit": "2GB", "threads": 2}

# What is asked for: things that are neither the most nor the least frequent.
CHOSEN: Final = {
    "person": "SELECT name FROM entities WHERE type = 'person' ORDER BY article_count DESC LIMIT 1 OFFSET 20",
    "place": "SELECT name FROM entities WHERE type = 'place' ORDER BY article_count DESC LIMIT 1 OFFSET 20",
    "speaker": "SELECT speaker FROM quotes WHERE speaker IS NOT NULL LIMIT 1 OFFSET 100",
    "quote": "SELECT quote_id FROM quotes LIMIT 1 OFFSET 500",
    "article": "SELECT article_id FROM articles WHERE comment_count BETWEEN 10 AND 50 LIMIT 1 OFFSET 10",
    "page": "SELECT page_id FROM articles LIMIT 1 OFFSET 777",
    "publisher": "SELECT publisher FROM articles WHERE publisher IS NOT NULL LIMIT 1 OFFSET 50",
}
ASKED: Final = {
    "articles of a publisher": "SELECT count(*), min(published_at) FROM articles WHERE publisher = $publisher",
    "one article": "SELECT title, body FROM articles WHERE article_id = $article",
    "lines of a page": "SELECT line_no, role FROM lines WHERE page_id = $page ORDER BY line_no",
    "cite, quotation": "FROM cite($quote)",
    "cite, article": "FROM cite($article)",
    "quote_lines of a speaker": "SELECT text, file, line_no FROM quote_lines WHERE speaker = $speaker LIMIT 50",
    "quotes_about_places of a place": "SELECT speaker, text FROM quotes_about_places WHERE place = $place LIMIT 50",
    "speakers, first 20": "FROM speakers ORDER BY quote_count DESC, speaker LIMIT 20",
    "figure_lines of a claimant": "SELECT text, file, line_no FROM figure_lines WHERE claimant = $speaker LIMIT 50",
    "figures_side_by_side of a place": "SELECT thing, lowest, highest, text FROM figures_side_by_side "
    "WHERE place = $place AND claimant_count > 1 LIMIT 50",
    "place_timeline of a place": "SELECT day, title FROM place_timeline WHERE place = $place ORDER BY day LIMIT 50",
    "co_mentions of a person": "SELECT other_name, article_count FROM co_mentions WHERE name = $person "
    "ORDER BY article_count DESC, other_name LIMIT 20",
    "comment_threads of an article": "SELECT path, author, text FROM comment_threads WHERE article_id = $article",
    "comment_tree": "FROM comment_tree($article)",
    "comment_topics of an article": "SELECT name, named_in FROM comment_topics WHERE article_id = $article",
    "story_copies, first 20": "FROM story_copies ORDER BY article_count DESC, story_id LIMIT 20",
    "publisher_coverage of a publisher": "FROM publisher_coverage WHERE publisher = $publisher",
    "unread_lines": "FROM unread_lines ORDER BY unread_count DESC LIMIT 20",
    "latest_checks": "FROM latest_checks",
    "search, a name": "FROM search($person)",
    "search, two frequent words": "FROM search('the minister said', k := 20)",
    "quoted_about a name": "FROM quoted_about($person)",
}


class Asked(NamedTuple):
    """One query with its parameters."""

    name: str
    sql: str
    parameters: dict[str, Any]


def measure(options: Options) -> list[Row]:
    """A row for each query: seconds cold, median and 95th percentile warm, processor's seconds, rows answered."""
    if (options.pages / DATABASE).exists():
        return _measure(options.pages / DATABASE, options.rounds)
    with tempfile.TemporaryDirectory() as folder:
        write_tables(Path(folder) / "tables", options.most or SMALL)
        build(Path(folder) / "tables", Path(folder) / DATABASE)
        return _measure(Path(folder) / DATABASE, options.rounds)


def _measure(database: Path, rounds: int) -> list[Row]:
    return [_timed(database, asked, rounds) for asked in _asked(database)]


def _asked(database: Path) -> Iterator[Asked]:
    with duckdb.connect(database, read_only=True, config=LIMITS) as connection:
        chosen = {name: (connection.execute(sql).fetchone() or (None,))[0] for name, sql in CHOSEN.items()}
    for name, sql in ASKED.items():
        yield Asked(name, sql, {key: value for key, value in chosen.items() if f"${key}" in sql})
    for number, sql in RECIPE.findall(RECIPES.read_text("utf-8")):
        yield Asked(f"recipe {number}", sql, {})
    for question in questions():
        yield Asked(f"report: {question.name}", question.sql, {})


def _timed(database: Path, asked: Asked, rounds: int) -> Row:
    seconds, cpu, count = [], [], 0
    with duckdb.connect(database, read_only=True, config=LIMITS) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for _ in range(rounds + 1):
            began, worked = time.perf_counter(), time.process_time()
            count = len(connection.execute(asked.sql, asked.parameters or None).fetchall())
            seconds.append(time.perf_counter() - began)
            cpu.append(time.process_time() - worked)
    cold, *warm = seconds
    return {
        "query": asked.name,
        "answers": count,
        "cold_ms": _ms(cold),
        "p50_ms": _ms(sorted(warm)[len(warm) // 2]),
        "p95_ms": _ms(sorted(warm)[min(len(warm) - 1, round(0.95 * len(warm)))]),
        "cpu_ms": _ms(sorted(cpu[1:])[len(warm) // 2]),
    }


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)

"""A small edition that breaks no law, and the ways in which a run stages it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.schema import create_statement, fields, literal, quoted, table_named
from warehouse.staging import write_rows
from warehouse.tables import TABLES

Rows = dict[str, list[Any]]
Stage = Callable[[Mapping[str, Sequence[Any]]], Path]

RUN = "run-1"
STORY = """\
Harbour wall “must be raised” 🌊, says Zoë
By Ann Other

The wall needs 40 metres of new stone, the mayor said on 3 May 2021.
“We start on MonDAY,” said Zoë Café. “No later.”
A crane at the harbour
Bridge closes for a week
• Bob
High time!
• Cy in reply to Bob
Who pays 200 euros?"""
COPY = "Harbour wall to be raised\n\nThe wall needs 40 metres of new stone."
ROLES = {1: "byline", 2: "body", 3: "body", 4: "body", 5: "caption", 6: "related", 7: "comment_meta", 8: "comment"}
ROLES |= {0: "title", 9: "comment_meta", 10: "comment"}


DAY, CAPTURED = datetime(2021, 5, 3, tzinfo=UTC), datetime(2021, 5, 4, 9, tzinfo=UTC)
EMPTY = {str: "", int: 0, float: 1.0, bool: False, datetime: CAPTURED, list[str]: []}


def row(name: str, /, **values: Any) -> Any:
    """A row of a table; what is not given is null, empty or false."""
    table = table_named(name)
    default = {f.name: None if f.is_nullable else EMPTY[f.kind] for f in fields(table)}
    default |= {f.name: f.column.values[-1] for f in fields(table) if f.column.values and not f.is_nullable}
    return table.row(**{**default, **values})


def span(text: str, words: str) -> dict[str, int]:
    """Where the words stand in the text, as the columns of a row."""
    start = text.index(words)
    return {"span_start": start, "span_end": start + len(words)}


def lines(page_id: str, text: str) -> list[Any]:
    numbered = [(number, line) for number, line in enumerate(text.split("\n")) if line]
    return [
        row("lines", page_id=page_id, line_no=number, role=ROLES[number], rule="by hand", **span(text, line))
        for number, line in numbered
    ]


def edition() -> Rows:
    """Two copies of a story, a duplicate, a page without an article and one in quarantine."""
    page = {"encoding": "utf-8", "language": "en", "language_confidence": 0.9, "captured_at": CAPTURED}
    page |= {"captured_basis": "archive record", "media_type": "text/plain", "byte_length": 500}
    body = "\n\n".join(STORY.split("\n")[3:5])
    article = {"not_published_after": CAPTURED, "published_at": DAY, "published_precision": "day", "language": "en"}
    article |= {"published_basis": "stated", "story_id": "s1", "authors_basis": "none"}
    where = {"page_id": "p1", "article_id": "a1"}
    reply = {"is_reply": True, "reply_to_author": "Bob", "parent_id": "c1", "parent_basis": "named", "depth": 1}
    seen = {"first_seen": DAY, "last_seen": DAY}
    return {
        "pages": [
            row("pages", page_id="p1", text=STORY, status="article", line_count=10, **page),
            row("pages", page_id="p2", text=COPY, status="article", line_count=2, **page),
            row("pages", page_id="p3", status="duplicate", duplicate_of="p1", reason="Copy.", line_count=10, **page),
            row("pages", page_id="p4", text="Log in", status="no_article", reason="Login.", line_count=1, **page),
            row("pages", page_id="p5", status="quarantined", reason="Not a text.", media_type="image/png",
                captured_basis="none"),
        ],
        "lines": [*lines("p1", STORY), *lines("p2", COPY), *lines("p4", "Log in")],
        "articles": [
            row("articles", **where, title=STORY.split("\n")[0], body=body, word_count=24, comment_count=2,
                is_story_original=True, **{**article, "authors": ["Ann Other"], "authors_basis": "stated"}),
            row("articles", article_id="a2", page_id="p2", title=COPY.split("\n")[0], body=COPY.split("\n")[2],
                word_count=8, **article),
        ],
        "comments": [
            row("comments", comment_id="c1", **where, position=1, author="Bob", text="High time!",
                **span(STORY, "• Bob\nHigh time!")),
            row("comments", comment_id="c2", **where, position=2, author="Cy", text="Who pays 200 euros?",
                **reply, **span(STORY, "• Cy in reply to Bob\nWho pays 200 euros?")),
        ],
        "media": [row("media", media_id="i1", **where, caption="A crane at the harbour",
                      **span(STORY, "A crane at the harbour"))],
        "related": [row("related", page_id="p1", position=1, title="Bridge closes for a week",
                        **span(STORY, "Bridge closes for a week"))],
        "entities": [
            row("entities", entity_id="e1", name="Zoë Café", type="person", aliases=["Zoë"], mention_count=2,
                article_count=1, **seen),
            row("entities", entity_id="e2", name="Bob", type="person", mention_count=1, article_count=1, **seen),
        ],
        "mentions": [
            row("mentions", mention_id="m1", entity_id="e1", **where, field="title", surface="Zoë", type="person",
                **span(STORY, "Zoë")),
            row("mentions", mention_id="m2", entity_id="e1", **where, field="body", surface="Zoë Café", type="person",
                **span(STORY, "Zoë Café")),
            row("mentions", mention_id="m3", entity_id="e2", **where, comment_id="c2", field="comment",
                surface="Bob", type="person", **span(STORY, "Bob")),
        ],
        "quotes": [row("quotes", quote_id="q1", **where, text="We start on MonDAY, No later.",
                       speaker="Zoë Café", speaker_entity_id="e1", speaker_basis="named", cue="said", is_direct=True,
                       **span(STORY, "“We start on MonDAY,” said Zoë Café. “No later.”"))],
        "figures": [
            row("figures", figure_id="f1", **where, text="40 metres", value_min=40.0, value_max=40.0,
                unit="metres", **span(STORY, "40 metres")),
            row("figures", figure_id="f2", page_id="p1", comment_id="c2", text="200 euros", value_min=200.0,
                value_max=200.0, currency="EUR", **span(STORY, "200 euros")),
        ],
        "dates": [row("dates", date_id="d1", **where, text="3 May 2021", resolved_start=DAY, resolved_end=DAY,
                      precision="day", basis="stated", **span(STORY, "3 May 2021"))],
        "stories": [
            row("stories", story_id="s1", article_id="a1", similarity=1.0, is_original=True),
            row("stories", story_id="s1", article_id="a2", similarity=0.8),
        ],
        "quarantine": [row("quarantine", quarantine_id="k1", run_id=RUN, page_id="p5", stage="structure",
                           check_name="decode.binary", reason="Not a text.")],
        "runs": [row("runs", run_id=RUN, record_count=5, article_count=2, no_article_count=1, duplicate_count=1,
                     quarantined_count=1)],
    }  # fmt: skip


@pytest.fixture(scope="session")
def new_edition() -> Callable[[], Rows]:
    return edition


@pytest.fixture(scope="session")
def new_row() -> Callable[..., Any]:
    return row


@pytest.fixture
def rows() -> Rows:
    return edition()


@pytest.fixture
def loaded(rows: Rows) -> duckdb.DuckDBPyConnection:
    """The edition as tables in memory, without constraints, so that a test can break it."""
    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(create_statement(table).replace(" NOT NULL", ""))
        for values in rows.get(table.name, ()):
            connection.execute(f"INSERT INTO {quoted(table.name)} VALUES ({', '.join('?' * len(values))})", values)
    return connection


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Write rows as Parquet, empty tables for the rest, and give the DuckDB file whose views show them."""

    def staged(rows: Mapping[str, Sequence[Any]]) -> Path:
        folder = tmp_path_factory.mktemp("staged")
        write_rows(folder, {table.name: rows.get(table.name, ()) for table in TABLES})
        database = folder / "staged.duckdb"
        with duckdb.connect(str(database)) as connection:
            for table in TABLES:
                file = literal(str(folder / f"{table.name}.parquet"))
                connection.execute(f"CREATE VIEW {quoted(table.name)} AS FROM read_parquet({file})")
        return database

    return staged

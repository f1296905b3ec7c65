"""A small warehouse whose every text tries to break out of the page that shows it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.warehouse.rows import article, comment, entity, mention, page, run
from tests.warehouse.test_withhold import tables_with
from warehouse.database import build
from warehouse.tables import Check, Coverage, Figure, Line, Quarantine, Quote, Story, row_id

BREAKOUT = "</script></title></style><script>window.owned=1</script><img src=x onerror=owned=1>\"'&\u202egnp.x"
LINK = "javascript:window.owned=1"
NIGHT = datetime(2024, 3, 11, 23, 30, tzinfo=UTC)
LINES = (
    ("title", BREAKOUT),
    ("byline", f"By {BREAKOUT}"),
    ("body", f"In Paris 7 boats \u001b[31mburned\u001b[0m, {BREAKOUT} said."),
    ("caption", f"Paris {BREAKOUT}"),
    ("comment_meta", BREAKOUT),
    ("comment", f"Paris? {LINK}"),
    ("comment_meta", "Eve"),
    ("comment", BREAKOUT),
)
TEXT = "\n".join(words for _, words in LINES)
PAGE = page(TEXT, f"file:///pages/{BREAKOUT.replace('/', '%2F')}.txt", url=LINK, publisher=BREAKOUT, captured_at=NIGHT)
COPY = page("Copied.", "file:///pages/copy.txt", publisher="Herald")
PARIS = entity(f"Paris {BREAKOUT}")._replace(latitude=48.85, longitude=2.35, country_code="FR")
ADA = entity(BREAKOUT, "person")
ID = article(PAGE).article_id


def starts() -> list[int]:
    """Where each line begins in the text."""
    return [sum(len(words) + 1 for _, words in LINES[:number]) for number in range(len(LINES))]


def figure(value: float, claimant: str) -> Figure:
    start = TEXT.index("7 boats")
    return Figure(
        row_id(value), PAGE.page_id, ID, None, "7 boats", value, value, False, f"boats {BREAKOUT}", None, None, None,
        None, PARIS.entity_id, claimant, None, start, start + 7,
    )  # fmt: skip


def rows() -> dict[str, Any]:
    at = starts()
    bob = comment(PAGE, 1, author=BREAKOUT, text=f"Paris? {LINK}", span_start=at[4], span_end=at[6] - 1)
    eve = comment(PAGE, 2, author="Eve", text=BREAKOUT, parent_id=bob.comment_id, depth=1, is_reply=True,
                  span_start=at[6], span_end=len(TEXT))  # fmt: skip
    said = TEXT.index("In Paris")
    return {
        "pages": [PAGE, COPY],
        "lines": [
            Line(PAGE.page_id, number, start, start + len(words), role, "unread", 0.2)
            for number, (start, (role, words)) in enumerate(zip(at, LINES, strict=True))
        ],
        "articles": [
            article(PAGE, title=BREAKOUT, publisher=BREAKOUT, published_at=NIGHT, comment_count=2, story_id=ID,
                    url=LINK, authors=[BREAKOUT], body=LINES[2][1]),
            article(COPY, title="Copied", publisher="Herald", story_id=ID, is_story_original=False),
        ],
        "comments": [bob, eve],
        "entities": [PARIS, ADA],
        "mentions": [mention(PAGE, PARIS, "Paris", TEXT.index("Paris")), mention(PAGE, ADA, BREAKOUT, at[1] + 3)],
        "quotes": [Quote(row_id("q"), PAGE.page_id, ID, "In Paris 7 boats", BREAKOUT, ADA.entity_id, "named", "said",
                         True, said, said + 16)],
        "figures": [figure(7, BREAKOUT), figure(9, "Ada")],
        "stories": [Story(ID, ID, 1.0, True), Story(ID, article(COPY).article_id, 0.8, False)],
        "quarantine": [Quarantine("q1", "r1", None, PAGE.source_uri, "ingest", "readable", BREAKOUT, None)],
        "runs": [run("r1")],
        "checks": [Check("r1", BREAKOUT, None, None, "warn", "failed", 1, BREAKOUT, None)],
        "coverage": [Coverage("r1", BREAKOUT, "articles", "title", 4, 2, 0.5)],
    }  # fmt: skip


def database(folder: Path) -> Path:
    """The warehouse of these rows."""
    build(tables_with(folder, rows()), folder / "warehouse.duckdb")
    return folder / "warehouse.duckdb"

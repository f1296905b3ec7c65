"""Why was a page read as it was? Its lines with role, rule and confidence, and what each field rests on."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from rich.console import Console
from rich.text import Text

from flows.words import printable
from warehouse.answers import ask
from warehouse.release import Release

COLOURS: Final = {
    "title": "bold cyan",
    "standfirst": "cyan",
    "body": "default",
    "subheading": "bold",
    "byline": "green",
    "dateline": "green",
    "timestamp": "green",
    "clock": "green",
    "section": "green",
    "tags": "green",
    "notice": "yellow",
    "caption": "magenta",
    "credit": "magenta",
    "embed": "magenta",
    "comment": "blue",
    "comment_meta": "bold blue",
    "related": "dim cyan",
}
FIELDS: Final = (
    "title", "standfirst", "authors", "authors_basis", "agencies", "dateline_place", "section", "tags", "published_at",
    "published_precision", "published_basis", "not_published_after", "updated_at", "is_premium", "is_archive",
)  # fmt: skip
PAGE_FIELDS: Final = (
    "page_id", "source_uri", "record_no", "status", "reason", "encoding", "repairs", "publisher", "publisher_basis",
    "profile", "language", "language_confidence", "url", "captured_at", "captured_basis",
)  # fmt: skip
EXCERPT: Final = 100
MOST_PRINTED: Final = 3  # pages at once


class Explained(NamedTuple):
    """One page of a release: its row, its article's, and its lines."""

    page: dict[str, Any]
    article: dict[str, Any] | None
    lines: list[tuple[int, str, str, float, str]]  # line_no, role, rule, confidence, text

    def as_dict(self) -> dict[str, Any]:
        """The same for scripts, with named columns."""
        names = ("line_no", "role", "rule", "confidence", "text")
        lines = [dict(zip(names, line, strict=True)) for line in self.lines]
        return {"page": self.page, "article": self.article, "lines": lines}


def explained(release: Release, page_ids: Sequence[str]) -> Iterator[Explained]:
    """These pages of a release, one after the other."""
    for page_id in page_ids:
        (row,) = _dicts(release, "SELECT * EXCLUDE text FROM pages WHERE page_id = ?", [page_id])
        articles = _dicts(release, "SELECT * FROM articles WHERE page_id = ?", [page_id])
        lines = ask(
            release.database,
            "SELECT line_no, role, rule, confidence, substr(p.text, span_start + 1, span_end - span_start) "
            "FROM lines JOIN pages p USING (page_id) WHERE page_id = ? ORDER BY line_no",
            [page_id],
        ).rows
        yield Explained(row, next(iter(articles), None), lines)


def _dicts(release: Release, query: str, parameters: Sequence[Any]) -> list[dict[str, Any]]:
    answer = ask(release.database, query, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def print_explained(found: Explained) -> None:
    """Print a page: one line a line, then its fields. Text of the page never styles the terminal."""
    console = Console(markup=False, highlight=False, width=None if sys.stdout.isatty() else 120)
    for number, role, rule, confidence, text in found.lines:
        shown = printable(text)
        shown = shown if len(shown) <= EXCERPT else shown[: EXCERPT - 1] + "…"
        line = Text().append(f"{number:>5}  {role:<12} {rule:<24} {confidence:.2f}  ", style="dim")
        console.print(line.append(Text(shown, style=COLOURS.get(role, "dim"))), soft_wrap=True)
    for heading, row, names in (("page", found.page, PAGE_FIELDS), ("article", found.article, FIELDS)):
        console.print(Text(heading, style="bold"))
        for name in names if row else ():
            console.print(Text(f"  {name:<20} {printable(str(row[name]))}" if row else ""), soft_wrap=True)

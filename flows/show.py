"""What does one page say, and how is it cited? In the terminal, or as one HTML document to send to a colleague."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from flows.explain import COLOURS
from flows.forms import FaultError
from tasks.reporting.marks import pieces, told
from tasks.reporting.page_view import page_view
from tasks.reporting.words import plain, said
from warehouse.one_page import OnePage, near_names, one_page, page_ids
from warehouse.release import Release
from warehouse.staging import written_aside

# How marks look in a terminal, beside the colour of the line's role.
MARK_STYLES: Final = {"mention": "bold", "quote": "italic", "figure": "underline", "date": "underline"}
ROOM_FOR_RULES: Final = 100
LISTED: Final = {"quote": "Quotations", "figure": "Figures"}


def show(release: Release, wanted: str, out: Path, as_html: bool, target: Path | None) -> None:
    """Show the page that a page id, the beginning of one, an address or a file name means. Raises FaultError."""
    found = page_ids(release.database, wanted)
    if not found:
        raise no_page(release, wanted, out)
    if len(found) > 1:
        raise several_pages(wanted, found)
    page = one_page(release.database, found[0])
    if not as_html:
        print_page(page)
        return
    target = target or Path(f"page-{found[0][:12]}.html")
    try:
        with written_aside(target) as aside:
            aside.write_text(page_view(*page), "utf-8")
    except OSError as error:
        raise FaultError(f"{target} cannot be written: {error.strerror}.", 1) from error
    Console(markup=False, highlight=False).print(f"Wrote {target}", soft_wrap=True)


def several_pages(wanted: str, page_ids: Sequence[str]) -> FaultError:
    """That more pages are meant than can be shown, with the ids that tell them apart."""
    ids = ", ".join(page_id[:12] for page_id in page_ids)
    means = f"'{plain(wanted)}' means {len(page_ids)} pages or more."
    return FaultError(f"{means} Give the beginning of one id: {ids}.", 2)


def no_page(release: Release, wanted: str, out: Path) -> FaultError:
    """That no page is meant, with the names that are near."""
    near = near_names(release.database, wanted)
    meant = f" Did you mean {' or '.join(map(plain, near))}?" if near else ""
    return FaultError(f"No page in {out} has the id, address or file name '{plain(wanted)}'.{meant}", 1)


def print_page(of: OnePage) -> None:
    """Print a page: its lines with role and rule, its quotations and figures, and the citation."""
    console = Console(markup=False, highlight=False, width=None if sys.stdout.isatty() else 120)
    page, article = of.page, of.articles[0] if of.articles else None
    console.print(Text(said(article["title"] if article else page["source_uri"]), style="bold"))
    when = said(article["published_at"]) if article else said(page["captured_at"])
    console.print(Text(f"{said(page['publisher'])} · {when} · {page['status'].replace('_', ' ')}", style="dim"))
    if page["reason"]:
        console.print(Text(plain(page["reason"])), soft_wrap=True)
    for line in of.lines:
        console.print(_line(line, of.marks, console.width >= ROOM_FOR_RULES), soft_wrap=not sys.stdout.isatty())
    for kind, heading in LISTED.items():
        marked = [mark for mark in of.marks if mark["kind"] == kind]
        if marked:
            console.print(Text(heading, style="bold"))
        for mark in marked:
            console.print(Text(f"  {_line_of(mark, of):>5}  {plain(mark['text'])} ({told(mark)})"), soft_wrap=True)
    console.print(Text("Cite", style="bold"))
    console.print(Text(f"  page {page['page_id']}\n  SHA-256 {page['content_hash']}\n  {said(page['source_uri'])}"))


def _line(line: dict[str, Any], marks: list[dict[str, Any]], has_rule: bool) -> Text:
    rule = f"{plain(line['rule']):<20} " if has_rule else ""
    shown = Text().append(f"{line['line_no']:>5}  {line['role']:<12} {rule}", style="dim")
    style = COLOURS.get(line["role"], "dim")
    for piece in pieces(line["text"], line["span_start"], marks):
        styles = " ".join([style, *sorted({MARK_STYLES[mark["kind"]] for mark in piece.marks})])
        shown.append(Text(plain(piece.text), style=styles))
    return shown


def _line_of(mark: dict[str, Any], of: OnePage) -> int | str:
    return max((line["line_no"] for line in of.lines if line["span_start"] <= mark["span_start"]), default="")

"""What is a panel made of? A question, a sentence whose numbers lead to their query, a drawing, its table, its SQL."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from tasks.reporting import Answered
from tasks.reporting.words import html

CODES: Final = ("article_id", "check_name")  # columns that are shown as code


def number(value: Any, of: Answered) -> str:
    """A number that leads to the query that gives it."""
    return f'<a class="n" href="#sql-{of.name}">{html(value)}</a>'


def panel(of: Answered, sentence: str, drawing: str = "", shape: str = "", more: Sequence[Answered] = ()) -> str:
    """A panel: `sentence` and `drawing` are HTML; the answer's table and query stand behind, those of `more` too.

    `shape`: "full" takes the whole width, "tall" two rows of a column.
    """
    empty = '<p class="none">Nothing in this warehouse answers this yet.</p>'
    shown = f"<figure>{drawing}</figure>" if drawing else ""
    behind = _behind(of, "unseen") + "".join(_behind(answer, "seen") for answer in more)
    return f"""<article class="panel {shape}" id="{of.name}" aria-labelledby="asks-{of.name}">
<h3 id="asks-{of.name}">{html(of.asks)}</h3>
<p>{sentence if of.rows else ""}</p>
{shown if of.rows else empty}
{behind}</article>
"""


def _behind(of: Answered, style: str) -> str:
    asks = f'<span class="{style}">: {html(of.asks)}</span>'
    rows = "" if not of.rows else f"<details><summary>Table{asks}</summary>{table(of)}</details>\n"
    return f"{rows}<details><summary>Query{asks}</summary>{query(of)}</details>\n"


def query(of: Answered) -> str:
    """The query as it runs."""
    return f'<pre class="sql" id="sql-{of.name}" tabindex="0" aria-label="{html(of.asks)}">{html_lines(of.sql)}</pre>'


def html_lines(text: str) -> str:
    """A text of several lines as HTML, line ends and all."""
    return "\n".join(html(line) for line in text.split("\n"))


def table(of: Answered) -> str:
    """The answer as a table that scrolls in both directions and can be reached with the keyboard."""
    is_number = [all(_is_number(row[column]) for row in of.rows) for column in range(len(of.columns))]
    head = "".join(
        f"<th scope=col{' class=r' if right else ''}>{html(name.replace('_', ' '))}</th>"
        for name, right in zip(of.columns, is_number, strict=True)
    )
    body = "".join(
        "<tr>" + "".join(_cell(*cell) for cell in zip(of.columns, row, is_number, strict=True)) + "</tr>\n"
        for row in of.rows
    )
    return (
        f'<div class=scroll tabindex=0 role=region aria-label="Table: {html(of.asks)}"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )


def _cell(name: str, value: Any, is_right: bool) -> str:
    text = f"<code>{html(value)}</code>" if name in CODES and value is not None else html(value)
    return f"<td class=r>{text}</td>" if is_right else f"<td>{text}</td>"


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)) or isinstance(value, date)

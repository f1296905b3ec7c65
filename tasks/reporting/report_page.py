"""What does a release hold, at a glance? Its report: answers in, one HTML document out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tasks.reporting import Answered
from tasks.reporting.document import SCRIPT, document
from tasks.reporting.panels import SECTIONS, Material, Panel
from tasks.reporting.parts import query
from tasks.reporting.style import REPORT
from tasks.reporting.words import counted, html, said

TALLY: Final = ("pages", "articles", "publishers", "comments", "entities", "quotes", "figures", "quarantined")
TALLY_WORDS: Final = {"entities": "things named", "quarantined": "held back"}


def report_page(answers: Mapping[str, Answered], land: Mapping[str, Any], made: str) -> str:
    """The report. `land` is a TopoJSON topology with an object of that name, `made` says of which run it is."""
    of = Material(answers, land)
    totals = of["totals"].only()
    title = f"{counted(totals['articles'], 'article')} from {counted(totals['pages'], 'page')}"
    links = "".join(f'<li><a href="#{name}">{html(heading)}</a></li>' for name, heading, _ in SECTIONS)
    body = f"""<a class="skip" href="#main">Skip to the charts</a>
<header>
<p class="kicker">Broadsheet · report</p>
<h1>{html(title)}</h1>
<p class="deck">{_deck(totals)} Every underlined number leads to the query that gives it.</p>
{_tally(of["totals"])}
<details><summary>Query<span class="unseen">: {html(of["totals"].asks)}</span></summary>{query(of["totals"])}</details>
</header>
<nav aria-label="Sections"><ul>{links}</ul></nav>
<main id="main" tabindex="-1">
{"".join(_section(name, head, panels, of) for name, head, panels in SECTIONS)}</main>
<footer><p>{html(made)} A query runs as it stands in <code>warehouse.duckdb</code> beside this file, with
<code>broadsheet sql</code> or any DuckDB client. What was checked stands in <code>checks.html</code>. Land: Natural
Earth.</p></footer>
<div id="said" class="unseen" role="status"></div>"""
    return document(f"Broadsheet: {title}", body, REPORT, SCRIPT)


def _deck(totals: Mapping[str, Any]) -> str:
    """From when to when the articles are.

    >>> _deck({"first_published": "12 May 2014", "last_published": "12 May 2014"})
    'Published on 12 May 2014.'
    """
    first, last = totals["first_published"], totals["last_published"]
    if first is None:
        return "No article says when it was published."
    return f"Published on {html(first)}." if first == last else f"Published between {html(first)} and {html(last)}."


def _tally(totals: Answered) -> str:
    row = totals.only()
    items = "".join(
        f'<li><a href="#sql-totals">{said(row[name])}</a> {TALLY_WORDS.get(name, name)}</li>' for name in TALLY
    )
    return f'<ul class="tally">{items}</ul>'


def _section(name: str, heading: str, panels: Sequence[Panel], of: Material) -> str:
    return f"""<section aria-labelledby="{name}">
<h2 id="{name}">{html(heading)}</h2>
<div class="panels">
{"".join(draw(of) for draw in panels)}</div>
</section>
"""

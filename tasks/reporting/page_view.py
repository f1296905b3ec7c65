"""What does one page say, line by line? The document that an analyst sends: lines with roles, marks, citation.

Each line has its number as an anchor (#L12), as `lines.line_no` counts. What is marked in the text stands in lists
below as well, for readers who cannot point at it and for paper.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import unquote

from tasks.reporting.document import SCRIPT, document
from tasks.reporting.marks import KINDS, Mark, pieces, told
from tasks.reporting.parts import html_lines
from tasks.reporting.style import PAGE
from tasks.reporting.words import counted, day, html, said

Record = Mapping[str, Any]

GROUPS: Final = {
    "headline": ("title", "standfirst", "subheading"),
    "story": ("body",),
    "origin": ("byline", "dateline", "timestamp", "clock", "section", "tags", "notice"),
    "media": ("caption", "credit", "embed"),
    "readers": ("comment_meta", "comment"),
    "furniture": ("related", "control", "advert", "promo", "boilerplate"),
}
GROUP_OF: Final = {role: group for group, roles in GROUPS.items() for role in roles}
# A browser is slow with more; the rest stays in the warehouse and the document says so.
MOST_LINES: Final = 20_000
MOST_CHARACTERS: Final = 2_000_000


def page_view(
    page: Record,
    articles: Sequence[Record],
    lines: Sequence[Record],
    marks: Sequence[Mark],
    comments: Sequence[Record],
    run: Record,
) -> str:
    """One page as an HTML document; the rows are those of `warehouse.one_page`."""
    shown = _shown(lines)
    article = articles[0] if articles else None
    title = said(article["title"]) if article and article["title"] else _file(page)
    contents = _line_numbers(shown)
    body = f"""<a class="skip" href="#lines">Skip to the lines</a>
<header>
<p class="kicker">Broadsheet · page</p>
<h1>{html(title)}</h1>
{_facts(page, article)}
</header>
<main>
{_citation(page, article, title, run)}
{_legend(shown, marks)}
<h2 id="lines">Lines</h2>
{_left_out(lines, shown)}<ol class="lines">
{"".join(_line(line, marks) for line in shown)}</ol>
{_comments(comments, contents)}{_lists(marks, contents)}</main>
<div id="said" class="unseen" role="status"></div>"""
    return document(f"{title} · Broadsheet", body, PAGE, SCRIPT, said(page["language"] or "en"))


def _file(page: Record) -> str:
    """The name of the input file; the folders above it are nobody's business to whom the document is sent."""
    return said(unquote(page["source_uri"].rsplit("/", 1)[-1]))


def _when(article: Record) -> str:
    """When the article was published, as exactly as the page says it."""
    at = article["published_at"]
    if at is None or article["published_precision"] in ("hour", "minute", "second"):
        return said(at)
    shown = {"year": f"{at:%Y}", "month": f"{at:%B %Y}"}
    return shown.get(article["published_precision"], day(at))


def _shown(lines: Sequence[Record]) -> list[Record]:
    shown, length = [], 0
    for line in lines[:MOST_LINES]:
        length += len(line["text"])
        if length > MOST_CHARACTERS:
            break
        shown.append(line)
    return shown


def _left_out(lines: Sequence[Record], shown: Sequence[Record]) -> str:
    if not lines:
        return '<p class="none">No line of this page was read.</p>'
    left = len(lines) - len(shown)
    return f'<p class="none">{counted(left, "line")} more than fit here stand in the warehouse.</p>' if left else ""


def _facts(page: Record, article: Record | None) -> str:
    facts: list[tuple[str, str]] = [("Publisher", html(page["publisher"]))]
    if article:
        facts += [
            ("By", html(article["authors"])),
            ("Published", f"{html(_when(article))} <small>{html(article['published_basis'])}</small>"),
        ]
    facts += [
        ("Captured", f"{html(page['captured_at'])} <small>{html(page['captured_basis'])}</small>"),
        ("Address", _address(page["url"])),
        ("Came as", f"<code>{html(_file(page))}</code>, record {html(page['record_no'])}"),
        ("Became", html(page["status"].replace("_", " ")) + (f": {html(page['reason'])}" if page["reason"] else "")),
    ]
    if page["duplicate_of"]:
        facts.append(("Copy of", f"<code>{html(page['duplicate_of'])}</code>, whose lines are shown"))
    return "<dl>" + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts) + "</dl>"


def _address(url: str | None) -> str:
    """An address as a link, if it is one that a browser may follow."""
    if url and url.startswith(("https://", "http://")):
        return f'<a href="{html(url)}" rel="noreferrer noopener nofollow">{html(url)}</a>'
    return html(url)


def _citation(page: Record, article: Record | None, title: str, run: Record) -> str:
    whose = f", {said(page['publisher'])}" if page["publisher"] else ""
    when = f", {_when(article)}" if article and article["published_at"] else ""
    cited = (
        f"“{title}”{whose}{when}. {said(page['url']) if page['url'] else _file(page)}. "
        f"Page {page['page_id']}, SHA-256 {page['content_hash']}. Broadsheet {run['version']}, run {run['run_id']}."
    )
    query = (
        "SELECT line_no, role, substr(text, span_start + 1, span_end - span_start) AS line\n"
        "FROM lines JOIN pages USING (page_id)\n"
        f"WHERE page_id = '{page['duplicate_of'] or page['page_id']}' ORDER BY line_no"
    )
    return f"""<section class="cite" aria-labelledby="cite"><h2 id="cite">Cite</h2>
<p class="citation">{html(cited)}</p>
<p class="note">Add <code>#L</code> and a line's number to lead to that line.</p>
<details><summary>Query</summary>
<pre class="sql" tabindex="0" aria-label="The lines of this page">{html_lines(query)}</pre>
</details></section>"""


def _legend(lines: Sequence[Record], marks: Sequence[Mark]) -> str:
    roles = Counter(line["role"] for line in lines)
    groups = "".join(
        f'<li class="g-{group}"><b>{group}</b> '
        + ", ".join(f"{role.replace('_', ' ')} {roles[role]:,}" for role in own if roles[role])
        + "</li>"
        for group, own in GROUPS.items()
        if any(roles[role] for role in own)
    )
    kinds = Counter(mark["kind"] for mark in marks)
    marked = "".join(
        f'<li><span class="m {kind}">{name.lower()}</span> {kinds[kind]:,}</li>'
        for kind, name in KINDS.items()
        if kinds[kind]
    )
    return (
        f'<section aria-labelledby="legend"><h2 id="legend">What the colours say</h2><ul class="legend">{groups}</ul>\
<ul class="legend">{marked}</ul></section>'
    )


def _line(line: Record, marks: Sequence[Mark]) -> str:
    number, role = line["line_no"], line["role"]
    text = "".join(_piece(piece.text, piece.marks) for piece in pieces(line["text"], line["span_start"], marks))
    rule = f"{html(line['rule'])}, {line['confidence']:.2f}"
    return (
        f'<li id="L{number}" class="g-{GROUP_OF[role]} {role}">'
        f'<a class="no" href="#L{number}" aria-label="Line {number}">{number}</a>'
        f'<span class="role" title="{rule}">{html(role.replace("_", " "))}</span>'
        f'<span class="text">{text}</span></li>\n'
    )


def _piece(text: str, marks: Sequence[Mark]) -> str:
    if not marks:
        return html(text) if text else ""
    kinds = " ".join(sorted({mark["kind"] for mark in marks}))
    words = "; ".join(dict.fromkeys(told(mark) for mark in marks))
    return f'<span class="m {kinds}" title="{html(words)}">{html(text)}</span>'


def _line_numbers(lines: Sequence[Record]) -> list[tuple[int, int]]:
    """(first character, line number) of every line that is shown."""
    return [(line["span_start"], line["line_no"]) for line in lines]


def _line_link(position: int, numbers: Sequence[tuple[int, int]]) -> str:
    number = max((number for start, number in numbers if start <= position), default=None)
    return html(None) if number is None else f'<a href="#L{number}">{number}</a>'


def _comments(comments: Sequence[Record], numbers: Sequence[tuple[int, int]]) -> str:
    if not comments:
        return ""
    answers: dict[str | None, list[Record]] = defaultdict(list)
    known = {comment["comment_id"] for comment in comments}
    for comment in comments:
        answers[comment["parent_id"] if comment["parent_id"] in known else None].append(comment)
    return f'<h2 id="comments">Comments, as a tree</h2>\n<ul class="tree">{_tree(answers, numbers)}</ul>\n'


def _tree(answers: Mapping[str | None, Sequence[Record]], numbers: Sequence[tuple[int, int]]) -> str:
    """The comments and, indented, their answers; without recursion, since a thread may be thousands deep."""
    out: list[str] = []
    waiting: list[Record | str] = list(reversed(answers.get(None, ())))
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            out.append(item)
            continue
        own = answers.get(item["comment_id"], ())
        out.append(_comment(item, numbers) + ("<ul>" if own else ""))
        waiting += ["</ul></li>\n" if own else "</li>\n", *reversed(own)]
    return "".join(out)


def _comment(comment: Record, numbers: Sequence[tuple[int, int]]) -> str:
    who = html(comment["author"]) if comment["author"] else "<i>no name</i>"
    when = html(comment["posted_at"] or comment["posted_text"])
    text = html(comment["text"]) if comment["text"] else ""
    return f"<li><p><b>{who}</b> <small>{when}, line {_line_link(comment['span_start'], numbers)}</small><br>{text}</p>"


def _lists(marks: Sequence[Mark], numbers: Sequence[tuple[int, int]]) -> str:
    """What is marked, kind by kind: the words, what they say, the line."""
    return "".join(
        _list(kind, [mark for mark in marks if mark["kind"] == kind], numbers)
        for kind in KINDS
        if any(mark["kind"] == kind for mark in marks)
    )


def _list(kind: str, marks: Sequence[Mark], numbers: Sequence[tuple[int, int]]) -> str:
    rows = "".join(
        f'<tr><td class="r">{_line_link(mark["span_start"], numbers)}</td><td>{html(mark["text"])}</td>'
        f"<td>{html(told(mark))}</td></tr>\n"
        for mark in marks
    )
    name = KINDS[kind]
    head = "<th scope=col class=r>line</th><th scope=col>words</th><th scope=col>what they say</th>"
    return (
        f'<h2 id="{kind}s">{name}</h2>\n<div class="scroll" tabindex="0" role="region" aria-labelledby="{kind}s">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>\n"
    )

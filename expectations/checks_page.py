"""What did the checks of a run find? One page for people: self-contained, without network or script.

The rows of `checks` go in, with the sentence that says what each one asks; an HTML document comes
out, what failed first, then all of them by table. Everything is escaped: examples are text from pages.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

from warehouse.tables import Check

OUTCOME_WORDS: Final = {"passed": "passed", "failed": "failed", "error": "could not be computed"}
SEVERITY_WORDS: Final = {"gate": "stops the release", "row": "holds rows back", "warn": "warns"}
# The gravest first: what stops a release, what could not be computed, what holds rows back, what warns.
GRAVITY: Final = {"gate": 0, "row": 1, "warn": 2}

STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fdfcf9; --rule: #d8d4ca; --soft: #5b574e;
  --failed: #a3161b; --error: #8a4b00; --passed: #1d6b37; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecebe6; --paper: #161616; --rule: #3a3935; --soft: #aaa69b;
  --failed: #ff8a86; --error: #ffb861; --passed: #7fd69a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font: 700 2rem/1.2 Georgia, serif; margin: 0 0 .5rem; }
h2 { font: 700 1.3rem/1.3 Georgia, serif; margin: 2.5rem 0 .5rem;
  border-top: 3px double var(--rule); padding-top: 1rem; }
p, dl { margin: 0 0 1rem; }
.tally { display: flex; flex-wrap: wrap; gap: .5rem 2rem; }
.tally dt { color: var(--soft); } .tally dd { margin: 0; font-size: 1.5rem; font-weight: 700; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--rule); }
th[scope=row] { font-weight: 400; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.failed { color: var(--failed); font-weight: 700; } .error { color: var(--error); font-weight: 700; }
.passed { color: var(--passed); }
article { border-left: 4px solid var(--rule); padding: 0 0 0 1rem; margin: 0 0 2rem; }
article h3 { margin: 0; font-size: 1.05rem; } article p { margin: 0 0 .5rem; }
summary { cursor: pointer; } a { color: inherit; } :focus-visible { outline: 3px solid currentColor; }
"""


def checks_page(
    checks: Sequence[Check],
    descriptions: Mapping[str, str],
    title: str = "Checks",
    docs: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The page as an HTML document; descriptions by check name, relative addresses of Data Docs by table."""
    ordered = sorted(checks, key=_gravity)
    troubled = [check for check in ordered if check.outcome != "passed"]
    body = [
        f"<h1>{escape(title)}</h1>",
        _verdict(ordered),
        _tally(ordered),
        "<h2>What to look at</h2>",
        *(_trouble(check, descriptions) for check in troubled),
        "" if troubled else "<p>Nothing: every check passed.</p>",
        "<h2>All checks, by table</h2>",
        *(_table(name, of_table, descriptions, docs.get(name)) for name, of_table in _by_table(checks)),
    ]
    return DOCUMENT.format(title=escape(title), style=STYLE, body="\n".join(filter(None, body)))


DOCUMENT: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def stops(check: Check) -> bool:
    """What cannot be computed stops a release as a failed gate does: nobody knows what it would have said."""
    return check.outcome == "error" or (check.outcome == "failed" and check.severity == "gate")


def _gravity(check: Check) -> tuple[bool, bool, int, bool, str]:
    passed, failed = check.outcome == "passed", check.outcome == "failed"
    return (passed, not stops(check), GRAVITY[check.severity], failed, check.check_name)


def _verdict(checks: Iterable[Check]) -> str:
    """One sentence: does anything stop the release?"""
    stopping = sum(map(stops, checks))
    if stopping:
        return f"<p class=failed>{stopping} {_plural(stopping, 'check')} that must hold did not: no release.</p>"
    return "<p class=passed>Every check that must hold did.</p>"


def _tally(checks: Sequence[Check]) -> str:
    counts = {outcome: sum(check.outcome == outcome for check in checks) for outcome in OUTCOME_WORDS}
    held = sum(c.unexpected_count or 0 for c in checks if c.severity == "row")
    items = [
        ("checks", len(checks)),
        *((OUTCOME_WORDS[outcome], count) for outcome, count in counts.items()),
        ("breaches by rows that are held back", held),
    ]
    return f"<dl class=tally>{''.join(f'<div><dt>{words}</dt><dd>{count:,}</dd></div>' for words, count in items)}</dl>"


def _trouble(check: Check, descriptions: Mapping[str, str]) -> str:
    """One check that did not pass: what it asks, what was found, and examples."""
    consequence = SEVERITY_WORDS["gate" if stops(check) else check.severity]
    words = f"{OUTCOME_WORDS[check.outcome]} · {consequence}"
    return f"""<article>
<h3><code>{escape(check.check_name)}</code></h3>
<p>{escape(descriptions.get(check.check_name, ""))}</p>
<p><span class={check.outcome}>{words}</span>{_found(check)}</p>
{_evidence(check)}
</article>"""


def _found(check: Check) -> str:
    return f": {escape(check.observed)}" if check.observed else ""


def _evidence(check: Check) -> str:
    """The error's words, or example rows as a table."""
    details = json.loads(check.details) if check.details else {}
    if "error" in details:
        return f"<p><code>{escape(str(details['error']))}</code></p>"
    count = check.unexpected_count or 1
    rows, lines = details.get("examples", []), details.get("lines", [])
    examples = _rows(check, rows, f"{len(rows)} of {count:,} {_plural(count, 'row')}")
    return examples + _rows(check, lines, "Lines of the pages that lack it")


def _rows(check: Check, rows: Sequence[Mapping[str, object]], caption: str) -> str:
    """Example rows as a table."""
    if not rows:
        return ""
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(_cell(row.get(name)) for name in names)}</tr>" for row in rows)
    return (
        f"<div class=scroll tabindex=0 role=region aria-label='Examples of {escape(check.check_name)}'>"
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    return "<td><i>null</i></td>" if value is None else f"<td><code>{escape(str(value))}</code></td>"


def _by_table(checks: Iterable[Check]) -> list[tuple[str, list[Check]]]:
    """The checks of each table, in the order in which the tables first come."""
    found: dict[str, list[Check]] = {}
    for check in checks:
        found.setdefault(check.table_name or "all tables", []).append(check)
    return list(found.items())


def _table(name: str, checks: Sequence[Check], descriptions: Mapping[str, str], docs: str | None) -> str:
    passed = sum(check.outcome == "passed" for check in checks)
    rows = "".join(
        f"<tr><th scope=row>{escape(descriptions.get(check.check_name, check.check_name))}<br>"
        f"<code>{escape(check.check_name)}</code></th><td>{SEVERITY_WORDS[check.severity]}</td>"
        f"<td class={check.outcome}>{OUTCOME_WORDS[check.outcome]}</td><td>{escape(check.observed or '')}</td></tr>"
        for check in checks
    )
    return f"""<details{"" if passed == len(checks) else " open"}>
<summary><b>{escape(name)}</b>: {passed} of {len(checks)} passed</summary>
<div class=scroll tabindex=0 role=region aria-label="Checks of {escape(name)}"><table>
<caption>Checks of <code>{escape(name)}</code></caption>
<thead><tr><th scope=col>What must hold</th><th scope=col>A breach</th><th scope=col>Outcome</th>
<th scope=col>Rows that break it</th></tr></thead>
<tbody>{rows}</tbody></table></div>
{_link(docs)}
</details>"""


def _link(docs: str | None) -> str:
    return (
        f'<p><a href="{escape(docs)}">Great Expectations’ own page of it</a> (styled from the network)</p>'
        if docs
        else ""
    )


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"

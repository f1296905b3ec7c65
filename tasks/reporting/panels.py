"""What does the report show, in which order, and in which words? One function a panel; `SECTIONS` names them all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tasks.reporting import Answered
from tasks.reporting.charts import FULL, HALF, THIRD, columns, drawn, heat, over_time, ranges, ranked, world
from tasks.reporting.parts import number, panel
from tasks.reporting.words import counted, html, said


@dataclass(frozen=True)
class Material:
    """All that panels are made of: the answers by name, and the outline of the land."""

    answers: Mapping[str, Answered]
    land: Mapping[str, Any]

    def __getitem__(self, name: str) -> Answered:
        return self.answers[name]


Panel = Callable[[Material], str]


def when(of: Material) -> str:
    """Articles and captured pages over time."""
    answer, totals = of["over_time"], of["totals"]
    rows = answer.records()
    best = max(rows, key=lambda row: row["articles"], default=None)
    sentence = ""
    if best and best["articles"]:
        name = {"year": "%Y", "month": "%B %Y"}.get(best["step"], "")
        moment = best["period"].strftime(name) if name else said(best["period"])
        sentence = f"No {best['step']} has more than {html(moment)}, with {number(best['articles'], answer)} articles. "
    undated = totals.only()["undated_articles"]
    sentence += f"{number(undated, totals)} {'article does' if undated == 1 else 'articles do'} not say when."
    words = f"Bars: {answer.asks} The table below has every bar."
    return panel(answer, sentence, drawn(lambda width: over_time(rows, width), FULL, words) if rows else "", "full")


def publishers(of: Material) -> str:
    """The publishers with most articles."""
    answer = of["publishers"]
    rows = answer.records()
    all_of_them, articles = of["totals"].only()["publishers"], of["totals"].only()["articles"]
    shown = sum(row["articles"] for row in rows)
    sentence = (
        f"{number(all_of_them, of['totals'])} {'publisher is' if all_of_them == 1 else 'publishers are'} known. "
        f"The bars stand for {number(shown, answer)} of {number(articles, of['totals'])} articles."
    )
    return panel(answer, sentence, _ranking(answer, "publisher", "articles"))


def _ranking(answer: Answered, label: str, value: str, part: str | None = None, widths: Sequence[int] = HALF) -> str:
    rows = answer.records()
    words = f"Ranking by {value.replace('_', ' ')}. " + "; ".join(
        f"{said(r[label])}, {said(r[value])}" for r in rows[:3]
    )
    return drawn(lambda width: ranked(rows, label, value, width, part), widths, words) if rows else ""


def people(of: Material) -> str:
    """The people, organizations and places that are named in most articles."""
    answer = of["entities"]
    halves = []
    for kind, heading in (("person", "People"), ("organization", "Organizations"), ("place", "Places")):
        rows = [row for row in answer.rows if row[0] == kind]
        own = answer._replace(rows=rows)
        if rows:
            halves.append(f"<h4>{heading}</h4>{_ranking(own, 'name', 'articles', widths=THIRD)}")
    total = of["totals"].only()["entities"]
    sentence = f"{number(total, of['totals'])} things are told apart. Bars count the articles that name them."
    return panel(
        answer, sentence, f'<div class="three">{"".join(f"<div>{half}</div>" for half in halves)}</div>', "full"
    )


def where(of: Material) -> str:
    """Places on a map."""
    answer = of["places"]
    rows = answer.records()
    first = f"{html(rows[0]['name'])} is named in most: {number(rows[0]['articles'], answer)}. " if rows else ""
    drawn_of = "One place is" if len(rows) == 1 else f"The {len(rows)} most named are"
    sentence = f"{first}A circle's area grows with the articles that name the place. {drawn_of} drawn."
    words = "Map of the world with a circle for each place. " + ", ".join(said(row["name"]) for row in rows[:5])
    return panel(
        answer, sentence, drawn(lambda width: world(rows, of.land, width), FULL, words) if rows else "", "full"
    )


def voices(of: Material) -> str:
    """Who is quoted most."""
    answer, total = of["speakers"], of["totals"]
    sentence = (
        f"{number(total.only()['quotes'], total)} quotations are kept. "
        '<span class="key">in quotation marks</span> <span class="key pale">in other words</span>'
    )
    return panel(answer, sentence, _ranking(answer, "speaker", "quotes", "in_quotation_marks"))


def figures(of: Material) -> str:
    """Figures for the same thing and place that differ."""
    answer = of["figures"]
    rows = [row | {"label": _figure_label(row)} for row in answer.records()]
    total = of["totals"]
    sentence = (
        f"{number(total.only()['figures'], total)} figures are kept. Where two or more named sources give figures for "
        'the same thing and place: <span class="key second">lowest</span> <span class="key">highest</span>, on a '
        "scale of powers of ten."
    )
    words = "Ranges from lowest to highest. " + "; ".join(
        f"{row['label']}: {said(row['lowest'])} to {said(row['highest'])}" for row in rows[:3]
    )
    return panel(answer, sentence, drawn(lambda width: ranges(rows, width), HALF, words) if rows else "")


def _figure_label(row: Mapping[str, Any]) -> str:
    rate = f" {row['rate']}" if row["rate"] else ""
    return f"{row['thing']}{rate}, {row['place']} · {counted(row['claimants'], 'source')}"


def activity(of: Material) -> str:
    """How many comments articles draw."""
    answer, replies = of["comment_activity"], of["replies"]
    rows = answer.records()
    comments = replies.only()
    share = f", {100 * comments['replies'] / comments['comments']:.0f}% of all" if comments["comments"] else ""
    sentence = (
        f"{number(comments['comments'], replies)} comments under {number(comments['articles'], replies)} articles. "
        f"{number(comments['replies'], replies)} answer another comment{share}; "
        f"{number(comments['anonymous'], replies)} bear no name. Bars count articles by how many comments they have."
    )
    words = "Bars. " + "; ".join(f"{row['comments']} comments: {said(row['articles'])} articles" for row in rows)
    drawing = drawn(lambda width: columns(rows, "comments", "articles", width), HALF, words) if rows else ""
    return panel(answer, sentence, drawing, more=[replies])


def discussed(of: Material) -> str:
    """The articles with most comments."""
    answer = of["discussed"]
    return panel(answer, "The articles with most comments.", _ranking(answer, "title", "comments"))


def copies(of: Material) -> str:
    """The stories that most articles tell."""
    answer = of["stories"]
    sentence = "Articles that tell the same story in nearly the same words, counted under the first of them."
    return panel(answer, sentence, _ranking(answer, "title", "articles"))


def roles(of: Material) -> str:
    """The roles of lines."""
    answer = of["roles"]
    rows = answer.records()
    total, unread = sum(row["lines"] for row in rows), sum(row["unread"] for row in rows)
    sentence = (
        f"Every line of every page has one role. Of {number(total, answer)} lines, {number(unread, answer)} could be "
        "placed by no rule and no model."
    )
    listed = answer._replace(rows=[(str(row[0]).replace("_", " "), *row[1:]) for row in answer.rows[:12]])
    return panel(answer, sentence, _ranking(listed, "role", "lines"), "tall")


def coverage(of: Material) -> str:
    """What publishers' pages state."""
    answer = of["coverage"]
    rows = answer.records()
    sentence = (
        "Percent of the last run's articles with the field filled, for its largest publishers. "
        "What a page does not state is left empty."
    )
    words = "Heat map of fill rates by publisher and field. The table below has every cell."
    return panel(answer, sentence, drawn(lambda width: heat(rows, width), FULL, words) if rows else "", "full")


def checks(of: Material) -> str:
    """The checks that did not pass."""
    answer, totals = of["checks"], of["check_totals"]
    total = totals.only()
    sentence = (
        f"{number(total['passed'], totals)} of {number(total['checks'], totals)} checks passed; "
        f"{number(total['not_passed'], totals)} did not. None of those is a gate: a failed gate stops the release."
    )
    if answer.rows:
        listed = "".join(
            f"<li><b>{html(row['check_name'])}</b> {html(row['outcome'])}: {html(row['observed'])}</li>"
            for row in answer.records()
        )
        return panel(answer, sentence, f"<ul>{listed}</ul>", more=[totals])
    return panel(totals, sentence, more=[answer])


def held_back(of: Material) -> str:
    """What was quarantined."""
    answer, total = of["quarantine"], of["totals"]
    count = total.only()["quarantined"]
    sentence = f"{number(count, total)} {'thing was' if count == 1 else 'things were'} held back, each with its reason."
    return panel(answer, sentence, _ranking(answer, "reason", "held_back"))


SECTIONS: Final[tuple[tuple[str, str, tuple[Panel, ...]], ...]] = (
    ("time", "Over time", (when,)),
    ("sources", "Publishers and stories", (publishers, copies)),
    ("names", "Names and places", (where, people)),
    ("claims", "Who says what", (voices, figures)),
    ("readers", "Readers", (activity, discussed)),
    ("quality", "How good the data is", (coverage, roles, held_back, checks)),
)

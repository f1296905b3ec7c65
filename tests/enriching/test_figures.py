"""Figures: value, unit, currency, rate and claimant of quantified claims, and numbers that are none."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.enriching import Enricher, Found, Knowledge, PageText, Passage
from tasks.enriching.figures import enricher
from warehouse.tables import Article, DateMention, Entity, Figure, Mention, Page, Quote

LEXICONS = Path(__file__).parents[2] / "seeds" / "lexicons"
NEEDED = ("units", "currencies", "casualties", "claim_verbs", "speech_verbs")


def row(kind: Any, **values: Any) -> Any:
    """A row with the values given and null elsewhere."""
    return kind(**(dict.fromkeys(kind._fields) | values))


def read_lexicon(name: str) -> tuple[dict[str, str], ...]:
    with open(LEXICONS / f"{name}.csv", encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@pytest.fixture(scope="module")
def enrich() -> Enricher:
    lexicons = {name: read_lexicon(name) for name in NEEDED}
    return enricher(Knowledge(lexicons, {}, {}, lambda texts: ()))


def figures_of(enrich: Enricher, text: str, *, comment_id: str | None = None, **found: Any) -> tuple[Figure, ...]:
    page = row(Page, page_id="p", text=text)
    passage = Passage("comment" if comment_id else "body", 0, text, comment_id)
    return enrich(PageText(page, row(Article, article_id="a"), (passage,)), Found(**found)).figures


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("There were 50 boats.", 50, 50, False),
        ("There were about 50 boats.", 50, 50, True),
        ("There were at least 50 boats.", 50, None, True),
        ("There were up to 50 boats.", None, 50, True),
        ("There were 50 to 60 boats.", 50, 60, False),
        ("There were between 50 and 60 boats.", 50, 60, False),
        ("There were some 50-60 boats.", 50, 60, True),
        ("There were dozens of boats.", None, None, True),
        ("There were fifty-two boats.", 52, 52, False),
        ("There were 50-odd boats.", 50, 50, True),
    ],
)
def test_bounds_say_what_the_words_say(
    enrich: Enricher, text: str, low: float | None, high: float | None, approximate: bool
) -> None:
    [figure] = figures_of(enrich, text)
    assert (figure.value_min, figure.value_max, figure.is_approximate, figure.unit) == (low, high, approximate, "boats")


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$1.2bn", 1.2e9, "USD"),
        ("$45.000", 45_000, "USD"),
        ("€3 million", 3e6, "EUR"),
        ("Rs 5 crore", 5e7, "INR"),
        ("3 lakh rupees", 3e5, "INR"),
        ("£5m", 5e6, "GBP"),
        ("NT$134.8 billion", 134.8e9, "TWD"),
        ("500 dollars", 500, "USD"),
        ("2,000 USD", 2000, "USD"),
    ],
)
def test_money_is_read_in_the_forms_of_the_worlds_papers(
    enrich: Enricher, text: str, value: float, currency: str
) -> None:
    [figure] = figures_of(enrich, f"It cost {text} to build.")
    assert (figure.text, figure.value_min, figure.value_max, figure.currency) == (text, value, value, currency)


@pytest.mark.parametrize(
    "text",
    [
        "Call 555-0142 now.",
        "They won 3-1 away.",
        "Ben Stone, 45, spoke.",
        "It was built in 1987.",
        "It begins at 7:30 p.m. today.",
        "An S-400 was seen.",
        "He came 4th.",
        "Show all comments (0)",
        "Flight 417 was late.",
        "COP26 ended.",
        "A 12-year-old boy sang.",
        "One of the men left.",
        "Several boats sank.",
        "²³ ½",
    ],
)
def test_numbers_that_count_nothing_are_no_figures(enrich: Enricher, text: str) -> None:
    assert figures_of(enrich, text) == ()


def test_a_figure_in_a_quotation_is_its_speakers_and_elsewhere_the_sentences(enrich: Enricher) -> None:
    text = "“We sold 30 boats,” said Ann Lee. The mayor said 12 people were hurt. Nine tents stood there."
    quote = row(Quote, speaker="Ann Lee", speaker_entity_id="e1", is_direct=True, span_start=1, span_end=17)
    found = figures_of(enrich, text, quotes=(quote,))
    assert [(f.text, f.unit, f.claimant, f.claimant_entity_id) for f in found] == [
        ("30 boats", "boats", "Ann Lee", "e1"),
        ("12 people", "people hurt", "mayor", None),
        ("Nine tents", "tents", None, None),
    ]


def test_a_surname_that_claims_is_given_with_the_full_name(enrich: Enricher) -> None:
    text = "Lee said 12 boats sank."
    mention = row(Mention, entity_id="e1", surface="Lee", type="person", span_start=0, span_end=3)
    [figure] = figures_of(
        enrich,
        text,
        mentions=(mention,),
        entities=(row(Entity, entity_id="e1", name="Ann Lee", type="person", mention_count=1),),
    )
    assert (figure.claimant, figure.claimant_entity_id) == ("Ann Lee", "e1")


def test_period_and_place_come_from_the_figures_own_clause(enrich: Enricher) -> None:
    text = "On 3 March, 12 boats sank near Holm, which had lost 4 ferries last year."
    day, year = datetime(2019, 3, 3, tzinfo=UTC), datetime(2018, 1, 1, tzinfo=UTC)
    dates = (
        row(DateMention, resolved_start=day, resolved_end=day, span_start=3, span_end=10),
        row(DateMention, resolved_start=year, resolved_end=year, span_start=62, span_end=71),
    )
    mention = row(Mention, entity_id="holm", surface="Holm", type="place", span_start=31, span_end=35)
    found = figures_of(enrich, text, dates=dates, mentions=(mention,))
    assert [(f.text, f.period_start, f.place_entity_id) for f in found] == [
        ("12 boats", day, "holm"),
        ("4 ferries", year, "holm"),
    ]


def test_a_rate_is_said_per_what(enrich: Enricher) -> None:
    found = figures_of(
        enrich, "It pumps 900 barrels a day. About 30 trucks cross each night. There are 6 per 1,000 births."
    )
    assert [f.rate for f in found] == ["per day", "per night", "per 1,000 births"]


def test_comments_keep_their_comment_and_pages_without_an_article_work(enrich: Enricher) -> None:
    page = PageText(row(Page, page_id="p"), None, (Passage("comment", 7, "I paid $5.", "c1"),))
    [figure] = enrich(page, Found()).figures
    assert (figure.comment_id, figure.article_id, figure.text, figure.span_start) == ("c1", None, "$5", 14)


def test_a_hostile_passage_is_read_to_its_end(enrich: Enricher) -> None:
    hostile = ("$5 million to " * 5_000, "he said, " * 10_000 + "5 men", "hundred and " * 5_000, "1," * 20_000)
    assert [len(figures_of(enrich, text)) for text in hostile] == [5_000, 1, 5_000, 0]

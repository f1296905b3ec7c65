"""Dates in running text: which words name one, and which days they mean."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tasks.enriching import Found, Knowledge, PageText, Passage
from tasks.enriching.date_meanings import Anchor
from tasks.enriching.dates import enricher, mentions
from warehouse.tables import Article, Page

PUBLISHED = Anchor(date(2019, 5, 15), date(2019, 5, 15))  # a Wednesday
FETCHED = Anchor(None, date(2017, 2, 21))
UNKNOWN = Anchor(None, None)


def read(text: str, anchor: Anchor = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(text[start:end], str(m.start), str(m.end)) for start, end, m in mentions(text, anchor)]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("It fell on 22 December 2015.", "22 December 2015", "2015-12-22", "2015-12-22"),
        ("It fell on Tuesday, Dec. 22, 2015.", "Tuesday, Dec. 22, 2015", "2015-12-22", "2015-12-22"),
        ("It fell on January 22.", "January 22", "2019-01-22", "2019-01-22"),
        ("It fell on December 22.", "December 22", "2018-12-22", "2018-12-22"),
        ("from March 3 to March 5", "March 3 to March 5", "2019-03-03", "2019-03-05"),
        ("from March\u00a03 to\u00a0March\u00a05", "March\u00a03 to\u00a0March\u00a05", "2019-03-03", "2019-03-05"),
        ("March 3-5, 2012", "March 3-5, 2012", "2012-03-03", "2012-03-05"),
        ("between 3 and 5 April", "3 and 5 April", "2019-04-03", "2019-04-05"),
        ("from 28 December to 3 January", "28 December to 3 January", "2018-12-28", "2019-01-03"),
        ("since March 2015", "March 2015", "2015-03-01", "2015-03-31"),
        ("in March", "March", "2019-03-01", "2019-03-31"),
        ("since 2014", "2014", "2014-01-01", "2014-12-31"),
        ("between 2011 and 2014", "2011 and 2014", "2011-01-01", "2014-12-31"),
        ("in the 1990s", "1990s", "1990-01-01", "1999-12-31"),
        ("They met Monday.", "Monday", "2019-05-13", "2019-05-13"),
        ("They met on Wednesday.", "Wednesday", "2019-05-15", "2019-05-15"),
        ("They will meet on Friday.", "Friday", "2019-05-17", "2019-05-17"),
        ("next Monday", "next Monday", "2019-05-20", "2019-05-20"),
        ("yesterday", "yesterday", "2019-05-14", "2019-05-14"),
        ("last week", "last week", "2019-05-06", "2019-05-12"),
        ("last month", "last month", "2019-04-01", "2019-04-30"),
        ("earlier this year", "earlier this year", "2019-01-01", "2019-12-31"),
        ("over the weekend", "over the weekend", "2019-05-11", "2019-05-12"),
        ("over the past three days", "over the past three days", "2019-05-12", "2019-05-15"),
        ("three days ago", "three days ago", "2019-05-12", "2019-05-12"),
        ("a year ago", "a year ago", "2018-01-01", "2018-12-31"),
        ("three days later", "three days later", "None", "None"),
        ("on April 31", "April 31", "None", "None"),
    ],
)
def test_words_mean_days_seen_from_the_day_of_publication(text: str, words: str, first: str, last: str) -> None:
    assert read(text) == [(words, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "It may rain and they march.",
        "He came second.",
        "Resolution 2254 of 2000 people",
        "1,200 soldiers",
        "It lasted two days.",
        "for 2014 homes",
    ],
)
def test_other_words_and_numbers_are_no_dates(text: str) -> None:
    assert read(text) == []


def test_without_a_publication_date_only_a_day_with_a_month_is_inferred_from_the_latest_possible_day() -> None:
    text = "On Monday, between January 22 to January 24, and last month"
    assert read(text, FETCHED) == [
        ("Monday", "None", "None"),
        ("January 22 to January 24", "2017-01-22", "2017-01-24"),
        ("last month", "None", "None"),
    ]
    assert read("on January 22", UNKNOWN) == [("January 22", "None", "None")]


def test_earlier_in_the_day_is_the_day_named_before() -> None:
    assert read("They met Monday after a talk earlier in the day.")[1] == (
        "earlier in the day",
        "2019-05-13",
        "2019-05-13",
    )


def row(kind: Any, **values: Any) -> Any:
    return kind(**(dict.fromkeys(kind._fields) | values))


def test_a_row_says_its_words_its_days_and_what_they_rest_on() -> None:
    article = row(
        Article, article_id="a", published_at=datetime(2019, 5, 15, 8, tzinfo=UTC), published_precision="minute"
    )
    page = PageText(
        row(Page, page_id="p"), article, (Passage("body", 100, "Since 2014 and Monday, 32 April and soon."),)
    )
    found = enricher(Knowledge({}, {}, {}, lambda texts: ()))(page, Found()).dates
    assert [(d.text, d.resolved_start, d.precision, d.basis, d.span_start, d.span_end) for d in found] == [
        ("2014", datetime(2014, 1, 1, tzinfo=UTC), "year", "stated", 106, 110),
        ("Monday", datetime(2019, 5, 13, tzinfo=UTC), "day", "inferred", 115, 121),
    ]


def test_a_date_known_to_the_month_anchors_nothing_relative() -> None:
    article = row(Article, article_id="a", published_at=datetime(2019, 5, 1, tzinfo=UTC), published_precision="month")
    page = PageText(row(Page, page_id="p"), article, (Passage("body", 0, "It fell on Monday."),))
    [found] = enricher(Knowledge({}, {}, {}, lambda texts: ()))(page, Found()).dates
    assert (found.text, found.resolved_start, found.basis) == ("Monday", None, "none")


def test_a_page_without_an_article_has_no_dates() -> None:
    page = PageText(row(Page, page_id="p"), None, (Passage("comment", 0, "On Monday.", "c"),))
    assert enricher(Knowledge({}, {}, {}, lambda texts: ()))(page, Found()).dates == ()

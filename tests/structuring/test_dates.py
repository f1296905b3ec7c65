"""Dates of pages: each form that a line can take, and which line is the article's."""

from datetime import UTC, datetime

import pytest

from tasks.structuring.date_choice import published_stamp
from tasks.structuring.dates import Refusal, Stamp, day_first_evidence, explain_refusal, read_dates, read_stamp
from tasks.structuring.lines import split_lines

FETCHED = datetime(2021, 6, 10, 12, 30, tzinfo=UTC)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


FORMS = [
    ("March 4, 2019", at(2019, 3, 4), "day"),
    ("4 Mar 2019 14:05 GMT", at(2019, 3, 4, 14, 5), "minute"),
    ("Monday 4 March 2019 10.27 EST", at(2019, 3, 4, 15, 27), "minute"),
    ("2019-03-04T10:27:08+03:00", at(2019, 3, 4, 7, 27, 8), "second"),
    ("2019-03-04 10:27", at(2019, 3, 4, 10, 27), "minute"),
    ("28/03/2019", at(2019, 3, 28), "day"),
    ("03/28/19", at(2019, 3, 28), "day"),
    ("03/04/2019 08:00 AM EST", at(2019, 3, 4, 13), "minute"),
    ("4.3.2019, 9:05 Uhr", at(2019, 3, 4, 9, 5), "minute"),
    ("07:45 GMT +304 March 2019", at(2019, 3, 4, 4, 45), "minute"),
    ("07:45 GMT +1003 March 2019", at(2019, 3, 2, 21, 45), "minute"),
    ("07:45 GMT +3 4 March 2019", at(2019, 3, 4, 4, 45), "minute"),
    ("Mon., Mar. 4 2019, 5:04 p.m. IST", at(2019, 3, 4, 17, 4), "minute"),
    ("July 4, 2019 at 9 PM ET", at(2019, 7, 5, 1), "hour"),
    ("10:00am, 4 Mar, 2019", at(2019, 3, 4, 10), "minute"),
    ("March 4, 20193:33 PM ET", at(2019, 3, 4, 20, 33), "minute"),
    ("Ada QuillMar 04, 201912 Shares", at(2019, 3, 4), "day"),
    ("4. März 2019 um 14:05 Uhr", at(2019, 3, 4, 14, 5), "minute"),
    ("lundi 4 mars 2019 à 14h05", at(2019, 3, 4, 14, 5), "minute"),
    ("4 de marzo de 2019", at(2019, 3, 4), "day"),
    ("4 marzo 2019 ore 14:05", at(2019, 3, 4, 14, 5), "minute"),
    ("4 de março de 2019 às 14h05", at(2019, 3, 4, 14, 5), "minute"),
    ("4 maart 2019 om 14.05", at(2019, 3, 4, 14, 5), "minute"),
    ("4 marca 2019, 14:05", at(2019, 3, 4, 14, 5), "minute"),
    ("4 марта 2019 в 14:05", at(2019, 3, 4, 14, 5), "minute"),
    ("4 Mart 2019 14:05", at(2019, 3, 4, 14, 5), "minute"),
    ("2019. március 4. 14:05", at(2019, 3, 4, 14, 5), "minute"),
    ("2019年3月4日", at(2019, 3, 4), "day"),
]


@pytest.mark.parametrize(("text", "moment", "precision"), FORMS)
def test_a_date_is_read_in_each_of_its_forms(text: str, moment: datetime, precision: str) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert (stamp.moment, stamp.precision) == (moment, precision)


@pytest.mark.parametrize(
    "text", ["", "No date", "2019", "Room 4/12", "version 1.2.10", "call 555-2019", "It may 2019 be"]
)
def test_a_line_without_a_date_has_no_stamp(text: str) -> None:
    assert read_dates(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Published: 4 March 2019", "published"),
        ("By Ada QuillPublished: 4 March 2019", "published"),
        ("Last updated on 4 March 2019", "updated"),
        ("UPDATE: 4 March 2019", "updated"),
        ("Aktualisiert am 4. März 2019", "updated"),
        ("This is an archive article published on March 4, 2019", "archive"),
        ("07:45 GMT +304 March 2019", "clock"),
        ("Offer expires 4 March 2019", "event"),
        ("4 March 2019", ""),
    ],
)
def test_a_stamp_says_what_its_words_call_it(text: str, label: str) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert stamp.label == label


def test_a_line_with_two_stamps_gives_both_with_their_own_labels_and_spans() -> None:
    text = "Posted 4 March 2019 9:00 AM CET | Updated 5 March 2019 10:00"
    assert [(s.label, text[s.start : s.end], s.zone_stated) for s in read_dates(text) if isinstance(s, Stamp)] == [
        ("published", "4 March 2019 9:00 AM CET", True),
        ("updated", "5 March 2019 10:00", False),
    ]


def test_day_and_month_are_told_apart_by_evidence_only() -> None:
    assert read_stamp("03/04/2019") is None
    assert explain_refusal("03/04/2019") == "day and month could be either way round"
    assert read_stamp("03/04/2019", day_first=True).moment == at(2019, 4, 3)  # type: ignore[union-attr]
    assert read_stamp("03/04/2019", day_first=False).moment == at(2019, 3, 4)  # type: ignore[union-attr]
    assert day_first_evidence(["03/04/2019", "28/04/2019"]) is True
    assert day_first_evidence(["28/04/2019", "04/28/2019"]) is None


def test_a_weekday_tells_which_number_is_the_day():
    assert read_stamp("Mon, 03/06/2017 - 14:22", day_first=True).moment == at(2017, 3, 6, 14, 22)
    assert read_stamp("Posted on Saturday 03/06/2017").moment == at(2017, 6, 3)
    assert explain_refusal("Tuesday, 03/06/2017") == "day and month could be either way round"
    assert day_first_evidence(["Mon, 03/06/2017 - 14:22", "no date"]) is False


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30 February 2019", "there is no day 30 in month 2 of 2019"),
        ("31/11/2019", "there is no day 31 in month 11 of 2019"),
        ("4 March 2031", "the date lies after the page was fetched"),
        ("07:45 GMT +111 March 2019", "the zone's hours and the day run together and can be cut in more than one way"),
    ],
)
def test_an_impossible_or_future_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert [type(found) for found in read_dates(text, captured_at=FETCHED)] == [Refusal]
    assert explain_refusal(text, captured_at=FETCHED) == reason


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("Updated 3 hours ago", at(2021, 6, 10, 9, 30), "hour"),
        ("an hour ago", at(2021, 6, 10, 11, 30), "hour"),
        ("vor 20 Minuten", at(2021, 6, 10, 12, 10), "minute"),
        ("il y a 2 jours", at(2021, 6, 8), "day"),
        ("Posted yesterday", at(2021, 6, 9), "day"),
        ("Tuesday, Dec. 29", at(2020, 12, 29), "day"),
    ],
)
def test_relative_and_yearless_dates_are_read_against_a_known_capture_only(
    text: str, moment: datetime, precision: str
) -> None:
    assert read_stamp(text) is None
    stamp = read_stamp(text, captured_at=FETCHED)
    assert stamp is not None
    assert (stamp.moment, stamp.precision, stamp.basis) == (moment, precision, "inferred")


def test_a_hostile_line_holds_no_dates() -> None:
    assert read_dates("2019 " * 20_000 + "1 " * 20_000 + "12:" * 20_000) == []


PAGE = """Friday, June 11, 2021
Sport
Bridge closes for repairs
By Ada Quill
Published 4 March 2019 9:00 GMT
Updated 6 March 2019
The bridge that opened on 2 May 1999 will close, the council said on Monday, and nobody knows for how long.
Most read
• 9 June 2021
Ben Stone 7 March 2019 at 10:00 am
"""


def test_the_article_is_dated_by_the_line_beside_its_title() -> None:
    choice = published_stamp(split_lines(PAGE), 2, {9: "comment_meta"})
    assert choice.published is not None
    assert choice.updated is not None
    assert (choice.published.moment, choice.updated.moment) == (at(2019, 3, 4, 9), at(2019, 3, 6))
    assert (choice.published_line, choice.updated_line, choice.timestamp_lines) == (4, 5, (4, 5))
    assert (choice.published.basis, choice.rule) == ("stated", "labelled beside the title")


def test_a_clock_a_banner_and_a_comment_do_not_date_an_article() -> None:
    page = "07:45 GMT +304 March 2019\nBridge closes\nIt will close.\nBen Stone\n7 March 2019\n"
    assert published_stamp(split_lines(page), 1, {3: "comment_meta", 4: "comment_meta"}).published is None


def test_an_update_alone_is_taken_as_inferred() -> None:
    choice = published_stamp(split_lines("Bridge closes\nLast updated 6 March 2019\nIt will close."), 0, {})
    assert choice.published is not None
    assert (choice.published.moment, choice.published.basis) == (at(2019, 3, 6), "inferred")


def test_a_page_without_a_date_has_none() -> None:
    assert published_stamp(split_lines("Bridge closes\nIt will close."), 0, {}).published is None


@pytest.mark.parametrize(
    ("page", "title", "roles"),
    [
        ("Sunday, December 24, 2023\nBridge closes\nIt will close.", 1, {}),
        ("The Fen Post\nSunday, December 24, 2023\nNews\nBridge closes\nIt will close.", 3, {}),
        ("Bridge closes\nIt was May 2, 1999.", 0, {1: "body"}),
        ("Bridge closes\n9-5 daily through Jan. 3, 2024, at the Fen Hall; tickets are 9 pounds.", 0, {}),
        ("Bridge closes\nOne.\nTwo.\nThree.\nMay 2, 1999\nFour.", 0, {1: "body", 2: "body", 3: "body"}),
    ],
)
def test_mastheads_sentences_spans_and_dates_deep_in_the_text_do_not_date_an_article(
    page: str, title: int, roles: dict[int, str]
) -> None:
    assert published_stamp(split_lines(page), title, roles).published is None


def test_a_day_directly_above_the_title_and_one_taken_for_a_caption_date_the_article() -> None:
    above = "The Fen Post\nSunday, December 24, 2023\nBridge closes\nIt will close."
    below = "Bridge closes\nDecember 24, 2023\nIt will close."
    for page, title, roles in ((above, 2, dict[int, str]()), (below, 0, {1: "caption"})):
        choice = published_stamp(split_lines(page), title, roles)
        assert choice.published is not None
        assert (choice.published.moment, choice.is_beside_title) == (at(2023, 12, 24), True)


@pytest.mark.parametrize(("lines_between", "is_dated"), [(8, True), (12, False)])
def test_a_day_that_is_called_that_of_publication_some_lines_above_the_title_dates_the_article(
    lines_between: int, is_dated: bool
) -> None:
    between = "".join(f"Menu {number}\n" for number in range(lines_between))
    page = f"Published: 4 March 2019\n{between}Bridge closes\nIt will close."
    choice = published_stamp(split_lines(page), lines_between + 1, {})
    assert (choice.published is not None, choice.rule == "labelled elsewhere") == (is_dated, is_dated)

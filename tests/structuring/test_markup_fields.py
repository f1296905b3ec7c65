"""Which statement is a field's value."""

from datetime import UTC, datetime

import pytest

from tasks.structuring.markup import Markup, Statement
from tasks.structuring.markup_dates import Moment, read_moment
from tasks.structuring.markup_fields import (
    Printed,
    choose_authors,
    choose_published,
    choose_tags,
    choose_title,
    choose_url,
)
from tasks.structuring.markup_names import people
from tasks.structuring.tags import tag_name


def stated(*pairs: tuple[str, str]) -> tuple[Statement, ...]:
    return tuple(Statement(value, basis) for value, basis in pairs)


def test_the_printed_heading_beats_the_head() -> None:
    markup = Markup(
        titles=stated(("Bridge opens after years - Fen Post", "title element"), ("Bridge opens after six years", "h1"))
    )
    assert choose_title(markup, Printed.of(["Bridge opens after six years"])) == Statement(
        "Bridge opens after six years", "h1"
    )


def test_the_site_name_is_no_part_of_the_title() -> None:
    markup = Markup(
        titles=stated(("Bridge opens | News | Fen Post", "og:title"), ("Fen Post", "h1")),
        publishers=stated(("Fen Post", "og:site_name")),
    )
    assert choose_title(markup, Printed.of(["Fen Post", "Bridge opens | News"])) == Statement(
        "Bridge opens | News", "og:title"
    )
    assert choose_title(Markup()) is None


def test_a_blogs_name_in_its_first_heading_is_not_the_storys_title() -> None:
    markup = Markup(
        titles=stated(
            ("Fen Notes: Three eggs on a lock", "title element"),
            ("Three eggs on a lock", "og:title"),
            ("Fen Notes", "h1"),
        )
    )
    assert choose_title(markup, Printed.of(["Fen Notes", "Three eggs on a lock"])) == Statement(
        "Three eggs on a lock", "og:title"
    )


def test_a_printed_name_before_a_printed_headline_is_the_sites() -> None:
    markup = Markup(titles=stated(("Fen Post - Bridge opens after six long years", "title element")))
    assert choose_title(markup, Printed.of(["Fen Post", "Bridge opens after six long years"])) == Statement(
        "Bridge opens after six long years", "title element"
    )


def test_authors_are_people_and_a_printed_byline_has_the_last_word() -> None:
    markup = Markup(
        authors=stated(
            ("Ada Marsh", "json-ld author"),
            ("Bo Lind", "json-ld author"),
            ("By Ada Marsh and Cy Fenn, Reuters", "class authors"),
        )
    )
    chosen = choose_authors(markup, Printed.of(["By Ada Marsh and Cy Fenn, Reuters"]))
    assert (chosen.names, chosen.agencies, chosen.basis) == (("Ada Marsh", "Cy Fenn"), ("Reuters",), "class authors")
    assert (
        choose_authors(
            Markup(authors=stated(("Fen Post Staff", "author"), ("https://f.example/ada", "article:author")))
        ).names
        == ()
    )


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ada Marsh | ada@fen.example", ("Ada Marsh",)),
        ("ADA MARSH and BO LIND", ("Ada Marsh", "Bo Lind")),
        ("Ada Marsh, PhD, RDN", ("Ada Marsh",)),
        ("Ada Marsh The Associated Press", ("Ada Marsh",)),
        ("Dr. Ada Marsh in Ely", ("Ada Marsh",)),
        ("Newsroom", ()),
        ("ada-marsh", ()),
    ],
)
def test_names_lose_what_stands_around_them(value: str, names: tuple[str, ...]) -> None:
    assert people([value]).names == names


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-06T07:08:09Z", Moment(datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "second")),
        ("2024-05-06T07:08+0200", Moment(datetime(2024, 5, 6, 5, 8, tzinfo=UTC), "minute")),
        ("2024-05-06T07:08-500", Moment(datetime(2024, 5, 6, 12, 8, tzinfo=UTC), "minute")),
        ("2024-05-06", Moment(datetime(2024, 5, 6, tzinfo=UTC), "day")),
        ("2024-05-06 00:00:00", Moment(datetime(2024, 5, 6, tzinfo=UTC), "day")),
        ("2024-05", Moment(datetime(2024, 5, 1, tzinfo=UTC), "month")),
        ("20240506", Moment(datetime(2024, 5, 6, tzinfo=UTC), "day")),
        ("1714979289", Moment(datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "second")),
        ("1714979289000", Moment(datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "second")),
        ("Mon, 06 May 2024 07:08:09 GMT", Moment(datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "second")),
        ("2024-02-31", None),
        ("2022-02-112024-05-06", None),
        ("soon", None),
    ],
)
def test_machine_dates_are_read_with_their_precision(value: str, expected: Moment | None) -> None:
    assert read_moment(value) == expected


def test_a_date_after_the_capture_is_refused_and_the_next_source_asked() -> None:
    markup = Markup(published=stated(("2030-01-01", "json-ld datePublished"), ("2024-05-06", "article:published_time")))
    chosen = choose_published(markup, datetime(2024, 6, 1, tzinfo=UTC))
    assert chosen is not None
    assert (chosen.moment.at, chosen.basis) == (datetime(2024, 5, 6, tzinfo=UTC), "article:published_time")


def test_tags_are_parted_and_addresses_made_absolute() -> None:
    fen = stated(("fen, bridge ,fen, Category: Boats, 12 comments", "keywords"))
    assert choose_tags(Markup(tags=fen), tag_name) == (("fen", "bridge", "Boats"), "keywords")
    whole_site = stated((",".join(f"word {number}" for number in range(500)), "news_keywords"), *fen)
    assert choose_tags(Markup(tags=whole_site), tag_name) == (("fen", "bridge", "Boats"), "keywords")
    markup = Markup(urls=stated(("/b", "link canonical")))
    assert choose_url(markup, "https://f.example/a") == Statement("https://f.example/b", "link canonical")
    assert choose_url(markup) is None


def test_a_mail_address_behind_a_name_is_no_part_of_it() -> None:
    assert people(["Lovisa Strandmark lovisa@paper.example"], is_loose=True).names == ("Lovisa Strandmark",)
    assert people(["desk@paper.example"], is_loose=True).names == ()

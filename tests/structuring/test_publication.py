"""Is a publication known by what its pages print, and by nothing less?"""

import pytest

from tasks.structuring.lines import split_lines
from tasks.structuring.markup import Markup, Statement
from tasks.structuring.page_lines import PageLines
from tasks.structuring.publication import name_key, publication
from tasks.structuring.roles import LineRole

STORY = "The old lock at Ostwick closes for good on Monday, the harbour board said after a long and noisy meeting."
OWNERS = frozenset(map(name_key, ("Velt Holdings", "Grand Media")))


def told(*lines: str, body: int = 1) -> str | None:
    """The publication of a page of these lines, the one at `body` its story."""
    page = PageLines(split_lines("\n".join(lines)), {})
    page.roles[body] = LineRole("body", "model", 1.0)
    return publication(page, OWNERS)


@pytest.mark.parametrize(
    ("rights", "name"),
    [
        ("© 2024 Ostwick Echo. All rights reserved", "Ostwick Echo"),
        ("Copyright © 1996-2024, The Ostwick Echo Inc.", "The Ostwick Echo"),
        ("Privacy | © Copyright 2016, Ostwick Echo", "Ostwick Echo"),
        ("© 2023 Ostwick Echo Media, LLC, a Velt company. All Rights Reserved.", "Ostwick Echo"),
        ("© 2024 Ostwick Echo/Radio Ost. All rights reserved.", "Ostwick Echo"),
        ("© Ostwick Echo", None),  # a credit may say so; neither a year nor that rights are reserved
        ("© 2024 Velt Holdings Ltd", None),
        ("© 2024 Grand Media. All rights reserved", None),
        ("© 2024", None),
        ("All rights reserved", None),
    ],
)
def test_the_holder_of_the_rights_is_the_publication_if_the_furniture_names_it_too(
    rights: str, name: str | None
) -> None:
    assert told("Home", STORY, "Subscribe to the Ostwick Echo today", "Grand Media and Velt Holdings", rights) == name


def test_a_holder_that_nothing_else_names_is_none() -> None:
    assert told("Home", STORY, "© 2024 Ostwick Echo. All rights reserved") is None
    assert told("Home", f"{STORY} It told the Ostwick Echo.", "© 2024 Ostwick Echo. All rights reserved") is None


def test_a_line_of_its_own_says_how_the_name_is_written() -> None:
    assert told("OSTWICK echo", STORY, "© 2024 Ostwick Echo. All rights reserved") == "OSTWICK echo"


@pytest.mark.parametrize(
    ("rights", "name"),
    [
        ("© 2010–2021 Остальные Вести. Все права защищены. 16+", "Остальные Вести"),
        ("© 2021 جميع الحقوق محفوظة لجريدة الميناء", "جريدة الميناء"),
        ("© 2021 Liman Postası. Tüm hakları saklıdır.", "Liman Postası"),
    ],
)
def test_rights_are_reserved_in_other_languages_too(rights: str, name: str) -> None:
    assert told(name, STORY, rights) == name


@pytest.mark.parametrize(
    "end", ["Ostwick Echo, 14 Quay Street", "Ostwick Echo © 2023", "Ostwick Echo is published by us"]
)
def test_a_masthead_that_the_foot_explains_is_the_publication(end: str) -> None:
    assert told("Ostwick Echo", STORY, "Contact", end) == "Ostwick Echo"
    assert told("Contact", STORY, "Contact", end) is None
    assert told("Ostwick Echo", STORY, f"Follow {end}") is None


@pytest.mark.parametrize("title", ["Old lock closes for good | Ostwick Echo", "Ostwick Echo: Old lock closes for good"])
def test_the_title_element_of_html_names_the_publication_beside_the_headline(title: str) -> None:
    markup = Markup(titles=(Statement(title, "title element"),))
    page = PageLines(split_lines(f"Old lock closes for good\n{STORY}"), {}, markup)
    assert publication(page, OWNERS) is None
    page.roles[0] = LineRole("title", "model", 1.0)
    assert publication(page, OWNERS) == "Ostwick Echo"


def test_who_signs_a_story_and_holds_its_rights_is_no_publication() -> None:
    page = PageLines(split_lines(f"Ada Quill\n{STORY}\n© 2024 Ada Quill"), {})
    page.roles[0] = LineRole("byline", "model", 1.0)
    assert publication(page, OWNERS) is None


def test_a_masthead_is_neither_a_link_that_the_foot_repeats_nor_an_owner() -> None:
    assert told("Ostwick Echo", STORY, "Ostwick Echo") is None
    assert told("Grand Media", STORY, "Grand Media, 14 Quay Street") is None


@pytest.mark.parametrize("separator", [" | ", " - ", " – ", " :: "])
def test_what_stands_behind_the_headline_in_the_title_of_the_page_is_the_publication(separator: str) -> None:
    title = f"Old lock closes for good{separator}The Ostwick Echo"
    assert told(title, "Old lock closes for good", STORY, body=2) == "The Ostwick Echo"
    assert told(title, "Another headline", STORY, body=2) is None


def test_a_hostile_line_of_rights_costs_no_more_than_its_first_characters() -> None:
    assert told("© " * 100_000, STORY, "(c)" * 100_000 + "copyright 2024 " * 50_000) is None


def test_of_many_lines_of_rights_the_last_are_asked() -> None:
    rights = [f"© 2024 Holder {number}. All rights reserved" for number in range(20_000)]
    assert told("Ostwick Echo", STORY, "© 2024 Ostwick Echo", *rights) is None
    assert told("Ostwick Echo", STORY, *rights, "© 2024 Ostwick Echo") == "Ostwick Echo"

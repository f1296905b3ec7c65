"""Bylines: whom each form names, and what it does not name."""

import pytest

from tasks.structuring.byline import Byline, is_known_name, is_name, opened, read_byline, signature_of

GIVEN = frozenset(("nora", "tomas", "ilse", "edda", "maurice"))

FORMS = [
    ("By Nora Velt", ("Nora Velt",)),
    ("ByNora Velt", ("Nora Velt",)),
    ("by Nora Velt on May 3, 2021 at 3:53PM PST", ("Nora Velt",)),
    ("By Nora VeltPublished: May 3, 2021", ("Nora Velt",)),
    ("By Nora Velt and Tomas Brink", ("Nora Velt", "Tomas Brink")),
    ("By Nora Velt, Tomas Brink & Ilse Ohm", ("Nora Velt", "Tomas Brink", "Ilse Ohm")),
    ("Nora Velt - May 3, 2021 1:00 pm UTC", ("Nora Velt",)),
    ("Nora Velt · Fenland News · Posted: May 03, 2021 8:25 AM EST", ("Nora Velt",)),
    ("posted on 2021-05-03 23:30 EST by Nora Velt", ("Nora Velt",)),
    ("May 3, 2021 by Nora Velt", ("Nora Velt",)),
    ("Review by Nora Velt Contributor", ("Nora Velt",)),
    ("By Nora Velt | nvelt@ferrypost.example | Ferry Post", ("Nora Velt",)),
    ("Nora Velt/", ("Nora Velt",)),
    ("Nora VeltShowbiz & TV Reporter", ("Nora Velt",)),
    ("Nora Velt \xa0 Ferry Post Courier", ("Nora Velt",)),
    ("By Nora Velt@noravelt May 3, 2021, 10:20am EST", ("Nora Velt",)),
    ("NORA VELT, SPORTS EDITOR", ("Nora Velt",)),
    ("Nora Velt MS, RDN, LD", ("Nora Velt",)),
    ("Written by Nora Velt in Valve on 1 June 2019", ("Nora Velt",)),
    ("Von Ilse Ohm", ("Ilse Ohm",)),
    ("Von Ilse Ohm am 3. Mai 2021", ("Ilse Ohm",)),
    ("Door Tomas Brink op wo 3 november 2021, 07:15", ("Tomas Brink",)),
    ("Por Tomas Brink y Ilse Ohm", ("Tomas Brink", "Ilse Ohm")),
    ("By Edda McKay, Ferry Correspondent", ("Edda McKay",)),
    ("By Maurice de la Tour in Ghent", ("Maurice de la Tour",)),
    ("Photographs by Nora Velt", ()),
    ("Fact checked by Nora Velt", ()),
    ("Medically reviewed by Nora Velt", ()),
    ("Illustrations by Tomas Brink", ()),
    ("Editor", ()),
    ("12 min read", ()),
    ("Nora Velt Nora Velt", ("Nora Velt",)),
    ("By Nora Velt All posts", ("Nora Velt",)),
    ("By Letters To The Editor", ()),
]


@pytest.mark.parametrize(("text", "names"), FORMS)
def test_a_byline_names_its_authors_and_nobody_else(text: str, names: tuple[str, ...]) -> None:
    assert read_byline(text, GIVEN) == Byline(names, ())


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Nora Velt and Reuters", Byline(("Nora Velt",), ("Reuters",))),
        ("By Nora Velt The Associated Press", Byline(("Nora Velt",), ("AP",))),
        ("Associated Press", Byline((), ("AP",))),
        ("Nora Velt avec AFP", Byline(("Nora Velt",), ("AFP",))),
        ("By Nora Velt (with inputs from PTI and ANI)", Byline(("Nora Velt",), ("PTI", "ANI"))),
    ],
)
def test_agencies_are_kept_apart_from_authors(text: str, byline: Byline) -> None:
    assert read_byline(text, GIVEN) == byline


def test_an_editor_is_told_apart_from_an_author() -> None:
    assert [opened(text).kind for text in ("Edited by Nora Velt", "By Nora Velt", "Nora Velt")] == [
        "editor",
        "author",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("By Ferry Post Staff", "Ferry Post Staff"),
        ("by night_owl on May 3, 2021", "night_owl"),
        ("By Staff and wire reports", "Staff and wire reports"),
        ("By the numbers", None),
        ("By 5 min read", None),
        ("By 24 Comments", None),
        ("By last updated", None),
        ("By The mayor took aim at the ferry", None),
        ("Door knocking for votes", None),  # "door" is Dutch for "by"
        ("By Reuters", None),
        ("Nora Velt", None),
    ],
)
def test_a_byline_without_a_person_is_signed_by_a_desk_or_a_user(text: str, signature: str | None) -> None:
    assert signature_of(text) == signature


def test_names_are_told_from_other_words_in_capitals() -> None:
    assert [is_name(text) for text in ("Nora Velt", "Ferry Reporter", "Velt", "Nora Velt 2", "A B C D E F")] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert [is_known_name(text, GIVEN) for text in ("Nora Velt", "Harbour Map", "Q. Velt")] == [True, False, True]


@pytest.mark.parametrize("hostile", ["By " + "A" * 100_000 + "!", "By " + "Ab" * 50_000, "by " * 5_000])
def test_a_line_of_a_hundred_thousand_capitals_names_nobody(hostile: str) -> None:
    assert read_byline(hostile, GIVEN) == Byline((), ())

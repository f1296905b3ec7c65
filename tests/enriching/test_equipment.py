"""Which weapons, vehicles and aircraft does a text name?"""

import pytest

from tasks.enriching.names_page import Namer


def named(namer: Namer, text: str) -> list[tuple[str, str]]:
    return [(text[seen.start : seen.end], seen.name) for seen in namer.arsenal.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three Su-34s and a Tu-22M3 took off.", [("Su-34", "Su-34"), ("Tu-22M3", "Tu-22M3")]),
        ("A Mil Mi-24 circled the town.", [("Mil Mi-24", "Mi-24")]),
        ("Crews of the T-72B3 and the F-16C trained.", [("T-72B3", "T-72B3"), ("F-16C", "F-16C")]),
        ("The MQ-9 and the S‑400 were sold.", [("MQ-9", "MQ-9"), ("S‑400", "S-400")]),
        ("the twin rotor KA2 helicopter gunships", [("KA2", "KA2")]),
    ],
)
def test_designations_are_read_without_plural_and_named_without_maker(
    namer: Namer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(namer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The G20 met while COVID-19 spread.",
        "Her H-1B visa ran out.",
        "The A-4 was closed at junction 7.",
        "A leopard and a jaguar were seen in the orchard.",
        "Flight KL1234 left from gate B12.",
    ],
)
def test_roads_visas_animals_and_flights_are_no_equipment(namer: Namer, text: str) -> None:
    assert named(namer, text) == []


def test_a_name_that_is_a_common_word_needs_a_telling_word_in_its_clause(namer: Namer) -> None:
    assert named(namer, "Apache helicopters left.") == [("Apache", "Apache")]
    assert named(namer, "The Apache elders spoke. Helicopters left.") == []

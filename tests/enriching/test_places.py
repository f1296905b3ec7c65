"""Which place on earth is meant?"""

import pytest

from tasks.enriching.names_page import Namer
from tasks.enriching.places import Evidence
from tests.enriching.conftest import Reader


def country_of(namer: Namer, name: str, evidence: Evidence) -> str | None:
    resolved = namer.gazetteer.resolve(name, evidence)
    return resolved.place.country_code if resolved else None


@pytest.mark.parametrize(
    ("name", "evidence", "country"),
    [
        ("Paris", Evidence({}), "FR"),
        ("Paris", Evidence({}, beside=("Texas",)), "US"),
        ("Tripoli", Evidence({}), "LY"),
        ("Tripoli", Evidence({"LB": 1.0}), "LB"),
        ("Georgia", Evidence({"RU": 0.5, "AM": 0.5}), "GE"),
        ("Georgia", Evidence({"US": 1.0}), "US"),
        ("Moscow", Evidence({}), "RU"),
        ("Deir Ezzor", Evidence({}), "SY"),
        ("Kwara State", Evidence({}), "NG"),
    ],
)
def test_a_place_is_chosen_by_size_by_its_page_and_by_what_stands_beside_it(
    namer: Namer, name: str, evidence: Evidence, country: str
) -> None:
    assert country_of(namer, name, evidence) == country


def test_the_datelines_country_decides_between_places_of_like_size(namer: Namer) -> None:
    assert country_of(namer, "Hyderabad", Evidence({})) == "IN"
    assert country_of(namer, "Hyderabad", Evidence({"PK": 0.5}, dateline="PK")) == "PK"


def test_an_unknown_place_is_not_resolved(namer: Namer) -> None:
    assert namer.gazetteer.resolve("Blefuscu", Evidence({})) is None


def test_spellings_of_one_place_are_one_entity(find_names: Reader) -> None:
    found = find_names("Convoys reached Deir ez-Zor.", "Deir Ezzor was quiet.", "Dayr az Zawr is the same town.")
    assert {(e.name, e.geonames_id, e.country_code, e.mention_count) for e in found.entities} == {
        ("Deir ez-Zor", 170794, "SY", 3)
    }


def test_a_government_named_by_its_capital_stays_a_place(find_names: Reader) -> None:
    found = find_names("Moscow denied the report.", tagged={"Moscow": "ORG"})
    assert [(m.surface, m.type) for m in found.mentions] == [("Moscow", "place")]

"""Which place on earth is meant?"""

import json
from pathlib import Path

import pytest

from tasks.enriching import Found
from tasks.enriching.names_page import Namer
from tasks.enriching.places import Evidence
from tests.enriching.conftest import Reader

SENTENCES = Path(__file__).parents[1] / "sets" / "places.jsonl"


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


def test_the_right_place_is_found_in_our_own_sentences(find_names: Reader) -> None:
    rows = [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]
    right = 0
    for row in rows:
        found = find_names(row["text"], tagged={row["surface"]: "GPE"})
        right += row["geonames_id"] == geonames_id(found, row["start"])
    assert len(rows) >= 200
    # 0.953 with the real tagger when the set was first read, 0.983 after its faults were mended, 0.949 with this test's
    # tagger, which sees nothing but the one place; the target is 0.90
    assert right / len(rows) >= 0.94


def geonames_id(found: Found, start: int) -> int | str | None:
    """The id of the place that is named where a passage's span begins."""
    entities = {entity.entity_id: entity for entity in found.entities}
    here = [entities[mention.entity_id] for mention in found.mentions if mention.span_start <= start < mention.span_end]
    return here[0].geonames_id if here else "missed"

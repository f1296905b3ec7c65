"""How is a place's name used?"""

import pytest

from tasks.enriching import Knowledge
from tasks.enriching.place_usage import Cues, PlaceName, compile_cues, usages
from tests.enriching.conftest import Reader


@pytest.fixture(scope="module")
def cues(names_knowledge: Knowledge) -> Cues:
    return compile_cues(names_knowledge)


def used(text: str, cues: Cues, *names: str) -> list[str]:
    """The usage of each of the names, which stand in the text in this order."""
    return usages(text, [PlaceName(text.index(name), text.index(name) + len(name)) for name in names], cues)


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Moscow said so.", ["Moscow"], ["government"]),
        ("Officials in Moscow said so.", ["Moscow"], ["location"]),
        ("Talks between Oslo and Rome failed.", ["Oslo", "Rome"], ["government", "government"]),
        ("Trains between Oslo and Rome stopped.", ["Oslo", "Rome"], ["location", "location"]),
        ("Spain beat Italy 2-1.", ["Spain", "Italy"], ["team", "team"]),
        ("He grew up in Gweru, Zimbabwe said.", ["Gweru", "Zimbabwe"], ["location", "location"]),
        ("The Beijing-based firm said no.", ["Beijing"], ["location"]),
        ("A Riyadh-backed force left.", ["Riyadh"], ["government"]),
    ],
)
def test_the_words_beside_a_place_tell_how_it_is_used(
    text: str, names: list[str], expected: list[str], cues: Cues
) -> None:
    assert used(text, cues, *names) == expected


def test_a_government_stays_the_mention_of_a_place_and_says_how_it_is_used(find_names: Reader) -> None:
    found = find_names("Moscow denied it, a Syrian baker in Moscow said.", tagged={"Syrian": "NORP"})
    assert [(m.surface, m.type, m.usage) for m in found.mentions] == [
        ("Moscow", "place", "government"),
        ("Syrian", "other", None),
        ("Moscow", "place", "location"),
    ]

"""How is a place's name used?"""

import json
from collections import Counter
from pathlib import Path

import pytest

from tasks.enriching import Knowledge
from tasks.enriching.place_usage import Cues, PlaceName, compile_cues, usages
from tests.enriching.conftest import Reader

SETS = Path(__file__).parents[1] / "sets"


@pytest.fixture(scope="module")
def cues(names_knowledge: Knowledge) -> Cues:
    return compile_cues(names_knowledge)


def used(text: str, cues: Cues, *names: str) -> list[str]:
    """The usage of each of the names, which stand in the text in this order."""
    return usages(text, [PlaceName(text.index(name), text.index(name) + len(name)) for name in names], cues)


def counted(path: Path, cues: Cues) -> Counter[tuple[str, str]]:
    """(labelled, found) → how often."""
    found: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines():
        case = json.loads(line)
        places = [PlaceName(place["start"], place["end"]) for place in case["places"]]
        labelled = [place["usage"] for place in case["places"]]
        found.update(zip(labelled, usages(case["text"], places, cues), strict=True))
    return found


def accuracy(found: Counter[tuple[str, str]]) -> float:
    return sum(count for (want, have), count in found.items() if want == have) / found.total()


def test_labelled_sentences_are_read_as_labelled(cues: Cues) -> None:
    # 0.910 when they were first read, before their faults were mended
    found = counted(SETS / "place_usage.jsonl", cues)
    assert found.total() >= 200
    assert accuracy(found) >= 0.97


def test_sentences_written_after_the_code_hold_their_floor(cues: Cues) -> None:
    # At first sight: 0.662 of the first 77 names, 0.702 of the 47 that follow; what is missed is a government taken
    # for the place, hardly ever the reverse.
    found = counted(SETS / "place_usage_held_out.jsonl", cues)
    assert accuracy(found) >= 0.85
    assert sum(count for (want, have), count in found.items() if want == "location" != have) == 0


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

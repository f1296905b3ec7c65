"""Is prose enriched in time linear in its size?"""

import pytest

from bench.linear import GROWTH, PROSE, growth_of
from tasks.enriching.quote_frames import Item, frame_items
from tasks.enriching.quote_indirect import reports
from tasks.enriching.quote_verbs import verb_forms
from tasks.knowledge import lexicon

SIZE = 25_000  # bytes; below it what is quadratic does not show in the search for names


@pytest.mark.parametrize("name", ["one long paragraph of speakers", "one long paragraph of names"])
def test_the_time_for_a_byte_does_not_grow_with_the_prose(name: str) -> None:
    small, large = growth_of(PROSE[name], "prose", SIZE, rounds=2)
    assert large < small * GROWTH * 0.7  # what is quadratic costs GROWTH times as much a byte


class Walked(list[Item]):
    """Items that count how often all of them are looked at."""

    walks = 0

    def __iter__(self):  # type: ignore[no-untyped-def]
        self.walks += 1
        return super().__iter__()


def test_a_paragraph_is_walked_once_however_many_clauses_it_reports() -> None:
    items = Walked(frame_items("He said that all the ships had left the port. " * 5, (), ()))
    found = reports(items, (), verb_forms(lexicon("speech_verbs")))
    assert (len(found), items.walks) == (5, 1)

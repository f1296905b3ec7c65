"""A line without a pattern's cues does not match the pattern."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.structuring import cues, publication, rules_furniture, rules_media, rules_tags, rules_tail
from tasks.structuring.cues import cued, cued_lines, cues_of

# Each cued pattern, and the method that its rule asks it with.
CUED = {
    name: pattern
    for module in (publication, rules_furniture, rules_media, rules_tags, rules_tail)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern) and pattern.pattern in cues._CUES
}


def test_every_cued_pattern_is_tried_here() -> None:
    assert {pattern.pattern for pattern in CUED.values()} == set(cues._CUES)


@pytest.mark.parametrize("name", CUED)
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_matches_a_pattern_is_among_its_lines(name: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.from_regex(CUED[name])).split())
    found = CUED[name].search(text)
    line = text[found.start() :] if found else "© Photo"

    assert 1 in cued_lines(["Nothing is said here.", line, "Nor here."])[CUED[name].pattern] or not CUED[name].match(
        line
    )


def test_lines_are_found_by_the_words_that_a_pattern_needs() -> None:
    texts = ["© 2024 The Harbour Post", "The harbour is shut.", "COPYRIGHT 2023", "No copyright line"]

    assert cued_lines(texts)[rules_furniture.COPYRIGHT.pattern] == [0, 2]
    assert cued_lines(texts)[publication.SIGN.pattern] == [0, 2, 3]


def test_the_most_telling_words_of_a_pattern_are_its_cues() -> None:
    assert cues_of(re.compile("[a-z]+ (?:shares?|likes) ?", re.IGNORECASE)) == {"share", "likes"}
    assert cues_of(re.compile(r"\b(?:photo|image) by\b|© ?\d")) == {"\nphoto by", "\nimage by", "\n©"}
    assert cues_of(re.compile("(?:photo|image) by|© ?.?"), at_start=False) == {"photo by", "image by", "©"}
    assert cues_of(re.compile("(?:seen)?[a-z]+")) == frozenset()


def test_a_pattern_that_needs_no_word_cannot_be_cued() -> None:
    with pytest.raises(ValueError, match="There is no word without which this pattern does not match"):
        cued(re.compile(r"\w+ \d+"))

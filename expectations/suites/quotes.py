"""Judgements on `quotes`: words, speaker and cue."""

from typing import Final

from expectations import Expectation, never
from expectations.suites.values import at_most, basis_agrees, not_blank

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    not_blank("quotes", "text"),
    at_most("quotes", "text", 20_000, "warn"),
    not_blank("quotes", "speaker", "row"),
    at_most("quotes", "speaker", 200, "warn"),
    basis_agrees("quotes", "speaker", "speaker_basis"),
    never(
        "quotes.speaker_entity_id.with_speaker",
        "speaker_entity_id IS NOT NULL AND speaker IS NULL",
        "gate",
        "A speaker who is an entity has a name.",
    ),
    never(
        "quotes.cue.indirect",
        "NOT is_direct AND cue IS NULL",
        "warn",
        "Indirect speech has a word that introduces it.",
    ),
)

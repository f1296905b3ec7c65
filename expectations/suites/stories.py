"""Judgements on `stories`: an original is like itself."""

from typing import Final

from expectations import Expectation, never

EXPECTATIONS: Final[tuple[Expectation, ...]] = (
    never(
        "stories.similarity.of_original",
        "is_original AND similarity <> 1",
        "gate",
        "The original of a story is wholly similar to itself.",
    ),
)

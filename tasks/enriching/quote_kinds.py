"""Is a quoted stretch said by someone, or do its marks stand for something else?

Scare quotes, nicknames and titles of works stand between marks too. `is_said` asks the rules in
`RULES` in their order; the first that answers decides. Called by `quote_utterances`.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from tasks.enriching.quote_cues import Cue
from tasks.enriching.quote_words import SMALL_WORDS, WORKS

# Measured on 200 articles: of 427 stretches of fewer than SCRAP_WORDS without a cue beside them, 32 were direct
# speech; of 68 of fewer than PHRASE_WORDS in the middle of the reporter's sentence, 4.
SCRAP_WORDS: Final = 5
PHRASE_WORDS: Final = 8
CONTEXT: Final = 80  # characters before a quotation that are looked at
POINTS: Final = ",.?!—…"


class Stretch(NamedTuple):
    """Quoted words, what stands before them in the paragraph, and their cue."""

    words: str
    before: str
    cue: Cue | None
    runs_on: bool  # into the next paragraph
    after: str  # the character behind the closing mark


def is_said(text: str, start: int, end: int, cue: Cue | None) -> bool:
    """Is text[start:end], which stands between marks, an utterance or a part of one?"""
    stretch = Stretch(
        text[start:end].strip(),
        text[max(0, start - CONTEXT) : max(0, start - 1)].rstrip(" “\"‘'„«»`"),
        cue,
        end == len(text),
        text[end + 1 : end + 2],
    )
    for rule in RULES:
        answer = rule(stretch)
        if answer is not None:
            return answer
    return False


def _empty(stretch: Stretch) -> bool | None:
    return None if any(c.isalnum() for c in stretch.words) else False


def _running_on(stretch: Stretch) -> bool | None:
    return True if stretch.runs_on else None


def _title(stretch: Stretch) -> bool | None:
    return False if is_title(stretch) else None


def _long(stretch: Stretch) -> bool | None:
    return True if _count(stretch) >= PHRASE_WORDS else None


def _fragment(stretch: Stretch) -> bool | None:
    """'noted that "a number of our friends" came': in the middle of someone else's sentence."""
    is_inside = bool(stretch.before) and stretch.before[-1] not in ",:.?!;" and not stretch.words[:1].isupper()
    tight = stretch.cue is not None and stretch.cue.is_tight
    return False if is_inside and not tight else None


def _phrase(stretch: Stretch) -> bool | None:
    if _count(stretch) < SCRAP_WORDS:
        return None
    ends = stretch.words[-1] in POINTS
    return None if stretch.cue is None and not ends and stretch.before[-1:].isalpha() else True


def _short_reply(stretch: Stretch) -> bool | None:
    """'"Never," said X': a sentence of its own, and a cue beside it."""
    cue = stretch.cue
    if cue is None or not cue.is_tight or cue.kind == "label":
        return None
    is_closed = stretch.words[-1] in POINTS or (stretch.after == "," and cue.place == "after")
    return True if is_closed and stretch.words[0].isupper() else None


def _label(stretch: Stretch) -> bool | None:
    """'X called it "a mess"': two words or more, right after a verb of saying or naming that has a subject."""
    cue = stretch.cue
    if cue is None or not cue.is_tight or cue.place != "before" or cue.kind not in ("report", "label"):
        return None
    return True if cue.source is not None and stretch.before[-1:].isalpha() and _count(stretch) > 1 else None


RULES: Final[tuple[Callable[[Stretch], bool | None], ...]] = (
    _empty,
    _running_on,
    _title,
    _long,
    _fragment,
    _phrase,
    _short_reply,
    _label,
)


def _count(stretch: Stretch) -> int:
    return len(stretch.words.split())


def is_title(stretch: Stretch) -> bool:
    """The name of a work or a programme: capitalized throughout, and not introduced as speech."""
    words = stretch.words.split()
    if len(words) < 2 or not all(word[:1].isupper() or word.lower() in SMALL_WORDS for word in words):
        return False
    cue = stretch.cue
    last = stretch.before.split()[-1:]
    if (last and last[0].strip(",:").lower() in WORKS) or (cue is not None and cue.kind == "phrase"):
        return True
    if stretch.words[-1] in "?!" or stretch.before[-1:] in (",", ":"):
        return False
    return cue is None or not cue.is_tight or (cue.place == "before" and cue.kind != "report")

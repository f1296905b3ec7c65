"""Which words of a paragraph are verbs of speech?

The lexicon `speech_verbs` goes in once; `verb_at` then tells whether a verb or a phrase begins at an
item, and of which kind it is. Called by `quote_cues`, `quote_indirect` and `quote_speakers`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tasks.enriching import Row
from tasks.enriching.quote_frames import Item
from tasks.enriching.quote_words import DETERMINERS, PREPOSITIONS


class Verbs(NamedTuple):
    """Speech verbs: each form's kind, and phrases by their first word."""

    kinds: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def verb_forms(rows: Sequence[Row]) -> Verbs:
    """The lexicon `speech_verbs` by form."""
    kinds: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows:
        for form in row["forms"].split("|"):
            words = tuple(form.split())
            if len(words) == 1:
                kinds[form] = row["kind"]
            else:
                phrases.setdefault(words[0], []).append((words, row["kind"]))
    return Verbs(kinds, {word: tuple(found) for word, found in phrases.items()})


def verb_at(items: Sequence[Item], place: int, verbs: Verbs) -> tuple[int, str] | None:
    """Where the speech verb or phrase that begins at a place ends, and its kind."""
    item = items[place]
    if item.kind != "word":
        return None
    for words, kind in verbs.phrases.get(item.lower, ()):
        if tuple(i.lower for i in items[place : place + len(words)]) == words:
            return place + len(words), kind
    kind_of_word = verbs.kinds.get(item.lower)
    if kind_of_word is None or item.text[0].isupper() or _is_noun(items, place):
        return None
    return place + 1, kind_of_word


def _is_noun(items: Sequence[Item], place: int) -> bool:
    """The form of a verb that is a noun here: 'her claim', 'in all the states', 'Koval's demands'."""
    if place == 0 or items[place].lower.endswith("ing"):
        return False
    before = items[place - 1]
    if before.lower in DETERMINERS or (before.lower in PREPOSITIONS and before.lower != "to"):
        return True
    return before.lower == "s" and before.start == items[place - 2].end and items[place - 2].text in ("'", "’")

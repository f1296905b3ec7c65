"""Who speaks an utterance: the subject of its cue, of its sentence, of its lead-in, or whoever spoke last?

`Attributions` walks through a story with `quotes` and remembers who was named and who spoke, so that
'she said' and a quotation without any cue find their speaker.
"""

from bisect import insort
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from tasks.enriching import Passage
from tasks.enriching.names_text import is_foreign
from tasks.enriching.quote_cues import Cue, cue_before, sentence_start
from tasks.enriching.quote_frames import Item
from tasks.enriching.quote_marks import Part
from tasks.enriching.quote_subjects import Source, main_subject, subject_left
from tasks.enriching.quote_utterances import Utterance
from tasks.enriching.quote_verbs import Verbs, verb_at
from tasks.enriching.speakers import PageNames, Speaker, Subject, place_of


class Attribution(NamedTuple):
    """Who speaks, what that rests on, and the cue's words."""

    speaker: Speaker | None
    basis: str
    cue: str | None


DASHES: Final = ("-", "–", "—", "―")
SIGNATURE_ITEMS: Final = 12  # '— X, mayor of the town'
NO_ONE: Final = Attribution(None, "none", None)


class Attributions:
    """The speakers of a story's utterances, found in page order."""

    def __init__(
        self, story: Sequence[Passage], names: PageNames, verbs: Verbs, items_of: Callable[[int], list[Item]]
    ) -> None:
        self._story = story
        self._names = names
        self._verbs = verbs
        self._items_of = items_of
        self._subjects: list[Subject] = []
        self._last: tuple[int, Speaker | None] | None = None

    def pass_paragraph(self, subjects: Sequence[Subject]) -> None:
        """Take in who a paragraph names, before its utterances are attributed."""
        for subject in subjects:
            insort(self._subjects, subject, key=place_of)

    def attribute(self, utterance: Utterance, parts: Sequence[Part]) -> Attribution:
        """Who speaks an utterance; later utterances may go on from it."""
        found = self._by_cue(utterance) if utterance.cue is not None else self._without_cue(utterance)
        if found.speaker is not None:
            insort(self._subjects, Subject(parts[0].paragraph, parts[0].start, True, found.speaker), key=place_of)
        self._last = (parts[-1].paragraph, found.speaker)
        return found

    def report(self, number: int, items: Sequence[Item], cue: Cue) -> Attribution:
        """Who says what a paragraph reports without quotation marks."""
        if cue.source is None:
            return NO_ONE
        speaker, basis = self._speaker(number, items, cue.source)
        if speaker is not None:
            insort(self._subjects, Subject(number, items[cue.source.first].start, True, speaker), key=place_of)
        return Attribution(speaker, basis, _words(items, cue))

    def _by_cue(self, utterance: Utterance) -> Attribution:
        cue = utterance.cue
        if cue is None or cue.source is None:
            return Attribution(None, "none", _words(utterance.items, cue) if cue else None)
        speaker, basis = self._speaker(utterance.cue_paragraph, utterance.items, cue.source)
        return Attribution(speaker, basis, _words(utterance.items, cue))

    def _without_cue(self, utterance: Utterance) -> Attribution:
        number, items = utterance.paragraph, utterance.items
        signed = self._signed(utterance)
        if signed is not None:
            return Attribution(signed, "named", None)
        low = sentence_start(items, utterance.first)
        if low < utterance.first:
            source = main_subject(items, utterance.first, low) or _only_person(items, low, utterance.first)
            if source is not None:
                return Attribution(*self._speaker(number, items, source), None)
        elif low == 0 and number and self._story[number - 1].text.rstrip().endswith(":"):
            return self._led_in(number - 1)
        if is_foreign(self._story[number].text):
            return NO_ONE  # only English says by its words that somebody goes on speaking
        speaker = self._just_named(number, items, low) or self._last_speaker(number)
        return Attribution(speaker, "continued", None) if speaker is not None else NO_ONE

    def _signed(self, utterance: Utterance) -> Speaker | None:
        """The name set after a quotation, or alone in the next paragraph: '“…” — X'."""
        number, items = utterance.parts[-1].paragraph, utterance.items
        after = items[utterance.last + 1 :] if number == utterance.paragraph else []
        if not after and number + 1 < len(self._story) and self._story[number + 1].text[:1] in DASHES:
            number, after = number + 1, self._items_of(number + 1)
        if not 2 <= len(after) <= SIGNATURE_ITEMS or after[0].text not in DASHES or after[1].kind != "name":
            return None
        return self._names.resolve(after[1].text, after[1].reference)

    def _led_in(self, number: int) -> Attribution:
        """The speaker whom a paragraph that ends in a colon announces."""
        items = self._items_of(number)
        cue = cue_before(items, len(items), self._verbs)
        if cue is not None and cue.source is not None:
            return Attribution(*self._speaker(number, items, cue.source), _words(items, cue))
        source = main_subject(items, len(items), sentence_start(items, len(items)))
        return Attribution(*self._speaker(number, items, source), None) if source is not None else NO_ONE

    def _just_named(self, number: int, items: Sequence[Item], low: int) -> Speaker | None:
        """The subject of the sentence before a quotation in its paragraph: 'X shook his head. "…"'."""
        end = low - 1
        first = sentence_start(items, end) if end > 0 else end
        if end <= 0 or any(item.kind == "quote" for item in items[first:end]):
            return None
        source = self._reporter(items, first, end) or main_subject(items, end, first)
        return self._speaker(number, items, source)[0] if source is not None else None

    def _reporter(self, items: Sequence[Item], low: int, end: int) -> Source | None:
        """The subject of the last speech verb between two items."""
        for place in range(end - 1, low, -1):
            if verb_at(items, place, self._verbs) is not None:
                return subject_left(items, place, low)
        return None

    def _last_speaker(self, number: int) -> Speaker | None:
        """Who spoke last in this paragraph or the one before, quoted or not."""
        if self._last is not None and self._last[0] == number:
            return self._last[1]
        reported = self._reported(number - 1) if number else None
        if reported is not None or self._last is None or self._last[0] != number - 1:
            return reported
        return self._last[1]

    def _reported(self, number: int) -> Speaker | None:
        """The subject of the last speech verb in a paragraph's last sentence, if no quotation stands in it."""
        items = self._items_of(number)
        end = len(items) - 1 if items and items[-1].ends_sentence else len(items)
        low = sentence_start(items, end)
        if any(item.kind == "quote" for item in items[low:]):
            return None
        for place in range(end - 1, low, -1):
            if verb_at(items, place, self._verbs) is not None:
                source = subject_left(items, place, low)
                return self._speaker(number, items, source)[0] if source is not None else None
        return None

    def _speaker(self, number: int, items: Sequence[Item], source: Source) -> tuple[Speaker | None, str]:
        words = items[source.first : source.last]
        if source.kind == "name":
            speaker = self._names.resolve(self._surface(number, items, source.last - 1), words[-1].reference)
            return speaker, "named" if speaker else "none"
        if source.kind == "pronoun":
            speaker = self._names.pronoun(words[0].lower, number, words[0].start, self._subjects)
            return speaker, "pronoun" if speaker else "none"
        speaker = self._names.described(self._story[number].text[words[0].start : words[-1].end])
        return speaker, "named" if speaker else "none"

    def _surface(self, number: int, items: Sequence[Item], place: int) -> str:
        """A name's words; one that no mention covers takes in the organization or place right before it."""
        name, before = items[place], items[place - 1] if place else None
        if name.name_kind != "unknown" or before is None or before.name_kind not in ("organization", "place"):
            return name.text
        return self._story[number].text[before.start : name.end] if name.start - before.end == 1 else name.text


def _only_person(items: Sequence[Item], low: int, quote: int) -> Source | None:
    """The one person of a sentence that ends in a colon: 'X's message was clear: "…"'."""
    persons = [k for k in range(low, quote) if items[k].name_kind == "person"]
    if items[quote - 1].text != ":" or len(persons) != 1:
        return None
    return Source("name", persons[0], persons[0] + 1)


def _words(items: Sequence[Item], cue: Cue) -> str:
    return " ".join(item.text for item in items[cue.first : cue.last])

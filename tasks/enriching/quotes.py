"""Who said what on a page?

Called by `enrich_page` after the names were found: the story's paragraphs and the page's mentions
come in, one `Quote` row an utterance goes out. `quote_marks` finds what stands between quotation
marks, `quote_utterances` what belongs together and which words introduce it, `quote_indirect` what
is reported without marks, `quote_speakers` who is meant.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from tasks.enriching import Enricher, Found, Knowledge, PageText, Passage
from tasks.enriching.quote_frames import Item, Name, frame_items
from tasks.enriching.quote_indirect import Report, reports
from tasks.enriching.quote_marks import Part, quoted_stretches
from tasks.enriching.quote_speakers import Attribution, Attributions
from tasks.enriching.quote_utterances import Utterance, kept_parts, utterances
from tasks.enriching.quote_verbs import Verbs, verb_forms
from tasks.enriching.speakers import PageNames, Persons, Speaker, person_lexicon, subjects_of
from warehouse.tables import Mention, Quote, row_id

WORD: Final = re.compile(r"[A-Za-z]+")
NAMING: Final = frozenset(("person", "organization", "place", "facility", "group"))


class Language(NamedTuple):
    """What the enricher knows of words; `reporting` are the words without which a paragraph reports none."""

    verbs: Verbs
    persons: Persons
    reporting: frozenset[str]


def enricher(knowledge: Knowledge) -> Enricher:
    """The enricher that adds `quotes`; it knows speech verbs, given names and roles."""
    lexicons = knowledge.lexicons
    persons = person_lexicon(lexicons["given_names"], lexicons["speaker_roles"])
    verbs = verb_forms(lexicons["speech_verbs"])
    reporting = frozenset(form for form, kind in verbs.kinds.items() if kind in ("report", "write")) | {
        "according",
        "According",
    }
    language = Language(verbs, persons, reporting)

    def add_quotes(page: PageText, found: Found) -> Found:
        return replace(found, quotes=(*found.quotes, *page_quotes(page, found, language)))

    return add_quotes


def page_quotes(page: PageText, found: Found, language: Language) -> list[Quote]:
    """The quotations of a page's story, in page order."""
    if page.article is None:
        return []
    story = [passage for passage in page.passages if passage.field == "body"]
    return StoryQuotes(page.page.page_id, page.article.article_id, story, found, language).rows()


class StoryQuotes:
    """One pass over a story's paragraphs, each cut into items once, where it needs to be."""

    def __init__(
        self, page_id: str, article_id: str, story: Sequence[Passage], found: Found, language: Language
    ) -> None:
        self._ids = (page_id, article_id)
        self._story = story
        self._language = language
        self._names = PageNames(found.mentions, found.entities, language.persons)
        self._mentions = _mentions_by_paragraph(story, found.mentions)
        self._parts = _parts_by_paragraph(story)
        self._items: dict[int, list[Item]] = {}
        self._attributions = Attributions(story, self._names, language.verbs, self._items_of)

    def rows(self) -> list[Quote]:
        """Every utterance and every reported clause of the story as a row."""
        named = [self._named(number) for number in range(len(self._story))]
        for passage, persons in zip(self._story, named, strict=True):
            self._names.learn_roles(passage.text, persons)
        found: dict[int, list[Utterance]] = {}
        for utterance in utterances(self._story, self._parts, self._items_of, self._language.verbs):
            found.setdefault(utterance.paragraph, []).append(utterance)
        rows: list[Quote] = []
        for number, passage in enumerate(self._story):
            inside = [(part.start, part.end) for part, _ in self._parts.get(number, [])]
            self._attributions.pass_paragraph(subjects_of(number, passage.text, named[number], inside))
            rows.extend(self._paragraph_rows(number, found.get(number, [])))
        return sorted(rows, key=lambda row: (row.span_start, row.span_end))

    def _paragraph_rows(self, number: int, found: Sequence[Utterance]) -> list[Quote]:
        """A paragraph's rows, attributed in the order in which they stand, since each can name the next one's 'he'."""
        rows: list[Quote] = []
        spoken: list[Utterance | Report] = [*found, *self._reports(number, found)]
        for said in sorted(spoken, key=lambda said: said.parts[0].start if isinstance(said, Utterance) else said.start):
            if isinstance(said, Report):
                rows.extend(self._indirect(number, said))
            else:
                rows.extend(self._direct(said))
        return rows

    def _direct(self, utterance: Utterance) -> list[Quote]:
        parts = kept_parts(utterance, self._story)
        return [self._row(parts, self._attributions.attribute(utterance, parts), True)] if parts else []

    def _indirect(self, number: int, report: Report) -> list[Quote]:
        attribution = self._attributions.report(number, self._items_of(number), report.cue)
        part = Part(number, report.start, report.end)
        return [self._row([part], attribution, False)] if attribution.speaker is not None else []

    def _reports(self, number: int, found: Sequence[Utterance]) -> list[Report]:
        if self._language.reporting.isdisjoint(WORD.findall(self._story[number].text)):
            return []
        items = self._items_of(number)
        said = sorted(place for utterance in found for place in _said_at(utterance, number, self._story))
        return reports(items, said, self._language.verbs)

    def _items_of(self, number: int) -> list[Item]:
        if number not in self._items:
            text = self._story[number].text
            marked = [_with_marks(part, text) for part, _ in self._parts.get(number, [])]
            mentions = self._mentions.get(number, [])
            items = frame_items(text, marked, mentions, self._language.persons.speaking)
            self._items[number] = [self._with_person(item) if item.name_kind == "unknown" else item for item in items]
        return self._items[number]

    def _with_person(self, item: Item) -> Item:
        """A name that no mention covers is a person's if the page has a person of that surname."""
        return item._replace(name_kind="person") if self._names.is_known_surname(item.text) else item

    def _named(self, number: int) -> list[tuple[int, int, Speaker]]:
        out = []
        for name in self._mentions.get(number, []):
            surface = self._story[number].text[name.start : name.end]
            if name.kind == "person" or self._names.is_known_surname(surface):
                speaker = self._names.resolve(surface, name.mention)
                if speaker is not None:
                    out.append((name.start, name.end, speaker))
        return out

    def _row(self, parts: Sequence[Part], attribution: Attribution, is_direct: bool) -> Quote:
        page_id, article_id = self._ids
        start = self._story[parts[0].paragraph].start + parts[0].start
        end = self._story[parts[-1].paragraph].start + parts[-1].end
        speaker = attribution.speaker
        return Quote(
            quote_id=row_id(page_id, start, end),
            page_id=page_id,
            article_id=article_id,
            text=self._joined(parts),
            speaker=speaker.name if speaker else None,
            speaker_entity_id=speaker.entity_id if speaker else None,
            speaker_basis=attribution.basis,
            cue=attribution.cue,
            is_direct=is_direct,
            span_start=start,
            span_end=end,
        )

    def _joined(self, parts: Sequence[Part]) -> str:
        """The parts of a paragraph joined by a space, the paragraphs by a blank line."""
        paragraphs: dict[int, list[str]] = {}
        for part in parts:
            paragraphs.setdefault(part.paragraph, []).append(self._story[part.paragraph].text[part.start : part.end])
        return "\n\n".join(" ".join(pieces) for pieces in paragraphs.values())


def _with_marks(part: Part, text: str) -> tuple[int, int]:
    """A part's span with its marks; where it runs on there are none."""
    opening = 2 if text[max(0, part.start - 2) : part.start] == "``" else 1
    closing = 2 if text[part.end : part.end + 2] == "''" else 1
    return max(0, part.start - opening), min(len(text), part.end + closing)


def _said_at(utterance: Utterance, number: int, story: Sequence[Passage]) -> list[int]:
    """Where a paragraph holds parts of an utterance that are said, and its cue."""
    places = [part.start for part in kept_parts(utterance, story) if part.paragraph == number]
    if places and utterance.cue is not None and utterance.cue_paragraph == number:
        places.append(utterance.items[utterance.cue.first].start)
    return places


def _parts_by_paragraph(story: Sequence[Passage]) -> dict[int, list[tuple[Part, bool]]]:
    """Each paragraph's quoted parts in order, with whether each continues a quotation begun before it."""
    found: dict[int, list[tuple[Part, bool]]] = {}
    for stretch in quoted_stretches([passage.text for passage in story]):
        for place, part in enumerate(stretch.parts):
            found.setdefault(part.paragraph, []).append((part, place > 0))
    return {number: sorted(parts) for number, parts in sorted(found.items())}


def _mentions_by_paragraph(story: Sequence[Passage], mentions: Sequence[Mention]) -> dict[int, list[Name]]:
    starts = sorted((m.span_start, m.span_end, k) for k, m in enumerate(mentions) if m.type in NAMING)
    found: dict[int, list[Name]] = {}
    place = 0
    for number, passage in enumerate(story):
        end = passage.start + len(passage.text)
        while place < len(starts) and starts[place][0] < passage.start:
            place += 1
        while place < len(starts) and starts[place][1] <= end:
            start, stop, k = starts[place]
            found.setdefault(number, []).append(Name(start - passage.start, stop - passage.start, mentions[k].type, k))
            place += 1
    return found

"""Which person of the page does a name, a title or a pronoun stand for?

The page's mentions and entities go in once; `PageNames` then gives the full name and the entity for
a surname, for 'the minister', and for 'he' or 'she' by gender and by who was the subject last.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from tasks.enriching import Row
from warehouse.tables import Entity, Mention

OBLIQUE: Final = re.compile(
    r"\b(?i:of|by|to|for|with|from|at|in|on|about|against|after|before|between|into|like|over|than|toward|towards|behind)"
    r"(?:\s+(?:the|a|an|his|her|their|former|then|[A-Z][\w.’'-]*))*\s+$"
)
SENTENCE_END: Final = re.compile(r"(?<=[a-z0-9)%][a-z0-9)%])[.!?][”\"’']?\s")
SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
GENDERED: Final = {"he": "male", "she": "female"}
AFTER_HEAD: Final = frozenset(("for", "of", "from", "in", "at", "with", "to", "on", "who", "close"))
AGENTS: Final = ("ologist", "ist", "man", "woman", "men", "women")  # 'the paleontologist': no lexicon holds them all
SINGLE: Final = frozenset(("a", "an", "one", "another", "the", "his", "her"))
TITLE_WORDS: Final = 4  # 'the former foreign minister'; longer ones describe someone else
DESCRIPTION_WORDS: Final = 9
SUBJECTS_BACK: Final = 200  # named persons that are looked at for one pronoun; keeps hostile pages linear
REACH: Final = 6  # paragraphs that a pronoun reaches back


class Speaker(NamedTuple):
    """Who speaks: the fullest name of the page and, where it is an entity, its id."""

    name: str
    entity_id: str | None
    is_one: bool = True  # a person who can be 'he' or 'she'; not 'police officers'


class Subject(NamedTuple):
    """A person named at a place of the page, and how likely as the subject of the sentence."""

    paragraph: int
    start: int
    is_subject: bool
    speaker: Speaker


def place_of(subject: Subject) -> tuple[int, int, bool]:
    """The order in which subjects are remembered."""
    return subject.paragraph, subject.start, subject.is_subject


class Persons(NamedTuple):
    """What the lexicons say of persons: genders of given names and of roles, by lower-cased word."""

    given_names: Mapping[str, str]
    roles: Mapping[str, str]
    bodies: frozenset[str]  # roles that are no single person: police, ministry
    speaking: frozenset[str]  # roles and their plurals


def person_lexicon(given_names: Sequence[Row], roles: Sequence[Row]) -> Persons:
    """The lexicons `given_names` and `speaker_roles` by word."""
    genders = {row["word"].lower(): row["gender"] for row in roles}
    return Persons(
        {row["name"].lower(): row["gender"] for row in given_names},
        genders,
        frozenset(row["word"].lower() for row in roles if row["kind"] == "body"),
        frozenset(genders) | {f"{word}s" for word in genders},
    )


def surname(name: str) -> str:
    """The last word of a name, suffixes left out, lower-cased.

    >>> surname("Tomas Breck, Jr.")
    'breck'
    """
    words = [w.strip(".,").lower() for w in name.split()]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return words[-1] if words else ""


class PageNames:
    """The persons and organizations of one page, by mention, surname and title."""

    def __init__(self, mentions: Sequence[Mention], entities: Sequence[Entity], persons: Persons) -> None:
        self.persons = persons
        self.mentions = mentions
        self._entities = {entity.entity_id: entity for entity in entities}
        self._by_surname: dict[str, Speaker] = {}
        self._by_role: dict[str, Speaker] = {}
        self._genders: dict[str, str] = {}
        self._spellings = {_folded(m.surface): _bare(m.surface) for m in mentions if not m.surface.isascii()}
        self._learn_persons()

    def _learn_persons(self) -> None:
        for mention in sorted(self.mentions, key=lambda mention: (mention.span_start, mention.span_end)):
            if mention.type != "person":
                continue
            entity = self._entities.get(mention.entity_id)
            for name in (mention.surface, entity.name if entity else mention.surface):
                self._learn_name(_bare(name), mention.entity_id)

    def _learn_name(self, name: str, entity_id: str) -> None:
        key = surname(name)
        known = self._by_surname.get(key)
        words = name.split()
        if len(words) > 4 or not key:
            return
        if known is None or (len(known.name.split()) == 1 and len(words) > 1):
            self._by_surname[key] = Speaker(name, entity_id)

    def resolve(self, surface: str, mention: int) -> Speaker | None:
        """The fullest name for a name in the text; None where the words are no name."""
        name = _bare(surface)
        if not name:
            return None
        found = self.mentions[mention] if mention >= 0 else None
        if found is not None and found.type == "person":
            entity = self._entities.get(found.entity_id)
            full = self._page_spelling(entity) if entity is not None and entity.type == "person" else name
            if len(full.split()) > 1:
                return Speaker(full, found.entity_id)
        known = self._by_surname.get(surname(name))
        if known is not None and (len(name.split()) == 1 or surname(known.name) == name.lower()):
            return known
        if found is not None:
            return Speaker(self._entity_name(found, name), found.entity_id)
        return known or Speaker(self.without_roles(name), None)

    def _page_spelling(self, entity: Entity) -> str:
        """An entity's name with the accents that the page writes."""
        name = _bare(entity.name)
        return self._spellings.get(_folded(name), name)

    def _entity_name(self, mention: Mention, name: str) -> str:
        entity = self._entities.get(mention.entity_id)
        return entity.name if entity is not None else name

    def without_roles(self, name: str) -> str:
        """A run of capitalized words without the title that it begins with."""
        words = name.split()
        last = max((k for k, w in enumerate(words[:-1]) if w.strip(".,").lower() in self.persons.roles), default=-1)
        return " ".join(words[last + 1 :])

    def is_known_surname(self, word: str) -> bool:
        return word.lower() in self._by_surname

    def learn_roles(self, text: str, mentions: Sequence[tuple[int, int, Speaker]]) -> None:
        """Titles that stand beside names: 'Foreign Minister X', 'X, the minister of …'."""
        for start, end, speaker in mentions:
            before = [w.strip(".,").lower() for w in text[max(0, start - 60) : start].split()[-3:]]
            after = text[end : end + 80]
            roles = [w for w in before[-2:] if w in self.persons.roles]
            if after.startswith(", "):
                roles += [
                    w.strip(".,").lower()
                    for w in after[2:].split(",")[0].split()[:6]
                    if w.strip(".,").lower() in self.persons.roles
                ]
            for role in roles:
                self._by_role.setdefault(role, speaker)
                if self.persons.roles[role]:
                    self._genders.setdefault(speaker.name, self.persons.roles[role])

    def described(self, words: str) -> Speaker | None:
        """Whom a description means: 'the minister' the page's minister, 'a police spokesman' himself."""
        phrase = words.split()
        head = self._head(phrase)
        if head is None:
            return None
        role = self._singular(head)
        known = self._by_role.get(head) if phrase[0].lower() == "the" and phrase[-1].lower() == head else None
        if known is not None and len(phrase) <= TITLE_WORDS:
            return known
        is_one = phrase[0].lower() in SINGLE and role == head and self.persons.bodies.isdisjoint((role,))
        return Speaker(" ".join(phrase).rstrip(".,;:"), None, is_one) if len(phrase) <= DESCRIPTION_WORDS else None

    def _head(self, phrase: Sequence[str]) -> str | None:
        """The noun of a phrase, if it is one that can speak: the last before a preposition."""
        end = next((place for place, word in enumerate(phrase) if place and word in AFTER_HEAD), len(phrase))
        last = phrase[end - 1].strip(".,").lower() if phrase else ""
        return last if self._singular(last) is not None else None

    def _singular(self, word: str) -> str | None:
        """A noun that can speak in its singular; None for other words."""
        for form in (word, word.removesuffix("s"), word.removesuffix("es")):
            if form in self.persons.roles or form.endswith(AGENTS):
                return form
        return None

    def gender(self, speaker: Speaker) -> str:
        """male, female or ''."""
        known = self._genders.get(speaker.name)
        if known is not None:
            return known
        words = speaker.name.split()
        return self.persons.given_names.get(words[0].lower(), "") if len(words) > 1 else ""

    def pronoun(self, word: str, paragraph: int, start: int, subjects: Sequence[Subject]) -> Speaker | None:
        """The person that 'he' or 'she' stands for: the last fitting subject before it."""
        gender = GENDERED.get(word)
        if gender is None:
            return None
        fallback: Speaker | None = None
        for subject in islice(reversed(subjects), SUBJECTS_BACK):
            if (subject.paragraph, subject.start) >= (paragraph, start):
                continue
            if paragraph - subject.paragraph > REACH:
                break
            if not subject.speaker.is_one or self.gender(subject.speaker) not in ("", gender):
                continue
            if subject.is_subject:
                return subject.speaker
            fallback = fallback or subject.speaker
        return fallback


def _folded(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", _bare(name)).casefold() if not unicodedata.combining(c))


def _bare(name: str) -> str:
    name = " ".join(name.split())
    for ending in ("'s", "’s", "’", "'"):
        name = name.removesuffix(ending)
    return name.strip(' ,.;:“”"') if not name.endswith(("Jr.", "Sr.")) else name


def subjects_of(
    paragraph: int, text: str, mentions: Sequence[tuple[int, int, Speaker]], quoted: Sequence[tuple[int, int]]
) -> list[Subject]:
    """The persons named in a paragraph outside its quotations; the first that can be one is its sentence's subject."""
    found: list[Subject] = []
    ends = [end.start() for end in SENTENCE_END.finditer(text)]
    inside = [start for start, _ in quoted]
    last_sentence = -1
    for start, end, speaker in mentions:
        before = bisect_right(inside, start) - 1
        if before >= 0 and start < quoted[before][1]:
            continue
        possessive = text[end : end + 1] in ("'", "’") or text[end - 2 : end] in ("'s", "’s")
        oblique = OBLIQUE.search(text[max(0, start - 60) : start]) is not None
        sentence = bisect_right(ends, start)
        can_be = not possessive and not oblique and sentence != last_sentence
        last_sentence = sentence if can_be else last_sentence
        found.append(Subject(paragraph, start, can_be, speaker))
    return found

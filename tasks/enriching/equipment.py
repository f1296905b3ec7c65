"""Which weapons, vehicles and aircraft does a text name?

Designations (Su-34, T-72B3, MQ-9) are read by one pattern and checked against the families that the
lexicon lists; names (Iskander, Black Hawk) come from the lexicon, and those that are ordinary words
too count only beside a word like 'missile'. In: a text. Out: spans with the canonical name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.enriching import Knowledge
from tasks.enriching.names_lexicon import listed

# prefix, separator, number, variant: Tu-22M3, F/A-18E, 2S19, MiG-29, Kh-47M2; the plural s stays outside
DESIGNATION: Final = re.compile(
    r"(?<![\w/$€£-])(?P<prefix>[A-Z][A-Za-z]{0,8}(?:/[A-Z]{1,3})?|\d[A-Z])(?P<separator>[-‐‑–  ]?)(?P<number>\d{1,4})"
    r"(?P<variant>(?:[A-Z]{1,3}(?:\d{1,2}[A-Z]?|-\d{1,2})?|-[A-Z]{1,2}\d?)?)(?=s?(?!\w))"
)
FREE: Final = re.compile(r"[A-Z]{1,4}-?\d{1,4}[A-Z]{0,2}\d?")
WORD: Final = re.compile(r"[A-Za-z]+")
CLAUSE_END: Final = re.compile(r"[.;:!?]\s")
CONTEXT_AFTER: Final = 3  # words after a doubtful name among which the telling word must stand
CONTEXT_BEFORE: Final = 1
JOINTS: Final[Mapping[str, str]] = {
    "Type": " ",
    "Leopard": " ",
    "Challenger": " ",
    "PzH": " ",
    "M": "",
    "HK": "",
    "NH": "",
    "TB": "",
    "K": "",
}
HYPHENS: Final = frozenset("-‐‑–")
# A single letter needs its hyphen ('B52' is a bus, 'M 4' a road), unless three digits follow: 'M113'.
LOOSE_PREFIX: Final = 2
LOOSE_NUMBER: Final = 3


class Seen(NamedTuple):
    """Equipment named in a text."""

    start: int
    end: int
    name: str


class Family(NamedTuple):
    """A series of designations: its prefix as written, its numbers, and who makes it."""

    prefix: str
    numbers: frozenset[str]
    doubtful: frozenset[str]  # numbers that are roads, vitamins and paper sizes too: a telling word must stand by
    makers: tuple[str, ...]


class Named(NamedTuple):
    """Equipment known by a name."""

    name: str
    needs_context: bool


@dataclass(frozen=True, slots=True)
class Arsenal:
    """The equipment lexicons, ready to be asked."""

    families: Mapping[str, Family]
    named: Mapping[str, Named]
    automaton: AhoCorasick
    context: frozenset[str]

    def find(self, text: str) -> list[Seen]:
        """The equipment named in a text, in order, without overlaps; designations before names."""
        taken: list[Seen] = []
        for seen in sorted((*self._designated(text), *self._called(text)), key=lambda s: (s.start, -s.end)):
            if not taken or seen.start >= taken[-1].end:
                taken.append(seen)
        return taken

    def _designated(self, text: str) -> Iterator[Seen]:
        if not any(map(str.isdigit, text)):
            return
        for found in DESIGNATION.finditer(text):
            name = self._canonical(found, text) or self._free(found, text)
            if name:
                start = self._with_maker(text, found.start(), found["prefix"])
                yield Seen(start, found.end(), name)

    def _canonical(self, found: re.Match[str], text: str) -> str | None:
        """The designation as its family writes it, None if no family has the number."""
        family = self.families.get(found["prefix"])
        if family is None or found["number"] not in family.numbers:
            return None
        is_bare = not found["variant"] and not self._is_told(text, found.start(), found.end())
        if is_bare and (found["number"] in family.doubtful or _is_loose(found)):
            return None
        joint = JOINTS.get(family.prefix, "" if family.prefix[0].isdigit() else "-")
        return f"{family.prefix}{joint}{found['number']}{found['variant']}"

    def _free(self, found: re.Match[str], text: str) -> str | None:
        """A designation of no known family counts beside a telling word: 'KA2 helicopter gunships'."""
        if FREE.fullmatch(found[0]) and self._is_told(text, found.start(), found.end()):
            return found[0].replace("‑", "-")
        return None

    def _with_maker(self, text: str, start: int, prefix: str) -> int:
        """The start of a maker's name directly before a designation: 'Mil Mi-24'."""
        family = self.families.get(prefix)
        for maker in family.makers if family else ():
            before = start - len(maker) - 1
            if before >= 0 and text.startswith(maker, before) and not text[before - 1 : before].isalnum():
                return before
        return start

    def _called(self, text: str) -> Iterator[Seen]:
        for _, start, end in self.automaton.find_matches_as_indexes(text):
            known = self.named[text[start:end]]
            if text[start - 1 : start].isalnum() or (text[end : end + 1].isalpha() and not _is_plural(text, end)):
                continue
            if text[end : end + 1].isdigit() or (known.needs_context and not self._is_told(text, start, end)):
                continue
            yield Seen(start, end, known.name)

    def _is_told(self, text: str, start: int, end: int) -> bool:
        after = WORD.findall(CLAUSE_END.split(text[end : end + 40], maxsplit=1)[0])[:CONTEXT_AFTER]
        before = WORD.findall(CLAUSE_END.split(text[max(0, start - 20) : start])[-1])[-CONTEXT_BEFORE:]
        return any(word in self.context for word in (*after, *before))


def _is_loose(found: re.Match[str]) -> bool:
    is_short = len(found["prefix"]) < LOOSE_PREFIX and len(found["number"]) < LOOSE_NUMBER
    return is_short and found["separator"] not in HYPHENS


def _is_plural(text: str, end: int) -> bool:
    return text[end] == "s" and not text[end + 1 : end + 2].isalnum()


def compile_arsenal(knowledge: Knowledge) -> Arsenal:
    """The equipment lexicons' rows, indexed."""
    families: dict[str, Family] = {}
    for row in knowledge.lexicons.get("equipment_families", ()):
        old = families.get(row["prefix"], Family(row["prefix"], frozenset(), frozenset(), ()))
        numbers = frozenset(listed(row, "numbers"))
        doubtful = old.doubtful | (numbers if row["needs_context"] == "yes" else frozenset())
        makers = (*old.makers, *listed(row, "makers"))
        families[row["prefix"]] = Family(row["prefix"], old.numbers | numbers, doubtful, makers)
    named: dict[str, Named] = {}
    for row in knowledge.lexicons.get("equipment", ()):
        for surface in (row["name"], *listed(row)):
            named.setdefault(surface, Named(row["name"], row["needs_context"] == "yes" and surface.isalpha()))
    context = frozenset(row["word"] for row in knowledge.lexicons.get("equipment_context", ()))
    return Arsenal(families, named, AhoCorasick(list(named), matchkind=MatchKind.LeftmostLongest), context)

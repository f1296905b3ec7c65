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
    r"(?P<variant>(?:[A-Z]{1,3}\d{0,2}[A-Z]?|-[A-Z]{1,2}\d?)?)(?=s?(?!\w))"
)
FREE: Final = re.compile(r"[A-Z]{1,4}-?\d{1,4}[A-Z]{0,2}\d?")
CONTEXT_AFTER: Final = 3  # words after a doubtful name among which the telling word must stand
CONTEXT_BEFORE: Final = 1
HYPHENS: Final = frozenset("-‐‑–")
# Families with a single letter or a common word as prefix need their hyphen: 'F 16', 'M 4' and 'B52' are doubtful.
LOOSE: Final = 2
ROADS_AND_BOMBS: Final = frozenset({"A-4", "A-6", "A-50", "M-1", "C-5", "E-2", "E-3", "E-4", "E-6", "E-7", "M-4", "T-10"})


class Seen(NamedTuple):
    """Equipment named in a text."""

    start: int
    end: int
    name: str


class Family(NamedTuple):
    """A series of designations: its prefix as written, its numbers, and who makes it."""

    prefix: str
    numbers: frozenset[str]
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
            name = self._canonical(found) or self._free(found, text)
            if name:
                start = self._with_maker(text, found.start(), found["prefix"])
                yield Seen(start, found.end(), name)

    def _canonical(self, found: re.Match[str]) -> str | None:
        """The designation as its family writes it, None if no family has the number."""
        family = self.families.get(found["prefix"])
        if family is None or found["number"] not in family.numbers:
            return None
        glued = found["separator"] not in HYPHENS
        if glued and len(family.prefix) < LOOSE and not found["variant"]:
            return None
        joint = "" if family.prefix[0].isdigit() or family.prefix in ("PzH", "HK", "NH", "TB", "Type", "M") else "-"
        joint = " " if family.prefix == "Type" else joint
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
        for index, start, end in self.automaton.find_matches_as_indexes(text):
            known = self.named[text[start:end]]
            if text[start - 1 : start].isalnum() or text[end : end + 1].isalpha() and not _is_plural(text, end):
                continue
            if text[end : end + 1].isdigit() or known.needs_context and not self._is_told(text, start, end):
                continue
            yield Seen(start, end, known.name)

    def _is_told(self, text: str, start: int, end: int) -> bool:
        after = re.findall(r"[A-Za-z]+", text[end : end + 40])[:CONTEXT_AFTER]
        before = re.findall(r"[A-Za-z]+", text[max(0, start - 20) : start])[-CONTEXT_BEFORE:]
        return any(word in self.context for word in (*after, *before))


def _is_plural(text: str, end: int) -> bool:
    return text[end] == "s" and not text[end + 1 : end + 2].isalnum()


def compile_arsenal(knowledge: Knowledge) -> Arsenal:
    """The equipment lexicons' rows, indexed."""
    families: dict[str, Family] = {}
    for row in knowledge.lexicons.get("equipment_families", ()):
        old = families.get(row["prefix"], Family(row["prefix"], frozenset(), ()))
        numbers = old.numbers | frozenset(listed(row, "numbers"))
        families[row["prefix"]] = Family(row["prefix"], numbers, (*old.makers, *listed(row, "makers")))
    named: dict[str, Named] = {}
    for row in knowledge.lexicons.get("equipment", ()):
        for surface in (row["name"], *listed(row)):
            named.setdefault(surface, Named(row["name"], row["needs_context"] == "yes" and " " not in surface))
    context = frozenset(row["word"] for row in knowledge.lexicons.get("equipment_context", ()))
    return Arsenal(families, named, AhoCorasick(list(named), matchkind=MatchKind.LeftmostLongest), context)

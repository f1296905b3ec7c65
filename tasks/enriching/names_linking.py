"""Which names name the same thing, and what is it called?

In: the names of one page with their types. Out: for each surface the `Thing` that it names. Aliases
come from the lexicons; within the page a surname stands for the person, an initialism for what it is
defined as, and a shortened name for the one longer name that ends with it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from tasks.enriching.names_lexicon import Lexicon, fold, unaccented
from tasks.enriching.places import Evidence, Gazetteer, Place
from warehouse.tables import row_id

SPELLINGS: Final = (
    ("Defence", "Defense"),
    ("Organisation", "Organization"),
    ("Labour", "Labor"),
    ("Programme", "Program"),
    ("Centre", "Center"),
)
LOWER: Final = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "in",
        "de",
        "la",
        "el",
        "y",
        "al",
        "del",
        "bin",
        "ibn",
        "van",
        "von",
        "da",
        "do",
        "dos",
        "di",
        "der",
        "den",
        "on",
        "to",
        "at",
        "ez",
        "an",
        "as",
        "et",
    }
)
# Longer names that are looked at for one word: real pages have a handful, and hostile ones must not cost a square.
MAX_LONGER: Final = 50
GENERATIONS: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
KINDRED: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({"person"}),
    "organization": frozenset({"organization", "group"}),
    "group": frozenset({"organization", "group"}),
    "facility": frozenset({"facility", "place"}),
    "place": frozenset({"facility", "place"}),
}


class Thing(NamedTuple):
    """One real thing: what identifies it and what it is called; the name follows from the id's parts."""

    entity_id: str
    name: str
    type: str
    place: Place | None = None


class Linked(NamedTuple):
    """The thing that a surface names on a page, and why it is that one: one of `ENTITY_BASES`."""

    thing: Thing
    basis: str


def named(name: str, kind: str) -> Thing:
    """The thing of a type that has this canonical name."""
    return Thing(row_id(kind, name), name, kind)


def located(place: Place) -> Thing:
    """The thing that a place of the gazetteer is."""
    if place.geonames_id is None:
        return Thing(row_id(place.type, place.name), place.name, place.type, place)
    return Thing(row_id("geonames", place.geonames_id), place.name, place.type, place)


def canonical_name(surface: str, kind: str) -> str:
    """The name as the warehouse writes it: one spelling, one case, whatever the page does."""
    words = unaccented(surface).split()
    if kind in ("organization", "group", "facility", "event"):
        words = [_spelled(word) for word in words]
        words = [word if word[0].isupper() or word in LOWER else word[0].upper() + word[1:] for word in words]
    if kind == "person":
        words = [word.capitalize() if word.isupper() and len(word) > 3 else word for word in words]
    name = " ".join(words)
    return name[:1].upper() + name[1:]


def _spelled(word: str) -> str:
    for variant, standard in SPELLINGS:
        if word.startswith(variant):
            return standard + word[len(variant) :]
    return word


def longer_name(surface: str, kind: str, page: "Page") -> str:
    """The page's fuller name that this one shortens; itself if there is none or, but for persons, more than one.

    Of several persons the one that the page names most often is meant, one with this surname before one with this
    given name.
    """
    words = fold(surface).split()
    others = page.by_word.get(words[-1], ()) if words else ()
    kindred = KINDRED.get(kind, frozenset())
    fuller = {
        canonical_name(other, kind): other for other, of in others if of in kindred and _shortens(surface, other, kind)
    }
    if kind == "person":
        named_so = (other for name, other in fuller.items() if _surname(name) == words[-1:])
        return next(named_so, next(iter(fuller.values()), surface))
    return next(iter(fuller.values())) if len(fuller) == 1 else surface


def _surname(name: str) -> list[str]:
    """The last word of a person's name, 'Jr.' and its like left aside; none for no name."""
    return [word for word in fold(name).split() if word.strip(".") not in GENERATIONS][-1:]


def _shortens(short: str, long: str, kind: str) -> bool:
    few, many = fold(short).split(), fold(long).split()
    if len(few) >= len(many):
        return False
    if kind == "person":
        return many[-len(few) :] == few or (len(few) == 1 and few[0] in many)
    return (len(few) > 1 and many[-len(few) :] == few) or _spelled_alike(short, long)


def _spelled_alike(short: str, long: str) -> bool:
    few, many = (canonical_name(name, "organization").casefold().split() for name in (short, long))
    return len(few) > 1 and len(few) < len(many) and many[-len(few) :] == few


class Page(NamedTuple):
    """What linking asks of a page: its names by their words, and its initialisms."""

    # folded word → (surface, type) of the longer names with it, the most frequent first
    by_word: Mapping[str, Sequence[tuple[str, str]]]
    initialisms: Mapping[str, str]
    variants: Mapping[str, str]  # folded given name → the standard spelling


def words_of(names: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Folded word → the names of two words or more that it stands in, at most `MAX_LONGER`."""
    by_word: dict[str, list[tuple[str, str]]] = {}
    for surface, kind in names:
        words = fold(surface).split()
        for word in dict.fromkeys(words if len(words) > 1 else ()):
            slot = by_word.setdefault(word, [])
            if len(slot) < MAX_LONGER:
                slot.append((surface, kind))
    return by_word


def link(surface: str, kind: str, page: Page, lexicon: Lexicon, gazetteer: Gazetteer, evidence: Evidence) -> Linked:
    """The thing that a surface of a type names on this page."""
    known = lexicon.certain.get(surface) or lexicon.canonical.get(fold(surface))
    if kind in ("place", "facility"):
        resolved = gazetteer.resolve(surface, evidence)
        if resolved:
            place = resolved.place
            return Linked(located(place), _same(surface, place.name) or ("lexicon" if known else "gazetteer"))
    if known and known.type in KINDRED.get(kind, (kind,)):
        return Linked(named(known.name, known.type), _same(surface, known.name) or "lexicon")
    meant = page.initialisms.get(surface, surface)
    fuller = longer_name(meant, kind, page)
    basis = "initialism" if meant != surface else "shortened" if fuller != surface else None
    known = lexicon.canonical.get(fold(fuller)) or lexicon.by_short.get(fold(fuller))
    if known and known.type in KINDRED.get(kind, (kind,)):
        return Linked(named(known.name, known.type), basis or _same(surface, known.name) or "lexicon")
    written = canonical_name(fuller, kind)
    name = _standard_given(written, page.variants) if kind == "person" else written
    spelt = "transliteration" if name != written else _same(surface, name) or "spelling"
    return Linked(named(name, kind), basis or spelt)


def _same(surface: str, name: str) -> str | None:
    """Whether the words are the name, in every letter or but for case, accents, dots, kinds of hyphen; else None."""
    if surface == name:
        return "name"
    return "spelling" if fold(surface) == fold(name) else None


def _standard_given(name: str, variants: Mapping[str, str]) -> str:
    """A personal name with the standard transliteration of its given name: Sergey is Sergei."""
    first, *rest = re.split(r"(?= )", name, maxsplit=1)
    return "".join((variants.get(fold(first), first), *rest)) if rest else name

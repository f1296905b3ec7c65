"""What is known of names before a page is read?

`Lexicon` is compiled once from `Knowledge`: names that are certain wherever they stand, the words that
give a name's kind away (Ministry, Airport, Gen.), given names and demonyms. The other `names_*`
modules ask it; `entities` builds it.
"""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.enriching import Knowledge, Row

NAME_LEXICONS: Final = ("organizations", "armed_groups", "agencies", "places_supplement")
LATIN_MARKS: Final = re.compile(r"(?<=[A-Za-z\u00c0-\u02af])[\u0300-\u036f]+")
QUOTE_MARKS: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
WORD: Final = re.compile(r"\w+")


class Known(NamedTuple):
    """A name that a lexicon holds: the thing's canonical name and what kind of thing it is."""

    name: str
    type: str


class Hit(NamedTuple):
    """A lexicon's name in a text."""

    start: int
    end: int
    known: Known


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The form in which names are compared: no case, accents, dots, or kinds of hyphen and apostrophe.

    >>> fold("Deir  ez‑Zor") == fold("DEIR EZ-ZOR") and fold("U.S.") == fold("US")
    True
    """
    return unaccented(name).casefold().replace(".", "")


def unaccented(name: str) -> str:
    """A name with plain Latin letters, hyphens, apostrophes and spaces; a mark on a letter of another script stays.

    >>> unaccented("Thérèse"), unaccented("Сергей")
    ('Therese', 'Сергей')
    """
    plain = " ".join(name.translate(QUOTE_MARKS).split())
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFC", LATIN_MARKS.sub("", unicodedata.normalize("NFKD", plain)))


def listed(row: Row, column: str = "aliases") -> list[str]:
    """The values of a column that holds several, parted by bars."""
    return [value for value in row.get(column, "").split("|") if value]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything known of names, ready to be asked."""

    certain: Mapping[str, Known]
    automaton: AhoCorasick
    surfaces: tuple[str, ...]
    canonical: Mapping[str, Known]  # by folded surface
    by_short: Mapping[str, Known]  # whom or what papers mean by one word, if nothing speaks against it; folded
    last_words: Mapping[str, str]  # word → type of the names that end with it
    first_words: Mapping[str, str]
    titles: frozenset[str]  # 'gen', 'mr', 'prime minister', folded
    title_words: frozenset[str]  # every word of a title
    title_ends: frozenset[str]  # the words that stand right before a name
    addresses: frozenset[str]  # titles that persons alone have: 'mr', 'gen'
    demonyms: Mapping[str, str]  # 'Syrian' → 'SY', '' where it is no country's
    given_names: frozenset[str]
    surnames: frozenset[str]
    countries: Mapping[str, str]  # folded country name → ISO code

    def hits(self, text: str) -> Iterator[Hit]:
        """The certain names in a text, the longest first where several begin together."""
        for start, end in whole_words(self.automaton, self.certain, text):
            yield Hit(start, end, self.certain[text[start:end]])


def whole_words(automaton: AhoCorasick, known: Container[str], text: str) -> Iterator[tuple[int, int]]:
    """Where one of an automaton's surfaces stands as whole words; of those that begin together the longest."""
    for _, start, end in automaton.find_matches_as_indexes(text):
        if start and text[start - 1].isalnum():
            continue
        while end > start:
            if not text[end : end + 1].isalnum() and text[start:end] in known:
                yield start, end
                break
            end = max(text.rfind(" ", start, end), start)


def compile_lexicon(knowledge: Knowledge) -> Lexicon:
    """Everything that the name modules ask, from the lexicons' rows."""
    rows = knowledge.lexicons
    certain = dict(_certain_names(knowledge))
    surfaces = tuple(certain)
    heads = rows.get("name_heads", ())
    titles = frozenset(fold(row["title"]) for row in rows.get("ranks_titles", ()))
    canonical = {fold(surface): known for surface, known in reversed(certain.items())}
    return Lexicon(
        certain=certain,
        automaton=AhoCorasick(surfaces, matchkind=MatchKind.LeftmostLongest),
        surfaces=surfaces,
        canonical=canonical,
        by_short={
            fold(short): Known(row["name"], row["type"])
            for row in rows.get("organizations", ())
            for short in listed(row, "short")
        },
        last_words={row["word"]: row["type"] for row in heads if row["position"] == "last"},
        first_words={row["word"]: row["type"] for row in heads if row["position"] == "first"},
        titles=titles,
        title_words=frozenset(word for title in titles for word in title.split()),
        title_ends=frozenset(title.split()[-1] for title in titles) - {"state"},
        addresses=frozenset(fold(row["title"]) for row in rows.get("ranks_titles", ()) if row["kind"] == "address"),
        demonyms={row["demonym"]: row["country_code"] for row in rows.get("demonyms", ())},
        given_names=frozenset(row["name"] for row in rows.get("given_names", ())),
        surnames=frozenset(row["name"] for row in rows.get("surnames", ())),
        countries={fold(str(row["name"])): code for code, row in knowledge.countries.items()},
    )


def _certain_names(knowledge: Knowledge) -> Iterator[tuple[str, Known]]:
    """Surface → what it names; the first lexicon that holds a surface owns it."""
    seen: set[str] = set()
    for surface, known in _listed_names(knowledge):
        if surface and surface not in seen:
            seen.add(surface)
            yield surface, known


def _listed_names(knowledge: Knowledge) -> Iterator[tuple[str, Known]]:
    for lexicon in NAME_LEXICONS:
        for row in knowledge.lexicons.get(lexicon, ()):
            known = Known(row["name"], row["type"])
            unsure = listed(row, "short")
            yield from ((surface, known) for surface in (row["name"], *listed(row)) if surface not in unsure)
    for country in knowledge.countries.values():
        yield str(country["name"]), Known(str(country["name"]), "place")

"""Where exactly does a name begin and end?

Taggers take in titles, articles and possessives, or stop before a name is over. Each rule of `REPAIRS`
takes one stretch of a text and gives the stretches that the name really covers. In and out: character
spans of one passage's text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from tasks.enriching.names_lexicon import Lexicon, fold

LEADING: Final = re.compile(
    r"[\s\"'“”‘’«»()\[\]{},.;:*•/&@#–—-]+|(?:the|an?|this|that|its|their|his|her|our)\s+", re.IGNORECASE
)
TRAILING: Final = re.compile(r"(?:['’`]s?|[\s\"'“”‘«»\[\]{}(,;:*•/&–—-]|['’]s\s)+$")
TOKEN: Final = re.compile(r"\S+")
LIST_JOINT: Final = re.compile(r",\s+|\s+(?:and|&|or)\s+|\s*/\s*|\s+[–—-]\s+")
ORGANIZATION_JOINT: Final = re.compile(r",\s+(?!Inc|Ltd|LLC|Co\b)|\s*/\s*|\s*[–—-]\s+")
SENTENCE_JOINT: Final = re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])|(?<=[a-z])-\s+(?=[A-Z])")
POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])\s+(?=[A-Z])")
NEXT: Final = re.compile(r" ([A-ZÀ-ÖØ-Þ][\w’'-]*[a-zß-ÿ])(?![\w.])")
ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|St|Mt))\.$")
MAX_NAME: Final = 200  # characters; longer spans are no names, and the rules below would take long over them
MAX_TRAILING: Final = 24  # characters at a name's end that may be marks; a bound keeps hostile pages linear
MAX_TITLE_WORDS: Final = 4
CALENDAR: Final = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December The In On At He She It They We I And But".split()
)
GREETINGS: Final = frozenset("hello hi hey dear thanks hallo liebe lieber cher chère hola querido querida ciao".split())
AFTER_NAME: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Stretch(NamedTuple):
    """A part of one passage's text, and the type that it has been given so far."""

    start: int
    end: int
    type: str


Repair = Callable[[str, Stretch, Lexicon], Sequence[Stretch]]


def trimmed(text: str, stretch: Stretch, lexicon: Lexicon) -> Sequence[Stretch]:
    """Without articles, quotation marks, possessives and brackets that nothing closes."""
    start, end = stretch.start, stretch.end
    while found := LEADING.match(text, start, end):
        start = found.end()
    inside = text[start:end]
    if inside.count("(") > inside.count(")"):
        inside = inside[: inside.rfind("(")]
    inside = inside.removesuffix(")") if inside.count(")") > inside.count("(") else inside
    cut = max(len(inside) - MAX_TRAILING, 0)
    inside = inside[:cut] + TRAILING.sub("", inside[cut:])
    if inside.endswith(".") and not ABBREVIATED.search(inside) and "." not in inside[:-1]:
        inside = inside[:-1]
    return [stretch._replace(start=start, end=start + len(inside))] if inside else []


def parted(text: str, stretch: Stretch, lexicon: Lexicon) -> Sequence[Stretch]:
    """Names that a tagger took for one: 'Angola, Mozambique', 'Nehru and Patel', 'Kenya's Red Cross'."""
    inside = text[stretch.start : stretch.end]
    if fold(inside) in lexicon.canonical:
        return [stretch]
    for joint in _joints(inside, stretch.type):
        parts = list(_between(joint, text, stretch))
        if len(parts) > 1 and all(text[part.start].isupper() for part in parts):
            if joint is not POSSESSIVE or _is_owner(text[parts[0].start : parts[0].end], lexicon):
                return [piece for part in parts for piece in parted(text, part, lexicon)]
    return [stretch]


def _joints(inside: str, kind: str) -> Iterator[re.Pattern[str]]:
    yield SENTENCE_JOINT
    yield POSSESSIVE
    if kind in ("person", "place") or (
        kind == "organization" and all(len(part.split()) == 1 for part in LIST_JOINT.split(inside))
    ):
        yield LIST_JOINT
    elif kind == "organization":
        yield ORGANIZATION_JOINT


def _is_owner(name: str, lexicon: Lexicon) -> bool:
    """Countries, known organizations and two-word names own what follows; 'Women's' and 'People's' do not."""
    known = lexicon.canonical.get(fold(name))
    return known is not None or " " in name or fold(name) in lexicon.countries


def _between(joint: re.Pattern[str], text: str, stretch: Stretch) -> Iterator[Stretch]:
    start = stretch.start
    for found in joint.finditer(text, stretch.start, stretch.end):
        if found.start() > start:
            yield stretch._replace(start=start, end=found.start())
        start = found.end()
    if stretch.end > start:
        yield stretch._replace(start=start)


def addressed(text: str, stretch: Stretch, lexicon: Lexicon) -> Sequence[Stretch]:
    """Whoever is called Mr, Dr or Gen is a person, whatever a tagger says; and without the word that greets him."""
    first, _, rest = text[stretch.start : stretch.end].partition(" ")
    is_greeted = stretch.type == "person" and first.lower() in GREETINGS
    if rest and (is_greeted or fold(first) in lexicon.addresses) and rest[0].isupper():
        return [stretch._replace(start=stretch.start + len(first) + 1, type="person")]
    return [stretch]


def completed(text: str, stretch: Stretch, lexicon: Lexicon) -> Sequence[Stretch]:
    """A person with the surnames that a tagger left out: 'Peña' of 'Yamila Peña' goes on with 'Ojeda'."""
    if stretch.type != "person" or " " not in text[stretch.start : stretch.end]:
        return [stretch]
    end = stretch.end
    while (found := NEXT.match(text, end)) and not _is_other(found[1], lexicon):
        end = found.end()
    return [stretch._replace(end=end)]


def _is_other(word: str, lexicon: Lexicon) -> bool:
    """A capitalised word that begins something else than a part of a personal name."""
    return (
        word in lexicon.demonyms
        or word in lexicon.certain
        or word in lexicon.last_words
        or word in lexicon.first_words
        or fold(word) in lexicon.title_words
        or word in CALENDAR
    )


def untitled(text: str, stretch: Stretch, lexicon: Lexicon) -> Sequence[Stretch]:
    """A person without rank and office: 'US Secretary of State John Kerry' is John Kerry."""
    if stretch.type != "person":
        return [stretch]
    tokens = list(TOKEN.finditer(text, stretch.start, stretch.end))
    at = 0
    while at < len(tokens) - 1:
        step = _title_length(tokens[at:], lexicon) or _is_prefix(tokens[at][0], tokens[at + 1 :], lexicon)
        if not step or at + step >= len(tokens) or fold(tokens[at + step][0]) in AFTER_NAME:
            break
        at += step
    return [stretch._replace(start=tokens[at].start())] if tokens else []


def _title_length(tokens: Sequence[re.Match[str]], lexicon: Lexicon) -> int:
    """How many of the first tokens make a title; 0 if none do."""
    if fold(tokens[0][0]) not in lexicon.title_words:
        return 0
    for length in range(min(MAX_TITLE_WORDS, len(tokens)), 0, -1):
        if fold(" ".join(token[0] for token in tokens[:length])).rstrip(",") in lexicon.titles:
            return length
    return 0


def _is_prefix(word: str, rest: Sequence[re.Match[str]], lexicon: Lexicon) -> int:
    """1 where a country, an organization or a possessive stands before a title: Russian, Uganda's; else 0."""
    bare = word.removesuffix("'s").removesuffix("’s")
    is_known = fold(bare) in lexicon.canonical or fold(bare) in lexicon.by_short
    is_origin = bare in lexicon.demonyms or is_known or bare != word
    return int(is_origin and (bare != word or _title_length(rest, lexicon) > 0))


def concatenated(text: str, stretch: Stretch, lexicon: Lexicon) -> Sequence[Stretch]:
    """Known names that merely follow each other, as in keyword lists: 'Syria Islamic State'."""
    if stretch.type not in ("place", "person"):
        return [stretch]
    inside = text[stretch.start : stretch.end]
    hits = list(lexicon.hits(inside))
    if len(hits) < 2 or sum(hit.end - hit.start + 1 for hit in hits) != len(inside) + 1:
        return [stretch]
    return [Stretch(stretch.start + hit.start, stretch.start + hit.end, hit.known.type) for hit in hits]


def proper(text: str, stretch: Stretch, lexicon: Lexicon) -> Sequence[Stretch]:
    """Nothing for a lone word that only says what kind of thing is meant: 'State', 'Party', 'Minister'."""
    inside = text[stretch.start : stretch.end]
    is_generic = inside in lexicon.last_words or inside in lexicon.first_words or fold(inside) in lexicon.title_words
    if not is_generic or inside in lexicon.certain:
        return [stretch]
    before = text[max(stretch.start - MAX_NAME, 0) : stretch.start].split()[-1:]
    is_addressed = stretch.type == "person" and bool(before) and fold(before[0]) in lexicon.addresses  # Ms Park
    return [stretch] if is_addressed else []


REPAIRS: Final[tuple[Repair, ...]] = (trimmed, parted, addressed, untitled, completed, trimmed, concatenated, proper)


def repaired(text: str, stretch: Stretch, lexicon: Lexicon) -> list[Stretch]:
    """The stretches that the names really cover, after all repairs in their order."""
    stretches = [stretch] if stretch.end - stretch.start <= MAX_NAME else []
    for repair in REPAIRS:
        stretches = [part for whole in stretches for part in repair(text, whole, lexicon)]
    return [part for part in stretches if part.end > part.start and any(map(str.isalnum, text[part.start : part.end]))]

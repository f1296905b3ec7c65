"""Which names does their own wording give away?

A run of capitalised words that ends with Ministry, University or Airport, or begins with 'Bank of', is
a name whatever a tagger says. In: a text. Out: stretches with the type of their head word.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.enriching.names_lexicon import Lexicon, fold
from tasks.enriching.names_spans import Stretch

CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w'’&.-]{0,40}"
RUN: Final = re.compile(rf"(?<!\w){CAPITAL}(?: (?:(?:of|for|the|de|del|la|los|las|al|and|&) ){{0,3}}{CAPITAL})+")
WORD: Final = re.compile(r"\S+")
SENTENCE_END: Final = re.compile(r"(?<=[a-z)])[.!?]$")
SKIPPED: Final = frozenset(
    {
        "The",
        "A",
        "An",
        "In",
        "At",
        "On",
        "For",
        "From",
        "But",
        "And",
        "As",
        "If",
        "This",
        "That",
        "Its",
        "Our",
        "His",
        "Her",
        "Their",
        "When",
        "While",
        "After",
        "Before",
        "According",
        "Meanwhile",
        "However",
        "Both",
        "With",
        "By",
        "To",
        "Since",
        "Under",
        "Last",
        "Former",
        "Then",
        "Also",
        "Yesterday",
        "Today",
    }
)
JOINTS: Final = frozenset({"of", "for"})
AND: Final = frozenset({"and", "&"})
TYPES: Final = frozenset({"organization", "facility", "place", "event"})
MAX_WORDS: Final = 9


def by_head(text: str, lexicon: Lexicon) -> Iterator[Stretch]:
    """The names in a text that their first or last word types."""
    for run in RUN.finditer(text):
        for words in _sentences(list(WORD.finditer(text, run.start(), run.end()))):
            found = _headed(words, lexicon)
            if found:
                yield found


def _sentences(words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """A run cut where a sentence ends inside it, a possessive stands, or a list goes on."""
    part: list[re.Match[str]] = []
    for word in words:
        part.append(word)
        if SENTENCE_END.search(word[0]) or word[0].endswith(("'s", "’s", ",", "'")):
            yield part
            part = []
    if part:
        yield part


def _headed(words: list[re.Match[str]], lexicon: Lexicon) -> Stretch | None:
    words = _capitalised(words)
    if not 2 <= len(words) <= MAX_WORDS or fold(words[0][0]) in lexicon.addresses:
        return None  # Ms Park is no park
    last = _bare(words[-1][0])
    joints = [i for i, word in enumerate(words) if word[0] in JOINTS]
    if joints and (
        kind := lexicon.first_words.get(words[joints[0] - 1][0]) or lexicon.last_words.get(words[joints[0] - 1][0])
    ):
        return _stretch(words, kind)
    cuts = [i for i, word in enumerate(words) if word[0] in AND]
    if cuts:
        words = _capitalised(words[cuts[-1] + 1 :])
    kind = lexicon.last_words.get(last)
    return _stretch(words, kind) if kind and len(words) > 1 and not joints else None


def _capitalised(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words without those at both ends that begin no name."""
    start, end = 0, len(words)
    while start < end and (words[start][0] in SKIPPED or not words[start][0][0].isupper()):
        start += 1
    while end > start and not words[end - 1][0][0].isupper():
        end -= 1
    return words[start:end]


def _stretch(words: list[re.Match[str]], kind: str) -> Stretch | None:
    end = words[-1].start() + len(_bare(words[-1][0]))
    return Stretch(words[0].start(), end, kind) if kind in TYPES else None


def _bare(word: str) -> str:
    return word.rstrip(".,;:'’").removesuffix("'s").removesuffix("’s")

"""Where else on the page does a known name stand?

A tagger that saw a name once misses it elsewhere. Once the page's names have types, their other
occurrences are found by plain search: the names themselves, the surnames of persons, and the
initialisms that the text defines in brackets.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.enriching.names_lexicon import Lexicon, whole_words

DEFINED: Final = re.compile(
    r"(?P<long>[A-ZÀ-Þ][^()\n]{6,90}?)\s\((?:the\s)?[\"“‘']?(?P<short>[A-Z][A-Za-z&/-]{1,9})[\"”’']?\)"
)
SMALL: Final = frozenset({"of", "the", "and", "for", "in", "de", "la", "el", "y", "al", "on", "&", "del", "e", "to"})
MIN_SINGLE: Final = 3  # letters of a single word that is searched for
WORD: Final = re.compile(r"[\w'’.-]+")

Occurrences = Callable[[str], Iterator[tuple[int, int]]]


def initialisms(text: str) -> Iterator[tuple[str, str, int]]:
    """Initialism, what it stands for, and where that begins: 'National Defense Forces (NDF)'."""
    for found in DEFINED.finditer(text) if "(" in text else ():
        start = _long_form(found["long"], found["short"])
        if start is not None:
            yield found["short"], found["long"][start:], found.start() + start


def _long_form(long: str, short: str) -> int | None:
    """Where the words begin whose first letters the initialism is made of, small words left out or not."""
    letters = [letter for letter in short.upper() if letter.isalpha()]
    words = list(WORD.finditer(long))
    for count in range(len(letters), min(len(words), 2 * len(letters) + 2) + 1):
        tail = words[-count:] if count <= len(words) else []
        if (
            tail
            and tail[0][0][0].isupper()
            and tail[0][0].lower() not in SMALL
            and _spells(letters, [word[0] for word in tail])
        ):
            return tail[0].start()
    return None


def _spells(letters: Sequence[str], words: Sequence[str]) -> bool:
    full = [part[0].upper() for word in words for part in re.split(r"[-'’]", word) if part]
    great = [part[0].upper() for word in words if word.lower() not in SMALL for part in re.split(r"-", word) if part]
    plain = [word[0].upper() for word in words if word.lower() not in SMALL]
    return list(letters) in (full, great, plain)


def searched(types: Mapping[str, str], lexicon: Lexicon, words: Mapping[str, int]) -> dict[str, str]:
    """Surface → type of the names whose other occurrences are to be found."""
    wanted: dict[str, str] = {}
    for surface, kind in types.items():
        if kind == "person" and " " in surface:
            for part in (surface.split()[-1], surface.split()[0]):
                if _is_telling(part, words) and part not in types:
                    wanted.setdefault(part, kind)
        if " " in surface or _is_telling(surface, words):
            wanted[surface] = kind
    return wanted


def _is_telling(word: str, words: Mapping[str, int]) -> bool:
    """A single word that the page uses as a name only: never in lower case, and long enough."""
    return len(word) >= MIN_SINGLE and word[0].isupper() and not words.get(word.lower(), 0)


def occurrences_of(wanted: Mapping[str, str]) -> Occurrences:
    """What finds the places of a text where one of the surfaces stands as whole words; built once a page."""
    if not wanted:
        return lambda text: iter(())
    automaton = AhoCorasick(tuple(wanted), matchkind=MatchKind.LeftmostLongest)
    return lambda text: whole_words(automaton, wanted, text)

"""How is a passage read where its letters' case cannot be trusted?

Headlines in capitals or in title case hide what is a name, and so do comments in lower case; the rest
of the page shows it. `recase`
gives the text in which names are sought: as long as the passage, letter for letter, so that spans
found in it hold in the passage.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tasks.enriching import Passage

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CAPITALS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SMALL: Final = CAPITALS.lower()
SHOUTED_SHARE: Final = 0.7  # of letters; normal prose stays under 0.2, initialisms included
TITLE_CASE_SHARE: Final = 0.6  # of words of four letters or more that begin with a capital
MIN_TITLE_WORDS: Final = 4
INSIDE: Final = re.compile(r"(?<=[a-z,;] )[A-ZÀ-ÖØ-Þ][^\W\d_]{3,}")  # a capital inside a sentence is a name's


ENGLISH: Final = frozenset(
    "the of and to is that for with he she they we you it are be have has this not but by from at said would".split()
)
FOREIGN: Final = frozenset(
    "der die das den dem und ist nicht ein eine mit auf für von zu sich auch le les des et est une un pas que du aux "
    "el los las una por con para del y es il di che gli della per non sono os um uma não em se na na het een van dat "
    "bir ve bu się nie jest och att som på av og til".split()
)
LEAST_FOREIGN: Final = 4  # words; fewer tell no language
NOT_LATIN: Final = re.compile(r"[^\W\d_A-Za-zªºÀ-ʸ]")
MOST_NOT_LATIN: Final = 0.3  # share of a text's characters; spaces and digits make up a quarter of it


def is_foreign(text: str, language: str | None = None) -> bool:
    """Text in another script, or running text of another language: its small words are in it, and none of English.

    On a page that is known to be in another language every text is that has not more small words of English.
    """
    if not text.isascii() and len(NOT_LATIN.findall(text)) > MOST_NOT_LATIN * len(text):
        return True
    words = [word.lower() for word in WORD.findall(text)]
    if language not in (None, "en"):
        return sum(word in ENGLISH for word in words) <= sum(word in FOREIGN for word in words)
    return len(words) >= LEAST_FOREIGN and ENGLISH.isdisjoint(words) and not FOREIGN.isdisjoint(words)


def is_shouted(text: str) -> bool:
    """All or nearly all of the text is in capitals."""
    if " " not in text:
        return False
    plain = text.encode("ascii", "ignore")  # bytes are counted ten times faster, and accents do not change the share
    capitals = len(plain) - len(plain.translate(None, CAPITALS))
    small = len(plain) - len(plain.translate(None, SMALL))
    return capitals > SHOUTED_SHARE * (capitals + small)


def is_title_case(text: str) -> bool:
    """Nearly every longer word begins with a capital, as in many headlines."""
    words = [word for word in WORD.findall(text) if len(word) > 3]
    return len(words) >= MIN_TITLE_WORDS and sum(word[0].isupper() for word in words) > TITLE_CASE_SHARE * len(words)


def page_words(passages: Iterable[Passage]) -> Counter[str]:
    """How often each word stands in the page's ordinary prose, as cased there."""
    words: Counter[str] = Counter()
    for passage in passages:
        if passage.field != "title" and not is_shouted(passage.text):
            words.update(WORD.findall(passage.text))
    return words


def recase(passages: Sequence[Passage]) -> list[str]:
    """The passages' texts with case that can be trusted."""
    words = page_words(passages)
    prose = [passage for passage in passages if passage.field not in ("title", "comment")]
    names = {found[0].lower(): found[0] for passage in prose for found in INSIDE.finditer(passage.text)}
    common = page_words(prose)
    names = {lower: name for lower, name in names.items() if not common[lower] and len(lower) == len(name)}
    return [_recased(passage, words, names) for passage in passages]


def _recased(passage: Passage, words: Counter[str], names: Mapping[str, str]) -> str:
    if passage.field == "comment" and not is_shouted(passage.text):
        return WORD.sub(lambda found: names.get(found[0], found[0]), passage.text)
    if is_shouted(passage.text):
        return WORD.sub(lambda found: _quiet(found[0], words), passage.text)
    if passage.field == "title" and is_title_case(passage.text):
        return WORD.sub(lambda found: _lowered(found[0], words), passage.text)
    return passage.text


def _quiet(word: str, words: Counter[str]) -> str:
    """A word in capitals as the page writes it elsewhere, else with a first capital."""
    lower, capital = word.lower(), word[0] + word[1:].lower()
    if len(lower) != len(word) or len(capital) != len(word):
        return word
    seen = {form: words[form] for form in (word, capital, lower)}
    best = max(seen, key=lambda form: seen[form])
    return best if seen[best] else capital


def _lowered(word: str, words: Counter[str]) -> str:
    """A capitalised word in lower case, if the page's prose has it so and never with a capital inside."""
    lower = word.lower()
    return lower if len(lower) == len(word) and words[lower] > words[word] else word

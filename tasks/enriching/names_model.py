"""Which names does the learned model see, ten times faster than a neural one?

A linear-chain CRF over words, their shapes and affixes, and what the lexicons know of them. It was
taught by a neural tagger and the correcting layer on unlabelled text (`training/names.py`), never on
labelled corpora. `Learned` holds the weights; the entity enricher gives it the lexicons and so makes
it a tagger.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from tasks.enriching import Span
from tasks.enriching.names_lexicon import Lexicon
from tasks.enriching.places import Gazetteer

TOKEN: Final = re.compile(r"(?:[A-Za-z]\.){2,}|['’]s\b|\w+(?:[-’'](?!s\b)\w+)*|[^\w\s]")
LETTERS: Final = re.compile(r"[^\W\d_]+")
REPEATED: Final = re.compile(r"(.)\1{2,}")
# Mean precision of the spans on world newswire before the layer corrects them.
CONFIDENCE: Final = 0.7
MAX_CACHED: Final = 200_000  # words
MAX_TOKENS: Final = 1_000  # a longer passage is read in pieces, so that hostile pages cost linear memory


class Labeller(Protocol):
    """The model's one use: the features of each token in, a label for each out."""

    def tag(self, sequence: Sequence[Sequence[str]]) -> list[str]: ...


class Word(NamedTuple):
    """What one word says of itself, and what it says to the words around it."""

    own: tuple[str, ...]
    to_next: tuple[str, ...]
    to_previous: tuple[str, ...]
    to_second_next: tuple[str, ...]
    to_second_previous: tuple[str, ...]
    lower: str
    shape: str


@dataclass(frozen=True, slots=True)
class Features:
    """Turns texts into what the model sees; words are looked up once and remembered."""

    lexicon: Lexicon
    gazetteer: Gazetteer
    words: dict[str, Word] = field(default_factory=dict)

    def page(self, texts: Sequence[str]) -> Iterator[tuple[list[re.Match[str]], list[list[str]]]]:
        """Tokens and their features, one pair per text; words in lower case tell of the whole page."""
        common = Counter(word for text in texts for word in LETTERS.findall(text))
        for text in texts:
            tokens = list(TOKEN.finditer(text))
            yield tokens, self._sequence(text, tokens, common)

    def _sequence(self, text: str, tokens: Sequence[re.Match[str]], common: Counter[str]) -> list[list[str]]:
        words = [self._word(token[0]) for token in tokens]
        marks = self._marks(text, tokens)
        return [self._at(i, words, marks[i], common) for i in range(len(words))]

    def _at(self, i: int, words: Sequence[Word], mark: str | None, common: Counter[str]) -> list[str]:
        word = words[i]
        seen = list(word.own)
        if i:
            seen += words[i - 1].to_next
            seen.append(f"-ss={words[i - 1].shape}|{word.shape}")
        else:
            seen.append("BOS")
        if i + 1 < len(words):
            seen += words[i + 1].to_previous
            seen.append(f"+ss={word.shape}|{words[i + 1].shape}")
        else:
            seen.append("EOS")
        if i > 1:
            seen += words[i - 2].to_second_next
        if i + 2 < len(words):
            seen += words[i + 2].to_second_previous
        if mark:
            seen.append(mark)
        if word.shape[0] == "X" and common[word.lower]:
            seen.append("low")
        return seen

    def _marks(self, text: str, tokens: Sequence[re.Match[str]]) -> list[str | None]:
        """For each token whether it begins or continues a name that the lexicons hold."""
        begins = {start: (end, "Z") for start, end in self.gazetteer.hits(text)}
        begins |= {hit.start: (hit.end, f"K{hit.known.type[:2]}") for hit in self.lexicon.hits(text)}
        marks: list[str | None] = []
        end, kind = 0, ""
        for token in tokens:
            if token.start() in begins:
                end, kind = begins[token.start()]
                marks.append(f"m=B{kind}")
            else:
                marks.append(f"m=I{kind}" if token.start() < end else None)
        return marks

    def _word(self, word: str) -> Word:
        known = self.words.get(word)
        if known is None:
            known = self._described(word)
            if len(self.words) < MAX_CACHED:
                self.words[word] = known
        return known

    def _described(self, word: str) -> Word:
        lower, shape = word.lower(), shape_of(word)
        flags = list(self._flags(word, lower))
        affixes = (f"p3={lower[:3]}", f"p4={lower[:4]}", f"s2={lower[-2:]}", f"s3={lower[-3:]}", f"s4={lower[-4:]}")
        return Word(
            own=(f"w={lower}", f"s={shape}", *affixes, *(f"f={flag}" for flag in flags or ("-",))),
            to_next=(f"-w={lower}", f"-s={shape}", *(f"-f={flag}" for flag in flags)),
            to_previous=(f"+w={lower}", f"+s={shape}", *(f"+f={flag}" for flag in flags)),
            to_second_next=(f"--w={lower}", f"--s={shape}"),
            to_second_previous=(f"++w={lower}", f"++s={shape}"),
            lower=lower,
            shape=shape,
        )

    def _flags(self, word: str, lower: str) -> Iterator[str]:
        """What the lexicons know of a word."""
        lexicon = self.lexicon
        memberships = (
            ("g", word in lexicon.given_names),
            ("u", word in lexicon.surnames),
            ("d", word in lexicon.demonyms),
            (f"L{lexicon.last_words.get(word, '')[:1]}", word in lexicon.last_words),
            (f"F{lexicon.first_words.get(word, '')[:1]}", word in lexicon.first_words),
            ("t", lower in lexicon.title_ends),
            ("tw", lower in lexicon.title_words),
        )
        yield from (flag for flag, is_member in memberships if is_member)
        if word in lexicon.certain:
            yield f"k{lexicon.certain[word].type[:2]}"
        if word[0].isupper():
            yield from self._place_flags(word)

    def _place_flags(self, word: str) -> Iterator[str]:
        candidates = self.gazetteer.candidates(word)
        yield from sorted({f"z{candidate.place.kind[:2]}" for candidate in candidates})
        if candidates:
            yield f"zp{len(str(max(candidate.place.population for candidate in candidates)))}"


def shape_of(word: str) -> str:
    """The pattern of a word's letters and digits, runs cut to two.

    >>> shape_of("Tu-22M3"), shape_of("Damascus")
    ('Xx-ddXd', 'Xxx')
    """
    kinds = ("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word)
    return REPEATED.sub(r"\1\1", "".join(kinds))


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights of a trained model, a tagger once it is given the lexicons that it was trained with."""

    weights: bytes

    def informed(self, lexicon: Lexicon, gazetteer: Gazetteer) -> "CrfTagger":
        """The tagger that these weights make."""
        import pycrfsuite  # only here: whoever names with another tagger does not need it

        model = pycrfsuite.Tagger()
        model.open_inmemory(self.weights)
        return CrfTagger(model, Features(lexicon, gazetteer), self.weights)

    def __call__(self, texts: Sequence[str]) -> Iterable[Sequence[Span]]:
        raise TypeError("a learned model tags only after it was informed by lexicon and gazetteer")


@dataclass(frozen=True, slots=True)
class CrfTagger:
    """The learned model at work."""

    model: Labeller
    features: Features
    weights: bytes  # crfsuite reads them in place: they must live as long as the model

    def __call__(self, texts: Sequence[str]) -> Iterator[Sequence[Span]]:
        for tokens, sequence in self.features.page(texts):
            labels: list[str] = []
            for start in range(0, len(sequence), MAX_TOKENS):
                labels += self.model.tag(sequence[start : start + MAX_TOKENS])
            yield spans_of(tokens, labels)


def spans_of(tokens: Sequence[re.Match[str]], labels: Sequence[str]) -> list[Span]:
    """The names that a sequence of B-, I- and O labels marks."""
    spans: list[Span] = []
    is_open = False
    for token, label in zip(tokens, labels, strict=True):
        mark, _, kind = label.partition("-")
        if mark == "I" and spans and spans[-1].label == kind and is_open:
            spans[-1] = spans[-1]._replace(end=token.end())
        elif mark in ("B", "I"):
            spans.append(Span(token.start(), token.end(), kind, CONFIDENCE))
        is_open = mark != "O"
    return spans

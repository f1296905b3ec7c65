"""Which names does a model see in a text?

Adapts a loaded spaCy pipeline to the `Tagger` protocol. Loading it from disk is the caller's; all
parts but `ner` should be disabled, `ner` brings its own token vectors. Called by the entity enricher.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.language import Language

from tasks.enriching import Span, Tagger

# Share of the small English model's spans that were right in span and type on world newswire (0.64), so
# that a lone model vote weighs less than a lexicon's.
MODEL_CONFIDENCE: Final = 0.64
BATCH: Final = 64


def adapt(language: Language) -> Tagger:
    """A tagger that gives the entities of a spaCy pipeline, with its labels."""

    def tag(texts: Sequence[str]) -> Iterator[Sequence[Span]]:
        for doc in language.pipe(texts, batch_size=BATCH):
            yield [Span(ent.start_char, ent.end_char, ent.label_, MODEL_CONFIDENCE) for ent in doc.ents]

    return tag


def silent(texts: Sequence[str]) -> Iterable[Sequence[Span]]:
    """A tagger that sees nothing: lexicons and patterns are left to speak alone."""
    return [() for _ in texts]

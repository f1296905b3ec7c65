"""What is the body of a page whose gold does not say?

Two extractors of the field read the page's HTML. Lines that both keep are body, lines that neither
keeps are not, and lines on which they differ teach nothing (weight 0). Stretches that the gold asks
for or forbids are certain.
"""

import logging
from collections.abc import Sequence
from typing import Final

import newspaper
import trafilatura

from tasks.structuring.lines import TextLine
from training.alignment import WORD, lines_of
from training.corpora import Sample

LEAST_AGREEMENT: Final = 0.5  # share of the kept words that both keep; pages below it teach nothing

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("newspaper").setLevel(logging.CRITICAL)


def extracted(html: bytes, url: str) -> tuple[str, str]:
    """The body as trafilatura and as newspaper4k see it; empty where one finds none."""
    text = html.decode("utf-8", "replace")
    first = trafilatura.extract(text, favor_precision=True, include_comments=False, include_tables=False) or ""
    article = newspaper.Article(url or "http://localhost/", fetch_images=False)
    try:
        article.download(input_html=text)
        article.parse()
    except (newspaper.ArticleException, ValueError, TypeError, AttributeError):
        return first, ""
    return first, article.text or ""


def silver_body(sample: Sample, texts: tuple[str, str]) -> tuple[list[bool], list[bool]] | None:
    """Per line: is it body, and is that known; None where the extractors agree too little."""
    lines = sample.lines
    words = [line.words for line in lines]
    first, second = (lines_of(text, words) for text in texts)
    both = [a and b for a, b in zip(first, second, strict=True)]
    either = [a or b for a, b in zip(first, second, strict=True)]
    if _size(words, both) < LEAST_AGREEMENT * _size(words, either) or not any(both):
        return None
    known = [a == b for a, b in zip(first, second, strict=True)]
    _settle(sample, lines, both, known)
    return both, known


def _size(words: Sequence[str], flags: Sequence[bool]) -> int:
    return sum(len(WORD.findall(text)) for text, flag in zip(words, flags, strict=True) if flag)


def _settle(sample: Sample, lines: Sequence[TextLine], body: list[bool], known: list[bool]) -> None:
    for key, flag in (("with", True), ("without", False)):
        for segment in sample.gold.get(key) or []:
            wanted = " ".join(segment.split())
            for i, line in enumerate(lines):
                if len(wanted) > 15 and wanted in " ".join(line.words.split()):
                    body[i], known[i] = flag, True

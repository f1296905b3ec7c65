"""Why do a page's lines make no article? None where they make one.

Front pages, log-in walls, consent and error pages and galleries carry words, but no story. `article`
asks before it builds one, `read_page` writes the reason into `pages.reason`.
"""

import re
from typing import Final

from tasks.structuring.page_lines import PageLines

# A page with fewer words of text than this tells no story; the shortest of 331 dev articles has more.
LEAST_WORDS: Final = 20
LEAST_TEASERS: Final = 2
PARAGRAPH_WORDS: Final = 20  # of 331 dev articles none has only shorter paragraphs, each under a headline
UNPARTED: Final = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # Thai, kana, Chinese characters
LOOKED_AT: Final = 5000  # characters that tell what a page without a text is


def why_no_article(page: PageLines) -> str | None:
    """Why the page's lines make no article; None where they make one."""
    paragraphs = page.places("body")
    count = sum(words_in(page, index) for index in paragraphs)
    if count < LEAST_WORDS:
        lines, words = len(page.lines), "word" if count == 1 else "words"
        found = f"{_kind_of(page)}{lines} {'line' if lines == 1 else 'lines'}, {count} {words} of running text"
        return f"No article: {found} (an article has {LEAST_WORDS} or more)."
    if _is_list_of_teasers(page):
        found = f"an index page, {len(paragraphs)} teasers under headlines of their own"
        return f"No article: {found} and no paragraph of {PARAGRAPH_WORDS} words."
    return None


def words_in(page: PageLines, index: int) -> int:
    """The words of a line; where the script parts none, two characters count as one."""
    text, parted = page.texts[index], page.word_counts[index]
    return parted if text.isascii() else parted + len(UNPARTED.findall(text)) // 2


def _is_list_of_teasers(page: PageLines) -> bool:
    """Does each of several paragraphs stand under a headline of its own, and none have a story's length?"""
    places = page.places("body")
    if len(places) < LEAST_TEASERS or any(words_in(page, index) >= PARAGRAPH_WORDS for index in places):
        return False
    return all(
        page.role(index - 1) in ("title", "related", "subheading", "embed", "timestamp", "standfirst")
        for index in places
    )


def _kind_of(page: PageLines) -> str:
    """What a page without a text is, to all appearance: 'a log-in page, ' or ''."""
    text = " ".join(line.words.casefold() for line in page.lines)[:LOOKED_AT]
    roles = [page.role(index) for index in range(len(page.lines))]
    kinds = (
        (
            "an error page, ",
            re.search(
                r"\b404\b|page not found|seite nicht gefunden|page introuvable|no longer exists|can['’]t find (?:the"
                r"|that) page",
                text,
            ),
        ),
        (
            "a consent page, ",
            re.search(
                r"\bcookies?\b.{0,400}\b(?:partners|vendors|consent|purposes)|\bconsent\b.{0,400}\bcookies?\b"
                r"|process personal data",
                text,
            ),
        ),
        (
            "a log-in or pay wall, ",
            re.search(
                r"\b(?:log in|sign in|subscribe|subscription|abonn\w+)\b.{0,300}\b(?:continue|read|access|month"
                r"|account|unlock)\b",
                text,
            ),
        ),
        ("a picture gallery, ", sum(role in ("caption", "credit") for role in roles) > LEAST_TEASERS),
        ("an index page, ", sum(role == "related" for role in roles) >= LEAST_TEASERS),
    )
    return next((kind for kind, is_it in kinds if is_it), "")

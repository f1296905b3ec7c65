"""Which lines under the text are tags and headlines of other stories?

Each rule yields (index of the line, role) for lines that have no role yet.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.structuring.page_lines import PageLines, ends_sentence, is_title_case

Placed = Iterator[tuple[int, str]]

TAGS: Final = re.compile(
    r"(?:tags?|topics?|keywords?|filed under|schlagwörter|themen|mots[- ]clés|temas|etiquetas)\s*:\s*\S", re.IGNORECASE
)
ALSO: Final = re.compile(
    r"(?:read (?:more|also|next)|also read|related(?: story| article)?|see also|more on this|lire aussi|à lire aussi|lesen sie auch"
    r"|mehr zum thema|lea también|leggi anche|must read|recommended|don['’]t miss|in pics|watch(?: now)?|watch \|)\s*[:|»>-]\s*(?=\S)",
    re.IGNORECASE,
)
TAG_WORDS: Final = 4
LEAST_TAGS: Final = 4
LONGEST_TAG_LINE: Final = 400  # characters


def labelled_tags(page: PageLines) -> Placed:
    """'Tags: Syria, Russia'."""
    for index in page.silent():
        if TAGS.match(page.text(index)) and len(page.text(index)) < LONGEST_TAG_LINE:
            yield index, "tags"


def list_of_tags(page: PageLines) -> Placed:
    """Four or more short items between commas, and nothing that makes a sentence."""
    for index in page.silent():
        if len(page.text(index)) < LONGEST_TAG_LINE and is_tag_list(page.text(index)):
            yield index, "tags"


def is_tag_list(text: str) -> bool:
    """Is the text nothing but short items between commas?"""
    items = [item.strip() for item in text.split(",")]
    if len(items) < LEAST_TAGS or ends_sentence(text) or not all(items):
        return False
    return all(len(item.split()) <= TAG_WORDS for item in items) and not items[-1].startswith(
        ("and ", "or ", "und ", "et ")
    )


def labelled_related(page: PageLines) -> Placed:
    """'Read also: …', 'Related: …'."""
    for index in page.silent():
        text = page.text(index)
        if len(text.split()) <= 30 and ALSO.match(text) and not ends_sentence(text):
            yield index, "related"


def headlines_under_text(page: PageLines) -> Placed:
    """Two or more headlines in a row below the last paragraph and above the comments."""
    last = max(
        (index for index in range(len(page.lines)) if page.is_prose(index) and page.role(index) is None), default=None
    )
    if last is None:
        return
    row: list[int] = []
    for index in range(last + 1, len(page.lines)):
        if page.role(index) is not None or not is_title_case(page.text(index)):
            break
        row.append(index)
    if len(row) >= 2:
        yield from ((index, "related") for index in row)

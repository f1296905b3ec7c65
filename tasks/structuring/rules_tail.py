"""Which lines under the text are tags and headlines of other stories?

Each rule yields (index of the line, role) for lines that have no role yet.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.structuring.cues import cued
from tasks.structuring.dates import read_dates
from tasks.structuring.page_lines import PageLines, ends_sentence, is_headline, is_title_case

Placed = Iterator[tuple[int, str]]

_TAG_LABEL: Final = (
    r"(?:related |article |story )?(?:tags?|topics?|keywords?|hashtags?)|filed (?:under|in)|tagged(?: (?:as|with|in"
    r"|under))?|posted (?:under|in)"
    r"|schlagw[oö]rte?r?|schlagworte|themen|mots[- ]clés|sujets|étiquettes|temas|etiquetas|palabras clave"
    r"|palavras-chave"
    r"|argomenti|trefwoorden|tagi|теги|метки|الوسوم|وسوم|كلمات مفتاحية|مواضيع"
)
TAGS: Final = re.compile(
    rf"(?:{_TAG_LABEL})\s*:\s*(?=\S)|(?:tagged(?: (?:as|with))?|filed under)\s+(?=[A-ZÀ-Þ#])", re.IGNORECASE
)
TAGGED: Final = "tTfF"  # how the labels begin that need no colon
TAGS_HEADING: Final = re.compile(rf"(?:{_TAG_LABEL})\s*:?", re.IGNORECASE)
ALSO: Final = cued(
    re.compile(
        r"(?:read (?:more|also|next)|also read|related(?: story| article)?|see also|more on this|lire aussi"
        r"|à lire aussi|lesen sie auch"
        r"|mehr zum thema|lea también|leggi anche|must read|recommended|don['’]t miss|in pics|watch(?: now)?"
        r"|watch \|)\s*[:|»>-]\s*(?=\S)",
        re.IGNORECASE,
    )
)
TAGS_HEADING_WORDS: Final = 3  # "Palabras clave :"
TAG_WORDS: Final = 4
LEAST_TAGS: Final = 4
SURE_TAGS: Final = 5  # commas of a list that no sentence has
LONGEST_TAG_LINE: Final = 400  # characters
MOST_TAG_LINES: Final = 20
RELATED_HEADING: Final = cued(
    re.compile(
        r"(?:related(?: (?:articles?|stor(?:y|ies)|news|posts?|coverage|content|reading|topics))?"
        r"|read (?:more|next|also|on)|also read|more (?:on this(?: story)?"
        r"|stories|headlines|news)|more from .{2,40}|(?:you )?(?:may|might) also like|what to read next"
        r"|recommended(?: for you| stories| reading)?|most (?:read|popular|viewed)"
        r"|trending(?: now)?|see also|don['’]t miss|top stories|latest (?:news|stories)|mehr zum thema|lesen sie auch"
        r"|das könnte sie auch interessieren|meistgelesen"
        r"|(?:à )?lire aussi|sur le même sujet|les plus lus|lea también|te puede interesar|más leídas"
        r"|noticias relacionadas|leia também|mais lidas|leggi anche"
        r"|lees ook|читайте также|اقرأ أيضا|مواضيع ذات صلة)\s*:?",
        re.IGNORECASE,
    )
)
LONGEST_HEADING: Final = 60  # characters: "More from" and a name of 40
MOST_RELATED: Final = 12


def labelled_tags(page: PageLines) -> Placed:
    """'Tags: Syria, Russia'."""
    for index in page.silent():
        text = page.texts[index]
        if (":" in text or text[:1] in TAGGED) and TAGS.match(text) and len(text) < LONGEST_TAG_LINE:
            yield index, "tags"


def tags_under_heading(page: PageLines) -> Placed:
    """Short lines, one tag each, under 'Tags:' or 'Topics'."""
    first = next((index for index in range(len(page.lines)) if page.is_prose(index)), len(page.lines))
    for index in list(page.silent()):
        if index < first:
            continue  # above the text it heads the site's menu
        if page.word_counts[index] > TAGS_HEADING_WORDS or not TAGS_HEADING.fullmatch(page.texts[index]):
            continue
        last = index
        while last - index < MOST_TAG_LINES and _is_tag(page, last + 1):
            last += 1
        if last > index:
            yield from ((place, "tags") for place in range(index, last + 1))


def _is_tag(page: PageLines, index: int) -> bool:
    text = page.text(index)
    is_short = bool(text) and (len(text.split()) <= TAG_WORDS or is_tag_list(text)) and len(text) <= LONGEST_TAG_LINE
    return (
        is_short
        and page.role(index) is None
        and not ends_sentence(text)
        and not text.endswith(":")
        and not RELATED_HEADING.fullmatch(text)
    )


def list_of_tags(page: PageLines) -> Placed:
    """Four or more short items between commas, and nothing that makes a sentence."""
    for index in page.silent():
        text = page.texts[index]
        if len(text) < LONGEST_TAG_LINE and is_tag_list(text) and not read_dates(text):
            if page.guess(index) != "body" or text.count(",") >= SURE_TAGS:
                yield index, "tags"


def is_tag_list(text: str) -> bool:
    """Is the text nothing but short items between commas?"""
    if text.count(",") + text.count("،") < LEAST_TAGS - 1:
        return False
    items = [item.strip() for item in re.split("[,،]", text)]
    if ends_sentence(text) or not all(items):
        return False
    return all(len(item.split()) <= TAG_WORDS for item in items) and not items[-1].startswith(
        ("and ", "or ", "und ", "et ")
    )


def labelled_related(page: PageLines) -> Placed:
    """'Read also: …', 'Related: …'."""
    for index in page.silent_and_cued(ALSO):
        text = page.texts[index]
        if page.word_counts[index] <= 30 and ALSO.match(text) and not ends_sentence(text):
            yield index, "related"


def related_under_heading(page: PageLines) -> Placed:
    """Headlines in a row under 'Related', 'More on this story', 'Read next'."""
    for index in page.cued(RELATED_HEADING):
        text = page.texts[index]
        if len(text) > LONGEST_HEADING or page.role(index) not in (None, "boilerplate", "control"):
            continue
        if RELATED_HEADING.fullmatch(text):
            yield from ((place, "related") for place in _headlines_from(page, index + 1))


def _headlines_from(page: PageLines, first: int) -> list[int]:
    row: list[int] = []
    for index in range(first, min(first + MOST_RELATED, len(page.lines))):
        text = page.text(index)
        if (
            page.role(index) is not None
            or page.is_prose(index)
            or (ends_sentence(text) and not text.endswith("?"))
            or not is_headline(text)
        ):
            break
        row.append(index)
    return row


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

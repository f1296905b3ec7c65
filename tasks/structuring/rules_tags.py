"""Which lines are the tags of a story?

Each rule yields (index of the line, role) for lines that have no role yet: tags behind a label, one a line under a
heading, or in a list that no sentence has. `tag_lines` tells which of the lines that came out as tags belong together.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tasks.structuring.cues import cued
from tasks.structuring.dates import read_dates
from tasks.structuring.page_lines import PageLines, ends_sentence, plain_words
from tasks.structuring.rules_tail import RELATED_HEADING

Placed = Iterator[tuple[int, str]]

_TAG_LABEL: Final = (
    r"(?:related |article |story |post )?(?:tags?|topics?|key ?words?|hashtags?)|labels|filed (?:under|in)|tagged"
    r"(?: (?:as|with|in|under))?|posted (?:under|in)|(?:tags|topics|keywords) (?:in|for|of) this (?:article|story|post)"
    r"|schlagw[oö]rte?r?|schlagworte|stichw[oö]rter|stichworte|themen|verwandte themen|mots[- ]clés|sujets|étiquettes"
    r"|th[èé]mes|les thèmes associés|sur les mêmes thèmes|temas|etiquetas|palabras clave|archivado en"
    r"|temas (?:relacionados|que aparecen en esta nota|de la nota)|más sobre|palavras-chave|tópicos|assuntos|marcadores"
    r"|(?:tópicos|assuntos) relacionados|(?:les )?sujets associés|haberle ilgili daha fazlas[ıi]"
    r"|mais sobre|argomenti|etichette|parole chiave|trefwoorden|onderwerpen|over deze onderwerpen"
    r"|je kunt deze onderwerpen volgen|tagi|słowa kluczowe|tematy|więcej o|etiketler|anahtar kelimeler|konular|ämnen"
    r"|emner|taggar|теги|метки|ключевые слова|темы|الوسوم|وسوم|كلمات مفتاحية"
    r"|الكلمات (?:الدالة|المفتاحية)|كلمات (?:دالة|دلالية)|مواضيع"
)
# Where systems file an entry under its category, before its tags: "Posted in News | Tagged with: harbour, locks".
_FILED: Final = (
    r"(?:(?:posted|filed|published) (?:in|under)|categor(?:y|ies))\b[^.]{1,80}?[\s|,•·]+(?:and )?"
    r"(?:tagged|tags)(?: with| as)?\b\s*:?\s*(?=\S)"
)
TAGS: Final = cued(
    re.compile(
        rf"{_FILED}|(?:{_TAG_LABEL})\s*[:：]\s*(?=\S)"
        r"|(?:tagged(?: (?:as|with))?|filed under)\s+(?=[A-ZÀ-Þ#])|tags\s+(?=[^,]{1,40},)",
        re.IGNORECASE,
    )
)
TAGGED: Final = "tTfFpPcC"  # how the labels begin that need no colon
TAGS_HEADING: Final = cued(re.compile(rf"(?:{_TAG_LABEL})\s*[:：]?", re.IGNORECASE))
# What heads tags on one page and headlines on the next.
MORE_ON: Final = cued(
    re.compile(
        r"(?:(?:see |read |find out |explore |discover )?more (?:stories )?(?:on|about|in)"
        r"(?: this (?:topic|subject)| these topics)?|(?:explore|follow|browse) (?:the |these |related )?topics?"
        r"|in this (?:article|story)|read more about(?: this)?"
        r"|mehr (?:zu|über)|plus sur|meer over|na ten temat)\s*:?",
        re.IGNORECASE,
    )
)
LONGEST_LABEL: Final = 60  # characters of a heading
TAG_WORDS: Final = 4
LONG_TAG: Final = 7  # words: "Cooperative Governance & Traditional Affairs"; longer ones are headlines
LEAST_TAGS: Final = 4
SURE_TAGS: Final = 5  # commas of a list that no sentence has
LONGEST_TAG_LINE: Final = 400  # characters
MOST_TAG_LINES: Final = 20
MORE_TAG: Final = 3  # words of a tag under a heading that heads headlines too
ADDRESS: Final = re.compile(r"\d+ [^\W\d_]")  # 365 Harbour Street
HASHTAGS: Final = re.compile(r"#[^\W\d][^\s#]*(?:[\s,|]*#[^\W\d][^\s#]*)+")
# Where the renderer glued the names of links: "KitchenLife hacksCleaning".
SEAM: Final = re.compile(
    r"(?<=[^\W\d_A-ZÀ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽА-Я])(?=[A-ZÀ-ÞА-Я])|(?<=[A-Z]{2})(?=[A-Z][a-z])"
)
# Names that are written with a capital inside.
INNER_CAPITAL: Final = re.compile(
    r"\b(?:Mc|Mac|De|Di|La|Le|O|i|e|You|Tik|Whats|Linked|Face|Blu|Pay|Black|Git|Snap|Git|Fe|Play|Air|Open|Space|Lock)$"
)
LEAST_SEAMS: Final = 2
GLUED_BELOW: Final = 20  # lines under the last paragraph within which glued tags stand
NETWORKS: Final = re.compile(
    r"facebook|twitter|whatsapp|telegram|pinterest|linkedin|e-?mail|print|reddit", re.IGNORECASE
)
BELOW_TEXT: Final = 8  # lines under the last paragraph within which tags without a label begin
LEAST_SAID: Final = 0.7  # share of them whose words the story says
LEAST_GLUED: Final = 0.5  # the same of glued ones, which nothing but tags look like
ROOT: Final = 5  # letters by which a word is known in another form
LEAST_ROOT: Final = 4
LEAST_ROW: Final = 2
NO_TAG: Final = re.compile(r"[@:/%()$€£]|\.\w{2,}|^(?:about|best|previous|next|all|the)\b", re.IGNORECASE)
LABELLED: Final = ("labelled_tags", "tags_under_heading")
UNLABELLED: Final = ("hashtags", "glued_tags", "tags_without_label")
HEADING_ROLES: Final = (None, "boilerplate", "control")


def labelled_tags(page: PageLines) -> Placed:
    """'Tags: Syria, Russia'."""
    for index in page.silent_and_cued(TAGS):
        text = page.texts[index]
        if len(text) < LONGEST_TAG_LINE and (":" in text or text[:1] in TAGGED) and TAGS.match(text):
            yield index, "tags"


def tags_under_heading(page: PageLines) -> Placed:
    """Short lines, one tag each, under 'Tags:' or 'Topics'."""
    first = page.first_paragraph
    for pattern, most_words in ((TAGS_HEADING, LONG_TAG), (MORE_ON, MORE_TAG)):
        for index in page.cued(pattern):
            if index < first or page.role(index) not in HEADING_ROLES or len(page.texts[index]) > LONGEST_LABEL:
                continue  # above the text it heads the site's menu
            if pattern.fullmatch(page.texts[index]):
                run = _tags_from(page, index + 1, most_words)
                yield from ((place, "tags") for place in ([index, *run] if run else []))


def _tags_from(page: PageLines, first: int, most_words: int) -> list[int]:
    """The row of short lines that begins at an index: all in one list, or all in one block."""
    row: list[int] = []
    for index in range(first, min(first + MOST_TAG_LINES, len(page.lines))):
        line, opening = page.lines[index], page.lines[first]
        is_apart = bool(line.bullet) != bool(opening.bullet) or line.indent < opening.indent
        is_apart = is_apart or ("," in opening.text) != ("," in line.text)  # all in one line, or one a line
        if is_apart or (len(row) > 1 and line.gap != page.lines[row[1]].gap) or not _is_tag(page, index, most_words):
            break
        row.append(index)
    return row[:-1] if row and _heads_list(page, row[-1]) else row


def _heads_list(page: PageLines, index: int) -> bool:
    """Does a bullet stand under a line that has none and is no list itself?"""
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    return below is not None and bool(below.bullet) and not page.lines[index].bullet and "," not in page.text(index)


def _is_tag(page: PageLines, index: int, most_words: int) -> bool:
    text = page.text(index)
    is_short = len(text.split()) <= most_words or is_tag_list(text)
    return (
        bool(text)
        and is_short
        and len(text) <= LONGEST_TAG_LINE
        and page.role(index) is None
        and plain_words(text) not in page.furniture
        and not ends_sentence(text)
        and not text.endswith(":")
        and text[0] not in "©"
        and not RELATED_HEADING.fullmatch(text)
        and not MORE_ON.fullmatch(text)
        and not read_dates(text)
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
    if ends_sentence(text) or not all(items) or any(ADDRESS.match(item) for item in items):
        return False
    return all(len(item.split()) <= TAG_WORDS for item in items) and not items[-1].startswith(
        ("and ", "or ", "und ", "et ")
    )


def hashtags(page: PageLines) -> Placed:
    """'#harbour #fishing' and nothing else, below the first paragraph."""
    first = page.first_paragraph
    for index in page.silent():
        text = page.texts[index]
        if index > first and text[:1] == "#" and len(text) <= LONGEST_TAG_LINE and HASHTAGS.fullmatch(text):
            yield index, "tags"


def glued_tags(page: PageLines) -> Placed:
    """'HarbourFishing quotaClimate' below the text: links that the renderer glued."""
    last = page.last_paragraph
    for index in page.silent():
        text = page.texts[index]
        if not last < index <= last + GLUED_BELOW or len(text) > LONGEST_TAG_LINE:
            continue
        parts = unglued(text)
        if len(parts) <= LEAST_SEAMS or ends_sentence(text) or read_dates(text):
            continue
        if any(len(part.split()) > TAG_WORDS or plain_words(part) in page.furniture for part in parts):
            continue
        if len(NETWORKS.findall(text)) < LEAST_SEAMS and _share_said(page, parts) >= LEAST_GLUED:
            yield index, "tags"


def unglued(text: str) -> list[str]:
    """The names that a line glues together.

    >>> unglued("KitchenLife hacksCleaning"), unglued("YouTube"), unglued("AIArtificial Intelligence")
    (['Kitchen', 'Life hacks', 'Cleaning'], ['YouTube'], ['AIArtificial Intelligence'])
    """
    if "," in text:
        return [text]
    seams = [found.start() for found in SEAM.finditer(text) if not INNER_CAPITAL.search(text[: found.start()])]
    if len(seams) < LEAST_SEAMS:
        return [text]  # one capital inside is a name's: WordPress
    return [text[start:end].strip() for start, end in zip([0, *seams], [*seams, len(text)], strict=True)]


def tags_without_label(page: PageLines) -> Placed:
    """A whole list, or three lines of one block, just under the text, which says nearly all of them."""
    start = page.last_paragraph + 1
    for first in range(start, min(start + BELOW_TEXT, len(page.lines))):
        row = _tags_from(page, first, MORE_TAG)
        if len(row) >= LEAST_ROW:
            is_block = _is_whole_list(page, row) if page.lines[first].bullet else len(row) > LEAST_ROW
            texts = [page.text(index) for index in row]
            if is_block and _share_said(page, texts) >= LEAST_SAID and not any(map(NO_TAG.search, texts)):
                yield from ((index, "tags") for index in row)
            return


def _is_whole_list(page: PageLines, row: list[int]) -> bool:
    """Does the list end with the row?"""
    below = row[-1] + 1
    return below >= len(page.lines) or not page.lines[below].bullet or page.lines[below].gap > 0


def _share_said(page: PageLines, tags: Sequence[str]) -> float:
    return sum(_is_said(page, tag) for tag in tags) / len(tags)


def _is_said(page: PageLines, tag: str) -> bool:
    """Does the story say a word of the tag, in one form or another?"""
    words = [word for word in re.findall(r"[^\W_]+", tag.casefold()) if len(word) >= LEAST_ROOT]
    return any(f" {word[: max(LEAST_ROOT, min(ROOT, len(word) - 1))]}" in page.said for word in words)


def has_labelled_tags(page: PageLines) -> bool:
    """Does the page print tags behind or under a label?"""
    return any(page.roles[index].rule in LABELLED for index in page.places("tags"))


def tag_lines(page: PageLines) -> list[int]:
    """The lines that state the story's tags: those behind or under a label, else what looks like tags."""
    places = page.places("tags")
    for rules in (("profile_line",), LABELLED, ("list_of_tags",), UNLABELLED):
        sure = [index for index in places if page.roles[index].rule in rules]
        if sure:
            return sure
    last = max(page.places("body"), default=0)
    return [index for index in places if index > last and _may_be_tag(page, index)]


def _may_be_tag(page: PageLines, index: int) -> bool:
    text = page.text(index)
    return (
        len(text.split()) <= LONG_TAG
        and not ends_sentence(text)
        and not text.endswith(":")
        and plain_words(text) not in page.furniture
        and not MORE_ON.fullmatch(text)
    )

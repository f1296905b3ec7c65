"""Which lines are furniture: buttons, counters, adverts, notices, legal lines?

Certain rules only. Each takes the page and yields (index of the line, role) for lines that have no
role yet; phrases that are whole lines stand in `seeds/lexicons/furniture.csv`.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.structuring.cues import cued
from tasks.structuring.page_lines import PageLines

Placed = Iterator[tuple[int, str]]

# No furniture phrase is longer; a longer line is not looked up.
LONGEST_PHRASE: Final = 60
COPYRIGHT: Final = cued(re.compile(r"(?:©|\(c\)|copyright)[\s\w,.&©–-]{0,60}\b(?:19|20)\d\d\b", re.IGNORECASE))
RIGHTS: Final = cued(
    re.compile(r"\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits réservés\b", re.IGNORECASE),
    at_start=False,
)
LONGEST_RIGHTS: Final = 400  # characters
COUNTER: Final = cued(
    re.compile(
        r"[\d.,]+\s?[km]?\s*(?:shares?|likes?|views?|comments?|retweets?|votes?|replies|kommentare?|commentaires?)"
        r"|(?:shares?|likes?|views?|comments?|show new comments|kommentare?)\s*[:(]?\s*[\d.,]+\s?[km]?\)?",
        re.IGNORECASE,
    )
)
COMMENT_BOX: Final = cued(
    re.compile(
        r"(?:comment via|log ?in to (?:comment|reply|post)|sign in to comment|community (?:standards|guidelines)"
        r"|view all comments|post (?:a |your )?comment|be the first to (?:comment|reply)|comments? (?:are )?(?:closed"
        r"|off)"
        r"|kommentar (?:schreiben|verfassen)|show \d+ (?:more )?(?:comments|replies))\b.{0,80}",
        re.IGNORECASE,
    )
)
ARCHIVE: Final = cued(
    re.compile(
        r"this is an archived? article\b|this article is more than \d+ (?:year|month)s? old"
        r"|il vous reste \d+(?:[.,]\d+)?\s?% de cet article\b",
        re.IGNORECASE,
    )
)
CORRECTION: Final = cued(
    re.compile(
        r"(?:correction|clarification|editor['’]s note|update)\b[^:]{0,40}:\s|this (?:article|story) (?:was|has been) "
        r"(?:amended|updated|corrected)\b",
        re.IGNORECASE,
    )
)
PROMO: Final = cued(
    re.compile(
        r"(?:click here to|stay updated|stay up to date|sign up (?:for|to)|subscribe (?:to|for|now)|follow (?:us"
        r"|@?\w+) on"
        r"|download (?:the|our)|like us on|join (?:us|our)|get (?:the latest|our (?:daily|weekly|morning|free))"
        r"|support (?:our|independent)|for (?:all )?the latest \w+|catch (?:all|up on) the|enjoying this"
        r"|already a subscriber|become a member|to read more|subscribe)\b",
        re.IGNORECASE,
    )
)
PROMO_PROOF: Final = re.compile(
    r"newsletter|inbox|click here|\bapp\b|facebook|twitter|instagram|telegram|whatsapp|youtube|google news|subscri"
    r"|member(?:ship)?|donat|e-?mail|breaking news|notifications",
    re.IGNORECASE,
)
LONGEST_PROMO: Final = 45  # words


def furniture_phrase(page: PageLines) -> Placed:
    """Lines that are nothing but a phrase of the furniture lexicon."""
    for index in page.silent():
        if len(page.texts[index]) <= LONGEST_PHRASE and (role := page.furniture.get(page.plain[index])):
            yield index, role


def counter(page: PageLines) -> Placed:
    """'12 comments', 'Shares 1.2K'."""
    yield from _whole(page, COUNTER, "control")


def comment_box(page: PageLines) -> Placed:
    """Invitations to write, log in or show comments."""
    yield from _whole(page, COMMENT_BOX, "control")


def archive_notice(page: PageLines) -> Placed:
    """'This is an archive article published on …': with a date it is the page's timestamp; what a pay wall hides."""
    for index in page.silent_and_cued(ARCHIVE):
        if ARCHIVE.match(page.texts[index]):
            yield index, "timestamp" if re.search(r"\d{4}", page.texts[index]) else "notice"


def correction(page: PageLines) -> Placed:
    """Corrections and editor's notes."""
    for index in page.silent_and_cued(CORRECTION):
        if CORRECTION.match(page.texts[index]):
            yield index, "notice"


def promotion(page: PageLines) -> Placed:
    """Calls to subscribe, follow or install: an opening and a word that proves it."""
    for index in page.silent_and_cued(PROMO):
        text = page.texts[index]
        if page.word_counts[index] <= LONGEST_PROMO and PROMO.match(text) and PROMO_PROOF.search(text):
            yield index, "promo"


def copyright_line(page: PageLines) -> Placed:
    """Copyright and rights lines."""
    for index in sorted({*page.silent_and_cued(RIGHTS), *page.silent_and_cued(COPYRIGHT)}):
        text = page.texts[index]
        if len(text) < LONGEST_RIGHTS and (RIGHTS.search(text) or COPYRIGHT.match(text)):
            yield index, "boilerplate"


def bare_mark(page: PageLines) -> Placed:
    """Lines without a letter or digit: rules, arrows, lone bullets."""
    for index in page.silent():
        text = page.texts[index]
        if not text[:1].isalnum() and not any(map(str.isalnum, text)):
            yield index, "boilerplate"


def _whole(page: PageLines, pattern: re.Pattern[str], role: str) -> Placed:
    for index in page.silent_and_cued(pattern):
        text = page.texts[index]
        if len(text) <= 120 and pattern.fullmatch(text.strip()):
            yield index, role

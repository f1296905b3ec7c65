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
    re.compile(
        r"\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits réservés\b|\bderechos reservados\b"
        r"|\bdiritti riservati\b|\bdireitos reservados\b|\balle rechten voorbehouden\b|\bprawa zastrzeżone\b"
        r"|\bправа защищены\b|\bhaklar[ıi] sakl[ıi]d[ıi]r\b|جميع الحقوق محفوظة",
        re.IGNORECASE,
    ),
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
        r"|our standards: the\b|il vous reste \d+(?:[.,]\d+)?\s?% de cet article\b",
        re.IGNORECASE,
    )
)
CORRECTION: Final = cued(
    re.compile(
        r"(?:correction|clarification|editor['’]s note|update)\b[^:]{0,40}:\s"
        r"|this (?:article|story|post|report|page) (?:was|has been) (?:amended|updated|corrected|edited)\b"
        r"|an? (?:earlier|previous) version of this (?:article|story|post|report)\b",
        re.IGNORECASE,
    )
)
# "Facebook Twitter Email": networks and ways to hand a page on, also glued to one word.
_NETWORK: Final = (
    r"(?:facebook|twitter|linkedin|pinterest|whatsapp|telegram|reddit|tumblr|instagram|youtube|flipboard|pocket|viber"
    r"|messenger|google\+?|e-?mail|rss|print|drucken|imprim(?:er|ir)|tweet|share|teilen|partager|compartir|copy link"
    r"|kommentare|comments?)"
)
NETWORKS: Final = cued(re.compile(rf"{_NETWORK}(?:[\s.,|/·•:+]*{_NETWORK})+[\s.:]*", re.IGNORECASE))
# "Partager sur Facebook", "Reading time: 4 mins".
PAGE_BUTTON: Final = cued(
    re.compile(
        rf"(?:share (?:on|via|to|by)|partager (?:sur|par|via)|compartir (?:en|por)|auf|teilen (?:auf|via|per)"
        rf"|condividi su|compartilhar (?:no|via)|udostępnij na|delen (?:op|via)) {_NETWORK}(?: teilen)?"
        r"|partager (?:l['’]|cet )article(?: sur .{3,30})?"
        r"|ajouter à (?:vos|ma|mes) \w+(?: \w+)?|add to (?:your|my) \w+(?: \w+)?"
        r"|(?:(?:estimated )?reading time|temps de lecture|lese(?:zeit|dauer)|tiempo de lectura|leestijd)"
        r"\W{1,3}(?:\d+|an?)\W?\w+\.?"
        r"|\d+ (?:minuti di lettura|minutes? de lecture|min(?:uten)? lesezeit|minutos? de lectura"
        r"|min (?:leestijd|read))"
        r"|please (?:turn on|enable|activate) javascript\b[^.!?]{0,80}\.?",
        re.IGNORECASE,
    )
)
# "Advertisement 2", "This advertisement has not loaded yet, but your article continues below."
ADVERT: Final = cued(
    re.compile(
        r"(?:advertisement|anzeige|publicité|publicidad|werbung) \d{1,2}|article content(?: continued)?"
        r"|this advertisement has not loaded[^.]{0,60}\.?|we apologize, but this video has failed to load\.?",
        re.IGNORECASE,
    )
)
LEGAL_LINK: Final = cued(
    re.compile(
        r"\b(?:privacy|cookies?|terms(?: (?:of|and) \w+)?|contact(?: us)?|about(?: us)?|advertis(?:e|ing)|imprint"
        r"|impressum|datenschutz\w*|agb|site ?map|careers|mentions légales|aviso legal|note legali|accessibility)\b",
        re.IGNORECASE,
    ),
    at_start=False,
)
FEWEST_LEGAL_LINKS: Final = 3
LONGEST_LINKS: Final = 400  # characters
# Whose opinions they are, and what the publisher earns by its links.
DISCLOSURE: Final = cued(
    re.compile(
        r"^(?:the )?(?:opinions?|views?)(?: and (?:opinions?|views?))? expressed\b"
        r"|\bwe (?:may|might|could|can) (?:earn|receive|get|make|be paid) (?:an? )?(?:small )?(?:affiliate )?"
        r"commissions?\b"
        r"|\bproducts?\b[^.]{0,60}\bindependently (?:selected|reviewed|chosen)\b|\baffiliate (?:links?|commissions?)\b",
        re.IGNORECASE,
    ),
    at_start=False,
)
LONGEST_DISCLOSURE: Final = 80  # words
TWEETED: Final = cued(re.compile(r"\bclick to tweet\W*$", re.IGNORECASE), at_start=False)
PROMO: Final = cued(
    re.compile(
        r"(?:click here to|stay updated|stay up to date|sign up (?:for|to)|subscribe (?:to|for|now)|follow (?:us"
        r"|@?\w+) on"
        r"|download (?:the|our)|like us on|join (?:us|our)|get (?:the latest|our (?:daily|weekly|morning|free))"
        r"|support (?:our|independent)|for (?:all )?the latest \w+|catch (?:all|up on) the|enjoying this"
        r"|do you have (?:(?:an?|any|more) )?(?:stor(?:y|ies)|pictures?|photos?|videos?|tips?|information|news)"
        r"|already a subscriber|become a member|to read more|subscribe)\b",
        re.IGNORECASE,
    )
)
PROMO_PROOF: Final = re.compile(
    r"newsletter|inbox|click here|\bapp\b|facebook|twitter|instagram|telegram|whatsapp|youtube|google news|subscri"
    r"|member(?:ship)?|donat|e-?mail|\bsend (?:it|them|us)\b|get in touch|breaking news|notifications",
    re.IGNORECASE,
)
LONGEST_PROMO: Final = 45  # words
NEWSLETTER: Final = cued(
    re.compile(r"\bnewsletters?\b|\bsign up\b|\bbuy (?:us|me) a coffee\b", re.IGNORECASE), at_start=False
)
NEWSLETTER_WORDS: Final = range(3, 26)
STORY: Final = ("body", "subheading", "comment", "comment_meta")


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


def page_buttons(page: PageLines) -> Placed:
    """Ways to hand the page on or to keep it, and how long it takes to read."""
    yield from _whole(page, NETWORKS, "control")
    yield from _whole(page, PAGE_BUTTON, "control")


def advert_slot(page: PageLines) -> Placed:
    """What stands where an advert or a video was to be."""
    yield from _whole(page, ADVERT, "advert")


def links_of_foot(page: PageLines) -> Placed:
    """'About Us Contact Privacy Policy': links of the page's foot on one line, which is no sentence."""
    for index in page.silent_and_cued(LEGAL_LINK):
        text = page.texts[index]
        if len(text) <= LONGEST_LINKS and len(LEGAL_LINK.findall(text)) >= FEWEST_LEGAL_LINKS:
            if not page.is_prose(index):
                yield index, "boilerplate"


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


def disclosure(page: PageLines) -> Placed:
    """'We may earn a commission …', 'Opinions expressed here are …'."""
    for index in page.silent_and_cued(DISCLOSURE):
        is_signed = index in page.openings  # "By Jo Marsh. This post may contain affiliate links."
        if not is_signed and page.word_counts[index] <= LONGEST_DISCLOSURE and DISCLOSURE.search(page.texts[index]):
            yield index, "notice"


def tweeted(page: PageLines) -> Placed:
    """A sentence of the story once more, with the button that posts it."""
    for index in page.silent_and_cued(TWEETED):
        if TWEETED.search(page.texts[index]):
            yield index, "embed"


def newsletter(page: PageLines) -> Placed:
    """What asks for a subscription in other words, where the model takes it for no part of the story."""
    for index in page.silent_and_cued(NEWSLETTER):
        is_other = page.guess(index) not in (None, *STORY)
        if is_other and page.word_counts[index] in NEWSLETTER_WORDS and NEWSLETTER.search(page.texts[index]):
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

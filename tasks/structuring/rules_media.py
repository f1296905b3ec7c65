"""Which lines are captions and credits of pictures, and names of embedded videos and posts?

Each rule yields (index of the line, role) for lines that have no role yet.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.structuring.cues import cued
from tasks.structuring.dates import read_dates
from tasks.structuring.page_lines import PageLines, ends_sentence

Placed = Iterator[tuple[int, str]]

AGENCY: Final = (
    r"(?:getty(?: images)?|reuters|afp|a\.?p\.?|associated press|epa(?:-efe)?|pa(?: media| wire| images)?"
    r"|shutterstock|istock"
    r"|alamy|bloomberg|wikimedia commons|unsplash|pixabay|dpa|xinhua|tass|anadolu(?: agency)?|imago|ap photo"
    r"|file photo)"
)
# How the credit of a picture is labelled, and a caption.
CREDIT_WORDS: Final = (
    r"photo(?:graph)?s?|picture|image|pic|foto|bild|credit|video|source|crédit photo|quelle|bildquelle"
    r"|fotografía|fotografia|imagen|imagem|fuente de la imagen|фото|автор фото|zdjęcie|fotoğraf|kaynak"
    r"|صدر الصورة|صورة|تصوير"
)
CAPTION_LABEL: Final = (
    r"(?:image|photo|picture) caption(?:[,:]\s?|\s)|caption[,:]\s?"
    r"|(?:légende image|pie de foto|legenda da foto|подпись к фото"
    r"|fotoğraf altı yazısı|التعليق على الصورة)\s?[,،:]\s?"
)
CREDIT: Final = cued(
    re.compile(
        r"©\s*(?:photo|picture|image|foto|afp|ap\b|reuters|getty|sputnik)?[^.]{0,100}"
        rf"|(?:{CREDIT_WORDS}|(?:image|photo) credit|image source)\s*(?:by|credit|courtesy|[:/|,،])"
        r"\s*[^.]{2,100}\.?"
        rf"|{AGENCY}(?:\s*[/|,&]\s*[\w .'-]{{2,40}}){{0,3}}"
        rf"|[\w .'-]{{2,40}}\s*[/|]\s*{AGENCY}(?:\s+(?:via|/)\s+[\w .'-]{{2,40}})?"
        rf"|\([^()]{{0,60}}\b{AGENCY}\b[^()]{{0,40}}\)",
        re.IGNORECASE,
    )
)
# The source in brackets at a caption's end; "Source" is often misspelt.
SOURCE: Final = re.compile(
    r"\((?:(?:file |express |representational )?(?:photo|picture|image|pic)s?|source\w?|credits?|courtesy|via|by"
    r"|supplied|fotos?|fotografía|bild|quelle|crédito|fonte|fot\.|фото|صورة|المصدر)(?!\w)"
    r"(?:\s*(?:credit|courtesy|by|source))?\s*[:/]?\s*(?P<credit>[^()]{2,80})(?P<agency>)\)\s*$",
    re.IGNORECASE,
)
# A name alone in brackets at a caption's end: "… at the gate. (Jo Doe/Harbour Post)", "(Army Engineers via AP)".
BRACKETED: Final = re.compile(
    r"\((?P<credit>[^\W\d_a-z][^()]*?(?:\s?/\s?|\svia\s)[^()]{2,40})(?P<agency>)\)\.?$"
    r"|(?<=[.!?\"”])\s?\((?P<alone>[^\W\d_a-z][^\d()]{2,60})\)\.?$"
    r"|\s\((?P<caseless>[ء-ي][ء-ي ]{2,40})\)$"
)
IN_BRACKETS: Final = cued(
    re.compile(r"\((?=[A-ZÀ-Þ])[^()\d]{2,50}(?:/| via )\s?(?=[A-ZÀ-Þ])[^()\d]{2,50}\)\.?$"), at_start=False
)
# The credit at a caption's end: "… Photo: Jane Doe", "… | Foto: J. Roe", "… Photograph by Jo Roe", "… Jo Roe/AFP".
TAIL_CREDIT: Final = cued(
    re.compile(
        r"[\s|–—-]*(?<![\w])(?:(?:(?:photo|picture|image|pic|illustration|foto|bild|crédit photo|photographie"
        r"|fotografía|fotografia|imagen|imagem|фото|zdjęcie|fot\.?|fotoğraf|صورة|تصوير)"
        r"(?:graph)?s?(?:\s*(?:credit|courtesy|by))?|credits?|quelle|crédito|credito|source)\s*[:/©]\s*"
        r"|photo(?:graph)?s?\s+by\s+|(?-i:FOTO|PHOTO)\s+|©\s*(?:\d{4}\s+)?)"
        r"(?=(?-i:[A-ZÀ-ÞА-Я@\"“ء-ي]))(?P<credit>(?:\b[A-Z]\.|[^.:|]){2,60})\.?$"
        r"|(?<=[.!?\"”)])\s+(?P<agency>[\w.'’ -]{2,40}\s?/\s?(?:[\w.'’ -]{2,40}))\.?$"
        # "… | Harbour Post / J. Doe".
        r"|\s\|\s(?-i:(?P<barred>[A-ZÀ-Þ][\w.'’ -]{2,40}\s/\s[\w.'’ -]{2,40}))$"
        # In capitals behind a bar, or by name behind a dash or stroke: "… | HARBOUR-PRESS", "….—Harbour Post".
        r"|\s\|\s(?-i:(?P<shouted>[A-ZÀ-Þ][A-ZÀ-Þ.'’/ -]{3,40}))$"
        r"|(?<=[.!?\"”])\s?[—–/]\s?(?-i:(?P<dashed>(?:[A-ZÀ-Þ][\w.'’-]*|of|the)"
        r"(?: (?:[A-ZÀ-Þ][\w.'’-]*|of|the)){0,4}))$",
        re.IGNORECASE,
    ),
    at_start=False,
)
LABELLED: Final = cued(
    re.compile(rf"{CAPTION_LABEL}|\W?file (?:photo|picture|image)s?\)?\s?[:–—-]\s?\w", re.IGNORECASE)
)
# Without one of these there is no such credit: a dash follows a sentence, a bar precedes capitals or a stroke.
TAIL_MARK: Final = re.compile(
    r"[:/©|—–hFP](?:(?<=[:/©])|(?<=\|)\s[A-ZÀ-Þ](?:[A-ZÀ-Þ.'’/ -]+$|[^|]*/)|(?<=[.!?\"”][—–])|(?<=[.!?\"”]\s[—–])"
    r"|(?<=h)oto|(?<=F)OTO|(?<=P)HOTO)"
)
LONGEST_TAIL: Final = 140  # characters of a line's end in which its credit is looked for
PARTED: Final = re.compile(r"[.!?]\s")
SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")
CAPTION_LEAST: Final = 5  # words
CAPTION_WORDS: Final = 60
CREDITED_WORDS: Final = 30  # a longer line that the model takes for a paragraph is one, whatever it ends with
SHORT_WORDS: Final = 15
SUBHEADING_WORDS: Final = (
    6  # a longer line that the model takes for a subheading is another story's headline beside an embed
)
# What else a figure holds: the place in a gallery, the button that opens it.
COUNT: Final = re.compile(
    r"(?:(?:view|see|show|open|voir|ver)\s+)(?:all\s+)?(?:\d+\s+)?(?:images?|photos?|pictures?|fotos?|bilder|videos?)"
    r"|\d{1,3}(?:\s*(?:of|/|von|de)\s*\d{1,3}|\s*(?:images?|photos?|pictures?|fotos?|bilder|videos?))?",
    re.IGNORECASE,
)
LONGEST_SIGNATURE: Final = 4  # words of a name
LEAST_LINKED: Final = 3  # words of a linked caption; shorter ones name a network or a button
HEADINGS: Final = frozenset(("h2", "h3", "h4"))
LINKED_ELSEWHERE: Final = HEADINGS | frozenset(("related", "nav", "footer", "aside", "sidebar", "li", "menu"))
# Two halves of a line that share so many of their words say the same thing twice: alt text and caption.
TWICE_SHARE: Final = 0.6


def credit_in(text: str) -> re.Match[str] | None:
    """The credit in a caption, in whichever way it is written; its words are the only group that is not None."""
    tail, bracketed = tail_credit(text), BRACKETED.search(text)
    is_inside = tail is not None and bracketed is not None and bracketed.start() < tail.start()  # "(AP Photo/Jo Doe)"
    return SOURCE.search(text) or (bracketed if is_inside else tail) or bracketed


def tail_credit(text: str) -> re.Match[str] | None:
    """The credit at a caption's end; most lines are told by their marks to have none."""
    tail = text[-LONGEST_TAIL:]
    if TAIL_MARK.search(tail):
        return TAIL_CREDIT.search(text, max(0, len(text) - LONGEST_TAIL))
    return None


def credit(page: PageLines) -> Placed:
    """'© Photo: …', 'Image source, Reuters', 'Jane Doe/Getty Images'."""
    for index in page.silent_and_cued(CREDIT):
        text = page.texts[index]
        if len(text) <= 140 and page.word_counts[index] <= 16 and CREDIT.fullmatch(text):
            yield index, "credit"


def labelled_caption(page: PageLines) -> Placed:
    """'Image caption, …'."""
    for index in page.silent_and_cued(LABELLED):
        if LABELLED.match(page.texts[index]):
            yield index, "caption"


def sourced_caption(page: PageLines) -> Placed:
    """A line that ends with the picture's source in brackets."""
    for index in page.silent():
        text = page.texts[index][-LONGEST_TAIL:]
        if "(" not in text or page.word_counts[index] > 2 * CAPTION_WORDS:
            continue
        bracketed = BRACKETED.search(text) if page.word_counts[index] <= CAPTION_WORDS else None
        if SOURCE.search(text) or (bracketed and bracketed["credit"] and page.guess(index) != "body"):
            yield index, "caption"


def caption_with_credit(page: PageLines) -> Placed:
    """A sentence or phrase with the picture's credit behind it: '… at the gate. Photo: Jo Doe'."""
    first = page.first_paragraph
    for index in page.silent_and_cued(TAIL_CREDIT):
        words = page.word_counts[index]
        is_paragraph = words > CREDITED_WORDS and page.guess(index) == "body"
        if 5 <= words <= CAPTION_WORDS and not is_paragraph:
            found = tail_credit(page.texts[index])
            is_sure = found and (index <= first or not (found["dashed"] or found["shouted"]))
            if found and is_sure and len(page.texts[index][: found.start()].split()) >= 3:
                yield index, "caption"


def bracketed_caption(page: PageLines) -> Placed:
    """'… at the gate. (Jo Doe / Harbour Post)', '(Army Engineers via AP)': who took the picture, behind a sentence."""
    for index in page.silent_and_cued(IN_BRACKETS):
        if CAPTION_LEAST <= page.word_counts[index] <= CAPTION_WORDS and IN_BRACKETS.search(page.texts[index]):
            yield index, "caption"


def caption_over_credit(page: PageLines) -> Placed:
    """The line directly above a credit, with no blank line between them."""
    for index in list(page.silent()):
        if page.role(index + 1) == "credit" and page.lines[index + 1].gap == 0:
            words = len(page.text(index).split())
            is_own_block = index == 0 or page.lines[index].gap > 0 or page.is_prose(index - 1)
            is_free = page.role(index) is None and page.guess(index) != "title"
            if 3 <= words <= CAPTION_WORDS and is_own_block and is_free:
                yield index, "caption"


def count_of_pictures(page: PageLines) -> Placed:
    """'View 6 images', '1 of 14', a lone number: what steps through pictures."""
    for index in page.silent():
        if COUNT.fullmatch(page.texts[index]):
            yield index, "control"


def part_of_figure(page: PageLines) -> Placed:
    """A credit; a figure that leads elsewhere: the headline of another story, or the name of a button."""
    for index in page.silent():
        number = page.lines[index].number
        hints = page.markup.hints.get(number, frozenset())
        is_short_link = page.word_counts[index] < LEAST_LINKED and "link" in hints and not hints & HEADINGS
        if "comment" in hints or "bio" in hints:
            yield index, "boilerplate"
        elif page.markup.aside.get(number) == "credit":
            yield index, "credit"
        elif "share" in hints or is_short_link:
            yield index, "control"
        elif "link" in hints and "main" not in hints and hints & LINKED_ELSEWHERE:
            yield index, "related"


def caption_in_figure(page: PageLines) -> Placed:
    """What the markup of a figure says is its caption."""
    for index in page.silent():
        kind = page.markup.aside.get(page.lines[index].number)
        if kind == "caption":
            is_initials = page.texts[index].isupper() and page.texts[index].isalpha()  # an agency: ANP, EPA
            yield index, "credit" if is_initials or _is_name_below(page, index) else "caption"


def _is_name_below(page: PageLines, index: int) -> bool:
    """Is the line a bare name right under the caption of the same figure?"""
    above = page.markup.aside.get(page.lines[index].number - 1)
    words = page.texts[index].split()
    is_name = 1 < len(words) <= LONGEST_SIGNATURE and all(word[:1].isupper() for word in words)
    return above == "caption" and is_name and not ends_sentence(page.texts[index])


def caption_said_twice(page: PageLines) -> Placed:
    """Alt text and caption glued to one line, each a sentence, saying the same."""
    for index in page.silent():
        if page.word_counts[index] > 2 * SHORT_WORDS or len(PARTED.findall(page.texts[index])) != 1:
            continue
        halves = SENTENCES.split(page.texts[index])
        if max(len(half.split()) for half in halves) <= SHORT_WORDS and not read_dates(page.texts[index]):
            first, second = (set(re.findall(r"\w+", half.casefold())) for half in halves)
            if min(len(first), len(second)) >= 3 and len(first & second) >= TWICE_SHARE * max(len(first), len(second)):
                yield index, "caption"


def shouted_label(page: PageLines) -> Placed:
    """A few words in capitals among paragraphs with none of them under it: the name of an embedded video or picture."""
    for index in page.silent():
        text = page.texts[index]
        if page.word_counts[index] <= 4 and text.isupper() and len(text) >= 4 and not ends_sentence(text):
            if _among_prose(page, index) and not page.is_prose(_below(page, index)):
                yield index, "embed"


def _below(page: PageLines, index: int) -> int:
    """The next line that is no advert or button: under a subheading it is a paragraph."""
    return next((i for i in range(index + 1, len(page.lines)) if page.role(i) not in ("advert", "control")), -1)


def headline_of_embed(page: PageLines) -> Placed:
    """A headline alone among paragraphs, under an advert break or beside the name of a video."""
    for index in page.silent():
        words = page.word_counts[index]
        if not 4 <= words <= SHORT_WORDS or (words <= SUBHEADING_WORDS and page.guess(index) == "subheading"):
            continue
        is_beside = page.role(index - 1) in ("embed", "advert") or page.role(index + 1) in ("embed", "advert")
        if is_beside and not ends_sentence(page.texts[index]) and _among_prose(page, index):
            yield index, "embed"


def _among_prose(page: PageLines, index: int) -> bool:
    """Do paragraphs stand above and below, with nothing but furniture between?"""
    return _meets_prose(page, index, -1) and _meets_prose(page, index, 1)


def _meets_prose(page: PageLines, index: int, step: int) -> bool:
    for place in range(index + step, index + 5 * step, step):
        if page.is_prose(place) and page.role(place) in (None, "body"):
            return True
        if page.role(place) not in ("embed", "advert", "caption", "credit", "control"):
            short = page.text(place)
            if not short or len(short.split()) > SHORT_WORDS:
                return False
    return False

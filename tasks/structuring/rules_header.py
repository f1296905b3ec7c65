"""Which lines around the title are clock, section, title, standfirst, byline and timestamp?

Each rule yields (index of the line, role) for lines that have no role yet.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.structuring.authors import authors_of, signed_lines
from tasks.structuring.dates import read_dates
from tasks.structuring.page_lines import PageLines, is_headline, is_prose, is_title_case, plain_words
from tasks.structuring.rules_lead import LEAD_LINES, LONGEST_STAMP, is_stamp
from tasks.structuring.rules_media import BRACKETED, credit_in

Placed = Iterator[tuple[int, str]]

CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m\s*)?(?:GMT|UTC|[A-Z]{2,5}T)\b", re.IGNORECASE)
MOST_FOLDED: Final = 3  # letters that one letter can be folded to
NO_LETTERS: Final = re.compile(r"[\W_]+")
NO_ASCII_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
CLOCK_LINES: Final = 8  # the header's clock stands among a page's first lines
STANDFIRST_WORDS: Final = (6, 70)
TITLE_WORDS: Final = 4
HEADLINES_ABOVE: Final = 5  # headlines above the text that may be its own
TITLE_LIKE: Final = ("standfirst", "body")  # what the model takes a title for that it does not see
PARTING: Final = frozenset(("caption", "credit", "byline", "timestamp"))
LABEL_WORDS: Final = 2
LABEL_LETTERS: Final = 12  # before a date: "Published on"; "What we're reading: 3 May" is a title
TITLE_REPEATED_ABOVE: Final = 3  # lines
TITLE_ABOVE_TEXT: Final = 3  # lines
LONGEST_TITLE: Final = 20  # words
LEAST_REPEATED: Final = 5  # words: what pages say more than once in fewer is their own name or a section's
# "Home > News > World", "News / Cities / Harbour".
BREADCRUMB: Final = re.compile(
    r"[^>»›/|]{2,40}(?:\s*[>»›]\s*|\s+[/|]\s+)(?:[^>»›/|]{2,60}(?:\s*[>»›]\s*|\s+[/|]\s+)){0,5}[^>»›/|]{2,160}[>»›]?"
)
SECTION_WORDS: Final = 4
HOME: Final = frozenset(
    "home|homepage|startseite|start|accueil|inicio|início|portada|главная|الرئيسية|anasayfa|you are here".split("|")
)
SECTIONS: Final = frozenset(
    "world|news|local news|national|international|politics|business|economy|opinion|comment|editorial"
    "|sport|sports|football|cricket|culture"
    "|arts"
    "|entertainment|lifestyle|life|style|travel|food|health|science|technology|tech|environment|climate|education|crime|europe|asia|africa|americas"
    "|middle east|uk|us|features|analysis|investigations|obituaries|magazine|money|markets|property"
    "|books|film|music|media"
    "|regional|local|letters"
    "|politik|wirtschaft|kultur|lokales|panorama|wissen|gesellschaft|ausland|inland|meinung|politique|économie|société|monde|planète|sciences"
    "|política|economía|sociedad|mundo|deportes|internacional|nacional|economia|cultura|sociedade|desporto|esportes|cronaca|esteri|politica|mondo"
    "|binnenland|buitenland|economie|политика|экономика|общество|в мире|спорт|العالم|سياسة|اقتصاد|رياضة"
    "|general|nation|metro|city|province|provinces|commentary|press release|press releases|news release|news releases"
    "|statement|speech|reportage|interview|international|régions|faits divers|planète|idées|éco|país|sociedade"
    "|cotidiano"
    "|mercado|poder|local|galicia|sucesos|españa|argentina|cronache|interni|spettacoli|regio|cultuur|opinie|wiadomości"
    "|kraj|świat|gospodarka|kultura|gündem|dünya|ekonomi|spor|yaşam|россия|мир|регионы|происшествия|культура|наука"
    "|محليات|أخبار|ثقافة|عربي|دولي|محافظات|pressemitteilung|pressemitteilungen|communiqué|comunicado".split("|")
)
SECTION_LABEL: Final = re.compile(
    r"(?:categor(?:y|ies)|sections?|filed under|rubrik|kategorien?|ressort|catégories?|rubriques?|categorías?"
    r"|secci[oó]n|categorias?|seç[aã]o|editoria|categorie|sezione|rubriek|kategoria|kategorie|рубрика|категори[яи]|kategori|القسم"
    r"|التصنيف)\s*:?",
    re.IGNORECASE,
)
INITIALS: Final = re.compile(r"\b(?:[A-Z]\.){2,}")  # U.S.
SKIPPED: Final = ("byline", "timestamp", "control", "advert")  # what may stand above a standfirst
SIGNATURE_BELOW: Final = 2  # lines under the title
LOOKED_ABOVE: Final = 8  # lines above the title among which the three nearest that are no furniture are asked
LONGEST_CRUMBS: Final = 600  # characters of a line that may be a breadcrumb or a menu
MOST_CRUMBS: Final = 6  # words
SECTION_ABOVE: Final = 3  # lines above the title in which its section stands
MENU_STEPS: Final = 4  # a line of so many names between bars is the site's menu, not the way to a story
_BARS: Final = re.compile(r"\s*\|\s*")


def page_clock(page: PageLines) -> Placed:
    """The clock in a page's header: when the page was fetched."""
    for index in [index for index in page.silent()[:CLOCK_LINES] if index < CLOCK_LINES]:
        if CLOCK.match(page.text(index)) and len(page.text(index)) < LONGEST_STAMP:
            if any(getattr(date, "label", "") == "clock" for date in read_dates(page.text(index))):
                yield index, "clock"
                return


def guessed_title(page: PageLines) -> Placed:
    """The title, where no certain rule saw it: the line that the model sees as one."""
    if any(role.role == "title" for role in page.roles.values()):
        return
    seen = next((index for index in page.silent() if page.guess(index) == "title"), None)
    if seen is not None and not (is_stamp(page.text(seen)) and read_dates(page.text(seen))[0].start <= LABEL_LETTERS):
        yield from _with_standfirst(page, _said_again(page, seen))


def headline_above_text(page: PageLines) -> Placed:
    """The title, where the model sees none: the nearest headline above the first paragraph."""
    if any(role.role == "title" for role in page.roles.values()):
        return
    prose = [index for index in page.paragraphs if index not in page.roles]
    first = next((index for index in prose if is_prose(page.text(index))), None)
    found = _headlines_above(page, first) or _headlines_above(page, prose[0] if prose else None)
    near = [index for index in found[:HEADLINES_ABOVE] if found[0] - index < HEADLINES_ABOVE]
    signed = [index for index in found if found[0] - index < LEAD_LINES and _is_over_signature(page, index)]
    repeated = [index for index in near if _is_said_above(page, index)]
    seen = [index for index in near if page.guess(index) in TITLE_LIKE and page.lines[index].gap]
    if found:
        yield from _with_standfirst(page, _said_again(page, (repeated or signed or seen[-1:] or found)[0]))


def line_above_text(page: PageLines) -> Placed:
    """The title, where nothing looks like one: a line of some words just above the first paragraph."""
    first = next((index for index in page.paragraphs if index not in page.roles), None)
    if first is None or any(role.role == "title" for role in page.roles.values()):
        return
    for index in range(first - 1, max(-1, first - 1 - TITLE_ABOVE_TEXT), -1):
        text = page.text(index)
        is_alone = not page.lines[index].bullet and page.plain[index] not in page.alone and not text.endswith(":")
        is_other = page.role(index) is not None or is_stamp(text) or index in page.openings or credit_in(text)
        is_begun = text[0].isalpha() and not text[0].islower() and 1 < page.word_counts[index] <= LONGEST_TITLE
        if is_alone and is_begun and not is_other:
            yield index, "title"
            return


def _said_again(page: PageLines, title: int) -> int:
    """The headline just above, if longer lines (share labels, citations) repeat it, and none repeats this one."""
    above = range(max(0, title - TITLE_REPEATED_ABOVE), title)
    headlines = [i for i in above if page.word_counts[i] >= LEAST_REPEATED and is_headline(page.text(i))]
    lower = [text.casefold() for text in page.texts] if headlines else []
    if not headlines or any(lower[title] in text for i, text in enumerate(lower) if i != title):
        return title
    return next((i for i in headlines if any(lower[i] in text and lower[i] != text for text in lower)), title)


def _with_standfirst(page: PageLines, title: int) -> Placed:
    """The title; where the model takes the headline just above for its standfirst, they change places."""
    above = page.text(title - 1)
    is_headline_above = page.guess(title - 1) == "standfirst" and is_headline(above) and page.role(title - 1) is None
    if is_headline_above and not page.lines[title - 1].bullet and page.text(title) not in above:
        yield title - 1, "title"
        yield title, "standfirst"
    else:
        yield title, "title"


def _headlines_above(page: PageLines, first: int | None) -> list[int]:
    """What could be the headline of the text that begins at an index, the nearest first."""
    return [
        index
        for index in range((first or 0) - 1, -1, -1)
        if page.role(index) is None
        and not is_stamp(page.text(index))
        and is_headline(page.text(index))
        and page.word_counts[index] >= TITLE_WORDS
        and index not in page.openings
        and not credit_in(page.text(index))
    ]


def _is_said_above(page: PageLines, index: int) -> bool:
    """Does one line further above say it too, as the title of the page or the end of its breadcrumb?"""
    text = page.text(index)
    is_small = text[:1].islower()
    return not is_small and sum(text in above for above in page.texts[: max(0, index - 1)]) == 1


def _is_over_signature(page: PageLines, index: int) -> bool:
    """Is the story signed or dated just below this line?"""
    below = range(index + 1, index + 1 + SIGNATURE_BELOW)
    return any(page.role(place) == "byline" or is_stamp(page.text(place)) for place in below)


def title_over_orphan_credit(page: PageLines) -> Placed:
    """Caption in sentence case, headline in title case, then a credit: the credit is the caption's."""
    for index in page.places("credit"):
        if index < 2 or page.lines[index].gap == 0:
            continue
        title, caption = page.text(index - 1), page.text(index - 2)
        are_free = page.role(index - 1) is None and page.role(index - 2) is None
        if are_free and is_title_case(title) and is_headline(caption) and not is_title_case(caption):
            yield index - 2, "caption"
            yield index - 1, "title"
            return


def byline(page: PageLines) -> Placed:
    """'By Jane Doe, Defence correspondent'; 'By' alone with the names under it."""
    for lines in signed_lines(page):
        yield from ((index, "byline") for index in lines)


def names_beside_title(page: PageLines) -> Placed:
    """The names that stand alone beside the title, where no line says 'By'."""
    yield from ((index, "byline") for index in authors_of(page).lines if page.role(index) is None)


def breadcrumb(page: PageLines) -> Placed:
    """'Home > News > World' above the title."""
    title = _title(page)
    for index in range(max(0, title - 2 * SECTION_ABOVE), title):
        text = page.text(index)
        if len(text) > LONGEST_CRUMBS:
            continue
        is_menu = is_menu_bar(text) or all(plain_words(step) in page.furniture for step in _BARS.split(text))
        if page.role(index) is None and BREADCRUMB.fullmatch(text) and not read_dates(text) and not is_menu:
            yield index, "section"


def is_menu_bar(text: str) -> bool:
    """'World | Africa | Asia | Europe': the names of a site's sections, side by side.

    >>> is_menu_bar("World | Africa | Asia | Europe"), is_menu_bar("News | Harbour")
    (True, False)
    """
    steps = _BARS.split(text.strip(" |")) if len(text) <= LONGEST_CRUMBS else []
    return len(steps) >= MENU_STEPS and all(len(step.split()) <= SECTION_WORDS for step in steps)


def section_above_title(page: PageLines) -> Placed:
    """A word or three alone in the line above the title; further above only if the site has such a section."""
    above = _above_title(page)
    for place, index in enumerate(above[:SECTION_ABOVE]):
        text = page.text(index)
        if page.role(index) is not None or page.lines[index].bullet or not _is_section_name(text):
            continue
        is_labelled = SECTION_LABEL.fullmatch(page.text(index - 1)) is not None
        is_apart = place == 0 or page.lines[index].gap > 0  # else it is the last but one item of a menu
        is_known = is_apart and (page.plain[index] in SECTIONS or _is_in_menu(page, index))
        is_kicker = text.isupper() and " " in text
        is_guessed = page.guess(index) == "section" and place == 0 and not is_kicker
        if SECTION_LABEL.fullmatch(text) or page.guess(index) not in (None, "section", "boilerplate", "tags"):
            continue
        if is_known or is_guessed or is_labelled:
            yield index, "section"
            return


def _above_title(page: PageLines) -> list[int]:
    """The lines above the title, the nearest first, without its times, buttons and the title itself."""
    title = _title(page)
    said = plain_words(page.text(title))
    return [
        index
        for index in range(title - 1, max(-1, title - LOOKED_ABOVE), -1)
        if page.role(index) not in ("control", "advert", "timestamp", "byline")
        and not is_stamp(page.text(index))
        and page.plain[index] != said
    ]


def crumbs_of_links(page: PageLines) -> Placed:
    """'Home News Harbour Gulls return to the pier': links that the renderer set side by side, or 'Home' over 'News'."""
    title = _title(page)
    for index in range(max(0, title - LOOKED_ABOVE), title):
        if page.role(index) not in (None, "control", "boilerplate") or page.lines[index].bullet:
            continue
        first, _, rest = page.text(index).partition(" ")
        if plain_words(first) in HOME and glued_section(page, rest):
            yield index, "section"


def glued_section(page: PageLines, crumbs: str) -> str | None:
    """The last of several names beside each other: what stands alone elsewhere on the page; the title left aside."""
    title = page.text(_title(page))
    names = crumbs.removesuffix(title).split() if title else crumbs.split()
    if not 0 < len(names) <= MOST_CRUMBS:
        return None
    alone = {plain for plain, count in zip(page.plain, page.word_counts, strict=True) if count <= SECTION_WORDS}
    ends = (" ".join(names[start:]) for start in range(len(names)))
    return next((end for end in ends if plain_words(end) in alone), None)


def _is_in_menu(page: PageLines, index: int) -> bool:
    """Does a line of the site's menu say the same? The first line is the site's name."""
    text = page.plain[index]
    bars = [page.text(place) for place in range(index) if is_menu_bar(page.text(place))]
    return text in page.plain[1:index] or any(text == plain_words(step) for bar in bars for step in _BARS.split(bar))


def _is_section_name(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= SECTION_WORDS
        and text[:1].isalpha()
        and text[:1] == text[:1].upper()
        and not any(c.isdigit() or c in ".!?:," for c in INITIALS.sub("", text))
    )


def _title(page: PageLines) -> int:
    """Index of the title, 0 where there is none."""
    return next(iter(page.places("title")), 0)


def repeated_standfirst(page: PageLines) -> Placed:
    """A paragraph between title and text that comes back inside a later paragraph."""
    for index in _under_title(page):
        said = _letters(page.text(index))
        later = (text for text in page.texts[index + 1 :] if MOST_FOLDED * len(text) >= len(said))
        if len(said) > 40 and any(said in _letters(text) for text in later):
            yield index, "standfirst"


def parted_standfirst(page: PageLines) -> Placed:
    """A paragraph directly under the title that a picture, byline or time parts from the text."""
    for index in _under_title(page):
        below = index + 1 if len(page.text(index + 1).split()) > LABEL_WORDS else index + 2  # over "1 photo", "Share"
        if (
            PARTING.intersection((_said(page, index + 1), _said(page, below)))
            and not BRACKETED.search(page.text(index))
            and page.guess(index) in (None, "standfirst", "body", "boilerplate", "related")
            and len(page.text(index).split()) in range(*STANDFIRST_WORDS)
        ):
            yield index, "standfirst"


def _said(page: PageLines, index: int) -> str | None:
    return page.role(index) or page.guess(index)


def _under_title(page: PageLines) -> list[int]:
    """The first silent line under the title that is no time, byline or button."""
    title = next(iter(page.places("title")), None)
    for index in range(title + 1, min(title + LEAD_LINES, len(page.lines))) if title is not None else ():
        is_other = page.role(index) in SKIPPED or page.guess(index) in SKIPPED or is_stamp(page.text(index))
        if page.role(index) is None and not is_other:
            return [index]
        if not is_other:
            return []
    return []


def _letters(text: str) -> str:
    """A text without case, apostrophes, quotes and white space, in which repeats are looked for."""
    data = text.casefold().encode("utf-8", "surrogatepass")
    letters = data.translate(None, NO_ASCII_LETTERS).decode("utf-8", "surrogatepass")  # most have no others
    return letters if letters.isascii() else NO_LETTERS.sub("", letters)

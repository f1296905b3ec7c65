"""Which lines under the text are headlines of other stories, or tell who wrote it?

Each rule yields (index of the line, role) for lines that have no role yet.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.structuring.byline import opened
from tasks.structuring.cues import cued
from tasks.structuring.page_lines import PageLines, ends_sentence, is_headline, is_prose, is_title_case

Placed = Iterator[tuple[int, str]]

ALSO: Final = cued(
    re.compile(
        r"[\[(]?(?:(?:read(?: (?:more|also|next))?|also(?: read)?|see|related(?: story| article)?|see also"
        r"|more on this|(?:à )?lire aussi"
        r"|lesen sie auch|mehr zum thema|lea también|lee también|leia (?:também|mais)|veja também"
        r"|leggi anche|lees ook|zobacz (?:także|też)|czytaj (?:także|też)|читайте также|ayr[ıi]ca oku|اقرأ أيضا"
        r"|must read|recommended|don['’]t miss|in pics|watch(?: now)?|watch \|)\s*[:|»>-]\s*(?=\S)"
        r"|(?:previous|next|vorheriger (?:artikel|beitrag)|nächster (?:artikel|beitrag)|article (?:précédent|suivant)"
        r"|artículo (?:anterior|siguiente)):\s*(?=\S)"
        # The renderer glues what browsers show on lines of their own.
        r"|(?:previous|next) (?:article|post|story)\s*(?=(?-i:[A-ZÀ-Þ\"'“‘¿¡]))|[←→«]\s+(?=\S{2}[^|»]*$))",
        re.IGNORECASE,
    )
)
RELATED_HEADING: Final = cued(
    re.compile(
        r"(?:related(?: (?:articles?|stor(?:y|ies)|news|posts?|coverage|content|reading|topics|publications|links))?"
        r"|read (?:more|next|also|on)|also read|also in this section|more (?:on this(?: story)?"
        r"|stories|headlines|news)|more from .{2,40}|(?:may|might) also like|what to read next"
        r"|you (?:may|might|could) (?:also )?(?:like|enjoy|be interested in)(?: this| these)?"
        r"|recommended(?: for you| stories| reading| from .{2,40})?|most (?:read|popular|viewed|shared)(?: \w+)?"
        r"|trending(?: now)?|see also|don['’]t miss|top (?:stories|news)(?: \w+)?"
        r"|latest (?:news|stories|posts|headlines)|(?:latest (?:in|on)|best of) .{2,40}|also in this issue|keep reading"
        r"|must[- ]reads?|related (?:internet )?links|next (?:stor(?:y|ies)|up)(?: in .{2,40})?"
        r"|recent posts|in the headlines|in other news"
        r"|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|(?:am )?meist ?gelesen|auch interessant"
        r"|weitere (?:artikel|meldungen|themen)|(?:à )?lire aussi|sur le même sujet|(?:les )?plus lus|à voir aussi"
        r"|voir aussi|articles (?:liés|similaires)|nos derniers articles|le[ae] también|te puede interesar"
        r"|(?:lo )?más (?:leído|leída|visto)s?|más información|noticias relacionadas|artículos relacionados"
        r"|mir[aá] también|últimas(?: noticias)?|leia (?:também|mais)|veja também|(?:as )?mais lidas|relacionad[ao]s"
        r"|notícias relacionadas|leggi anche|articoli correlati|i più letti|potrebbe interessarti"
        r"|lees ook|net binnen|meest gelezen|ook in het nieuws"
        r"|meer nieuws|zobacz (?:także|też)|czytaj (?:także|też)|polecane|najczęściej czytane"
        r"|najnowsze|powiązane artykuły|читайте также|рекомендуем|материалы по теме|смотрите также|самое читаемое"
        r"|[iİ]lgili haberler|benzer haberler|son haberler|çok okunanlar|diğer haberler|läs också|läs mer"
        r"|les også|læs også|اقرأ أيضا|مواضيع ذات صلة|مقالات ذات صلة|حول هذه القصة"
        r"|related articles\s*more from author|(?:previous|next) (?:post|article|story)|weitere meldungen"
        r"|mehr aus .{2,30}|à lire également|más noticias|articoli recenti|ultime notizie"
        r"|przeczytaj (?:również|także|też)|zobacz więcej(?: na ten temat)?|[iİ]lginizi çekebilir|bakmadan geçme!?"
        r"|последние новости"
        r"|(?:ещ[её]|новости) по теме|popula(?:ir|r|ire|res)(?: (?:in|dans|em) .{2,30})?"
        r"|أخبار ذات صلة|الأكثر قراءة)\s*[:：]?",
        re.IGNORECASE,
    )
)
# Links of the foot that the renderer glues to one line.
LEGAL: Final = re.compile(
    r"(?:(?:impressum|datenschutz\w*|agb|imprint|privacy(?: policy)?|cookies?(?: policy)?|terms(?: of (?:use|service))?"
    r"|mentions légales|aviso legal|note legali|kontakt|contact(?: us)?|©)\W*){2}",
    re.IGNORECASE,
)
# Who worked on the story beside those whom its byline names.
DESK: Final = cued(
    re.compile(
        r"\(?(?:(?:additional |further )?reporting|edit(?:ed|ing)|compiled"
        r"|with (?:files|inputs?|reporting|contributions)) (?:by|from) (?=(?-i:[A-ZÀ-Þ]))",
        re.IGNORECASE,
    )
)
ENTRY: Final = cued(re.compile(r"this entry was (?:posted|written|published|tagged|filed)\b", re.IGNORECASE))
LONGEST_DESK: Final = 40  # words
# What a line says that tells who wrote the story, and how to reach them.
WORK: Final = re.compile(
    r"\b(?:is|are) (?:an? |the |our )?(?:[\w'’-]+ ){0,5}?(?:reporter|writer|editor|journalist|correspondent|columnist"
    r"|freelance\w*|producer|contributor|author|critic|intern|fellow|blogger)s?\b"
    r"|\b(?:covers|writes|reports) (?:about|on|for|the)\b|\bstaff writer\b",
    re.IGNORECASE,
)
ADDRESS: Final = cued(
    re.compile(
        r"\S@[\w-]+\.\w|(?:^|[\s(])@\w{3,}|\bcan be (?:reached|contacted)\b"
        r"|\b(?:e-?mail|contact|follow|reach) (?:him|her|them)\b",
        re.IGNORECASE,
    ),
    at_start=False,
)
LAST_PARAGRAPHS: Final = 4
LONGEST_DESCRIPTION: Final = 80  # words
# Around the stories before and after: "← Gulls return", "Old lock closes →".
BACK: Final = ("←", "«")
ONWARD: Final = ("→", "»")
LONGEST_HEADING: Final = 60  # characters: "More from" and a name of 40
MOST_RELATED: Final = 12


def labelled_related(page: PageLines) -> Placed:
    """'Read also: …', 'Related: …'."""
    for index in page.silent_and_cued(ALSO):
        text = page.texts[index]
        is_sentence = ends_sentence(text) and not text.endswith(("?", "]", ")"))
        if page.word_counts[index] <= 30 and ALSO.match(text) and not is_sentence:
            yield index, "related"
            if text.startswith(BACK) and page.text(index + 1).endswith(ONWARD) and page.role(index + 1) is None:
                yield index + 1, "related"


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
            or page.guess(index) == "title"
            or is_prose(text)
            or (ends_sentence(text) and not text.endswith("?"))
            or not is_headline(text)
            or LEGAL.match(text)
        ):
            break
        row.append(index)
    return row


def headlines_under_text(page: PageLines) -> Placed:
    """Two or more headlines in a row below the last paragraph and above the comments."""
    row: list[int] = []
    for index in range(page.last_paragraph + 1, len(page.lines)):
        is_subheading = page.guess(index) == "subheading"  # lists of products go on so
        if page.role(index) is not None or is_subheading or not is_title_case(page.text(index)):
            break
        row.append(index)
    if len(row) >= 2:
        yield from ((index, "related") for index in row)


def author_and_address(page: PageLines) -> Placed:
    """'Jo Marsh is a reporter … jo@ostwick.example' at the end; without an address it may be the text's."""
    for index in sorted({*page.paragraphs[-LAST_PARAGRAPHS:]}.intersection(page.cued(ADDRESS))):
        text = page.texts[index]
        is_short = page.role(index) is None and page.word_counts[index] <= LONGEST_DESCRIPTION
        if is_short and ADDRESS.search(text) and WORK.search(text):
            yield index, "boilerplate"


def entry_footer(page: PageLines) -> Placed:
    """'This entry was posted on 3 May 2021 by Jo Marsh and is filed under Harbour', as blogs end their entries."""
    for index in page.silent_and_cued(ENTRY):
        if ENTRY.match(page.texts[index]):
            yield index, "byline" if opened(page.texts[index]).kind == "author" else "boilerplate"


def desk_line(page: PageLines) -> Placed:
    """'Reporting by Jo Marsh in Ostwick; Editing by A. Roe', 'With files from Jo Marsh'."""
    for index in page.silent_and_cued(DESK):
        if page.word_counts[index] <= LONGEST_DESK and DESK.match(page.texts[index]):
            yield index, "byline"

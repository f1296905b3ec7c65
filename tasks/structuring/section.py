"""Which section of the publication is the story in?

Of the lines that were read as sections, and of what the markup states, most of what is wrong is no section
at all: a button, a reading time, the publication's own name. `section_name` judges both.
"""

import re
from typing import Final

from tasks.structuring.byline import is_known_name
from tasks.structuring.page_lines import PageLines, plain_words
from tasks.structuring.rules_header import BREADCRUMB, HOME, INITIALS, SECTIONS, glued_section

MOST_WORDS: Final = 6
LONGEST_INITIALS: Final = 6  # letters of "A & E", which is no cry in capitals
BELOW: Final = 4  # lines below the title in which its section may stand; further down other things are named
_NO_NAME: Final = re.compile(
    r"^(?:[@#]|https?:|by\b|welcome\b|see all\b)|[{}:?!]|\.$|^\d+$|\b\d+\s*(?:min|comments?|views|shares|photos)\b",
    re.IGNORECASE,
)
# Words that stand where sections do, and on every page of a site.
_EVERY_PAGE: Final = HOME | frozenset(
    (
        "abstract|advertisement|advertisements|all|article|articles|breaking|breaking news|content|default|"
        "demo|event ended|exclusive|featured|featured stories|front page|give now|headlines|highlights|"
        "home page|index|latest|main|most read|none|other|others|page|permalink|post|posts|premium|"
        "sharing|social sharing|stories|story|tag|tags|top headlines|trending|uncategorised|uncategorized|"
        "wiki"
    ).split("|")
)
_STEPS: Final = re.compile(r"\s*[|·>»›]\s*|\s/\s|(?<=\bhome)/", re.IGNORECASE)
_SEAM: Final = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_NOBODY: Final = frozenset(("",))  # without a list of given names nobody is known
_LETTERS: Final = re.compile(r"[\W_]+|^the\s+")


def section_of(page: PageLines, publisher: str | None) -> str | None:
    """The section that stands nearest to the title, a breadcrumb before a word; items of a menu are none."""
    title = next(iter(page.places("title")), 0)
    within = [index for index in page.places("section") if index <= title + BELOW]
    places = [index for index in within if not _is_menu_item(page, index)]
    above = [index for index in places if index < title]
    crumbs = [index for index in above[-2:] if BREADCRUMB.fullmatch(" ".join(page.text(index).split()))]
    candidates = dict.fromkeys([*crumbs[::-1], *above[::-1], *places])
    return next((name for index in candidates if (name := _printed(page, index, publisher))), None)


def _printed(page: PageLines, index: int, publisher: str | None) -> str | None:
    """The section that a line names: the last step of a breadcrumb, the first of names that run together."""
    text = " ".join(page.text(index).split())
    home, _, behind = text.partition(" ")
    if plain_words(home) in HOME and (glued := glued_section(page, behind)):
        return glued.strip(" |:/>»›")
    if BREADCRUMB.fullmatch(text):
        steps = [name for step in _STEPS.split(text) if (name := section_name(page, step, publisher))]
        return steps[-1] if steps else None
    first = _SEAM.split(text)[0]
    if first != text and plain_words(text) not in page.alone:
        text = first if plain_words(first) in page.alone else ""
    name = section_name(page, re.sub(r"^\d+\.\s+", "", text), publisher)
    is_person = name is not None and is_known_name(name, page.given_names or _NOBODY)
    return None if name is None or (is_person and plain_words(name) not in page.alone) else name


def _is_menu_item(page: PageLines, index: int) -> bool:
    """Does the line end a list of three items or more?"""
    return all(
        page.text(place) and page.lines[place].text.lstrip().startswith("•") for place in range(index - 2, index + 1)
    )


def section_name(page: PageLines, text: str, publisher: str | None) -> str | None:
    """The words as a section's name, the first that is one of several between bars; None where none is."""
    return next((name for step in _STEPS.split(text) if (name := _name(page, step, publisher))), None)


def _name(page: PageLines, text: str, publisher: str | None) -> str | None:
    name = " ".join(text.split()).strip(" |:/>»›—–-·•")
    words, said = name.split(), plain_words(name)
    if not said or len(words) > MOST_WORDS or _NO_NAME.search(INITIALS.sub("", name)):
        return None
    if said in _EVERY_PAGE or page.is_button(name):
        return None
    if publisher and _letters(name) == _letters(publisher):
        return None
    title = next((plain_words(page.text(index)) for index in page.places("title")), "")
    is_shouted = name.isupper() and len(_letters(name)) > LONGEST_INITIALS
    is_phrase = len(words) > 1 and (name.islower() or is_shouted) and SECTIONS.isdisjoint(said.split())
    is_title = len(words) > 1 and title.startswith(said)
    return None if is_title or (is_phrase and said not in page.alone) else name


def _letters(text: str) -> str:
    return _LETTERS.sub("", text.casefold())

"""Which of a page's lines name the story's authors?

`authors_of` takes a page whose title and text are known and gives the names, with the lines that hold
them. Lines that open with "By" win over bare names, the nearest to the title over those further off;
what stands in lists of other stories, in comments and in captions does not count.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from tasks.structuring.biographies import described
from tasks.structuring.byline import (
    BY_ALONE,
    CONTRIBUTORS,
    Byline,
    is_known_name,
    is_phrase,
    is_role,
    opened,
    person_of,
    read_byline,
    signature_of,
)
from tasks.structuring.dates import read_dates
from tasks.structuring.page_lines import LONGEST_BYLINE, PageLines, ends_sentence
from tasks.structuring.rules_media import CREDIT

# Lines of these roles name people who are not the authors.
_OTHERS: Final = frozenset(
    ("comment", "comment_meta", "related", "caption", "advert", "promo", "clock", "notice", "tags", "embed")
)
_LINES_ABOVE: Final = 12  # a byline stands no further above the title,
_LINES_BELOW: Final = 4  # and no further below the last paragraph
_ABOVE_COST: Final = 2
_BARE_ABOVE: Final = 3
_LONGEST_LIST: Final = 8  # lines of names under a "By" that stands alone
_LONGEST_ALONE: Final = 6  # words of "Jane Doe, Beirut"
_LONGEST_BIO: Final = 200  # characters of a line in which it says who somebody is
_LONGEST_NAME: Final = 45  # characters of a name that stands alone
_LONGEST_DESCRIBED: Final = 14  # words of "Jane Doe, Director of Research, Harbour Institute"
_GOES_ON: Final = re.compile(r"(?:and|&|und|et|y|e)\s+", re.IGNORECASE)
_PARTED: Final = re.compile(r"\s*(?:,|\s[·•|]\s)\s*")
_BIO: Final = re.compile(
    r"(?P<name>[^,(]{5,40}?),?\s+(?:is|was|are|writes|covers|reports|joined|has|works|serves|teaches|ist|est"
    r"|es un)\s",
    re.IGNORECASE,
)


class Signed(NamedTuple):
    """Lines that name authors, and whom they name."""

    lines: tuple[int, ...]
    byline: Byline


class _Place(NamedTuple):
    """Where the story stands on the page, as indexes of lines."""

    title: int | None
    first: int
    last: int


NOBODY: Final = Signed((), Byline((), ()))


def authors_of(page: PageLines) -> Signed:
    """The page's authors; `NOBODY` where no line names them."""
    place = _story_place(page)
    if place is None:
        return NOBODY
    for find in (_by_author, _bare, _by_bio, _described, _under_lone_by, _by_editor):
        found = find(page, place)
        if found.byline.authors or found.byline.agencies:
            return found
    return NOBODY


def signed_lines(page: PageLines) -> Iterator[tuple[int, ...]]:
    """Silent lines that open with "By" and name somebody, wherever they stand; with the names under a lone "By"."""
    for index, said in page.openings.items():
        text = page.texts[index]
        if index in page.roles or page.is_prose(index):
            continue
        if BY_ALONE.fullmatch(text):
            found = _names_under(page, index)
            if found.byline.authors or found.byline.agencies:
                yield found.lines
        elif said.kind == "author" and not ends_sentence(text):
            named = read_byline(text, page.given_names)
            if named.agencies or any(is_known_name(name, page.given_names) for name in named.authors):
                yield (index,)


def _story_place(page: PageLines) -> _Place | None:
    texts = sorted({*page.places("body"), *(index for index in page.paragraphs if index not in page.roles)})
    if not texts:
        return None
    title = next(iter(page.places("title")), None)
    below = [i for i in texts if title is None or i > title]
    return _Place(title, (below or texts)[0], texts[-1])


def _by_author(page: PageLines, place: _Place) -> Signed:
    return _nearest(list(_explicit(page, place, "author")), place)


def _by_editor(page: PageLines, place: _Place) -> Signed:
    return _nearest(list(_explicit(page, place, "editor")), place)


def _explicit(page: PageLines, place: _Place, kind: str) -> Iterator[Signed]:
    """Lines that open with "By", each with the names that stand in it or under it."""
    near = _near(page, place)
    for index, said in page.openings.items():
        if index not in near or page.role(index) in _OTHERS:
            continue
        text = page.texts[index]
        if kind == "author" and BY_ALONE.fullmatch(text):
            yield _names_under(page, index)
        elif said.kind == kind and not (ends_sentence(text) and page.is_prose(index)):
            signed = _with_next(page, _signed(page, (index,), text))
            if signed.byline.authors or signed.byline.agencies:
                yield signed


def _near(page: PageLines, place: _Place) -> range:
    """The lines in which a byline may stand."""
    top = place.first if place.title is None else place.title
    return range(max(0, top - _LINES_ABOVE), min(len(page.lines), place.last + _LINES_BELOW + 1))


def _signed(page: PageLines, lines: tuple[int, ...], text: str) -> Signed:
    found = read_byline(text, page.given_names)
    if not found.authors and not found.agencies:
        signature = signature_of(text)
        found = Byline((signature,) if signature else (), ())
    return Signed(lines, found)


def _with_next(page: PageLines, signed: Signed) -> Signed:
    """The signed lines with the one under them, where that goes on with "and"."""
    below = signed.lines[-1] + 1
    joined = _GOES_ON.match(page.text(below))
    if not joined or page.word_counts[below] > LONGEST_BYLINE or ends_sentence(page.text(below)):
        return signed
    found = read_byline(page.text(below)[joined.end() :], page.given_names)
    names, agencies = (*signed.byline.authors, *found.authors), (*signed.byline.agencies, *found.agencies)
    return Signed((*signed.lines, below), Byline(names, agencies)) if found.authors or found.agencies else signed


def _names_under(page: PageLines, by: int) -> Signed:
    """The names in the lines under a "By" that stands alone."""
    lines, authors, agencies, is_joined = [by], list[str](), list[str](), False
    for index in range(by + 1, min(by + 1 + _LONGEST_LIST, len(page.lines))):
        text = page.text(index)
        if text.casefold().strip(" ,") in ("and", "&", "", ","):
            is_joined = True
            continue
        found = (
            read_byline(text, page.given_names)
            if len(text.split()) <= LONGEST_BYLINE and not ends_sentence(text)
            else Byline((), ())
        )
        if CONTRIBUTORS.match(text) or not (found.authors or found.agencies):
            break
        known = [name for name in found.authors if is_joined or is_known_name(name, page.given_names)]
        is_odd = bool(authors) or is_role(text) or _signature_under(page, text) is None
        if is_odd and not known and not found.agencies:
            break
        is_joined = False
        lines.append(index)
        authors += known if authors else found.authors
        agencies += found.agencies
    return Signed(tuple(lines), Byline(tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(agencies))))


def _under_lone_by(page: PageLines, place: _Place) -> Signed:
    """A desk or a user's name in the line under a "By" that stands alone."""
    found: list[Signed] = []
    for index in page.openings:
        if index in _near(page, place) and BY_ALONE.fullmatch(page.texts[index]) and page.role(index) not in _OTHERS:
            signature = _signature_under(page, page.text(index + 1))
            if signature and len(page.text(index + 1).split()) <= _LONGEST_ALONE:
                found.append(Signed((index, index + 1), Byline((signature,), ())))
    return _nearest(found, place)


def _signature_under(page: PageLines, text: str) -> str | None:
    """Who signs with a line under a lone "By"; nobody with a button, a label and its value, or what somebody is."""
    signature = None if ":" in text or _is_furniture(page, text) else signature_of(f"By {text}")
    return None if signature is None or is_role(signature) or _is_furniture(page, signature) else signature


def _described(page: PageLines, place: _Place) -> Signed:
    """Whom the box under the story describes; its lines are no bylines."""
    return Signed((), Byline(described(page, place.last), ()))


def _nearest(found: list[Signed], place: _Place) -> Signed:
    """The signed line nearest to the title, with those that stand directly beside it."""
    named = [signed for signed in found if signed.byline.authors or signed.byline.agencies]
    if not named:
        return NOBODY
    top = place.first if place.title is None else place.title
    best = min(named, key=lambda s: s.lines[0] - top if s.lines[0] >= top else (top - s.lines[0]) * _ABOVE_COST)
    here = named.index(best)
    last = here
    while last + 1 < len(named) and named[last + 1].lines[0] - named[last].lines[-1] <= 1:
        last += 1
    return _joined(named[here : last + 1])


def _joined(found: Iterable[Signed]) -> Signed:
    found = list(found)
    names = {name.casefold(): name for signed in reversed(found) for name in reversed(signed.byline.authors)}
    ordered = dict.fromkeys(names[name.casefold()] for signed in found for name in signed.byline.authors)
    agencies = dict.fromkeys(agency for signed in found for agency in signed.byline.agencies)
    return Signed(tuple(line for signed in found for line in signed.lines), Byline(tuple(ordered), tuple(agencies)))


def _bare(page: PageLines, place: _Place) -> Signed:
    """Names that stand alone, or before a date, between the title and the text."""
    top = (place.first - _LINES_ABOVE) if place.title is None else place.title - _BARE_ABOVE
    found: list[Signed] = []
    for index in range(max(0, top), min(len(page.lines), place.first + 2)):
        text = page.text(index)
        if (
            index == place.title
            or _is_in_menu(page, index, place)
            or (page.lines[index].bullet and place.title is not None and index < place.title)  # a menu, a list of tags
            or page.role(index) in (*_OTHERS, "body", "standfirst", "control")
            or len(text.split()) > LONGEST_BYLINE
        ):
            continue
        if CONTRIBUTORS.match(page.text(index - 1)) or opened(text).kind or CREDIT.fullmatch(text):
            continue
        byline = read_byline(text, page.given_names)
        names = byline.authors
        if (names and _is_signature(page, index, names)) or (byline.agencies and page.role(index) == "byline"):
            found.append(_with_next(page, Signed((index,), Byline(names, byline.agencies))))
    return _nearest(found, place)


def _is_in_menu(page: PageLines, index: int, place: _Place) -> bool:
    """Does an item of a list above the title say the same: the name of a section?"""
    top = index if place.title is None else min(index, place.title)
    return page.items.get(page.text(index).casefold(), top) < top


def _is_signature(page: PageLines, index: int, names: tuple[str, ...]) -> bool:
    """Does a line with names in it look like a byline: the model says so, or it holds nothing but one name?"""
    if any(_is_furniture(page, name) for name in names):
        return False
    said = page.role(index) or page.guess(index)
    words = page.text(index).strip(" /•·|-&")
    first, *rest = _PARTED.split(words)
    is_described = any(is_role(part) for part in rest) and len(words.split()) <= _LONGEST_DESCRIBED
    is_alone = person_of(first) in names and (len(words.split()) <= _LONGEST_ALONE or is_described)
    if not all(is_known_name(name, page.given_names) for name in names):
        return said == "byline" and is_alone and not is_phrase(words) and not _is_said_small(page, names)
    is_dated = len(words.split()) <= _LONGEST_DESCRIBED and bool(read_dates(words))
    return said in ("byline", "timestamp") or is_alone or is_dated


def _is_furniture(page: PageLines, name: str) -> bool:
    """Is the name, or every word of it, what pages write on buttons?"""
    return name.casefold() in page.furniture or all(word.casefold() in page.furniture for word in name.split())


def _is_said_small(page: PageLines, names: tuple[str, ...]) -> bool:
    """Does the page use a word of the names in lower case, as it does with 'Video Loading' but not with a name?"""
    wanted = {word.casefold() for name in names for word in name.split()}
    return any(word in wanted for line in page.lines for word in line.text.split() if word[0].islower())


def _by_bio(page: PageLines, place: _Place) -> Signed:
    """A name that stands alone somewhere, of which a line below the text says what its bearer is."""
    alone: dict[str, int] | None = None
    for index in range(place.first, len(page.lines)):
        bio = (
            _BIO.match(page.texts[index], 0, _LONGEST_BIO)
            if page.role(index) not in ("comment", "comment_meta")
            else None
        )
        if bio is None:
            continue
        if alone is None:
            alone = _standing_alone(page)
        name = bio["name"].strip()
        if name in alone and is_known_name(name, page.given_names):
            return Signed((alone[name],), Byline((name,), ()))
    return NOBODY


def _standing_alone(page: PageLines) -> dict[str, int]:
    """The page's short lines and the first place of each."""
    short = (i for i in reversed(range(len(page.lines))) if len(page.texts[i]) <= _LONGEST_NAME)
    return {" ".join(page.texts[i].split()).strip(" /•|-"): i for i in short}

"""Which lines does a reader see on an HTML page that Resiliparse's rendering leaves out?

Figures with their captions, and what objects (old players) show in place of the film. They are rendered by
themselves; each line says behind which text of the page it stands, and what the markup takes it for.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from tasks.structuring.markup_marks import CYCLE, MARKER, numbers_of
from tasks.structuring.markup_outline import LEFT_OUT, Outline, OutlineBuilder, text_length, tokens, unescape

# What stands in these is not shown, or not as text.
UNSEEN: Final = frozenset("noscript template svg select textarea head video audio iframe canvas".split())
_TAG: Final = re.compile(rf"<(/?)(?:{'|'.join(sorted(LEFT_OUT))})(?=[ >])")
_CREDIT: Final = re.compile(
    r"(?:[a-z0-9]+-){0,4}(?:photo-?|image-?|media-?|caption-?)?(?:credits?|copyright|photographer|by-?line|author"
    r"|attribution|courtesy|source|rights|agency|quelle|fotograf|autor|fotocredit|creditline)"
    r"(?:-(?:text|name|line|info|link|label|holder|wrapper|inner|value|body))*"
)
_LABEL: Final = re.compile(
    r"[(\[|]?\s*(?:(?:photo(?:graph(?:er)?)?|image|picture|foto|bild|credit|source|quelle|crédit|crédito|fuente|fonte)s?"
    r"\s*)+(?:by|courtesy(?: of)?)?\s*(?:[:/©|…]|\.\.\.)?\s*[(\[]?|[(\[|©]+",
    re.IGNORECASE,
)
_HOLDS_CREDIT: Final = frozenset(("cite",))
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_OWN_TEXT: Final = _HEADINGS | frozenset("table blockquote pre ul ol a".split())  # of a figure without a caption
_PICTURES: Final = frozenset("img picture video amp-img svg".split())
_CAPTION: Final = re.compile(r"(?:[a-z0-9]+-){0,4}captions?(?:-(?:text|body|content|inner|wrapper))*")


class AsideLine(NamedTuple):
    """A line that the rendering leaves out."""

    after: int  # number of the last printed text before it, -1 for none
    box: int  # the outermost element around it that is left out
    parts: tuple[tuple[int, str], ...]  # texts by number, each with the space behind it


def lines_aside(builder: OutlineBuilder, printed: Sequence[int]) -> list[AsideLine]:
    """The lines that are left out, in page order; `printed` are the numbers of the texts that are not, ascending."""
    outline = builder.outline
    boxes = {number: box for box in _boxes(builder) for number in _numbers(outline, box)}
    shown = set(printed)
    if all(number in shown for number in boxes):
        return []
    outermost = dict.fromkeys(boxes.values())
    page = "</div><div>".join(_TAG.sub(r"<\1div", builder.fragment(box)) for box in outermost)
    rendered = extract_plain_text(
        HTMLTree.parse(f"<div>{page}</div>"), preserve_formatting=True, links=False, alt_texts=False
    )
    _, *pieces = MARKER.split(rendered)
    found = zip(_known(boxes, numbers_of(pieces[::2])), pieces[1::2], strict=False)
    return list(_lines(outline, [pair for pair in found if pair[0] not in shown], boxes, printed))


def _boxes(builder: OutlineBuilder) -> Iterator[int]:
    """The outermost elements that are left out and seen."""
    outline, end = builder.outline, 0
    for element in builder.inside:
        if element >= end:
            end = outline.end_element[element]
            if not any(outline.tags[around] in UNSEEN for around in _around(outline, element)):
                yield element


def _around(outline: Outline, element: int) -> Iterator[int]:
    """An element and those around it, from the innermost."""
    while element > 0:
        yield element
        element = outline.parents[element]


def _numbers(outline: Outline, element: int) -> range:
    return range(outline.first_text[element], outline.end_text[element])


def _known(boxes: Mapping[int, int], marks: Sequence[int]) -> Iterator[int]:
    """The texts that markers stand for, which are their numbers modulo the cycle; both are in page order."""
    numbers = iter(boxes)
    for mark in marks:
        number = next((each for each in numbers if each % CYCLE == mark), None)
        if number is None:
            return
        yield number


def _lines(
    outline: Outline, pieces: Sequence[tuple[int, str]], boxes: Mapping[int, int], printed: Sequence[int]
) -> Iterator[AsideLine]:
    parts: list[tuple[int, str]] = []
    for place, (number, piece) in enumerate(pieces):
        length = text_length(outline.texts[number], piece)
        below = pieces[place + 1][0] if place + 1 < len(pieces) else None
        if below is not None and "\n" not in piece[length:] and boxes[below] == boxes[number]:
            if _is_one(outline, number, below, len(piece) == length):
                parts.append((number, piece))
                continue
        first = parts[0][0] if parts else number
        before = bisect_left(printed, first)
        parts.append((number, piece[:length]))
        yield AsideLine(printed[before - 1] if before else -1, boxes[number], tuple(parts))
        parts = []


def _is_one(outline: Outline, number: int, below: int, is_closed: bool) -> bool:
    """Do two texts of one line belong together, or is one the caption and one the credit?

    `is_closed` tells that no space stands between them.
    """
    if _is_label(outline, number):
        return True
    if is_closed and _are_glued(outline, number, below):
        return False
    if not any(map(str.isalnum, outline.texts[below])) and not _is_label(outline, below):
        return True
    return _is_credit(outline, number) == _is_credit(outline, below)


def _are_glued(outline: Outline, number: int, below: int) -> bool:
    """Do two elements beside each other meet without a space, which a style sheet parts?"""
    one, other = outline.holders[number], outline.holders[below]
    end, start = outline.texts[number][-1:], outline.texts[below][:1]
    is_word = (end.isalnum() and start.isalnum()) or (end in '.!?…”"»)' and start.isupper())
    return is_word and one not in _around(outline, other) and other not in _around(outline, one)


def _is_label(outline: Outline, number: int) -> bool:
    return _LABEL.fullmatch(unescape(outline.texts[number]).strip()) is not None


def _is_credit(outline: Outline, number: int) -> bool:
    """Does the text, or the element in a figure that holds it, say whose the picture is?"""
    if _is_label(outline, number):
        return True
    for element in _inside_figure(outline, outline.holders[number]):
        if outline.tags[element] in _HOLDS_CREDIT or _is_called(outline, element, _CREDIT):
            return True
    return False


def _inside_figure(outline: Outline, element: int) -> Iterator[int]:
    """An element and those around it up to the caption or figure that holds it, which is left out."""
    while element > 0 and outline.tags[element] not in LEFT_OUT:
        yield element
        element = outline.parents[element]


def _is_called(outline: Outline, element: int, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(name) for value in outline.names[element].values() for name in tokens(value))


def kinds_aside(outline: Outline) -> Mapping[int, str]:
    """Line number → 'credit', 'caption', or 'other' for what only the reader can place."""
    kinds: dict[int, str] = {}
    held: dict[int, frozenset[str]] = {}  # figure → the tags in it
    for number, _, first, last in outline.aside:
        if last not in kinds:
            kind = _kind(outline, number, held)
            kinds.update((line, kind) for line in range(first, last + 1) if line not in kinds)
    return kinds


def _kind(outline: Outline, number: int, held: dict[int, frozenset[str]]) -> str:
    inside = list(_inside_figure(outline, outline.holders[number]))
    box = outline.parents[inside[-1]] if inside else outline.holders[number]
    figure = next((each for each in _around(outline, box) if outline.tags[each] in ("figure", "object")), box)
    if figure not in held:
        held[figure] = frozenset(outline.tags[figure : outline.end_element[figure]])
    beside = held[figure]
    if outline.tags[figure] == "object" or ("blockquote" in beside and not beside & _PICTURES):
        return "other"
    if _is_credit(outline, number):
        return "credit"
    tags = {outline.tags[each] for each in inside}
    is_called = outline.tags[box] == "figcaption" or any(_is_called(outline, each, _CAPTION) for each in inside)
    is_named = bool(tags & _HEADINGS) and "figcaption" in beside  # the picture's own name above its caption
    is_alone = not tags & _OWN_TEXT and bool(beside & _PICTURES)
    return "caption" if is_called or is_named or is_alone else "other"

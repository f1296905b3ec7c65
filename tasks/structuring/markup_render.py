"""What is the flat text of an HTML page, and where in it does each element stand?

HTML goes in, an `Outline` with the text comes out. Every piece of text gets a marker before the page is rendered by
Resiliparse; where the markers come out is where the text stands, and which of them come out when only the main
content is rendered is what Resiliparse holds for the main content. What a reader sees and Resiliparse leaves out
(`markup_aside`) is put on lines of its own behind the line that it follows.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from tasks.structuring.limits import limit_tags
from tasks.structuring.markup_aside import AsideLine, lines_aside
from tasks.structuring.markup_marks import MARKER, ascending, without_noncharacters
from tasks.structuring.markup_outline import Outline, OutlineBuilder, PlacedText, text_length

Piece = tuple[int, str, bool]  # a text's number, the text with what follows it, and whether it was left out


def outline_page(html: str) -> Outline:
    """The flat text of a page and its elements with their places in it; `OversizedPageError` for too many."""
    limit_tags(html)
    document = HTMLTree.parse(html).document
    serialized = without_noncharacters(document.html) if document else ""
    limit_tags(serialized)  # a tag that is never closed may be opened again in every paragraph
    outline = Outline()
    builder = OutlineBuilder(outline, serialized)
    tree = HTMLTree.parse(builder.read())
    rendered = extract_plain_text(tree, preserve_formatting=True, links=False, alt_texts=False)
    opening, *pieces = MARKER.split(rendered)
    numbers = ascending(pieces[::2])
    printed = list(zip(numbers, pieces[1::2], strict=True))
    _place(outline, *_woven(outline, opening, printed, lines_aside(builder, numbers)))
    main = extract_plain_text(tree, preserve_formatting=False, links=False, alt_texts=False, main_content=True)
    for index in ascending(MARKER.findall(main)):
        outline.is_main[index] = True
    for text in outline.aside:
        place = bisect_left(numbers, text.number)
        around = numbers[max(place - 1, 0) : place + 1]
        outline.is_main[text.number] = len(around) == 2 and all(outline.is_main[number] for number in around)
    return outline


def _woven(
    outline: Outline, opening: str, printed: Sequence[tuple[int, str]], aside: Sequence[AsideLine]
) -> tuple[str, list[Piece]]:
    """The pieces of the page, the lines that were left out behind the line of the text that they follow."""
    pieces: list[Piece] = [(number, piece, False) for number, piece in printed]
    if not aside:
        return opening, pieces
    out: list[Piece] = []
    waiting = [line for line in aside if line.after < 0]
    if waiting:
        last = "\n\n" + opening.lstrip("\n")
        out, opening, waiting = [*_pieces(waiting, last)], "", []
    due = iter([line for line in aside if line.after >= 0])
    following = next(due, None)
    for place, (number, piece, _) in enumerate(pieces):
        while following is not None and following.after <= number:
            waiting.append(following)
            following = next(due, None)
        end = piece.find("\n", text_length(outline.texts[number], piece)) if waiting else -1
        if waiting and (end >= 0 or place == len(pieces) - 1):
            end = len(piece) if end < 0 else end
            out.append((number, f"{piece[:end]}\n\n", False))
            out += _pieces(waiting, piece[end:])
            waiting = []
        else:
            out.append((number, piece, False))
    return opening, out


def _pieces(lines: Sequence[AsideLine], last: str) -> Iterator[Piece]:
    """Lines that were left out as pieces, a blank line between those of different boxes and `last` behind them."""
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else None
        end = last if below is None else "\n" if below.box == line.box else "\n\n"
        *before, (number, text) = line.parts
        yield from ((each, words, True) for each, words in before)
        yield number, text + end, True


def _place(outline: Outline, opening: str, pieces: Sequence[Piece]) -> None:
    """Join the pieces to the page's text and note where each text stands."""
    made = partial(tuple.__new__, PlacedText)  # what PlacedText(...) does, three times as fast
    position, line = len(opening), opening.count("\n")
    for index, piece, is_aside in pieces:
        length = text_length(outline.texts[index], piece)
        last = line + piece.count("\n", 0, length)
        placed = made((index, length, line, last))
        if is_aside:
            outline.aside.append(placed)
        else:
            outline.spans[index] = position, position + length
            outline.placed.append(placed)
        position += len(piece)
        line += piece.count("\n")
    object.__setattr__(outline, "text", opening + "".join([piece for _, piece, _ in pieces]))

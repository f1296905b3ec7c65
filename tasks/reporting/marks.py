"""What is marked in a line? Its text cut where a mention, quote, figure or date begins or ends; marks may overlap."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from tasks.reporting.words import amount, said

Mark = Mapping[str, Any]
KINDS: Final = {"mention": "Names", "quote": "Quotations", "figure": "Figures", "date": "Dates"}


class Piece(NamedTuple):
    """A part of a line over which the same marks lie."""

    text: str
    marks: tuple[Mark, ...]


def pieces(text: str, start: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The parts of a line that begins at `start`.

    >>> [piece.text for piece in pieces("In Paris today", 10, [{"span_start": 13, "span_end": 18}])]
    ['In ', 'Paris', ' today']
    """
    end = start + len(text)
    touching = [mark for mark in marks if mark["span_start"] < end and mark["span_end"] > start]
    edges = {start, end} | {edge for mark in touching for edge in (mark["span_start"], mark["span_end"])}
    inside = sorted(edge for edge in edges if start <= edge <= end)
    for first, last in pairwise(inside):
        over = tuple(mark for mark in touching if mark["span_start"] <= first and mark["span_end"] >= last)
        yield Piece(text[first - start : last - start], over)


def told(mark: Mark) -> str:
    """What a mark says, in a few words."""
    if mark["kind"] == "mention":
        return f"{said(mark['label'])}: {mark['detail']}"
    if mark["kind"] == "quote":
        return f"said by {said(mark['label'])}" if mark["label"] else "said by nobody named"
    if mark["kind"] == "figure":
        unit = f" {said(mark['detail'])}" if mark["detail"] else ""
        return f"{values(mark)}{unit}" + (f", according to {said(mark['label'])}" if mark["label"] else "")
    return said(mark["label"]) if mark["label"] else "a day that cannot be known"


def values(figure: Mark) -> str:
    """A figure's value or bounds."""
    low, high = figure["value_min"], figure["value_max"]
    if low is None and high is None:
        return "uncounted"
    if low is None:
        return f"at most {amount(high)}"
    if high is None:
        return f"at least {amount(low)}"
    return amount(low) if low == high else f"{amount(low)} to {amount(high)}"

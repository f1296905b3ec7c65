"""How can a few hundred pages teach what ten thousand layouts look like?

Labelled pages go in, a varied copy of each comes out: a story in another page's furniture, cut short,
or with its indents, gaps and bullets gone. What a line is does not change by it; where it stands does.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from tasks.structuring.lines import TextLine
from training.labels import LabelledPage

TRANSPLANTED: Final = 0.5
SHORTENED: Final = 0.25
THINNED: Final = 0.3
FLATTENED: Final = 0.25
LEAST_STORY: Final = 2  # body lines that a shortened story keeps
Picks = list[tuple[LabelledPage, int]]


def varied(pages: Sequence[LabelledPage], random: np.random.Generator) -> list[LabelledPage]:
    """One varied copy of each page that holds a story with furniture; the others as they are."""
    by_kind: dict[str, list[LabelledPage]] = {}
    for page in pages:
        by_kind.setdefault(page.sample.kind, []).append(page)
    return [_vary(page, by_kind[page.sample.kind], random) if page.sample.html else page for page in pages]


def _vary(page: LabelledPage, others: Sequence[LabelledPage], random: np.random.Generator) -> LabelledPage:
    story = _story(page)
    if story is None or page.sample.kind == "comments":
        picks = [(page, i) for i in range(len(page.lines))]
    else:
        start, end = story
        head, tail = [(page, i) for i in range(start)], [(page, i) for i in range(end, len(page.lines))]
        middle = [(page, i) for i in range(start, end)]
        if random.random() < TRANSPLANTED:
            head = _furniture(others, random, is_head=True)
        if random.random() < TRANSPLANTED:
            tail = _furniture(others, random, is_head=False)
        if random.random() < SHORTENED:
            middle = _shortened(page, middle, random)
        picks = [*_thinned(head, random), *middle, *_thinned(tail, random)]
    return _assembled(page, picks, random)


def _story(page: LabelledPage) -> tuple[int, int] | None:
    """Bounds of the lines from the title (or the first of the body) to the last of the body."""
    inside = np.flatnonzero(page.in_body)
    if len(inside) < LEAST_STORY:
        return None
    start, end = int(inside[0]), int(inside[-1]) + 1
    if "title" in page.roles and start - 25 < page.roles.index("title") < start:
        start = page.roles.index("title")
    return start, end


def _furniture(others: Sequence[LabelledPage], random: np.random.Generator, is_head: bool) -> Picks:
    other = others[int(random.integers(len(others)))]
    story = _story(other)
    if story is None:
        return []
    places = range(story[0]) if is_head else range(story[1], len(other.lines))
    return [(other, i) for i in places]


def _shortened(page: LabelledPage, middle: Picks, random: np.random.Generator) -> Picks:
    inside = [k for k, (_, i) in enumerate(middle) if page.in_body[i]]
    kept = int(random.integers(LEAST_STORY, len(inside) + 1))
    return middle[: inside[kept - 1] + 1]


def _thinned(picks: Picks, random: np.random.Generator) -> Picks:
    if len(picks) < 8 or random.random() > THINNED:
        return picks
    size = int(random.integers(1, len(picks)))
    start = int(random.integers(0, len(picks) - size + 1))
    return picks[:start] + picks[start + size :]


def _assembled(page: LabelledPage, picks: Picks, random: np.random.Generator) -> LabelledPage:
    no_indent, no_gap, no_bullet = (bool(random.random() < FLATTENED) for _ in range(3))
    gap = int(random.integers(0, 2))
    lines, number = [], 0
    for source, i in picks:
        line = source.lines[i]
        text = line.words if no_bullet else line.text
        gap_here = gap if no_gap else line.gap
        number += 1 + gap_here
        lines.append(
            TextLine(
                number, 0, len(text), text, 0 if no_indent else line.indent, gap_here, 0 if no_bullet else line.bullet
            )
        )
    own = {id(page)}
    return LabelledPage(
        page.sample,
        lines,
        [source.marks[i] for source, i in picks],
        [_role(source.roles[i], id(source) in own) for source, i in picks],
        [source.weights[i] for source, i in picks],
        np.asarray([bool(source.in_body[i]) for source, i in picks], dtype=bool),
    )


def _role(role: str, is_own: bool) -> str:
    """A title that came with another page's furniture is a headline of another story here."""
    return "related" if role == "title" and not is_own else role

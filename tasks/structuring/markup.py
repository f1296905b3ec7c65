"""What does an HTML page say beside its text?

An HTML page is rendered to the same flat text that text dumps have; what the markup adds is
evidence for the same reader, each statement with the part of the markup that made it.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from tasks.structuring.markup_aside import kinds_aside
from tasks.structuring.markup_blocks import NO_BLOCKS, Blocks, line_blocks
from tasks.structuring.markup_comments import MarkupComment, read_comments
from tasks.structuring.markup_hints import element_masks, elsewhere, line_hints, linked_elements
from tasks.structuring.markup_layout import Layout
from tasks.structuring.markup_render import outline_page
from tasks.structuring.markup_statements import Statement, article_body, data_scripts, statements

__all__ = ["Markup", "MarkupComment", "Statement", "render"]


class Markup(NamedTuple):
    """The evidence of one HTML page; statements stand in order of trust, the best first."""

    titles: tuple[Statement, ...] = ()
    standfirsts: tuple[Statement, ...] = ()
    authors: tuple[Statement, ...] = ()
    published: tuple[Statement, ...] = ()
    modified: tuple[Statement, ...] = ()
    sections: tuple[Statement, ...] = ()
    tags: tuple[Statement, ...] = ()
    publishers: tuple[Statement, ...] = ()
    urls: tuple[Statement, ...] = ()
    languages: tuple[Statement, ...] = ()
    hints: Mapping[int, frozenset[str]] = {}  # line number → 'h1', 'figcaption', 'time', 'nav', 'main', 'comment' …
    blocks: Blocks = NO_BLOCKS
    aside: Mapping[int, str] = {}  # line number → what a line is taken for that Resiliparse's rendering leaves out
    comments: tuple[MarkupComment, ...] = ()
    layout: Layout | None = None
    article_body: str = ""  # the story's text by JSON-LD
    scripts: tuple[str, ...] = ()  # that may hold the data from which a page is drawn


NO_MARKUP: Final = Markup()  # that of flat text


def render(html: str) -> tuple[str, Markup]:
    """A page's flat text by Resiliparse, with the lines that it leaves out, and what the markup says beside it."""
    outline = outline_page(html)
    masks = element_masks(outline)
    stated, graph = statements(outline, elsewhere(masks))
    fields = {field: tuple(values) for field, values in stated.items()}
    hints, blocks = line_hints(outline, masks), line_blocks(outline, linked_elements(masks))
    return outline.text, Markup(
        **fields,
        hints=hints,
        blocks=blocks,
        aside=kinds_aside(outline),
        comments=read_comments(outline),
        layout=Layout(outline),
        article_body=article_body(graph),
        scripts=tuple(data_scripts(outline)),
    )

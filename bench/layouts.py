"""How do synthetic pages look? Each layout puts a story between menus, adverts, teasers and threads as sites do.

A page is a list of `Block`s; `flat` writes them as a text dump has them, `html` as markup. Both say the same.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from random import Random
from typing import Final, NamedTuple

from bench.stories import Comment, Story


class Block(NamedTuple):
    """One line of a page: its words, the element that holds it, that element's class, and its depth in lists."""

    text: str
    tag: str = "p"
    name: str = ""
    level: int = 0  # 0 for no item of a list


Layout = Callable[[Story, str], Iterator[Block]]


def broadsheet(story: Story, site: str) -> Iterator[Block]:
    """A newspaper's page: breadcrumb, title, standfirst, byline with time, picture, text, tags, related, thread."""
    yield from _menu(site, ("Home", "News", "Business", "Sport", "Opinion"))
    yield Block(f"Home > {story.section}", "div", "breadcrumb")
    yield Block(story.title, "h1")
    yield Block(story.standfirst, "p", "standfirst")
    yield Block(f"By {' and '.join(story.authors)}", "div", "byline")
    yield Block(f"Published {story.published_at:%-d %B %Y, %H:%M} GMT", "time")
    yield from (Block(button, "button", "share") for button in ("Share", "Save", "Print"))
    yield Block(f"{story.caption} Photo: {story.credit}", "figcaption")
    yield from _text(story, "Story continues below this ad")
    yield Block(f"Tags: {', '.join(story.tags)}", "div", "tags")
    yield Block("Related stories", "h3")
    yield from (Block(title, "li", "related", 1) for title in story.related)
    yield from _thread(story.comments, "{name} says:", "%B %-d, %Y at %-I:%M %p")
    yield Block(f"© {story.published_at:%Y} {site}. All rights reserved.", "footer")


def blog(story: Story, site: str) -> Iterator[Block]:
    """A weblog: the date first, the author below the title, no standfirst, a numbered thread."""
    yield from _menu(site, ("About", "Archive", "Contact"))
    yield Block(f"{story.published_at:%B %-d, %Y}", "time")
    yield Block(story.title, "h1")
    yield Block(f"by {story.authors[0]}", "div", "author")
    yield from _text(story, "")
    yield Block(f"Posted in {story.section}", "div", "meta")
    yield from _thread(story.comments, "{name} on", "%-d %b %Y %H:%M")
    yield Block("Leave a Reply", "h3")
    yield Block("Your email address will not be published. Required fields are marked *", "p", "comment-notes")
    yield Block("Proudly powered by WordPress", "footer")


def agency(story: Story, site: str) -> Iterator[Block]:
    """A wire's page: a clock, section, title, dateline in the first paragraph, update below the text."""
    place = story.tags[0].upper()
    yield Block(f"{story.published_at:%H:%M} GMT", "div", "clock")
    yield from _menu(site, ("World", "Markets", "Energy"))
    yield Block(story.section.upper(), "div", "section")
    yield Block(story.title, "h1")
    first, *rest = story.paragraphs
    opened = story._replace(paragraphs=(f"{place}, {story.published_at:%b %-d} (Wire) - {first}", *rest))
    yield from _text(opened, "Advertisement")
    yield Block(f"Reporting by {story.authors[0]}; editing by {story.credit}", "p", "credits")
    yield Block(f"Last updated: {story.published_at:%Y-%m-%d %H:%M} UTC", "time")
    yield from (Block(title, "li", "related", 1) for title in story.related)


LAYOUTS: Final[tuple[Layout, ...]] = (broadsheet, blog, agency)


def front_page(random: Random, story: Story, site: str) -> Iterator[Block]:
    """No article: menus and headlines, as of a section's or an error page."""
    yield from _menu(site, ("Home", "News", "Business", "Sport"))
    if random.random() < 0.5:
        yield Block("Page not found", "h1")
        yield Block("The page you are looking for has moved or no longer exists.", "p")
        yield Block("Search", "button")
    else:
        yield from (Block(title, "li", "teaser", 1) for title in (*story.related, story.title))
    yield Block(f"© {story.published_at:%Y} {site}", "footer")


def _menu(site: str, entries: Sequence[str]) -> Iterator[Block]:
    yield Block("Skip to content", "a")
    yield Block(site, "div", "masthead")
    yield from (Block(entry, "li", "menu", 1) for entry in entries)
    yield Block("Subscribe", "a", "subscribe")


def _text(story: Story, interruption: str) -> Iterator[Block]:
    for number, paragraph in enumerate(story.paragraphs):
        if interruption and number and number % 4 == 0:
            yield Block(interruption, "div", "ad")
        yield Block(paragraph, "p", "text")


def _thread(comments: Sequence[Comment], head: str, moment: str) -> Iterator[Block]:
    if not comments:
        return
    yield Block(f"{len(comments)} Comments", "h2", "comments")
    depths: list[int] = []
    for comment in comments:
        depths.append(1 if comment.parent is None else depths[comment.parent] + 1)
        posted = f"{comment.posted_at:{moment}}"
        yield Block(f"{head.format(name=comment.author)} {posted}", "li", "comment", depths[-1])
        yield Block(comment.text, "div", "comment-text", -depths[-1])
        yield Block("Reply", "button", "reply", -depths[-1])


def flat(blocks: Sequence[Block]) -> str:
    """The page as a text dump: items with bullets, two spaces a level, a blank line around paragraphs."""
    lines: list[str] = []
    for block in blocks:
        indent = "  " * abs(block.level)
        if block.tag in ("h1", "h2", "h3", "p") and block.level == 0:
            lines += ["", indent + block.text, ""]
        else:
            lines.append(
                f"{indent}• {block.text}" if block.level > 0 else indent + ("  " if block.level else "") + block.text
            )
    return "\n".join(lines) + "\n"


def html(blocks: Sequence[Block], story: Story) -> str:
    """The page as markup; lists are opened and closed as levels ask for."""
    head = (
        f"<title>{escape(story.title)}</title>"
        f'<meta property="article:published_time" content="{story.published_at.isoformat()}">'
        f'<meta name="author" content="{escape(", ".join(story.authors))}">'
    )
    body: list[str] = []
    depth = 0
    for block in blocks:
        wanted = abs(block.level)
        while depth > wanted:
            body.append("</li></ul>")
            depth -= 1
        if block.level > 0:
            if depth == wanted:
                body.append("</li>")
            while depth < wanted:
                body.append("<ul>" if depth + 1 == wanted else "<ul><li>")
                depth += 1
            body.append(f'<li class="{block.name}">{escape(block.text)}')
        else:
            body.append(f'<{block.tag} class="{block.name}">{escape(block.text)}</{block.tag}>')
    body.append("</li></ul>" * depth)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )

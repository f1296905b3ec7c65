"""Lines that the rendering of HTML leaves out: none is lost, and what is printed stays as it was."""

import random
from itertools import chain

import pytest
from resiliparse.extract.html2text import extract_plain_text

from tasks import RawPage, Reading
from tasks.structuring.lines import split_lines
from tasks.structuring.markup import render
from tasks.structuring.read_page import Reader, read_page

FIRST = "The harbour board of Ostwick voted on Monday to close the old lock to all ships for good, eleven years late."
SECOND = "Nobody on the board would say on Tuesday what is to become of the eleven boats that lie in the basin now."
PICTURE = '<img alt="A lock"><figcaption>The old lock. <span class="credit">Photo: Jo Marsh</span></figcaption>'


def lines_of(html: str) -> list[tuple[str, str]]:
    """The lines beside the text as the markup takes them."""
    text, markup = render(html)
    return [(markup.aside[line.number], line.text) for line in split_lines(text) if line.number in markup.aside]


def read(html: str) -> Reading:
    found = read_page(RawPage("file:///p.html", 0, html.encode(), "text/html"), Reader())
    assert isinstance(found, Reading)
    return found


LEFT_OUT = {
    "a caption and its credit": (
        f"<p>a</p><figure>{PICTURE}</figure><p>b</p>",
        [("caption", "The old lock."), ("credit", "Photo: Jo Marsh")],
    ),
    "a figure inside a line": (
        f"<p>a <span><figure>{PICTURE}</figure></span> b</p>",
        [("caption", "The old lock."), ("credit", "Photo: Jo Marsh")],
    ),
    "a bracket that opens before the credit": (
        "<figure><img><figcaption>Lock <i>(</i><span class=credit>J. M.</span>)</figcaption></figure>",
        [("caption", "Lock"), ("credit", "(J. M.)")],
    ),
    "a caption of several elements": (
        "<figure><img><figcaption>The <b>old</b> <i>lock</i>, <a>now</a>.</figcaption></figure>",
        [("caption", "The old lock, now.")],
    ),
    "two elements that a style sheet parts": (
        "<figure><img><figcaption><span>EPA</span><span>The lock</span></figcaption></figure>",
        [("caption", "EPA"), ("caption", "The lock")],
    ),
    "a credit that a style sheet hides the name of": (
        "<figure><img><figcaption><i>The lock.</i><b><u>Credit...</u><u>Jo Marsh</u></b></figcaption></figure>",
        [("caption", "The lock."), ("credit", "Credit...Jo Marsh")],
    ),
    "a letter in bold": ("<figure><img><figcaption><b>T</b>he lock</figcaption></figure>", [("caption", "The lock")]),
    "no figcaption": ("<figure><img><div class=copyright>Jo Marsh</div></figure>", [("credit", "Jo Marsh")]),
    "a table": (
        "<figure><table><tr><td>Ships<td>12</table><figcaption>By year</figcaption></figure>",
        [("other", "Ships\t\t12"), ("caption", "By year")],
    ),
    "a pulled quotation": (
        "<figure><blockquote>Eleven years!</blockquote><figcaption>A skipper</figcaption></figure>",
        [("other", "Eleven years!"), ("other", "A skipper")],
    ),
    "figures in a figure": (
        "<figure><figure><img><figcaption>Left</figcaption></figure><figcaption>Both</figcaption></figure>",
        [("caption", "Left"), ("caption", "Both")],
    ),
    "a player": (
        "<object><param><div><p>A film of the lock.</p></div></object>",
        [("other", "A film of the lock.")],
    ),
    "lines of code": ("<pre>y</pre><figure><pre>one\n  two</pre></figure>", [("other", "one"), ("other", "two")]),
    "a copy for browsers without script": ("<noscript><figure><figcaption>Again</figcaption></figure></noscript>", []),
    "what is not shown": ("<template><figure>x</figure></template><figure><svg><text>1</text></svg></figure>", []),
    "no element at all": ('<p data-x="<figure>">a</p><!-- <figure>b</figure> --><script>"<figure>c"</script>', []),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_a_figure_holds_stands_on_lines_of_its_own(case: str) -> None:
    html, aside = LEFT_OUT[case]
    assert lines_of(f"<body>{html}</body>") == aside


def test_the_printed_lines_are_those_of_the_plain_rendering_whatever_stands_among_them() -> None:
    drawn = random.Random(11)
    figures = [f"<figure>{PICTURE}</figure>", "<figure>", "</figure>", "<figcaption>five", "</figcaption>"]
    lists = ["<ul><li>two<li>", "</ul>", "<li>", "<table><tr><td>seven", "</table>"]
    texts = [f"<p>{FIRST}</p>", "<div>one</div>", "three <b>four</b>", "<br>", "<pre>a\n\n b</pre>", "<p>", "</p>"]
    parts = [*figures, *lists, *texts, "<object>six</object>", "<span>", "<noscript>eight</noscript>", "</div>"]
    for _ in range(400):
        html = "".join(drawn.choices(parts, k=drawn.randint(1, 14)))
        text, markup = render(html)
        plain = extract_plain_text(html, preserve_formatting=True, links=False, alt_texts=False)
        printed = [line for line in split_lines(text) if line.number not in markup.aside]
        assert [line.text for line in printed] == [line.text for line in split_lines(plain)], html
        if 0 not in markup.aside:  # a page that begins with a figure has a first line below it
            assert [line.gap for line in printed] == [line.gap for line in split_lines(plain)], html


def test_a_caption_follows_the_line_that_it_follows_on_the_page() -> None:
    figure = f"<figure>{PICTURE}</figure>"
    assert render(f"<p>a</p>{figure}<p>b</p>")[0] == "a\n\nThe old lock.\nPhoto: Jo Marsh\n\nb"
    assert render(f"{figure}<p>b</p>")[0] == "The old lock.\nPhoto: Jo Marsh\n\nb"
    assert render(f"<p>a</p>{figure}{figure}")[0] == "a\n\n" + "\n\n".join(["The old lock.\nPhoto: Jo Marsh"] * 2)


def test_captions_become_pictures_and_neither_text_nor_authors() -> None:
    figure = f"<figure>{PICTURE}</figure>"
    without = f"<article><h1>Lock closes</h1><p>By Ada Quill</p>%s<p>{FIRST}</p>%s<p>{SECOND}</p></article>"
    plain, pictured = (
        read(without % ("", "")),
        read(without % (figure, "<figure><img><figcaption>A boat.</figcaption></figure>")),
    )
    assert pictured.articles[0]._replace(article_id="", page_id="") == plain.articles[0]._replace(
        article_id="", page_id=""
    )
    assert pictured.articles[0].authors == ["Ada Quill"]
    text = pictured.page.text or ""
    assert [(row.caption, row.credit, text[row.span_start : row.span_end]) for row in pictured.media] == [
        ("The old lock.", "Jo Marsh", "The old lock.\nPhoto: Jo Marsh"),
        ("A boat.", None, "A boat."),
    ]
    said = [(line.role, line.rule, text[line.span_start : line.span_end]) for line in pictured.lines]
    assert said[2:4] == [("caption", "caption_in_figure", "The old lock."), ("credit", "credit", "Photo: Jo Marsh")]


def test_a_figure_that_leads_elsewhere_is_no_picture() -> None:
    html = f"""<article><h1>Lock closes</h1><p>{FIRST}</p><p>{SECOND}</p><figure><img><ul class="share"><li><a>Reddit
    </a></ul><span>View 6 images</span><figcaption>The basin.</figcaption></figure></article><aside><ul><li><figure><a>
    <img><figcaption>Pumps fail again in the old dock</figcaption></a></figure></ul></aside>"""
    reading = read(html)
    assert [row.caption for row in reading.media] == ["The basin."]
    assert [row.title for row in reading.related] == ["Pumps fail again in the old dock"]


@pytest.mark.parametrize(
    ("caption", "media"),
    [
        ("<span>The lock.</span><span>Jo Marsh</span>", ("The lock.", "Jo Marsh")),
        ("<span>EPA</span><span>The lock</span>", (None, "EPA")),
        ("The lock on Monday. (AP Photo/Jo Marsh)", ("The lock on Monday.", "AP Photo/Jo Marsh")),
        ("The lock. <b>Credit...</b><i>Jo Marsh</i>", ("The lock.", "Jo Marsh")),
    ],
)
def test_credits_come_apart_from_captions_as_papers_set_them(
    caption: str, media: tuple[str | None, str | None]
) -> None:
    found = read(f"<p>{FIRST}</p><figure><img><figcaption>{caption}</figcaption></figure><p>{SECOND}</p>").media[0]
    assert (found.caption, found.credit) == media


def test_a_page_of_figures_alone_is_read() -> None:
    reading = read(f"<body><figure>{PICTURE}</figure></body>")
    assert (reading.articles, [row.caption for row in reading.media]) == ([], ["The old lock."])
    assert list(chain.from_iterable([line.line_no, line.role] for line in reading.lines)) == [0, "caption", 1, "credit"]

"""What HTML says beside its text: rendering, hints, statements, comments."""

import pytest
from resiliparse.extract.html2text import extract_plain_text

from tasks import RawPage, Reading
from tasks.knowledge import reader
from tasks.structuring.markup import Statement, render
from tasks.structuring.markup_render import outline_page
from tasks.structuring.read_page import read_page

COMMENTS = """<article><h1>Bridge opens</h1><p>The bridge is open.</p></article>
<div id="comments"><h3>2 comments</h3><ol class="commentlist">
<li class="comment depth-1" id="comment-7"><div class="comment-body"><cite class="fn">Ada Marsh</cite>
<span class="says">says:</span><a class="comment-meta" href="#comment-7">May 6, 2024 at 7:08 am</a>
<div class="comment-content"><p>At last.</p><p>It took years.</p></div><a class="comment-reply-link">Reply</a></div>
<ul class="children"><li class="comment depth-2" id="comment-9"><div class="comment-body"><cite class="fn">Bo</cite>
<span class="says">says:</span><time>May 7,
2024</time><div class="comment-content"><p>Six.</p></div></div></li></ul></li>
<li class="pingback" id="comment-8"><p>Pingback: <a href="/x">Elsewhere</a></p></li></ol>
<form class="comment-form"><p class="comment-form-comment">Leave a comment</p></form></div>"""


@pytest.mark.parametrize(
    "html",
    [
        "",
        "Rain",
        "<p>a<b>b</b> c<br>d</p><ul><li>x<li><ol><li>y</ol></ul><pre> q\n  r</pre><table><tr><td>1<td>2</table>",
        "<script>if (a < b) '</b>'</script><style>a>b</style><p hidden>x</p>"
        "<!-- <p>no</p> --><p>A &amp; B &lt; C&nbsp;D",
        "<script><!-- document.write('<script>x</script>') --></script><p>after",
        '<p "odd=1 a>b</p><p title=\'a > b "q"\'>c</p><p>\ue001</p><h2>t ¶</h2><a href=x>¶</a>',
        "<svg><style>a</style><title>t</title></svg><textarea><b>x</textarea><iframe><p>y</iframe><noscript>z</noscript>",
        "<p>a\ufdd0b\ufdefc</p><p>\u202eabc</p><p>\U0001f600 smile</p>",
        "<div><p>unclosed <i>tags<div>and <b>more</p></i></div>",
    ],
)
def test_the_text_is_the_plain_rendering_with_no_marker_left(html: str) -> None:
    plain = html.replace("\ufdd0", "").replace("\ufdef", "")
    text, _ = render(html)
    assert text == extract_plain_text(plain, preserve_formatting=True, links=False, alt_texts=False)


def test_a_page_cannot_write_markers_of_its_own() -> None:
    text, _ = render("<p>a&#xFDD0;b&#xFDD1;&#xFDD2;&#xFDD3;c</p><p>d</p>")
    assert text == "abc\n\nd"


def test_every_rendered_text_knows_its_place() -> None:
    html = "<h1>Title</h1><ul><li>one</li><li><a>two</a> and <b>three</b></li></ul><script>x</script><p>&amp;</p>"
    outline = outline_page(html)
    assert [outline.text[start:end] for start, end in filter(None, outline.spans)] == [
        "Title",
        "one",
        "two",
        "and",
        "three",
        "&",
    ]


def test_lines_carry_what_encloses_and_names_them() -> None:
    html = """<nav><a href="/">Home</a></nav><main><h1 class="headline">Bridge opens</h1>
    <p class="byline"><a rel="author">Ada Marsh</a></p>
    <div class="wp-caption"><p class="wp-caption-text">The bridge</p></div>
    <p>Long text of the story that <a href="/x">links</a> somewhere.</p></main>"""
    text, markup = render(html)
    hints = {line: markup.hints[number] for number, line in enumerate(text.split("\n")) if line}
    assert hints["Home"] >= {"nav", "link"}
    assert hints["Bridge opens"] >= {"h1", "headline"}
    assert hints["Ada Marsh"] >= {"p", "byline", "link"}
    assert hints["The bridge"] >= {"p", "caption"}
    assert "link" not in hints["Long text of the story that links somewhere."]


def test_the_head_states_fields_each_with_its_basis() -> None:
    html = """<html lang="en-GB"><head><title>Bridge opens | Fen Post</title><link rel="canonical" href="https://f.example/b">
    <meta property="og:title" content="Bridge opens">
    <meta property="article:published_time" content="2024-05-06T07:08:09Z">
    <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Fen Post"},
    {"@type": "NewsArticle", "headline": "Bridge opens", "author": [{"@id": "#a"}], "keywords": ["fen", "bridge"],},
    {"@type": "Person", "@id": "#a", "name": "Ada Marsh"}]}</script></head><body><p>x</p></body></html>"""
    _, markup = render(html)
    assert markup.titles[:2] == (
        Statement("Bridge opens", "json-ld headline"),
        Statement("Bridge opens | Fen Post", "title element"),
    )
    assert markup.authors == (Statement("Ada Marsh", "json-ld author"),)
    assert markup.published == (Statement("2024-05-06T07:08:09Z", "article:published_time"),)
    assert [s.value for s in markup.tags] == ["fen", "bridge"]
    assert markup.urls == (Statement("https://f.example/b", "link canonical"),)
    assert markup.languages == (Statement("en-GB", "html lang"),)


def test_a_thing_without_a_text_is_called_what_an_element_inside_it_states() -> None:
    html = """<div itemscope><h1>Bridge opens</h1>
    <div itemprop="publisher" itemscope><meta itemprop="name" content="Fen Post"></div>
    <span itemprop="author" itemscope><meta itemprop="url" content="/bo"><meta itemprop="name" content="Bo Lund"></span>
    <div itemprop="publisher" itemscope></div></div><p>The bridge is open.</p>"""
    _, markup = render(html)
    assert markup.publishers == (Statement("Fen Post", "itemprop publisher"),)
    assert markup.authors == (Statement("Bo Lund", "itemprop author"),)


def test_comments_come_with_authors_times_and_the_tree_of_their_containers() -> None:
    text, markup = render(COMMENTS)
    assert [
        (c.key, c.parent_key, c.author, c.posted_text, [text[start:end] for start, end in c.paragraphs], c.depth)
        for c in markup.comments
    ] == [
        ("7", None, "Ada Marsh", "May 6, 2024 at 7:08 am", ["At last.", "It took years."], 0),
        ("9", "7", "Bo", "May 7, 2024", ["Six."], 1),
    ]
    assert all(c.span_start <= c.paragraphs[0][0] and c.paragraphs[-1][1] <= c.span_end for c in markup.comments)


def test_a_page_that_only_invites_comments_has_none() -> None:
    html = '<p>Story.</p><div class="comment-box">Comments are closed. <a href="/in">Log in</a></div>'
    html += '<li class="comment">12</li>'
    assert render(html)[1].comments == ()


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "deep",
        "<ul><li>x" * 20_000,
        "<b>" * 50_000 + "<p>x</p>" * 500,
        '<div class="comment" id="comment-1">' * 5_000 + "x",
        "<p " + 'a="1" ' * 100_000 + ">x</p>",
        "<script>" + "<!--<script>" * 50_000 + "x",
        "<p>" + "&nbsp;" * 500_000 + "x</p>",
        '<meta name="author" content="' + "By a and " * 50_000 + '">x',
        '<script type="application/ld+json">' + "[" * 200_000 + "</script>x",
        "<p>word</p>" * 30_000,
    ],
)
def test_hostile_markup_is_read_to_its_end(html: str) -> None:
    text, _ = render(html)
    assert "x" in text or "word" in text or "deep" in text or html.startswith("<script>")


def test_a_page_whose_markup_places_no_line_is_read_like_any_other() -> None:
    said = "The harbour board of Ostwick voted on Monday to close the old lock to all ships for good, and to sell it. "
    read = read_page(RawPage("memory:", 0, f"<ul><<\n{said * 4}".encode(), "text/html"), reader())
    assert isinstance(read, Reading)
    assert (read.page.status, read.articles[0].body) == ("article", f"<< {said * 4}".strip())

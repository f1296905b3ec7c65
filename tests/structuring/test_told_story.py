"""Stories that a page keeps in its scripts: they get a body with right spans, and what a line shows is told once."""

import json
import time

import pytest

from tasks import Quarantined, RawPage, Reading
from tasks.structuring.read_page import Reader, read_page
from tasks.structuring.told_story import paragraphs_of, story_in

TITLE = "Harbour Board Closes the Old Lock"
FIRST = "The harbour board of Ostwick voted on Monday to close the old lock to all ships for good, eleven years late."
SECOND = "Nobody on the board would say on Tuesday what is to become of the eleven boats that lie in the basin now."
THIRD = "The lock was built for grain barges, and the last of them came through it on a wet morning in the spring."
FOURTH = "Two of the skippers, who were not asked, said that they would sail out on the night tide without a word."
STORY = [FIRST, SECOND, THIRD, FOURTH]
OTHER = "A story of another town stands in the same data, longer than the one that the page is about. " * 12
HEAD = f"<title>{TITLE}</title><h1>{TITLE}</h1>"


def read(html: str) -> Reading | Quarantined:
    return read_page(RawPage("file:///p.html", 0, html.encode(), "text/html"), Reader())


def body_of(html: str) -> list[str]:
    """The paragraphs of the page's body, each traced to the line that it stands on."""
    found = read(html)
    assert isinstance(found, Reading)
    text = found.page.text or ""
    shown = [text[line.span_start : line.span_end] for line in found.lines if line.role in ("body", "subheading")]
    assert "\n\n".join(shown) == "".join(article.body for article in found.articles)
    assert found.page.line_count == len(found.lines)
    return shown


def state(value: object) -> str:
    return f'<script id="state" type="application/json">{json.dumps(value)}</script>'


def node(text: str) -> dict[str, object]:
    """A paragraph as editors of rich text store it: its texts in nodes, its links with addresses."""
    start, end = text[:30], text[30:]
    link = {"type": "link", "data": {"href": "https://example.org/" + "a b " * 9}, "content": [{"value": end}]}
    return {"type": "paragraph", "content": [{"value": start}, link]}


HELD = {
    "a tree of rich text": {"headline": TITLE, "summary": FIRST, "body": {"content": [*map(node, STORY)]}},
    "a list of paragraphs": {"title": TITLE, "paragraphs": STORY},
    "one string of HTML": {"title": TITLE, "content": "".join(f"<p>{text}</p>" for text in STORY)},
    "escaped HTML": {"title": TITLE, "content": "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in STORY)},
    "blocks with captions": {
        "title": TITLE,
        "elements": [{"type": "text", "content": f"<p>{text}</p>", "caption": "A lock"} for text in STORY],
    },
    "an embed longer than each paragraph": {
        "title": TITLE,
        "body": [{"text": FIRST}, {"html": f'<blockquote data-x="{OTHER}">@jo</blockquote>'}]
        + [{"text": text} for text in STORY[1:]],
    },
    "beside other stories": [{"title": "Another Town", "text": OTHER}, {"title": TITLE, "text": "\n".join(STORY)}],
}


@pytest.mark.parametrize("value", HELD.values(), ids=HELD.keys())
def test_a_story_that_only_the_state_of_a_page_holds_becomes_its_body(value: object) -> None:
    assert body_of(HEAD + state({"props": {"page": [value]}})) == STORY


@pytest.mark.parametrize("start", ["window.__STATE__ = ", "var article={};\nwindow['a'].b=", "let x = JSON.parse("])
def test_state_is_found_where_a_script_gives_it_to_a_variable(start: str) -> None:
    value = json.dumps({"title": TITLE, "paragraphs": STORY})
    value = json.dumps(value) + ")" if start.endswith("(") else value
    assert body_of(f"{HEAD}<script>{start}{value};</script>") == STORY


def test_what_a_line_shows_is_not_said_again() -> None:
    assert body_of(f"{HEAD}<p>{FIRST}</p>{state(HELD['a list of paragraphs'])}") == STORY


def test_json_ld_gives_the_text_that_no_line_shows_even_where_nothing_is_visible() -> None:
    ld = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(STORY)})
    script = f'<script type="application/ld+json">{ld}</script>'
    assert body_of(HEAD + script) == STORY
    assert body_of(script) == STORY
    shown = "".join(f"<p>{text}</p>" for text in STORY[:3])
    assert body_of(HEAD + shown + script) == STORY[:3]  # most of it is shown: an ending that was cut stays out
    assert body_of(HEAD + "".join(f"<p>{text}</p>" for text in STORY) + script) == STORY


def test_a_story_under_another_title_and_a_text_that_is_shown_stay_out() -> None:
    found = read(HEAD + state({"title": "Another Town", "text": OTHER}))
    assert isinstance(found, Reading)
    assert found.articles == []
    assert found.page.text == TITLE


def test_short_paragraphs_are_subheadings() -> None:
    found = read(HEAD + state({"title": TITLE, "paragraphs": [FIRST, "The last barge", *STORY[1:]]}))
    assert isinstance(found, Reading)
    assert [line.role for line in found.lines[1:]] == ["body", "subheading", "body", "body", "body"]
    assert {line.rule for line in found.lines[1:]} == {"paragraph_in_script"}


def test_paragraphs_hold_no_control_characters_no_halves_of_pairs_and_no_scripts() -> None:
    assert paragraphs_of("<p>A \x1b[31mport</p><script>if (a < b) {}</script><P>B \ud800 \x00c\u2028d</P>") == [
        "A [31mport", "B \ufffd c d",
    ]  # fmt: skip


HOSTILE = {
    "deep lists": '{"title":"' + TITLE + '","a":' + "[" * 200_000 + "]" * 200_000 + "}",
    "deep objects": '{"a":' * 50_000 + "1" + "}" * 50_000,
    "a value that never ends": '{"title":"' + TITLE + '","a":["' + "word " * 200_000,
    "many titles": json.dumps([{"title": TITLE, "a": [{"b": "x"}] * 50}] * 2000),
    "many tags": json.dumps({"title": TITLE, "a": "<b class> </b>" * 100_000}),
    "many variables": f'"{TITLE}"' + "var a={" * 50_000,
}


@pytest.mark.parametrize("script", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_data_ends_in_time_and_makes_no_story(script: str) -> None:
    before = time.process_time()
    assert story_in([script], [TITLE]) in ([], [TITLE])
    assert time.process_time() - before < 20

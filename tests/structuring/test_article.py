"""Articles: what the fields of a page's lines come to."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tasks import RawPage, Reading
from tasks.structuring.article import CaptionParts, build_article, caption_parts, media_rows
from tasks.structuring.authors import Signed, authors_of
from tasks.structuring.byline import Byline
from tasks.structuring.date_choice import Choice
from tasks.structuring.dateline import Dateline, dateline_of
from tasks.structuring.decode import decode
from tasks.structuring.line_role import LineRole
from tasks.structuring.lines import split_lines
from tasks.structuring.markup_statements import Statement
from tasks.structuring.page_lines import PageLines
from tasks.structuring.read_page import Reader, page_row, read_page
from tasks.structuring.section import section_of
from tasks.structuring.stated import printed_standfirst

BODY = """The harbour board of Ostwick voted on Monday to close the old lock to all ships for good.
The decision ends a quarrel that has kept the town's fishermen from their berths for eleven years."""
READER = Reader(
    furniture={"share": "control", "sign in": "control", "register": "control"},
    given_names=frozenset(("nora", "tomas", "edda")),
)


ROW = page_row(RawPage("file:///page", 0, b"", "text/plain"), decode(b"", None, False), "", 0)


def read(text: str, media_type: str = "text/plain") -> Reading:
    outcome = read_page(RawPage("file:///page", 0, text.encode(), media_type), READER)
    assert isinstance(outcome, Reading)
    return outcome


def test_times_of_comments_are_what_their_time_elements_state() -> None:
    page = f"""<html lang="en-GB"><body><h1>Old lock closes</h1><p>{BODY}</p><ol class="comment-list">
    <li id="comment-1" class="comment"><b class="fn">Nora</b>
    <time datetime="2019-03-05T09:02:00+01:00">March 5, 2019 at 9:02 am</time>
    <div class="comment-content">Late.</div></li>
    <li id="comment-2" class="comment"><b class="fn">Tomas</b> <time datetime="2019-03-05T10:00:00Z">3 hours ago</time>
    <div class="comment-content">Never.</div></li>
    <li id="comment-3" class="comment"><b class="fn">Edda</b> <time datetime="2019-03-06">06/03/2019 07:00</time>
    <div class="comment-content">Now.</div></li></ol></body></html>"""
    assert [(said.posted_text, said.posted_at) for said in read(page, "text/html").comments] == [
        ("March 5, 2019 at 9:02 am", datetime(2019, 3, 5, 8, 2, tzinfo=UTC)),
        ("3 hours ago", datetime(2019, 3, 5, 10, tzinfo=UTC)),
        ("06/03/2019 07:00", datetime(2019, 3, 6, 7, tzinfo=UTC)),
    ]


def test_the_title_that_is_shown_comes_before_what_the_title_element_alone_says() -> None:
    page = f"<title>Locks 2019 | Ostwick Echo</title><h2>Old lock closes for good</h2><p>By Nora Velt</p><p>{BODY}</p>"
    assert read(page, "text/html").articles[0].title == "Old lock closes for good"
    shown = page.replace("Locks 2019", "Old lock closes for good")
    assert read(shown, "text/html").articles[0].title == "Old lock closes for good"


@pytest.mark.parametrize(
    ("language", "times", "months"),
    [
        ("de", ("04/09/2018 19:20", "05/09/2018 08:02"), [9, 9]),  # no language but English puts the month first
        ("en", ("04/09/2018 19:20", "25/09/2018 08:02"), [9, 9]),
        ("en", ("04/09/2018 19:20", "04/25/2018 08:02"), [4, 4]),
        ("en", ("04/09/2018 19:20", "05/09/2018 08:02"), [None, None]),
    ],
)
def test_numeric_times_of_a_thread_are_read_one_way(
    language: str, times: tuple[str, str], months: list[int | None]
) -> None:
    reader = replace(READER, language_of=lambda text: (language, 0.9))
    thread = f"2 Comments\nNora\n{times[0]}\nThat came late.\nReply\nTomas\n{times[1]}\nIt came.\nReply"
    page = f"Old lock closes for good\nBy Edda Velt\n{BODY}\n{thread}"
    outcome = read_page(RawPage("file:///page", 0, page.encode(), "text/plain"), reader)
    assert isinstance(outcome, Reading)
    assert [said.posted_at and said.posted_at.month for said in outcome.comments] == months


def fields(text: str, *names: str) -> dict[str, Any]:
    article = read(text).articles[0]
    return {name: getattr(article, name) for name in names}


def test_a_page_gives_title_authors_section_standfirst_and_tags() -> None:
    page = (
        "Ostwick Echo\nBusiness\nOld lock closes for good after a vote\n"
        "A quarrel of eleven years has come to its end.\n"
        f"By Nora Velt and Tomas Brink\nMarch 4, 2019\n{BODY}\nTags: Ostwick, locks"
    )
    assert fields(page, "title", "section", "standfirst", "authors", "authors_basis", "tags", "published_at") == {
        "title": "Old lock closes for good after a vote",
        "section": "Business",
        "standfirst": "A quarrel of eleven years has come to its end.",
        "authors": ["Nora Velt", "Tomas Brink"],
        "authors_basis": "stated",
        "tags": ["Ostwick", "locks"],
        "published_at": datetime(2019, 3, 4, tzinfo=UTC),
    }


def test_a_page_without_names_has_no_authors() -> None:
    assert fields(f"Old lock closes for good\n{BODY}", "authors", "authors_basis", "agencies") == {
        "authors": [],
        "authors_basis": "none",
        "agencies": [],
    }


def test_names_under_a_lone_by_are_authors_and_contributors_are_not() -> None:
    page = f"Old lock closes for good\nBy\nNora Velt\nTomas Brink\nContributions from\nEdda Kahn\nMarch 4, 2019\n{BODY}"
    assert fields(page, "authors") == {"authors": ["Nora Velt", "Tomas Brink"]}


@pytest.mark.parametrize(
    "below",
    ["Our Verdict", "Sign In", "The board took aim at the ferry on Monday", "Lock: 2019 outline", "last updated"],
)
def test_a_lone_by_whose_name_the_page_lost_takes_nothing_else_for_a_name(below: str) -> None:
    assert fields(f"Old lock closes for good\nBy\n{below}\n{BODY}", "authors") == {"authors": []}


def test_the_byline_nearest_to_the_title_counts_not_those_of_other_stories() -> None:
    page = f"Old lock closes for good\nBy Nora Velt\n{BODY}\n{BODY}\nGulls return to the pier\nBy Tomas Brink"
    assert fields(page, "authors") == {"authors": ["Nora Velt"]}


def test_a_name_alone_counts_where_a_line_below_the_text_tells_who_its_bearer_is() -> None:
    page = f"Old lock closes for good\n{BODY}\nMore\nNora Velt\nNora Velt is a reporter who covers the harbour."
    assert fields(page, "authors") == {"authors": ["Nora Velt"]}


@pytest.mark.parametrize(
    "box",
    [
        "Nora Velt is the Echo's harbour reporter.",
        "Echo sportswriter Nora Velt has covered three regattas.",
        "Nora Velt Nora is a reporter and covers the harbour.",
        "About the author\nNora Velt lives by the water.\nNora Velt is fond of eels.",
        "Nora Velt\nNora writes about the harbour.",
        "Nora Velt: 555-0142 or nvelt@echo.example; she knows the harbour.",
        "More stories\nAbout Nora Velt",
    ],
)
def test_without_a_byline_the_box_under_the_story_tells_the_author(box: str) -> None:
    page = f"Old lock closes for good\nBy\nEcho staff reporter\n{BODY}\n{box}"
    assert fields(page, "authors") == {"authors": ["Nora Velt"]}


def test_people_of_whom_the_text_speaks_are_not_its_authors() -> None:
    page = f"• Tomas Brink\nOld lock closes for good\n{BODY}\nNora Velt is a lock keeper of long standing."
    assert fields(page, "authors") == {"authors": []}


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By\nNora Velt\n,\nXanthe Quill\nand\nTomas Brink", ["Nora Velt", "Xanthe Quill", "Tomas Brink"]),
        ("The Echo 4 March 2019 Nora Velt", ["Nora Velt"]),
        ("By Nora VeltPort reporter\nand Xanthe QuillData editor", ["Nora Velt", "Xanthe Quill"]),
        ("posted on by Nora Velt", ["Nora Velt"]),
        ("By u/lock-keeper", ["u/lock-keeper"]),
        ("By on", []),
    ],
)
def test_bylines_come_in_lists_with_sources_and_without_their_dates(byline: str, authors: list[str]) -> None:
    assert fields(f"Old lock closes for good\n{byline}\n{BODY}", "authors") == {"authors": authors}


@pytest.mark.parametrize(
    "line", ["Nora Velt · Echo News ·", "Nora Velt, Director of Research, Ostwick Harbour Institute"]
)
def test_a_name_counts_beside_what_its_bearer_is(line: str) -> None:
    page = PageLines(split_lines(f"Old lock closes for good\n{line}\n{BODY}"), {}, given_names=READER.given_names)
    page.roles[0] = LineRole("title", "test", 1.0)
    assert authors_of(page) == Signed((1,), Byline(("Nora Velt",), ()))


@pytest.mark.parametrize(
    ("printed", "authors", "published_at"),
    [
        ("By Nora Velt\nMarch 4, 2019", ["Nora Velt"], datetime(2019, 3, 4, tzinfo=UTC)),
        ("Updated March 4, 2019", ["Edda Kahn"], datetime(2019, 3, 4, tzinfo=UTC)),
        ("March 1, 2018", ["Edda Kahn"], datetime(2018, 3, 1, 22, tzinfo=UTC)),
        ("", ["Edda Kahn"], datetime(2018, 3, 1, 22, tzinfo=UTC)),
    ],
)
def test_what_is_printed_beside_the_title_wins_over_other_statements_of_the_markup(
    printed: str, authors: list[str], published_at: datetime
) -> None:
    head = (
        '<meta name="author" content="Edda Kahn"><meta property="article:published_time" content="2018-03-01T22:00Z">'
    )
    lines = "".join(f"<p>{line}</p>" for line in (*printed.split("\n"), *BODY.split("\n")))
    page = f"<html><head>{head}</head><body><h1>Old lock closes for good</h1>{lines}</body></html>"
    article = read(page, "text/html").articles[0]
    assert (article.authors, article.published_at) == (authors, published_at)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("OSTWICK (AP) — The lock is shut.", Dateline("Ostwick", ("AP",))),
        ("OSTWICK, England (Reuters) - The lock is shut.", Dateline("Ostwick", ("Reuters",))),
        ("NEW ELM – The lock is shut.", Dateline("New Elm", ())),
        ("Ostwick (dpa) - Die Schleuse ist zu.", Dateline("Ostwick", ("dpa",))),
        ("REUTERS - The lock is shut.", Dateline(None, ("Reuters",))),
        ("Maybe — the lock is shut.", Dateline(None, ())),
        ("The lock is shut - for good.", Dateline(None, ())),
        ("A-10 jets flew over the lock.", Dateline(None, ())),
    ],
)
def test_a_dateline_gives_place_and_agency(text: str, dateline: Dateline) -> None:
    assert dateline_of([text]) == dateline


def test_the_dateline_of_the_first_paragraph_fills_place_and_agencies() -> None:
    page = f"Old lock closes for good\nBy Nora Velt\nOSTWICK (AFP) — {BODY}"
    assert fields(page, "dateline_place", "agencies", "authors") == {
        "dateline_place": "Ostwick",
        "agencies": ["AFP"],
        "authors": ["Nora Velt"],
    }


@pytest.mark.parametrize(
    ("crumbs", "section"),
    [
        ("Home > News > Harbour", "Harbour"),
        ("News / Towns / Ostwick", "Ostwick"),
        ("Home » News » Old lock closes for good", "News"),
    ],
)
def test_a_breadcrumb_gives_its_last_step_but_the_title(crumbs: str, section: str) -> None:
    assert fields(f"{crumbs}\nOld lock closes for good\n{BODY}", "section") == {"section": section}


@pytest.mark.parametrize(
    ("above", "section"),
    [
        ("News | Sport | Harbour | Rates\nSign in | Register\nHarbour", "Harbour"),
        ("Ostwick Echo\n\nFootball\nCup Round of 16", "Football"),
        ("Home\nNews\nWrite to us", None),
        ("• Home\n• Tides\n• About", None),
        ("GULL ALERT", None),
    ],
)
def test_a_section_stands_above_the_title_and_the_items_of_a_menu_are_none(above: str, section: str | None) -> None:
    page = f"The Ostwick Echo\n{above}\n\nOld lock closes for good\n{BODY}"
    assert fields(page, "section") == {"section": section}


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("5 min read", None),
        ("10 Comments", None),
        ("{{section.heading.text}}", None),
        ("Homepage", None),
        ("Sign In", None),
        ("Nora Velt", None),
        ("OLD LOCK HORROR", None),
        ("Old lock closes", None),
        ("The Ostwick Echo", None),  # the publication itself
        ("Home/Business", "Business"),
        ("Business · Updated", "Business"),
        ("Business —", "Business"),
        ("BUSINESS NEWS", "BUSINESS NEWS"),
    ],
)
def test_what_is_no_section_is_none_and_a_section_comes_without_what_stands_beside_it(
    line: str, section: str | None
) -> None:
    page = PageLines(
        split_lines(f"{line}\nOld lock closes for good\n{BODY}"), READER.furniture, given_names=READER.given_names
    )
    page.roles |= {0: LineRole("section", "test", 1.0), 1: LineRole("title", "test", 1.0)}
    assert section_of(page, "Ostwick Echo") == section


def test_of_sections_that_run_together_the_first_counts_if_the_site_has_it_in_its_menu() -> None:
    menu, title = "  • Crime\n  • Harbour", "Old lock closes for good"
    for lines, section in ((f"{menu}\nCrimeHeadlines", "Crime"), ("CrimeHeadlines", None)):
        page = PageLines(split_lines(f"{lines}\n{title}\n{BODY}"), READER.furniture)
        place = len(lines.split("\n")) - 1
        page.roles |= {place: LineRole("section", "test", 1.0), place + 1: LineRole("title", "test", 1.0)}
        assert section_of(page, None) == section


def test_of_the_sections_that_the_markup_states_the_first_counts_and_escapes_are_undone() -> None:
    head = '<meta property="article:section" content="Ships &amp;amp; Boats, Locks">'
    page = f"<html><head>{head}</head><body><h1>Old lock closes for good</h1><p>{BODY}</p></body></html>"
    assert read(page, "text/html").articles[0].section == "Ships & Boats"


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("Tags: Ostwick, locks; boats", ["Ostwick", "locks", "boats"]),
        ("Tagged Ostwick, locks", ["Ostwick", "locks"]),
        ("Posted in News Tagged Ostwick, locks", ["Ostwick", "locks"]),
        ("Posted in News, Harbour | Tagged Ostwick, locks | Share", ["Ostwick", "locks"]),
        ("Posted in News and tagged Ostwick, locks.", ["Ostwick", "locks"]),
        ("Filed Under: News Tagged With: Ostwick, locks", ["Ostwick", "locks"]),
        ("Categories News Tags Ostwick, locks", ["Ostwick", "locks"]),
        ("Topics:\n• Ostwick\n• Locks", ["Ostwick", "Locks"]),
        ("Tags:\nOstwick\nOld locks", ["Ostwick", "Old locks"]),
        ("الوسوم: ميناء، سفن", ["ميناء", "سفن"]),
        ("Tags: #ostwick #locks", ["ostwick", "locks"]),
        ("Tags: Ostwick, locks, Share options, Sign In", ["Ostwick", "locks"]),
        ("Tags: +1.52%, 104.06, 27157, Ostwick", []),
    ],
)
def test_tags_come_in_lines_lists_and_with_arabic_commas(lines: str, tags: list[str]) -> None:
    assert fields(f"Old lock closes for good\n{BODY}\n{lines}", "tags") == {"tags": tags}


def test_keywords_glued_to_several_captions_are_tags_once() -> None:
    caption = "Port, Ships, Dockers, Port strike Port strike: Men at the gate."
    page = PageLines(split_lines(f"{caption}\n{caption}\n{BODY}"), {})
    page.roles |= {index: LineRole("caption" if index < 2 else "body", "test", 1.0) for index in range(4)}
    article = build_article(page, ROW, Choice())
    assert article is not None and article.tags == ["Port", "Ships", "Dockers", "Port strike"]


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("Nora Velt/AFP", ["Nora Velt/AFP"]),
        ("Nora Velt/Ostwick Echo", ["Nora Velt/Ostwick Echo"]),
        ("View On Amazon", []),
    ],
)
def test_a_credit_alone_that_only_the_model_sees_counts_if_it_speaks_of_pictures(line: str, credits: list[str]) -> None:
    page = PageLines(split_lines(f"{line}\n{BODY}"), {})
    page.roles |= {0: LineRole("credit", "model", 0.6), **{i: LineRole("body", "model", 0.9) for i in (1, 2)}}
    assert [media.credit for media in media_rows(page, ROW, None)] == credits


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Boats at low tide. Photo: Nora Velt", CaptionParts((), "Boats at low tide.", "Nora Velt")),
        ("Boote bei Ebbe. Foto: N. Velt", CaptionParts((), "Boote bei Ebbe.", "N. Velt")),
        ("Boats at low tide. Nora Velt/AFP", CaptionParts((), "Boats at low tide.", "Nora Velt/AFP")),
        ("Boats at low tide (Photo: Nora Velt)", CaptionParts((), "Boats at low tide", "Nora Velt")),
        ("Boats at low tide. Photograph by Nora Velt", CaptionParts((), "Boats at low tide.", "Nora Velt")),
        ("Boats at low tide | Fen Post / N. Velt", CaptionParts((), "Boats at low tide", "Fen Post / N. Velt")),
        ("Boats at low tide (AP Photo/Nora Velt)", CaptionParts((), "Boats at low tide", "AP Photo/Nora Velt")),
        ("Boats at low tide", CaptionParts((), "Boats at low tide", None)),
    ],
)
def test_a_credit_is_parted_from_its_caption(text: str, parts: CaptionParts) -> None:
    assert caption_parts(text) == parts


@pytest.mark.parametrize(
    ("notice", "is_premium"),
    [
        ("Subscriber only", True),
        ("Article réservé aux abonnés", True),
        ("Nur für Abonnenten", True),
        ("Exclusivo para suscriptores", True),
        ("Breaking news", False),
    ],
)
def test_pages_for_subscribers_say_so_in_many_languages(notice: str, is_premium: bool) -> None:
    reader = Reader(furniture={notice.casefold(): "notice"})
    outcome = read_page(RawPage("p", 0, f"{notice}\nOld lock closes for good\n{BODY}".encode(), "text/plain"), reader)
    assert isinstance(outcome, Reading)
    assert [article.is_premium for article in outcome.articles] == [is_premium]


def test_the_copyright_line_names_the_publisher_where_the_page_repeats_the_name() -> None:
    page = f"The Ostwick Echo\nOld lock closes for good\n{BODY}\n© 2024 Ostwick Echo. All rights reserved"
    row = read(page).page
    assert (row.publisher, row.publisher_basis) == ("The Ostwick Echo", "inferred")


def test_the_owner_in_a_copyright_line_is_not_the_publisher() -> None:
    row = read(f"The Ostwick Echo\nOld lock closes for good\n{BODY}\n© 2024 Velt Holdings Ltd").page
    assert (row.publisher, row.publisher_basis) == (None, "none")


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("404\nPage not found\nThe page that you look for no longer exists", "an error page"),
        ("We use cookies\nWe and our partners process personal data", "a consent page"),
        ("Log in to continue\nSubscribe for 1 euro a month to read on", "a log-in or pay wall"),
    ],
)
def test_pages_without_a_story_say_what_they_are(page: str, word: str) -> None:
    reading = read(page)
    assert (reading.articles, reading.page.status) == ([], "no_article")
    assert word in (reading.page.reason or "")


def test_a_short_story_of_forty_words_is_an_article() -> None:
    assert read(f"Old lock closes for good\n{BODY}").page.status == "article"


def test_markup_wins_over_printed_lines_where_it_states_a_field() -> None:
    page = (
        '<html><head><meta property="og:site_name" content="Ostwick Echo">'
        '<meta name="author" content="Edda Kahn">'
        '<meta property="article:published_time" content="2019-03-04T10:00:00Z">'
        '<meta property="article:section" content="Harbour">'
        f"</head><body><h1>Old lock closes for good</h1><p>{'</p><p>'.join(BODY.splitlines())}</p>"
        "<p>Edda Kahn</p></body></html>"
    )
    reading = read(page, "text/html")
    article = reading.articles[0]
    assert (article.title, article.authors, article.section, article.published_at, article.published_basis) == (
        "Old lock closes for good",
        ["Edda Kahn"],
        "Harbour",
        datetime(2019, 3, 4, 10, tzinfo=UTC),
        "stated",
    )
    assert (reading.page.publisher, reading.page.publisher_basis) == ("Ostwick Echo", "stated")


def test_a_reason_counts_one_line_as_a_line() -> None:
    reason = "No article: 1 line, 0 words of running text (an article has 20 or more)."
    assert read("One.").page.reason == reason


STORY = f"<p>{'The lock at Ostwick is shut for good, the harbour board said on Monday. ' * 4}</p>"


def of_html(head: str, body: str) -> Reading:
    return read(f"<html><head>{head}</head><body>{body}</body></html>", "text/html")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Ost Echo: Old lock is shut</title>", "<h1>Ost Echo</h1><h2>Old lock is shut</h2>", "Old lock is shut"),
        ("<title>Ostwick: Old lock is shut</title>", "<h2>Old lock is shut</h2>", "Old lock is shut"),
        ("", "<h1><b class='kicker'>Ostwick</b> <span>Old lock is shut</span></h1>", "Old lock is shut"),
        ("", "<h1>Old <b class='label'>lock</b></h1>", "Old lock"),
    ],
)  # fmt: skip
def test_a_title_comes_without_the_sites_name_before_it_and_without_its_kicker(
    head: str, body: str, title: str
) -> None:
    assert of_html(head, body + STORY).articles[0].title == title


def test_a_standfirst_that_is_the_title_gives_its_place_to_what_was_taken_for_the_title() -> None:
    article = of_html("", f"<h1>Old lock is shut</h1>{STORY}").articles[0]
    swapped = article._replace(title="The board has had enough of it", standfirst="Old lock is shut")
    stated = Statement("Old lock is shut", "h1")
    assert printed_standfirst(swapped, stated) == "The board has had enough of it"
    assert printed_standfirst(swapped._replace(title="Old lock is shut"), stated) is None
    assert printed_standfirst(swapped._replace(standfirst="Enough"), stated) == "Enough"


def test_categories_that_wordpress_marks_as_tags_are_sections() -> None:
    body = """<h1>Old lock is shut</h1><div class="taxonomy-category wp-block-post-terms"><a rel="tag">Harbour</a></div>
    <div class="taxonomy-post_tag wp-block-post-terms"><a rel="tag">locks</a> <a rel="tag">Ostwick</a></div>"""
    article = of_html("", body + STORY).articles[0]
    assert (article.section, article.tags) == ("Harbour", ["locks", "Ostwick"])


def test_tags_that_the_page_glues_and_its_head_parts_are_parted() -> None:
    head = '<meta name="keywords" content="locks, Ostwick">'
    body = f"<h1>Old lock is shut</h1>{STORY}<div>Tags: <a>locks</a> <a>Ostwick</a></div>"
    assert of_html(head, body).articles[0].tags == ["locks", "Ostwick"]


@pytest.mark.parametrize(
    "foot", ["Impressum Datenschutz AGB", "Privacy Cookie Policy P.IVA 000", "Terms of Use Contact"]
)
def test_the_links_of_the_foot_are_no_headline(foot: str) -> None:
    found = read(f"Old lock is shut\n\n{STORY[3:-4]}\n\nRelated stories\nPumps fail again\n{foot}")
    assert [row.title for row in found.related] == ["Pumps fail again"]


def test_headlines_that_html_glues_are_parted_where_one_link_meets_the_next() -> None:
    story = f"<article><h1>Old lock is shut</h1>{STORY}</article><h3>Related stories</h3>"
    glued = of_html("", f"{story}<div><a>Pumps fail again</a><a>Swan enters boiler room</a></div>")
    text = glued.page.text or ""
    assert [(row.title, text[row.span_start : row.span_end]) for row in glued.related] == [
        ("Pumps fail again", "Pumps fail again"),
        ("Swan enters boiler room", "Swan enters boiler room"),
    ]
    whole = of_html("", f"{story}<div><a>Pumps fail <b>again</b></a> <i>As they did in May</i></div>")
    assert [row.title for row in whole.related] == ["Pumps fail again As they did in May"]

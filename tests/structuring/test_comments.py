"""Threads of reader comments in flat pages, one small invented page for each way of printing them."""

import itertools
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.structuring.comments import comment_rows, drafts_from_markup, find_thread
from tasks.structuring.line_role import LineRole
from tasks.structuring.lines import split_lines
from tasks.structuring.markup import MarkupComment, render
from warehouse.tables import row_id

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
STORY = """Harbour bridge opens after two years

By Dana Holt

3 May 2021

The new bridge over the harbour opened on Monday after two years of work, the city said.

"It is a great day," the mayor said. Thousands of people walked across it in the morning.

"""
SAID = ("I walked it this morning and it is lovely.", "What did it cost, though?", "About 40 million, the paper said.")
WORDPRESS = """3 Comments

  1. Ada says:
    May 3, 2021 at 3:00 pm

    I walked it this morning and it is lovely.

    Reply
    • Milo says:
      May 3, 2021 at 3:05 pm

      What did it cost, though?

      Reply
  2. Pingback: Bridges of the north | A blog
  3. Eve says:
    May 4, 2021 at 9:00 am

    About 40 million, the paper said.

    Reply

Leave a Reply Cancel reply

Your email address will not be published."""
THREADS = {
    "name says, nested": WORDPRESS,
    "name and age, no list": """Conversation 3 Comments
Sort by Best
Ada
3 days ago

I walked it this morning and it is lovely.

Reply
Share
Milo
2 days ago

What did it cost, though?

Reply
Share
Eve
1 day ago

About 40 million, the paper said.

Reply
Share
Add your name
""",
    "name and date glued": """3 comments:

  1. AdaMay 3, 2021 at 3:00 PM

    I walked it this morning and it is lovely.

    ReplyDelete
  2. MiloMay 4, 2021 at 3:01 PM

    What did it cost, though?

    ReplyDelete
  3. EveMay 5, 2021 at 3:02 PM

    About 40 million, the paper said.

    ReplyDelete

Add comment""",
    "German, name with time in one line": """3 Kommentare

Ada schrieb am 3.05.2021 um 10:30 Uhr:

I walked it this morning and it is lovely.

Milo schrieb am 4.05.2021 um 10:31 Uhr:

What did it cost, though?

Eve schrieb am 5.05.2021 um 10:32 Uhr:

About 40 million, the paper said.

Kommentar schreiben""",
    "signed below": """3 Comments »

  1. I walked it this morning and it is lovely.

    Comment by Ada — 3 May, 2021 @ 13:04

  2. What did it cost, though?

    Comment by Milo — 3 May, 2021 @ 13:10

  3. About 40 million, the paper said.

    Comment by Eve — 3 May, 2021 @ 13:22

Leave a comment""",
    "time below the text": """Sortiert nach:   neuste | älteste | beste Bewertung
Gast
Ada

I walked it this morning and it is lovely.

Daumen hoch6Daumen runter
1 Monat her
Gast
Milo

What did it cost, though?

Daumen hoch2Daumen runter
1 Monat her
Gast
Eve

About 40 million, the paper said.

Daumen hoch0Daumen runter
1 Monat her
""",
    "time over the name": """Leserkommentare

3. Mai 2021, 10:30 Uhr

Ada

I walked it this morning and it is lovely.

Antworten Melden

4. Mai 2021, 10:31 Uhr

Milo

What did it cost, though?

Antworten Melden

5. Mai 2021, 10:32 Uhr

Eve

About 40 million, the paper said.

Antworten Melden""",
    "Russian": """Комментарии (3)

Ada, 3 мая 2021, 10:30

I walked it this morning and it is lovely.

Ответить

Milo, 4 мая 2021, 10:31

What did it cost, though?

Ответить

Eve, 5 мая 2021, 10:32

About 40 million, the paper said.

Ответить""",
    "numbered, names only": """Comments

1. 1. Ada

I walked it this morning and it is lovely.

2. 2. Milo

What did it cost, though?

3. 3. Eve in reply to Milo

About 40 million, the paper said.

Post a comment""",
    "name and text in one item": """Comments

  • Ada: I walked it this morning and it is lovely.
  • Milo: What did it cost, though?
  • Eve: About 40 million, the paper said.

Post a comment""",
    "items above the system's own line": """  • Tweet
  • Share

  • Ada

    I walked it this morning and it is lovely.

  • Milo

    What did it cost, though?

  • Eve

    About 40 million, the paper said.

blog comments powered by Disqus
Sponsors""",
}


def read(page):
    text = STORY + page
    return text, find_thread(split_lines(text))


def texts_of(text, drafts):
    return tuple("\n\n".join(text[start:end] for start, end in draft.paragraphs) for draft in drafts)


@pytest.mark.parametrize("name", THREADS)
def test_the_comments_of_every_layout_are_found_with_their_authors_and_nothing_else(name):
    text, thread = read(THREADS[name])
    assert texts_of(text, thread.drafts) == SAID
    assert [draft.author for draft in thread.drafts] == ["Ada", "Milo", "Eve"]


def test_a_nested_thread_gives_roles_times_and_parents():
    text, thread = read(WORDPRESS)
    first = text.split("\n").index("3 Comments")
    roles = [
        thread.roles.get(line.number, LineRole("-", "-", 0)).role for line in split_lines(text) if line.number >= first
    ]
    assert roles == [
        "control",
        *("comment_meta", "comment_meta", "comment", "control"),
        *("comment_meta", "comment_meta", "comment", "control"),
        "control",
        *("comment_meta", "comment_meta", "comment", "control"),
        "control",
        "control",
    ]
    assert [(d.parent, d.parent_basis, d.depth, d.is_reply, d.posted_text) for d in thread.drafts] == [
        (None, "none", 0, False, "May 3, 2021 at 3:00 pm"),
        (0, "indentation", 1, True, "May 3, 2021 at 3:05 pm"),
        (None, "none", 0, False, "May 4, 2021 at 9:00 am"),
    ]
    assert all(line.number not in thread.roles for line in split_lines(STORY))


def test_anonymous_items_avatars_and_glued_replies_are_read():
    text, thread = read("""Community rulesDiscussion
    • \u0421omment

    All comments

    • Nice to see it open at last.
    • Why so expensive? A ferry does the same.

      And it has a bar on board.
    • Milo
      It was too slow for me.
    • avatar
      A small bridge, but a good one.
    • Adain reply toMilo(Show commentHide comment)
      Milo, nobody could have built it faster.
    • Adain reply to (Show commentHide comment)
      The ferry leaves at ten.
    Show new comments (0)""")
    assert [(d.author, d.is_reply, d.reply_to_author, d.parent, d.parent_basis) for d in thread.drafts] == [
        (None, False, None, None, "none"),
        (None, False, None, None, "none"),
        ("Milo", False, None, None, "none"),
        (None, False, None, None, "none"),
        ("Ada", True, "Milo", 2, "named"),
        ("Ada", True, None, None, "none"),
    ]
    assert texts_of(text, thread.drafts)[1] == "Why so expensive? A ferry does the same.\n\nAnd it has a bar on board."
    assert [role.role for role in thread.roles.values()][:4] == ["control", "control", "control", "comment"]
    assert thread.roles[max(thread.roles)].role == "control"


def test_replies_say_whom_they_answer_by_number_and_by_name():
    _, thread = read("""Leserkommentare (3)

#1 Ada

3.5.2021, 10:30

I walked it this morning and it is lovely.

#2 Milo

4.5.2021, 10:31

What did it cost, though?

#3 Eve Antwort auf #2 von Milo

5.5.2021, 10:32

About 40 million, the paper said.

Kommentar verfassen""")
    assert [(d.parent, d.parent_basis, d.reply_to_author) for d in thread.drafts] == [
        (None, "none", None),
        (None, "none", None),
        (1, "explicit", "Milo"),
    ]


def test_pages_that_link_here_are_no_comments_and_no_line_of_them_is_lost():
    text, thread = read("""2 Comments

  1. Ada says:
    May 3, 2021 at 3:00 pm

    I walked it this morning and it is lovely.

  2. Bridges of the north says:
    May 4, 2021 at 3:00 pm

    […] the new bridge over the harbour is the longest of them […]

Leave a Reply""")
    assert texts_of(text, thread.drafts) == SAID[:1]
    line = next(line for line in split_lines(text) if line.text.startswith("[…]"))
    assert thread.roles[line.number] == LineRole("control", "thread_pingback", thread.roles[line.number].confidence)


@pytest.mark.parametrize(
    "page",
    [
        "Comments\n\nShare this story\n\n  • Facebook\n  • Twitter\n  • Email\n\nLeave a comment",
        "See comments\n\nA day at the harbour market\nMay 2, 2021\nWhere to buy fish in the morning\nMay 1, 2021\n",
        "Latest Comment\nPost Comment\nRead Comments\nAdvertisement",
        "More news\n\nSnow closes the northern roads for days\n\nAda Moss - April 15, 2021\nDrivers stayed at home.\n\n"
        "The ferry will not come back this year\n\nAda Moss - April 14, 2021\nIts owner has sold the ship.\n",
        "A spokesman for the city said:\n\nWe are glad.\n\nThe owner of the ferry said:\n\nWe are not.\n\n"
        "A man on the quay said:\n\nI do not mind.\n\nLeave a comment",
        "Ada Moss, May 3, 2021 10:31\n\nThe band has come.\n\nAda Moss, May 3, 2021 10:40\n\nThe band plays.\n\n"
        "Ada Moss, May 3, 2021 10:50\n\nThe mayor sings.\n\nLeave a comment",
        "2 Comments\n\nPosted by Ada on May 3, 2021\n\n" + "The story goes on for long. " * 120,
    ],
    ids=[
        "share buttons",
        "link to comments",
        "buttons only",
        "list of stories",
        "quotations",
        "live blog",
        "story below its byline",
    ],
)
def test_what_only_looks_like_a_thread_gives_no_comment(page):
    assert read(page)[1].drafts == ()


@pytest.mark.parametrize(
    "foot",
    [
        "© 2024 Harbour Post Ltd. Legal notice Privacy",
        "El Vigía del Puerto © 2009 – Prohibida su reproducción",
        "Commenting is closed for this article.",
        "Load more comments",
        "Comentar esta noticia",
    ],
)
def test_a_page_goes_on_where_it_says_who_owns_it_or_asks_for_more(foot: str) -> None:
    thread = "2 comments\nAda\n3 May 2021 10:15\nI walked it today.\nMilo\n3 May 2021 11:02\nWhat did it cost, though?"
    text = f"{STORY}{thread}\n{foot}\nContact"
    drafts = find_thread(split_lines(text)).drafts
    said = [[text[start:end] for start, end in draft.paragraphs] for draft in drafts]
    assert said == [["I walked it today."], ["What did it cost, though?"]]


def test_a_learned_opinion_can_only_make_the_finder_more_careful():
    text = STORY + WORDPRESS.replace("3 Comments", "Readers")
    lines = split_lines(text)
    assert find_thread(lines, lambda line: 0.0) == find_thread(lines)
    weaker = (
        "Opinions\n\nAda, May 3, 2021\nIt is lovely.\n\nMilo, May 4, 2021\nIt is not.\n\nEve, May 5, 2021\nSo so.\n"
    )
    doubted = split_lines(STORY + weaker)
    assert len(find_thread(doubted, lambda line: 1.0).drafts) <= len(find_thread(doubted).drafts)


def test_drafts_become_rows_with_stable_ids_and_parents():
    text, thread = read(WORDPRESS)
    when = datetime(2021, 5, 3, 15, tzinfo=UTC)
    rows = comment_rows(thread.drafts, text, "page", "article", lambda stated: when if "3:00" in stated else None)
    assert [row.comment_id for row in rows] == [
        row_id("page", "comment", d.position, d.span_start) for d in thread.drafts
    ]
    assert [(row.position, row.author, row.text, row.posted_at) for row in rows] == [
        (1, "Ada", SAID[0], when),
        (2, "Milo", SAID[1], None),
        (3, "Eve", SAID[2], None),
    ]
    assert [row.parent_id for row in rows] == [None, rows[0].comment_id, None]
    assert all(row.text in text[row.span_start : row.span_end] for row in rows)


def test_containers_of_markup_give_the_same_drafts():
    page = "Ada\nI walked it.\nMilo\nMe too."
    drafts = drafts_from_markup(
        [
            MarkupComment("c1", None, "Ada", "3 May", ((4, 16),), 0, 16, 0),
            MarkupComment("c2", "c1", "Milo", None, ((22, 29),), 17, 29, 1),
            MarkupComment("c3", "gone", "avatar", None, ((22, 29),), 17, 29, 0),
        ]
    )
    assert texts_of(page, drafts) == ("I walked it.", "Me too.", "Me too.")
    assert [(d.author, d.parent, d.parent_basis, d.depth, d.is_reply, d.position) for d in drafts] == [
        ("Ada", None, "none", 0, False, 1),
        ("Milo", 0, "explicit", 1, True, 2),
        (None, None, "none", 0, False, 3),
    ]


LINES = st.sampled_from(
    [*WORDPRESS.split("\n"), *THREADS["time below the text"].split("\n"), "", "  • x", "#3.1 — 2d", "…"]
)


@settings(max_examples=150)
@given(st.lists(LINES, max_size=60), st.integers(0, 6))
def test_any_shuffle_of_thread_lines_gives_drafts_that_slice_back_and_stand_in_order(lines, indent):
    text = "\n".join(" " * indent + line for line in lines)
    thread = find_thread(split_lines(text))
    assert set(thread.roles) <= {line.number for line in split_lines(text)}
    assert [draft.position for draft in thread.drafts] == list(range(1, len(thread.drafts) + 1))
    for index, draft in enumerate(thread.drafts):
        assert draft.parent is None or draft.parent < index
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in draft.paragraphs)
        assert draft.span_start <= draft.paragraphs[0][0] < draft.paragraphs[-1][1] == draft.span_end


@pytest.mark.parametrize(
    "line", ["• Ada says:", "May 3, 2021 at 3:00 pm", "3 Comments", "  1. 1. Ada", "Leave a reply"]
)
def test_work_grows_with_the_number_of_lines_and_no_faster(line):
    def calls(count):
        lines = split_lines("12 Comments\n" + f"{line}\nWell, I do not know.\n" * count)
        counted = itertools.count()
        sys.setprofile(lambda *_: next(counted))
        try:
            find_thread(lines)
        finally:
            sys.setprofile(None)
        return next(counted)

    assert calls(4_000) < 5 * calls(1_000)


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the worked pages are not beside the project")
def test_the_worked_pages_threads_come_out_exactly():
    for gold_file in sorted((SHARED / "seeds" / "gold").glob("*.json")):
        gold = json.loads(gold_file.read_text())
        text = (SHARED / "seeds" / "raw" / gold["file"]).read_text()
        thread = find_thread(split_lines(text))
        rows = comment_rows(thread.drafts, text, "page", None, lambda stated: None)
        place = {row.comment_id: row.position for row in rows} | {None: None}
        keys = ("position", "author", "text", "is_reply", "reply_to_author")
        found = [{key: getattr(row, key) for key in keys} | {"parent_position": place[row.parent_id]} for row in rows]
        assert found == gold["comments"]
        wanted = {line["line_no"]: line["role"] for line in gold["lines"]}
        assert all(wanted[number] == role.role for number, role in thread.roles.items())
        ours = {number for number, role in wanted.items() if role in ("comment", "comment_meta")}
        assert ours <= set(thread.roles)


@pytest.mark.skipif(not (SHARED / "corpora").is_dir(), reason="the corpora are not beside the project")
def test_every_line_of_a_comment_on_real_pages_slices_back_and_has_its_role():
    for page in sorted((SHARED / "corpora" / "comments" / "flat").glob("*.txt"))[::6]:
        text = page.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
        lines = split_lines(text)
        thread = find_thread(lines)
        starts = {line.start: line.number for line in lines}
        spans = [span for draft in thread.drafts for span in draft.paragraphs]
        assert spans == sorted(spans)
        assert all(thread.roles[starts[start]].role == "comment" for start, _ in spans if start in starts)


def test_in_html_containers_nest_a_thread_and_part_what_is_glued():
    said = [("Ada Lee", 0, SAID[0]), ("Milo", 1, SAID[1]), ("Ivo", 0, SAID[2])]
    thread = "".join(
        f'<div class="x{depth}"><div>{"<div>" * depth}<b>{name}</b><i>Leeds</i> <u>3 May 2021 at 10:3{depth}</u>'
        f"<p>{text}</p><p>Reply Report</p>{'</div>' * depth}</div></div>"
        for name, depth, text in said
    )
    html = f"<html><body><article><h1>Bridge</h1><p>{STORY}</p></article><h2>3 Comments</h2>{thread}</body></html>"
    text, markup = render(html)
    drafts = find_thread(split_lines(text), layout=markup.layout).drafts
    assert markup.comments == ()
    assert [(draft.author, draft.parent, draft.posted_text) for draft in drafts] == [
        ("Ada Lee", None, "3 May 2021 at 10:30"),
        ("Milo", 0, "3 May 2021 at 10:31"),
        ("Ivo", None, "3 May 2021 at 10:30"),
    ]

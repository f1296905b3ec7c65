"""What comment systems print around names, times and texts, each with the whole thread that is read."""

from tasks.structuring.comments import find_thread
from tasks.structuring.lines import split_lines
from tasks.structuring.markup import render

STORY = """The mill at Orby turns again

After nineteen years the sails of the mill at Orby turned on Sunday, to the applause of the whole village.

The miller, who is eighty-one, said that flour is flour and that he would bake on Monday.

"""


def read(thread):
    """Author, time, text and parent of each comment under a story."""
    text = STORY + thread
    return [
        (draft.author, draft.posted_text, " / ".join(text[start:end] for start, end in draft.paragraphs), draft.parent)
        for draft in find_thread(split_lines(text)).drafts
    ]


def test_rows_with_unknown_words_that_return_are_buttons_and_towns_stand_between_name_and_day():
    row = "Was this helpful? Judge It! Report Abuse Reply »"
    thread = f"""Comments (Page 1)
Showing posts 1 - 3 of 61
Ann Bright
Orby, OH
#1 Jul 4, 2009
I can hear it from the school.
{row}
bogtrotter
Skegby, OH
#2 Jul 4, 2009
Ann Bright wrote:
I can hear it from the school.
So can I.
{row}
Ciro P.
Orby, OH
#3 Jul 4, 2009
Rye or wheat?
{row}
"""
    assert read(thread) == [
        ("Ann Bright", "Jul 4, 2009", "I can hear it from the school.", None),
        ("bogtrotter", "Jul 4, 2009", "Ann Bright wrote: / I can hear it from the school. / So can I.", 0),
        ("Ciro P.", "Jul 4, 2009", "Rye or wheat?", None),
    ]


def test_comments_that_count_themselves_are_under_no_heading_each():
    thread = """Comments on this story

    • Ann Bright of Orby
    • Posted at 3:12 PM July 04, 2012

    I can hear it from the school.

    Comment 1 of 23

    • user8812 of Skegby
    • Posted at 3:40 PM July 04, 2012

    So can I.

    Comment 2 of 23

    • Ciro P. of Orby
    • Posted at 4:05 PM July 04, 2012

    Rye or wheat?

    Comment 3 of 23
"""
    assert read(thread) == [
        ("Ann Bright", "3:12 PM July 04, 2012", "I can hear it from the school.", None),
        ("user8812", "3:40 PM July 04, 2012", "So can I.", None),
        ("Ciro P.", "4:05 PM July 04, 2012", "Rye or wheat?", None),
    ]


def test_a_name_that_stands_thrice_in_its_line_stands_between_buttons():
    thread = """Readers' Comments (3)
Mute Ann Bright Ann Bright Favourite Ann Bright Report
Jul 4th 2014, 8:22 AM
I can hear it from the school.
35
Reply
Mute user8812 user8812 Favourite user8812 Report
Jul 4th 2014, 9:01 AM
So can I.
12
Reply
Mute Ciro P. Ciro P. Favourite Ciro P. Report
Jul 4th 2014, 9:40 AM
Rye or wheat?
3
Reply
"""
    assert read(thread) == [
        ("Ann Bright", "Jul 4th 2014, 8:22 AM", "I can hear it from the school.", None),
        ("user8812", "Jul 4th 2014, 9:01 AM", "So can I.", None),
        ("Ciro P.", "Jul 4th 2014, 9:40 AM", "Rye or wheat?", None),
    ]


def test_a_form_right_above_signed_comments_heads_them_and_votes_stand_before_the_number():
    thread = """Add a comment (14 so far)
+8#1 Ann Bright 2011-07-04 22:06
I can hear it from the school.
Zibble
-2#2 user8812 2011-07-04 22:31
So can I.
Zibble
0#3 Ciro P. 2011-07-05 08:00
Rye or wheat?
Zibble
"""
    assert read(thread) == [
        ("Ann Bright", "2011-07-04 22:06", "I can hear it from the school.", None),
        ("user8812", "2011-07-04 22:31", "So can I.", None),
        ("Ciro P.", "2011-07-05 08:00", "Rye or wheat?", None),
    ]


def test_items_that_are_dated_below_their_text_nest_and_lose_what_members_say_of_themselves():
    thread = """soundoff (3 Responses)

  • Ann Bright · Top Miller · Works at Orby Bakery and Sons

    I can hear it from the school.

    July 4, 2010 at 10:52 am | Report abuse | Reply

    • bogtrotter · Skegby High

      So can I.

      July 4, 2010 at 1:19 pm | Report abuse | Reply

  • Ciro P. · Student

    Rye or wheat?

    July 4, 2010 at 3:18 pm | Report abuse | Reply
"""
    assert read(thread) == [
        ("Ann Bright", "July 4, 2010 at 10:52 am", "I can hear it from the school.", None),
        ("bogtrotter", "July 4, 2010 at 1:19 pm", "So can I.", 0),
        ("Ciro P.", "July 4, 2010 at 3:18 pm", "Rye or wheat?", None),
    ]


def test_a_list_of_other_stories_above_a_thread_names_no_commenter():
    thread = """Berita terkait

  • Harga cabai naik
  • Sekolah libur tiga hari

Ada 2 Komentar Untuk Artikel Ini.

Budi Santoso
Jumat, 4 Juli 2014 | 10:50 WIB
Semoga laris manis.
Tanggapi Komentar
joko77
Jumat, 4 Juli 2014 | 13:25 WIB
Mantap
Tanggapi Komentar
"""
    assert read(thread) == [
        ("Budi Santoso", "Jumat, 4 Juli 2014 | 10:50 WIB", "Semoga laris manis.", None),
        ("joko77", "Jumat, 4 Juli 2014 | 13:25 WIB", "Mantap", None),
    ]


def test_containers_lose_lines_that_return_and_keep_the_first_time_and_texts_that_speak_of_time():
    said = [("Ann", "Next year: no flour."), ("user8812", "I can hear it."), ("Ciro", "Rye or wheat?")]
    thread = "".join(
        f'<div class="comment"><div>Mute {name}</div><span class="author">{name}</span>'
        f'<a class="date">Sat Oct 04, 2014 12:1{i} pm</a><p>{text}</p>'
        f'<div>{i} posts | registered <span class="date">May {i + 1}, 2008</span></div></div>'
        for i, (name, text) in enumerate(said)
    )
    text, markup = render(f"<html><body><p>{STORY}</p>{thread}</body></html>")
    assert [
        (each.author, each.posted_text, [text[start:end] for start, end in each.paragraphs]) for each in markup.comments
    ] == [
        ("Ann", "Sat Oct 04, 2014 12:10 pm", ["Next year: no flour."]),
        ("user8812", "Sat Oct 04, 2014 12:11 pm", ["I can hear it."]),
        ("Ciro", "Sat Oct 04, 2014 12:12 pm", ["Rye or wheat?"]),
    ]


def test_a_town_below_a_name_with_a_comma_is_no_name_and_a_byline_above_ages_is_no_comment():
    towns = """Your comments
1
Ann Bright,
Orby 11/02/2008 10:50:26
I can hear it from the school.
Report as unsuitable
2
Ciro P.,
Skegby 11/02/2008 13:36:28
Rye or wheat?
Report as unsuitable
3
bogtrotter,
Orby 11/02/2008 15:05:21
Rye.
Report as unsuitable
"""
    assert read(towns) == [
        ("Ann Bright", "11/02/2008 10:50:26", "I can hear it from the school.", None),
        ("Ciro P.", "11/02/2008 13:36:28", "Rye or wheat?", None),
        ("bogtrotter", "11/02/2008 15:05:21", "Rye.", None),
    ]
    byline, *paragraphs = "Claire Roussel 4 July 2022", *STORY.split("\n\n")[:3] * 3
    text = (
        "\n\n".join([byline, *paragraphs])
        + """
Ann Bright@ann 2 days ago
7
I can hear it from the school.
Ciro P.@ciro 3 days ago
8
Rye or wheat?
bogtrotter@bog 3 days ago
1
Rye.
Powered by Remark42
"""
    )
    drafts = find_thread(split_lines(text)).drafts
    assert [(draft.author, draft.posted_text, len(draft.paragraphs)) for draft in drafts] == [
        ("Ann Bright", "2 days ago", 1),
        ("Ciro P.", "3 days ago", 1),
        ("bogtrotter", "3 days ago", 1),
    ]

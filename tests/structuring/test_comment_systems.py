"""What comment systems print around names, times and texts, each with the whole thread that is read."""

from tasks.structuring.comments import find_thread, thread_of
from tasks.structuring.lines import split_lines
from tasks.structuring.markup import render
from tests.structuring.threads import STORY, read


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


def test_comments_signed_below_begin_at_their_numbers_and_answer_by_them():
    thread = """Comments (3) RSS
Oldest First | Unregistered On | Unregistered Off
1
I can hear it from the school.
Posted by Ann Bright on March 4, 2009 at 10:11 AM · Report this
2
@1, so can I, and I live in Skegby.
Posted by bogtrotter on March 4, 2009 at 10:20 AM · Report this
3
Rye or wheat?
Posted by Ciro P. on March 4, 2009 at 10:38 AM · Report this
Add a comment
"""
    assert read(thread) == [
        ("Ann Bright", "March 4, 2009 at 10:11 AM", "I can hear it from the school.", None),
        ("bogtrotter", "March 4, 2009 at 10:20 AM", "@1, so can I, and I live in Skegby.", 0),
        ("Ciro P.", "March 4, 2009 at 10:38 AM", "Rye or wheat?", None),
    ]


def test_votes_behind_a_time_are_no_part_of_it_and_a_form_may_stand_above_a_thread_signed_below():
    thread = """Reaguursels
Inloggen om te reageren
Ik hoor hem op school.
Ann Bright | 12-03-14 | 14:22 | +29 | -1
@Ann Bright | 12-03-14 | 14:22: ik ook!
Mevr. Terpstra | 12-03-14 | 14:25 | +16 | -1
Rogge of tarwe?
Ciro P. | 12-03-14 | 14:31 | +19 | -1
REAGEER OOK
"""
    assert read(thread) == [
        ("Ann Bright", "12-03-14 | 14:22", "Ik hoor hem op school.", None),
        ("Mevr. Terpstra", "12-03-14 | 14:25", "@Ann Bright | 12-03-14 | 14:22: ik ook!", 0),
        ("Ciro P.", "12-03-14 | 14:31", "Rogge of tarwe?", None),
    ]


def test_a_signature_for_ears_and_one_for_eyes_are_one():
    thread = """Comments (3)
  1. Comment posted by Ann Bright, at 10:17 5 Jul 2022
    Ann Bright10:17 5 Jul 2022
    I can hear it from the school.
    1. Reply posted by bogtrotter, at 10:25 5 Jul 2022
      bogtrotter10:25 5 Jul 2022
      bogtrotter replied:
      So can I.
  2. Comment posted by U15284411, at 10:40 5 Jul 2022
    U1528441110:40 5 Jul 2022
    Rye or wheat?
"""
    assert read(thread) == [
        ("Ann Bright", "10:17 5 Jul 2022", "I can hear it from the school.", None),
        ("bogtrotter", "10:25 5 Jul 2022", "So can I.", 0),
        ("U15284411", "10:40 5 Jul 2022", "Rye or wheat?", None),
    ]


def test_the_newest_first_answer_by_name_and_number_what_stands_below():
    thread = """Post a comment Show 1-3 of 3 comments Newest First Oldest First
Ciro P.   #3   02:03 pm Jul 12 2012
@bogtrotter #2 Rye or wheat?
bogtrotter   #2   01:47 pm Jul 12 2012
@Ann Bright #1 So can I, for 20 yrs now.
Ann Bright   #1   01:20 pm Jul 12 2012
I can hear it from the school.
Comments on this story are now closed.
"""
    assert read(thread) == [
        ("Ciro P.", "02:03 pm Jul 12 2012", "@bogtrotter #2 Rye or wheat?", 1),
        ("bogtrotter", "01:47 pm Jul 12 2012", "@Ann Bright #1 So can I, for 20 yrs now.", 2),
        ("Ann Bright", "01:20 pm Jul 12 2012", "I can hear it from the school.", None),
    ]


def test_letters_above_a_number_that_stands_alone_are_no_avatars():
    assert read("2 comments\nAB\n1.\nFine by me.\nBO\n#2\nSo it is.\n") == []


def test_a_name_stands_below_its_avatars_letters_and_an_answer_shows_the_first_words_of_the_other():
    thread = """3 comments
AB
Ann Bright
Retired midwife, Skegby
·Mar 2
I can hear it from the school, and I am glad of it.
BO
Bo Osgood
Mar 2
Replied to: I can hear it from the sch…
So can I.
CP
Ciro Pell
Reader since issue 4
·Mar 3
Rye or wheat?
"""
    assert read(thread) == [
        ("Ann Bright", "Mar 2", "I can hear it from the school, and I am glad of it.", None),
        ("Bo Osgood", "Mar 2", "So can I.", 0),
        ("Ciro Pell", "Mar 3", "Rye or wheat?", None),
    ]


def test_what_stands_above_the_first_name_is_the_forms_and_guests_are_names():
    thread = """Comments
8 Items Sort: Oldest first
Logged in as Guest Login Settings
Ann BrightContributor
I can hear it from the school.
Monday, June 07, 2010, 9:12:44 AM – Flag – Like – Reply
Guest
So can I.
Monday, June 07, 2010, 9:40:03 AM – Flag – Like – Reply
Ciro P.
Ann Bright
I can hear it from the school.
Then come and help.
Monday, June 07, 2010, 10:02:10 AM – Flag – Like – Reply
"""
    assert read(thread) == [
        ("Ann Bright", "Monday, June 07, 2010, 9:12:44 AM", "I can hear it from the school.", None),
        ("Guest", "Monday, June 07, 2010, 9:40:03 AM", "So can I.", None),
        (
            "Ciro P.", "Monday, June 07, 2010, 10:02:10 AM",
            "Ann Bright / I can hear it from the school. / Then come and help.", 0,
        ),
    ]  # fmt: skip


def test_left_margins_nest_comments_that_stand_beside_each_other():
    said = [("Ann Bright", 0, "I can hear it."), ("bogtrotter", 20, "So can I."), ("Ciro P.", 0, "Rye or wheat?")]
    items = "".join(
        f'<div style="margin-left:{left}px"><p>{name}</p><p>July {day}, 2012 12:21pm</p><p>{text}</p><a>Reply</a></div>'
        for day, (name, left, text) in enumerate(said, start=4)
    )
    text, markup = render(f"<html><body><p>{STORY}</p><h2>Comments (3)</h2><div>{items}</div></body></html>")
    thread = find_thread(split_lines(text), layout=markup.layout)
    assert [(draft.author, draft.parent, draft.parent_basis) for draft in thread.drafts] == [
        ("Ann Bright", None, "none"),
        ("bogtrotter", 0, "indentation"),
        ("Ciro P.", None, "none"),
    ]


def test_a_forums_post_is_signed_once_more_below_with_its_time_and_quotes_by_name():
    thread = """Discuss this story in the forum.
  1. Ann Bright Member
    I can hear it from the school, and so can everybody else.
    Ann Bright, Mar 4, 2016
    #2 Like Reply
  2. bogtrotter New Member
    Ann Bright said: ↑
    I can hear it from the school, and so can everybody else.
    Click to expand...
    Not in Skegby.
    bogtrotter, Mar 4, 2016
    #3 Like Reply
  3. Ciro P. Well-Known Member
    Rye or wheat?
    Ciro P., Mar 5, 2016
    #4 Like Reply
(You must log in or sign up to reply here.)
"""
    quoted = "Ann Bright said: ↑ / I can hear it from the school, and so can everybody else. / Click to expand..."
    assert read(thread) == [
        ("Ann Bright", "Mar 4, 2016", "I can hear it from the school, and so can everybody else.", None),
        ("bogtrotter", "Mar 4, 2016", f"{quoted} / Not in Skegby.", 0),
        ("Ciro P.", "Mar 5, 2016", "Rye or wheat?", None),
    ]


def test_numbers_below_with_points_say_who_answers_whom():
    thread = """Discuss this post
  • Ann Bright
    I can hear it from the school.
    • 5 votes
    • Reply
    #1 - Thu Mar 4, 2010 10:22 AM EST
  • bogtrotter
    So can I.
    • 9 votes
    • Reply
    #1.1 - Thu Mar 4, 2010 10:31 AM EST
  • Ciro P.
    Rye or wheat?
    • 2 votes
    • Reply
    #2 - Thu Mar 4, 2010 11:02 AM EST
  • Ann Bright
    Rye.
    • 3 votes
    • Reply
    #2.1 - Thu Mar 4, 2010 11:40 AM EST
"""
    assert [(author, text, parent) for author, _, text, parent in read(thread)] == [
        ("Ann Bright", "I can hear it from the school.", None),
        ("bogtrotter", "So can I.", 0),
        ("Ciro P.", "Rye or wheat?", None),
        ("Ann Bright", "Rye.", 2),
    ]


def test_whom_a_comment_answers_may_stand_between_name_and_time_and_years_may_be_glued_to_names():
    thread = """Comments
  1. Ann Bright2013/03/04 at 9:02 AM ET
    I can hear it from the school.
  2. bogtrotter
    in reply to: Ann Bright
    2013/03/04 at 9:45 AM ET
    So can I, and I live in Skegby.
  3. Ciro P.2013/03/04 at 9:58 AM ET
    Rye or wheat? I would like to bake on Monday.
"""
    assert read(thread) == [
        ("Ann Bright", "2013/03/04 at 9:02 AM ET", "I can hear it from the school.", None),
        ("bogtrotter", "2013/03/04 at 9:45 AM ET", "So can I, and I live in Skegby.", 0),
        ("Ciro P.", "2013/03/04 at 9:58 AM ET", "Rye or wheat? I would like to bake on Monday.", None),
    ]


def test_lines_are_believed_where_the_markup_names_some_containers_only():
    said = [("Ann Bright", "I can hear it."), ("bogtrotter", "So can I."), ("Ciro P.", "Rye or wheat?")]
    items = "".join(
        f'<li class="{"comment" if name[0] == "A" else "x"}"><b class="author">{name}</b>'
        f'<p class="date">July {day}, 2012 12:21pm</p><p class="text">{text}</p><a>Reply</a></li>'
        for day, (name, text) in enumerate(said, start=4)
    )
    text, markup = render(f"<html><body><p>{STORY}</p><h2>Comments (3)</h2><ul>{items}</ul></body></html>")
    thread = thread_of(split_lines(text), markup.comments, markup.layout)
    assert [comment.author for comment in markup.comments] == ["Ann Bright"]
    assert [draft.author for draft in thread.drafts] == ["Ann Bright", "bogtrotter", "Ciro P."]


def test_ranks_that_return_behind_names_are_no_part_of_them_but_answered_names_are_no_ranks():
    thread = """Comments (4)
Ann Bright Wise, Aged Reader 12 May 2019, 10:22
I can hear it from the school.
bogtrotterNewcomer 12 May 2019, 10:41
So can I.
Ciro P. Wise, Aged Reader 12 May 2019, 11:02
Rye or wheat?
Dora VennNewcomer 12 May 2019, 12:10
Rye.
"""
    names = [author for author, *_ in read(thread)]
    assert names == ["Ann Bright", "bogtrotter", "Ciro P.", "Dora Venn"]
    answered = thread.replace(" Wise, Aged Reader", "").replace("bogtrotterNewcomer", "Bo Lee Ann Bright")
    answered = answered.replace("Ciro P.", "Ciro Pell Bo Lee").replace("Dora VennNewcomer", "Dora Venn Bo Lee")
    assert [author for author, *_ in read(answered)] == ["Ann Bright", "Bo Lee", "Ciro Pell", "Dora Venn"]


def test_name_and_time_may_both_stand_below_the_text():
    thread = """Comments
I can hear it from the school.
from: Ann Bright
Posted on: Jul 4, 2012 at 18:24 IST
So can I, and I live in Skegby.
from: bogtrotter
Posted on: Jul 4, 2012 at 20:46 IST
Rye or wheat?
from: Ciro P.
Posted on: Jul 4, 2012 at 21:27 IST
Comments will be moderated by the editor.
"""
    assert read(thread) == [
        ("Ann Bright", "Jul 4, 2012 at 18:24 IST", "I can hear it from the school.", None),
        ("bogtrotter", "Jul 4, 2012 at 20:46 IST", "So can I, and I live in Skegby.", None),
        ("Ciro P.", "Jul 4, 2012 at 21:27 IST", "Rye or wheat?", None),
    ]


def test_numbers_behind_names_that_count_up_make_a_thread_under_an_unknown_heading():
    thread = """Snib: A malom
Ann Bright 2 órája #1
I can hear it from the school.
Válasz Jelentem
bogtrotter 3 órája #2
So can I.
Válasz Jelentem
Ciro P. 1 napja #3
Rye or wheat?
Válasz Jelentem
"""
    assert [(author, text) for author, _, text, _ in read(thread)] == [
        ("Ann Bright", "I can hear it from the school."),
        ("bogtrotter", "So can I."),
        ("Ciro P.", "Rye or wheat?"),
    ]


def test_a_weblogs_thread_is_signed_below_and_ends_at_the_way_to_other_entries():
    thread = """3 comments total (4 users marked this as a favorite)
I can hear it from the school.
posted by Ann Bright at 7:14 AM on March 9, 2011 [31 favorites] [!]
Things to bring, in this order:
  • rye
  • wheat
posted by bogtrotter at 7:20 AM on March 9, 2011 [58 favorites] [!]
Rye or wheat?
posted by Ciro P. at 7:41 AM on March 9, 2011 [112 favorites] [!]
« Older The city with no left turns | A slow history of the fast ferry Newer »
"""
    assert read(thread) == [
        ("Ann Bright", "7:14 AM on March 9, 2011", "I can hear it from the school.", None),
        ("bogtrotter", "7:20 AM on March 9, 2011", "Things to bring, in this order: / • rye / • wheat", None),
        ("Ciro P.", "7:41 AM on March 9, 2011", "Rye or wheat?", None),
    ]


def test_a_town_may_stand_between_a_name_below_the_text_and_its_time():
    thread = """Your comments
I can hear it from the school.
Ann Bright
Orby, UK
Added 12:41 June 29, 2010
So can I, and I live in Skegby.
bogtrotter
Skegby, UK
Added 13:05 June 29, 2010
Rye or wheat?
Ciro P.
Orby, UK
Added 13:20 June 29, 2010
"""
    assert read(thread) == [
        ("Ann Bright", "12:41 June 29, 2010", "I can hear it from the school.", None),
        ("bogtrotter", "13:05 June 29, 2010", "So can I, and I live in Skegby.", None),
        ("Ciro P.", "13:20 June 29, 2010", "Rye or wheat?", None),
    ]


def test_the_line_of_a_container_that_says_whom_it_answers_is_no_text_of_it():
    answer = "In reply to the comment by Ann Bright"
    said = [("Ann Bright", "", "I can hear it."), ("bogtrotter", answer, "So can I.")]
    items = "".join(
        f'<div class="comment" id="comment-{day}"><b class="author">{name}</b> '
        f'<span class="date">July {day}, 2012</span>'
        f"<p>{answer}</p><p>{text}</p></div>"
        for day, (name, answer, text) in enumerate(said, start=4)
    )
    text, markup = render(f"<html><body><p>{STORY}</p><h2>Comments (2)</h2>{items}</body></html>")
    drafts = thread_of(split_lines(text), markup.comments, markup.layout).drafts
    assert [[text[start:end] for start, end in draft.paragraphs] for draft in drafts] == [
        ["I can hear it."],
        ["So can I."],
    ]
    assert [draft.parent for draft in drafts] == [None, 0]


def test_labelled_names_and_times_lead_their_texts_though_short_titles_stand_between():
    thread = """Comments (67)
Comment: SHAME
Author: Ann Bright
Date: 2009-12-07 06:51:04
I can hear it from the school and from the chapel too.
Reply to this comment | Report abuse
Comment: Facts please
Author: bogtrotter
Date: 2009-12-07 07:12:39
so can I.
Reply to this comment | Report abuse
Comment: Re: Facts please
Author: Ciro P.
Date: 2009-12-07 07:30:00
Rye or wheat?
Reply to this comment | Report abuse
"""
    assert [(author, posted, text) for author, posted, text, _ in read(thread)] == [
        ("Ann Bright", "2009-12-07 06:51:04", "I can hear it from the school and from the chapel too."),
        ("bogtrotter", "2009-12-07 07:12:39", "so can I."),
        ("Ciro P.", "2009-12-07 07:30:00", "Rye or wheat?"),
    ]

"""Threads whose words nobody knows are read by how evenly they are built."""

from tasks.structuring.comments import find_thread
from tasks.structuring.lines import split_lines

STORY = """The mill at Orby turns again

After nineteen years the sails of the mill at Orby turned on Sunday, to the applause of the whole village.

The miller, who is eighty-one, said that flour is flour and that he would bake on Monday.

"""


def read(thread: str) -> list[tuple[str | None, str | None, str]]:
    """Author, time and text of each comment under a story."""
    text = STORY + thread
    return [
        (draft.author, draft.posted_text, " / ".join(text[start:end] for start, end in draft.paragraphs))
        for draft in find_thread(split_lines(text)).drafts
    ]


def test_what_all_lines_with_times_share_is_no_name() -> None:
    thread = """Comments
Ann Bright
Quorl Member
Snib: 120
Re: The mill
« Snab #1 on: March 03, 2014, 10:22:11 AM »
I can hear it from the school.
Wubbed
bogtrotter
Quorl Member
Snib: 7
Re: The mill
« Snab #2 on: March 03, 2014, 10:41:02 AM »
So can I, and I live in Skegby.
Wubbed
Ciro P.
Quorl Member
Snib: 88
Re: The mill
« Snab #3 on: March 03, 2014, 12:09:45 PM »
Rye or wheat?
Wubbed
"""
    assert read(thread) == [
        ("Ann Bright", "March 03, 2014, 10:22:11 AM", "I can hear it from the school."),
        ("bogtrotter", "March 03, 2014, 10:41:02 AM", "So can I, and I live in Skegby."),
        ("Ciro P.", "March 03, 2014, 12:09:45 PM", "Rye or wheat?"),
    ]


def test_texts_may_stand_above_who_signs_them_in_words_unknown() -> None:
    thread = """Comments

I can hear it from the school.

zek Ann Bright on Mar 3, 2014 | 9:05 AM vorp zill

So can I, and I live in Skegby.

zek bogtrotter on Mar 3, 2014 | 9:31 AM vorp zill

Rye or wheat?

zek Ciro P. on Mar 4, 2014 | 6:58 AM vorp zill
"""
    assert read(thread) == [
        ("Ann Bright", "Mar 3, 2014 | 9:05 AM", "I can hear it from the school."),
        ("bogtrotter", "Mar 3, 2014 | 9:31 AM", "So can I, and I live in Skegby."),
        ("Ciro P.", "Mar 4, 2014 | 6:58 AM", "Rye or wheat?"),
    ]


def test_a_count_and_even_lines_are_enough_without_a_known_word() -> None:
    thread = """4 snorven

Ann Bright
3.3. 10:22

I can hear it from the school.

Plim 0 Snab
bogtrotter
3.3. 11:40

So can I, and I live in Skegby.

Plim 1 Snab
Ciro P.
3.3. 15:08

Rye or wheat?

Plim 2 Snab
miller's son
4.3. 7:31

Both. And spelt on Fridays.

Plim 3 Snab
"""
    assert [(author, text) for author, _, text in read(thread)] == [
        ("Ann Bright", "I can hear it from the school."),
        ("bogtrotter", "So can I, and I live in Skegby."),
        ("Ciro P.", "Rye or wheat?"),
        ("miller's son", "Both. And spelt on Fridays."),
    ]


def test_a_name_that_looks_like_none_is_one_where_all_others_have_theirs() -> None:
    thread = "Comments\n" + "".join(
        f"{name}\nMar 20, 2021 at 9:0{minute}\n{text}\nReply\n"
        for minute, (name, text) in enumerate(
            [
                ("Ann Bright", "I can hear it."),
                ("Harbour Pilot (ret.)", "I cannot."),
                ("Ciro P.", "Rye or wheat?"),
                ("bogtrotter", "Both, I hope."),
                ("miller's son", "And spelt."),
            ]
        )
    )
    assert [author for author, _, _ in read(thread)] == [
        "Ann Bright",
        "Harbour Pilot (ret.)",
        "Ciro P.",
        "bogtrotter",
        "miller's son",
    ]


def test_votes_end_a_comment_and_a_box_behind_them_is_no_part_of_it() -> None:
    thread = """4 Comments
Ann Bright
3 years ago
I can hear it from the school.
9
Read next
Ferry fares frozen until the spring
Six walks that end at a pub
bogtrotter
3 years ago
So can I, and I live in Skegby.
12
Ciro P.
3 years ago
Rye or wheat?
4
miller's son
2 years ago
Both. And spelt on Fridays.
31
More from Orby
The pond is full again
"""
    assert read(thread) == [
        ("Ann Bright", "3 years ago", "I can hear it from the school."),
        ("bogtrotter", "3 years ago", "So can I, and I live in Skegby."),
        ("Ciro P.", "3 years ago", "Rye or wheat?"),
        ("miller's son", "2 years ago", "Both. And spelt on Fridays."),
    ]


def test_without_any_time_the_rows_of_buttons_part_the_comments() -> None:
    thread = """What readers say
Ann Bright
I can hear it from the school.
3 likes Reply
bogtrotter
So can I, and I live in Skegby.
It is not loud.
0 likes Reply
Ciro P.
Rye or wheat?
12 likes Reply
"""
    assert read(thread) == [
        ("Ann Bright", None, "I can hear it from the school."),
        ("bogtrotter", None, "So can I, and I live in Skegby. / It is not loud."),
        ("Ciro P.", None, "Rye or wheat?"),
    ]


def test_a_name_may_open_a_comment_and_its_time_end_it() -> None:
    thread = "Zwatscherei\n" + "".join(
        f"{name}\n{text}\nvor {days} Tagen · Gefällt mir ({days}) · Antworten · ⋯\n"
        for name, text, days in [
            ("Ann Bright", "I can hear it from the school.", 5),
            ("bogtrotter", "So can I, and I live in Skegby.", 4),
            ("Ciro P.", "Rye or wheat, I would like to know.", 3),
        ]
    )
    assert read(thread) == [
        ("Ann Bright", "vor 5 Tagen", "I can hear it from the school."),
        ("bogtrotter", "vor 4 Tagen", "So can I, and I live in Skegby."),
        ("Ciro P.", "vor 3 Tagen", "Rye or wheat, I would like to know."),
    ]


def test_words_and_letters_that_all_names_share_are_left_out() -> None:
    thread = "Comments\n" + "".join(
        f"zek {name}\n12.03.2020, 10:2{minute}\n{text}\nReply\n"
        for minute, (name, text) in enumerate(
            [
                ("AAnn Brightville", "I can hear it."),
                ("bbogtrotterville", "So can I."),
                ("CCiro P.ville", "Rye or wheat?"),
                ("mmillerville", "Both, I hope."),
            ]
        )
    )
    assert [author for author, _, _ in read(thread)] == ["Ann Bright", "bogtrotter", "Ciro P.", "miller"]


def test_excerpts_of_comments_on_other_stories_are_no_thread() -> None:
    box = "Latest comments\n" + "".join(
        f"{name}\n{text}…\n{hours} hours ago\n"
        for name, text, hours in [
            ("Dilys", "Number four has been shut since", 2),
            ("R. Oakes", "Frozen at what level, one", 3),
            ("tidewatcher", "He missed the one outside", 5),
        ]
    )
    assert read(box) == []


def test_a_list_of_stories_is_evenly_built_and_no_thread() -> None:
    river = "Latest\n" + "".join(
        f"{title}\n{author}\n{hours} hours ago\n{teaser}\n{count} comments · Share · Save\n"
        for title, author, hours, teaser, count in [
            ("Ferry fares frozen until spring", "Pia Vance", 2, "The company will not raise its fares.", 12),
            ("Six walks that end at a pub", "Bryn Talfan", 4, "From the easy to the muddy.", 31),
            ("The man who counts kerbstones", "Orla Pember", 5, "He is on his third notebook.", 7),
        ]
    )
    assert read(river) == []


def test_other_stories_with_their_days_under_an_empty_thread_are_no_comments() -> None:
    thread = """3 Comments

The mill that would not burn down in spite of everything

By Shaun Bright March 17, 2014

A baker who has never used an oven tells us why he does not miss it.

By Tim Marsh March 16, 2014

Diesel and flour: how the village lost its second mill and kept its third

By Jody Pell March 15, 2014
"""
    assert read(thread) == []

"""Threads of one, two and three comments, which show little of what they have in common."""

import pytest

from tests.structuring.threads import STORY, drafts, read

BYLINE = "By Tom Hale\n\nMarch 4, 2019\n\n"
PLAIN = {
    "Bella": "I can hear it from the school.",
    "Jean P.": "Rye or wheat?",
    "marsh_rat": "Monday it is, then.",
}


def plain_blog(heading, count, *, has_time=True, button="", form=""):
    """The oldest layout of WordPress: a counted heading and signed comments, in no list."""
    time = "March 5, 2019 at 9:02 am\n" if has_time else ""
    entries = [f"{name} says:\n{time}\n{text}\n\n{button}" for name, text in list(PLAIN.items())[:count]]
    return f"{BYLINE}{STORY}{heading}\n\n{''.join(entries)}{form}"


@pytest.mark.parametrize("form", ["", "Leave a Reply\n"])
@pytest.mark.parametrize("button", ["", "Reply\n\n"])
@pytest.mark.parametrize("has_time", [True, False])
@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("One Response to “The mill at Orby”", 1),
        ("One thought on “The mill at Orby”", 1),
        ("1 Comment", 1),
        ("2 Responses to “The mill at Orby”", 2),
        ("2 Thoughts on “The mill at Orby”", 2),
        ("3 Responses to The mill at Orby", 3),
    ],
)
def test_one_two_and_three_plain_comments_are_found_below_a_signed_story(heading, count, has_time, button, form):
    thread = plain_blog(heading, count, has_time=has_time, button=button, form=form)
    posted = "March 5, 2019 at 9:02 am" if has_time else None
    assert drafts(thread) == [(name, posted, text, None) for name, text in list(PLAIN.items())[:count]]


def test_the_last_of_many_times_below_the_texts_is_kept_above_the_form():
    names = ["Bella", "Jean P.", "Ann Bright", "Ciro P.", "marsh_rat"]
    entries = [
        f"{name} said...\n\nI, {name}, can hear it.\n\nMarch {day}, 2019 9:02 AM\n\n"
        for day, name in enumerate(names, 5)
    ]
    thread = f"5 comments:\n\n{''.join(entries)}Post a Comment\n"
    assert [posted for _, posted, _, _ in read(thread)] == [f"March {day}, 2019 9:02 AM" for day in range(5, 10)]


@pytest.mark.parametrize("count", [2, 3])
def test_forums_print_the_time_then_the_number_then_the_member(count):
    times = ["05-03-2019, 09:02", "05-03-2019, 11:47", "06-03-2019, 20:15"]
    posts = [
        f"{time}\n\n#{number}\n\n{name}\n\nSenior Member\n\nJoin Date: Jan 200{number}\n\nLocation: Orby\n\n"
        f"Posts: 1,2{number}4\n\n{text}\n\n"
        for number, (time, (name, text)) in enumerate(zip(times, PLAIN.items(), strict=True), 1)
    ][:count]
    found = [(name, time, text, None) for time, (name, text) in zip(times, PLAIN.items(), strict=True)]
    assert drafts(f"{BYLINE}{STORY}Comments\n\n{''.join(posts)}") == found[:count]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("count", [2, 3])
def test_where_a_writer_works_or_lives_is_no_text(count, gap):
    employers = ["Works at Orby Mill", "Skegby, Norfolk", "Top fan"]
    entries = [
        gap.join([name, employer, text, f"Like · Reply · {hours} hours ago"]) + "\n\n"
        for hours, (employer, (name, text)) in enumerate(zip(employers, PLAIN.items(), strict=True), 2)
    ][:count]
    thread = f"{count} Comments\n\nSort by Newest\n\n{''.join(entries)}Facebook Comments Plugin\n"
    found = [(name, f"{hours} hours ago", text, None) for hours, (name, text) in enumerate(PLAIN.items(), 2)]
    assert read(thread) == found[:count]


@pytest.mark.parametrize(
    "foot", ["Copyright 2021 Orby Herald", "Back to top\nPrivacy policy", "Privacy Policy\nContact"]
)
def test_the_foot_of_the_page_right_below_the_last_comment_is_no_text(foot):
    entries = "".join(f"{name}\nMar {day}, 2019\n{text}\n" for day, (name, text) in enumerate(PLAIN.items(), 5))
    found = [(name, f"Mar {day}, 2019", text, None) for day, (name, text) in enumerate(PLAIN.items(), 5)]
    assert read(f"3 comments\n\n{entries}{foot}\n") == found


@pytest.mark.parametrize("order", ["Viewing: Newest", "Newest"])
@pytest.mark.parametrize("count", [1, 2])
def test_the_order_of_a_short_thread_signs_no_comment(count, order):
    entries = [
        f"{name}\n{hours} hours ago\n{text}\nRespect\nReply\nShare\nReport\n\n"
        for hours, (name, text) in enumerate(PLAIN.items(), 2)
    ][:count]
    found = [(name, f"{hours} hours ago", text, None) for hours, (name, text) in enumerate(PLAIN.items(), 2)]
    assert read(f"All comments ({count})\n\n{order}\n\n{''.join(entries)}") == found[:count]


def test_how_a_thread_can_be_followed_is_no_part_of_its_first_comment():
    entries = [f"{text}\n\nPosted by: {name} | March 5, 2019 at 9:02 AM\n\n" for name, text in PLAIN.items()]
    form = "You can follow this conversation by subscribing to the comment feed for this post.\n\n"
    assert read(f"Comments\n\n{form}{''.join(entries)}Verify your Comment\n") == [
        (name, "March 5, 2019 at 9:02 AM", text, None) for name, text in PLAIN.items()
    ]


def test_a_byline_above_two_posts_signs_no_third():
    thread = "Discussion\n\n" + "".join(
        f"Post by {name} » Tue Mar 05, 2019 9:02 am\n\n{PLAIN[name]}\n\nTop\n\n" for name in ("Bella", "marsh_rat")
    )
    page = STORY.replace("\n\n", "\n\nBy Tom Hale\n\nMarch 4, 2019\n\n", 1) + thread + "Post Reply\n"
    posted = "Tue Mar 05, 2019 9:02 am"
    assert drafts(page) == [(name, posted, PLAIN[name], None) for name in ("Bella", "marsh_rat")]


def test_the_subject_above_the_second_of_two_posts_is_no_text_of_the_first():
    posts = [f"Re: The mill\n\nPost by {name} » Tue Mar 05, 2019 9:02 am\n\n{PLAIN[name]}\n\n" for name in PLAIN][:2]
    assert [text for _, _, text, _ in read(f"Comments\n\n{''.join(posts)}Post Reply\n")] == [*PLAIN.values()][:2]

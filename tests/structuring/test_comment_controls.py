"""The furniture of threads: buttons, counters, headings, forms."""

import pytest

from tasks.structuring.comment_controls import heading_count, is_badge, is_button, is_counter, is_form, is_teaser


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("12 Comments", 12),
        ("Kommentare (12)", 12),
        ("All comments (5)", 5),
        ("3 thoughts on “A day at the harbour”", 3),
        ("One thought on “A day at the harbour”", 1),
        ("There are 16 comments to this story", 16),
        ("{ 38 comments… read them below or add one }", 38),
        ("± 6 Kommentare zu „Ein Tag am Hafen“", 6),
        ("5 комментариев", 5),
        ("Community standardsDiscussion", 0),
        ("\u0421omment", 0),  # with a Cyrillic first letter
        ("Newest Oldest Best rated", 0),
        ("A day at the harbour", None),
        ("The comments of the mayor were not welcome", None),
        ("3 killed in harbour accident", None),
    ],
)
def test_a_heading_says_how_many_comments_follow(line, count):
    assert heading_count(line) == count


@pytest.mark.parametrize(
    "line",
    ["ReplyDelete", "Like Reply Share", "Show 3 more replies", "Antworten / Zitieren", "Daumen hoch6Daumen runter"],
)
def test_rows_of_buttons_are_buttons(line):
    assert is_button(line)


@pytest.mark.parametrize("line", ["Thanks!", "I like it", "Reply to the mayor came late", "", "•"])
def test_what_readers_write_is_no_button(line):
    assert not is_button(line)


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply Cancel reply",
        "Schreibe einen Kommentar Antworten abbrechen",
        "Deine E-Mail-Adresse wird nicht veröffentlicht.",
        "Deja una respuesta",
        "Добавить комментарий",
        "blog comments powered by Disqus",
        "Comments are closed.",
        "The comments to this entry are closed.",
    ],
)
def test_the_form_below_a_thread_is_known_in_many_languages(line):
    assert is_form(line)


def test_counters_badges_and_teasers_are_told_from_text():
    assert [is_counter(line) for line in ("+12", "-3", "1.2K", "12 o'clock", "٣")] == [True, True, True, False, True]
    assert [is_badge(line) for line in ("Gast", "avatar", "Top Commenter", "Ada")] == [True, True, True, False]
    assert [is_teaser(line) for line in ("Continue reading", "No Comments", "I had no words")] == [True, True, False]

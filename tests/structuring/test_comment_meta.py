"""One line as the signature of a comment: each pattern with what it reads and what it leaves."""

import pytest

from tasks.structuring.comment_meta import PATTERNS, Meta, read_meta
from tasks.structuring.comment_naming import name_of, strip_ordinal

SIGNED = {
    "Pingback: A walk along the harbour": Meta("pingback"),
    "Miloin reply toAda(Show commentHide comment)": Meta("in_reply", "Milo", None, "Ada", None, True),
    "Miloin reply to (Show commentHide comment)": Meta("in_reply", "Milo", None, None, None, True),
    "in reply toAda(Show commentHide comment)": Meta("in_reply", None, None, "Ada", None, True),
    "Ada in reply to #4": Meta("in_reply", "Ada", None, None, 4, True),
    "Antwort auf #3 von Milo": Meta("in_reply", None, None, "Milo", 3, True),
    "Ada replied to comment from Milo | 4 May 2009 9:20 AM | Reply": Meta(
        "in_reply", "Ada", "4 May 2009 9:20 AM", "Milo", None, True
    ),
    "Reply to  Ada": Meta("answers", None, None, "Ada", None, True),
    "Re: Harbour to close by Ada(f): 7:02am On Jul 23, 2013": Meta("titled", "Ada", "7:02am On Jul 23, 2013"),
    "1 Dice ser Ada, 11.08.2009 - 09.14h": Meta("signed_by", "Ada", "11.08.2009 - 09.14h"),
    "Posted by unregistered user at 10/2/07 6:14 a.m.": Meta("signed_by", "unregistered user", "10/2/07 6:14 a.m."),
    "En réponse au commentaire de Ada le 12/04/2012": Meta("in_reply", None, "12/04/2012", "Ada", None, True),
    "Added 12:41 June 29, 2010": Meta("when_alone", None, "12:41 June 29, 2010"),
    "Ada 14/05/2019 3 41": Meta("name_when", "Ada", "14/05/2019"),
    "Op 31 maart 2009 om 07u58, zei Ada:": Meta("dated_says", "Ada", "31 maart 2009 om 07u58"),
    "On 31 March 2009, Ada said:": Meta("dated_says", "Ada", "31 March 2009"),
    "Author: Ada": Meta("signed_by", "Ada"),
    "3 фев 2014 в 9:12|КомментироватьМне нравится18": Meta("when_alone", None, "3 фев 2014 в 9:12"),
    "by \x1eAda \x1eon 8/14/07 \x1e+48 diggs \x1ethumb up": Meta("signed_by", "Ada", "8/14/07"),
    "Date: 2009-12-07 06:51:04": Meta("when_alone", None, "2009-12-07 06:51:04"),
    "Ada 8/14/07 +48": Meta("name_when", "Ada", "8/14/07"),
    "ada.lind.9 - January 18, 2012 at 07:11": Meta("name_when", "ada.lind.9", "January 18, 2012 at 07:11"),
    "Ada says:": Meta("says", "Ada"),
    "Ada schreibt:": Meta("says", "Ada"),
    "Ada dice:": Meta("says", "Ada"),
    "Ада пишет:": Meta("says", "Ада"),
    "admin sagt:": Meta("says", "admin"),
    "Ada says 3 January 2018 at 08:48": Meta("says", "Ada", "3 January 2018 at 08:48"),
    "3. Mai 2015 um 11:21 · Antwort": Meta("when_alone", None, "3. Mai 2015 um 11:21"),
    "Like · Reply · 4 · 2d": Meta("when_alone", None, "2d"),
    "Comment by Ada Moss — 17.07, 2011 @ 13:04": Meta("signed_by", "Ada Moss", "17.07, 2011 @ 13:04"),
    "Gespeichert von Ada (nicht überprüft) am Mo., 03.05.2021 - 10:30": Meta(
        "signed_by", "Ada", "Mo., 03.05.2021 - 10:30"
    ),
    "Ada Moss, Di 1 Aug 2019 / 01:15 Antworten": Meta("name_when", "Ada Moss", "Di 1 Aug 2019 / 01:15"),
    "AdaMay 30, 2019 at 1:06 PM": Meta("name_when", "Ada", "May 30, 2019 at 1:06 PM"),
    "Ada, Hull, United Kingdom, 3 days ago": Meta("name_when", "Ada", "3 days ago"),
    "Am 29. Mai 2017 um 14:38 von Ada": Meta("when_name", "Ada", "29. Mai 2017 um 14:38"),
    "Ada 820 3 hours ago": Meta("name_when", "Ada 820", "3 hours ago"),
    "Ada 58 | 04/07/2014 14:04": Meta("name_when", "Ada 58", "04/07/2014 14:04"),
    "Sam (07/04/2009, 2:43 PM) Report Abuse": Meta("name_when", "Sam", "07/04/2009, 2:43 PM"),
    "7/4/2008 10:12:43 AM EDT on orbypress.example": Meta("when_alone", None, "7/4/2008 10:12:43 AM EDT"),
    "Posted on: Jul 4, 2012 at 12:49 IST": Meta("when_alone", None, "Jul 4, 2012 at 12:49 IST"),
    "Ada21:07": Meta("name_clock", "Ada", "21:07"),
}


@pytest.mark.parametrize("line", SIGNED)
def test_a_signature_is_read_by_the_pattern_that_fits_it(line):
    assert read_meta(line) == SIGNED[line]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.__name__)
def test_every_pattern_has_its_example(pattern):
    assert any(meta.rule == pattern.__name__ for meta in SIGNED.values())


@pytest.mark.parametrize(
    "line",
    [
        "In response to the storm, the council closed the harbour.",
        "The bridge was opened on Monday, and the mayor said that it would stay.",
        "Read more",
        "Harbour bridge opens after two years",
        "x" * 5000,
    ],
)
def test_prose_headlines_and_endless_lines_sign_nothing(line):
    assert read_meta(line) is None


def test_the_numbers_of_a_list_are_taken_off_and_days_of_a_month_are_not():
    lines = ("4. 4. Ada", "#12 Ada", "3. Mai 2021, 10:30", "2. Jan Moss", "Ada")
    assert [strip_ordinal(line) for line in lines] == [
        ("Ada", 4),
        ("Ada", 12),
        ("3. Mai 2021, 10:30", None),
        ("Jan Moss", 2),
        ("Ada", None),
    ]


def test_a_name_is_short_no_sentence_no_badge_and_no_label():
    texts = ("Ada Moss,", "I was there. It rained.", "avatar", "Joined", "Ada M.", "Ada Author", "", "«»")
    assert [name_of(text) for text in texts] == ["Ada Moss", None, None, None, "Ada M.", "Ada", None, None]

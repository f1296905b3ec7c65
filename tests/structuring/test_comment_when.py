"""Statements of time in the lines that sign comments."""

import pytest

from tasks.structuring.comment_when import find_when


@pytest.mark.parametrize(
    ("line", "before", "stated", "after", "basis"),
    [
        ("Jo Bell on 3 May 2019 at 10:31", "Jo Bell ", "3 May 2019 at 10:31", "", "date"),
        ("JuneMay 30, 2019 at 1:06 PM", "June", "May 30, 2019 at 1:06 PM", "", "date"),
        ("KIRAMay 3, 2021 at 7:22 PM", "KIRA", "May 3, 2021 at 7:22 PM", "", "date"),
        ("Dora Autor12. Juli 2012 um 12:17", "Dora Autor", "12. Juli 2012 um 12:17", "", "date"),
        ("Ann Lee3 hours ago", "Ann Lee", "3 hours ago", "", "age"),
        ("12. März 2014 um 10:31 Uhr", "", "12. März 2014 um 10:31 Uhr", "", "date"),
        ("vor 3 Stunden", "", "vor 3 Stunden", "", "age"),
        ("il y a une heure", "", "il y a une heure", "", "age"),
        ("2 Stunden 5 Minuten her", "", "2 Stunden 5 Minuten her", "", "age"),
        ("Пётр 3 мая 2012 в 10:22", "Пётр ", "3 мая 2012 в 10:22", "", "date"),
        ("2021年5月3日 10:30", "", "2021年5月3日 10:30", "", "date"),
        ("2014-03-12T10:31:00Z", "", "2014-03-12T10:31:00Z", "", "date"),
        ("Jo M. • 3 days ago | Reply", "Jo M. ", "3 days ago", " | Reply", "age"),
        ("4 · 2d", "", "2d", "", "short"),
        ("LE BRAS14/05/2019 - 19h02", "LE BRAS", "14/05/2019 - 19h02", "", "date"),
        ("AnaHace 2 horas", "Ana", "Hace 2 horas", "", "age"),
        ("Jo 12 May 4, 2019", "Jo 12 ", "May 4, 2019", "", "date"),
        ("2wheels 3 h ago", "2wheels ", "3 h ago", "", "age"),
        ("vor 2 Stunden10 Stimmen", "", "vor 2 Stunden", "10 Stimmen", "age"),
        ("Jo Bell • just now", "Jo Bell • ", "just now", "", "age"),
        ("منى منذ ساعتين", "منى ", "منذ ساعتين", "", "age"),
        ("पूनम 2 दिन पहले", "पूनम ", "2 दिन पहले", "", "age"),
        ("3天前", "", "3天前", "", "age"),
        ("Jo 77 on Monday, May 4, 2009", "Jo 77 ", "Monday, May 4, 2009", "", "date"),
        ("Halina godzinę temuOceniono 3 razy", "Halina ", "godzinę temu", "Oceniono 3 razy", "age"),
        ("Mehmet Yıldız14.05.2019 18:02", "Mehmet Yıldız", "14.05.2019 18:02", "", "date"),
    ],
)
def test_a_time_is_found_between_what_stands_around_it(line, before, stated, after, basis):
    when = find_when(line)
    assert when is not None
    found = (line[: when.lead], line[when.start : when.end], line[when.end :], when.basis)
    assert found == (before if basis != "short" else line[: when.lead], stated, after, basis)


@pytest.mark.parametrize(
    "line", ["Jo77", "May the best one win", "01:45", "In 2016 we had 3 of 10.5", "Page 3 of 12", "", "Room 101"]
)
def test_numbers_months_and_lengths_of_videos_alone_are_no_time(line):
    assert find_when(line) is None

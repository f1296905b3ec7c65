"""Rules of roles: each has a page on which it speaks and one on which it is silent, and all have both."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pytest

from tasks.structuring.lines import TextLine, split_lines
from tasks.structuring.markup_blocks import Blocks
from tasks.structuring.page_lines import PageLines
from tasks.structuring.profile import match_profile, parse_profile
from tasks.structuring.roles import RULES, assign_roles

TEXT = """The harbour board of Ostwick voted on Monday to close the old lock to all ships for good.
The decision ends a quarrel that has kept the town's fishermen from their berths for eleven years."""
MORE = "Nobody on the board would say on Tuesday what is to become of the eleven boats in the basin."
FURNITURE = {"advertisement": "advert", "share": "control", "related stories": "boilerplate"}
PROFILE = parse_profile(
    "ostwick-echo",
    """name = "Ostwick Echo"
[[version]]
since = 2020-01-01
marks = ['^Echo of Ostwick$']
[[version.line]]
role = "section"
pattern = 'Harbour'
before = '^Print edition'""",
)


class Case(NamedTuple):
    """A page, and the lines that the rule gives a role, by their beginnings; `guesses` are the model's, likewise."""

    page: str
    roles: dict[str, str]
    silent: str  # a page on which the rule says nothing
    guesses: Mapping[str, str] = {}


class Opinion(NamedTuple):
    role: str
    confidence: float
    body: float


class Model:
    """Guesses what the test says, by the beginnings of lines."""

    def __init__(self, guesses: Mapping[str, str]) -> None:
        self.guesses = guesses

    def classify(self, lines: Sequence[TextLine], hints: Mapping[int, frozenset[str]], blocks: Blocks) -> list[Opinion]:
        return [Opinion(role, 0.6, 0.6 * (role == "body")) for role in map(self._guess, lines)]

    def _guess(self, line: TextLine) -> str:
        named = (role for start, role in self.guesses.items() if line.words.startswith(start))
        return next(named, "body" if len(line.words.split()) > 12 else "boilerplate")


CASES = {
    "profile_line": Case(
        "Echo of Ostwick\nHarbour\nPrint edition 4", {"Harbour": "section"}, "Harbour\nPrint edition 4"
    ),
    "page_clock": Case("07:45 GMT +304 March 2019\nLock closes", {"07:45": "clock"}, "Doors open 07:45\nLock closes"),
    "archive_notice": Case(
        "This is an archive article published on March 4, 2019", {"This is": "timestamp"}, "The archive is an article"
    ),
    "furniture_phrase": Case("Share\n" + TEXT, {"Share": "control"}, "Share price\n" + TEXT),
    "counter": Case("12 comments", {"12": "control"}, "12 ships"),
    "comment_box": Case("Be the first to comment", {"Be": "control"}, "The first to comment was the mayor."),
    "page_buttons": Case(
        "FacebookTwitterEmail\nPartager sur Facebook\nReading time: 4 mins",
        {"FacebookTwitterEmail": "control", "Partager": "control", "Reading": "control"},
        "Facebook and Twitter lost users in Ostwick\nReading time is over",
    ),
    "advert_slot": Case(
        "Advertisement 2\nThis advertisement has not loaded yet, but your article continues below.",
        {"Advertisement": "advert", "This": "advert"},
        "Advertisement rates\nThis advertisement has its own history in Ostwick",
    ),
    "links_of_foot": Case(
        "About Us | Advertise | Contact | Privacy Policy",
        {"About": "boilerplate"},
        "Contact the board about the privacy of the boats, and about the terms of the sale, before it is too late.",
    ),
    "correction": Case(
        "Correction: the lock has two gates.", {"Correction": "notice"}, "Correction fluid is sold out."
    ),
    "promotion": Case(
        "Sign up for our harbour newsletter\nDo you have pictures of the flood? Send them to the desk",
        {"Sign": "promo", "Do you": "promo"},
        "Sign up for the regatta ends on Monday at noon.",
    ),
    "disclosure": Case(
        "We may earn a commission if you buy a boat through our links.\nViews expressed here are those of the crew.",
        {"We may": "notice", "Views": "notice"},
        "We may earn a place in the regatta.\nHer views were expressed on Monday.",
    ),
    "tweeted": Case("A lock is a door for boats.Click To Tweet", {"A lock": "embed"}, "Click to tweet about the lock."),
    "newsletter": Case(
        "The Front Page newsletter: the day on one page\nSupport us. Buy us a coffee",
        {"The Front": "promo", "Support": "promo"},
        "Newsletters\nThis is the last newsletter of the lock keepers, who have written it for eleven years.",
        {"The Front": "related", "Support": "title"},
    ),
    "copyright_line": Case("© 2024 Ostwick Echo", {"©": "boilerplate"}, "The year 2024 was dry."),
    "bare_mark": Case("* * *", {"*": "boilerplate"}, "* 3 *"),
    "byline": Case(
        f"Lock closes for good in Ostwick\nBy\nNora Velt\n{TEXT}",
        {"By": "byline", "Nora": "byline"},
        f"Lock closes for good in Ostwick\nPhotographs by Nora Velt\n{TEXT}",
    ),
    "bare_time": Case(
        "16.55 GMT\nUpdated at 5:20 pm", {"16.55": "timestamp", "Updated": "timestamp"}, "16.55\nDoors open at 5:20 pm"
    ),
    "entry_footer": Case(
        "This entry was posted on 3 May 2021 by Nora Velt and is filed under Harbour. You can leave a response.\n"
        "This entry was posted in Harbour and tagged lock.",
        {"This entry was posted on": "byline", "This entry was posted in": "boilerplate"},
        "This entry was the best of the regatta.",
    ),
    "desk_line": Case(
        f"{TEXT}\nReporting by Nora Velt in Ostwick; Editing by A. Roe\nWith files from Jo Marsh",
        {"Reporting": "byline", "With": "byline"},
        f"{TEXT}\nReporting by the board was late\nWith files from the archive",
        {"Reporting": "body", "With": "related"},
    ),
    "labelled_caption": Case("Image caption, The old lock", {"Image": "caption"}, "The caption is missing"),
    "credit": Case("Nora Velt/Getty Images", {"Nora": "credit"}, "Nora Velt, painter"),
    "sourced_caption": Case(
        "The old lock at dusk. (Source: Nora Velt)", {"The old": "caption"}, "The old lock (built in 1790) at dusk."
    ),
    "title_over_orphan_credit": Case(
        "Boats in the basin at low tide\nOld Lock of Ostwick Closes for Good\n\n© Photo: Nora Velt",
        {"Boats": "caption", "Old": "title"},
        "Boats in the basin at low tide\nOld lock of Ostwick closes for good\n\n© Photo: Nora Velt",
    ),
    "caption_with_credit": Case(
        "Boats in the basin at low tide. Photo: N. Velt", {"Boats": "caption"}, "She took the photo: a boat, a lock."
    ),
    "bracketed_caption": Case(
        "The old lock of Ostwick at dusk. (Nora Velt / Ostwick Bell)\n"
        "Boats wait in the basin below. (Lock Keepers via OP)",
        {"The old": "caption", "Boats": "caption"},
        "The old lock of Ostwick (and/or the new one)\nThe board of the harbour closed it. (They will not say why)",
    ),
    "caption_over_credit": Case(
        f"{TEXT}\n\nBoats in the basin\nPhoto: Nora Velt",
        {"Boats": "caption"},
        f"{TEXT}\n\nBoats in the basin\n\nPhoto: Nora Velt",
    ),
    "labelled_tags": Case("Tags: Ostwick, locks", {"Tags": "tags"}, "Tags are not worn here"),
    "tags_under_heading": Case(
        f"{TEXT}\nTopics\n• Ostwick\n• Locks",
        {"Topics": "tags", "Ostwick": "tags", "Locks": "tags"},
        f"Topics\n• Ostwick\n• Locks\n{TEXT}",
    ),
    "list_of_tags": Case(
        "Ostwick, locks, boats, harbour", {"Ostwick": "tags"}, "He saw locks, boats, a pier, and gulls"
    ),
    "hashtags": Case(f"{TEXT}\n#ostwick #locks", {"#ostwick": "tags"}, f"{TEXT}\n#7"),
    "glued_tags": Case(
        f"{TEXT}\nOstwickLocks and damsBerths", {"OstwickLocks": "tags"}, f"{TEXT}\nFacebookTwitterWhatsAppOstwick"
    ),
    "tags_without_label": Case(
        f"{TEXT}\n• Ostwick\n• Locks", {"Ostwick": "tags", "Locks": "tags"}, f"{TEXT}\n• Ostwick\n• www.locks.example"
    ),
    "labelled_related": Case(
        "Read also: Lock of Elm reopens\n[Related: Who paid for the pier?]\nSee: Gulls of the year\n"
        "← Gulls return to the pier\nEleven boats are sold →",
        {"Read": "related", "[Rel": "related", "See": "related", "← Gulls": "related", "Eleven": "related"},
        "Read also what is small.\nSign me up for all the letters →",
    ),
    "related_under_heading": Case(
        "Related stories\nLock of Elm reopens today\nGulls return to the pier",
        {"Lock": "related", "Gulls": "related"},
        f"Related stories\n{TEXT}\nRelated stories\nOld lock closes for good",
        {"Old": "title"},
    ),
    "caption_said_twice": Case(
        "The lock of Ostwick at dusk. The lock of Ostwick at dusk.",
        {"The lock": "caption"},
        "The lock. The gulls at dusk.",
    ),
    "shouted_label": Case(
        f"{TEXT}\nHARBOUR CAM\nBoats\n{MORE}", {"HARBOUR": "embed"}, f"{TEXT}\nHARBOUR CAM\nAdvertisement\n{MORE}", {}
    ),
    "headline_of_embed": Case(
        f"{TEXT}\nAdvertisement\nGulls return to the pier\n{MORE}",
        {"Gulls": "embed"},
        f"{TEXT}\nShare\nGulls return to the pier\n{MORE}",
    ),
    "guessed_title": Case(
        f"Lock shut\n{TEXT}", {"Lock": "title"}, f"March 4, 2019\n{TEXT}", {"Lock": "title", "March": "title"}
    ),
    "line_above_text": Case(f"• News\nOld lock\n{TEXT}", {"Old": "title"}, f"• Old lock\n{TEXT}"),
    "headline_above_text": Case(f"Old lock closes for good\n{TEXT}", {"Old": "title"}, f"Old lock\n{TEXT}"),
    "unsigned_stamp": Case(
        f"Lock closes for good in Ostwick\nSaturday, 30 July 2011\n{TEXT}",
        {"Saturday": "timestamp"},
        f"Lock closes for good in Ostwick\nNora Velt | 30 July 2011\n{TEXT}",
        {"Saturday": "byline", "Nora": "byline", "Lock": "title"},
    ),
    "names_beside_title": Case(
        f"Old lock closes for good\nNora Velt\n{TEXT}",
        {"Nora": "byline"},
        f"Old lock closes for good\nHarbour Board\n{TEXT}",
    ),
    "breadcrumb": Case(
        f"Home > News > Harbour\nOld lock closes for good\n{TEXT}",
        {"Home": "section"},
        f"Home News\nOld lock closes for good\n{TEXT}",
    ),
    "crumbs_of_links": Case(
        f"• Harbour\nHome News Harbour Old lock closes for good\n\nOld lock closes for good\n{TEXT}",
        {"Home News": "section"},
        f"Home of all news\n\nOld lock closes for good\n{TEXT}",
    ),
    "section_above_title": Case(
        f"Ostwick Echo\nBusiness\nOld lock closes for good\n{TEXT}",
        {"Business": "section"},
        f"Ostwick Echo\nUpdated again\nOld lock closes for good\n{TEXT}",
    ),
    "repeated_standfirst": Case(
        f"Old lock closes for good\nThe old lock closes to all ships for good after a vote.\n{TEXT}\n"
        "As they said: The old lock closes to all ships for good after a vote that nobody had expected to be held.",
        {"The old lock": "standfirst"},
        f"Old lock closes for good\nThe old lock closes to all ships for good after a vote.\n{TEXT}",
    ),
    "parted_standfirst": Case(
        f"Old lock closes for good\nA quarrel of eleven years has come to its end.\nPhoto: Nora Velt\n{TEXT}",
        {"A quarrel": "standfirst"},
        f"Old lock closes for good\nBy Nora Velt\nA quarrel of eleven years has come to its end.\n{TEXT}",
    ),
    "standfirst_over_byline": Case(
        f"Old lock closes for good\nA quarrel of eleven years has come to its end.\n1 comment\nBy Nora Velt\n{TEXT}",
        {"A quarrel": "standfirst"},
        f"Old lock closes for good\nBy Nora Velt\nA quarrel of eleven years has come to its end.\n{TEXT}",
    ),
    "caption_over_byline": Case(
        f"Old lock closes for good\nAll quarrels have come to their end.\nBoats in the basin.\nBy Nora Velt\n{TEXT}",
        {"Boats": "caption"},
        f"Old lock closes for good\nBy Nora Velt\nBoats in the basin.\n{TEXT}",
        {"Boats": "body"},
    ),
    "bare_stamp": Case(
        f"Old lock closes for good\n3 May 2021, 10:15\n{TEXT}",
        {"3 May": "timestamp"},
        f"Old lock closes for good\n{TEXT}\nIt closed on 3 May 2021.",
        {"3 May": "body"},
    ),
    "headlines_under_text": Case(
        f"{TEXT}\nGulls Return to the Pier\nLock of Elm Reopens Today",
        {"Gulls": "related", "Lock": "related"},
        f"{TEXT}\nGulls Return to the Pier\nNothing of the kind is known here",
    ),
    "author_and_address": Case(
        f"{TEXT}\nJo Marsh is a reporter for the Ostwick Bell who has written about boats, locks and tides for years.\n"
        "Ed Poole is a reporter for the Bell, who covers the port: ed@ostwick.example, in the third shed by the pier.",
        {"Ed Poole": "boilerplate"},
        f"Ed Poole is a reporter who covers ships: ed@ostwick.example or the third shed by the pier.\n{TEXT}"
        + f"\n{TEXT}" * 4,
    ),
    "run_of_text": Case(
        f"{TEXT}\n" * 3 + "Ships\n" * 8 + "A box on the pier says that it has room for letters, eggs and one dog.",
        {"A box on": "boilerplate"},
        f"{TEXT}\n" * 3 + "A box on the pier says that it has room for letters, eggs and one dog.",
        {"Ships": "boilerplate", "A box": "body"},
    ),
}


def signed(text: str, rule: str, guesses: Mapping[str, str]) -> dict[str, str]:
    """Role of each line that the rule signs, by the line's words."""
    lines = split_lines(text)
    page = PageLines(
        lines, FURNITURE, match=match_profile([PROFILE], lines, None), given_names=frozenset(("nora", "tomas"))
    )
    assign_roles(page, Model(guesses) if guesses else None)
    return {lines[index].words: role.role for index, role in sorted(page.roles.items()) if role.rule == rule}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_gives_its_lines_their_role(rule: str) -> None:
    case = CASES[rule]
    found = signed(case.page, rule, case.guesses)
    assert {start: role for start in case.roles for text, role in found.items() if text.startswith(start)} == case.roles
    assert len(found) == len(case.roles)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_silent_where_it_does_not_know(rule: str) -> None:
    case = CASES[rule]
    assert signed(case.silent, rule, case.guesses) == {}


def test_two_headlines_in_a_row_are_the_title_and_its_standfirst() -> None:
    page = f"Old lock closes for good\nEleven years of quarrel end\n{TEXT}"
    guesses = {"Old": "standfirst", "Eleven": "title"}
    assert signed(page, "guessed_title", guesses) == {
        "Old lock closes for good": "title",
        "Eleven years of quarrel end": "standfirst",
    }


def test_the_headline_over_the_signature_is_the_title_where_the_model_sees_none() -> None:
    page = f"Old lock closes for good\n3 May 2021, 10:15\nBoats that wait in the basin\n{TEXT}"
    assert signed(page, "headline_above_text", {}) == {"Old lock closes for good": "title"}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("FILE PHOTO: The old lock at dusk", "caption"),
        ("Image caption The old lock at dusk", "caption"),
        ("Pie de foto, La vieja esclusa", "caption"),
        ("Подпись к фото, Старый шлюз", "caption"),
        ("Фото: Нора Вельт", "credit"),
        ("Fuente de la imagen, Nora Velt", "credit"),
        ("صدر الصورة، Nora Velt", "credit"),
        ("Our Standards: The Ostwick Charter of Accuracy", "notice"),
        ("Todos los derechos reservados", "boilerplate"),
    ],
)
def test_labels_of_pictures_and_notices_are_known_in_many_languages(line: str, role: str) -> None:
    page = PageLines(split_lines(f"Old lock closes for good\n{TEXT}\n{line}"), FURNITURE, guesses=())
    assign_roles(page)
    assert page.role(3) == role


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert [entry.rule.__name__ for entry in RULES] == _in_order(CASES)


def _in_order(cases: Mapping[str, Case]) -> list[str]:
    order = [entry.rule.__name__ for entry in RULES]
    return sorted(cases, key=lambda name: order.index(name) if name in order else len(order))


def test_confidences_are_shares() -> None:
    assert all(0 < entry.confidence <= 1 for entry in RULES)


@pytest.mark.parametrize("head", ["{quarrel}\nBy Nora Velt\n{stamp}", "{stamp}\n{quarrel}\nBy Nora Velt"])
def test_a_bare_stamp_is_found_on_either_side_of_a_byline_with_a_standfirst_between(head: str) -> None:
    quarrel = "A quarrel of eleven years has come to its end, and the town has its berths again."
    page = f"Old lock closes for good\n{head.format(quarrel=quarrel, stamp='3 May 2021, 10:15')}\n{TEXT}"
    assert signed(page, "bare_stamp", {"3 May": "body"}) == {"3 May 2021, 10:15": "timestamp"}


def test_the_title_is_the_headline_that_a_page_says_again_not_the_line_under_it() -> None:
    lines = ["Old lock at Ostwick closes for good", "A quarrel of eleven years ends", TEXT]
    for share, title in (("Share", 1), ("All ways to share: Old lock at Ostwick closes for good", 0)):
        page = PageLines(split_lines("\n".join([*lines, share])), FURNITURE)
        assign_roles(page, Model({"A quarrel": "title"}))
        assert list(page.places("title")) == [title]

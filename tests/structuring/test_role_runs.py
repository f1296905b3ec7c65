"""The story is a run: doubtful paragraphs close to it join it, doubtful stretches far behind it are left."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tasks.structuring.line_role import LineRole
from tasks.structuring.lines import TextLine, split_lines
from tasks.structuring.markup import Markup
from tasks.structuring.markup_blocks import Blocks
from tasks.structuring.page_lines import PageLines
from tasks.structuring.roles import assign_roles

LONG = "the harbour board of Ostwick met on Monday and spoke for hours about the old lock and the boats in it."
SHORT = "the board met on Monday."
HEADLINE = "Boats in the basin"


class Guess(NamedTuple):
    role: str
    confidence: float
    body: float


class Model:
    """Guesses what the test says, line by line."""

    def __init__(self, guesses: Sequence[Guess]) -> None:
        self.guesses = guesses

    def classify(self, lines: Sequence[TextLine], hints: Mapping[int, frozenset[str]], blocks: Blocks) -> list[Guess]:
        return [*self.guesses]


def story(body: float = 0.9) -> tuple[str, Guess]:
    return LONG, Guess("body", body, body)


def doubtful(body: float, text: str = LONG, role: str = "boilerplate") -> tuple[str, Guess]:
    return text, Guess(role, 0.5, body)


def read(*lines: tuple[str, Guess], is_html: bool = False) -> str:
    """The lines' roles: x text, - boilerplate, c comment, p promo; by the run X text, 0 boilerplate."""
    text = "\n".join(f"{number} {words}" for number, (words, _) in enumerate(lines))
    markup = Markup(hints={0: frozenset(("p",))}) if is_html else Markup()
    page = PageLines(split_lines(text), {}, markup)
    assign_roles(page, Model([guess for _, guess in lines]))
    given = [page.roles[index] for index in range(len(lines))]
    by_run = {"body": "X", "boilerplate": "0"}
    other = {"body": "x", "boilerplate": "-", "comment": "c", "promo": "p"}
    return "".join((by_run if each.rule == "run_of_text" else other)[each.role] for each in given)


NOTHING = doubtful(0.0, HEADLINE)


def test_a_doubtful_paragraph_close_to_the_story_joins_it_and_others_join_through_it() -> None:
    assert read(story(), NOTHING, NOTHING, doubtful(0.3), NOTHING, doubtful(0.2), NOTHING) == "x--X-X-"
    assert read(doubtful(0.3), story(), NOTHING, NOTHING, NOTHING, doubtful(0.3)) == "Xx----"


def test_what_is_short_unlikely_or_something_else_does_not_join() -> None:
    assert read(story(), doubtful(0.3, SHORT), doubtful(0.1), doubtful(0.4, LONG[:-1])) == "x---"
    assert read(story(), doubtful(0.4, role="comment"), doubtful(0.4, role="promo")) == "xcp"
    assert read(doubtful(0.4), doubtful(0.4)) == "--"


def test_a_doubtful_stretch_far_behind_a_longer_story_is_left_and_a_sure_or_long_one_is_not() -> None:
    gap = [NOTHING] * 8
    assert read(*[story()] * 3, *gap, story(0.7)) == "xxx--------0"
    assert read(*[story()] * 3, *gap, story(0.85)) == "xxx--------x"
    assert read(*[story()] * 2, *gap, story(0.7)) == "xx--------x"
    assert read(*[story()] * 3, *gap[1:], story(0.7)) == "xxx-------x"
    assert read(story(0.7), *gap, *[story()] * 3) == "x--------xxx"


def test_pages_with_markup_are_left_to_their_boxes() -> None:
    assert read(story(), doubtful(0.4), is_html=True) == "x-"
    assert read(*[story()] * 3, *[NOTHING] * 8, story(0.7), is_html=True) == "xxx--------x"


def test_a_short_sentence_between_the_story_and_its_thread_joins_and_an_address_does_not() -> None:
    assert above_thread(story(), doubtful(0.1, SHORT)) == ["body", "body"]
    assert above_thread(story(), doubtful(0.1, SHORT[:-1])) == ["body", "boilerplate"]
    assert above_thread(story(), doubtful(0.0, SHORT)) == ["body", "boilerplate"]
    assert above_thread(story(), NOTHING, doubtful(0.1, SHORT)) == ["body", "boilerplate", "boilerplate"]


def above_thread(*lines: tuple[str, Guess]) -> list[str]:
    """The roles of lines that the heading of a thread stands below."""
    text = "\n".join([*(f"{number} {words}" for number, (words, _) in enumerate(lines)), "2 Comments"])
    heading = {len(lines): LineRole("control", "thread_heading", 0.9)}
    page = PageLines(split_lines(text), {}, roles=heading)
    assign_roles(page, Model([*(guess for _, guess in lines), Guess("control", 0.9, 0.0)]))
    return [page.roles[index].role for index in range(len(lines))]

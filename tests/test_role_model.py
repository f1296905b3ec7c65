"""The model of roles: consistent pages, plain arrays, and stories of unseen papers."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from tasks.structuring.features import page_features
from tasks.structuring.lines import split_lines
from tasks.structuring.markup import render
from tasks.structuring.role_blocks import COLUMNS, block_columns
from tasks.structuring.role_context import SHIFTS, columns, shifted, smoothed
from tasks.structuring.role_islands import COLUMNS as ISLAND_COLUMNS
from tasks.structuring.role_islands import island_columns
from tasks.structuring.role_model import RoleGuess, RoleModel, choose_roles, second_look, title_shares, without_capitals
from tasks.structuring.role_trees import Trees, scores
from warehouse.tables import ROLES

MODEL = Path(__file__).parents[1] / "seeds" / "models" / "roles.npz"

PARAGRAPHS = (
    "The first ferry to the outer isles since the storm of the century left the harbour at dawn on Tuesday,"
    " with 43 passengers on board.",
    '"We had stopped believing in it," said the skipper, who grew up on the smallest of the isles and has'
    " waited for the line to return.",
    "The council, which pays half of the fare, said that it would run the service twice a week until summer ends.",
    "Critics of the plan say the money would have been better spent on the bridge, which engineers closed to"
    " lorries last winter.",
    "The next sailing is planned for Friday, the council said, if the weather allows it.",
)
STORY = "\n\n".join(("Ferry service to the outer isles returns after nine years", *PARAGRAPHS))

FURNITURE_ABOVE = """Skip to content
  • Home
  • News
  • Sport
  • Weather
  • Contact us
Subscribe
"""
FURNITURE_BELOW = """
Share
Tweet
Advertisement
Related Stories
Sign up for our newsletter
  • About us
  • Privacy Policy
  • Terms of use
© 2021 All rights reserved"""


@pytest.fixture(scope="module")
def model() -> RoleModel:
    return RoleModel.from_bytes(MODEL.read_bytes())


def roles(model: RoleModel, text: str) -> list[str]:
    return [guess.role for guess in model.classify(split_lines(text))]


def test_every_line_gets_one_role_with_probabilities(model: RoleModel) -> None:
    lines = split_lines(FURNITURE_ABOVE + STORY + FURNITURE_BELOW)
    guesses = model.classify(lines)
    assert len(guesses) == len(lines)
    assert all(guess.role in ROLES for guess in guesses)
    assert all(0 <= value <= 1 for guess in guesses for value in guess[1:])


def test_a_story_in_its_furniture_is_found(model: RoleModel) -> None:
    found = roles(model, FURNITURE_ABOVE + STORY + FURNITURE_BELOW)
    assert found[7] == "title"
    assert found[8:13] == ["body"] * 5
    assert not {"body", "title"} & {*found[:7], *found[13:]}


def test_a_story_without_any_furniture_is_title_and_body(model: RoleModel) -> None:
    assert roles(model, STORY)[1:] == ["body"] * 5


def test_at_most_one_line_is_the_title(model: RoleModel) -> None:
    assert roles(model, "\n\n".join([STORY] * 3)).count("title") <= 1


def test_the_same_page_gives_the_same_guesses(model: RoleModel) -> None:
    lines = split_lines(FURNITURE_ABOVE + STORY)
    assert model.classify(lines) == model.classify(lines)


def test_a_page_without_lines_and_a_page_of_one_line_are_read(model: RoleModel) -> None:
    assert model.classify([]) == []
    assert len(model.classify(split_lines("Home"))) == 1


def test_hints_of_the_markup_are_taken(model: RoleModel) -> None:
    lines = split_lines(STORY)
    hints = {line.number: frozenset({"main", "article", "p"}) for line in lines}
    assert [guess.role for guess in model.classify(lines, hints)][1:] == ["body"] * 5


def test_flat_text_and_markup_are_read_by_nets_of_their_own(model: RoleModel) -> None:
    lines = split_lines(FURNITURE_ABOVE + STORY)
    hints = {line.number: frozenset({"li"} if line.bullet else {"main", "p"}) for line in lines}
    without = model._replace(marked=model.marked._replace(nets=model.plain.nets))
    assert without.classify(lines) == model.classify(lines)
    assert without.classify(lines, hints) != model.classify(lines, hints)


def test_a_file_that_lacks_weights_is_refused_with_the_name_of_what_is_missing() -> None:
    data = BytesIO()
    np.savez(data, roles=np.asarray(ROLES))
    with pytest.raises(ValueError, match="vocabulary"):
        RoleModel.from_bytes(data.getvalue())


def test_the_weights_are_plain_arrays_of_a_few_megabytes() -> None:
    assert MODEL.stat().st_size < 5_000_000
    with np.load(MODEL, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_the_text_is_chosen_by_its_probability_and_the_title_by_its_share() -> None:
    shares = np.full((3, len(ROLES)), 0.01, dtype=np.float32)
    shares[0, ROLES.index("related")] = shares[1, ROLES.index("subheading")] = shares[2, ROLES.index("body")] = 0.5
    body = np.array([0.2, 0.9, 0.1], dtype=np.float32)
    assert [ROLES[i] for i in choose_roles(ROLES, shares, body, np.array([0.6, 0.1, 0.1]))[:2]] == [
        "title",
        "subheading",
    ]
    assert ROLES[choose_roles(ROLES, shares, body, np.array([0.3, 0.1, 0.1]))[0]] == "related"
    assert ROLES.index("body") not in choose_roles(ROLES, shares, body, np.zeros(3))


def test_a_short_line_without_capitals_is_a_subheading_between_paragraphs_and_furniture_elsewhere() -> None:
    texts = ("بحث", "قال المتحدث إن الميناء أغلق.", "سد لم يبن بعد", "وقال الصيادون إنهم عادوا.", "من نحن")
    guesses = [RoleGuess("body", 0.9, 0.9, 0.0)] * len(texts)
    read = without_capitals(split_lines("\n".join(texts)), guesses)
    assert [guess.role for guess in read] == ["boilerplate", "body", "subheading", "body", "boilerplate"]


def test_no_line_need_be_the_title() -> None:
    assert title_shares(np.array([-9.0, -9.0], dtype=np.float32)).sum() < 0.01
    assert title_shares(np.array([9.0, -9.0], dtype=np.float32))[0] > 0.99


def test_trees_ask_from_the_root_down_and_add_their_leaves() -> None:
    trees = Trees(
        np.array([[0, 1, 1]], dtype=np.int32),
        np.array([[0.5, 2.0, np.inf]], dtype=np.float32),
        np.array([[1.0, 2.0, 3.0, 4.0]], dtype=np.float32),
    )
    rows = np.array([[0.0, 1.0], [0.5, 3.0], [0.6, 9.0]], dtype=np.float32)
    assert scores(trees, rows).tolist() == [1.0, 2.0, 3.0]


def test_the_context_has_the_columns_that_it_names(model: RoleModel) -> None:
    text, markup = render("<body><main>" + "".join(f"<p>{line}</p>" for line in STORY.split("\n\n")) + "</main></body>")
    lines = split_lines(text)
    features = page_features(lines, model.vocabulary)
    reading = model.first_reading(features, False)
    for blocks in (None, markup.blocks):
        matrix = second_look(lines, features, reading, model.roles, np.arange(1, 4), blocks)
        assert matrix.shape == (3, len(columns(blocks is not None)))
        assert np.isfinite(matrix).all()


def test_what_stands_in_a_box_of_story_is_told_from_what_stands_in_another() -> None:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    text, markup = render(f"<body><div><ul><li>Home<li>News</ul></div><div class=text>{story}</div></body>")
    lines = split_lines(text)
    body = np.array([0, 0, 1, 1, 1, 1, 1], dtype=np.float32)
    matrix = block_columns(lines, markup.blocks, body, np.full(7, 20, dtype=np.float32))
    assert matrix.shape == (7, len(COLUMNS))
    assert [round(float(value), 2) for value in matrix[:, COLUMNS.index("box1_of_page")]] == [0, 0, 1, 1, 1, 1, 1]
    assert matrix[:, COLUMNS.index("core90_inside")].tolist() == [0, 0, 1, 1, 1, 1, 1]
    assert matrix[:, COLUMNS.index("core90_up")].tolist() == [1, 1, 0, 0, 0, 0, 0]
    assert matrix[:, COLUMNS.index("box_li")].tolist() == [1, 1, 0, 0, 0, 0, 0]


def test_means_at_the_edges_are_taken_over_the_lines_that_exist() -> None:
    matrix = np.array([[1.0], [3.0], [8.0]], dtype=np.float32)
    assert smoothed(matrix, np.arange(3), (1,))[0].ravel().tolist() == [2.0, 4.0, 5.5]
    assert smoothed(matrix, np.array([2]), (1, 5))[1].ravel().tolist() == [4.0]


def test_neighbours_beyond_the_page_are_zeros() -> None:
    matrix = np.array([[1.0], [3.0], [8.0]], dtype=np.float32)
    found = [rows.ravel().tolist() for rows in shifted(matrix, np.array([0, 2]))]
    assert dict(zip(SHIFTS, found, strict=True))[1] == [0.0, 3.0]
    assert dict(zip(SHIFTS, found, strict=True))[-1] == [3.0, 0.0]


def test_a_guess_says_its_role_and_how_sure_it_is() -> None:
    assert RoleGuess("body", 0.9, 0.9, 0.0)._fields == ("role", "confidence", "body", "title")


def test_a_page_of_very_many_lines_is_read_in_blocks_with_one_title_at_most(model: RoleModel) -> None:
    lines = split_lines("\n\n".join([FURNITURE_ABOVE + STORY] * 400))
    guesses = model.classify(lines)
    assert len(guesses) == len(lines) > 5000
    assert sum(guess.role == "title" for guess in guesses) <= 1


def test_islands_of_likely_text_are_weighed_and_the_way_to_the_largest_is_measured() -> None:
    logit = np.array([-5, 3, 3, -5, -5, -5, -5, -5, 2, -5], dtype=np.float32)
    body = (logit > 0).astype(np.float32)
    matrix = island_columns(logit, body, np.full(10, 10, dtype=np.float32))
    named = {name: matrix[:, place].round(2).tolist() for place, name in enumerate(ISLAND_COLUMNS)}
    assert [round(share, 2) for share in named["island3_share"]] == [0.67] * 6 + [0.33] * 4
    assert named["island3_is_main"] == [1] * 6 + [0] * 4
    assert named["island8_is_main"] == [1] * 10
    assert [round(float(np.expm1(gap))) for gap in matrix[:, ISLAND_COLUMNS.index("gap_above")]] == [
        60, 60, 1, 1, 2, 3, 4, 5, 6, 1,
    ]  # fmt: skip
    assert [round(float(gap) ** 2) for gap in matrix[:, ISLAND_COLUMNS.index("island3_words_below_main")]][-2:] == [
        50,
        50,
    ]


def test_a_page_without_likely_text_has_no_islands() -> None:
    nothing = np.full(3, -4, dtype=np.float32)
    matrix = island_columns(nothing, np.zeros(3, dtype=np.float32), np.ones(3, dtype=np.float32))
    assert matrix.shape == (3, len(ISLAND_COLUMNS))
    assert not matrix[:, 4:].any()

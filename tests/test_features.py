"""Features of lines: counted for the whole page at once, the same whatever the page holds."""

import numpy as np

from tasks.structuring.features import HINTS, NAMES, page_features, stretch
from tasks.structuring.lines import split_lines
from tasks.structuring.page_words import Vocabulary, shape, word_shapes

NO_WORDS = Vocabulary(())

PAGE = """Home
  • Weather
Harbour wall to be raised before winter

By Ada Quill

The harbour wall at Littlemouth will be raised by two metres, the council said on Monday.
The wall has stood since 1931, and "nobody remembers it dry", the council's engineer said.
© 2021 Littlemouth Gazette"""


def feature(text: str, name: str) -> list[float]:
    matrix = page_features(split_lines(text), NO_WORDS).matrix
    return [round(float(value), 3) for value in matrix[:, NAMES.index(name)]]


def test_every_line_has_every_feature_and_all_are_numbers() -> None:
    matrix = page_features(split_lines(PAGE), NO_WORDS).matrix
    assert matrix.shape == (7, len(NAMES))
    assert np.isfinite(matrix).all()


def test_a_page_without_lines_has_no_rows() -> None:
    features = page_features([], NO_WORDS)
    assert features.matrix.shape == (0, len(NAMES))
    assert len(features.words) == len(features.first_words) == 0


def test_what_a_line_looks_like_is_counted() -> None:
    assert feature(PAGE, "bullet") == [0, 1, 0, 0, 0, 0, 0]
    assert feature(PAGE, "gap") == [0, 0, 0, 1, 1, 0, 0]
    assert feature("ABC def\nabc. 12", "all_caps") == [0.5, 0]
    assert feature("1 of 3\nWord", "starts_digit") == [1, 0]
    assert feature("Ends.\nDoes not", "ends_stop") == [1, 0]
    assert feature("SyriaRussia ties\nPlain words", "glued") == [0.5, 0]


def test_a_line_that_stands_on_the_page_before_is_marked() -> None:
    assert feature("Share\nText\nShare", "repeat_before") == [0, 0, 1]


def test_a_headline_shares_its_words_with_the_prose_below_it() -> None:
    below = feature(PAGE, "said_below")
    assert below[2] > 0 and below[0] == below[1] == 0


def test_the_longest_stretch_of_prose_is_found() -> None:
    assert feature(PAGE, "in_stretch") == [0, 0, 0, 0, 1, 1, 0]
    assert stretch(np.array([], dtype=np.float32)) == (0, 0)


def test_known_words_are_given_by_line_and_numbers_by_their_shape() -> None:
    features = page_features(split_lines("Share 2017\nOdd word share"), Vocabulary(("share", "#year")))
    assert features.words.tolist() == [1, 2, 1]
    assert features.word_lines.tolist() == [0, 0, 1]
    assert features.first_words.tolist() == [1, 0]
    assert [shape(token) for token in ("1999", "12", "5th", "word")] == ["#year", "#2", "#mixed", "word"]
    assert word_shapes(["In 2017"]) == [["in", "#year"]]


def test_hints_are_read_by_line_number_and_unknown_ones_are_left_out() -> None:
    lines = split_lines("Title\n\nText of it")
    matrix = page_features(lines, NO_WORDS, {2: frozenset({"p", "main", "blink"})}).matrix[:, -len(HINTS) :]
    assert [HINTS[i] for i in np.flatnonzero(matrix[1])] == ["p", "main"]
    assert not matrix[0].any()


def test_odd_characters_are_counted_without_fault() -> None:
    text = "\ud800 broken\n\u202eright to left\n日本語の行です。\n" + "x" * 100_000
    assert np.isfinite(page_features(split_lines(text), NO_WORDS).matrix).all()


def test_words_are_told_apart_in_any_script_and_alike_in_any_case() -> None:
    vocabulary = Vocabulary(("straße", "ελλάδα", "日本語", "_x1", "naïve"))
    features = page_features(split_lines("STRASSE Straße ΕΛΛΆΔΑ\n日本語 (_X1) naïve NAÏVE"), vocabulary)
    assert features.words.tolist() == [1, 2, 3, 4, 5, 5]
    assert features.word_lines.tolist() == [0, 0, 1, 1, 1, 1]


def test_words_of_a_page_are_listed_once_for_each_line() -> None:
    features = page_features(split_lines("one two one\ntwo"), NO_WORDS)
    pairs = list(zip(features.said_words.tolist(), features.said_lines.tolist(), strict=True))
    assert len(pairs) == len(set(pairs)) == 3
    assert sorted(line for _, line in pairs) == [0, 0, 1]

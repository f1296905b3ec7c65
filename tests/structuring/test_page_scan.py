"""Do the loops over characters and words give the same, compiled and as plain Python?"""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.structuring import features, page_scan, page_words
from tasks.structuring.features import page_features
from tasks.structuring.lines import split_lines
from tasks.structuring.page_words import Vocabulary, words_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "seeds/pages").glob("*.txt"))
WORDS = Vocabulary(("the", "said", "share", "#2", "#year", "#mixed", "ähnlich"))
IS_PLAIN = page_scan.__file__.endswith(".py")


@pytest.fixture(scope="module")
def plain() -> ModuleType:
    if IS_PLAIN:
        pytest.skip("page_scan is not compiled here: pip install --editable . compiles it")
    spec = importlib.util.spec_from_file_location("plain_scan", ROOT / "tasks/structuring/page_scan.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def counted(text: str) -> list[list[float]]:
    found = page_features(split_lines(text), WORDS)
    return [np.asarray(part, dtype=np.float64).ravel().tolist() for part in found]


def both_ways(text: str, plain: ModuleType) -> tuple[list[list[float]], list[list[float]]]:
    compiled = counted(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(page_words, "scan", plain.scan)
        patched.setattr(features, "say", plain.say)
        return compiled, counted(text)


@pytest.mark.parametrize("page", PAGES[::7], ids=lambda page: page.stem)
def test_a_sample_page_is_counted_alike(page: Path, plain: ModuleType) -> None:
    compiled, interpreted = both_ways(page.read_text("utf-8", "replace"), plain)
    assert compiled == interpreted


@settings(max_examples=60)
@given(text=st.text(st.one_of(st.sampled_from("aAbB 19020,.\n\n\t“”İſ٣²_𝒜漢"), st.characters()), max_size=400))
def test_any_text_is_counted_alike(text: str, plain: ModuleType) -> None:
    compiled, interpreted = both_ways(text, plain)
    assert compiled == interpreted


def test_words_have_one_number_on_a_page_whatever_their_case() -> None:
    words = words_of(["Wall, the WALL", "", "a 7th wall of 1931 and 12"])
    assert words.numbers.tolist() == [0, 1, 0, 2, 3, 0, 4, 5, 6, 7]
    assert words.lines.tolist() == [0, 0, 0, 2, 2, 2, 2, 2, 2, 2]
    assert words.is_first.tolist() == [True, True, False] + 7 * [True]
    assert words.shapes.tolist() == [0, 0, 0, 7, 0, 6, 0, 2]


def test_the_model_knows_words_by_their_spelling_and_numbers_by_their_shape() -> None:
    words = words_of(["The Ähnlich sea 1999 12 7th 123"])
    assert WORDS.known(words).tolist() == [1, 7, 0, 5, 4, 6, 0]

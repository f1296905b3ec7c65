"""Our own pages with their fields: the marks leave no trace, and what they say is found; the figures stand."""

from pathlib import Path

import pytest

from gate import heads
from gate.floors import is_below, read_floors

MARKED = """%%% quay | text/plain
{"title": "Gulls return", "authors": ["Nora Velt"], "published": "2021-05-03"}
%%%
Gulls return

†Gulls at dusk.† Photo: ‡Nora Velt‡

¶The gulls are back.
§Later
¬They stay.
• →Lock of Elm reopens
"""


def test_a_page_is_read_without_its_marks_and_they_say_what_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "heads_0.txt").write_text(MARKED, "utf-8")
    monkeypatch.setattr(heads, "SETS", tmp_path)
    (case,) = heads.cases("heads_0")
    assert case.text == "".join(char for char in MARKED.partition("}\n%%%\n")[2] if char not in "¶§¬→†‡")
    assert (case.body, case.either) == (["the gulls are back", "later"], ["they stay"])
    assert (case.captions, case.credits, case.related) == (["gulls at dusk"], ["nora velt"], ["lock of elm reopens"])


@pytest.mark.parametrize(
    ("field", "found", "wanted", "is_right"),
    [
        ("standfirst", "The gulls are back.", "The gulls are back", True),
        ("standfirst", "A notice", None, False),
        ("section", "news", ["News", "Harbour"], True),
        ("section", None, None, True),
        ("authors", ["Nora Velt"], ["NORA VELT"], True),
        ("published", "2021-05-04", "2021-05-03", False),
        ("tags", ["Gulls"], [], False),
    ],
)
def test_a_field_is_right_as_its_author_wrote_it(field: str, found: object, wanted: object, is_right: bool) -> None:
    assert heads.is_right(field, found, wanted) is is_right


def test_the_figures_of_our_own_pages_stand() -> None:
    floors = read_floors()
    assert [figure for figure in heads.measured() if is_below(figure, floors)] == []

"""Is a publisher known by the marks on its pages, and does every profile in seeds work?"""

from datetime import date
from pathlib import Path

import pytest

from tasks.structuring.lines import split_lines
from tasks.structuring.profile import match_profile, parse_profile
from warehouse.tables import ROLES

FILES = sorted((Path(__file__).resolve().parents[2] / "seeds/profiles").glob("*.toml"))
SOURCE = """
name = "The Quay"
hosts = ["quay.example"]
[[version]]
since = 2010-01-01
marks = ['^The Quay$', 'tide tables']
[[version]]
since = 2020-06-01
marks = ['^THE QUAY$']
[[version.line]]
role = "section"
pattern = '[A-Z ]+'
after = '^THE QUAY$'
"""


def test_a_page_is_known_by_all_marks_of_a_layout_or_by_its_host() -> None:
    profile = parse_profile("the-quay", SOURCE)
    new, old = split_lines("THE QUAY\nHARBOUR\nText."), split_lines("The Quay\nSee the tide tables\nText.")
    assert [version.since for version in profile.versions] == [date(2020, 6, 1), date(2010, 1, 1)]
    assert match_profile([profile], new, None).label == "the-quay@2020-06-01"  # type: ignore[union-attr]
    assert match_profile([profile], old, None).label == "the-quay@2010-01-01"  # type: ignore[union-attr]
    assert match_profile([profile], split_lines("The Quay\nText."), None) is None
    assert match_profile([profile], split_lines("Text."), "www.quay.example").label == (  # type: ignore[union-attr]
        "the-quay@2020-06-01"
    )
    assert match_profile([profile], split_lines("Text."), "notquay.example") is None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_profile_in_seeds_can_be_read_and_names_known_roles(file: Path) -> None:
    profile = parse_profile(file.stem, file.read_text("utf-8"))
    assert profile.name and profile.versions
    assert all(version.marks for version in profile.versions)
    assert {rule.role for version in profile.versions for rule in version.rules} <= set(ROLES)


@pytest.mark.parametrize(
    "source", ["name = ", 'name = "x"', 'name = "x"\n[[version]]\nsince = 2020-01-01\nmarks = ["("]']
)
def test_a_faulty_profile_is_named(source: str) -> None:
    with pytest.raises(ValueError, match="Profile 'bad' cannot be read"):
        parse_profile("bad", source)

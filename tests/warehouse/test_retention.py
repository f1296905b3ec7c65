"""Which releases go, and is what a pointer names safe from every rule?"""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from warehouse.release import MANIFEST, Release, current, point_to, releases
from warehouse.retention import Retention, expired, remove_expired, size

NOW = datetime(2024, 3, 11, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Five releases, the oldest 40 days old, one every ten days; the last is current."""
    for number in range(1, 6):
        folder = tmp_path / f"releases/{number:04d}"
        (folder / "tables").mkdir(parents=True)
        (folder / "tables/rows").write_bytes(bytes(1000))
        when = NOW - timedelta(days=50 - 10 * number)
        (folder / MANIFEST).write_text(json.dumps({"published_at": when.isoformat()}))
    point_to(tmp_path, Release(5, tmp_path / "releases/0005"))
    return tmp_path


def numbers(found: list[Release]) -> list[int]:
    return [release.number for release in found]


@pytest.mark.parametrize(
    ("retention", "gone"),
    [
        (Retention(), []),
        (Retention(keep=2), [1, 2, 3]),
        (Retention(keep=9), []),
        (Retention(days=15), [1, 2, 3]),
        (Retention(days=0), [1, 2, 3, 4]),
        (Retention(keep=4, days=15), [1]),
        (Retention(keep=1, days=35), [1]),
    ],
)
def test_a_release_goes_when_neither_number_nor_age_keeps_it(data: Path, retention: Retention, gone: list[int]) -> None:
    assert numbers(expired(data, retention, NOW)) == gone


def test_what_a_pointer_names_stays_whatever_the_rules_say(data: Path) -> None:
    point_to(data, Release(2, data / "releases/0002"))
    os.symlink("releases/0003", data / "cited-in-march")
    os.symlink("leads-to-itself", data / "leads-to-itself")
    assert numbers(remove_expired(data, Retention(keep=1))) == [1, 4]
    assert numbers(releases(data)) == [2, 3, 5]
    assert current(data) == Release(2, data / "releases/0002")


def test_a_removal_that_was_cut_short_is_finished_by_the_next_one(data: Path) -> None:
    os.rename(data / "releases/0001", data / "releases/.0001.removed")
    assert numbers(releases(data)) == [2, 3, 4, 5]
    remove_expired(data, Retention(keep=3))
    assert sorted(path.name for path in (data / "releases").iterdir()) == ["0003", "0004", "0005"]


def test_the_size_of_a_release_is_that_of_its_files(data: Path) -> None:
    release = releases(data)[0]
    assert size(release) == 1000 + len((release.folder / MANIFEST).read_bytes())

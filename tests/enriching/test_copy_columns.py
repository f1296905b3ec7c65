"""Is what is computed a part at a time, over columns on the disk, what is computed at once in memory?"""

from pathlib import Path

import numpy as np
import pytest

from tasks.enriching import compared_texts, copy_columns
from tasks.enriching.copy_columns import InMemory, blocks, in_order
from tasks.enriching.stories import grouped
from tests.enriching.test_story_changes import corpus
from warehouse.spilled import spilled


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
def test_parts_in_order_are_the_whole_in_order_and_keep_equal_values_together(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_columns, "SORTED_AT_ONCE", 50)
    chance = np.random.default_rng(count)
    values = chance.integers(0, 2**32, count, dtype=np.uint32)
    values[: count // 2] = chance.choice(np.array([0, 5, 2**31, 2**32 - 1], np.uint32), count // 2)
    parts = list(in_order(values))
    places = np.concatenate([places for _, places in parts])
    assert places.tolist() == np.argsort(values, kind="stable").tolist()
    assert np.concatenate([sorted_values for sorted_values, _ in parts]).tolist() == np.sort(values).tolist()
    assert len(parts) == {0: 1, 1: 1, 7: 1, 1000: 16}[count]


def test_blocks_cover_all_rows_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_columns, "BLOCK", 4)
    assert list(blocks(9)) == [slice(0, 4), slice(4, 8), slice(8, 9)]
    assert list(blocks(0)) == [slice(0, 0)]


def test_columns_on_the_disk_hold_what_columns_in_memory_do_and_leave_nothing_behind(tmp_path: Path) -> None:
    pieces = {"a": [np.arange(5, dtype=np.uint32), np.arange(0, dtype=np.uint32)], "b": [np.arange(0, dtype=np.int32)]}
    memory = InMemory()
    with spilled(tmp_path / "columns") as disk:
        for columns in (memory, disk):
            for name, values in pieces.items():
                for piece in values:
                    columns.append(name, piece)
        first = disk.array("a")
        for columns in (memory, disk):
            columns.append("a", np.arange(3, dtype=np.uint32))
        for name in pieces:
            held, mapped = memory.array(name), disk.array(name)
            assert held.tolist() == mapped.tolist()
            assert held.dtype == mapped.dtype == pieces[name][0].dtype
    assert list(tmp_path.iterdir()) == []
    assert first.tolist() == [0, 1, 2, 3, 4]


def test_stories_from_small_parts_on_the_disk_are_those_of_one_comparison_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = corpus(seed=5)
    expected, whole = grouped(articles)
    monkeypatch.setattr(copy_columns, "SORTED_AT_ONCE", 100)
    monkeypatch.setattr(copy_columns, "BLOCK", 7)
    monkeypatch.setattr(compared_texts, "WORDS_HELD", 500)
    with spilled(tmp_path / "columns") as disk:
        rows, index = grouped(articles, columns=disk)
    assert rows == expected
    assert 1 < len({row.story_id for row in rows}) < len(rows)
    for (name, held), (_, mapped) in zip(*(one.parts[0].arrays().items() for one in (whole, index)), strict=True):
        assert held.dtype == mapped.dtype and held.tolist() == mapped.tolist(), name

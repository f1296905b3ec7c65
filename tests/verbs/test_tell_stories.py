"""Does a run that goes on from the index of the last release tell the stories of one that compares all texts?"""

import random
import shutil
from pathlib import Path

import pytest

from tasks import stories
from tasks.stories import tell_stories
from tests.warehouse.rows import article, page
from tests.warehouse.test_delta import rows
from warehouse import count
from warehouse import settle as settling
from warehouse.release import Release
from warehouse.settle import Changed, settle
from warehouse.staging import write_rows
from warehouse.story_index import FOLDER

WORDS = [f"word{number}" for number in range(40)]


def stage(folder: Path, files: dict[str, str]) -> Path:
    pages = [page(content, source) for source, content in files.items()]
    once = {p.page_id: p for p in pages}.values()
    write_rows(folder, {"pages": pages, "articles": [article(p, publisher="A paper") for p in once], "entities": []})
    return folder


def contents(chance: random.Random) -> list[str]:
    """Texts of which some are cut or altered copies of others."""
    texts = [" ".join(chance.choices(WORDS, k=80)) for _ in range(4)]
    return [*texts, *(text[: chance.randrange(200, 400)] for text in texts), *(f"Agency: {text}" for text in texts)]


def released(folder: Path, last: Release | None, shard: Path, changed: Changed, since: Release | None) -> Release:
    tables = folder / "tables"
    settle(tables, last, [shard], changed)
    count.count_rows(tables, *tell_stories(tables, since.folder if since else None))
    return Release(1, folder)


@pytest.mark.parametrize("seed", range(3))
def test_any_nights_end_in_the_stories_that_one_comparison_of_all_texts_gives(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "MOST_CHANGED", 100.0)
    monkeypatch.setattr(stories, "MOST_CHANGED", 100.0)
    monkeypatch.setattr(stories, "MOST_PARTS", 3)
    chance = random.Random(seed)
    texts = contents(chance)
    last: dict[str, Release | None] = {"since": None, "whole": None}
    for night in range(5):
        read = {f"file:///{name}": chance.choice(texts) for name in chance.sample("abcdefghij", 4)}
        shard = stage(tmp_path / f"shard{night}", read)
        left = [f"file:///{chance.choice('abcdefghij')}"] if night else []
        changed = Changed(tuple(read), tuple(source for source in left if source not in read))
        last = {
            way: released(tmp_path / way / str(night), last[way], shard, changed, last[way] if way == "since" else None)
            for way in last
        }
        since, whole = last["since"], last["whole"]
        assert since is not None and whole is not None
        assert rows(since.folder / "tables") == rows(whole.folder / "tables"), night
        assert len(list((since.folder / FOLDER).glob("part-*"))) <= 3


def test_an_index_is_gone_on_from_and_without_one_or_with_a_damaged_one_all_texts_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stories, "MOST_CHANGED", 100.0)
    texts = contents(random.Random(1))
    first = released(tmp_path / "1", None, stage(tmp_path / "a", {"file:///a": texts[0]}), Changed(), None)
    tables = tmp_path / "2/tables"
    settle(tables, first, [stage(tmp_path / "b", {"file:///b": texts[4], "file:///c": texts[1]})], Changed())
    told = tell_stories(tables, first.folder)
    assert (len(told.rows), told.since) == (3, first.folder / "tables")

    for harm in ("cut", "gone", "other"):
        folder = tmp_path / harm
        shutil.copytree(first.folder, folder)
        state = folder / FOLDER / "state.arrow"
        if harm == "cut":
            state.write_bytes(state.read_bytes()[:-100])
        elif harm == "gone":
            shutil.rmtree(folder / FOLDER)
        else:
            monkeypatch.setattr(stories, "story_rules", lambda: "others")
        assert tell_stories(tables, folder) == (told.rows, None)

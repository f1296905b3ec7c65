"""Which articles of settled tables tell one story? Goes on from the index beside the last release's tables.

Where the last release has no index, or much is new, all articles are compared. The stories are the same either way.
"""

from pathlib import Path
from typing import Final, NamedTuple

from tasks.enriching.compared_texts import part_of
from tasks.enriching.copy_changes import Index, compacted
from tasks.enriching.copy_groups import Groups
from tasks.enriching.stories import StoryText, grouped, regrouped
from tasks.knowledge import lexicon
from tasks.stages import story_rules
from warehouse import story_index, story_texts
from warehouse.spilled import spilled
from warehouse.story_index import FOLDER, Arrays, Kept
from warehouse.tables import Story

# Beyond this share of the articles, comparing all of them is as fast.
MOST_CHANGED: Final = 0.2
# Beside the tables while all articles are compared.
SPILLED: Final = ".spilled"
# As with the parts of tables.
MOST_PARTS: Final = 12


class Told(NamedTuple):
    """Rows of stories; those of all other articles are the ones in the tables of `since`, if there are any."""

    rows: list[Story]
    since: Path | None = None


def tell_stories(tables: Path, last: Path | None = None) -> Told:
    """Compare the articles of a folder of tables, and keep the index of them beside it.

    `last` is the folder of a release that they were made from; or their own, if only rows were taken out of it since.
    """
    kept = story_index.load(last / FOLDER, story_rules()) if last else None
    return (last and kept and _since(tables, last, kept)) or _whole(tables)


def _whole(tables: Path) -> Told:
    with spilled(tables.parent / SPILLED) as columns:
        texts = (StoryText(*row) for row in story_texts.texts(tables))
        rows, index = grouped(texts, lexicon("agencies"), columns)
        _save(tables, index, ())
    return Told(rows)


def _since(tables: Path, last: Path, kept: Kept) -> Told | None:
    """The stories that a change since a release altered; None where much is new."""
    before = _index(kept)
    ids, digests = ([value.decode() for value in column[before.is_live]] for column in (before.ids, before.digests))
    most = int(MOST_CHANGED * len(ids))
    found = story_texts.changes(tables, last / "tables", ids, digests, most)
    if found is None:
        return None
    came = (StoryText(*row) for row in found.came)
    rows, after = regrouped(before, found.left, came, lexicon("agencies"))
    stay = len(after.parts) - 1 if len(after.parts) > len(before.parts) else len(after.parts)
    if len(after.parts) > MOST_PARTS:
        stay, after = compacted(after)
    _save(tables, after, kept.files[:stay])
    return Told(rows, last / "tables")


def _index(kept: Kept) -> Index:
    state = kept.state
    groups = Groups(state["stands_for"], state["shared"])
    return Index(tuple(part_of(arrays) for arrays in kept.parts), state["furniture"], groups)


def _save(tables: Path, index: Index, files: tuple[Path, ...]) -> None:
    state = {"furniture": index.furniture, **index.groups._asdict()}
    parts: list[Path | Arrays] = [*files, *(part.arrays() for part in index.parts[len(files) :])]
    story_index.save(tables.parent / FOLDER, parts, state, story_rules())

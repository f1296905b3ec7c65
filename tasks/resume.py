"""Which shards of an interrupted run are whole and still wanted, and what is left to be read?"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from tasks import Receipt, Shard, Source
from tasks.knowledge import reading_version
from warehouse import resume


def seal(shard: Shard, receipt: Receipt) -> None:
    """Declare a shard whole, so that a run that dies later need not read it again."""
    parts = [Path(folder).name for folder in receipt.folders]
    resume.seal(Path(shard.folder), reading_version(), [_state(s) for s in shard.sources], parts, receipt.counts)


def taken_over(staging: Path, fresh: Sequence[Source]) -> tuple[list[Receipt], list[Source]]:
    """The receipts of shards that are whole and whose inputs have not changed, and the inputs of no such shard."""
    left = {_state(source): source for source in fresh}
    receipts = []
    for sealed in resume.sealed_shards(staging, reading_version()):
        if all(state in left for state in sealed.inputs):
            folders = tuple(str(sealed.folder / part) for part in sealed.parts)
            receipts.append(Receipt(sealed.folder.name, folders, sealed.counts))
            for state in sealed.inputs:
                del left[state]
        else:
            shutil.rmtree(sealed.folder)
    return receipts, list(left.values())


def _state(source: Source) -> resume.State:
    return source.uri, source.size, source.modified_ns

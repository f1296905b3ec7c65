"""Is there room on the disk for a run? Asked before Prefect starts: its server waits minutes for one that is full."""

import errno
import shutil
from pathlib import Path
from typing import Final

from warehouse.release import current

# Prefect's database takes 5 MB, a small release as much; beside it stands the database of the next release.
LEAST_FREE_BYTES: Final = 32_000_000
FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
MEGABYTE: Final = 1_000_000


def lack_of_room(out: Path) -> str | None:
    """That the disk of a data folder has no room for another release, in words; None where it has."""
    release = current(out)
    wanted = LEAST_FREE_BYTES + (release.database.stat().st_size if release else 0)
    if shutil.disk_usage(out).free >= wanted:
        return None
    return f"{full(out)} A run needs {wanted / MEGABYTE:,.0f} MB at least."


def full(out: Path) -> str:
    """That the disk is full and what to do, in words."""
    free = shutil.disk_usage(out).free / MEGABYTE
    prune = f"'broadsheet prune --keep 1 --out {out}' removes old releases"
    return f"The disk of {out} is full ({free:,.1f} MB free). Make room ({prune}), or give another --out."


def is_full(error: BaseException) -> bool:
    """Whether something failed because a disk was full, by the system's word or by DuckDB's."""
    return (isinstance(error, OSError) and error.errno in FULL) or "No space left on device" in str(error)

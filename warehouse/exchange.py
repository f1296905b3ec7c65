"""How do two folders change places in one step, so that no reader finds either of them gone?"""

import ctypes
import os
from pathlib import Path
from typing import Final

from warehouse.staging import flush

HERE: Final = -100  # AT_FDCWD: names are relative to the working folder
EXCHANGE: Final = 2  # RENAME_EXCHANGE


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change places. Where the system cannot do that in one step, in three."""
    if not _exchanged(one, other):
        aside = other.with_name(f".{other.name}.aside")
        os.rename(other, aside)
        os.rename(one, other)
        os.rename(aside, one)
    flush(one.parent)
    flush(other.parent)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether Linux did it; other systems do not have the call, and some file systems refuse it."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0

"""In which words is a fault told to whoever runs the command? A sentence that says what to do, never a traceback."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from expectations.floors import FloorsError
from flows.room import full, is_full
from flows.words import FaultError
from tasks.listing import InputError
from warehouse.lock import BusyError
from warehouse.store import StoreError


class GateError(Exception):
    """The settled tables did not pass their checks; the last release stays as it was."""


class EngineError(Exception):
    """The engine that was asked for cannot be had."""


@contextmanager
def told(out: Path) -> Iterator[None]:
    """Turn what can go wrong in a run into a FaultError."""
    try:
        yield
    except FaultError:
        raise
    except (InputError, FloorsError) as error:
        raise FaultError(str(error), 2) from error
    except (BusyError, EngineError, GateError, StoreError) as error:
        raise FaultError(str(error), 1) from error
    except OSError as error:
        raise FaultError(f"{_of_the_disk(error, out)} {AFTER}", 1) from error
    except KeyboardInterrupt as error:
        raise FaultError(f"Interrupted. {AFTER}", 130) from error
    except Exception as error:
        if is_full(error):
            raise FaultError(f"{full(out)} {AFTER}", 1) from error
        words = str(error).partition("\n")[0] or "no reason was given"
        raise FaultError(f"The run stopped ({type(error).__name__}: {words}). {AFTER}", 1) from error


def _of_the_disk(error: OSError, out: Path) -> str:
    if is_full(error):
        return full(out)
    words = f"{error.strerror or error}: {error.filename or out}."
    return f"{words} Make {out} writable, or give another --out." if error.errno in UNWRITABLE else words


UNWRITABLE: Final = (errno.EROFS, errno.EACCES, errno.EPERM)
AFTER: Final = "The last release stands; the same command goes on from what was read whole."

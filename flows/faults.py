"""In which words is a fault told to whoever runs the command? A sentence that says what to do, never a traceback."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from expectations.floors import FloorsError
from flows.forms import FaultError, missing
from flows.interrupts import heeding
from flows.own_server import ServerError
from flows.room import full, is_full
from flows.settings import api_address
from tasks.listing import InputError
from warehouse.answers import QueryError
from warehouse.lock import BusyError
from warehouse.store import StoreError, first_line


class GateError(Exception):
    """The settled tables did not pass their checks; the last release stays as it was."""


class EngineError(Exception):
    """The engine that was asked for cannot be had."""


TOLD_IN_A_SENTENCE: Final = (InputError, FloorsError, BusyError, EngineError, GateError, StoreError)


@contextmanager
def told(out: Path) -> Iterator[None]:
    """Turn what can go wrong in a run into a FaultError."""
    try:
        with heeding():
            yield
    except KeyboardInterrupt as error:
        raise FaultError(f"Interrupted. {AFTER}", 130) from error
    except ModuleNotFoundError as error:
        raise FaultError(missing(error), 1) from error
    except Exception as error:
        if fault := as_fault(error, out, f" {AFTER}"):
            raise fault from error
        words = str(error).partition("\n")[0] or "no reason was given"
        raise FaultError(f"The run stopped ({type(error).__name__}: {words}). {AFTER}", 1) from error


def as_fault(error: Exception, out: Path | None = None, after: str = "") -> FaultError | None:
    """What is known to go wrong, as a sentence with its exit code; None for what is a fault of the program."""
    match error:
        case FaultError():
            return error
        case InputError() | FloorsError():
            return FaultError(str(error), 2)
        case BusyError() | EngineError() | GateError() | ServerError() | StoreError():
            return FaultError(str(error), 1)
        case _ if out is not None and is_full(error):
            return FaultError(f"{full(out)}{after}", 1)
        case QueryError():
            return FaultError(f"The release cannot be read: {first_line(error)}. 'broadsheet doctor' says more.", 1)
        case RuntimeError() if "Failed to reach API" in str(error):
            return FaultError(
                f"Prefect's server at {api_address()} does not answer. Start it, or unset PREFECT_API_URL.", 1
            )
        case FileExistsError() | NotADirectoryError():
            return FaultError(f"'{error.filename or out}' is not a folder: give another --out.", 2)
        case OSError():
            return FaultError(f"{_of_the_disk(error, out)}{after}", 1)
        case _:
            return None


def _of_the_disk(error: OSError, out: Path | None) -> str:
    place = error.filename or out
    words = f"{error.strerror or error}{f': {place}' if place else ''}."
    return f"{words} Make {out} writable, or give another --out." if out and error.errno in UNWRITABLE else words


UNWRITABLE: Final = (errno.EROFS, errno.EACCES, errno.EPERM)
AFTER: Final = "The last release stands; the same command goes on from what was read whole."

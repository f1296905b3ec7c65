"""What if somebody presses Ctrl-C where a library swallows the exception? The run ends at its next step."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Final

_pressed: Final[list[int]] = []


@contextmanager
def heeding() -> Iterator[None]:
    """Meanwhile Ctrl-C is remembered beside the KeyboardInterrupt that it raises; only a main thread gets it."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        _pressed.clear()


def stop_if_pressed() -> None:
    """Raise KeyboardInterrupt if Ctrl-C was pressed: whoever asks goes on with the work, so that none was heard."""
    if _pressed:
        raise KeyboardInterrupt


def _remember(number: int, frame: FrameType | None) -> None:
    _pressed.append(number)
    raise KeyboardInterrupt

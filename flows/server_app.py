"""Which application do our servers run? Prefect's, asked again, and its garbage is collected in a thread of its own.

Python collects garbage in whatever thread allocates: here that of the event loop. A cursor among the garbage resets
its statement, and waits while its connection is at work. If that one waits for another's write, which only the event
loop can commit, nobody is answered until SQLite gives up, after 60 s. A thread beside the loop may wait.
"""

import gc
import threading
import time
from itertools import count
from typing import Final

from fastapi import FastAPI
from prefect.server.api.server import create_app

from flows.asked_again import AskedAgain

SECONDS_BETWEEN: Final = 5
# Garbage that outlived a collection is looked for with every so many: it takes 0.2 s, what is new a few milliseconds.
COLLECTIONS_A_WHOLE: Final = 24


def app() -> FastAPI:
    """Prefect's application, made once for this process."""
    made = create_app(final=True)
    made.add_middleware(AskedAgain)
    collect_apart()
    return made


def collect_apart() -> None:
    """From now on this process's garbage is collected by one thread; what there is already, is kept."""
    gc.disable()
    gc.freeze()
    threading.Thread(target=_collect, name="garbage", daemon=True).start()


def _collect() -> None:
    for number in count(1):
        time.sleep(SECONDS_BETWEEN)
        gc.collect(1 if number % COLLECTIONS_A_WHOLE else 2)

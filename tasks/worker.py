"""What does a reading process do? One job after another, as `tasks.guard` sends them, until nobody sends any more."""

import os
import resource
import sys
from multiprocessing.connection import Connection

from tasks.guard import Place, Result


def serve(megabytes: int) -> None:
    """Do what comes on standard input and tell of it on what was standard output. Takes at most so much memory."""
    orders = Connection(os.dup(0), writable=False)
    news = Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # what a library prints must not stand between the answers
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024 * 1024, resource.RLIM_INFINITY))

    def mark(place: Place | None) -> None:
        news.send(place)

    while True:
        try:
            job, arguments, skips = orders.recv()
        except EOFError:
            return
        try:
            result = Result(job(*arguments, skips, mark))
        except BrokenPipeError:
            return
        except Exception as error:
            result = Result(None, error)
        try:
            news.send(result)
        except BrokenPipeError:
            return
        except Exception as error:  # an exception that cannot be pickled
            news.send(Result(None, RuntimeError(f"{type(result.error or error).__name__}: {result.error or error}")))


if __name__ == "__main__":
    sys.exit("This is started by tasks.guard.")

"""Which Prefect server does a run talk to that was given none? One that it starts beside itself, and ends.

It takes seconds to start. Nothing of Prefect is imported here, so that the run can import what it needs, and its
workers load their models, meanwhile.
"""

import atexit
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import Final, NamedTuple

from flows.outlived import end_with_us
from flows.server_database import ServerDatabase, lay
from flows.settings import ask_server, own_server_environment, own_server_home, seconds_to_start

COMMAND: Final = (sys.executable, "-m", "uvicorn", "--factory", "flows.server_app:app")
OPTIONS: Final = ("--log-level", "error", "--lifespan", "on")
SECONDS_BETWEEN_LOOKS: Final = 0.1
SECONDS_TO_STOP: Final = 5
BACKLOG: Final = 128


class ServerError(Exception):
    """The server that a run brings along did not start."""


class OwnServer(NamedTuple):
    """A server that was started; `wait` before it is asked."""

    process: "subprocess.Popen[bytes]"
    address: str
    database: ServerDatabase

    def wait(self) -> None:
        """Return as soon as it answers. Raises ServerError if it does not."""
        seconds = seconds_to_start()
        last = time.monotonic() + seconds
        while not self._answers():
            if self.process.poll() is not None:
                raise ServerError(f"Prefect's server ended with code {self.process.returncode} while it started.")
            if time.monotonic() > last:
                raise ServerError(f"Prefect's server did not answer within {seconds:g} seconds.")
            time.sleep(SECONDS_BETWEEN_LOOKS)
        self.database.keep()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=SECONDS_TO_STOP):  # noqa: S310, our own
                return True
        except OSError:
            return False

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_server() -> OwnServer:
    """Start the server, deaf to Ctrl-C, and have Prefect ask it. For the main thread, before Prefect is imported."""
    database = lay(own_server_home())
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # the server inherits what is held
    try:
        with socket.socket() as listening:  # the server takes it over: nobody else can get the port while it starts
            listening.bind(("127.0.0.1", 0))
            listening.listen(BACKLOG)
            port, number = listening.getsockname()[1], listening.fileno()
            process = subprocess.Popen(  # noqa: S603, our own interpreter and words
                [*COMMAND, *OPTIONS, "--fd", str(number)], env=own_server_environment(), pass_fds=[number]
            )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    end_with_us(process.pid)
    server = OwnServer(process, f"http://127.0.0.1:{port}/api", database)
    atexit.register(server.stop)
    ask_server(server.address)
    return server

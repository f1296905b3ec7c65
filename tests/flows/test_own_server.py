"""Is a server that does not start told of in a sentence, and does one that answers end when it is stopped?"""

import sys

import pytest

from flows import own_server
from flows.faults import as_fault
from flows.own_server import ServerError, start_server
from flows.settings import has_server_of_its_own

# Takes over the listening socket as the real one does, and answers whatever it is asked.
ANSWERING = """
import socket, sys
listening = socket.socket(fileno=int(sys.argv[sys.argv.index("--fd") + 1]))
while True:
    asked, _ = listening.accept()
    asked.recv(4096)
    asked.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 4\\r\\nConnection: close\\r\\n\\r\\ntrue")
    asked.close()
"""


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "restored after the test")
    monkeypatch.setenv("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "300")


def test_a_server_that_ends_while_it_starts_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_server, "COMMAND", (sys.executable, "-c", "raise SystemExit(7)"))
    with pytest.raises(ServerError) as raised:
        start_server().wait()
    fault = as_fault(raised.value)
    assert fault is not None
    assert (str(fault), fault.code) == ("Prefect's server ended with code 7 while it started.", 1)


def test_prefect_asks_the_server_that_was_started_and_it_ends_when_it_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PREFECT_API_URL")
    assert has_server_of_its_own()
    monkeypatch.setattr(own_server, "COMMAND", (sys.executable, "-c", ANSWERING))
    server = start_server()
    server.wait()
    assert not has_server_of_its_own()
    assert server.process.poll() is None
    server.stop()
    assert server.process.poll() is not None

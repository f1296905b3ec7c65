"""Is a server that does not start told of in a sentence, does one that answers end, and do later ones start sooner?"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from flows import own_server
from flows.faults import as_fault
from flows.own_server import ServerError, start_server
from flows.server_database import lay
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


def migrated_to(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        ((revision,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return str(revision)


@pytest.mark.slow
def test_a_second_data_folder_gets_a_copy_of_the_database_that_the_first_server_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    laid = {}
    for name in ("first", "second"):
        monkeypatch.setenv("PREFECT_HOME", str(tmp_path / name))
        server = start_server()
        laid[name] = (tmp_path / name / "prefect.db").exists()
        server.wait()
        server.stop()

    (kept,) = (tmp_path / "cache" / "broadsheet").iterdir()
    assert laid == {"first": False, "second": True}
    assert migrated_to(kept) == migrated_to(tmp_path / "first" / "prefect.db")
    assert migrated_to(kept) == migrated_to(tmp_path / "second" / "prefect.db")


def test_a_server_whose_database_is_elsewhere_gets_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "postgresql+asyncpg://somewhere/prefect")
    lay(tmp_path).keep()
    assert list(tmp_path.iterdir()) == []


def nobodys() -> Path:
    raise RuntimeError("Could not determine home directory.")


@pytest.mark.parametrize("folder", ["/proc/nowhere", "file", ""])
def test_where_nothing_can_be_kept_the_server_makes_its_database_as_ever(
    folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", folder and str(tmp_path / folder))
    monkeypatch.setattr(Path, "home", nobodys)
    database = lay(tmp_path / "home")
    with closing(sqlite3.connect(database.path)) as made:
        made.execute("CREATE TABLE alembic_version (version_num)")
    database.keep()
    assert database == (tmp_path / "home" / "prefect.db", True)
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["prefect.db"]

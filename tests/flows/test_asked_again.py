"""Is a request that Prefect's server could not serve at once served soon after, with all that it brought?"""

import asyncio
import sqlite3
from collections.abc import Iterator

import httpx
import pytest
import sqlalchemy.exc
from fastapi import FastAPI, Request
from prefect.server.api.server import custom_internal_exception_handler
from starlette.types import Message

from flows import asked_again
from flows.asked_again import PAUSES, AskedAgain


def locked() -> sqlalchemy.exc.OperationalError:
    refused = sqlite3.OperationalError("database is locked")
    refused.sqlite_errorname = "SQLITE_BUSY_SNAPSHOT"
    return sqlalchemy.exc.OperationalError("INSERT", {}, refused)


def asked(outcomes: Iterator[Exception | None], tries: list[bytes]) -> httpx.Response:
    """The answer of an application that meets these faults in turn, mounted and handled as Prefect's is."""
    api = FastAPI(exception_handlers={Exception: custom_internal_exception_handler})

    @api.post("/{name}")
    async def answer(name: str, request: Request) -> str:
        tries.append(await request.body())
        if fault := next(outcomes):
            raise fault
        return f"{name}: {tries[-1].decode()}"

    app = FastAPI()
    app.mount("/api", api)
    app.add_middleware(AskedAgain)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://server") as client:
            return await client.post("/api/lease", content=b"one slot")

    return asyncio.run(ask())


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_again, "PAUSES", (0.0,) * len(PAUSES))


def test_a_refused_write_is_tried_again_with_the_same_body_and_nobody_hears_of_it() -> None:
    tries: list[bytes] = []
    answer = asked(iter([locked(), locked(), None]), tries)

    assert (answer.status_code, answer.json(), tries) == (200, "lease: one slot", [b"one slot"] * 3)


def test_a_write_that_stays_refused_is_answered_as_prefect_answers_it() -> None:
    tries: list[bytes] = []
    answer = asked(iter([locked()] * 9), tries)

    assert (answer.status_code, answer.json()) == (503, {"exception_message": "Service Unavailable"})
    assert len(tries) == len(PAUSES) + 1


def test_another_fault_is_not_tried_again() -> None:
    tries: list[bytes] = []
    answer = asked(iter([ValueError("wrong")]), tries)

    assert (answer.status_code, answer.json()) == (500, {"exception_message": "Internal Server Error"})
    assert len(tries) == 1


def test_what_a_websocket_brings_is_not_remembered() -> None:
    given: list[object] = []

    async def app(*all_that_is_given: object) -> None:
        given.extend(all_that_is_given)

    async def receive() -> Message:
        raise AssertionError("nobody listens")

    async def send(message: Message) -> None:
        raise AssertionError(f"nobody says {message}")

    asyncio.run(AskedAgain(app)({"type": "websocket"}, receive, send))
    assert given == [{"type": "websocket"}, receive, send]

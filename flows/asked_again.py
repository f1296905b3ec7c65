"""What becomes of a request that may not write, since another one just did? The server asks itself again.

Prefect answers 503 where SQLite refuses a write that would follow an outdated look, and its client comes back after two
seconds or more, while a worker waits. Here a third of the calls that begin a task were refused with two workers.
"""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

UNAVAILABLE: Final = 503
PAUSES: Final = (0.02, 0.05, 0.1, 0.2, 0.4)


class AskedAgain:
    """An application that is asked again, after short pauses, as long as it is unavailable."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        heard: list[Message] = []
        for pause in PAUSES:
            if await self._is_answered(scope, _repeating(heard, receive), send):
                return
            await asyncio.sleep(pause)
        await self.app(scope, _repeating(heard, receive), send)

    async def _is_answered(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Hand on the application's answer, unless it is unavailable."""
        is_refused = False

        async def send_answer(message: Message) -> None:
            nonlocal is_refused
            is_refused = is_refused or message.get("status") == UNAVAILABLE
            if not is_refused:
                await send(message)

        try:
            await self.app(dict(scope), receive, send_answer)
        except Exception:
            if not is_refused:  # else it is the reason for the answer, raised once more for the log
                raise
        return not is_refused


def _repeating(heard: list[Message], receive: Receive) -> Receive:
    """What was heard of a request so far, then what is still to come, which is remembered."""
    told = iter(tuple(heard))

    async def hear() -> Message:
        message = next(told, None)
        if message is None:
            message = await receive()
            heard.append(message)
        return message

    return hear

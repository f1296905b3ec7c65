"""What does the server of `broadsheet serve` answer? Prefect's API and UI, and the pages of the releases beside them.

`python -m flows.server HOST PORT`, started by flows/serve.py, which sets the environment.
"""

import sys
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI
from prefect.settings import PREFECT_HOME
from starlette.datastructures import MutableHeaders
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from flows.serve import end_with_parent
from flows.server_app import app

# Pages hold what strangers wrote: they run in an origin of their own, from which Prefect's API is out of reach.
SANDBOX: Final = "sandbox allow-scripts allow-popups allow-downloads allow-modals"


class Pages(StaticFiles):
    """Files of a release, sandboxed and never cached: `current` moves."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Content-Security-Policy", SANDBOX)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Cache-Control"] = "no-cache"
            await send(message)

        await super().__call__(scope, receive, guarded)


def app_over(data: Path) -> FastAPI:
    """Prefect's application with `/releases` and `/current` in front of it."""
    served = app()
    for name in ("releases", "current"):
        served.router.routes.insert(0, Mount(f"/{name}", Pages(directory=data / name, html=True, check_dir=False)))
    return served


if __name__ == "__main__":
    end_with_parent()
    host, port = sys.argv[1:]
    uvicorn.run(app_over(PREFECT_HOME.value().parent), host=host, port=int(port), log_level="error", lifespan="on")

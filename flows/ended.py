"""Which runs ended since somebody last looked? A line each, for the terminal in which `broadsheet serve` runs.

Asks Prefect's API over HTTP, so that Prefect need not be imported.
"""

import http.client
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from flows.words import printable

SECONDS_BETWEEN_LOOKS: Final = 3.0
# More than can end between two looks.
MOST: Final = 50
# What Prefect says before the words of an exception that ended a run.
BEFORE_THE_REASON: Final = "Flow run encountered an exception: "


class EndedRuns:
    """Runs of any deployment that end from now on."""

    def __init__(self, host: str, port: int) -> None:
        self.place = (host, port)
        self.since = datetime.now(UTC).isoformat()
        self.looked_at = 0.0
        self.told: set[str] = set()

    def since_last_time(self, *, at_once: bool = False) -> Iterator[str]:
        """A line for each run that ended since this was last asked; none while the server is too busy to answer."""
        if not at_once and time.monotonic() - self.looked_at < SECONDS_BETWEEN_LOOKS:
            return
        self.looked_at = time.monotonic()
        try:
            found = self._ended()
        except (OSError, http.client.HTTPException, ValueError):
            return
        for run in found:
            if run["id"] not in self.told:
                self.told.add(run["id"])
                yield line(run)

    def _ended(self) -> list[dict[str, Any]]:
        wanted = {"end_time": {"after_": self.since}, "state": {"type": {"any_": list(ENDS)}}}
        connection = http.client.HTTPConnection(*self.place, timeout=5)
        asked = json.dumps({"flow_runs": wanted, "sort": "END_TIME_DESC", "limit": MOST})
        connection.request("POST", "/api/flow_runs/filter", asked, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        found = json.load(answer) if answer.status == http.client.OK else []
        connection.close()
        return list(reversed(found))


ENDS: Final = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def line(run: dict[str, Any]) -> str:
    """When a run ended, which it was, how, and in which words."""
    ended = datetime.fromisoformat(run["end_time"]).astimezone()
    words = printable(run["state"]["message"] or "").removeprefix(BEFORE_THE_REASON)
    name = run["state"]["name"]
    how = words if run["state"]["type"] == "COMPLETED" and words else f"{name}. {words}".strip()
    return f"{ended:%H:%M:%S}  {printable(run['name'])}: {how}"

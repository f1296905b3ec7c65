"""Does `broadsheet serve` run what falls due, tell it in its pages, and leave nothing behind when it stops?"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tasks.artifacts import _table
from tests.browser import looked_at
from tests.flows.conftest import HOSTILE_NAME, ROOT, Service, left_over, started, until
from warehouse.answers import ask
from warehouse.lock import BusyError, only_run
from warehouse.release import current

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PUBLISHED = "broadsheet.release.published"
# What Prefect's own pages ask for and do not have: icons of the browser's tab.
NOT_THERE = "Failed to load resource: the server responded with a status of 404 (Not Found)"
NOT_OURS = ("/favicon.ico", "/favicon-dark.ico", "/ico/undefined.svg")
# A table that is wider than Prefect's page can be moved by mouse and touch, but not by keyboard.
WIDE_TABLE = ("scrollable-region-focusable", '<div class="p-table">')
# Where Prefect shows what an artifact holds.
CONTENT = ".artifact-data-view"


TASKS = {
    "list inputs": ["release"],
    "structure shard 00000": ["shard"],
    "enrich shard 00000": ["shard"],
    "settle copies, entities and stories": ["release"],
    "check the settled tables": ["release"],
    "build the database": ["release"],
    "verify the database": ["release"],
    "draw the release's report": ["release"],
    "publish the release": ["release"],
}


def ended(service: Service, state: str = "Completed", **wanted: Any) -> dict[str, Any]:
    """The first build in that state that is as wanted.

    Which one publishes is open: the one of the start and the schedule's first may fall due in the same second.
    """
    runs: list[dict[str, Any]] = []

    def look() -> dict[str, Any] | None:
        runs[:] = service.runs()
        assert [run["state"]["message"] for run in runs if run["state_name"] in ("Failed", "Crashed")] == []
        return next((run for run in runs if run["state_name"] == state and wanted.items() <= run.items()), None)

    return until(look, lambda: f"a build is {state} with {wanted}: {Counter(run['state_name'] for run in runs)}")


def artifacts(service: Service, run: dict[str, Any]) -> dict[str, Any]:
    """What a run told, by key."""
    found = service.ask("/artifacts/filter", artifacts={"flow_run_id": {"any_": [run["id"]]}})
    return {artifact["key"]: artifact for artifact in found if artifact["key"]}


def test_the_first_build_publishes_a_release_and_tells_what_it_did(service: Service) -> None:
    run = ended(service)
    release = current(service.folder / "data")
    assert release is not None and ask(release.database, "SELECT count(*) FROM articles").rows == [(2,)]
    assert run["name"] == "build data from in" and run["tags"] == ["broadsheet"]
    assert run["state"]["message"] == (
        "Release 0001, from 3 files: 2 articles, 0 without an article, 0 duplicates, 1 in quarantine."
    )
    tasks = service.ask("/task_runs/filter", task_runs={"flow_run_id": {"any_": [run["id"]]}})
    assert {task["name"]: task["tags"] for task in tasks} == TASKS
    told = artifacts(service, run)
    assert set(told) == {f"broadsheet-{key}" for key in ("progress", "summary", "checks", "quarantine", "coverage")}
    assert told["broadsheet-progress"]["data"] == 100
    assert "| articles | 2 | new |" in told["broadsheet-summary"]["data"]
    assert f"[Checks]({service.address}/releases/0001/checks.html)" in told["broadsheet-summary"]["data"]
    assert "The file is empty." in told["broadsheet-quarantine"]["data"]
    covered = json.loads(told["broadsheet-coverage"]["data"])
    assert [(row["publisher"], row["pages"], row["article"]) for row in covered] == [
        ("unknown", "2", "50%"), ("The Harbor Ledger", "1", "100%"),
    ]  # fmt: skip
    warehouse = {"id": [f"broadsheet.warehouse.{service.folder / 'data'}"]}
    wanted = {"event": {"name": [PUBLISHED]}, "resource": warehouse}
    events = until(lambda: service.ask("/events/filter", filter=wanted)["events"], "the event arrives")
    assert [event["payload"]["release"] for event in events] == [1]
    assert f"prefect.flow-run.{run['id']}" in {related["prefect.resource.id"] for related in events[0]["related"]}


def test_the_schedule_fires(service: Service) -> None:
    run = ended(service, "NothingNew", auto_scheduled=True)
    assert run["created_by"]["type"] == "SCHEDULE"
    assert run["state"]["message"] == "Nothing new in 3 files; release 0001 stands."
    assert artifacts(service, run)["broadsheet-summary"]["data"].startswith("**Nothing new** in 3 files.")


def test_the_pages_show_runs_artifacts_and_the_form_and_run_nothing_of_a_page(
    service: Service, browser: "Browser"
) -> None:
    run = ended(service)
    told = artifacts(service, run)
    nightly = service.ask("/deployments/filter", deployments={"name": {"any_": ["nightly"]}})[0]

    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    not_ours = {f"{NOT_THERE} {service.address}{path}" for path in NOT_OURS}

    def shown(path: str, words: str, ours: str | None = None) -> str:
        with looked_at(browser, f"{service.address}{path}") as (page, complaints):
            page.get_by_text(words, exact=False).first.wait_for(timeout=60_000)
            text = page.inner_text("body")
            violations = axe.run(page, context=ours).response["violations"] if ours else []
            page.close()
        assert set(complaints) <= not_ours
        assert {(found["id"], found["nodes"][0]["html"]) for found in violations} <= {WIDE_TABLE}
        return text

    assert "Completed" in shown(f"/runs/flow-run/{run['id']}", "build data from in")
    summary = shown(f"/artifacts/artifact/{told['broadsheet-summary']['id']}", "Release 0001", CONTENT)
    assert str(service.folder / "data/releases/0001/warehouse.duckdb") in summary
    held = shown(f"/artifacts/artifact/{told['broadsheet-quarantine']['id']}", "The file is empty.", CONTENT)
    assert "%3Cimg%20src%3Dx" in held
    for key, words in {"checks": "checks passed", "coverage": "publisher"}.items():
        shown(f"/artifacts/artifact/{told[f'broadsheet-{key}']['id']}", words, CONTENT)
    form = shown(f"/deployments/deployment/{nightly['id']}/run", "Cores for the work")
    assert form.index("Inputs") < form.index("Data folder") < form.index("Workers")


def test_what_a_page_says_stays_text_in_a_table_of_the_ui(
    service: Service, browser: "Browser", monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[list[dict[str, str]]] = []
    monkeypatch.setattr("tasks.artifacts.create_table_artifact", lambda rows, **_: kept.append(rows))
    hostile = "**b** [a](http://e.example) ![i](http://e.example/i.png) <img src=http://e.example> www.e.example `c` 1%"
    _table("hostile", [{"cell": hostile}], "A hostile cell.")
    made = service.ask("/artifacts/", key="hostile", type="table", data=json.dumps(kept[0]))
    with looked_at(browser, f"{service.address}/artifacts/artifact/{made['id']}") as (page, complaints):
        cell = page.locator(".artifact-data-table__cell")
        cell.wait_for(timeout=60_000)
        assert cell.inner_text().strip() == hostile
        assert page.locator(f"{CONTENT} img, {CONTENT} a, {CONTENT} code, {CONTENT} b").count() == 0
    assert [said for said in complaints if "e.example" in said] == []


def test_the_pages_of_the_release_are_served_where_they_cannot_reach_the_api(service: Service) -> None:
    ended(service)
    answer = httpx.get(f"{service.address}/current/checks.html")
    assert answer.status_code == 200 and "Checks of run" in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]
    assert httpx.get(f"{service.address}/releases/0001/docs/").status_code == 200
    assert httpx.get(f"{service.address}/releases/..%2f..%2fin/{HOSTILE_NAME}").status_code == 404
    elsewhere = {"Origin": "http://elsewhere.example", "Access-Control-Request-Method": "POST"}
    assert (
        "access-control-allow-origin" not in httpx.options(f"{service.address}/api/flows/", headers=elsewhere).headers
    )


@pytest.mark.slow
def test_runs_wait_for_each_other_and_a_cancelled_one_leaves_the_release_as_it_was(service: Service) -> None:
    ended(service)
    deployment = service.ask("/deployments/filter", deployments={"name": {"any_": ["on-demand"]}})[0]

    def begun() -> str:
        return str(service.ask(f"/deployments/{deployment['id']}/create_flow_run")["id"])

    def state(run: str) -> str:
        (found,) = service.ask("/flow_runs/filter", flow_runs={"id": {"any_": [run]}})
        return str(found["state_name"])

    with held(service.folder / "data"):
        first = begun()
        until(lambda: state(first) == "WaitingForWarehouse", "the first run waits for the data folder")
        second = begun()
        until(lambda: state(second) == "AwaitingConcurrencySlot", "the second run waits for the first")
    until(lambda: state(first) == "Running", "the first run goes on")
    service.ask(f"/flow_runs/{first}/set_state", state={"type": "CANCELLING"}, force=True)
    until(lambda: state(first) == "Cancelled", "the first run is cancelled")
    release = current(service.folder / "data")
    assert release is not None and release.number == 1
    until(lambda: state(second) == "Completed", "the second run succeeds")
    release = current(service.folder / "data")
    assert release is not None and release.number == 2
    assert ask(release.database, "SELECT count(*) FROM articles").rows == [(2,)]


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the data folder as `broadsheet run` does, as soon as no scheduled run has it."""

    def taken() -> ExitStack | None:
        with ExitStack() as stack:
            try:
                stack.enter_context(only_run(data))
            except BusyError:
                return None
            return stack.pop_all()

    with until(taken, "no run has the data folder"):
        yield


def later(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The runs that are not due yet."""
    now = datetime.now(UTC).isoformat()
    return [run for run in runs if run["expected_start_time"] > now]


def refused(folder: Path, *options: object, code: int = 1) -> str:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "serve", "in", *map(str, options)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, "") and "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def test_a_taken_port_and_a_served_folder_are_told_in_a_sentence(service: Service, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Cannot listen on 127.0.0.1:{port}: Address already in use. " in refused(tmp_path, "--port", port)
    assert "data is being served already." in refused(service.folder, "--port", 1024)


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 2, "There is no input at '"),
        (["--out", "file"], 1, "/file cannot be written to: Not a directory. Make it writable, or give another --out."),
        (["--timezone", "Mars/Base"], 2, "There is no time zone 'Mars/Base'; one is Europe/Berlin."),
        (["--cron", "61 3 * * *"], 2, "'61 3 * * *' is no cron line; one has five parts, as 0 3 * * *."),
        (["--mirror", "nope://x"], 1, "'nope://x' is no address of a store"),
    ],
)
def test_what_cannot_work_is_told_before_anything_starts(
    options: list[str], code: int, words: str, tmp_path: Path
) -> None:
    if options:
        (tmp_path / "in").mkdir()
    (tmp_path / "file").touch()
    assert words in refused(tmp_path, *options, code=code)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_it_stops_without_a_trace_and_a_restart_knows_its_history(service: Service, services: list[Service]) -> None:
    known = {ended(service)["id"]}
    ended(service, "NothingNew")  # by then the process of the first run is gone: a stop cancels what still ends
    code, printed = service.stop()
    assert (code, printed.splitlines()[-1]) == (0, "Stopped.")
    assert re.search(r"^\d\d:\d\d:\d\d  build data from in: Release 0001, from 3 files: 2 articles, ", printed, re.M)
    assert left_over(service.folder) == []
    again = started(service.folder, "--cron", "0 3 * * *")
    services.append(again)
    found = again.runs()
    assert known <= {run["id"] for run in found}
    assert len([run for run in found if not run["auto_scheduled"]]) == 2, "what was missed is run once"
    scheduled = [run for run in found if run["auto_scheduled"] and run["state_type"] == "SCHEDULED"]
    assert scheduled == later(scheduled), "and no more"
    assert again.stop(signal.SIGTERM)[0] == 0
    assert left_over(service.folder) == []

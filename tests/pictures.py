"""Which pictures do the guides show? `python -m tests.pictures` takes them again, of the sample pages.

It serves the sample pages until their first build is published, and looks at the UI, the report and a page with
headless Chromium.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from tests.flows.conftest import PAGES, ROOT, Service, started, until

PICTURES: Final = ROOT / "docs/pictures"
A_PAGE: Final = "harborledger.example_2024-03-11_port-strike.1.txt"
ROOM: Final = {"width": 1180, "height": 820}
# Prefect draws its graph of a run after everything else, and no event says when it is done.
MILLISECONDS_TO_DRAW: Final = 4_000


def first_build(service: Service) -> str:
    """The id of the first build, once it has published."""

    def completed() -> str | None:
        done = [str(run["id"]) for run in service.runs() if run["state_name"] == "Completed"]
        return done[0] if done else None

    return until(completed, "the first build is published")


def addresses(service: Service) -> dict[str, str]:
    """Where each picture of what is served is taken."""
    run = first_build(service)
    (summary,) = service.ask(
        "/artifacts/filter", artifacts={"flow_run_id": {"any_": [run]}, "key": {"any_": ["broadsheet-summary"]}}
    )
    (nightly,) = service.ask("/deployments/filter", deployments={"name": {"any_": ["nightly"]}})
    return {
        "run": f"/runs/flow-run/{run}",
        "summary": f"/artifacts/artifact/{summary['id']}",
        "form": f"/deployments/deployment/{nightly['id']}/run",
        "report": "/current/report.html",
    }


def taken(page: Page, address: str, name: str) -> None:
    """Take one picture."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(MILLISECONDS_TO_DRAW)
    page.screenshot(path=PICTURES / f"{name}.png")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(PAGES, folder / "in")
        service = started(folder, "--cron", "0 3 * * *")
        browser = playwright.chromium.launch(executable_path=chromium())
        page = browser.new_page(viewport=ROOM)
        try:
            for what, path in addresses(service).items():
                taken(page, f"{service.address}{path}", what)
            command = [sys.executable, "-m", "flows.cli", "show", A_PAGE, "--html", "--output", "page.html"]
            subprocess.run(command, cwd=folder, check=True, env={"PYTHONPATH": str(ROOT)})
            taken(page, f"{(folder / 'page.html').as_uri()}#L47", "page")
        finally:
            browser.close()
            service.stop()


if __name__ == "__main__":
    main()

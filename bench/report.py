"""How large is the report of a release, and how soon does a browser show it?

    python -m bench.warehouse 100000 FOLDER        makes a warehouse
    python -m bench report --pages FOLDER          draws its report there and opens it in headless Chromium

`shown_ms` is when the browser first painted words, `loaded_ms` when it had laid out all of the page; each opening has
a profile of its own. The rows: the median of all openings, and the slowest.
"""

import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench import Options, Row
from bench.queries import SMALL
from bench.warehouse import write_tables
from tasks.report import write_report
from warehouse.database import build
from warehouse.release import DATABASE, REPORT

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
# A promise and no polling: the report's own policy forbids scripts that are made of strings after the first call.
TIMES: Final = """() => new Promise(tell => new PerformanceObserver(seen => {
  const painted = seen.getEntriesByName('first-contentful-paint')[0]
  if (painted) tell([painted.startTime, performance.getEntriesByType('navigation')[0].loadEventEnd])
}).observe({type: 'paint', buffered: true}))"""


def measure(options: Options) -> list[Row]:
    """Size and making of the report; times until it is shown and loaded."""
    if (options.pages / DATABASE).exists():
        return _measure(options.pages, options.rounds)
    with tempfile.TemporaryDirectory() as folder:
        write_tables(Path(folder) / "tables", options.most or SMALL)
        build(Path(folder) / "tables", Path(folder) / DATABASE)
        return _measure(Path(folder), options.rounds)


def _measure(folder: Path, rounds: int) -> list[Row]:
    file, worked = folder / REPORT, time.process_time()
    write_report(folder / DATABASE, file, "A synthetic warehouse.")
    made = round(time.process_time() - worked, 1)
    opened = _opened(file, rounds)
    known = {"megabytes": round(file.stat().st_size / 1e6, 2), "made_cpu_s": made, "openings": len(opened)}
    return [
        {"openings are": "median", **known, **_times(opened, median)},
        {"openings are": "slowest", **known, **_times(opened, max)},
    ]


def _times(opened: list[tuple[float, float]], of: Any) -> Row:
    shown, loaded = zip(*opened, strict=True)
    return {"shown_ms": round(of(shown)), "loaded_ms": round(of(loaded))}


def _opened(file: Path, rounds: int) -> list[tuple[float, float]]:
    from playwright.sync_api import sync_playwright

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("There is no Chromium on this machine: apt-get install chromium")
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.goto(file.absolute().as_uri(), wait_until="load")
            times.append(tuple(page.evaluate(TIMES)))
            context.close()
        browser.close()
    return times

"""How does a test look at a page as people do? In headless Chromium, with everything that the page complains of.

    def test_the_report_opens(browser: "Browser", ...) -> None:
        with looked_at(browser, file.as_uri()) as (page, complaints):
            assert page.title() == "..."
        assert complaints == []

The fixture `browser` lives for one test: while Playwright runs, this thread has a running event loop, and Prefect would
take a flow that is called in it for an asynchronous one. Run the flows first.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where this machine has Chromium."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _in_words(said: "ConsoleMessage") -> str:
    """What the console says; of a resource that could not be loaded, its address too."""
    return f"{said.text} {said.location['url']}" if said.text.startswith("Failed to load") else said.text


@contextmanager
def looked_at(browser: "Browser", url: str, **context: Any) -> Iterator[tuple["Page", list[str]]]:
    """A page of its own context (`viewport`, `color_scheme`, ...), and a list that fills with its complaints.

    A complaint is an error in the console, an exception of a script, or a request that failed.
    """
    opened = browser.new_context(**context)
    page = opened.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(_in_words(said)) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(f"{request.url}: {request.failure}"))
    try:
        page.goto(url)
        yield page, complaints
    finally:
        opened.close()

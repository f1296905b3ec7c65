"""One Prefect server and one home for all tests; nothing of a test run is left behind."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.browser import chromium

pytest_plugins = ["tests.stores"]

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from warehouse.release import Release

# Prefect reads its home when it is imported: a test run must not see the results of an earlier one.
_HOME = tempfile.TemporaryDirectory(prefix="broadsheet-prefect-", ignore_cleanup_errors=True)
os.environ["PREFECT_HOME"] = _HOME.name
os.environ["XDG_CACHE_HOME"] = str(Path(_HOME.name) / "cache")
os.environ.pop("PREFECT_API_URL", None)
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = os.environ["PY_KEY_VALUE_DISABLE_BEARTYPE"] = "1"
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

# The same examples in each run, however long one takes: a test fails by what changed, never by chance.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A real Prefect server for the tests that run flows."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=600):
        yield


@pytest.fixture(scope="session")
def sample_release(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> "Release":
    """A release of the sample pages in seeds/pages, built once for all tests that read it."""
    from flows.build import build
    from flows.settings import BuildOptions, Engine

    pages = Path(__file__).resolve().parents[1] / "seeds" / "pages"
    out = tmp_path_factory.mktemp("sample") / "data"
    return build(BuildOptions(inputs=[str(pages)], out=str(out), engine=Engine.threads, workers=1)).release


@pytest.fixture
def browser() -> Iterator["Browser"]:
    """Headless Chromium for one test; `tests.browser.looked_at` opens pages in it."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    executable = chromium()
    if executable is None:
        pytest.skip("there is no Chromium on this machine: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable)
        yield launched
        launched.close()

"""Does the look at a page see what the page complains of?"""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_a_page_is_read_and_its_complaints_are_collected(browser: "Browser", tmp_path: Path) -> None:
    sound, broken = tmp_path / "sound.html", tmp_path / "broken.html"
    sound.write_text("<title>Sound</title><h1>All is well</h1>", "utf-8")
    broken.write_text("<title>Broken</title><img src=gone.png><script>console.error('E1'); throw Error('E2')</script>")
    with looked_at(browser, sound.as_uri()) as (page, complaints):
        assert (page.title(), page.inner_text("h1")) == ("Sound", "All is well")
    assert complaints == []
    with looked_at(browser, broken.as_uri()) as (page, complaints):
        page.wait_for_load_state("networkidle")
    assert {"E1", "E2"} <= set(complaints) and any("gone.png" in said for said in complaints)

"""Does the plot of growth show each run, and stand alone as a file?"""

from pathlib import Path
from xml.etree import ElementTree

from bench.growth import PANELS, draw

ROWS = [
    {"pages": pages, "workers": workers, "cpu_seconds": pages / 20, "wall_seconds": pages / workers, "peak_mb": 900}
    for pages in (100, 1_000)
    for workers in (1, 2)
]


def test_the_plot_has_a_point_for_each_run_in_each_panel_and_brings_its_colours(tmp_path: Path) -> None:
    draw(ROWS, tmp_path / "growth.svg")
    svg = ElementTree.parse(tmp_path / "growth.svg").getroot()
    words = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    points = [mark for mark in svg.iter("{http://www.w3.org/2000/svg}path") if mark.get("fill") == "var(--main)"]
    assert [title for title in PANELS.values() if title in words] == list(PANELS.values())
    assert words.count("1 worker") == words.count("2 workers") == 1
    assert len(points) >= 2 * len(PANELS)
    style = svg.find("{http://www.w3.org/2000/svg}style")
    assert style is not None and "--main" in (style.text or "")

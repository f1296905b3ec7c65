"""Does the plot of growth show each case and stand alone, and what are runs held against?"""

from pathlib import Path
from xml.etree import ElementTree

from bench.growth import PANELS, Case, cases, compared, draw

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


def test_every_case_is_held_against_one_worker_and_against_processes() -> None:
    assert cases(["processes", "dask"], [2, 1]) == [Case("processes", 1), Case("processes", 2), Case("dask", 2)]
    seconds = {("processes", 1): (90, 100, 140), ("processes", 2): (50, 40, 60), ("dask", 2): (80, 62.5, 60)}
    rows = [
        {"pages": 7, "engine": engine, "workers": workers, "wall_seconds": wall, "cpu_seconds": 9, "peak_mb": int(wall)}
        for (engine, workers), walls in seconds.items()
        for wall in walls
    ]
    same = {"pages": 7, "rounds": 3, "cpu_seconds": 9}
    assert compared(rows) == [
        same | {"engine": "processes", "workers": 1, "wall_seconds": 100, "peak_mb": 140, "times_one_worker": 1,
                "times_processes": 1},
        same | {"engine": "processes", "workers": 2, "wall_seconds": 50, "peak_mb": 60, "times_one_worker": 2,
                "times_processes": 1},
        same | {"engine": "dask", "workers": 2, "wall_seconds": 62.5, "peak_mb": 80, "times_one_worker": None,
                "times_processes": 0.8},
    ]  # fmt: skip

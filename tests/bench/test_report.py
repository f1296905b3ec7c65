"""Does the benchmark of the report draw one and open it?"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench import Options
from bench.report import measure


@pytest.mark.usefixtures("browser")  # skips where there is none; it has its thread to itself, so we take another
@pytest.mark.slow
def test_the_report_is_drawn_and_opened_as_often_as_asked(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        median, slowest = pool.submit(measure, Options(tmp_path, rounds=2, out=tmp_path, most=300)).result()
    assert (median["openings"], median["megabytes"]) == (2, slowest["megabytes"])
    assert 0.2 < median["megabytes"] < 2
    assert 0 < median["shown_ms"] <= slowest["shown_ms"] and 0 < median["loaded_ms"] <= slowest["loaded_ms"]

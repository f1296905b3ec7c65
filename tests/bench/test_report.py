"""Does the benchmark of the report draw one and open it?"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench import Options
from bench.report import measure

if TYPE_CHECKING:
    pass


@pytest.mark.usefixtures("browser")
def test_the_report_is_drawn_and_opened_as_often_as_asked(tmp_path: Path) -> None:
    median, slowest = measure(Options(tmp_path, rounds=2, out=tmp_path, most=300))
    assert (median["openings"], median["megabytes"]) == (2, slowest["megabytes"])
    assert 0.2 < median["megabytes"] < 2
    assert 0 < median["shown_ms"] <= slowest["shown_ms"] and 0 < median["loaded_ms"] <= slowest["loaded_ms"]

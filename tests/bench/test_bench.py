"""Does the benchmark measure what it says, and say it as people and programs can read it?"""

import io
import json
from importlib import import_module
from pathlib import Path

import pytest

from bench import Case
from bench.__main__ import BENCHMARKS, main
from bench.pages import SAMPLES, as_flat, as_warc, html_pages
from bench.timing import race
from tasks import RawPage
from tasks.sources import read_source


def test_cases_take_turns_and_the_first_is_what_ratios_are_to(monkeypatch: pytest.MonkeyPatch) -> None:
    now, turns = [0.0], list[str]()

    def case(name: str, seconds: float) -> Case:
        def run() -> dict[str, int]:
            now[0] += seconds
            turns.append(name)
            return {"pages": 40}

        return Case(name, run)

    monkeypatch.setattr("bench.timing.time.process_time", lambda: now[0])
    slow, fast = race([case("slow", 0.04), case("fast", 0.01)], rounds=3)
    assert turns == ["slow", "fast", "slow", "fast", "fast", "slow", "slow", "fast"]
    assert (slow["case"], slow["pages"], slow["seconds"], slow["ratio"], slow["pages_per_second"]) == (
        *("slow", 40, 0.04), *(1.0, 1000.0),
    )  # fmt: skip
    assert (fast["seconds"], fast["ratio"], fast["pages_per_second"]) == (0.01, 4.0, 4000.0)
    assert 10 < slow["peak_mb"] < 10_000


def test_a_page_is_measured_in_its_three_forms() -> None:
    pages = html_pages(SAMPLES, most=3)
    assert [page.media_type for page in pages] == ["text/html"] * 3
    assert "<" not in as_flat(pages[1]).data.decode()[:200]
    found = list(read_source(io.BytesIO(as_warc(pages)), "memory:", "pages.warc.gz"))
    assert [(item.data, item.charset) for item in found if isinstance(item, RawPage)] == [
        (page.data, page.charset) for page in pages
    ]


def test_the_command_writes_json_and_shows_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("trafilatura")
    pytest.importorskip("newspaper")
    main(["structuring", "--rounds", "1", "--most", "2", "--out", str(tmp_path)])
    result = json.loads((tmp_path / "structuring.json").read_text("utf-8"))
    cases = [
        *(
            "trafilatura, HTML",
            "trafilatura with metadata, HTML",
            "newspaper4k, HTML",
            "Broadsheet, HTML",
            "Broadsheet, WARC",
            "Broadsheet, flat text",
        ),
        *("Broadsheet, HTML, read before", "Broadsheet, flat text, read before"),
    ]
    assert [row["case"] for row in result["rows"]] == cases
    assert [row["pages"] for row in result["rows"]] == [2] * len(cases)
    shown = capsys.readouterr().out
    assert [case for case in cases if case not in shown] == []


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_says_what_it_measures_and_measures_it(name: str) -> None:
    module = import_module(f"bench.{name}")
    assert module.__doc__
    assert callable(module.measure)


def test_an_unknown_benchmark_is_refused_with_the_names_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "there is no benchmark 'speed'; there are: structuring" in capsys.readouterr().err

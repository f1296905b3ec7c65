"""Do the worked pages come out exactly, and does the ledger of real pages hold? Needs the data beside the project."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.settings import BuildOptions, Engine
from tasks import RawPage, Reading
from tasks.enriching.enrich_page import enrich_page, enrichers
from tasks.knowledge import knowledge, reader
from tasks.structuring.passages import page_text
from tasks.structuring.read_page import read_page

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the worked pages and corpora are not beside the project")


@needs_shared
@pytest.mark.usefixtures("prefect_server")
def test_the_worked_pages_come_out_as_their_gold_says(tmp_path: Path) -> None:
    from flows.build import build

    seeds = SHARED / "seeds"
    summary = build(BuildOptions(inputs=[str(seeds / "raw")], out=str(tmp_path / "out"), engine=Engine.threads))
    scorer, found = SHARED / "score/score.py", tmp_path / "scores.json"
    command = [sys.executable, scorer, summary.release.database, "--gold", seeds, "--json", found, "--failures"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    scores = {metric["name"]: metric["value"] for metric in json.loads(found.read_text("utf-8"))}
    assert {name: value for name, value in scores.items() if value != 1.0} == {}, done.stdout


@pytest.mark.slow
@needs_shared
def test_every_line_of_every_real_page_stands_once_in_lines_and_every_span_slices_back() -> None:
    made = enrichers(knowledge())
    for file in sorted((SHARED / "corpora/articles_flat").glob("*.txt")):
        read = read_page(RawPage(file.name, 0, file.read_bytes(), "text/plain"), reader())
        assert isinstance(read, Reading), file.name
        text = read.page.text or ""
        visible = [(number, line.strip()) for number, line in enumerate(text.split("\n")) if line.strip()]
        assert [(line.line_no, text[line.span_start : line.span_end]) for line in read.lines] == visible, file.name
        found = enrich_page(page_text(read.page, read.articles, read.lines, read.media, read.comments), made)
        said = [(row, row.surface) for row in found.mentions]
        said += [(row, row.text) for row in (*found.figures, *found.dates)]
        assert [row for row, words in said if text[row.span_start : row.span_end] != words] == [], file.name

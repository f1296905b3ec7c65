"""Do broken pages end well, and would the fuzzer see it if they did not?"""

from collections import Counter
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bench.fuzz import Ledger, broken, check, faults_of, warm_reader
from bench.fuzz_flow import accounted, write
from tasks import RawPage, Reading
from tasks.knowledge import reader
from tasks.structuring.read_page import read_page
from tests.flows.test_build import run

SEED = 5
INPUTS = 80


def test_every_broken_input_ends_with_or_without_an_article_as_a_copy_or_held_back_with_a_reason() -> None:
    ledger, known = Ledger(), warm_reader()
    for number in range(INPUTS):
        check(number, SEED, known, ledger)
    assert ledger.failures == []
    assert set(ledger.outcomes) >= {"article", "no_article", "held back"}


def test_a_broken_input_is_made_from_its_number_alone_whenever_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = count()
    monkeypatch.setattr("time.time", lambda: next(seconds))
    assert [broken(number, SEED) for number in range(20)] == [broken(number, SEED) for number in range(20)]
    assert len({broken(number, SEED).data for number in range(20)}) > 15


def test_a_lost_line_a_shifted_span_and_a_missing_reason_are_seen() -> None:
    page = b"Ostwick Echo\n\nThe bridge was closed on Monday, said the council, and will not open again.\n"
    read = read_page(RawPage("memory:", 0, page, "text/plain"), reader())
    assert isinstance(read, Reading)
    assert list(faults_of(read)) == []
    lost = replace(read, lines=read.lines[1:])
    shifted = replace(read, lines=[line._replace(span_start=line.span_start + 1) for line in read.lines])
    unknown = replace(read, lines=[line._replace(role="headline") for line in read.lines])
    silent = replace(read, page=read.page._replace(reason=None, status="no_article"), articles=[])
    assert [len(list(faults_of(broken))) for broken in (lost, shifted, unknown, silent)] == [1, 1, 1, 1]


@pytest.mark.usefixtures("prefect_server")
@pytest.mark.slow
def test_a_run_over_broken_files_loses_none_of_their_records_and_one_that_is_lost_would_be_seen(tmp_path: Path) -> None:
    records = write(tmp_path / "in", 25, SEED)
    release = run(tmp_path / "in", tmp_path / "out").release
    assert accounted(release, records) == []
    assert accounted(release, records + Counter({"lost.txt": 1})) == ["lost.txt: 1 records in, 0 pages out"]

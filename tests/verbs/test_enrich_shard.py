"""Does a fault of an enricher cost one page's finds, whether the page is new or comes from a release?"""

from pathlib import Path
from typing import Any

import pytest

from tasks import enrich_shard
from tasks.enriching import Found
from tests.warehouse.rows import article, line, page
from warehouse.staging import read_rows, write_rows


def test_a_page_whose_prose_fails_is_held_back_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = page("A calm day.", "file:///a"), page("A bad day.", "file:///b")
    rows: dict[str, Any] = {name: [] for name in enrich_shard.READ}
    rows |= {"pages": [good, bad], "lines": [line(good), line(bad)], "articles": [article(good), article(bad)]}
    write_rows(tmp_path, rows)

    def enrich_page(of: Any, _made: Any) -> Found:
        if of.page.page_id == bad.page_id:
            raise ValueError("no such day")
        return Found()

    monkeypatch.setattr(enrich_shard, "enrich_page", enrich_page)
    monkeypatch.setattr(enrich_shard, "compiled_enrichers", lambda: ())
    for _ in range(2):  # with and without what was held back before
        enrich_shard.enrich_part(tmp_path, "r1", {}, lambda place: None)
        (held,) = read_rows(tmp_path / "quarantine.parquet", "quarantine")
        assert (held.page_id, held.stage, held.check_name) == (bad.page_id, "enrich", "enricher_fault")
        assert held.reason == "An enricher failed on this page (ValueError: no such day)."
    assert read_rows(tmp_path / "mentions.parquet", "mentions") == []
    monkeypatch.setattr(enrich_shard, "enrich_page", lambda of, made: Found())
    enrich_shard.enrich_part(tmp_path, "r1", {}, lambda place: None)
    assert read_rows(tmp_path / "quarantine.parquet", "quarantine") == []

"""Is a row that fails a check taken out with a receipt, and is what refers to it kept right?"""

import json
from pathlib import Path
from typing import Any

from tests.warehouse.rows import article, comment, entity, mention, page, run
from tests.warehouse.test_settle import read
from warehouse.count import count
from warehouse.release import table_file
from warehouse.staging import write_rows
from warehouse.tables import TABLES
from warehouse.withhold import withhold

PAGE = page("Paris.")
PARIS = entity("Paris")


def tables_with(folder: Path, rows: dict[str, Any]) -> Path:
    for table in TABLES:
        write_rows(folder / "flat", {table.name: rows.get(table.name, [])})
        target = table_file(folder, table.name)
        target.parent.mkdir(parents=True)
        (folder / "flat" / f"{table.name}.parquet").rename(target)
    return folder


def test_a_comment_goes_to_quarantine_and_its_reply_loses_the_parent(tmp_path: Path) -> None:
    bad, reply = comment(PAGE, 1, text=""), comment(PAGE, 2, parent_id=comment(PAGE, 1).comment_id)
    tables = tables_with(tmp_path, {"pages": [PAGE], "articles": [article(PAGE)], "comments": [bad, reply]})
    assert withhold(tables, {"comments": {"comments.text.not_blank": [(bad.comment_id,)]}}, "r1") == 1
    assert read(tables, "comments") == [reply._replace(parent_id=None)]
    (held,) = read(tables, "quarantine")
    assert (held.run_id, held.stage, held.check_name) == ("r1", "validate", "comments.text.not_blank")
    assert (held.page_id, held.source_uri) == (PAGE.page_id, PAGE.source_uri)
    assert json.loads(held.row)["comment_id"] == bad.comment_id


def test_an_article_takes_with_it_what_cannot_stand_without_one_and_the_page_says_so(tmp_path: Path) -> None:
    rows = {"pages": [PAGE], "articles": [article(PAGE)], "comments": [comment(PAGE)], "entities": [PARIS]}
    tables = tables_with(tmp_path, rows | {"mentions": [mention(PAGE, PARIS, "Paris")]})
    withhold(tables, {"articles": {"articles.body.not_blank": [(article(PAGE).article_id,)]}}, "r1")
    count(tables, [], run(), [])
    (row,) = read(tables, "pages")
    assert (row.status, row.reason) == ("no_article", "Its article failed the check articles.body.not_blank.")
    assert read(tables, "articles") == []
    assert [kept.article_id for kept in read(tables, "comments") + read(tables, "mentions")] == [None, None]
    assert read(tables, "runs")[0].no_article_count == 1


def test_an_entity_takes_its_mentions_with_it(tmp_path: Path) -> None:
    rows = {"pages": [PAGE], "articles": [article(PAGE)], "entities": [PARIS]}
    tables = tables_with(tmp_path, rows | {"mentions": [mention(PAGE, PARIS, "Paris")]})
    assert withhold(tables, {"entities": {"entities.name.not_blank": [(PARIS.entity_id,)]}}, "r1") == 2
    assert read(tables, "mentions") == read(tables, "entities") == []
    assert {held.check_name for held in read(tables, "quarantine")} == {"entities.name.not_blank"}

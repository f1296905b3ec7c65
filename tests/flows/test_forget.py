"""Is a page that was taken down gone from every byte of the data folder, and does it stay out?"""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tasks.stages import story_rules
from tests.flows.test_build import STORIES, folder_of, rows, run
from tests.flows.test_command import broadsheet
from warehouse import story_index
from warehouse.database import row_counts, verify
from warehouse.inputs import known_inputs
from warehouse.release import releases
from warehouse.takedown import LEDGER, taken_down

CAPTURES = Path(__file__).parent / "captures"
HTML = "zambezistandard.example_news_kariba-lake-level-power-cuts.html"
URL = "https://www.zambezistandard.example/news/kariba-lake-level-power-cuts/#comments"
# Words of the page's headline, body, comments, figures and names that no other page has.
WORDS = ("Kariba has 11 weeks", "Mutale Kabwe", "the wrong ruler", "Davison has long legs", "478.3 metres", "Siavonga",
         "kapenta", HTML.removesuffix(".html"))  # fmt: skip

pytestmark = pytest.mark.usefixtures("prefect_server")


def holding(folder: Path, *words: str) -> dict[str, list[str]]:
    """The files of a folder that hold each of the words, in the bytes or in what Parquet and DuckDB packed."""
    contents = [(name, content.casefold()) for name, content in _contents(folder)]
    return {one: [name for name, content in contents if one.casefold() in content] for one in words}


def _contents(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        found.append((path.name, path.read_bytes().decode("utf-8", "replace")))
        with duckdb.connect() as connection:
            if path.suffix == ".parquet":
                values = connection.execute(f"SELECT to_json(t)::VARCHAR FROM read_parquet('{path}') t").fetchall()
                found.append((path.name, "\n".join(value for (value,) in values)))
            elif path.suffix == ".duckdb":
                connection.execute(f"ATTACH '{path}' AS w (READ_ONLY)")
                tables = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'w'"
                for schema, table in connection.execute(tables).fetchall():
                    values = connection.execute(f'SELECT to_json(t)::VARCHAR FROM w."{schema}"."{table}" t').fetchall()
                    found.append((path.name, "\n".join(value for (value,) in values)))
    return found


@pytest.mark.slow
def test_a_page_that_was_taken_down_leaves_no_byte_behind_and_stays_out(tmp_path: Path) -> None:
    pages, out = folder_of(tmp_path / "in", STORIES[0]), tmp_path / "out"
    shutil.copyfile(CAPTURES / HTML, pages / HTML)
    shutil.copyfile(CAPTURES / HTML, pages / "copy.html")
    (pages / "empty.txt").write_bytes(b"")
    run(pages, out)
    folder_of(pages, STORIES[1])
    run(pages, out)
    assert all(holding(out / "releases", *WORDS).values())

    assert broadsheet("forget", "https://nobody.example/", "--out", out)[:2] == (1, "")
    code, text, _ = broadsheet("forget", URL, "--out", out, "--trial")
    assert code == 0 and "Release 0002 holds 2:" in text and text.endswith("Nothing was changed: this was a trial.\n")
    code, text, said = broadsheet("forget", URL, "--out", out, "--by", "the desk")
    assert (code, said) == (0, "") and "Taken down for good: 2 pages from 2 releases." in text

    assert holding(out, *WORDS) == {words: [] for words in WORDS}
    (entry,) = [json.loads(line) for line in (out / LEDGER).read_text().splitlines()]
    assert (entry["by"], entry["page_count"], len(entry["files"])) == ("the desk", 2, 2)
    for release in releases(out):
        verify(release.database, row_counts(release.folder / "tables"))
        assert set(known_inputs(release)) == {
            path.as_uri() for path in (pages / STORIES[0], pages / STORIES[1])[: release.number]
        } | {(pages / "empty.txt").as_uri()}
        kept = story_index.load(release.folder / story_index.FOLDER, story_rules())
        assert (
            kept and sum(len(part["ids"]) for part in kept.parts) == row_counts(release.folder / "tables")["articles"]
        )
    assert rows(out, "SELECT count(*) FROM search('kariba')") == [(0,)]

    assert run(pages, out).is_new is False
    again = (CAPTURES / HTML).read_bytes().replace(b"478.3", b"478.1")
    (pages / "captured-again.html").write_bytes(again)
    summary = run(pages, out)
    assert (summary.run.record_count, summary.run.kept_count) == (0, 3)
    assert holding(out / "releases", "Kabwe", "captured-again") == {"Kabwe": [], "captured-again": []}
    assert len(taken_down(out, "files")) == 3
    assert run(pages, out).is_new is False

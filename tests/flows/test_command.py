"""Does the command answer in tables, CSV, JSON and Parquet, and tell faults in sentences?"""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest

from flows.words import example_lines
from tests.warehouse.rows import line, page
from tests.warehouse.test_withhold import tables_with
from warehouse.database import build, row_counts
from warehouse.grow import shape
from warehouse.release import DATABASE, current, publish, write_manifest
from warehouse.tables import Page

HOSTILE = "\x1b[31mred [bold]x[/bold] =cmd()"
HOSTILE_PAGE = page(HOSTILE, "file:///x%0A.txt")._replace(url="https://a.example/\x1b[31m\u202e")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    publish_pages(tmp_path, [HOSTILE_PAGE])
    return tmp_path


def publish_pages(data: Path, pages: list[Page]) -> None:
    """A release of these pages, one line each."""
    built = data / "built"
    tables_with(built / "tables", {"pages": pages, "lines": [line(each) for each in pages]})
    build(built / "tables", built / DATABASE)
    counts = row_counts(built / "tables")
    manifest = {"run_id": "r1", "published_at": "2024-03-11T12:00:00+00:00", "rows": counts, "shape": shape()}
    write_manifest(built, manifest)
    publish(data, built)


def broadsheet(*arguments: object) -> tuple[int, str, str]:
    code = "from flows.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_sql_gives_rows_as_csv_json_and_parquet(out: Path) -> None:
    query = "SELECT line_no, role FROM lines"
    assert broadsheet("sql", query, "--out", out, "--format", "csv") == (0, "line_no,role\n0,body\n", "")
    code, text, _ = broadsheet("sql", query, "--out", out, "--format", "json")
    assert (code, json.loads(text)) == (0, [{"line_no": 0, "role": "body"}])
    code, text, _ = broadsheet(
        "sql", "SELECT 'nan'::DOUBLE AS x, [1.5, '-inf'::DOUBLE] AS y", "--out", out, "--format", "json"
    )
    assert (code, json.loads(text)) == (0, [{"x": None, "y": [1.5, None]}])
    assert broadsheet("sql", query, "--out", out, "--format", "parquet", "--output", out / "a.parquet")[0] == 0
    assert duckdb.sql(f"FROM '{out / 'a.parquet'}'").fetchall() == [(0, "body")]


def test_a_file_that_sql_writes_holds_what_its_name_says(out: Path) -> None:
    for name in ("rows.csv", "rows.JSON", "rows.parquet", "rows.txt"):
        assert broadsheet("sql", "SELECT 1 AS a", "--out", out, "--output", out / name) == (0, "", "")
    assert (out / "rows.csv").read_text() == "a\n1\n"
    assert json.loads((out / "rows.JSON").read_text()) == [{"a": 1}]
    assert duckdb.sql(f"FROM '{out / 'rows.parquet'}'").fetchall() == [(1,)]
    assert "│ 1 │" in (out / "rows.txt").read_text()


def test_the_version_is_that_of_the_package() -> None:
    assert broadsheet("--version") == (0, f"broadsheet {version('broadsheet')}\n", "")


def test_a_terminal_without_a_letter_is_shown_its_number(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    query = "SELECT '‘' AS mark"
    assert broadsheet("sql", query, "--out", out, "--format", "csv") == (0, "mark\n\\u2018\n", "")
    assert json.loads(broadsheet("sql", query, "--out", out, "--json")[1]) == [{"mark": "‘"}]
    assert broadsheet("status", "--out", out)[0] == 0
    assert broadsheet("show", "café", "--out", out)[2].isascii()


def test_text_of_a_page_cannot_style_the_terminal(out: Path) -> None:
    _, text, _ = broadsheet("sql", "SELECT text FROM pages", "--out", out)
    assert "\x1b" not in text and "[bold]x[/bold]" in text
    _, text, _ = broadsheet("explain", page(HOSTILE).page_id[:8], "--out", out)
    assert text.replace("\n", "").isprintable() and "[bold]x[/bold]" in text
    assert f"  page_id              {page(HOSTILE).page_id}\n" in text


def test_answers_with_more_columns_than_there_is_room_for_are_records(out: Path) -> None:
    columns = [f"{number} AS c{number}" for number in range(13)]
    _, text, _ = broadsheet("sql", f"SELECT {', '.join(columns[:12])}", "--out", out)
    assert text.splitlines()[1].endswith("┃ c10 ┃ c11 ┃")
    _, text, _ = broadsheet("sql", f"SELECT {', '.join(columns)}", "--out", out)
    assert text.splitlines() == [f"{f'c{number}':<3}  {number}" for number in range(13)]
    _, text, _ = broadsheet("sql", f"SELECT {', '.join(columns)} LIMIT 0", "--out", out)
    assert text.splitlines() == [*(f"c{number}" for number in range(13)), "No rows."]


def test_an_example_that_no_row_answers_is_left_out(out: Path) -> None:
    release = current(out)
    assert release is not None and example_lines(release, out) == []


def test_status_lists_the_releases(out: Path) -> None:
    code, text, _ = broadsheet("status", "--out", out)
    assert code == 0
    assert "0001" in text and "current" in text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["status", "--out", "nowhere"], 1, "There is no release in nowhere yet."),
        (["sql", "SELECT 1", "--out", "nowhere"], 1, "There is no release in nowhere yet."),
        (["explain", "no-such-page"], 1, "There is no release in data yet."),
        (["explain"], 2, "Missing argument"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(
    arguments: list[str], code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    found, _, said = broadsheet(*arguments)
    assert found == code
    assert words in " ".join(said.split()) and "Traceback" not in said


def test_a_query_that_duckdb_refuses_is_told_in_its_words(out: Path) -> None:
    code, _, said = broadsheet("sql", "SELEC 1", "--out", out)
    assert code == 2
    assert said.startswith("broadsheet: Parser Error") and "Traceback" not in said


def test_parquet_without_a_file_is_told_what_to_do(out: Path) -> None:
    code, _, said = broadsheet("sql", "SELECT 1", "--out", out, "--format", "parquet")
    assert (code, said) == (2, "broadsheet: Parquet is no text: name a file with --output.\n")


def test_diff_shows_rows_by_publisher_as_a_table_and_as_json_and_can_say_so_by_its_exit_code(out: Path) -> None:
    second = out / "second"
    added = page(HOSTILE + "!", "file:///y.txt", publisher="The Ledger")
    tables_with(second / "tables", {"pages": [HOSTILE_PAGE, added], "lines": []})
    build(second / "tables", second / DATABASE)
    write_manifest(second, {"published_at": "2024-03-12T12:00:00+00:00", "rows": row_counts(second / "tables")})
    publish(out, second)
    code, text, _ = broadsheet("diff", "1", "2", "--out", out, "--exit-code")
    assert code == 3 and "\x1b" not in text
    assert [[cell.strip() for cell in row.split("│")[1:-1]] for row in text.splitlines() if row.startswith("│")] == [
        ["pages", "The Ledger", "1", "0", "0"], ["lines", "–", "0", "1", "0"],
    ]  # fmt: skip
    assert f"pages added: {added.page_id}   [31mred [bold]x[/bold] =cmd()!" in text
    code, text, _ = broadsheet("diff", "--out", out, "--json", "--table", "pages")
    assert (code, json.loads(text)) == (0, {"old": 1, "new": 2, "changes": [
        {"table": "pages", "publisher": "The Ledger", "kind": "added", "row_count": 1,
         "examples": [{"key": {"page_id": added.page_id}, "label": HOSTILE + "!", "columns": {}}]},
    ]})  # fmt: skip
    assert broadsheet("diff", "2", "2", "--out", out) == (0, "Releases 0002 and 0002 hold the same.\n", "")
    code, _, said = broadsheet("diff", "--out", out, "--table", "nothing")
    assert code == 2 and "There is no table 'nothing' to compare. There are: pages, lines" in said


def test_json_for_scripts_has_names_and_native_values(out: Path) -> None:
    code, text, _ = broadsheet("status", "--json", "--out", out)
    (release,) = json.loads(text)
    assert (code, release["release"], release["pages"], release["is_current"]) == (0, 1, 1, True)
    assert broadsheet("sql", "SELECT 1 AS a", "--json", "--out", out)[1] == '[\n {\n  "a": 1\n }\n]\n'
    (found,) = json.loads(broadsheet("explain", page(HOSTILE).page_id[:8], "--json", "--out", out)[1])
    assert found["lines"][0]["role"] == "body" and found["page"]["source_uri"] == "file:///x%0A.txt"
    columns = json.loads(broadsheet("schema", "media", "--json", "--out", out)[1])
    assert columns[0] == {"name": "media_id", "type": "VARCHAR", "comment": columns[0]["comment"]}
    assert json.loads(broadsheet("schema", "MEDIA", "--json", "--out", out)[1]) == columns
    for name in ("Search", "search(q, k)"):
        assert json.loads(broadsheet("schema", name, "--json", "--out", out)[1])[0]["name"] == "search(q, k)"


def test_schema_lists_what_is_there_and_names_it_where_something_else_is_asked_for(out: Path) -> None:
    code, text, _ = broadsheet("schema", "--out", out)
    assert code == 0 and "articles" in text and "search(q, k)" in text
    code, _, said = broadsheet("schema", "pagse", "--out", out)
    assert code == 2 and "There is no table, view or macro 'pagse'. There are: article_versions, articles," in " ".join(
        said.split()
    )


def test_a_query_may_be_piped_in(out: Path) -> None:
    code = "from flows.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "sql", "--out", str(out), "--format", "csv"],
        input="SELECT 1 AS a", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "a\n1\n")


@pytest.mark.parametrize("command", ["--help", "status", "sql", "schema", "explain", "doctor"])
def test_a_command_that_only_reads_does_not_wait_for_prefect(command: str, out: Path) -> None:
    asked = {"sql": ["SELECT 1"], "explain": [page(HOSTILE).page_id]}.get(command, [])
    place = [] if command == "--help" else ["--out", str(out)]
    code = """import atexit, sys
atexit.register(lambda: print(sorted({"prefect", "great_expectations"} & set(sys.modules)), file=sys.stderr))
from flows.cli import main
main()"""
    done = subprocess.run([sys.executable, "-c", code, command, *asked, *place], capture_output=True, text=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_what_means_many_pages_is_told_with_their_ids_instead_of_printed(tmp_path: Path) -> None:
    pages = [page(f"Rain {place}.", f"file:///{place}/rain.txt") for place in "abcd"]
    publish_pages(tmp_path, pages)
    code, text, told = broadsheet("explain", "rain.txt", "--out", tmp_path)
    assert (code, text) == (2, "") and "'rain.txt' means 4 pages or more. Give the beginning of one id" in told
    assert all(each.page_id[:12] in told for each in pages)
    assert len(json.loads(broadsheet("explain", "rain.txt", "--json", "--out", tmp_path)[1])) == 4


def test_no_name_means_no_page(out: Path) -> None:
    code, text, told = broadsheet("explain", "", "--out", out)
    assert (code, text) == (1, "") and "No page" in told
    code, text, told = broadsheet("quarantine", "show", "", "--out", out)
    assert (code, text) == (1, "") and "Nothing in quarantine" in told

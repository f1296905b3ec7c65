"""What do the checks of five million lines cost, pushed down to DuckDB and in pandas?

The checks that both can do, derived from the declaration of `lines`: nulls, value sets, bounds, the
key. Each way has a process of its own, which reads the same Parquet file, so that peaks are its own;
`--most` sets the number of lines.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import duckdb

from bench import Options, Row
from bench.timing import peak_megabytes
from expectations import Expectation, derive, engine
from warehouse.schema import fields, literal, table_named
from warehouse.tables import Column

LINES: Final = 5_000_000
WAYS: Final = ("DuckDB", "pandas")
PANDAS: Final = {
    "not_null": "ExpectColumnValuesToNotBeNull",
    "in_set": "ExpectColumnValuesToBeInSet",
    "between": "ExpectColumnValuesToBeBetween",
    "unique": "ExpectCompoundColumnsToBeUnique",
}
# Forty lines a page; one line in a million has a role that there is not, so that both have something to find.
MADE: Final = """
COPY (
  SELECT md5(CAST(n // 40 AS VARCHAR)) AS page_id, CAST(n % 40 AS INTEGER) AS line_no,
    CAST(80 * (n % 40) AS INTEGER) AS span_start, CAST(80 * (n % 40) + 79 AS INTEGER) AS span_end,
    CASE WHEN n % 1000000 = 999999 THEN 'none' WHEN n % 3 = 0 THEN 'body' ELSE 'comment' END AS role, 'model' AS rule,
    0.9 AS confidence
  FROM range({count}) AS made(n)
) TO {target} (FORMAT parquet)"""


def measure(options: Options) -> list[Row]:
    """A row for each way: checks, failures found, seconds, peak of memory."""
    count = options.most or LINES
    with tempfile.TemporaryDirectory(prefix="broadsheet-checks-") as home:
        lines = Path(home, "lines.parquet")
        duckdb.execute(MADE.format(count=count, target=literal(str(lines))))
        with duckdb.connect(Path(home, "checks.duckdb")) as connection:
            connection.execute(f"CREATE VIEW lines AS FROM read_parquet({literal(str(lines))})")
        return [{"way": way, "lines": count, **_measured(way, home)} for way in WAYS]


def _measured(way: str, home: str) -> Row:
    done = subprocess.run([sys.executable, "-m", "bench.checks", way, home], capture_output=True, text=True, check=True)
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def asked() -> list[Expectation]:
    """The derived checks of `lines` that pandas can do too."""
    table = table_named("lines")
    return [e for e in derive.suite(table) if e.name.rpartition(".")[2] in PANDAS]


def _in_pandas(expectation: Expectation) -> Any:
    """The same as one of Great Expectations' own, which pandas needs."""
    import great_expectations.expectations as gxe

    table = table_named(expectation.table)
    rule = expectation.name.rpartition(".")[2]
    column = next((field.column for field in fields(table) if field.name == expectation.column), Column(""))
    arguments: dict[str, dict[str, Any]] = {
        "not_null": {"column": expectation.column},
        "in_set": {"column": expectation.column, "value_set": list(column.values)},
        "between": {"column": expectation.column, "min_value": column.minimum, "max_value": column.maximum},
        "unique": {"column_list": list(table.key)},
    }
    return getattr(gxe, PANDAS[rule])(**arguments[rule], meta={"name": expectation.name})


def _with_duckdb(home: Path) -> dict[str, bool]:
    results = engine._validate([(engine.ALL_ROWS, home / "checks.duckdb", asked())], "bench", None)
    return {name: not found.broken for name, found in results.items()}


def _with_pandas(home: Path) -> dict[str, bool]:
    import great_expectations as gx
    import pandas as pd

    frame = pd.read_parquet(home / "lines.parquet")
    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("lines")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(name="lines", expectations=[_in_pandas(e) for e in asked()])
    results = batch.validate(suite, result_format=engine.COUNTS_ONLY).results
    return {result.expectation_config.meta["name"]: bool(result.success) for result in results}


def main(way: str, home: str) -> None:
    """Do one way's work and print its row."""
    import great_expectations  # noqa: F401, both ways pay for the import, and it is not what is measured

    began, began_cpu = time.perf_counter(), time.process_time()
    found = (_with_duckdb if way == "DuckDB" else _with_pandas)(Path(home))
    row = {
        "checks": len(found),
        "failed": ", ".join(name for name, passed in found.items() if not passed),
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(time.process_time() - began_cpu, 1),
        "peak_mb": round(peak_megabytes()),
    }
    print(json.dumps(row))


if __name__ == "__main__":
    main(*sys.argv[1:])

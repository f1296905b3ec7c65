"""What does Great Expectations find in a staged run?

A DuckDB file with every table (or a view over its Parquet) goes in; every expectation is pushed
down to SQL, one validation a table; one `Outcome` per expectation comes out, in the order in which
they are declared. Great Expectations takes seconds to import, so it is imported when asked.

It is asked for counts only (`questions`). Examples and the keys of failing rows are read from DuckDB here, and
shown escaped by `checks_page`.
"""

import json
import logging
import shutil
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb

from expectations import EXCERPT_LENGTH, Expectation, Outcome, derive, drift
from expectations.audits import audits
from expectations.questions import Counted, answers, of_rows, questions
from expectations.suites import SUITES
from warehouse.changed_pages import TABLES_OF_PAGES
from warehouse.schema import quoted, table_named
from warehouse.tables import TABLES, Check, Table

EXAMPLES: Final = 20
# Joins run as they are written, the left side streaming past the right one: with its own choice DuckDB
# holds the pages' texts, and 600 MB of text did not fit into a limit of 512 MB that 2.5 million mentions do.
SETTINGS: Final[dict[str, Any]] = {
    "threads": 2,
    "memory_limit": "512MB",
    "disabled_optimizers": "join_order,build_side_probe_side",
}
# What Great Expectations gives back of an expectation: counts, never values.
COUNTS_ONLY: Final = {"result_format": "SUMMARY", "partial_unexpected_count": 0}
SITE: Final = "release"
ALL_ROWS: Final = "all rows"
CHANGED_PAGES: Final = "changed pages"
UNCOMPUTED: Final = "It could not be computed; the table checks has the reason."


class Known(NamedTuple):
    """What need not be asked of all rows: a release that most rows come from was checked before."""

    database: Path  # the rows of pages that are others than there; what is no page's is whole
    held: frozenset[str]  # names of the checks that its rows passed
    row_counts: Mapping[str, int]  # of all rows, by table


def check(
    database: Path,
    run_id: str,
    docs: Path | None = None,
    tables: Sequence[Table] = TABLES,
    known: Known | None = None,
    threads: int = 2,
) -> list[Outcome]:
    """The outcome of every expectation on the tables; Data Docs take the place of whatever stands in `docs`."""
    settings = SETTINGS | {"threads": threads}
    asked = expected(tables)
    of_pages = [e for e in asked if known and e.name in known.held and is_of_pages(e)]
    of_all = [e for e in asked if e not in of_pages]
    parts = [(ALL_ROWS, database, of_all), *([(CHANGED_PAGES, known.database, of_pages)] if known else [])]
    found = _validate(parts, run_id, docs, settings)
    outcomes = {}
    for _, path, expectations in parts:
        with duckdb.connect(str(path), read_only=True, config=settings) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            for expectation in expectations:
                counted = found[expectation.name]
                if known and path == known.database and counted.total is not None:
                    counted = counted._replace(total=known.row_counts[expectation.table])
                outcomes[expectation.name] = _outcome(connection, run_id, expectation, counted)
    return [outcomes[expectation.name] for expectation in asked]


def load_library() -> None:
    """Import Great Expectations, so that the first check need not wait for it."""
    with _quiet():
        import great_expectations  # noqa: F401, the next import finds it


def is_of_pages(expectation: Expectation) -> bool:
    """Whether the rows of a page alone decide what it says of that page."""
    return expectation.is_of_pages or (expectation.condition is not None and expectation.table in TABLES_OF_PAGES)


def expected(tables: Sequence[Table] = TABLES) -> tuple[Expectation, ...]:
    """Every expectation on the tables: derived ones, judgements, laws; by table, in the order of the tables."""
    judgements = [*(expectation for suite in SUITES for expectation in suite), *audits()]
    return tuple(
        expectation
        for table in tables
        for expectation in (*derive.suite(table), *(e for e in judgements if e.table == table.name))
    )


@cache
def version() -> str:
    """The digest of all that says what is asked."""
    folder = Path(__file__).parent
    digest = sha256()
    for file in sorted((*folder.rglob("*.py"), *folder.rglob("*.sql"), *folder.parent.glob("warehouse/*.py"))):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def descriptions(tables: Sequence[Table] = TABLES) -> dict[str, str]:
    """What each check asks, in a sentence, by its name."""
    return {expectation.name: expectation.description for expectation in expected(tables)} | drift.descriptions()


def _validate(
    parts: Sequence[tuple[str, Path, Sequence[Expectation]]],
    run_id: str,
    docs: Path | None,
    settings: Mapping[str, Any] = SETTINGS,
) -> dict[str, Counted]:
    """What Great Expectations counted for each expectation, by name."""
    with _quiet():
        import great_expectations as gx

        context: Any = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        sources = {
            name: context.data_sources.add_sql(name, connection_string=f"duckdb:///{path}", kwargs=_kwargs(settings))
            for name, path, _ in parts
        }
        try:
            results: dict[str, Counted] = {}
            for name, _, asked in parts:
                for table in dict.fromkeys(expectation.table for expectation in asked):
                    of_table = [e for e in asked if e.table == table]
                    results |= _validate_table(context, sources[name], run_id, of_table)
            if docs is not None:
                _build_docs(context, docs)
            return results
        finally:
            for source in sources.values():
                source.get_execution_engine().engine.dispose()
                source.get_engine().dispose()


def _kwargs(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Without AUTOCOMMIT, Great Expectations closes a connection before it reads the result, and DuckDB drops it."""
    arguments = {"read_only": True, "config": dict(settings)}
    return {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True, "connect_args": arguments}


def _validate_table(context: Any, source: Any, run_id: str, asked: Sequence[Expectation]) -> dict[str, Counted]:
    """One validation of one table. Conditions that cannot be counted together are counted one by one."""
    import great_expectations as gx

    table = asked[0].table
    name = table if source.name == ALL_ROWS else f"{table}, {source.name}"
    definition = source.add_table_asset(name, table_name=table).add_batch_definition_whole_table(name)
    suite = context.suites.add(gx.ExpectationSuite(name=name, expectations=list(questions(asked))))
    validation = context.validation_definitions.add(gx.ValidationDefinition(name=name, data=definition, suite=suite))
    # Without a time Great Expectations reads one out of the name, and "-7736ad" is an offset of 77 hours to it.
    run = gx.RunIdentifier(run_name=run_id, run_time=datetime.now(UTC))
    results = answers(validation.run(result_format=COUNTS_ONLY, run_id=run))
    apart = [e for e in asked if e.condition and results[e.name].error]
    if apart:
        suite = gx.ExpectationSuite(name=f"{name} one by one", expectations=[of_rows(e) for e in apart])
        results |= answers(definition.get_batch().validate(suite, result_format=COUNTS_ONLY))
    return results


def _outcome(connection: duckdb.DuckDBPyConnection, run_id: str, expectation: Expectation, counted: Counted) -> Outcome:
    name, about, column, severity = expectation[:4]
    row = Check(run_id, name, about, column, severity, "error", None, None, None)
    if counted.error:
        return Outcome(row._replace(details=_json({"error": counted.error})))
    row = row._replace(outcome="passed", unexpected_count=counted.broken, observed=counted.observed)
    if not counted.broken:
        return Outcome(row)
    table = table_named(expectation.table)
    found = examples(connection, expectation.query)
    if not set(table.key) <= found[0].keys():
        row = row._replace(observed=", ".join(f"{name} {value}" for name, value in found[0].items()))
    row = row._replace(outcome="failed", details=_json({"examples": found}))
    return Outcome(row, failing_keys(connection, table, expectation.query) if severity == "row" else ())


def _json(details: dict[str, Any]) -> str:
    return json.dumps(details, ensure_ascii=False)


def examples(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The first rows of a query, in their own order, as JSON can hold them."""
    found = connection.execute(f"SELECT * FROM ({query}) ORDER BY ALL LIMIT {EXAMPLES}")
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in found.fetchall()]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float) else str(value)[:EXCERPT_LENGTH]


def failing_keys(connection: duckdb.DuckDBPyConnection, table: Table, query: str) -> tuple[tuple[Any, ...], ...]:
    """The keys of all rows that a query selects, sorted."""
    keys = ", ".join(quoted(name) for name in table.key)
    return tuple(connection.execute(f"SELECT DISTINCT {keys} FROM ({query}) ORDER BY ALL").fetchall())


def _build_docs(context: Any, docs: Path) -> None:
    """One run's Data Docs as static pages under `docs`."""
    site = {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs)},
    }
    shutil.rmtree(docs, ignore_errors=True)
    _hide_errors(context.validation_results_store)
    context.add_data_docs_site(site_name=SITE, site_config=site)
    context.build_data_docs(site_names=[SITE])


def _hide_errors(store: Any) -> None:
    """Take the errors' words out of the Data Docs: DuckDB's name the value that they stumbled over."""
    reason = {"raised_exception": True, "exception_message": UNCOMPUTED, "exception_traceback": ""}
    for key in store.list_keys():
        validated = store.get(key)
        for result in validated.results:
            if not result.result:
                result.exception_info = reason
        store.set(key, validated)


@contextmanager
def _quiet() -> Iterator[None]:
    """Great Expectations without its warnings and log lines, which nobody who reads a run's log can act upon."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)

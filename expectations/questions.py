"""In which questions is Great Expectations asked? Few: one costs ten times what its SQL does.

The expectations on one table go in. What one row alone decides is asked together, one question and one
pass over the table for each severity; any other query is a question of its own. Answers are counts, never values,
since Data Docs put values into HTML unescaped.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any, Final, NamedTuple

from expectations import Expectation
from warehouse.schema import quoted

GX_SEVERITY: Final = {"gate": "critical", "row": "warning", "warn": "info"}


class Counted(NamedTuple):
    """How many rows break an expectation, of how many where one row alone decides; or why nobody knows."""

    broken: int = 0
    total: int | None = None
    error: str | None = None

    @property
    def observed(self) -> str:
        noun = "row" if self.broken == 1 and self.total is None else "rows"
        return f"{self.broken:,} {noun}" if self.total is None else f"{self.broken:,} of {self.total:,} rows"


def questions(asked: Sequence[Expectation]) -> Iterator[Any]:
    """The expectations on one table as Great Expectations is asked them."""
    for severity in GX_SEVERITY:
        conditions = [e for e in asked if e.condition and e.severity == severity]
        if conditions:
            yield _of_conditions(conditions)
    yield from (of_rows(expectation) for expectation in asked if not expectation.condition)


def of_rows(expectation: Expectation) -> Any:
    """One expectation as one question: how many rows does its query select?"""
    return _question(_kinds()[0], expectation.query, [expectation])


def _of_conditions(asked: Sequence[Expectation]) -> Any:
    """Conditions of one severity as one question: how many rows meet each of them?"""
    counts = ", ".join(f"count(*) FILTER (WHERE {e.condition}) AS c{number}" for number, e in enumerate(asked))
    return _question(_kinds()[1], f"SELECT count(*) AS total, {counts} FROM {quoted(asked[0].table)}", asked)


def _question(kind: Any, query: str, asked: Sequence[Expectation]) -> Any:
    return kind(
        unexpected_rows_query=_templated(query),
        description=escape(" ".join(expectation.description for expectation in asked)),
        severity=GX_SEVERITY[asked[0].severity],
        meta={"names": [expectation.name for expectation in asked], "severity": asked[0].severity},
    )


def _templated(query: str) -> str:
    """SQL as the template that Great Expectations takes: braces doubled, colons escaped for SQLAlchemy.

    The empty field at the end stands for the batch: without any, a warning is printed at each copy.
    """
    doubled = query.replace("{", "{{").replace("}", "}}")
    return re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", doubled) + " {batch!s:.0}"


@cache
def _kinds() -> tuple[Any, Any]:
    """`UnexpectedRowsExpectation` that only counts: the rows of a query, and those that meet each condition.

    As it comes, it runs each query twice.
    """
    import great_expectations.expectations as gxe

    class CountedRowsExpectation(gxe.UnexpectedRowsExpectation):  # type: ignore[misc,name-defined]
        metric_dependencies = ("unexpected_rows_query.row_count",)

        def _validate(self, metrics: dict[str, Any], *_: object, **__: object) -> dict[str, Any]:
            count = metrics["unexpected_rows_query.row_count"]
            return {"success": count == 0, "result": {"observed_value": count}}

    class CountedConditionsExpectation(gxe.UnexpectedRowsExpectation):  # type: ignore[misc,name-defined]
        metric_dependencies = ("unexpected_rows_query.table",)

        def _validate(self, metrics: dict[str, Any], *_: object, **__: object) -> dict[str, Any]:
            total, *counts = metrics["unexpected_rows_query.table"][0].values()
            met = zip(self.meta["names"], (Counted(count, total) for count in counts), strict=True)
            told = [f"{name}: {counted.observed}" for name, counted in met if counted.broken]
            details = {"total": total, "counts": counts}
            return {"success": not told, "result": {"observed_value": "; ".join(told) or 0, "details": details}}

    return CountedRowsExpectation, CountedConditionsExpectation


def answers(validated: Any) -> dict[str, Counted]:
    """What was counted for each expectation, by name."""
    return {
        name: counted
        for result in validated.results
        for name, counted in zip(result.expectation_config.meta["names"], _counted(result.to_json_dict()), strict=True)
    }


def _counted(result: Mapping[str, Any]) -> list[Counted]:
    names, found = result["expectation_config"]["meta"]["names"], result["result"]
    if not found:
        return [Counted(error=error_message(result["exception_info"]))] * len(names)
    if "details" in found:
        return [Counted(count, found["details"]["total"]) for count in found["details"]["counts"]]
    return [Counted(found["observed_value"])]


def error_message(exceptions: Mapping[str, Any]) -> str:
    r"""Why an expectation could not be computed, in a sentence.

    >>> error_message({"metric": {"exception_message": "Binder Error: no such column\nLINE 1: …"}})
    'Binder Error: no such column'
    """
    nested = exceptions.values() if "exception_message" not in exceptions else [exceptions]
    messages = [str(found["exception_message"]) for found in nested if found.get("exception_message")]
    return messages[0].partition("\n")[0] if messages else "Great Expectations gave no result and no reason."

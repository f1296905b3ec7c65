"""What does the release look like to those who would rather look than query? `report.html`, before it is published."""

import json
from importlib.resources import files
from pathlib import Path

from prefect import task

from tasks.reporting import Answered
from tasks.reporting.report_page import report_page
from warehouse.answers import ask
from warehouse.release import DATABASE, REPORT
from warehouse.report import questions
from warehouse.staging import written_aside
from warehouse.tables import Run


@task(name="report", task_run_name="draw the release's report", tags=["release"])
def report(built: Path, run: Run) -> None:
    """Write the report of the release in `built`, whose database is whole."""
    made = f"Run {run.run_id} of {run.started_at:%d %B %Y}, Broadsheet {run.version}."
    write_report(built / DATABASE, built / REPORT, made)


def write_report(database: Path, target: Path, made: str) -> None:
    """Ask a database the report's questions and write their answers as a page; `made` says where it is from."""
    answers = {}
    for question in questions():
        answer = ask(database, question.sql)
        answers[question.name] = Answered(question.name, question.asks, question.sql, answer.columns, answer.rows)
    land = json.loads((files("seeds") / "maps" / "land-110m.json").read_text("utf-8"))
    with written_aside(target) as aside:
        aside.write_text(report_page(answers, land, made), "utf-8")

"""Does prefect.yaml deploy what `broadsheet serve` serves, and does a worker run what falls due to a release?"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.settings import BuildOptions, MaintainOptions, ReprocessOptions, ServeOptions
from tests.flows.conftest import Service, until
from warehouse.answers import ask
from warehouse.release import current

ROOT = Path(__file__).resolve().parents[2]
PAGE = "harborledger.example_2024-03-11_port-strike.txt"
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "data", "__pycache__", ".*_cache", "*.egg-info", "tests", "training")
OPTIONS = {"nightly": BuildOptions, "weekly": MaintainOptions, "on-demand": ReprocessOptions}


def declared() -> dict[str, Any]:
    """The deployments of prefect.yaml, by name."""
    return {found["name"]: found for found in yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]}


def test_prefect_yaml_and_serve_deploy_the_same() -> None:
    from flows.deployments import deployments

    served = {found.name: found for found in deployments(ServeOptions(inputs=["seeds/pages"]))}
    assert list(served) == list(declared()) == list(OPTIONS)
    for name, found in declared().items():
        other = served[name]
        assert (found["description"], found["tags"]) == (other.description, other.tags)
        assert found["concurrency_limit"] == {
            "limit": other.concurrency_limit, **other.concurrency_options.model_dump(mode="json", exclude_none=True)
        }  # fmt: skip
        crons = [(schedule["cron"], schedule["timezone"]) for schedule in found.get("schedules", [])]
        assert crons == [(found.schedule.cron, found.schedule.timezone) for found in other.schedules or []]
        options = OPTIONS[name]
        assert options(**found["parameters"]["options"]) == options(**other.parameters["options"])


@pytest.mark.slow
def test_a_schedule_of_prefect_yaml_fires_and_a_worker_publishes_a_release(service: Service, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT, project, ignore=LEFT_OUT)
    shutil.rmtree(project / "seeds/pages")
    (project / "seeds/pages").mkdir()
    shutil.copyfile(ROOT / "seeds/pages" / PAGE, project / "seeds/pages" / PAGE)
    text = (project / "prefect.yaml").read_text("utf-8").replace("name: nightly", "name: here")
    (project / "prefect.yaml").write_text(text.replace('cron: "0 3 * * *"', "interval: 10"), "utf-8")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PREFECT_API_URL": f"{service.address}/api", "PREFECT_HOME": str(tmp_path / "prefect"), "PWD": str(project),
    }  # fmt: skip
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]

    def run(*arguments: str) -> None:
        done = subprocess.run([*prefect, *arguments], cwd=project, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    run("work-pool", "create", "broadsheet", "--type", "process")
    run("deploy", "--name", "build/here")
    worker = subprocess.Popen(
        [*prefect, "worker", "start", "--pool", "broadsheet", "--limit", "1"], cwd=project, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        release = until(lambda: current(project / "data"), "the worker publishes a release")
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert ask(release.database, "SELECT count(*) FROM articles").rows == [(1,)]
    runs = service.ask("/flow_runs/filter", deployments={"name": {"any_": ["here"]}})
    assert {"SCHEDULE"} == {run["created_by"]["type"] for run in runs if run["created_by"]}

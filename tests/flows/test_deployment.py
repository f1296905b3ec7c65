"""Does prefect.yaml deploy what `broadsheet serve` serves, and does a worker run what falls due to a release?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.settings import BuildOptions, MaintainOptions, ReprocessOptions, ServeOptions
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


@pytest.mark.usefixtures("prefect_server")
def test_a_deployed_run_is_picked_up_by_a_worker_and_publishes_a_release(tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL

    project = tmp_path / "project"
    shutil.copytree(ROOT, project, ignore=LEFT_OUT)
    shutil.rmtree(project / "seeds/pages")
    (project / "seeds/pages").mkdir()
    shutil.copyfile(ROOT / "seeds/pages" / PAGE, project / "seeds/pages" / PAGE)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PREFECT_API_URL": str(PREFECT_API_URL.value()), "PWD": str(project)}

    def prefect(*arguments: str) -> str:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=400
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    prefect("work-pool", "create", "broadsheet", "--type", "process")
    assert "build/nightly" in prefect("deploy", "--all")
    prefect("deployment", "run", "build/nightly")
    prefect("worker", "start", "--pool", "broadsheet", "--run-once")
    release = current(project / "data")
    assert release is not None, prefect("flow-run", "ls")
    assert ask(release.database, "SELECT count(*) FROM articles").rows == [(1,)]

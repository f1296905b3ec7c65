"""Does prefect.yaml deploy the flow, and does a worker run it to a release?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.answers import ask
from warehouse.release import current

ROOT = Path(__file__).resolve().parents[2]
PAGE = "harborledger.example_2024-03-11_port-strike.txt"
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "data", "__pycache__", ".*_cache", "*.egg-info", "tests", "training")

pytestmark = pytest.mark.usefixtures("prefect_server")


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
    assert release is not None
    assert ask(release.database, "SELECT count(*) FROM articles").rows == [(1,)]

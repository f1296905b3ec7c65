"""Does every command in the README and the guides run, and does it print what they say?

Their console blocks are run in order, in a copy of the project that shares this environment; the guides go on with
what the README has made. A line of output that holds `…` stands for any line with the same beginning and end.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENTS = ("README.md", "docs/analyst-guide.md", "docs/operator-guide.md")
NOT_HERE = ("make test",)  # it is what runs this test
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "data", "__pycache__", ".*_cache", "*.egg-info")


def commands() -> Iterator[tuple[str, list[str]]]:
    """The documents' commands with the output that stands under each."""
    for block in (found for name in DOCUMENTS for found in BLOCK.findall((ROOT / name).read_text("utf-8"))):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = re.sub(r"\\\n>? *", "", part).splitlines()
            yield lines[0], [line for line in lines[1:] if line.strip()]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (Path(sys.prefix) / "ready").exists():
        pytest.skip("the README's commands run in the environment that 'make test' makes")
    return copied(tmp_path_factory.mktemp("readme"))


def copied(folder: Path) -> Path:
    """A copy of the project that shares this environment."""
    copy = folder / "broadsheet"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    (copy / ".venv").symlink_to(sys.prefix)
    compiled = (copy / "tasks/structuring").glob("page_scan.p*")
    for made_from in (copy / "requirements.lock", copy / "pyproject.toml", copy / "setup.py", *compiled):
        os.utime(made_from, (0, 0))  # the shared environment is not made again from the copy
    return copy


def run(command: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the README in a copy of the project, as a user of 120 columns would."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.run(
        command, shell=True, cwd=project, capture_output=True, text=True, check=False,
        env=environment | {"COLUMNS": "120", "PYTHONPATH": str(project)},
    )  # fmt: skip


@pytest.mark.parametrize(("command", "shown"), [pytest.param(*found, id=found[0][:60]) for found in commands()])
def test_a_command_runs_and_prints_what_its_document_says(project: Path, command: str, shown: list[str]) -> None:
    if command.startswith(NOT_HERE):
        pytest.skip("this is the command that runs the tests")
    done = run(command, project)
    assert done.returncode == 0, done.stderr
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    missing = [line for line in shown if not any(is_like(line.rstrip(), found) for found in printed)]
    assert missing == [], done.stdout


def is_like(shown: str, found: str) -> bool:
    """Whether a printed line is the shown one, in which `…` may stand for anything."""
    if "…" not in shown:
        return shown == found
    head, _, tail = shown.partition("…")
    return found.startswith(head) and found.endswith(tail.rpartition("…")[2])

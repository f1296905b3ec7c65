"""Do imports run one way? flows → tasks/*.py → {rooms, expectations, warehouse}; rooms → warehouse.tables only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("tasks/sources", "tasks/structuring", "tasks/enriching", "tasks/reporting")
CODE = ("flows", "tasks", "expectations", "warehouse")
OWN = {"flows", "tasks", "expectations", "warehouse", "training", "gate", "tests"}
TOUCHES = {"os", "pathlib", "shutil", "tempfile", "subprocess", "socket", "urllib.request", "sqlite3", "glob"}
OPENS = {"open", "exec", "eval", "__import__", "print", "input"}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} uses a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def own_imports(path: Path) -> set[str]:
    return {name for name in imports(path) if name.partition(".")[0] in OWN}


@pytest.mark.parametrize("path", python_files(*ROOMS), ids=name_of)
def test_a_room_imports_its_own_files_the_types_that_flow_and_the_declared_tables(path: Path) -> None:
    room = next(room for room in ROOMS if name_of(path).startswith(room)).replace("/", ".")
    allowed = (room, "warehouse.tables")
    flowing = {name for name in own_imports(path) if name == "tasks" or name.removeprefix("tasks.")[0].isupper()}
    strangers = {
        name
        for name in own_imports(path) - flowing
        if not any(name == prefix or name.startswith(prefix + ".") for prefix in allowed)
    }
    assert strangers == set()


@pytest.mark.parametrize("path", python_files(*ROOMS), ids=name_of)
def test_a_room_touches_nothing(path: Path) -> None:
    assert {name for name in imports(path) if name in TOUCHES} == set()
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls & OPENS == set()


@pytest.mark.parametrize("path", python_files("warehouse"), ids=name_of)
def test_the_warehouse_imports_none_of_the_others(path: Path) -> None:
    assert {name.partition(".")[0] for name in own_imports(path)} <= {"warehouse"}


@pytest.mark.parametrize("path", python_files("expectations"), ids=name_of)
def test_expectations_import_the_warehouse_only(path: Path) -> None:
    assert {name.partition(".")[0] for name in own_imports(path)} <= {"expectations", "warehouse"}


@pytest.mark.parametrize("path", python_files("tasks"), ids=name_of)
def test_tasks_do_not_know_the_flows(path: Path) -> None:
    assert {name for name in own_imports(path) if name.startswith("flows")} == set()


@pytest.mark.parametrize(
    ("library", "allowed"),
    [
        ("prefect", lambda name: name.startswith("flows/") or (name.startswith("tasks/") and name.count("/") == 1)),
        ("duckdb", lambda name: name.startswith(("warehouse/", "expectations/"))),
        ("great_expectations", lambda name: name.startswith("expectations/")),
        ("vl_convert", lambda name: name == "tasks/reporting/charts.py"),
    ],
)
def test_a_library_is_known_only_where_the_design_says(library: str, allowed: object) -> None:
    users = [name_of(path) for path in python_files(*CODE) if library in {i.partition(".")[0] for i in imports(path)}]
    assert users, f"nothing uses {library}: has the design changed?"
    assert [name for name in users if not allowed(name)] == []  # type: ignore[operator]


def test_only_the_settings_read_the_environment() -> None:
    readers = [name_of(path) for path in python_files(*CODE) if {"os.environ", "os.getenv"} & set(_attributes(path))]
    assert readers == ["flows/settings.py"]


def _attributes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"

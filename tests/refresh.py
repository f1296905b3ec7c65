"""`python -m tests.refresh` writes again what the documents show of the program's output: README, guides, recipes.

Gaps of the golden pages that have closed are taken out of `gaps.json`. Read the difference before you commit it: what
a document shows is what a reader will expect.
"""

import difflib
import json
import re
import sys
import tempfile
from pathlib import Path

from tests import test_golden as golden
from tests import test_readme as readme
from tests import test_recipes as recipes
from warehouse import dictionary

ROOT = Path(__file__).resolve().parents[1]
ELISION = "…"


def refresh() -> None:
    with tempfile.TemporaryDirectory(prefix="broadsheet-refresh-") as folder:
        copy = readme.copied(Path(folder))
        for name in readme.DOCUMENTS:
            page = ROOT / name
            page.write_text(renewed(page.read_text("utf-8"), copy), "utf-8")
        recipes.refresh(copy / "data" / "current" / "warehouse.duckdb")
    (ROOT / "docs" / "dictionary.md").write_text(dictionary.markdown(), "utf-8")
    (ROOT / "tests" / "golden" / "gaps.json").write_text(open_gaps(), "utf-8")


def renewed(text: str, copy: Path) -> str:
    """A document with the output of its console blocks, run in order in a copy of the project."""

    def ran(block: re.Match[str]) -> str:
        parts = re.split(r"^(\$ .*\n)", block[1], flags=re.MULTILINE)
        pairs = zip(parts[1::2], parts[2::2], strict=True)
        shown = [command + output(command[2:].strip(), old, copy) for command, old in pairs]
        return f"```console\n{parts[0]}{''.join(shown)}```"

    return readme.BLOCK.sub(ran, text)


def output(command: str, old: str, copy: Path) -> str:
    """What a command prints now, shown as far and with the same elisions as before."""
    if command.startswith(readme.NOT_HERE):
        return old
    printed = [line.rstrip() for line in run(command, copy).splitlines()]
    shown = old.splitlines()
    cut = next((at for at, line in enumerate(shown) if line.strip() == ELISION), None)
    fresh = printed if cut is None else [*printed[:cut], ELISION]
    kept = {at: like for at, line in enumerate(fresh) if (like := elided(line, shown))}
    return "".join(kept.get(at, line) + "\n" for at, line in enumerate(fresh))


def elided(line: str, shown: list[str]) -> str | None:
    """The line as the document showed it with an elision, if it did."""
    likes = [old for old in shown if ELISION in old.strip(ELISION) and readme.is_like(old, line)]
    return next(iter(difflib.get_close_matches(line, likes, 1, 0)), None)


def run(command: str, copy: Path) -> str:
    done = readme.run(command, copy)
    if done.returncode:
        sys.exit(f"'{command}' failed: {done.stderr}")
    return done.stdout


def open_gaps() -> str:
    """The known gaps of the golden pages that are still open, as JSON."""
    still = {
        name: {aspect: why for aspect, why in gaps.items() if is_open(name, aspect)}
        for name, gaps in golden.GAPS.items()
    }
    return json.dumps({name: gaps for name, gaps in still.items() if gaps}, indent=1, ensure_ascii=False) + "\n"


def is_open(name: str, aspect: str) -> bool:
    if name not in golden.SYNTHETIC:
        return True
    try:
        found, right = golden.compared(golden.SYNTHETIC[name], aspect)
    except AssertionError:
        return True
    return found not in right


if __name__ == "__main__":
    refresh()

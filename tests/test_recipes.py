"""Does every recipe in docs/recipes.md answer what it says, for the sample pages?

`python tests/test_recipes.py DATABASE` writes the answers of a warehouse of the sample pages into the file.
"""

import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from warehouse.answers import Answer, ask  # noqa: E402  the script runs without being installed
from warehouse.release import Release  # noqa: E402

RECIPES = ROOT / "docs" / "recipes.md"
RECIPE = re.compile(r"^## (\d+\. [^\n]+)\n\n```sql\n(.*?)\n```\n(?:\n((?:\|[^\n]*\n)+))?", re.MULTILINE | re.DOTALL)


class Recipe(NamedTuple):
    """One question with its SQL and the answer that stands under it."""

    question: str
    query: str
    shown: str


def recipes() -> list[Recipe]:
    return [Recipe(question, query, shown) for question, query, shown in RECIPE.findall(RECIPES.read_text("utf-8"))]


def table(answer: Answer) -> str:
    """An answer as a Markdown table."""
    head = [list(answer.columns), ["---"] * len(answer.columns)]
    rows = [[_cell(value) for value in row] for row in answer.rows]
    return "".join("| " + " | ".join(row) + " |\n" for row in head + rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    # Two spaces are what indents an answer in a comment tree; Markdown would drop them.
    return " ".join(text.splitlines()).replace("|", "\\|").replace("  ", "&emsp;").strip()


def test_recipes_are_numbered() -> None:
    assert [recipe.question.partition(".")[0] for recipe in recipes()] == [str(n) for n in range(1, 23)]


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.question)
def test_a_recipe_answers_what_stands_under_it(sample_release: Release, recipe: Recipe) -> None:
    assert table(ask(sample_release.database, recipe.query)) == recipe.shown


def refresh(database: Path) -> None:
    """Write the answers of a database under the recipes."""

    def renewed(found: re.Match[str]) -> str:
        return f"## {found[1]}\n\n```sql\n{found[2]}\n```\n\n{table(ask(database, found[2]))}"

    RECIPES.write_text(RECIPE.sub(renewed, RECIPES.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    refresh(Path(sys.argv[1]))

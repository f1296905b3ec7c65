"""What do the tables, columns, views and macros mean? `docs/dictionary.md`, generated from their declarations.

`python -m warehouse.dictionary` prints it; a test fails when the file in docs/ says anything else.
"""

import sys
from typing import Final

from warehouse.schema import Field, doc, fields, meaning
from warehouse.tables import TABLES, Table
from warehouse.views import View, views

HEAD: Final = """# Data dictionary

Generated from `warehouse/tables.py` and `warehouse/views/` by `python -m warehouse.dictionary > docs/dictionary.md`.
The same words stand in the database: `SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'quotes'`.
Spans count characters of `pages.text`, from 0; `line_no` counts its lines from 0, blank ones included. Times are UTC.

## Tables
"""


def markdown() -> str:
    """The data dictionary as Markdown."""
    sections = [HEAD, *map(_table, TABLES), "## Views and macros\n", *map(_view, views())]
    return "\n".join(sections)


def _table(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    rows = "".join(_row(field) for field in fields(table))
    head = f"### {table.name}\n\n{doc(table)} Key: {key}.\n\n| column | type | meaning |\n|---|---|---|\n"
    return head + rows


def _row(field: Field) -> str:
    kind = field.duckdb_type + ("" if field.is_nullable else ", never null")
    return f"| `{field.name}` | {kind} | {_cell(meaning(field))} |\n"


def _view(view: View) -> str:
    columns = "".join(f"| `{name}` | {_cell(meaning)} |\n" for name, meaning in view.columns.items())
    told = f"\n| column | meaning |\n|---|---|\n{columns}" if columns else ""
    return f"### {view.name}{view.parameters}\n\n{_cell(view.doc)}\n{told}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(markdown())

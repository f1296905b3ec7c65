"""Which laws bind the tables to each other? One question a file.

Each `*.sql` file selects the rows that break one law. Its first line says how grave a breach is,
which table it is about, and the law, in a sentence that people read:

    -- gate lines: Every line lies within its page.

Where the rows of one page alone decide whether it breaks the law, the line says so, and pages that the last release
has and checked are not looked at again:

    -- gate lines, page by page: No two lines of a page overlap.

Joins run as they are written: the table with the long texts stands on the left, where it streams
past, and what is held in memory on the right. An audit of severity 'row' selects the key columns of
its table, since those rows are held back.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

from expectations import Expectation
from warehouse.tables import SEVERITIES

HEADER: Final = re.compile(rf"-- ({'|'.join(SEVERITIES)}) (\w+)(, page by page)?: (\S.*\.)")


@cache
def audits() -> tuple[Expectation, ...]:
    """Every audit, by file name. Raises ValueError for a file whose first line does not say what it asks."""
    return tuple(_audit(path) for path in sorted(Path(__file__).parent.glob("*.sql")))


def _audit(path: Path) -> Expectation:
    header, _, query = path.read_text("utf-8").partition("\n")
    found = HEADER.fullmatch(header)
    if not found:
        raise ValueError(f"{path.name} must begin with a line like '-- gate lines: What must hold.'")
    severity, table, of_pages, sentence = found.groups()
    return Expectation(f"audit.{path.stem}", table, None, severity, sentence, query.strip(), is_of_pages=bool(of_pages))

"""How do pages of a release get staged again, so that a later stage can run over them without the raw bytes?"""

from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa

from warehouse.database import in_memory, known_rows, write_rows_of
from warehouse.release import Release

READ_PAGES: Final = "status IN ('article', 'no_article')"


class PageRange(NamedTuple):
    """The read pages of a release from one page_id on, up to another one."""

    first: str
    following: str | None


def page_ranges(release: Release, size: int, without: tuple[str, ...] = ()) -> list[PageRange]:
    """Ranges of about `size` read pages that hold all of a release, but for those of some sources."""
    with in_memory() as connection:
        connection.register("given", pa.table({"source_uri": pa.array(without, pa.string())}))
        rows = connection.execute(f"""
            SELECT page_id FROM ({known_rows(release, "pages")})
            WHERE {READ_PAGES} AND source_uri NOT IN (FROM given)
            QUALIFY (row_number() OVER (ORDER BY page_id) - 1) % {size} = 0 ORDER BY 1""").fetchall()
    firsts = [page_id for (page_id,) in rows]
    return [PageRange(*pair) for pair in zip(firsts, [*firsts[1:], None], strict=True)]


def restage(release: Release, pages: PageRange, without: tuple[str, ...], folder: Path, names: tuple[str, ...]) -> None:
    """Write the tables' rows of a range of pages to `folder`, as structuring stages them."""
    with in_memory() as connection:
        connection.register("given", pa.table({"source_uri": pa.array(without, pa.string())}))
        first, following = pages.first, pages.following or "~"
        wanted = f"page_id >= '{first}' AND page_id < '{following}'"
        connection.execute(f"""
            CREATE TABLE wanted AS SELECT page_id FROM ({known_rows(release, "pages")})
            WHERE {wanted} AND {READ_PAGES} AND source_uri NOT IN (FROM given)""")
        for name in names:
            rows = f"SELECT * FROM ({known_rows(release, name)}) WHERE {wanted} AND page_id IN (FROM wanted)"
            write_rows_of(connection, name, rows, folder / f"{name}.parquet")

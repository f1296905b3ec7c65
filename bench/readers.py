"""Does any query fail, or see two releases mixed, while readers query and releases are published?

`python -m bench.readers [READERS] [PUBLISHES]`: so many processes open `current/warehouse.duckdb` and query it in a
loop while releases are published, one as a change of the other, and all but the last three are removed. Every answer
must hold the rows of one release, and every connection must give the same answer twice. Exits with 1 otherwise.
"""

import json
import multiprocessing
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, Final, NamedTuple

from bench.publishing import rows_of, staged
from tasks.stories import tell_stories
from warehouse import count, grow
from warehouse.database import reader, row_counts, verify
from warehouse.release import DATABASE, Release, current, publish, write_manifest
from warehouse.retention import Retention, remove_expired
from warehouse.settle import Changed, settle

FIRST_PAGES: Final = 200
NEW_PAGES: Final = 5
KEPT: Final = 3
PAUSE: Final = 0.1  # seconds that a reader rests between connections
# What a release of n pages holds; a mixture of two holds something else.
QUERY: Final = """
SELECT (SELECT count(*) FROM pages), (SELECT count(*) FROM lines), (SELECT count(*) FROM mentions),
  (SELECT count(*) FROM comments), (SELECT sum(mention_count) FROM entities), (SELECT count(*) FROM stories),
  (SELECT count(*) FROM ft.doc), (SELECT count(*) FROM lines ANTI JOIN pages USING (page_id)),
  (SELECT max(p) FROM (SELECT CAST(parse_filename(source_uri) AS INTEGER) + 1 AS p FROM pages))
"""


class Seen(NamedTuple):
    """What one reader saw."""

    queries: int
    releases: int
    faults: tuple[str, ...]


def main(readers: int, publishes: int) -> int:
    """Publish while readers read; print what they saw."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        seen = watched(Path(name), readers, publishes)
    queries, faults = sum(one.queries for one in seen), [fault for one in seen for fault in one.faults]
    releases = [one.releases for one in seen]
    print(f"{readers} readers, {publishes} publishes: {queries:,} queries, {len(faults)} faults; ", end="")
    print(f"each reader saw {min(releases)} to {max(releases)} releases")
    print("\n".join(faults[:10]))
    return 1 if faults else 0


def watched(folder: Path, readers: int, publishes: int) -> list[Seen]:
    """What each reader saw through so many publishes."""
    data, results = folder / "data", folder / "seen"
    results.mkdir(parents=True)
    publish_next(folder, data, 0)
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    processes = [context.Process(target=read, args=(data, results / str(number), stop)) for number in range(readers)]
    for process in processes:
        process.start()
    for number in range(1, publishes + 1):
        publish_next(folder, data, number)
    stop.set()
    for process in processes:
        process.join()
    return [Seen(*json.loads((results / str(number)).read_text())) for number in range(readers)]


def publish_next(folder: Path, data: Path, number: int) -> Release:
    """Publish the first pages, or some more of them, and remove old releases."""
    last, built = current(data), folder / "built"
    first = FIRST_PAGES + (number - 1) * NEW_PAGES if last else 0
    shards = staged(folder / f"shards{number}", first, FIRST_PAGES + number * NEW_PAGES)
    settle(built / "tables", last, shards, Changed())
    count.count_rows(built / "tables", *tell_stories(built / "tables", last.folder if last else None))
    grow.load(built / "tables", built / DATABASE, last)
    verify(built / DATABASE, row_counts(built / "tables"))
    write_manifest(built, {"shape": grow.shape(), "published_at": f"2024-01-01T00:00:{number % 60:02}+00:00"})
    release = publish(data, built)
    remove_expired(data, Retention(keep=KEPT))
    return release


def read(data: Path, result: Path, stop: Event) -> None:
    """Query the current release until told to stop."""
    queries, found, faults = 0, set(), []
    while not stop.is_set():
        try:
            with reader(data / "current" / DATABASE) as connection:
                answers = []
                for _ in range(2):
                    answers.append(connection.execute(QUERY).fetchone())
                    time.sleep(0.01)
        except Exception as error:  # whatever it is, a reader has met it
            faults.append(f"{type(error).__name__}: {error}")
            continue
        time.sleep(PAUSE)
        queries += 2
        found.add(answers[0])
        faults += [str(answer) for answer in answers if answer != expected(answer) or answer != answers[0]]
    result.write_text(json.dumps(Seen(queries, len(found), tuple(faults))))


def expected(answer: Any) -> tuple[int, ...]:
    """What a release with as many pages as the answer says must hold."""
    pages = answer[0]
    lines, mentions, comments = (pages * rows_of(name) for name in ("lines", "mentions", "comments"))
    return (pages, lines, mentions, comments, mentions, pages, pages + comments, 0, pages)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(given + [8, 50][len(given) :])))

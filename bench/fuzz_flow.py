"""Does a run lose anything of a folder of broken files? python -m bench.fuzz_flow --pages 20000 --seed 1

Writes the inputs that `bench.fuzz` breaks as files, lets `broadsheet run` make a release of them, and asks the
release: every record of every file must stand there once, as an article, a page without one, a copy, or held back with
a reason. The records are counted by reading the files apart from the run. Exits with 1 where the counts differ.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from bench.fuzz import broken
from tasks.sources import read_source
from warehouse.answers import ask
from warehouse.release import Release, current

STATUSES: Final = "SELECT status, count(*) FROM pages GROUP BY 1 ORDER BY 2 DESC"
BY_FILE: Final = "SELECT parse_filename(source_uri), count(*) FROM pages GROUP BY 1"
UNTOLD: Final = """
SELECT count(*) FROM pages LEFT JOIN quarantine USING (page_id)
WHERE status = 'quarantined' AND coalesce(quarantine.reason, '') = ''
"""
FILES_A_FOLDER: Final = 1000


def main() -> None:
    """Read the command line, break, run, compare."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz_flow", description="Run over broken files.")
    parser.add_argument("--pages", type=int, default=20_000, help="how many inputs (default: 20,000)")
    parser.add_argument("--seed", type=int, default=0, help="default: 0")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="broadsheet-fuzz-") as home:
        faults = fuzzed(Path(home), given.pages, given.seed)
    print(f"{len(faults)} failures", *faults[:20], sep="\n")
    sys.exit(1 if faults else 0)


def fuzzed(home: Path, count: int, seed: int) -> list[str]:
    """Write broken files, run over them, print what became of them; returns what does not add up."""
    records = write(home / "in", count, seed)
    command = [sys.executable, "-c", "from flows.cli import main; main()"]
    done = subprocess.run([*command, "run", str(home / "in"), "--out", str(home / "data")], check=False)
    release = current(home / "data")
    if done.returncode or release is None:
        return [f"the run ended with {done.returncode}"]
    return accounted(release, records)


def accounted(release: Release, records: Counter[str]) -> list[str]:
    """Print what became of so many records a file, and return what does not add up."""
    found = Counter({str(name): int(rows) for name, rows in ask(release.database, BY_FILE).rows})
    statuses = {str(status): int(rows) for status, rows in ask(release.database, STATUSES).rows}
    ((untold,),) = ask(release.database, UNTOLD).rows
    print(f"{len(records):,} files, {records.total():,} records in; out: ", end="")
    print(", ".join(f"{rows:,} {status}" for status, rows in statuses.items()), f"= {sum(statuses.values()):,}")
    differing = [name for name in records | found if records[name] != found[name]]
    faults = [f"{name}: {records[name]} records in, {found[name]} pages out" for name in sorted(differing)]
    return [*faults, *([f"{untold} pages are held back without a reason"] if untold else [])]


def write(folder: Path, count: int, seed: int) -> Counter[str]:
    """Write the broken inputs as files; returns how many records each of them holds, whole or refused."""
    records: Counter[str] = Counter()
    for number in range(count):
        given = broken(number, seed)
        file = folder / f"{number // FILES_A_FOLDER:04}" / f"{number:06}-{given.name}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(given.data)
        with open(file, "rb") as stream:
            records[file.name] = sum(1 for _ in read_source(stream, file.as_uri(), file.name))
    return records


if __name__ == "__main__":
    main()

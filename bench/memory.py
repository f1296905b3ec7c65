"""Does memory stay flat as an archive grows? WARC archives of synthetic pages, each read by a process of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from bench import Options, Row
from bench.generate import write
from tasks import Shard, Source

RECORDS: Final = 10_000
SHARES: Final = (10, 4, 1)  # the archives hold a tenth, a quarter and all of the records


def measure(options: Options) -> list[Row]:
    """A row for each archive: records, seconds of CPU, records a second, and the most memory that was held."""
    count = options.most or RECORDS
    with tempfile.TemporaryDirectory() as folder:
        return [_row(count // share, Path(folder) / str(share)) for share in SHARES]


def _row(records: int, folder: Path) -> Row:
    write(records, "warc", seed=0, out=folder)
    (archive,) = folder.glob("*.warc.gz")
    command = [sys.executable, "-m", "bench.memory", str(archive), str(folder / "staged")]
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"Reading {archive} ended with code {process.returncode}.")
    seconds = used.ru_utime + used.ru_stime
    return {
        "records": records,
        "archive_mb": round(archive.stat().st_size / 1e6, 1),
        "seconds": round(seconds, 1),
        "records_per_second": round(records / seconds, 1),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def main(archive: Path, staged: Path) -> None:
    """Read one archive as a run does, without Prefect's server."""
    from tasks.structure import structure

    state = archive.stat()
    source = Source(str(archive), archive.as_uri(), state.st_size, state.st_mtime_ns)
    structure.fn(Shard("00000", (source,), str(staged), str(staged / "data")), "bench")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))

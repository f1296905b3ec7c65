"""Does a run that is killed at any moment lose or double anything? python -m bench.kills [--kills N] [--seed N]

A run is killed (SIGKILL) after a random time and begun again, until it ends; then its tables must be
byte for byte those of a run that nobody disturbed, and the next trial begins. After each kill the last
release must be whole.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.trial import Trial, broken, data_digests, ended, prefect_server, prepare, run

# Beyond the length of an undisturbed run, so that some runs end.
LONGEST = 1.3


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill runs and print what came of it; exits with 1 where anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description="Kill runs at random moments.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="broadsheet-kills-") as home, prefect_server(Path(home)):
        counts = kill_often(prepare(Path(home)), given.kills, random.Random(given.seed))
    print(_told(counts))
    raise SystemExit(bool(counts["releases broken"] or counts["ends that differ"]))


def kill_often(trial: Trial, kills: int, chance: random.Random) -> Counter[str]:
    """Kill runs so many times; the last one is left to end."""
    counts = Counter({"kills": 0, "runs that ended": 0, "releases broken": 0, "ends that differ": 0})
    data = _fresh(trial)
    while counts["kills"] < kills:
        if _killed(run(trial.pages, data), chance.uniform(0, LONGEST * trial.seconds)):
            counts["kills"] += 1
            counts["releases broken"] += _is_broken(data)
            print(_told(counts), file=sys.stderr, flush=True)
        else:
            counts["runs that ended"] += 1
            counts["ends that differ"] += data_digests(data) != trial.expected
            data = _fresh(trial)
    counts["runs that ended"] += ended(run(trial.pages, data))
    counts["ends that differ"] += data_digests(data) != trial.expected
    return counts


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _fresh(trial: Trial) -> Path:
    data = trial.home / "data"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(trial.base, data, symlinks=True)
    return data


def _killed(child: int, seconds: float) -> bool:
    """Kill a run after so long; False where it had ended before. Raises where it had failed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            if status:
                raise RuntimeError("A run failed without being killed; its log lies beside its data folder.")
            return False
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _is_broken(data: Path) -> bool:
    """Look at the release in a process of its own: this one must stay fit to be forked."""
    child = os.fork()
    if child == 0:
        os._exit(1 if broken(data) else 0)
    return not ended(child)


if __name__ == "__main__":
    main()

"""Does a run that is killed at any moment lose or double anything? python -m bench.kills [--kills N] [--seed N]

A run is killed (SIGKILL) after a random time and begun again, until it ends; then its tables must be
byte for byte those of a run that nobody disturbed, and the next trial begins. After each kill the last
release must be whole. Releases that are written whole and releases that change the last one take turns.
"""

import argparse
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from itertools import count, cycle
from math import inf
from pathlib import Path

from bench.trial import FORMS, Trial, broken, data_digests, ended, prefect_server, prepare, run, warm

# Of the time that a run takes; more with every kill, so that it ends however busy the machine has become.
LONGEST, MORE = 0.8, 0.1


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill runs and print what came of it; exits with 1 where anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description="Kill runs at random moments.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="broadsheet-kills-") as home, prefect_server(Path(home)):
        warm()
        trials = [prepare(Path(home, form.name), form) for form in FORMS]
        counts = kill_often(trials, given.kills, random.Random(given.seed))
    print(_told(counts))
    raise SystemExit(bool(counts["releases broken"] or counts["ends that differ"]))


def kill_often(trials: Sequence[Trial], kills: int, chance: random.Random) -> Counter[str]:
    """Kill runs so many times; what was killed last is left to end."""
    kinds = (f"kills ({trial.form.name})" for trial in trials)
    names = (*kinds, "runs that ended", "runs that took over shards", "releases broken", "ends that differ")
    counts = Counter(dict.fromkeys(names, 0))
    seconds = [trial.seconds for trial in trials]
    for number in cycle(range(len(trials))):
        taken = _kill_until_it_ends(trials[number], seconds[number], kills, chance, counts)
        seconds[number] = min(seconds[number], taken)
        if _kills(counts) >= kills:
            break
    return counts


def _kill_until_it_ends(trial: Trial, seconds: float, kills: int, chance: random.Random, counts: Counter[str]) -> float:
    """Kill a run and begin it again until it ends; returns how long the last one took. `seconds` is what to expect."""
    data = _fresh(trial)
    log = data.with_name(f"{data.name}.log")
    log.unlink(missing_ok=True)
    for number in count():
        began = time.monotonic()
        most = (LONGEST + MORE * number) * seconds if _kills(counts) < kills else inf
        if not _killed(run(trial.form, trial.pages, data), chance.uniform(0, most)):
            taken = time.monotonic() - began
            break
        counts[f"kills ({trial.form.name})"] += 1
        counts["releases broken"] += _is_broken(data)
        print(_told(counts), file=sys.stderr, flush=True)
    counts["runs that ended"] += 1
    counts["runs that took over shards"] += len(re.findall(r"[1-9]\d* of them staged already", log.read_text("utf-8")))
    counts["ends that differ"] += data_digests(data) != trial.expected
    return taken


def _kills(counts: Counter[str]) -> int:
    return sum(count for name, count in counts.items() if name.startswith("kills"))


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

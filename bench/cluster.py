"""How long would a corpus take on many cores, and what do shard sizes and dying workers cost? A simulation.

`python -m bench.cluster --pages 30_000_000 --cores 256 --shard-pages 2_000` plays the run's own rule: shards in
order, one a worker, two tasks a shard, each submitted in its turn; a worker that dies costs the shard that it held and
comes back; settling, checks and publishing follow alone. The costs of a page and of a task are arguments; their
defaults are what BENCHMARKS.md says. Seeded: the same arguments give the same figures.
"""

import argparse
import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

from rich.console import Console
from rich.table import Table

HOUR: Final = 3600.0
TASKS_A_SHARD: Final = 2
# How much the time for a shard of one size varies (sigma of a log-normal), as pages do.
SPREAD: Final = 0.25


@dataclass(frozen=True, slots=True)
class Cluster:
    """What is simulated: times in seconds, of one core."""

    pages: int
    cores: int
    shard_pages: int
    page_seconds: float  # to structure and enrich one page
    task_seconds: float  # that the scheduler needs for one task, one after the other
    start_seconds: float  # until a new worker has loaded its models
    tail_seconds: float  # to settle, check and publish one page, on one machine
    hours_between_deaths: float  # of one worker, on average
    seed: int = 0


class Outcome(NamedTuple):
    """What a simulated run took."""

    hours: float  # until the last shard is done
    tail_hours: float  # of settling, checking and publishing after it
    busy: float  # share of the cores' time that went into work that counted
    scheduler_busy: float  # share of the time in which tasks were being submitted
    deaths: int
    lost_share: float  # of all work, done twice


def simulate(cluster: Cluster) -> Outcome:
    """Play one run."""
    chance = random.Random(cluster.seed)
    waiting = list(_shards(cluster, chance))[::-1]
    work = sum(waiting)
    free = [(cluster.start_seconds, core) for core in range(cluster.cores)]
    dies = [chance.expovariate(1 / (cluster.hours_between_deaths * HOUR)) for _ in range(cluster.cores)]
    scheduler = end = lost = 0.0
    deaths = 0
    while waiting:
        now, core = heapq.heappop(free)
        scheduler = max(scheduler, now) + TASKS_A_SHARD * cluster.task_seconds
        shard = waiting.pop()
        done = scheduler + shard
        if dies[core] < done:
            deaths += 1
            lost += max(dies[core] - scheduler, 0.0)
            waiting.append(shard)
            back = max(dies[core], now) + cluster.start_seconds
            dies[core] = back + chance.expovariate(1 / (cluster.hours_between_deaths * HOUR))
            heapq.heappush(free, (back, core))
            continue
        end = max(end, done)
        heapq.heappush(free, (done, core))
    tasks = TASKS_A_SHARD * (cluster.pages / cluster.shard_pages + deaths) * cluster.task_seconds
    return Outcome(
        hours=end / HOUR,
        tail_hours=cluster.pages * cluster.tail_seconds / HOUR,
        busy=work / (end * cluster.cores),
        scheduler_busy=min(tasks / end, 1.0),
        deaths=deaths,
        lost_share=lost / work,
    )


def _shards(cluster: Cluster, chance: random.Random) -> Iterator[float]:
    """The seconds of each shard; together they take what all pages take."""
    count = -(-cluster.pages // cluster.shard_pages)
    weights = [chance.lognormvariate(0, SPREAD) for _ in range(count)]
    scale = cluster.pages * cluster.page_seconds / sum(weights)
    yield from (weight * scale for weight in weights)


def main() -> None:
    """Print the outcome for each combination of cores and shard sizes."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description="Simulate a run on many cores.")
    parser.add_argument("--pages", type=int, default=30_000_000)
    parser.add_argument("--cores", type=int, nargs="+", default=[2, 32, 256, 1024])
    parser.add_argument("--shard-pages", type=int, nargs="+", default=[200, 2_000, 20_000])
    parser.add_argument("--page-seconds", type=float, default=0.08)
    parser.add_argument("--task-seconds", type=float, default=0.29)
    parser.add_argument("--start-seconds", type=float, default=20.0)
    parser.add_argument("--tail-seconds", type=float, default=0.004)
    parser.add_argument("--hours-between-deaths", type=float, default=24.0)
    parser.add_argument("--seed", type=int, default=0)
    given = vars(parser.parse_args())
    table = Table(*("cores", "pages a shard", "hours", "tail hours", "busy", "scheduler busy", "deaths", "work lost"))
    for cores, size in product(given.pop("cores"), given.pop("shard_pages")):
        found = simulate(Cluster(cores=cores, shard_pages=size, **given))
        table.add_row(
            f"{cores:,}", f"{size:,}", f"{found.hours:,.1f}", f"{found.tail_hours:,.1f}", f"{found.busy:.0%}",
            f"{found.scheduler_busy:.0%}", f"{found.deaths:,}", f"{found.lost_share:.1%}",
        )  # fmt: skip
    Console().print(table)


if __name__ == "__main__":
    main()

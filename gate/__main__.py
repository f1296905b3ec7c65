"""python -m gate CORPORA --fold-models DIR [--set NAME] [--raise]: does a change make any figure worse?

CORPORA holds the sets of pages with gold, `score/` beside it the scorer. DIR holds one model of roles per fold of
publishers; where it is empty they are learned first, which takes long. Names and quotes are read with the
shipped model of names. Exit code 1: a figure fell through its floor; 2: something needed is not there.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from gate import heads, sentences
from gate.floors import EXACT, FILE, STEADY, Figure, leeway_of, raised, read_floors, table, verdict, written
from gate.reading import SETS, FoldModels, PageSet, Pair, gold_of, read_set, scorer, use_scorer

MISSING: Final = 2
TEXTS: Final = ("body 4-gram", "body words", "body paragraphs")  # shares of a text: no page is right or wrong
STRETCHES: Final = (("body segments", "with"), ("comment segments", "comment_segments"))  # and the gold that has them
OWN: Final = (("sentences", sentences.measured), ("heads", heads.measured))  # sets of our own


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and say by the exit code whether every figure stands."""
    given = _arguments(arguments)
    missing = _missing(given.corpora)
    if missing:
        print(missing)
        return MISSING
    use_scorer(given.corpora.parent / "score")
    try:
        models = fold_models(given.fold_models, given.corpora)
    except ValueError as reason:
        print(
            f"The fold models in {given.fold_models} do not fit ({reason}): name an empty folder, to learn them again."
        )
        return MISSING
    floors = read_floors(given.floors)
    figures: list[Figure] = []
    for each in SETS:
        if given.set in (None, each.name) and gold_of(given.corpora, each):
            found = list(figures_of(each, list(read_set(given.corpora, each, models))))
            print("\n".join(table(found, floors)), flush=True)
            figures += found
    for name, measured in OWN:
        if given.set in (None, name):
            found = list(measured())
            print("\n".join(table(found, floors)), flush=True)
            figures += found
    if given.raise_floors:
        given.floors.write_text(written(raised(figures, floors)), encoding="utf-8")
    return verdict(figures, floors)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder of the page sets with gold")
    parser.add_argument("--fold-models", type=Path, required=True, help="folder of the fold models, made if empty")
    names = [*(each.name for each in SETS), *(name for name, _ in OWN)]
    parser.add_argument("--set", choices=names, help="measure this set only")
    parser.add_argument("--raise", action="store_true", dest="raise_floors", help="write floors that have risen")
    parser.add_argument("--floors", type=Path, default=FILE, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _missing(corpora: Path) -> str | None:
    """What the gate cannot do without, in a sentence."""
    if not any(gold_of(corpora, each) for each in SETS):
        return f"No set of pages with a gold.jsonl is in {corpora}: name the folder of the corpora."
    if not (corpora.parent / "score" / "newsscore").is_dir():
        return f"The scorer is not beside the corpora: {corpora.parent / 'score'} holds no newsscore."
    return None


def fold_models(folder: Path, corpora: Path) -> FoldModels:
    """The fold models of a folder; learned first where there are none."""
    if not (folder / "folds.json").exists():
        print(f"No fold models in {folder}: they are learned now, which takes long.", flush=True)
        command = [sys.executable, "-m", "training.roles", str(corpora), "--fold-models", str(folder)]
        subprocess.run(command, check=True)
    return FoldModels.load(folder, corpora)


def figures_of(each: PageSet, pairs: Sequence[Pair]) -> Iterator[Figure]:
    """The scorer's figures of one set; the ledger holds exactly, the rest hangs on models that are learned again."""
    if any("body" in gold for _, gold in pairs):
        for metric in _told(scorer("articles").score(pairs)):
            leeway = STEADY if metric.name.startswith(TEXTS) else leeway_of(_pages(metric.name, metric.n, pairs))
            yield _figure(each, metric, leeway)
    for name in ("comments", "names", "quotes"):
        for metric in _told(scorer(name).score(pairs)):
            yield _figure(each, metric, STEADY)
    for metric in _told(scorer("ledger").score([page for page, _ in pairs])):
        yield _figure(each, metric, EXACT)


def _told(metrics: Sequence[Any]) -> list[Any]:
    return [metric for metric in metrics if metric.value is not None and metric.kind != "info"]


def _pages(name: str, judged: int, pairs: Sequence[Pair]) -> int:
    """On how many pages a figure was judged: stretches of one page stand or fall together."""
    key = next((key for start, key in STRETCHES if name.startswith(start)), None)
    return sum(bool(gold.get(key)) for _, gold in pairs) if key else judged


def _figure(each: PageSet, metric: Any, leeway: float) -> Figure:
    return Figure(each.name, metric.name, metric.value, metric.n, metric.kind == "cost", leeway)


if __name__ == "__main__":
    sys.exit(main())

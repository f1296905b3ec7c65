"""python -m training.roles CORPORA --out seeds/models/roles.npz: learns the role model and reports how good it is.

The labelled pages of the corpora go in. Out come the weights (an npz file of plain arrays), learned from
every page, and a report in which each page is judged by nets that never saw its publisher. With
`--fold-models OUT` the weights of each fold and `folds.json` (page → fold) are written instead, so that
the whole pipeline can be judged in the same way.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.features import HINTS, NAMES
from training.corpora import Sample, samples
from training.folds import fold_of, targets, vocabulary
from training.labels import LabelledPage, label
from training.network import Page, Shape, named, train
from training.silver import extracted, silver_body
from training.variety import varied
from warehouse.tables import ROLES

FOLDS: Final = 5
NETS: Final = {"plain": 1, "marked": 1}  # nets whose logits are averaged
SHAPE: Final = Shape()
Weights = dict[str, NDArray[Any]]


def labelled_pages(corpora: Path) -> list[LabelledPage]:
    """Every page of the corpora that has lines and of whose body something is known."""
    pages, bodies = [], dict[str, tuple[str, str]]()
    for sample in samples(corpora):
        silver = None
        if sample.html and not sample.gold.get("body"):
            if sample.stem not in bodies:
                bodies[sample.stem] = extracted(sample.html, sample.gold.get("url") or "")
            silver = silver_body(sample, bodies[sample.stem])
        page = label(sample, silver)
        if page is not None and page.lines:
            pages.append(page)
    return pages


def fit_net(pages: Sequence[LabelledPage], words: Sequence[str], kind: str, seed: int) -> Weights:
    """The weights of one net of a kind, learned from the pages and from varied copies of them."""
    ids = {word: number + 1 for number, word in enumerate(words)}
    is_marked = kind == "marked"
    marked_up = [page for page in pages if page.sample.html]
    taught = [targets(page, ids, is_marked) for page in (marked_up if is_marked else pages)]
    width = len(NAMES) if is_marked else len(NAMES) - len(HINTS)

    def more(epoch: int) -> list[Page]:
        copies = varied(marked_up, np.random.default_rng((seed, epoch)))
        return [targets(copy, ids, is_marked) for copy in copies if copy.lines]

    return train(taught, more, len(ROLES), len(words), width, SHAPE, seed)


def save(weights: Weights, path: Path) -> None:
    """Writes the arrays compressed, in a fixed order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **dict(sorted(weights.items())))


def fold_models(pages: Sequence[LabelledPage], out: Path) -> None:
    """One model per fold, each without the fold's publishers, and the map from page to fold."""
    for fold in range(FOLDS):
        save(fit([page for page in pages if fold_of(page.sample.site, FOLDS) != fold]), out / f"fold{fold}.npz")
    places = {page.sample.stem: fold_of(page.sample.site, FOLDS) for page in pages}
    (out / "folds.json").write_text(json.dumps(places, indent=0, sort_keys=True), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder of the page sets with gold")
    parser.add_argument("--out", type=Path, default=Path("seeds/models/roles.npz"))
    parser.add_argument("--fold-models", type=Path, help="write one model per fold here, and no model of all pages")
    given = parser.parse_args(arguments)
    pages = labelled_pages(given.corpora)
    if given.fold_models:
        fold_models(pages, given.fold_models)
    else:
        save(fit(pages), given.out)


if __name__ == "__main__":
    main()

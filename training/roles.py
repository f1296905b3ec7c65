"""python -m training.roles CORPORA --out seeds/models/roles.npz: learns the role model and reports how good it is.

The labelled pages of the corpora go in. Out come the weights (an npz file of plain arrays), learned from
every page, and a report in which each page is judged by a model that never saw its publisher. With
`--fold-models OUT` the weights of each fold and `folds.json` (page → fold) are written too, so that the
whole pipeline can be judged in the same way.

Nets are learned five times, each time without one fold of publishers; the trees learn from what these nets say of
the pages that they never saw. Then nets and trees are learned from everything. Those for markup learn from flat pages
too: of them there are more, and their furniture is varied.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.features import HINTS, NAMES
from tasks.structuring.page_words import Vocabulary
from tasks.structuring.role_context import columns
from tasks.structuring.role_model import KINDS, RoleModel
from training import trees
from training.corpora import samples
from training.examples import Examples, examples
from training.folds import fold_of, targets, vocabulary
from training.labels import LabelledPage, label, marked_up
from training.network import Page, Shape, named, train
from training.report import written
from training.silver import extracted, silver_body
from training.variety import varied
from warehouse.tables import ROLES

FOLDS: Final = 5
VARIED: Final = Shape(epochs=9)  # every epoch sees each page, and a varied copy of it
AS_FOUND: Final = Shape(epochs=12)
MARKED: Final = "html"
Weights = dict[str, NDArray[Any]]


class Learned(NamedTuple):
    """The models: one per fold, and the one of all pages."""

    folds: list[Weights]
    whole: Weights
    gains: list[tuple[str, float]]


def labelled_pages(corpora: Path) -> list[LabelledPage]:
    """Every page of the corpora that has lines and of whose body something is known."""
    pages, bodies = [], dict[str, tuple[str, str]]()
    for sample in samples(corpora):
        if sample.html and not sample.gold.get("body") and sample.stem not in bodies:
            bodies[sample.stem] = extracted(sample.html, sample.gold.get("url") or "")
        silver = bodies.get(sample.stem, ("", ""))
        pages.append(label(sample, silver_body(sample, silver)))
        if sample.kind in ("whole", "comments"):
            marked, markup = marked_up(sample)
            page = label(marked, silver_body(marked, silver))
            pages.append(page._replace(hints=markup.hints, blocks=markup.blocks) if page else None)
    return [page for page in pages if page is not None and page.lines]


def fit_net(
    pages: Sequence[LabelledPage], words: Sequence[str], is_marked: bool, is_varied: bool, seed: int
) -> Weights:
    """The weights of one net, learned from pages as they are, or from them and varied copies of the flat ones."""
    ids = Vocabulary(words)
    with_furniture = [page for page in pages if page.sample.html and page.sample.kind != MARKED]

    def more(epoch: int) -> list[Page]:
        copies = varied(with_furniture, np.random.default_rng((seed, epoch)))
        return [targets(copy, ids) for copy in copies if copy.lines]

    taught = [targets(page, ids) for page in pages]
    width, shape = len(NAMES) - (0 if is_marked else len(HINTS)), VARIED if is_varied else AS_FOUND
    return train(taught, more if is_varied else None, len(ROLES), len(words), width, shape, seed)


def net_arrays(kind: str, nets: Sequence[Weights]) -> Weights:
    """The part of the npz file that the nets of one kind of page take."""
    out = {f"{kind}.net.count": np.asarray(len(nets))}
    out[f"{kind}.net.features"] = np.asarray(NAMES[: len(nets[0]["mean"])])
    for number, weights in enumerate(nets):
        out |= named(weights, f"{kind}.net.{number}")
    return out


def fit_trees(seen: Sequence[Examples], is_marked: bool, seed: int) -> tuple[Weights, list[tuple[str, float]]]:
    """The trees of the second reading, of flat text or of markup."""
    parts = [(page.matrix, page.is_body, page.weights) for page in seen if page.is_marked == is_marked]
    matrix, is_body, weights = (np.concatenate(part) for part in zip(*parts, strict=True))
    arrays, gains = trees.learn(matrix, is_body, weights, columns(is_marked), seed)
    return {f"{KINDS[is_marked]}.{name}": array for name, array in arrays.items()}, gains


def learn(pages: Sequence[LabelledPage]) -> Learned:
    """All models: those of the folds, and that of all pages."""
    nets = [_nets(pages, fold) for fold in (*range(FOLDS), None)]
    taught: list[list[Examples]] = []
    for fold in range(FOLDS):
        unseen = [page for page in pages if fold_of(page.sample.site, FOLDS) == fold]
        model, random = RoleModel.of_nets(nets[fold]), np.random.default_rng(fold)
        taught.append([examples(page, model, random) for page in unseen])
    models, gains = [], list[tuple[str, float]]()
    for fold in (*range(FOLDS), None):
        seen = [page for other, found in enumerate(taught) if other != fold for page in found]
        plain, gains = fit_trees(seen, False, 0)
        marked, _ = fit_trees(seen, True, 0)
        models.append({**nets[FOLDS if fold is None else fold], **plain, **marked})
    return Learned(models[:FOLDS], models[FOLDS], gains)


def _nets(pages: Sequence[LabelledPage], fold: int | None) -> Weights:
    seen = [page for page in pages if fold_of(page.sample.site, FOLDS) != fold]
    flat = [page for page in seen if page.sample.kind != MARKED]
    words = vocabulary(flat)
    out = {"roles": np.asarray(ROLES), "vocabulary": np.asarray(words)}
    for is_marked, taught in ((False, flat), (True, seen)):
        nets = [fit_net(taught, words, is_marked, is_varied, seed) for is_varied, seed in ((True, 0), (False, 1))]
        out |= net_arrays(KINDS[is_marked], nets)
    return out


def save(weights: Weights, path: Path) -> None:
    """Writes the arrays compressed, in a fixed order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **dict(sorted(weights.items())))


def save_folds(pages: Sequence[LabelledPage], models: Sequence[Weights], out: Path) -> None:
    """One model per fold, each without the fold's publishers, and the map from page to fold."""
    for fold, weights in enumerate(models):
        save(weights, out / f"fold{fold}.npz")
    places = {page.sample.stem: fold_of(page.sample.site, FOLDS) for page in pages}
    (out / "folds.json").write_text(json.dumps(places, indent=0, sort_keys=True), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder of the page sets with gold")
    parser.add_argument("--out", type=Path, help="write the model of all pages here")
    parser.add_argument("--fold-models", type=Path, help="write one model per fold and folds.json here")
    given = parser.parse_args(arguments)
    pages = labelled_pages(given.corpora)
    learned = learn(pages)
    print(written(pages, learned.folds, learned.gains, given.corpora.parent / "score"))
    if given.out:
        save(learned.whole, given.out)
    if given.fold_models:
        save_folds(pages, learned.folds, given.fold_models)


if __name__ == "__main__":
    main()

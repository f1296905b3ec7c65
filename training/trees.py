"""How is the second reading learned?

The lines' contexts and whether they are body go in, complete trees come out (LightGBM's, as arrays).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import lightgbm
import numpy as np
from numpy.typing import NDArray

DEPTH: Final = 5
# 250 trees of 15 leaves: 300 of 31 scored the same (.9272 against .9266 on whole pages) at twice the time.
ROUNDS: Final = 200
SETTINGS: Final[Mapping[str, Any]] = {
    "objective": "binary", "num_leaves": 15, "max_depth": DEPTH, "learning_rate": 0.07, "feature_fraction": 0.3,
    "bagging_fraction": 0.7, "bagging_freq": 1, "min_data_in_leaf": 60, "lambda_l2": 10.0, "max_bin": 63,
    "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip


def learn(
    matrix: NDArray[np.float32],
    is_body: NDArray[np.bool_],
    weights: NDArray[np.float32],
    names: Sequence[str],
    seed: int,
) -> tuple[dict[str, NDArray[Any]], list[tuple[str, float]]]:
    """The trees as they stand in the npz file, and each column's share of the gain, the greatest first."""
    data = lightgbm.Dataset(matrix, is_body, weight=weights / weights.mean(), feature_name="auto")
    booster = lightgbm.train({**SETTINGS, "seed": seed}, data, ROUNDS)
    gains = booster.feature_importance("gain")
    ranked = sorted(zip(names, (gains / max(gains.sum(), 1e-9)).tolist(), strict=True), key=lambda item: -item[1])
    return {**_arrays(booster.dump_model()), "columns": np.asarray(names)}, ranked


def _arrays(model: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    trees = model["tree_info"]
    inner, ends = 2**DEPTH - 1, 2**DEPTH
    features = np.zeros((len(trees), inner), dtype=np.uint16)
    bounds = np.full((len(trees), inner), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), ends), dtype=np.float32)

    def fill(tree: int, node: int, place: int, level: int) -> None:
        here = nodes[node]
        if "split_feature" not in here:
            first = place
            for _ in range(level, DEPTH):
                first = 2 * first + 1
            leaves[tree, first - inner : first - inner + 2 ** (DEPTH - level)] = here["leaf_value"]
            return
        features[tree, place] = here["split_feature"]
        # Columns are compared in single precision: the bound is the greatest such number that LightGBM's covers.
        bound = np.float32(here["threshold"])
        bounds[tree, place] = bound if bound <= here["threshold"] else np.nextafter(bound, np.float32(-np.inf))
        for side, child in (("left_child", 2 * place + 1), ("right_child", 2 * place + 2)):
            nodes.append(here[side])
            fill(tree, len(nodes) - 1, child, level + 1)

    for number, tree in enumerate(trees):
        nodes: list[Mapping[str, Any]] = [tree["tree_structure"]]
        fill(number, 0, 0, 0)
    return {"features": features, "bounds": bounds, "leaves": leaves}

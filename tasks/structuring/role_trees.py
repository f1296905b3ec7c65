"""What do many small decision trees say of each line?

Boosted trees as plain arrays: each is stored as a complete tree, so that all lines walk down all
trees at once, one level a step.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.features import Floats


class Trees(NamedTuple):
    """Complete trees of one depth; a node's children are 2n+1 (not above its bound) and 2n+2 (above)."""

    features: NDArray[np.int32]  # trees × inner nodes: the column that is asked
    bounds: Floats  # trees × inner nodes; infinite where a branch ended early
    leaves: Floats  # trees × leaves

    @property
    def depth(self) -> int:
        """Questions on the way to a leaf."""
        return int(self.leaves.shape[1]).bit_length() - 1


NO_TREES: Final = Trees(np.zeros((0, 1), np.int32), np.zeros((0, 1), np.float32), np.zeros((0, 2), np.float32))


def scores(trees: Trees, matrix: Floats) -> Floats:
    """One logit per row: the sum of the leaves that it falls into."""
    count, nodes = len(trees.features), trees.features.shape[1]
    first = np.arange(count, dtype=np.int32) * nodes
    features, bounds = trees.features.ravel(), trees.bounds.ravel()
    rows = np.arange(len(matrix), dtype=np.int64)[:, None] * matrix.shape[1]
    flat = np.ascontiguousarray(matrix, dtype=np.float32).ravel()
    node = np.zeros((len(matrix), count), dtype=np.int32)
    for _ in range(trees.depth):
        at = node + first
        node = 2 * node + 1 + (flat.take(rows + features.take(at)) > bounds.take(at))
    leaf = node - nodes + np.arange(count, dtype=np.int32) * trees.leaves.shape[1]
    out: Floats = trees.leaves.ravel().take(leaf).sum(axis=1, dtype=np.float32)
    return out

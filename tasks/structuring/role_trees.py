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

    features: NDArray[np.intp]  # trees × inner nodes: the column that is asked
    bounds: Floats  # trees × inner nodes; infinite where a branch ended early
    leaves: Floats  # trees × leaves

    @property
    def depth(self) -> int:
        """Questions on the way to a leaf."""
        return int(self.leaves.shape[1]).bit_length() - 1


NO_TREES: Final = Trees(np.zeros((0, 1), np.intp), np.zeros((0, 1), np.float32), np.zeros((0, 2), np.float32))


def scores(trees: Trees, matrix: Floats) -> Floats:
    """One logit per row: the sum of the leaves that it falls into."""
    count, nodes = len(trees.features), trees.features.shape[1]
    first = np.arange(count) * nodes  # places in the arrays of all trees' nodes
    features, bounds = trees.features.ravel(), trees.bounds.ravel()
    rows = np.arange(len(matrix))[:, None] * matrix.shape[1]
    flat = np.ascontiguousarray(matrix, dtype=np.float32).ravel()
    node = np.zeros((len(matrix), count), dtype=np.intp)
    for _ in range(trees.depth):
        at = node + first
        asked = features.take(at)
        asked += rows
        is_above = flat.take(asked) > bounds.take(at)
        node *= 2
        node += 1
        node += is_above
    node += np.arange(count) * trees.leaves.shape[1] - nodes
    out: Floats = trees.leaves.ravel().take(node).sum(axis=1, dtype=np.float32)
    return out

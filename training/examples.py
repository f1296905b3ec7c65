"""What does the second reading learn from?

Labelled pages and nets that never saw them go in, out come the lines that the trees learn: their contexts, whether
they are story, and what each weighs.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.features import Floats, page_features
from tasks.structuring.role_model import RoleModel, is_open, second_look
from training.folds import body_weights
from training.labels import LabelledPage

EASY: Final = 0.003  # lines that the net gives less than this are many and alike: a fifth of them teaches as much
EASY_SHARE: Final = 0.2


class Examples(NamedTuple):
    """Lines of one page, of flat text or of markup."""

    is_marked: bool
    matrix: Floats
    is_body: NDArray[np.bool_]
    weights: Floats


def examples(page: LabelledPage, model: RoleModel, random: np.random.Generator) -> Examples:
    """The lines of a page as the model reads it for the first time; of easy ones a part."""
    features = page_features(page.lines, model.vocabulary, page.hints)
    is_marked = page.blocks is not None
    reading = model.first_reading(features, is_marked)
    is_hard = is_open(reading, features, is_marked) & (reading.body > EASY) | page.in_body
    weights = (body_weights(page) * np.where(is_hard, 1, 1 / EASY_SHARE)).astype(np.float32)
    kept = np.flatnonzero((is_hard | (random.random(len(is_hard)) < EASY_SHARE)) & (weights > 0))
    seen = second_look(page.lines, features, reading, model.roles, kept, page.blocks)
    return Examples(is_marked, seen, page.in_body[kept], weights[kept])

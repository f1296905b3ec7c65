"""How does each line stand to the stretches that a first reading takes for story?

Logits, probabilities and weights of a page's lines go in, a matrix comes out, in the order of `COLUMNS`. Lines that
are likely text make islands; what lies between a line and the largest of them tells a list within the story from the
teasers and the next story behind it.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tasks.structuring.features import Floats, side_by_side

REACHES: Final = (3, 8)  # lines from one likely line to the next that do not yet part islands
MOST_LINES: Final = 60
MOST_WORDS: Final = 500
OF_ISLAND: Final = ("share", "is_main", "from_main", "main_share", "above_main", "below_main", "words_below_main")
COLUMNS: Final = (
    "gap_above", "gap_below", "words_above", "words_below",
    *(f"island{reach}_{name}" for reach in REACHES for name in OF_ISLAND),
)  # fmt: skip


def island_columns(logit: Floats, body: Floats, weight: Floats) -> Floats:
    """Lines × COLUMNS."""
    count = len(logit)
    likely = logit > 0
    here = np.arange(count)
    last = np.maximum.accumulate(np.where(likely, here, -1))
    first = np.minimum.accumulate(np.where(likely, here, count)[::-1])[::-1]
    above, below = np.append(-1, last)[:-1], np.append(first, count)[1:]  # the nearest likely lines beside each
    passed = np.append(0, np.cumsum(weight * ~likely))
    out: list[NDArray[Any]] = [
        np.log1p(np.where(above >= 0, np.minimum(here - above, MOST_LINES), MOST_LINES)),
        np.log1p(np.where(below < count, np.minimum(below - here, MOST_LINES), MOST_LINES)),
        np.log1p(np.where(above >= 0, np.minimum(passed[here] - passed[above + 1], MOST_WORDS), MOST_WORDS)),
        np.log1p(np.where(below < count, np.minimum(passed[below] - passed[here], MOST_WORDS), MOST_WORDS)),
    ]
    places = np.flatnonzero(likely)
    nearer = np.where((above >= 0) & ((here - above <= below - here) | (below >= count)), above, below)
    shore = np.where(likely, here, nearer)  # the likely line that is nearest
    for reach in REACHES:
        out += _of_islands(places, shore, body * weight, passed, reach) if len(places) else [np.zeros(count)] * 7
    return side_by_side(out)


def _of_islands(
    places: NDArray[np.int64], shore: NDArray[np.int64], mass: Floats, passed: NDArray[Any], reach: int
) -> list[NDArray[Any]]:
    here = np.arange(len(shore))
    begins = np.append(True, np.diff(places) > reach)
    starts, ends = places[begins], np.append(places[np.flatnonzero(begins)[1:] - 1], places[-1])
    island = np.searchsorted(starts, shore, side="right") - 1
    masses = np.add.reduceat(mass[places], np.flatnonzero(begins))
    total = max(float(mass.sum()), 1.0)
    main = int(masses.argmax())
    away = island - main
    return [
        masses[island] / total, away == 0, np.sign(away) * np.log1p(np.abs(away)),
        np.full(len(here), masses[main] / total),
        np.log1p(np.maximum(starts[main] - here, 0)), np.log1p(np.maximum(here - ends[main], 0)),
        np.sqrt(np.maximum(passed[here] - passed[ends[main] + 1], 0)),
    ]  # fmt: skip

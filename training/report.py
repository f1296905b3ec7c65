"""How good is the model on publishers that it never saw?

The labelled pages and one model per fold go in, the report comes out as text: the scorer's own measure of
the body, the title where it is printed, each role's F1 against its (mostly weak) labels, and what the
trees look at.
"""

import importlib
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from numpy.typing import NDArray

from tasks.structuring.markup_blocks import NO_BLOCKS
from tasks.structuring.role_model import IN_BODY, RoleGuess, RoleModel
from training.folds import fold_of
from training.labels import LabelledPage
from warehouse.tables import ROLES

SHOWN_GAINS: Final = 20
Judged = list[tuple[LabelledPage, list[RoleGuess]]]


def written(
    pages: Sequence[LabelledPage],
    folds: Sequence[Mapping[str, NDArray[Any]]],
    gains: Sequence[tuple[str, float]],
    scorer: Path,
) -> str:
    """The report. `scorer` is the folder of the scorer whose measures are used."""
    models = [RoleModel.of_arrays(weights) for weights in folds]
    judged = [
        (
            page,
            models[fold_of(page.sample.site, len(models))].classify(page.lines, page.hints, page.blocks or NO_BLOCKS),
        )
        for page in pages
    ]
    measures = _measures(scorer)
    kinds = sorted({page.sample.kind for page in pages})
    out = ["set       pages  body 4-gram precision / recall / F1   without subheadings   title, where printed"]
    out += [_body_row(kind, [item for item in judged if item[0].sample.kind == kind], measures) for kind in kinds]
    out += ["", "role F1 (lines), but for text-only pages"]
    out += _role_rows([item for item in judged if item[0].sample.kind != "text"])
    out += ["", "what the trees gained from"] + [f"{share:6.3f} {name}" for name, share in gains[:SHOWN_GAINS]]
    return "\n".join(out)


def _measures(scorer: Path) -> Any:
    sys.path.insert(0, str(scorer))
    return importlib.import_module("newsscore.text")


def _body_row(kind: str, judged: Judged, measures: Any) -> str:
    with_gold = [item for item in judged if item[0].sample.gold.get("body")]
    parts = [f"{kind:9} {len(judged):5}"]
    for roles in (IN_BODY, ("body",)):
        shares = [
            measures.shingle_shares(_text(*item, roles), "\n\n".join(item[0].sample.gold["body"])) for item in with_gold
        ]
        parts.append(" / ".join(f"{value:.4f}" for value in measures.shingle_f1(shares)))
    hits = [_has_title(page, guesses, measures) for page, guesses in judged if _is_title_printed(page)]
    parts.append(f"{sum(hits) / len(hits):.3f} of {len(hits)}" if hits else "-")
    none = sum(not any(guess.role == "body" for guess in guesses) for _, guesses in judged)
    return "   ".join([*parts, f"{none} pages without a body line"])


def _text(page: LabelledPage, guesses: Sequence[RoleGuess], roles: Sequence[str]) -> str:
    return "\n\n".join(line.words for line, guess in zip(page.lines, guesses, strict=True) if guess.role in roles)


def _is_title_printed(page: LabelledPage) -> bool:
    gold = page.sample.gold
    return bool(gold.get("title")) and bool(gold.get("printed", {}).get("title", True))


def _has_title(page: LabelledPage, guesses: Sequence[RoleGuess], measures: Any) -> bool:
    said = [line.words for line, guess in zip(page.lines, guesses, strict=True) if guess.role == "title"]
    return bool(said) and bool(measures.plain(said[0]) == measures.plain(page.sample.gold["title"]))


def _role_rows(judged: Judged) -> list[str]:
    hits, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    for page, guesses in judged:
        for role, guess, weight in zip(page.roles, guesses, page.weights, strict=True):
            if weight:
                hits[role] += role == guess.role
                given[guess.role] += 1
                wanted[role] += 1
    return [f"{2 * hits[role] / max(given[role] + wanted[role], 1):6.3f} {role} ({wanted[role]})" for role in ROLES]

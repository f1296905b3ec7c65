"""How much of our own pages with comments is read as they were labelled, and does a page without keep none?

`tests/sets/comment_pages` holds pages of many comment systems, all of our own writing, and a file of labels per set.
Each page is read as HTML and as the flat text that Resiliparse renders from it. A comment counts as found where
its words are the labelled ones but for a fifth; what a label leaves out (`ignore`) is neither asked for nor wrong.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bench.pages import as_flat
from gate.floors import Figure
from tasks import Quarantined, RawPage
from tasks.knowledge import reader
from tasks.structuring.read_page import read_page
from warehouse.tables import Comment

PAGES: Final = Path(__file__).parents[1] / "tests" / "sets" / "comment_pages"
SAME: Final = 0.8  # share of the words that two texts of one comment have in common
WORD: Final = re.compile(r"\w+")
SETS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
Label = Mapping[str, Any]


def measured() -> Iterator[Figure]:
    """Comments found, authors, times and answers of each set, in both forms, and pages with invented ones."""
    for name in SETS:
        labels = [json.loads(line) for line in (PAGES / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for form in ("flat", "html"):
            yield from figures(f"own_comments_{name}_{form}", form, labels)


def figures(set_name: str, form: str, labels: Sequence[Label]) -> Iterator[Figure]:
    """The figures of one set of pages in one form."""
    count: Counter[str] = Counter()
    for label in labels:
        found = comments_of(label["stem"], form)
        count += _counts(found, label, form)
        count["invented"] += bool(found) and not label["comments"]
        count["without"] += not label["comments"]
    wanted, hits = count["wanted"], count["hits"]
    yield Figure(set_name, "comments F1", 2 * hits / (count["found"] + wanted), wanted, is_cost=False)
    yield Figure(set_name, "author right, of matched", count["author"] / hits, hits, is_cost=False)
    yield Figure(set_name, "time right, of matched", count["time"] / hits, hits, is_cost=False)
    edges = 2 * count["edge"] / (count["edges found"] + count["edges wanted"])
    yield Figure(set_name, "reply edges F1", edges, count["edges wanted"], is_cost=False)
    share = count["invented"] / count["without"]
    yield Figure(set_name, "pages with invented comments", share, count["without"], is_cost=True)


def comments_of(stem: str, form: str) -> list[Comment]:
    """What the reader makes of a page in one of its forms."""
    page = RawPage(stem, 0, (PAGES / f"{stem}.html").read_bytes(), "text/html")
    raw = as_flat(page) if form == "flat" else page
    read = read_page(raw, reader())
    return [] if isinstance(read, Quarantined) else read.comments


def _counts(found: Sequence[Comment], label: Label, form: str) -> Counter[str]:
    wanted = [comment for comment in label["comments"] if not comment.get("ignore")]
    pairs = _matched(found, label["comments"])
    ids = {have.comment_id: want["id"] for have, want in pairs}
    ignored = {have.comment_id for have, want in pairs if want.get("ignore")}
    asked = [(have, want) for have, want in pairs if not want.get("ignore")]
    # Where the containers alone nest, the flat text shows no answers: none is asked for there.
    parents = {want["id"]: want["parent"] for want in wanted if want["parent"]}
    if form == "flat" and not label["tree_in_text"]:
        parents = {}
    edges = [(ids.get(have.comment_id), ids.get(have.parent_id)) for have in found if have.parent_id is not None]
    return Counter(
        {
            "wanted": len(wanted),
            "found": len(found) - len(ignored),
            "hits": len(asked),
            "author": sum(have.author == want["author"] for have, want in asked),
            "time": sum(have.posted_text == want["posted_text"] for have, want in asked),
            "edges wanted": len(parents),
            "edges found": len(edges),
            "edge": sum(None not in edge and parents.get(edge[0]) == edge[1] for edge in edges),
        }
    )


def _matched(found: Sequence[Comment], labels: Sequence[Label]) -> list[tuple[Comment, Label]]:
    """Found and labelled comments with the same words, each once, the most alike first."""
    likeness = [
        (_likeness(have.text, want["text"]), i, j) for i, have in enumerate(found) for j, want in enumerate(labels)
    ]
    pairs: list[tuple[int, int]] = []
    for share, i, j in sorted(likeness, key=lambda each: (-each[0], each[1], each[2])):
        if share >= SAME and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return [(found[i], labels[j]) for i, j in pairs]


def _likeness(one: str, other: str) -> float:
    words, others = Counter(WORD.findall(one.casefold())), Counter(WORD.findall(other.casefold()))
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else float(one == other)

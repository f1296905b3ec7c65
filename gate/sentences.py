"""How much of our own labelled sentences is read as they were labelled?

`python -m gate.sentences [--raise]` reads `tests/sets` with all enrichers, as a run does, prints what is right by
set and holds it against `floors.toml`. `python -m gate` asks it too. It needs no corpora.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from gate import threads
from gate.copies import make_corpus, pair_scores
from gate.floors import Figure, judged
from tasks.enriching import Enricher, Found, PageText, Passage
from tasks.enriching.enrich_page import enrich_page, enrichers
from tasks.knowledge import knowledge
from warehouse.tables import Article, Page, row_id

SETS: Final = Path(__file__).parents[1] / "tests" / "sets"
PUBLISHED: Final = datetime(2019, 6, 12, tzinfo=UTC)  # a Wednesday: what "Monday" means in `dates.jsonl`
SEEDS_OF_COPIES: Final = (1, 2, 3)
BREAK: Final = "\n\n"
Case = Mapping[str, Any]


def measured() -> Iterator[Figure]:
    """The figures of every set."""
    for measure in MEASURES:
        yield from measure()


@cache
def _enrichers() -> tuple[Enricher, ...]:
    return enrichers(knowledge())


def read(*paragraphs: str) -> Found:
    """What all enrichers find in an article of these paragraphs."""
    text = BREAK.join(paragraphs)
    page = _row(Page, page_id=row_id(text), text=text, status="article")
    article = _row(Article, article_id=row_id(page.page_id, "article", 0), page_id=page.page_id, body=text)
    article = article._replace(published_at=PUBLISHED, published_precision="day")
    starts = [sum(len(earlier) + len(BREAK) for earlier in paragraphs[:place]) for place in range(len(paragraphs))]
    passages = tuple(Passage("body", start, words) for start, words in zip(starts, paragraphs, strict=True))
    return enrich_page(PageText(page, article, passages), _enrichers())


def _row(kind: Any, **values: Any) -> Any:
    return kind(**(dict.fromkeys(kind._fields) | values))


def cases(*names: str) -> Iterator[Case]:
    """The labelled rows of sets."""
    for name in names:
        for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)


def figures() -> Iterator[Figure]:
    """Value with unit, claimant and rate over all labelled figures, and the share of figures that are none."""
    right: Counter[str] = Counter()
    labelled = found_count = matched = 0
    for case in cases("figures", "figures_held_out", "figures_whole"):
        found = list(read(case["text"]).figures)
        found_count += len(found)
        place = 0
        for want in case["figures"]:
            labelled += 1
            start = case["text"].index(want["text"], place)
            place = start + len(want["text"])
            have = next((f for f in found if f.span_start < place and start < f.span_end), None)
            if have is None:
                continue
            found.remove(have)
            matched += 1
            values = is_like(have.value_min, want["value_min"]) and is_like(have.value_max, want["value_max"])
            units = plain(have.unit) == plain(want["unit"]) and have.currency == want["currency"]
            right["value"] += values and units
            right["claimant"] += is_called(have.claimant, want["claimant"])
            right["rate"] += have.rate == want["rate"]
    for key, name in (("value", "value and unit"), ("claimant", "claimant"), ("rate", "rate")):
        yield Figure("own_figures", name, right[key] / labelled, labelled, is_cost=False)
    yield Figure("own_figures", "false figures", (found_count - matched) / found_count, found_count, is_cost=True)


def quotes() -> Iterator[Figure]:
    """Quotations whose words are right, and the speakers of those by what names them."""
    hits: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in cases("quotes"):
        found = list(read(*case["paragraphs"]).quotes)
        seen.update("direct" if row.is_direct else "indirect" for row in found)
        for want in case["quotes"]:
            kind = "direct" if want["is_direct"] else "indirect"
            wanted[kind] += 1
            have = next((row for row in found if plain(row.text) == plain(want["text"])), None)
            if have is None or have.is_direct != want["is_direct"]:
                continue
            found.remove(have)
            hits[kind] += 1
            asked[want["source"]] += 1
            right[want["source"]] += is_called(have.speaker, want["speaker"])
    for kind in ("direct", "indirect"):
        yield Figure("own_quotes", f"{kind} F1", f1(hits[kind], seen[kind], wanted[kind]), wanted[kind], is_cost=False)
    for source, name in (("full", "a full name"), ("surname", "a surname"), ("pronoun", "a pronoun")):
        share = right[source] / asked[source]
        yield Figure("own_quotes", f"speaker, source {name}", share, asked[source], is_cost=False)


def equipment() -> Iterator[Figure]:
    """Weapons, vehicles and aircraft by their exact words."""
    hits = seen = wanted = 0
    for case in cases("equipment"):
        found = {(m.span_start, m.span_end) for m in read(case["text"]).mentions if m.type == "equipment"}
        gold = {(one["start"], one["end"]) for one in case["equipment"]}
        hits, seen, wanted = hits + len(found & gold), seen + len(found), wanted + len(gold)
    yield Figure("own_equipment", "F1", f1(hits, seen, wanted), wanted, is_cost=False)


def names() -> Iterator[Figure]:
    """Texts that name one thing by several names, acronyms and spellings, all of which lead to one entity."""
    results: list[bool] = []
    for case in cases("names_linked"):
        entities = {mention.surface: mention.entity_id for mention in read(case["text"]).mentions}
        results.append(len({entities.get(name, name) for name in case["names"]}) == 1)
    yield _share("own_names", "one entity", results)


def places() -> Iterator[Figure]:
    """Names whose entity has the labelled GeoNames id."""
    results: list[bool] = []
    for case in cases("places"):
        found = read(case["text"])
        ids = {entity.entity_id: entity.geonames_id for entity in found.entities}
        here = [m for m in found.mentions if m.span_start <= case["start"] < m.span_end]
        results.append(bool(here) and ids[here[0].entity_id] == case["geonames_id"])
    yield _share("own_places", "right id", results)


def place_usage() -> Iterator[Figure]:
    """Names of places whose use is the labelled one; the later set was written after the rules."""
    for name, label in (("place_usage", "use right"), ("place_usage_held_out", "use right, later set")):
        results: list[bool] = []
        for case in cases(name):
            used = {(m.span_start, m.span_end): m.usage for m in read(case["text"]).mentions}
            results += [used.get((one["start"], one["end"])) == one["usage"] for one in case["places"]]
        yield _share("own_places", label, results)


def dates() -> Iterator[Figure]:
    """Dates whose days are the labelled ones, and the share that is resolved where no label stands."""
    results: list[bool] = []
    found_count = wrong = 0
    for case in cases("dates"):
        found = {row.text: row for row in read(case["text"]).dates}
        found_count += len(found)
        for want in case["dates"]:
            name = next((name for name in found if name in want["text"] or want["text"] in name), None)
            have = found.pop(name) if name is not None else None
            days = [at and at.date().isoformat() for at in (have.resolved_start, have.resolved_end)] if have else []
            results.append(days == [want["start"], want["end"]] or (not days and want["start"] is None))
        wrong += sum(row.resolved_start is not None for row in found.values())
    yield _share("own_dates", "days right", results)
    yield Figure("own_dates", "false dates", wrong / found_count, found_count, is_cost=True)


def stories() -> Iterator[Figure]:
    """Pairs of copies of the sample stories that are found; the worst of three seeds."""
    scores = [pair_scores(make_corpus(seed)) for seed in SEEDS_OF_COPIES]
    count, _, _, worst = min(scores, key=lambda score: score[-1])
    yield Figure("own_stories", "pair F1", worst, count, is_cost=False)


MEASURES: Final[Sequence[Callable[[], Iterator[Figure]]]] = (
    figures,
    quotes,
    equipment,
    names,
    places,
    place_usage,
    dates,
    stories,
    threads.measured,
)


def f1(hits: int, seen: int, wanted: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (seen + wanted)


def plain(words: str | None) -> str:
    """Words as they are compared: no case, marks or first article.

    >>> plain("The port, closed"), plain("a villager"), plain(None)
    ('port closed', 'villager', '')
    """
    bare = re.sub(r"\W+", " ", words or "").strip().casefold()
    return re.sub(r"^(?:the|an?) ", "", bare)


def is_called(have: str | None, want: str | None) -> bool:
    """Is it the labelled name, with its rank or without?

    >>> is_called("Ivo Rell", "Major Ivo Rell"), is_called(None, "Major Ivo Rell")
    (True, False)
    """
    return plain(have) == plain(want) or (bool(have) and plain(want).endswith(f" {plain(have)}"))


def is_like(have: float | None, want: float | None) -> bool:
    """The same number, or both none; fractions are labelled with four digits."""
    return have == want if have is None or want is None else abs(have - want) <= 1e-4 * abs(want)


def _share(set_name: str, name: str, results: Sequence[bool]) -> Figure:
    return Figure(set_name, name, sum(results) / len(results), len(results), is_cost=False)


def main(arguments: Sequence[str]) -> int:
    """Measure, print and judge; `--raise` writes floors that have risen."""
    return judged(list(measured()), "--raise" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

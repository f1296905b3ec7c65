"""How many fields are right on pages of our own, written as papers of many countries and systems print them?

`python -m gate.heads [SET …]` reads `tests/sets/heads_*.txt` with the shipped reader and prints each field that
is not as its author wrote it, then the figures; `python -m gate` asks it too. A page stands there as it would be
saved, with its fields in one line of JSON above it and marks in its text, which are taken out before it is read: ¶
opens a paragraph of the story, § a subheading, ¬ a line that may be the story's or not, → a headline of another
story; † stands on both sides of a caption, ‡ of a credit.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from gate.floors import Figure, judged
from tasks import RawPage, Reading
from tasks.knowledge import reader
from tasks.structuring.read_page import read_page

SETS: Final = Path(__file__).parents[1] / "tests" / "sets"
PAGE: Final = re.compile(r"^%%% (\S+) \| (\S+)\n(\{.*\})\n%%%\n", re.MULTILINE)
MARKS: Final = re.compile("[¶§→†‡¬]")
PARAGRAPH: Final = re.compile(r"[¶§](.+?)(?=<(?!/?(?:b|i|em|a|strong|span)\b)|\n|$)", re.MULTILINE)
HEADLINE: Final = re.compile(r"→([^<\n]+)")
CAPTION: Final = re.compile(r"†([^†]+)†")
CREDIT: Final = re.compile(r"‡([^‡]+)‡")
EITHER: Final = re.compile(r"¬([^<\n]+)")
TAG: Final = re.compile(r"<[^>]+>")
RIGHT_OVERLAP: Final = 0.9  # a standfirst is right with so much of its words, as the scorer has it
Values = Sequence[str]


class Case(NamedTuple):
    """A page of ours and what its author says of it."""

    name: str
    media_type: str
    text: str
    fields: Mapping[str, Any]
    body: Values
    related: Values
    captions: Values
    credits: Values
    either: Values


class Slip(NamedTuple):
    """A field that is not as its author wrote it."""

    page: str
    field: str
    found: Any
    wanted: Any


def cases(name: str) -> list[Case]:
    """The pages of a set."""
    parts = PAGE.split((SETS / f"{name}.txt").read_text("utf-8"))[1:]
    return [_case(*parts[place : place + 4]) for place in range(0, len(parts), 4)]


def _case(name: str, media_type: str, fields: str, marked: str) -> Case:
    found = [
        [plain(TAG.sub("", value)) for value in pattern.findall(marked)]
        for pattern in (PARAGRAPH, HEADLINE, CAPTION, CREDIT, EITHER)
    ]
    return Case(name, media_type, MARKS.sub("", marked), json.loads(fields), *found)


def plain(text: str | None) -> str:
    """The words of a value, in the form in which values are compared.

    >>> plain(" Boats, at  dawn. "), plain(None)
    ('boats at dawn', '')
    """
    return " ".join(re.findall(r"\w+", MARKS.sub("", text or "").casefold()))


def read(case: Case) -> Reading | None:
    """What the shipped reader makes of a page; None where it is held back or holds no article."""
    return _read(case.name, case.text, case.media_type)


@cache
def _read(name: str, text: str, media_type: str) -> Reading | None:
    raw = RawPage(f"file:///{name}", 0, text.encode(), media_type)
    outcome = read_page(raw, reader())
    return outcome if isinstance(outcome, Reading) and outcome.articles else None


def slips(cases: Sequence[Case]) -> Iterator[Slip]:
    """Every field that is wrong, page by page."""
    for case in cases:
        for field in FIELDS:
            found, wanted = field_of(case, field)
            is_asked = field in case.fields and (field != "publisher" or wanted)
            if is_asked and not is_right(field, found, wanted):
                yield Slip(case.name, field, found, wanted)
        for field, (lines, wanted_lines) in lists(case).items():
            if Counter(lines) != Counter(wanted_lines):
                extra, missed = Counter(lines) - Counter(wanted_lines), Counter(wanted_lines) - Counter(lines)
                yield Slip(case.name, field, [*extra.elements()], [*missed.elements()])


FIELDS: Final = ("title", "standfirst", "authors", "published", "updated", "section", "tags", "publisher")


def field_of(case: Case, field: str) -> tuple[Any, Any]:
    """A field as it was read, and as it is right."""
    reading = read(case)
    article = reading.articles[0] if reading else None
    wanted = case.fields.get(field)
    if article is None:
        return None, wanted
    if field in ("published", "updated"):
        moment = getattr(article, f"{field}_at")
        return moment.date().isoformat() if moment else None, wanted
    return getattr(article, field), wanted


def is_right(field: str, found: Any, wanted: Any) -> bool:
    """Is the value what the page states? A date by its day, names and tags in any order, one of several sections."""
    if field == "standfirst":
        return overlap(found, wanted) >= RIGHT_OVERLAP
    if field == "section":
        return plain(found) in {plain(name) for name in wanted or [""]}
    if field in ("authors", "tags"):
        return {plain(name) for name in found or []} == {plain(name) for name in wanted or []}
    return found == wanted if field in ("published", "updated") else plain(found) == plain(wanted)


def overlap(found: str | None, wanted: str | None) -> float:
    """F1 of the words of two texts; 1 where both are none."""
    a, b = Counter(plain(found).split()), Counter(plain(wanted).split())
    return 2 * (a & b).total() / (a.total() + b.total()) if a or b else 1.0


def lists(case: Case) -> Mapping[str, tuple[Values, Values]]:
    """Paragraphs, headlines, captions and credits as they were read and as they are right."""
    reading = read(case)
    body = reading.articles[0].body.split("\n\n") if reading else []
    body = [text for text in body if plain(text) not in case.either]
    media = reading.media if reading else []
    return {
        "body": ([plain(text) for text in body], case.body),
        "related": ([plain(row.title) for row in reading.related] if reading else [], case.related),
        "captions": ([plain(row.caption) for row in media if row.caption], case.captions),
        "credits": ([plain(row.credit) for row in media if row.credit], case.credits),
    }


def figures_of(name: str) -> Iterator[Figure]:
    """The figures of one set, for flat pages and for HTML: where a field is printed, and how often it is made up."""
    every = cases(name)
    for kind, label in (("text/plain", "flat"), ("text/html", "html")):
        pages = [case for case in every if case.media_type == kind]
        if not pages:
            continue
        yield from _fields(f"own_{name}", label, pages)
        yield from _lists(f"own_{name}", label, pages)


def _fields(set_name: str, label: str, pages: Sequence[Case]) -> Iterator[Figure]:
    for field in FIELDS:
        # What is not in the fields was not looked at; a publisher that no page states has many right names.
        known = [case for case in pages if field in case.fields and (field != "publisher" or case.fields[field])]
        pairs = [field_of(case, field) for case in known]
        given = [is_right(field, found, wanted) for found, wanted in pairs if wanted]
        none = [bool(found) for found, wanted in pairs if not wanted]
        if given:
            yield Figure(set_name, f"{label} {field}", sum(given) / len(given), len(given), is_cost=False)
        if none:
            yield Figure(set_name, f"{label} {field} made up", sum(none) / len(none), len(none), is_cost=True)
    wrong = [found is not None and found != case.fields["published"] for case, found in _published(pages)]
    yield Figure(set_name, f"{label} date wrong", sum(wrong) / len(wrong), len(wrong), is_cost=True)


def _published(pages: Sequence[Case]) -> Iterator[tuple[Case, Any]]:
    return ((case, field_of(case, "published")[0]) for case in pages)


def _lists(set_name: str, label: str, pages: Sequence[Case]) -> Iterator[Figure]:
    for field in ("body", "related", "captions", "credits"):
        hits = seen = wanted = 0
        for case in pages:
            found, right = map(Counter, lists(case)[field])
            hits, seen, wanted = hits + (found & right).total(), seen + found.total(), wanted + right.total()
        f1 = 2 * hits / (seen + wanted) if seen + wanted else 1.0
        yield Figure(set_name, f"{label} {field} F1", f1, wanted, is_cost=False)


def set_names() -> list[str]:
    """The sets there are."""
    return sorted(file.stem for file in SETS.glob("heads_*.txt"))


def measured() -> Iterator[Figure]:
    """The figures of every set."""
    for name in set_names():
        yield from figures_of(name)


def main(arguments: Sequence[str]) -> int:
    """Show what is wrong, then the figures; `--raise` writes floors that have risen."""
    names = [name for name in arguments if not name.startswith("--")] or set_names()
    found: list[Figure] = []
    for name in names:
        for slip in slips(cases(name)):
            print(f"{slip.page:<24} {slip.field:<11} {slip.found!r} for {slip.wanted!r}")
        found += figures_of(name)
    return judged(found, "--raise" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

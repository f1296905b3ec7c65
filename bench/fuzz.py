"""Does every page end well, however broken? python -m bench.fuzz --pages 10000 --seed 0 [--only NUMBER].

Takes sample and synthetic pages, breaks them in up to four ways, and reads them. What has to hold: each
record ends as a page with or without an article, a copy, or held back with a reason; every visible
line has one role; spans slice back; the rows fit their tables; nothing raises; no page takes longer than its size
allows. Each page is made from its own number, so that one that fails can be read again alone.
"""

import argparse
import gzip
import io
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from bench.generate import page as synthetic_page
from bench.pages import SAMPLES, as_flat, record
from gate.threads import PAGES
from tasks import Quarantined, RawPage, Reading
from tasks.knowledge import reader
from tasks.sources import Refused, read_source
from tasks.structuring.read_page import Reader, read_page
from warehouse.schema import arrow_table, table_named
from warehouse.tables import ROLES, Media, Related

Mutation = Callable[[Random, bytes], bytes]

# A page may take so long, in seconds of CPU and in seconds a byte; the slowest shapes take a fifth of it when the
# machine is free.
MOST_SECONDS, MOST_SECONDS_A_BYTE = 2.0, 1e-4
_ODD: Final = (
    b"\x00", b"\x1b[2J", b"\xff", b"\xfe\xff", "\u202e".encode(), "\ufeff".encode(), "\u2028".encode(), b"\r", b"\x85",
    "\ud83d".encode("utf-8", "surrogatepass"), "\ufdd0\ufdd1".encode(), b"&#0;&#xD800;&#x110000;", "Ã©â€™".encode(),
    b"<!--", b"]]>", b"<script>", b"</body></html>", b"<ul><li>", b"\n" * 40, b"   \xc2\xa0 ", b"12:00 GMT +3",
    b"31 February 2017", b"99/99/9999", b"In reply to ", b"4. 4. ", b"3 hours ago", "١٢ مايو".encode(), b"Comments (0)",
)  # fmt: skip
_THREAD: Final = (
    b"AB", b"1.", b"#2", b"(3)", b"@", b"by", b"on", b"says:", b"Re:", b"Reply", b"|", b"-- --", b"[+]", b"12:30",
    b"2 hours ago", b"3 May 2021", b"Jo Bell", b"Jo Bell says:", b"1. 1. Jo Bell", b"Posted by", "•".encode(),
)  # fmt: skip


def cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 40) if data else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def drop(random: Random, data: bytes) -> bytes:
    start, end = _stretch(random, data)
    return data[:start] + data[end:]


def repeat(random: Random, data: bytes) -> bytes:
    start, end = _stretch(random, data)
    return data[:end] + data[start:end] * random.randint(1, 12) + data[end:]


def move(random: Random, data: bytes) -> bytes:
    start, end = _stretch(random, data)
    rest = data[:start] + data[end:]
    place = random.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def glue(random: Random, data: bytes) -> bytes:
    start, end = _stretch(random, data)
    return data[:start] + data[start:end].replace(b"\n", b"") + data[end:]


def shuffle(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    random.shuffle(lines)
    return b"\n".join(lines)


def insert(random: Random, data: bytes) -> bytes:
    for _ in range(random.randint(1, 12)):
        place = random.randrange(len(data) + 1)
        data = data[:place] + random.choice(_ODD) + data[place:]
    return data


def scatter(random: Random, data: bytes) -> bytes:
    """Some lines that threads of comments are made of, a few at a time."""
    lines = data.split(b"\n")
    for _ in range(random.randint(1, 12)):
        place = random.randrange(len(lines) + 1)
        lines[place:place] = random.choices(_THREAD, k=random.randint(1, 4))
    return b"\n".join(lines)


def noise(random: Random, data: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + random.randbytes(random.randint(1, 400)) + data[place:]


def swell(random: Random, data: bytes) -> bytes:
    """A token, a line or a nest of tags that is far too long."""
    unit = random.choice(
        (b"x", b"(", b"a, ", b"\n", b" ", b"by ", b"<b>", b"<div>", b"1 ", b"\xe2\x80\x9c", b"<li>", b"> ")
    )
    place = random.randrange(len(data) + 1)
    return data[:place] + unit * random.randint(100, 20_000) + data[place:]


def recode(random: Random, data: bytes) -> bytes:
    encoding = random.choice(("cp1252", "utf-16", "utf-16-be", "utf-32", "koi8-r", "shift_jis", "utf-7"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def mojibake(random: Random, data: bytes) -> bytes:
    start, end = _stretch(random, data)
    broken = data[start:end].decode("utf-8", "replace").encode().decode("cp1252", "replace").encode()
    return data[:start] + broken + data[end:]


def splice(random: Random, data: bytes) -> bytes:
    other = random.choice(_samples())
    start, end = _stretch(random, other)
    place = random.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:]


def keep(random: Random, data: bytes) -> bytes:
    """Nothing is broken: copies and whole pages have to end well too."""
    return data


MUTATIONS: Final[tuple[Mutation, ...]] = (
    cut, flip, drop, repeat, move, glue, shuffle, insert, scatter, noise, swell, recode, mojibake, splice, keep,
)  # fmt: skip


def _stretch(random: Random, data: bytes) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randint(1, max(1, len(data) // 3)))


@cache
def _samples() -> tuple[bytes, ...]:
    """The texts and HTML pages among the samples, and the pages of many comment systems in both forms."""
    files = (file for file in sorted(SAMPLES.iterdir()) if file.suffix in (".txt", ".html", ".htm", ".gz"))
    whole = [gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in map(Path.read_bytes, files)]
    threads = [RawPage("", 0, file.read_bytes(), "text/html") for file in sorted(PAGES.glob("*.html"))]
    return tuple(whole + [form.data for page in threads for form in (page, as_flat(page))])


class Broken(NamedTuple):
    """One broken input: a file's name and its bytes."""

    name: str
    data: bytes


def broken(number: int, seed: int) -> Broken:
    """Input `number` of a seed: a page, or an archive of some, each broken in up to four ways."""
    random = Random(f"{seed}:{number}")
    if random.random() < 0.2:
        return _archive(random, seed)
    data = _page(random, seed)
    return Broken("page.html" if b"<html" in data[:2000].lower() else "page.txt", data)


def _page(random: Random, seed: int) -> bytes:
    kind = random.choice(("flat", "html"))
    whole = (
        random.choice(_samples())
        if random.random() < 0.6
        else synthetic_page(random.randrange(10_000), kind, seed).data
    )
    for mutation in random.choices(MUTATIONS, k=random.randint(1, 4)):
        whole = mutation(random, whole)
    return whole


def _archive(random: Random, seed: int) -> Broken:
    records = []
    for number in range(random.randint(1, 3)):
        media_type = random.choice(("text/html", "text/html", "text/plain", "image/png"))
        written = record(RawPage("", number, _page(random, seed), media_type), number)
        records.append(random.choice((keep, keep, cut, flip, drop, noise))(random, written))
    if random.random() < 0.5:
        return Broken("pages.warc", b"".join(records))
    packed = b"".join(gzip.compress(one, 1, mtime=0) for one in records)
    return Broken("pages.warc.gz", random.choice((keep, keep, cut, flip))(random, packed))


@dataclass
class Ledger:
    """What became of the inputs."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")  # seconds a MB over the first 10 kB
    seen: set[str] = field(default_factory=set)


def warm_reader() -> Reader:
    """The reader with all that it loads at its first page, so that no input is charged with it."""
    known = reader()
    read = read_page(RawPage("memory:", 0, b"A page that loads the models.", "text/plain"), known)
    arrow_table(table_named("pages"), [read.page])
    return known


def check(number: int, seed: int, known: Reader, ledger: Ledger) -> None:
    """Read one broken input and enter what became of it."""
    given = broken(number, seed)
    began = time.process_time()
    try:
        for item in read_source(io.BytesIO(given.data), "memory:", given.name, skipped=ledger.skipped):
            faults = _of_refused(item, ledger) if isinstance(item, Refused) else _of_page(item, known, ledger)
            ledger.failures += [f"{number}: {fault}" for fault in faults]
    except Exception:
        ledger.failures.append(f"{number}: {traceback.format_exc(limit=-4)}")
    taken = time.process_time() - began
    if taken > MOST_SECONDS + MOST_SECONDS_A_BYTE * len(given.data):
        ledger.failures.append(f"{number}: {taken:.1f} s for {len(given.data):,} bytes")
    ledger.slowest = max(ledger.slowest, (taken / (len(given.data) + 10_000) * 1e6, f"{number}, {taken:.2f} s"))


def _of_refused(item: Refused, ledger: Ledger) -> list[str]:
    ledger.outcomes["held back"] += 1
    ledger.reasons[item.check_name] += 1
    return [] if _is_sentence(item.reason) else [f"refused without a sentence: {item.reason!r}"]


def _of_page(raw: RawPage, known: Reader, ledger: Ledger) -> list[str]:
    outcome = read_page(raw, known)
    if isinstance(outcome, Quarantined):
        ledger.outcomes["held back"] += 1
        ledger.reasons[outcome.check_name] += 1
        return [] if _is_sentence(outcome.reason) else [f"held back without a sentence: {outcome.reason!r}"]
    is_copy = outcome.page.page_id in ledger.seen
    ledger.outcomes["duplicate" if is_copy else outcome.page.status] += 1
    ledger.seen.add(outcome.page.page_id)
    return list(faults_of(outcome))


def _is_sentence(reason: str) -> bool:
    return reason[:1].isupper() and reason.endswith(".") and "Traceback" not in reason


def faults_of(read: Reading) -> Iterator[str]:
    """What is wrong with a reading, by the laws of the tables."""
    text = read.page.text or ""
    visible = [(number, line.strip()) for number, line in enumerate(text.split("\n")) if line.strip()]
    if [(line.line_no, text[line.span_start : line.span_end]) for line in read.lines] != visible:
        yield "lines: not every visible line stands there once with its span"
    if strange := {line.role for line in read.lines} - set(ROLES):
        yield f"lines: no such role {strange}"
    if any(not 0 <= line.confidence <= 1 or not line.rule for line in read.lines):
        yield "lines: a line without rule or confidence"
    if (read.page.status == "article") != bool(read.articles) or (not read.articles and not read.page.reason):
        yield f"pages: status {read.page.status} with {len(read.articles)} articles, reason {read.page.reason!r}"
    for comment in read.comments:
        said = text[comment.span_start : comment.span_end]
        if any(paragraph not in said for paragraph in comment.text.split("\n\n")):
            yield f"comments: the span of {comment.position} does not hold its text"
    rows: tuple[Media | Related, ...] = (*read.media, *read.related)
    for row in rows:
        if not 0 <= row.span_start < row.span_end <= len(text):
            yield f"a span beyond the text: {row}"
    for name in ("lines", "articles", "comments", "media", "related"):
        arrow_table(table_named(name), getattr(read, name))
    arrow_table(table_named("pages"), [read.page])


def main() -> None:
    """Read the command line, break, read, and say what became of everything; exit with 1 where something fails."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description="Read broken pages.")
    parser.add_argument("--pages", type=int, default=10_000, help="how many inputs (default: 10,000)")
    parser.add_argument("--seed", type=int, default=0, help="default: 0")
    parser.add_argument("--only", type=int, default=None, help="the one input of this number")
    given = parser.parse_args()
    ledger, known = Ledger(), warm_reader()
    for number in range(given.pages) if given.only is None else [given.only]:
        check(number, given.seed, known, ledger)
    print(", ".join(f"{count:,} {outcome}" for outcome, count in ledger.outcomes.most_common()))
    print("held back:", ", ".join(f"{count:,} {name}" for name, count in ledger.reasons.most_common()) or "none")
    print("passed over:", ", ".join(f"{count:,} {kind}" for kind, count in sorted(ledger.skipped.items())) or "none")
    print(f"slowest: {ledger.slowest[0]:.1f} s a MB (input {ledger.slowest[1]})")
    print(f"{len(ledger.failures)} failures", *ledger.failures[:20], sep="\n")
    sys.exit(1 if ledger.failures else 0)


if __name__ == "__main__":
    main()

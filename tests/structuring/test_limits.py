"""Is a page read in time linear in its size, and one that is too large held back with the reason?"""

import pytest

from bench.linear import GROWTH, SHAPES, growth_of
from tasks import Quarantined, RawPage, Reading
from tasks.knowledge import reader
from tasks.structuring.limits import MOST_LINES, MOST_TAGS
from tasks.structuring.read_page import read_page

READ = [(kind, name) for kind in ("text/plain", "text/html") for name in SHAPES[kind]]
SIZE = 4_000  # bytes; python -m bench linear reads pages of 200 kB


@pytest.mark.parametrize(("kind", "name"), READ)
def test_the_time_for_a_byte_does_not_grow_with_the_page(kind: str, name: str) -> None:
    small, large = growth_of(SHAPES[kind][name], kind, SIZE, rounds=2)
    assert large < small * GROWTH * 0.7  # what is quadratic costs GROWTH times as much a byte


@pytest.mark.parametrize(
    ("data", "media_type", "reason"),
    [
        (b"a\n" * 1_000_000, "text/plain", f"more than {MOST_LINES:,} lines"),
        (b"<html>" + b"<b>x" * (MOST_TAGS + 1), "text/html", f"more than {MOST_TAGS:,} tags"),
        (b"<html>" + b"<p><b><i><u><s>x" * 60_000, "text/html", f"more than {MOST_TAGS:,} tags"),
        (b"<html><pre>" + b"x\n" * (MOST_LINES + 1), "text/html", f"more than {MOST_LINES:,} lines"),
    ],
)
def test_a_page_far_larger_than_any_is_held_back_with_the_reason(data: bytes, media_type: str, reason: str) -> None:
    held = read_page(RawPage("memory:", 0, data, media_type), reader())
    assert isinstance(held, Quarantined)
    assert (held.check_name, held.page.status, held.page.reason) == ("too_large", "quarantined", held.reason)
    assert held.reason == f"The page has {reason}, the most that are read of one page."


def test_a_line_of_three_megabytes_is_read() -> None:
    data = b"The board said on Friday that ships had left. " * 70_000
    read = read_page(RawPage("memory:", 0, data, "text/plain"), reader())
    assert isinstance(read, Reading)
    assert [(line.span_start, line.span_end) for line in read.lines] == [(0, len(data) - 1)]

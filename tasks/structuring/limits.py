"""How much of one page is read? What is larger by far than any page is held back with the reason.

The largest of 560 real HTML pages has 23,000 tags in 1.9 MB, the longest of 1,600 flat pages 1,744
lines. Time and memory are linear in both; at these limits a page takes some seconds and 400 MB.
"""

from typing import Final

MOST_LINES: Final = 100_000
MOST_TAGS: Final = 400_000


class OversizedPageError(Exception):
    """A page that is not read to its end; the message is the reason, in a sentence."""


def limit_lines(text: str) -> None:
    """Raise `OversizedPageError` where a text has too many lines, blank ones included."""
    _limit(text.count("\n") + 1, MOST_LINES, "lines")


def limit_tags(html: str) -> None:
    """Raise `OversizedPageError` where there are too many tags, in the page or in what browsers make of it."""
    if len(html) > MOST_TAGS:
        _limit(html.count("<"), MOST_TAGS, "tags")


def _limit(count: int, most: int, what: str) -> None:
    if count > most:
        raise OversizedPageError(f"The page has more than {most:,} {what}, the most that are read of one page.")

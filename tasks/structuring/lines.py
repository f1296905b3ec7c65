"""Which lines does a text have, and where do their visible parts lie?

`decode` and `markup` produce the text, everything after them works on these lines.
"""

import re
from functools import partial
from typing import Final, NamedTuple

BULLETS: Final = "•‣◦▪●·*–-"
BULLET: Final = re.compile(rf"[{BULLETS}]\s+")


class TextLine(NamedTuple):
    """One non-blank line of a page's text, and how it stands among the others."""

    number: int  # counted from 0, blank lines included
    start: int  # span of the visible part in the page's text, surrounding white space left out
    end: int
    text: str  # the visible part: text[start:end]
    indent: int  # white-space characters before it
    gap: int  # blank lines directly above it
    bullet: int  # length of the list bullet that it begins with, 0 for none

    @property
    def words(self) -> str:
        """The line without its bullet."""
        return self.text[self.bullet :]


def split_lines(text: str) -> list[TextLine]:
    r"""The non-blank lines of a text whose line ends are all newlines.

    >>> [(line.number, line.words, line.gap) for line in split_lines("One\n\n  • Two")]
    [(0, 'One', 0), (2, 'Two', 1)]
    """
    lines: list[TextLine] = []
    made = partial(tuple.__new__, TextLine)  # what TextLine(...) does, three times as fast
    position, gap = 0, 0
    for number, physical in enumerate(text.split("\n")):
        visible = physical.strip()
        if visible:
            indent = len(physical) - len(physical.lstrip()) if len(visible) < len(physical) else 0
            start = position + indent
            found = BULLET.match(visible) if visible[0] in BULLETS else None
            bullet = found.end() if found else 0
            lines.append(made((number, start, start + len(visible), visible, indent, gap, bullet)))
            gap = 0
        else:
            gap += 1
        position += len(physical) + 1
    return lines

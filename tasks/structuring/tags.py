"""Which keywords does the page give its story?

Of what stands in tag lines, and of what the markup states, some is no keyword: counters, buttons, the marks of an
advertising system. `tag_name` judges both.
"""

import re
from typing import Final

from tasks.structuring.page_lines import PageLines
from tasks.structuring.rules_tags import MORE_ON, TAGS, TAGS_HEADING, tag_lines, unglued

LONGEST: Final = 80  # characters
LEAST_SHARE: Final = 0.5  # of a line's items that are tags, or none is: rows of prices and of buttons
_ITEMS: Final = re.compile(r"[,;|•·،؛]|\s{2,}|(?<=\S)\s?(?=#)|\s/\s")
_LABEL: Final = re.compile(r"^(?:nlp )?(?:category|tag|key ?word|topic|subject|entity token)s?\s*:\s*", re.IGNORECASE)
_NO_TAG: Final = re.compile(
    r"^(?:@|[\da-f-]{16,}$|[\W\d_]*$|.$|about (?:the|us)\b|more\b|share\b|sharing$|related\b|edited by\b|by\b"
    r"|reviewed\b|get the\b|go to\b|show\b|see\b|sign (?:in|up)\b|view\b|thank\b|suggest\b|learn more"
    r"|full profile|meet the\b|readme$|adchoices|all authors|most voted|front page$|releases \d"
    r"|\d+ (?:stars|forks|watching|comments?|min)\b)|:$",
    re.IGNORECASE,
)


def tags_of(page: PageLines) -> list[str]:
    """The keywords of the page's tag lines, each once."""
    tags: list[str] = []
    for line in (page.lines[index] for index in tag_lines(page)):
        if TAGS_HEADING.fullmatch(line.words) or MORE_ON.fullmatch(line.words):
            continue
        label = TAGS.match(line.words)
        listed = line.words[label.end() :] if label else line.words
        items = [item for name in unglued(listed) for item in _ITEMS.split(name) if item.strip(" #.")]
        named = [name for item in items if (name := tag_name(item.strip(" ."))) and not page.is_button(name)]
        tags += named if len(named) >= LEAST_SHARE * len(items) else []
    return list(dict.fromkeys(tags))


def tag_name(text: str) -> str | None:
    """The words as a keyword; None for a counter, a button, a name that only machines read.

    >>> tag_name("Category: Games"), tag_name("13 forks"), tag_name("cce15240-c52a-4887-a61a-cd64701d6596")
    ('Games', None, None)
    """
    name = _LABEL.sub("", " ".join(text.split()).strip(" #;,"))
    return None if len(name) > LONGEST or _NO_TAG.search(name) else name

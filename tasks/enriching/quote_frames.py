"""What stands around the quotations of one paragraph: words, names and sentence ends, in order?

A paragraph, its quoted stretches and the names in it go in; a list of `Item`s comes out, in which
each quotation and each name is one item. `quote_cues` looks for the cue and its subject in it.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from tasks.enriching.quote_words import ABBREVIATIONS, PARTICLES, STARTERS

TOKEN: Final = re.compile(r"\w+(?:[-’'.&]\w+)*|[^\w\s]")
CLITICS: Final = ("s", "ve", "re", "ll", "d", "m", "t")
SENTENCE_ENDS: Final = ".!?"


class Name(NamedTuple):
    """A name in a paragraph, and the mention that it is; -1 where no mention covers it."""

    start: int
    end: int
    kind: str
    mention: int


class Item(NamedTuple):
    """A word, a mark, a name or a whole quotation; reference points to the mention or the quotation."""

    kind: str  # word, mark, name, quote
    text: str
    lower: str
    start: int
    end: int
    reference: int
    name_kind: str
    ends_sentence: bool


def frame_items(
    text: str, quotes: Sequence[tuple[int, int]], names: Sequence[Name], roles: Collection[str] = ()
) -> list[Item]:
    """The paragraph as items; `quotes` are spans with their marks, in order and apart.

    Words that are `roles` get the name_kind 'role'.
    """
    items: list[Item] = []
    place = first = 0
    for number, (start, end) in enumerate((*quotes, (len(text), len(text)))):
        while first < len(names) and names[first].start < place:
            first += 1
        last = first
        while last < len(names) and names[last].start < start:
            last += 1
        items.extend(_between(text, place, start, names[first:last], roles))
        if start < end:
            items.append(_quote_item(text, start, end, number))
        place = end
    return items


def _quote_item(text: str, start: int, end: int, number: int) -> Item:
    following = text[end : end + 3].strip()[:1]
    inner = text[start:end].rstrip("\"”“»«’'› ")
    stops = inner[-1:] in SENTENCE_ENDS and (not following or not (following.islower() or following in ",;—–"))
    return Item("quote", "", "", start, end, number, "", stops)


def _between(text: str, start: int, end: int, names: Sequence[Name], roles: Collection[str]) -> list[Item]:
    items: list[Item] = []
    place = start
    for name in names:
        if name.start < place or name.end > end:
            continue
        items.extend(_words(text, place, name.start, roles))
        items.append(
            Item("name", text[name.start : name.end], "", name.start, name.end, name.mention, name.kind, False)
        )
        place = name.end
    items.extend(_words(text, place, end, roles))
    return _with_sentence_ends(items, text)


def _words(text: str, start: int, end: int, roles: Collection[str]) -> list[Item]:
    found = []
    for token in TOKEN.finditer(text, start, end):
        word = token.group()
        lower = word.lower().replace("’", "'")
        kind = "word" if word[0].isalnum() or word[0] == "_" else "mark"
        role = "role" if lower in roles else ""
        found.append(Item(kind, word, lower, token.start(), token.end(), -1, role, False))
    return _with_capital_runs(found, text, roles)


def _with_capital_runs(items: list[Item], text: str, roles: Collection[str]) -> list[Item]:
    """Runs of capitalized words that no mention covers become names of kind 'unknown'."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        if not items[i].text[0].isupper():
            out.append(items[i])
            i += 1
            continue
        j = i
        while j < len(items) and _continues_run(items, i, j, text):
            j += 1
        while j > i and items[j - 1].lower in PARTICLES:
            j -= 1
        out.extend(_run(text, items[i].start, items[j - 1].end, roles) if j > i else [items[i]])
        i = max(j, i + 1)
    return out


def _run(text: str, start: int, end: int, roles: Collection[str]) -> list[Item]:
    """A run of capitalized words as a name and what makes it possessive; 'Foreign Minister' alone is a role."""
    surface = text[start:end]
    last = surface.split()[-1].lower()
    if last in roles:
        return [Item("word", surface, last, start, end, -1, "role", False)]
    if surface[-2:] not in ("'s", "’s"):
        return [Item("name", surface, "", start, end, -1, "unknown", False)]
    return [
        Item("name", surface[:-2], "", start, end - 2, -1, "unknown", False),
        Item("mark", surface[-2], surface[-2], end - 2, end - 1, -1, "", False),
        Item("word", "s", "s", end - 1, end, -1, "", False),
    ]


def _continues_run(items: list[Item], first: int, here: int, text: str) -> bool:
    item = items[here]
    if here > first and items[here - 1].end < item.start and text[items[here - 1].end : item.start].strip(" \u00a0"):
        return False
    if item.text == "." and here > first and _is_initial(items[here - 1].text):
        return True
    if item.kind != "word":
        return False
    if here > first and items[here - 1].text[-2:] in ("'s", "’s"):
        return False
    if here > first and item.lower in PARTICLES:
        return here + 1 < len(items) and items[here + 1].text[:1].isupper()
    if here == 0 and item.lower.endswith("ly") and len(item.lower) > 5:
        return False
    plain, _, ending = item.lower.partition("'")
    plain = plain if ending in CLITICS else item.lower  # 'He’s' is no name, 'D’Souza' is
    return item.text[0].isupper() and plain not in STARTERS and plain not in ABBREVIATIONS


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _with_sentence_ends(items: list[Item], text: str) -> list[Item]:
    for place, item in enumerate(items):
        if item.kind == "mark" and item.text in SENTENCE_ENDS and _ends_sentence(items, place, text):
            items[place] = item._replace(ends_sentence=True)
    return items


def _ends_sentence(items: list[Item], here: int, text: str) -> bool:
    item = items[here]
    after = text[item.end : item.end + 8].lstrip(" \u00a0)”\"’'")[:1] if item.end < len(text) else ""
    if not after:
        return True
    if after.islower() or after in ",;:":
        return False
    before = items[here - 1] if here else None
    if item.text != "." or before is None or before.end != item.start:
        return True
    last = before.text.split()[-1].lower() if before.text else ""
    if last in ABBREVIATIONS or len(last) == 1 or "." in last:
        following = items[here + 1] if here + 1 < len(items) else None
        return following is not None and following.kind == "word" and following.lower in STARTERS and "." in last
    return True

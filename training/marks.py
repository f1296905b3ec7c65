"""Which elements does each line of a rendered page stand in?

A page's HTML and its flat rendering go in, one `Mark` per line comes out. Every text node gets a
private-use character in front before the tree is rendered again: where it turns up, the node is.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Final, NamedTuple

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree, NodeType

from tasks.structuring.lines import TextLine

FIRST_MARK: Final = 0xF0000
MOST_MARKS: Final = 0xFFFD
NEAR: Final = 5  # levels above a text node whose class names still speak of that node
MARK: Final = re.compile(f"[{chr(FIRST_MARK)}-{chr(FIRST_MARK + MOST_MARKS)}]")
WORD: Final = re.compile(r"[a-z]+|[A-Z][a-z]*")


class Mark(NamedTuple):
    """What the markup says of one line; elements that hold at least half of its characters."""

    elements: frozenset[str] = frozenset()
    near_words: frozenset[str] = frozenset()  # words of class names and ids, within NEAR levels
    far_words: frozenset[str] = frozenset()
    is_main: bool = False


class _Place(NamedTuple):
    elements: frozenset[str]
    near: frozenset[str]
    far: frozenset[str]


def marks(html: bytes, lines: Sequence[TextLine], is_main_rendering: bool) -> list[Mark]:
    """One mark per line of the rendering."""
    tree = HTMLTree.parse_from_bytes(html, detect_encoding(html) or "utf-8")
    inside = tree.body or ()
    nodes = [node for node in inside if node.type == NodeType.TEXT and str(node.value).strip()][:MOST_MARKS]
    places = _places(list(nodes))
    for number, node in enumerate(nodes):
        text = str(node.value)
        rest = text.lstrip()
        node.value = text[: len(text) - len(rest)] + chr(FIRST_MARK + number) + rest
    main = extract_plain_text(tree, preserve_formatting=True, main_content=True, alt_texts=False, links=False)
    whole = main
    if not is_main_rendering:
        whole = extract_plain_text(tree, preserve_formatting=True, alt_texts=False, links=False)
    in_main = {ord(found[0]) - FIRST_MARK for found in MARK.finditer(main)}
    return [_mark(runs, places, in_main) for runs in _runs(whole, lines)]


def _places(nodes: Sequence[Any]) -> list[_Place]:
    @cache
    def words(names: str) -> frozenset[str]:
        return frozenset(word.lower() for word in WORD.findall(names))

    out = []
    for node in nodes:
        elements, near, far = set[str](), set[str](), set[str]()
        parent, level = node.parent, 0
        while parent is not None and parent.tag not in ("", "html", "body", "#document"):
            elements.add(parent.tag)
            names = words(f"{parent.getattr('class') or ''} {parent.getattr('id') or ''}")
            (near if level < NEAR else far).update(names)
            parent, level = parent.parent, level + 1
        out.append(_Place(frozenset(elements), frozenset(near), frozenset(far)))
    return out


def _runs(marked: str, lines: Sequence[TextLine]) -> list[list[tuple[int, int]]]:
    """For each line: (node, characters) of the text nodes that make it up."""
    rendered: list[tuple[str, list[tuple[int, int]]]] = []
    node = -1
    for physical in marked.split("\n"):
        runs, clean = [], []
        for part in re.split(f"({MARK.pattern})", physical):
            if len(part) == 1 and MARK.match(part):
                node = ord(part) - FIRST_MARK
            elif part.strip():
                runs.append((node, len(part)))
                clean.append(part)
            else:
                clean.append(part)
        if "".join(clean).strip():
            rendered.append(("".join(clean).strip(), runs))
    texts, wanted = [text for text, _ in rendered], [line.text for line in lines]
    if texts == wanted:
        return [runs for _, runs in rendered]
    out: list[list[tuple[int, int]]] = [[] for _ in lines]
    for a, b, size in SequenceMatcher(None, texts, wanted, autojunk=False).get_matching_blocks():
        for step in range(size):
            out[b + step] = rendered[a + step][1]
    return out


def _mark(runs: Sequence[tuple[int, int]], places: Sequence[_Place], in_main: set[int]) -> Mark:
    total = sum(size for _, size in runs)
    if not total:
        return Mark()

    def held(which: int) -> frozenset[str]:
        share: dict[str, int] = {}
        for node, size in runs:
            for name in places[node][which] if node >= 0 else ():
                share[name] = share.get(name, 0) + size
        return frozenset(name for name, size in share.items() if 2 * size >= total)

    main = sum(size for node, size in runs if node in in_main)
    return Mark(held(0), held(1), held(2), 2 * main >= total)

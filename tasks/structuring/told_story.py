"""Which paragraphs of its story does an HTML page hold for its scripts alone?

Some pages show a paragraph or two, or none, and keep the rest as data: JSON-LD's `articleBody`, or the state with
which scripts draw the page. A page with its roles goes in, the paragraphs that none of its lines shows come out.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import groupby, islice
from typing import Any, Final

from tasks.structuring.decode import CONTROLS
from tasks.structuring.markup import Markup
from tasks.structuring.page_lines import PROSE_WORDS, PageLines, ends_sentence

Leaf = tuple[tuple[str | int, ...], str]  # the keys on the way to a text of a document, and the text

FEW_WORDS: Final = 150  # a text of more words is held for the story; of 487 pages three hold one in scripts alone
LEAST_WORDS: Final = 60  # of what is added
MISSING_SHARE: Final = 0.5  # of the words of a story that no line shows
STRETCH: Final = 8  # words that are looked for at once
SHOWN_SHARE: Final = 0.5  # of the stretches of a paragraph that is shown
SUBHEADING: Final = 4  # words that may stand on the page by chance
MAIN_SHARE: Final = 0.6  # of the prose in an object: what holds so much of it is the text
WHOLE_SHARE: Final = 0.9  # of the prose in a list: an item that holds so much of it is no paragraph among others
PROSE_SPACES: Final = 5  # names, addresses and classes have fewer
MOST_CHARACTERS: Final = 4_000_000  # of scripts that are read of one page; reading them may cost some seconds
MOST_TEXT: Final = 500_000  # characters of a story
MOST_PARAGRAPHS: Final = 2000
MOST_NODES: Final = 100_000
MOST_DEPTH: Final = 60
MOST_STORIES: Final = 5  # objects that bear the page's title
MOST_VALUES: Final = 10  # of one script
ASSIGNED_WITHIN: Final = 2000  # characters between two values
LONGEST_RATIO: Final = 2  # of a title as data holds it to its bare words
_TAG: Final = re.compile(r"(<[^<>]*>)")
_NAME: Final = re.compile(r"<(/?)\s*([a-zA-Z][a-zA-Z0-9]*)")
_INLINE: Final = frozenset("a abbr b bdi bdo cite code em font i ins mark q s small span strong sub sup u".split())
_UNREAD: Final = frozenset("script style figure iframe noscript svg button form aside".split())
_UNSAFE: Final = re.compile("[\ud800-\udfff\ufdd0-\ufdef]")
_ASSIGNED: Final = re.compile(
    r"(?<![\w$.])(?:window|self|globalThis|var|let|const)[\w$.\[\]\"' ]{1,60}=\s*(?:JSON\.parse\(\s*(?=\")|(?=\{))"
)
_LETTERS: Final = re.compile(r"[A-Za-z0-9 ]{8,}")
_WORD: Final = re.compile(r"\w+")
_READER: Final = json.JSONDecoder(strict=False)


def untold_paragraphs(page: PageLines, text: str) -> list[str]:
    """The paragraphs that stand in no line of the page's text, where these are most of its story."""
    markup = page.markup
    count = sum(page.word_counts[index] for index in page.places("body"))
    told: list[str] = []
    if markup.article_body and count < markup.article_body.count(" "):
        told = paragraphs_of(markup.article_body[:MOST_TEXT])
    elif not markup.article_body and count < FEW_WORDS:
        printed = [page.text(index) for index in page.places("title")]
        told = story_in(markup.scripts, [*printed, *(title.value for title in markup.titles)])
    shown = f" {_plain(text)} " if told else ""
    missing = [paragraph for paragraph in told if not _is_shown(_plain(paragraph), shown)]
    words, all_words = (sum(len(each.split()) for each in part) for part in (missing, told))
    return missing[:MOST_PARAGRAPHS] if words >= max(LEAST_WORDS, MISSING_SHARE * all_words) else []


def with_paragraphs(text: str, markup: Markup, paragraphs: Sequence[str]) -> tuple[str, Markup]:
    """A page's text with paragraphs behind its last line, each on a line of its own, and the markup that tells them."""
    first = text.count("\n") + 2
    lines = {first + 2 * place: "story" for place in range(len(paragraphs))}
    return "\n\n".join((text, *paragraphs)), markup._replace(aside={**markup.aside, **lines})


def paragraph_in_script(page: PageLines) -> Iterator[tuple[int, str]]:
    """A paragraph or subheading of the story that the page's data alone holds."""
    for index in page.silent():
        if page.markup.aside.get(page.lines[index].number) == "story":
            is_short = page.word_counts[index] < PROSE_WORDS and not ends_sentence(page.texts[index])
            yield index, "subheading" if is_short else "body"


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _is_shown(plain: str, shown: str) -> bool:
    words = plain.split()
    parts = [words[start : start + STRETCH] for start in range(0, len(words), STRETCH)]
    count = sum(f" {' '.join(part)} " in shown for part in parts)
    return len(words) > SUBHEADING and count >= SHOWN_SHARE * len(parts)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text that may hold tags.

    >>> paragraphs_of("<p>One &amp; <b>two</b>.</p><figure>A port.</figure><p>Three.</p>")
    ['One & two.', 'Three.']
    """
    out, unread = [""], ""
    for piece in _TAG.split(unescape(text) if "&lt;" in text else text):
        name = _NAME.match(piece)
        tag = name[2].lower() if name else ""
        if unread:
            unread = "" if name and name[1] and tag == unread else unread
        elif not name:
            out[-1] += unescape(piece)
        elif tag in _UNREAD and not name[1]:
            unread = tag
        elif tag not in _INLINE:
            out.append("")
    lines = [line for part in out for line in part.split("\n")]
    return [line for line in map(_clean, lines) if line]


def _clean(text: str) -> str:
    """One line without what a page's text may not hold."""
    return " ".join(_UNSAFE.sub("\ufffd", CONTROLS.sub("", text)).split())


def story_in(scripts: Iterable[str], titles: Sequence[str]) -> list[str]:
    """The paragraphs of the story that bears one of the titles in the data of a page's scripts; the longest of them."""
    names = frozenset(filter(None, map(_plain, titles)))
    signs = [max(runs, key=len) for runs in map(_LETTERS.findall, titles) if runs]
    found: list[list[str]] = [[]]
    left = MOST_CHARACTERS
    for script in scripts:
        left -= len(script)
        if left >= 0 and (not signs or any(sign in script for sign in signs)):
            stories = (story for value in _values(script) for story in _titled(value, names))
            found += map(_texts_in, islice(stories, MOST_STORIES))
    longest = max(found, key=lambda texts: sum(map(_prose, texts)))
    return [paragraph for text in longest for paragraph in paragraphs_of(text)]


def _values(script: str) -> Iterator[Any]:
    """The JSON that a script is, or gives to variables."""
    start = len(script) - len(script.lstrip())
    is_data = script[start : start + 1] in ("{", "[")
    for _ in range(MOST_VALUES):
        if not is_data:
            given = _ASSIGNED.search(script, start, start + ASSIGNED_WITHIN)
            if given is None:
                return
            start = given.end()
        is_data = False
        try:
            value, start = _READER.raw_decode(script, start)
            yield json.loads(value, strict=False) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue


def _titled(value: Any, titles: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The objects of a document one of whose texts is a title."""
    longest = LONGEST_RATIO * max(map(len, titles), default=0)
    waiting = [value]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        inner = list(node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
        texts = [each for each in inner if isinstance(each, str) and " " in each and len(each) <= longest]
        if isinstance(node, dict) and any(_plain(text) in titles for text in texts):
            yield node
        waiting += [each for each in inner if isinstance(each, dict | list)]


def _texts_in(story: dict[str, Any]) -> list[str]:
    """The texts, one a paragraph or all in one, of the part of an object that holds most of its prose."""
    leaves = [(path, text, _prose(text)) for path, text in _leaves(story)]
    depth = 0
    while True:
        masses = Counter[str | int]()
        for path, _, mass in leaves:
            masses[path[depth] if depth < len(path) else ""] += mass
        (main, most), *_ = masses.most_common(1) or [("", 0)]
        least = MAIN_SHARE if isinstance(main, str) else WHOLE_SHARE
        if main == "" or most < max(least * masses.total(), 1):
            break
        leaves = [leaf for leaf in leaves if leaf[0][depth] == main]
        depth += 1
    keys = Counter[str]()
    for path, _, mass in leaves:
        keys[_key(path)] += mass
    name = max(keys, key=keys.__getitem__, default="")
    texts = [leaf for leaf in leaves if _key(leaf[0]) == name]
    parts = groupby(texts, key=lambda leaf: leaf[0][depth : depth + 1])
    return [_joined(text for _, text, _ in part) for _, part in parts]


def _joined(texts: Iterable[str]) -> str:
    """The texts of one paragraph; sentences that meet without a space are items of a list."""
    parts: list[str] = []
    for text in texts:
        is_next = bool(parts) and parts[-1].endswith((".", "!", "?")) and text[:1].isupper()
        parts.append(f"\n{text}" if is_next else text)
    return "".join(parts)


def _leaves(story: dict[str, Any]) -> Iterator[Leaf]:
    """The texts of an object in its order."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), story)]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict | list) and len(path) < MOST_DEPTH:
            inner = list(value.items() if isinstance(value, dict) else enumerate(value))
            waiting += [((*path, key), each) for key, each in reversed(inner)]


def _prose(text: str) -> int:
    if text.count(" ") < PROSE_SPACES:
        return 0
    return len(_TAG.sub("", text)) if "<" in text else len(text)


def _key(path: tuple[str | int, ...]) -> str:
    """The name under which a text stands, the numbers of lists left out."""
    return next((key for key in reversed(path) if isinstance(key, str)), "")

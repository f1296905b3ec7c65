"""Which elements and texts does an HTML page have?

`OutlineBuilder` reads serialized HTML into an `Outline`, the page's elements as columns, and writes it again with a
marker before every text. `markup_render` renders that and notes in the outline where each text came out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from tasks.structuring.markup_marks import marker

# Beyond these, tags are dropped and their text kept: main-content extraction and list indents cost
# the square of the depth (measured: 1.7 s at 10,000 levels; 0 to 60 levels on real pages).
MAX_DEPTH: Final = 400
MAX_LIST_DEPTH: Final = 12

# Possessive only where one class of characters repeats: Python 3.11 before 3.11.4 loses matches of possessive groups.
ATTRIBUTES: Final = r'((?: [^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:="[^"]*+")?)*)'
# Inside <!-- of a script, a nested <script> … </script> does not end it.
_ESCAPED: Final = (
    r"<!--(?:[^<\-]++|-(?!->)|<script[\s/>](?:[^<\-]++|-(?!->)|<(?!/script[\s/>]))*(?:</script[\s/>])?"
    r"|<(?!/?script[\s/>]))*"
)
# A tag or a raw element, with the text behind it where it is a tag.
_TOKEN: Final = re.compile(
    rf"<(script){ATTRIBUTES}>((?:[^<]++|{_ESCAPED}|<(?!/script>))*)(?:</script>|\Z)"
    rf"|<(style|xmp|iframe|noembed|noframes){ATTRIBUTES}>((?:[^<]++|<(?!/\4>))*)(?:</\4>|\Z)"
    rf"|</([^>]*+)>([^<]*+)|<([^ \t\n\f\r/>!?][^ \t\n\f\r/>]*+){ATTRIBUTES}/?>([^<]*+)"
    r"|<!--.*?(?:-->|\Z)|<[!?][^>]*+>|([^<]++)",
    re.DOTALL,
)
_SCRIPT, _RAW, _END, _START, _TEXT = 1, 4, 7, 9, 12  # groups that begin an alternative; what belongs to it follows
_ATTRIBUTE: Final = re.compile(r' ([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)(?:="([^"]*+)")?')
_NAMES: Final = "id|itemprop|rel|role|data-testid|data-component"
_NAMED: Final = re.compile(rf' (?:{_NAMES})="')
_NAMING: Final = re.compile(rf' (class|{_NAMES})="([^"]*+)"')
_NAMELESS: Final[Mapping[str, str]] = {}
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINTS: Final = re.compile(r"[-_]+")
_LONGEST_NAMES: Final = 600  # characters of a class attribute that are read; longer ones are generated
_VOID: Final = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
_LISTS: Final = frozenset(("ul", "ol"))
# Elements that Resiliparse leaves out with the text that readers see in them.
LEFT_OUT: Final = frozenset(("figure", "figcaption", "object"))
_LEADING: Final = re.compile(r"(?:\s|&nbsp;)*")


class PlacedText(NamedTuple):
    """A text of the page where it is rendered: its number, its length, and the first and last line it stands in."""

    number: int
    length: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The elements of a page in document order, as columns; element 0 is the document itself.

    `first_text` and `end_text` bound the element's texts, `end_element` its descendants. `spans`
    says where each text stands in `text`, None for texts that are not rendered.
    """

    text: str = ""
    tags: list[str] = field(default_factory=lambda: ["#document"])
    raw_attributes: list[str] = field(default_factory=lambda: [""])
    names: list[Mapping[str, str]] = field(default_factory=lambda: [_NAMELESS])  # by `naming`; none of void elements
    parents: list[int] = field(default_factory=lambda: [-1])
    end_element: list[int] = field(default_factory=lambda: [1])
    first_text: list[int] = field(default_factory=lambda: [0])
    end_text: list[int] = field(default_factory=lambda: [0])
    texts: list[str] = field(default_factory=list)
    holders: list[int] = field(default_factory=list)  # element that directly holds each text
    spans: list[tuple[int, int] | None] = field(default_factory=list)
    is_main: list[bool] = field(default_factory=list)
    raw_texts: dict[int, str] = field(default_factory=dict)  # contents of script and style elements
    placed: list["PlacedText"] = field(default_factory=list)  # the texts that are rendered
    aside: list["PlacedText"] = field(default_factory=list)  # the texts that are left out and put beside it

    def attributes(self, element: int) -> Mapping[str, str]:
        """The element's attributes by lower-case name."""
        return parse_attributes(self.raw_attributes[element])

    def words(self, element: int) -> str:
        """The element's text, rendered or not, white space collapsed."""
        joined = " ".join(self.texts[self.first_text[element] : self.end_text[element]])
        return " ".join(unescape(joined).split())

    def glued_words(self, element: int) -> str:
        """The element's text as inline text is shown: no space where the page has none."""
        return " ".join(unescape("".join(self.texts[self.first_text[element] : self.end_text[element]])).split())

    def span(self, element: int) -> tuple[int, int] | None:
        """Where the element's rendered text begins and ends."""
        spans = [s for s in self.spans[self.first_text[element] : self.end_text[element]] if s]
        return (spans[0][0], spans[-1][1]) if spans else None


def unescape(escaped: str) -> str:
    r"""Text or attribute value as the serializer wrote it → the characters.

    >>> unescape("A &amp; B&nbsp;&lt;")
    'A & B\xa0<'
    """
    if "&" not in escaped:
        return escaped
    plain = escaped.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return plain.replace("&amp;", "&")


@lru_cache(maxsize=16384)
def parse_attributes(raw: str) -> Mapping[str, str]:
    """A start tag's attributes; the first of several with one name wins, as in browsers."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), unescape(value))
    return found


def naming(raw: str) -> Mapping[str, str]:
    """The attributes of a raw start tag that name what an element is; a fraction of the cost of parsing all.

    >>> naming(' class="byline top" href="/x"')
    {'class': 'byline top'}
    """
    return _naming(raw) if ' class="' in raw or _NAMED.search(raw) else _NAMELESS


@lru_cache(maxsize=16384)
def _naming(raw: str) -> Mapping[str, str]:
    return dict(reversed(_NAMING.findall(raw)))


def tokens(names: str) -> list[str]:
    """The names in a class attribute, lower case, their words parted by single hyphens.

    >>> tokens("storyBody_text  is--lead")
    ['story-body-text', 'is-lead']
    """
    return [_token(name) for name in names[:_LONGEST_NAMES].split()]


@lru_cache(maxsize=65536)
def _token(name: str) -> str:
    return _JOINTS.sub("-", _CAMEL.sub("-", name)).strip("-").lower()


class OutlineBuilder:
    """Reads serialized HTML into an outline and writes it again with markers."""

    def __init__(self, outline: Outline, serialized: str) -> None:
        self.outline = outline
        self.serialized = serialized
        self.marked: list[str] = []
        self.written = 0  # so much of the serialized page stands in `marked`
        self.inside: dict[int, tuple[int, int]] = {}  # element of LEFT_OUT → the pieces of `marked` between its tags

    def read(self) -> str:
        """One pass over the tokens; most are starts and ends, which are handled without a further call."""
        outline = self.outline
        texts, tags, raw_attributes, names = outline.texts, outline.tags, outline.raw_attributes, outline.names
        parents = outline.parents
        first_text, end_text, end_element = outline.first_text, outline.end_text, outline.end_element
        current, depth, lists = 0, 0, 0
        dropped: list[tuple[str, int]] = []  # open tags that stand too deep to be kept, and the elements they stand in
        for token in _TOKEN.finditer(self.serialized):
            kind = token.lastindex
            if kind == _START + 2:
                tag, attributes, text = token.group(_START, _START + 1, _START + 2)
                if tag in _VOID:
                    self._add(tag, attributes, current)
                elif depth >= MAX_DEPTH or (tag in _LISTS and lists >= MAX_LIST_DEPTH):
                    dropped.append((tag, current))
                    self._write("", token.start(), token.end() - len(text))
                else:
                    parents.append(current)
                    current = len(tags)
                    tags.append(tag)
                    raw_attributes.append(attributes)
                    names.append(naming(attributes) if attributes else _NAMELESS)
                    first_text.append(len(texts))
                    end_text.append(len(texts))
                    end_element.append(len(tags))
                    depth += 1
                    lists += tag in _LISTS
                    if tag in LEFT_OUT:
                        self._cut(token.end() - len(text))
                        self.inside[current] = len(self.marked), len(self.marked)
            elif kind == _END + 1:
                tag, text = token.group(_END, _END + 1)
                if dropped and dropped[-1] == (tag, current):
                    dropped.pop()
                    self._write("", token.start(), token.end() - len(text))
                elif tags[current] != tag:
                    self._write("", token.start(), token.end() - len(text))
                else:
                    if tag in LEFT_OUT:
                        self._cut(token.start())
                        self.inside[current] = self.inside[current][0], len(self.marked)
                    end_element[current] = len(tags)
                    end_text[current] = len(texts)
                    current = parents[current]
                    depth -= 1
                    lists -= tag in _LISTS
            elif kind == _TEXT:
                text = token[0]
            else:
                self._other(token, current)
                continue
            if text and not text.isspace():
                self._text(text, token.end() - len(text), current)
        end_element[0], end_text[0] = len(tags), len(texts)
        outline.spans.extend([None] * len(texts))
        outline.is_main.extend([False] * len(texts))
        self.marked.append(self.serialized[self.written :])
        return "".join(self.marked)

    def _add(self, tag: str, attributes: str, parent: int) -> int:
        outline = self.outline
        element, before = len(outline.tags), len(outline.texts)
        outline.tags.append(tag)
        outline.raw_attributes.append(attributes)
        outline.names.append(_NAMELESS)
        outline.parents.append(parent)
        outline.end_element.append(element + 1)
        outline.first_text.append(before)
        outline.end_text.append(before)
        return element

    def fragment(self, element: int) -> str:
        """What stands between the tags of an element of LEFT_OUT, with markers."""
        first, end = self.inside[element]
        return "".join(self.marked[first:end])

    def _cut(self, place: int) -> None:
        """Let a piece of `marked` end at a place of the serialized page."""
        self.marked.append(self.serialized[self.written : place])
        self.written = place

    def _write(self, instead: str, start: int, end: int) -> None:
        """Write all up to `start` as it was, and something else in place of what ends at `end`."""
        self.marked.append(self.serialized[self.written : start])
        self.marked.append(instead)
        self.written = end

    def _other(self, token: re.Match[str], current: int) -> None:
        """A raw element, whose content is kept aside, or a comment, which is left out."""
        kind = token.lastindex
        if kind is not None:
            tag, attributes, content = token.group(kind - 2, kind - 1, kind)
            self.outline.raw_texts[self._add(tag, attributes, current)] = content
            self._write(f"<{tag}></{tag}>", *token.span())
        elif not token[0].startswith("<!D"):
            self._write("<!---->", *token.span())

    def _text(self, raw: str, start: int, holder: int) -> None:
        """A text that stands in the serialized page from `start` on."""
        lead = 0
        if raw[0].isspace() or raw[0] == "&":
            found = _LEADING.match(raw)
            lead = found.end() if found else 0
            if lead == len(raw):
                return
        outline = self.outline
        index = len(outline.texts)
        outline.texts.append(raw)
        outline.holders.append(holder)
        if not _is_icon(raw, lead):
            self._write(marker(index), start + lead, start + lead)


def _is_icon(raw: str, start: int) -> bool:
    """A lone pilcrow or private-use character: Resiliparse leaves it out, so it must stay alone."""
    first = raw[start]
    return (first == "¶" or "\ue000" <= first <= "\uf8ff") and len(raw.strip()) == 1


def text_length(raw: str, piece: str) -> int:
    """Length of the text at the beginning of a rendered piece, which may go on with the next line's bullet."""
    first, newline, _ = piece.partition("\n")
    if newline and "\n" in raw and "\n" in raw.strip():
        own = unescape(raw).strip()
        if piece.startswith(own):
            return len(own)
    return len(first.rstrip())

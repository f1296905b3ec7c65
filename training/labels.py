"""What is each line of a page, as far as gold and markup tell?

A sample goes in; `LabelledPage` comes out: its lines, their markup, one role and one weight per line.
Body, title, authors, tags and comments rest on the gold, all other roles on `weak_labels`.
"""

import html as entities
import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from tasks.structuring.lines import TextLine
from tasks.structuring.markup import Markup, render
from tasks.structuring.markup_blocks import Blocks
from training.alignment import lines_of
from training.corpora import Sample
from training.marks import Mark, marks
from training.weak_labels import CONTROL, DATE, HEADINGS, Line, Stated, plain, weak_role


class LabelledPage(NamedTuple):
    """One rendering of a page with its lines' roles; weight 0 hides a line whose role is not known."""

    sample: Sample
    lines: list[TextLine]
    marks: list[Mark]
    roles: list[str]
    weights: list[float]
    in_body: NDArray[np.bool_]  # does the gold's body hold the line, whatever its role
    hints: Mapping[int, frozenset[str]] = {}  # what the HTML reader says of the lines, by line number
    blocks: Blocks | None = None  # the boxes in which it finds them; None for flat text


def label(sample: Sample, silver: tuple[list[bool], list[bool]] | None = None) -> LabelledPage | None:
    """The lines of a sample with a role each; None where nothing says which lines are body.

    `silver` stands in where the gold has no body: per line, is it body, and is that known.
    """
    lines = sample.lines
    found = marks(sample.html, lines, sample.kind == "main") if sample.html else [Mark() for _ in lines]
    if sample.kind == "text":
        roles = _text_roles(sample, lines)
        return LabelledPage(
            sample, lines, found, roles, [1.0] * len(lines), np.asarray([role == "body" for role in roles])
        )
    weights = [1.0] * len(lines)
    if sample.gold.get("body"):
        is_body = lines_of("\n\n".join(sample.gold["body"]), [line.words for line in lines])
    elif silver:
        is_body, weights = list(silver[0]), [float(flag) for flag in silver[1]]
    else:
        return None
    roles = _gold_roles(sample, lines, found, is_body)
    _weak_roles(lines, found, roles, _page(sample))
    return LabelledPage(sample, lines, found, roles, weights, np.asarray(is_body))


def marked_up(sample: Sample) -> tuple[Sample, Markup]:
    """The page as the project's own HTML reader renders it, and what its markup says."""
    data = sample.html or b""
    text, markup = render(bytes_to_str(data, detect_encoding(data) or "utf-8"))
    return sample._replace(kind="html", text=text, aside=frozenset(markup.aside)), markup


def _text_roles(sample: Sample, lines: list[TextLine]) -> list[str]:
    """Text-only articles: quotes pages begin with their headline, the others have none."""
    roles = ["body"] * len(lines)
    if "quotes" in sample.gold and roles:
        roles[0] = "title"
    return roles


def _gold_roles(sample: Sample, lines: list[TextLine], found: list[Mark], is_body: list[bool]) -> list[str]:
    roles = ["body" if flag else "" for flag in is_body]
    comments = [c["text"] for c in sample.gold.get("comments") or []]
    if comments:
        for i, flag in enumerate(lines_of("\n\n".join(comments), [line.words for line in lines])):
            if flag and not roles[i]:
                roles[i] = "comment"
        _comment_meta_by_gold(sample, lines, roles)
    for i, role in enumerate(roles):
        is_heading = found[i].elements & HEADINGS and len(lines[i].words.split()) <= 18
        if role == "body" and is_heading and not re.search(r"[.!]$", lines[i].words):
            roles[i] = "subheading"
    title = _title_line(sample, lines, found, roles)
    if title is not None:
        roles[title] = "title"
    standfirst = plain(sample.gold.get("standfirst") or "")
    for i, line in enumerate(lines):
        if standfirst and plain(line.words) == standfirst and roles[i] != "title" and (title is None or i > title):
            roles[i] = "standfirst"
            break
    return roles


def _comment_meta_by_gold(sample: Sample, lines: list[TextLine], roles: list[str]) -> None:
    authors = {plain(c.get("author") or "") for c in sample.gold["comments"]} - {""}
    first = roles.index("comment") if "comment" in roles else len(lines)
    for i, line in enumerate(lines):
        if i < first - 6 or roles[i]:
            continue
        folded = plain(line.words)
        is_short = len(line.words.split()) <= 14
        near = any(role == "comment" for role in roles[i + 1 : i + 5])
        named = any(folded == a or folded.startswith(a + " ") for a in authors)
        if is_short and near and (named or DATE.search(line.words)) and not CONTROL.fullmatch(line.words):
            roles[i] = "comment_meta"


def _title_line(sample: Sample, lines: list[TextLine], found: list[Mark], roles: list[str]) -> int | None:
    """The printed title: the last line with its words before the body, a heading before any other."""
    first = next((i for i, role in enumerate(roles) if role in ("body", "subheading")), len(lines))
    wanted = {plain(sample.gold["title"])} if sample.gold.get("title") else _stated_titles(sample)
    same = [i for i, line in enumerate(lines) if plain(line.words) in wanted - {""}]
    if not same:
        return None
    return max(same, key=lambda i: ("h1" in found[i].elements, i <= first, i if i <= first else -i))


def _stated_titles(sample: Sample) -> set[str]:
    meta = _meta(sample.html or b"")
    out = {plain(meta.get("og:title", ""))}
    parts = re.split(r"\s[|–—»·-]\s", meta.get("title", ""))
    return {text for text in out | {plain(part) for part in parts} if len(text.split()) >= 4}


def _weak_roles(lines: list[TextLine], found: list[Mark], roles: list[str], page: Stated) -> None:
    body = [i for i, role in enumerate(roles) if role in ("body", "subheading")]
    title = roles.index("title") if "title" in roles else (body[0] - 3 if body else 0)
    first, last = (body[0], body[-1]) if body else (title + 1, len(lines))
    for i, line in enumerate(lines):
        if roles[i]:
            continue
        seen = Line(line.words, len(line.words.split()), found[i], first - i, i - last, i - title, page)
        roles[i] = weak_role(seen)


def _page(sample: Sample) -> Stated:
    names = frozenset(plain(name) for name in sample.gold.get("authors") or [] if len(name) > 4)
    tags = frozenset(plain(tag) for tag in sample.gold.get("tags") or [])
    return Stated(sample.gold, _meta(sample.html or b""), names, tags)


def _meta(html: bytes) -> dict[str, str]:
    head = html[:200_000].decode("utf-8", "replace")
    out: dict[str, str] = {}
    for tag in re.findall(r"<meta\s[^>]{1,1500}>", head):
        name = re.search(r"(?:property|name)\s*=\s*[\"']([^\"']{1,40})", tag)
        content = re.search(r"content\s*=\s*\"([^\"]*)\"|content\s*=\s*'([^']*)'", tag)
        if name and content:
            out.setdefault(name[1].lower(), entities.unescape(content[1] or content[2] or ""))
    found = re.search(r"<title[^>]*>([^<]{1,400})", head)
    if found:
        out["title"] = entities.unescape(found[1])
    return out

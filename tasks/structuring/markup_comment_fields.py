"""What of a comment's container is its name, its time and its text?

`fill` sorts the texts of a `Draft` by what the elements around them are called; where nothing names the name, the
first short text that is set off as names are is it.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from tasks.structuring.comment_naming import strip_ordinal
from tasks.structuring.comment_when import find_when
from tasks.structuring.markup_comment_containers import Draft, own_texts
from tasks.structuring.markup_comment_signs import kind_of
from tasks.structuring.markup_dates import read_moment
from tasks.structuring.markup_outline import Outline

# What themes print behind the name.
_AFTER_NAME: Final = re.compile(
    r"[\s,]*(?:\b(?:says?|said|sagte?|schreibt|schrieb|meint|denkt|dice|dijo|wrote|writes|a dit|dit|commented|on|am"
    r"|um|at|vor|permalink)\b|:|·|\||–|-)[\s:,·|–-]*$",
    re.IGNORECASE,
)
_BEFORE_NAME: Final = re.compile(
    r"^\s*(?:(?:by|von|posted by|comment (?:by|from)|kommentar von|por|written by"
    r"|from)\b\s*:?|\d{1,4}\s*[.)](?=\s)|[-–#·])\s*",
    re.IGNORECASE,
)
_NAME_TAGS: Final = frozenset("a strong b cite span h3 h4 h5 h6 em i dt".split())
_FIRST_TEXTS: Final = 4
_MOST_NAME_WORDS: Final = 5
_MOST_TIME_WORDS: Final = 7
_SHORTEST_SUBJECT: Final = 8  # characters of a subject that a system made of the comment's first words
_NUMBERED: Final = re.compile(r"#?\d{1,5}[.)]?")
_INNER_DASH: Final = re.compile(
    r"\s+[—–|·•]\s+.*$|\s+(?:says|sagte?|schreibt|denkt|dijo|wrote|said)\b.*$", re.IGNORECASE
)
_CLOCK: Final = re.compile(r"\d:\d\d")
_LONGEST_NAME: Final = 80
_LONGEST_POSTED: Final = 80
_MOST_CONTROL_TEXTS: Final = 12
_DAY_OR_TIME: Final = re.compile(
    r"\d{1,2}[:.]\d\d|\b(?:19|20)\d\d\b|\bago\b|\bvor \d|\b(?:yesterday|today|gestern"
    r"|heute)\b|\bher\b|\b(?:min|hour|day|week|month|year)s?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\.? \d|\d{1,2}[./]\d{1,2}[./]\d{2}",
    re.IGNORECASE,
)


def fill(outline: Outline, draft: Draft) -> None:
    """Sort the texts of the draft, and read its author and time from them."""
    texts = [index for index in own_texts(outline, draft) if outline.spans[index]]
    kinds = [_kinds(outline, outline.holders[index], draft.element) for index in texts]
    present = {kind for signs in kinds for kind in signs}
    is_named_outside = any(signs and signs[-1] == "author" and "text" not in signs for signs in kinds)
    is_named_inside = not is_named_outside and any(signs and signs[-1] == "author" for signs in kinds)
    if is_named_inside:  # what is called text holds the name too: it is the body
        kinds = [tuple("body" if kind == "text" else kind for kind in signs) for signs in kinds]
        present = present - {"text"} | {"body"}
    holds_text = next((kind for kind in ("text", "body") if kind in present), None)
    for index, signs in zip(texts, kinds, strict=True):
        kind = _settle(signs, holds_text)
        if kind == "text" and "text" not in signs and _is_time(_text(outline, index)):
            kind = "date"
        if kind == "text" and _NUMBERED.fullmatch(_text(outline, index).strip()):
            kind = "control"
        draft.texts.setdefault(kind, []).append(index)
    said = draft.texts.setdefault("text", [])
    if len(said) > 1 and len(subject := _text(outline, said[0])) >= _SHORTEST_SUBJECT:
        draft.texts["text"] = said[_text(outline, said[1]).startswith(subject) :]
    draft.author = _name(outline, draft.texts.get("author", [])) or _unmarked_name(outline, draft, texts)
    draft.posted, draft.posted_at = _posted(outline, draft)


def states_time(words: str) -> bool:
    """The words hold a day, a time of day or an age."""
    return _DAY_OR_TIME.search(words) is not None


def _is_time(words: str) -> bool:
    return len(words.split()) <= _MOST_TIME_WORDS and states_time(words) and find_when(words) is not None


def _settle(signs: tuple[str, ...], holds_text: str | None) -> str:
    """What a text is, by the signs around it from the outermost in."""
    if ("form" in signs and "text" not in signs[signs.index("form") :]) or _is_control(signs):
        return "control"
    inner = next((kind for kind in reversed(signs) if kind != "body"), "")
    if "text" in signs:
        return "text"
    if inner:
        return inner
    return "text" if holds_text is None or holds_text in signs else "rest"


def _is_control(signs: tuple[str, ...]) -> bool:
    """Inside of what is called a control only what is called a name or a text is something else."""
    if "control" not in signs or signs[-1] == "control":
        return "control" in signs
    return "author" not in signs and "text" not in signs[signs.index("control") :]


def _unmarked_name(outline: Outline, draft: Draft, texts: Sequence[int]) -> str | None:
    """The first short text of the container,
    where it is set off as names are and is no time; it is then no comment text.
    """
    for index in texts[:_FIRST_TEXTS]:
        if outline.tags[outline.holders[index]] not in _NAME_TAGS:
            continue
        words = _text(outline, index)
        name = _name(outline, [index])
        if name and len(words.split()) <= _MOST_NAME_WORDS and not states_time(words):
            for kind in ("text", "rest", "date"):
                if index in draft.texts.get(kind, ()):
                    draft.texts[kind].remove(index)
                    draft.texts.setdefault("author", []).append(index)
                    return name
    return None


def _kinds(outline: Outline, holder: int, container: int) -> tuple[str, ...]:
    """The signs on the way from the container to the element that holds a text."""
    found: list[str] = []
    element = holder
    while element > 0 and element != container:
        kind = kind_of(outline.tags[element], outline.raw_attributes[element])
        is_large = outline.end_text[element] - outline.first_text[element] > _MOST_CONTROL_TEXTS
        if kind and not (kind == "control" and is_large):  # an unclosed link may hold the whole thread
            found.append(kind)
        element = outline.parents[element]
    return tuple(reversed(found))


def _name(outline: Outline, texts: Sequence[int]) -> str | None:
    """The first text that can be a name, without what the theme prints around it."""
    for index in texts:
        words = " ".join(_text(outline, index).split())
        name = _INNER_DASH.sub("", _BEFORE_NAME.sub("", f"{words} ").strip())
        while (shorter := _AFTER_NAME.sub("", name)) != name:
            name = shorter
        if (
            any(char.isalnum() for char in name)
            and len(name) <= _LONGEST_NAME
            and not name.startswith(("http:", "https:"))
        ):
            return name
    return None


def _posted(outline: Outline, draft: Draft) -> tuple[str | None, datetime | None]:
    """When the comment was posted: the words that say it, and the moment that their time element states."""
    shown, when, moment = "", None, None
    for index in draft.texts.get("date", ()):
        shown = strip_ordinal(" ".join(f"{shown} {_text(outline, index)}".split()))[0]
        moment = moment or _stated_moment(outline, outline.holders[index], draft.element)
        when = find_when(shown[:_LONGEST_POSTED])
        if when and (when.basis == "age" or (when.basis == "date" and _CLOCK.search(shown))):
            break  # what follows is another time: since when one is a member
    stated = shown[when.start : when.end] if when and when.basis in ("date", "age") else shown[:_LONGEST_POSTED]
    return stated.strip() or None, moment


def _stated_moment(outline: Outline, element: int, container: int) -> datetime | None:
    """What `<time datetime="2023-04-12T09:02:00+01:00">` around a text states; not a mere day, words say more."""
    while element > container and outline.tags[element] != "time":
        element = outline.parents[element]
    stated = outline.attributes(element).get("datetime", "") if element > container else ""
    moment = read_moment(stated)
    return moment.at if moment and moment.precision in ("minute", "second") else None


def _text(outline: Outline, index: int) -> str:
    span = outline.spans[index]
    return outline.text[span[0] : span[1]] if span else ""

"""Is a text a commenter's name, and which number stands beside it?

A stretch of a line goes in, the name comes out without what pages set around it: a badge, a role, a rank's points, the
address of a homepage, an avatar's letters; None where no name can be.
"""

import re
from functools import lru_cache
from typing import Final

from tasks.structuring.comment_controls import is_badge, is_label
from tasks.structuring.comment_reading import words_of
from tasks.structuring.comment_words import ROLES
from tasks.structuring.date_words import MONTHS, fold

LONGEST_NAME: Final = 60
MOST_NAME_WORDS: Final = 8
LONGEST_SAYER: Final = 200  # pingbacks sign with the other page's title
JOINT: Final = "\x1e"  # white space to all that reads a line: where the markup glues the texts of two elements
ORDINAL: Final = re.compile(
    r"(?:(?P<plain>\d{1,4})[.)]|(?:[+-]?\d{1,4}\s?)?#\s?(?P<hash>\d{1,5})(?:\.(?P<inner>\d{1,4}))?[.:)]?|"
    r"\((?P<round>\d{1,4})\)|\[(?P<square>\d{1,4})\]|\[re:\d{1,4}\])(?:\s+|$)"
)
NUMBERS: Final = ("plain", "hash", "round", "square")
OWN_NUMBER: Final = re.compile(r"^(\d{1,5})$|\s#(\d{1,5})(?!\w)")
EDGES: Final = " \t\u00a0-–—|·•»«:,@/>~(✓✔"
ARROWS: Final = "▸►▶>→›»↪⤷➜"  # between a name and the name it answers
SENTENCE_END: Final = re.compile(r"[.!?…]['\"”»)]*$")
INITIAL_END: Final = re.compile(r"(?:^|[\s.-])(?:[^\W\d_]{1,3}|Prof|Dipl|Capt|Mevr|Mlle|Srta|Cllr)\.$")
POINTS: Final = re.compile(
    r"[\s·|•]{0,3}-?\d{1,6}\s*(?:points?|pts|punkte|likes?)$|\s{1,3}#\d{1,5}$|\((?:m|f)\)$", re.IGNORECASE
)
FOLDER: Final = re.compile(r"^\[[–−+-]\]\s*")  # the button that folds a thread
THRICE: Final = re.compile(r"(?:\S+ )?(\S.*?) \1 (?:\S+ )?\1(?: \S+)?$")
PIECES: Final = re.compile(r"\s[·|•]\s")
GLUED_ROLE: Final = re.compile(rf"(?<=[a-zà-ÿ])(?:{'|'.join(word.title() for word in sorted(ROLES))})$")
NAMELESS: Final = frozenset("unregistered anonymous registered unknown deleted".split())  # "unregistered user"
DENIALS: Final = frozenset("not no nicht non ohne niet".split())
HOMEPAGE: Final = re.compile(r"\s(?:https?://|www\.)\S+$")
ADDRESS: Final = re.compile(r"^https?://\S+\s+")


def strip_ordinal(text: str) -> tuple[str, int | None]:
    """A line without the numbers that a list puts before it: '4. 4. Jo Bell' is ('Jo Bell', 4)."""
    number = None
    for _ in range(2):
        found = ORDINAL.match(text)
        if not found or _is_day(text[found.end() :]):
            break
        digits = next(filter(None, found.group(*NUMBERS)), None)
        number = int(digits) if digits else number
        text = text[found.end() :]
    return text, number


def own_number(text: str) -> int | None:
    """The number in a line that signs a comment: '4. Jo Bell', 'Jo Bell #4', '4'."""
    _, number = strip_ordinal(text)
    found = OWN_NUMBER.search(text) if number is None else None
    return int(found[1] or found[2]) if found else number


def _is_day(rest: str) -> bool:
    """The number before this is a day of the month: '3. Mai'."""
    words = rest[:30].split()[:2]
    return len(words) == 2 and fold(words[0].strip(".,")) in MONTHS and words[1][0].isdecimal()


def answered_number(text: str) -> int | None:
    """The number that a number within a number answers: '#3.1' stands below #3."""
    found = ORDINAL.match(text)
    return int(found["hash"]) if found and found["inner"] else None


def unbracketed(text: str) -> str:
    """A stretch without a bracket that its other half was cut from."""
    text = text.replace(JOINT, "").strip()
    return text[:-1].rstrip() if text.endswith(")") and "(" not in text else text


@lru_cache(maxsize=16384)  # each manner of signing asks for the same lines
def name_of(text: str, longest: int = LONGEST_NAME) -> str | None:
    """The text as a commenter's name, None if it cannot be one.

    >>> name_of("Jo Bell,"), name_of("I was there. It rained."), name_of("avatar")
    ('Jo Bell', None, None)
    """
    text = _piece_of_name(text)
    text = HOMEPAGE.sub("", text)
    name = FOLDER.sub("", ADDRESS.sub("", text.strip().rstrip(EDGES).lstrip(EDGES.replace("@", ""))))
    name = _without_role(POINTS.sub("", _without_badge(name)))
    if len(name) <= LONGEST_SAYER:
        name = _without_slogan(_said_once(name))
    if name.count(",") > 1:  # "Name, Town, Country"
        name = name.split(",")[0]
    if name.endswith(")") and "(" not in name:
        name = name[:-1].rstrip()
    if not name or len(name) > longest or is_badge(name) or is_label(name):
        return None
    if longest == LONGEST_NAME and (len(name.split()) > MOST_NAME_WORDS or _is_sentence(name)):
        return None
    return name if any(character.isalnum() for character in name) else None


def _said_once(name: str) -> str:
    """The name in a line that says it three times, between buttons: 'Mute Jo Bell Jo Bell Follow Jo Bell'."""
    words = name.split()
    found = THRICE.match(name) if len(words) > len(set(words)) + 1 else None
    return found[1] if found else name


def _without_slogan(name: str) -> str:
    """The name and what stands beside it first, of many words in pieces: 'Jo Bell · Moderator · Since 2004 in Hull'."""
    return " · ".join(PIECES.split(name)[:2]) if len(name.split()) > MOST_NAME_WORDS else name


def is_initials(letters: str, name: str) -> bool:
    """The letters are those that the name's words begin with: an avatar's."""
    initials = "".join(word[0] for word in name.casefold().split())
    return letters.isalpha() and initials[: len(letters)] == letters.casefold()


def _piece_of_name(text: str) -> str:
    """The first of the texts that the markup parts, or the second where the first is an avatar's initial."""
    if JOINT not in text:
        return text
    pieces = [piece for piece in text.split(JOINT) if piece.strip(EDGES)]
    if len(pieces) > 1 and len(pieces[0]) <= 2 and is_initials(pieces[0], pieces[1]):
        return pieces[1]
    if len(pieces) > 1 and pieces[1][0] in ARROWS:
        return text.replace(JOINT, "")
    return pieces[0] if pieces else text


def signed_name(text: str, longest: int = LONGEST_NAME) -> str | None:
    """The name in a line that surely signs: there 'admin' and 'Guest' are names, an avatar's alt text is not."""
    name = text.strip().rstrip(EDGES)
    return name_of(text, longest) or (name if name.casefold() in ROLES else None)


def _without_role(name: str) -> str:
    """'Jo Bell Author' and 'Jo BellAuthor' without the role that the site sets behind the name."""
    head, _, last = name.rpartition(" ")
    if head and last.casefold() in ROLES and head.casefold() not in NAMELESS:
        return head.rstrip()
    glued = GLUED_ROLE.search(name) if head else None
    return name[: glued.start()] if glued else name


def _without_badge(name: str) -> str:
    """'Jo Bell (not verified)' without its bracket."""
    head, bracket, tail = name.rpartition("(")
    words = [word for word in words_of(tail) if word not in DENIALS]
    return head.rstrip() if bracket and head.strip() and words and is_badge(" ".join(words)) else name


def _is_sentence(name: str) -> bool:
    if ". " in name and not INITIAL_END.search(name.split(". ")[0] + "."):
        return True
    return SENTENCE_END.search(name) is not None and INITIAL_END.search(name) is None

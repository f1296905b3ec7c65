"""Who does the box under a story say wrote it?

Where no line is a byline, pages still describe their authors below the text: "Jane Doe is a reporter …",
"About Jane Doe", "Jane Doe: 555-0100 or jdoe@…". `described` takes the page and where its text ends; `authors` asks it
last.
"""

import re
from collections.abc import Iterator
from typing import Final

from tasks.structuring.byline import is_known_name, person_of
from tasks.structuring.page_lines import PageLines

LINES_INSIDE: Final = 2  # a box may be taken for the last paragraphs of the text
LINES_BELOW: Final = 60  # on the dev pages no author's box stands further below the text
LONGEST_NAME: Final = 60  # characters
WORDS_TO_ROLE: Final = 30  # words of a description within which it says what its bearer is
_NAME: Final = r"(?P<name>[^\W\d_][\w.'’`-]*(?: [^\W\d_][\w.'’`-]*){1,4}?)"
_VERBS: Final = (
    r"(?:is|was|writes|covers|reports|has|joined|works|worked|reviews|serves|teaches|edits|hosts|lives|schreibt|lebt|ist|arbeitet"
    r"|est|écrit|es|escribe|è|scrive)"
)
_SUBJECT: Final = re.compile(rf"{_NAME}(?: (?P=name))?(?:,[^,.]{{2,60}},)? {_VERBS} ")
_TITLED: Final = re.compile(rf"[^,.]{{2,40}}(?:writer|reporter|editor|columnist|correspondent) {_NAME} {_VERBS} ")
_DOES: Final = re.compile(rf"(?P<first>[^\W\d_]+)(?:['’]s| {_VERBS}) ")
_WORK: Final = re.compile(
    r"\b(?:\w*writers?|reporters?|editors?|journalists?|columnists?|correspondents?|authors?|contributors?|critics?"
    r"|bloggers?|freelancer?|writes|covers|covering|reports on|reporting|reviews|journalistin|redakteur(?:in)?|autorin"
    r"|autor|journaliste|periodista|giornalista)\b",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"(?:about|meet) the (?:authors?|writers?)\W*", re.IGNORECASE)
_ABOUT: Final = re.compile(
    rf"(?:about|(?:read )?(?:more|all|the latest)(?: (?:stories|articles|posts))? (?:by|from)) {_NAME}\W*",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    rf"(?:(?:contact|e-?mail|reach) )?{_NAME}(?::| can be reached| at).{{0,60}}?(?P<mail>\S+)@\S+"
)


def described(page: PageLines, last: int) -> tuple[str, ...]:
    """The authors whom the lines below the story's last paragraph describe, by the surest kind of line there is."""
    places = [
        index
        for index in range(max(0, last - LINES_INSIDE), min(len(page.lines), last + LINES_BELOW))
        if page.role(index) not in ("comment", "comment_meta", "caption")
    ]
    for find in (_by_description, _by_contact, _by_heading):
        names = tuple(dict.fromkeys(find(page, places)))
        if names:
            return names
    return ()


def _by_description(page: PageLines, places: list[int]) -> Iterator[str]:
    """'Jane Doe is a reporter …'; a bare name over 'Jane covers …'."""
    for index in places:
        text = page.text(index)
        subjects = (_SUBJECT.match(text), _TITLED.match(text))
        name = next((known for found in subjects if found and (known := _known(page, found["name"]))), None)
        if name and (_says_work(text) or _HEADING.fullmatch(page.text(index - 1))):
            yield name
            continue
        does = _DOES.match(text)
        above = _known(page, page.text(index - 1)) if does else None
        if does and above and above.split()[0] == does["first"] and _says_work(text):
            yield above


def _by_contact(page: PageLines, places: list[int]) -> Iterator[str]:
    """'Jane Doe: 555-0100 or jdoe@…': the address holds the surname."""
    for index in places:
        contact = _CONTACT.match(page.text(index))
        name = _known(page, contact["name"]) if contact else None
        if contact and name and name.split()[-1].casefold() in contact["mail"].casefold():
            yield name


def _by_heading(page: PageLines, places: list[int]) -> Iterator[str]:
    """'About Jane Doe', 'More by Jane Doe'."""
    for index in places:
        about = _ABOUT.fullmatch(page.text(index))
        name = _known(page, about["name"]) if about else None
        if name:
            yield name
            return


def _says_work(text: str) -> bool:
    return bool(_WORK.search(" ".join(text.split()[:WORDS_TO_ROLE])))


def _known(page: PageLines, text: str) -> str | None:
    if len(text) > LONGEST_NAME:
        return None
    words = text.split()
    if len(words) > 2 and words[0] == words[-1]:  # 'Jane Doe Jane covers …': the name and the text run together
        text = " ".join(words[:-1])
    name = person_of(text)
    return name if name and len(text) <= len(name) + 1 and is_known_name(name, page.given_names) else None

"""Who signs a comment, when, and whom does it answer? Reads one line as the head (or foot) of a comment.

`read_meta` tries `PATTERNS` in their order; each is a function that returns a `Meta` or None, and the
name of the pattern is the name of the rule.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import is_badge, is_button, is_thread_button
from tasks.structuring.comment_naming import (
    EDGES,
    JOINT,
    LONGEST_SAYER,
    PIECES,
    name_of,
    signed_name,
    strip_ordinal,
    unbracketed,
)
from tasks.structuring.comment_reading import ANSWER, SAY, read_words, words_of
from tasks.structuring.comment_when import When, find_when
from tasks.structuring.comment_words import CONTROL_FILLERS, CONTROL_WORDS, ROLES, SAY_PHRASES

LONGEST_META: Final = 260  # characters: a long name, a date and a row of buttons
LONGEST_BESIDE: Final = 40  # characters of what stands in an element of its own behind the time
MOST_WORDS_BEFORE_CLOCK: Final = 4  # of a name that only a clock or '3 h' stands beside


class Meta(NamedTuple):
    """What a line says of the comment that it signs."""

    rule: str
    author: str | None = None
    posted: str | None = None
    target: str | None = None  # name of the one that is answered
    target_number: int | None = None  # "#4"
    is_reply: bool = False


class Opening(NamedTuple):
    """A short line without bullet and number, with the statement of time in it."""

    text: str
    when: When | None

    @property
    def before(self) -> str:
        return self.text[: self.when.lead] if self.when else self.text

    @property
    def after(self) -> str:
        return self.text[self.when.end :] if self.when else ""

    @property
    def posted(self) -> str | None:
        return unbracketed(self.text[self.when.start : self.when.end]) if self.when else None


PINGBACK: Final = re.compile(r"(?:pingback|trackback|ping|backlink)\s*(?:von|from|by|de|:)", re.IGNORECASE)
IN_REPLY: Final = re.compile(
    r"(?i:in (?:reply|response|answer) to|(?:is )?replying to|replied to|(?:als )?antwort (?:auf|an)|antwortet auf|"
    r"en réponse (?:à|au)|a répondu (?:à|au)|en respuesta al?|respondiendo al?|respondió al?|in risposta al?|"
    r"ha risposto al?|em resposta ao?|"
    r"respondeu a|(?:als )?antwoord op|в ответ на|ответ (?:на|для)|w odpowiedzi (?:na|do)|(?:som )?svar (?:till|til|på)"
    r"|odpověď na)(?![a-zà-ÿ])"
)
ANSWERS: Final = re.compile(
    r"(?:reply to|antwort an|répondre à|réponse à|respuesta a|responder a|risposta a|rispondi a|resposta a|"
    r"antwoord aan|ответить)\s+(?!this\b|diese|ce\b|este\b|questo\b)",
    re.IGNORECASE,
)
NUMBER_OF: Final = re.compile(
    r"^\W{0,3}(?:#|nr\.?|no\.?|kommentar|comment)\s*(\d{1,5})(\.\d{1,4})?\b\W*(?:von|by|de)?\s*", re.IGNORECASE
)
COMMENT_OF: Final = re.compile(
    r"^\s*(?:the\s+|den\s+)?(?:comment|kommentar|commentaire|comentario|comentário|commento)\s+(?:by|of|von|de|di)\s+",
    re.IGNORECASE,
)
SUBJECT: Final = re.compile(r".*\s(?:by|from|von|par|por|da|door|от)\s+(?=\S.{0,59}$)")
SAYS: Final = re.compile(
    rf"\s+(?:{'|'.join(map(re.escape, SAY_PHRASES))})(?:\s+(?:on|am|at|um|le|el|op|il|em|den|dňa|dne))?\s*"
    r"(?P<colon>[:：…]|\.{3})?\s*$",
    re.IGNORECASE,
)
BY: Final = re.compile(
    r"^\W{0,3}(?:\d{1,4}\s+)?(?:(?:(?:comment|reply)\s+)?(?:comments?|replies|reply|post(?:ed)?|submitted|written|response|left|added|sent|"
    r"message)\s+(?:by|from)|"
    r"(?:kommentar|beitrag|antwort|gepostet|geschrieben|verfasst|erstellt|eingetragen|gespeichert|geantwortet)\s+(?:von|durch)|"
    r"(?:commentaire|publié|posté|écrit|rédigé|réponse|message|envoyé|enregistré|soumis)\s+(?:par|de)|"
    r"(?:comentario|comentário|publicado|enviado|escrito|postado|respuesta)\s+(?:por|de)|"
    r"(?:commento|inviato|scritto|postato|pubblicato)\s+(?:da|di)|(?:reactie|geplaatst|bericht)\s+(?:van|door)|"
    r"(?:komentarz|dodane|napisane)\s+(?:od|przez)|dice ser|by|von|par|por|da|door|przez|от|автор:?|av|af|"
    r"oleh|(?:author|autor|auteur|autore|nom|nombre|nome|naam|namn|navn)(?=\s*:))\s*:?\s+",
    re.IGNORECASE,
)
TITLED: Final = re.compile(
    r"^(?:re|aw|sv|odp|rif)\s?:.{3,180}\s(?:by|von|par|por|da|door|av|af)\s+([^:]{1,60}):?\s*$", re.IGNORECASE
)
NAME_CLOCK: Final = re.compile(r"(.{0,40}[^\W\d_])([0-2]?\d:[0-5]\d(?: ?[AaPp][Mm])?)$")
# "10 recommendations", "(2 children)", "Rated 9 times 5"
COUNTED: Final = re.compile(r"\W*(?:[^\W\d]+\s)?\d{1,5}\s+[^\W\d]+(?:\s[^\W\d]+)?(?:\s\d{1,5})?\W*")
ON_SITE: Final = re.compile(r"on [\w-]+(?:\.[\w-]+)+")  # systems that several sites share print "on site.com"
POSTED: Final = frozenset(
    "date datum fecha data дата posted edited added submitted published created erstellt geschrieben publié posté "
    "publicado enviado inviato pubblicato geplaatst dodano добавлено".split()
)
CUT_OFF: Final = ("…", "...")


def is_tail(text: str) -> bool:
    """What may stand behind name and time: nothing, marks, numbers, buttons, 'says', something that is counted."""
    rest = text.strip(EDGES + ")].;#\u2003")
    is_beside = text.lstrip(" ").startswith(JOINT) and len(rest) <= LONGEST_BESIDE and rest[-1:] not in ".!?"
    if is_beside or COUNTED.fullmatch(rest) or ON_SITE.fullmatch(rest):
        return True
    return not rest or SAYS.match(" " + rest) is not None or all(_is_furniture(word) for word in words_of(rest))


def _is_furniture(word: str) -> bool:
    return word.isdecimal() or word in CONTROL_WORDS or word in CONTROL_FILLERS


def pingback(opening: Opening) -> Meta | None:
    """'Pingback: headline of the page that links here'."""
    return Meta("pingback") if PINGBACK.match(opening.text) else None


def in_reply(opening: Opening) -> Meta | None:
    """'Name in reply to Other', glued or not, with or without either name; 'Name DATE in reply to Other'."""
    if not read_words(opening.text).some & ANSWER:
        return None
    found = IN_REPLY.search(opening.before)
    head, rest, tail = opening.before, "", opening.after
    if found:
        head, rest = opening.before[: found.start()], opening.before[found.end() :]
    elif opening.when and (found := IN_REPLY.search(opening.after)) and is_tail(opening.after[: found.start()]):
        rest, tail = opening.after[found.end() :], ""
    if not found:
        return None
    target, number = _target(rest)
    if rest.endswith(CUT_OFF):  # "Replied to: the first words of it …"
        target = rest.lstrip(EDGES)
    if target is None and number is None and not (is_tail(_unbuttoned(rest)) or is_button(rest.strip("() "))):
        return None
    author = name_of(SAYS.sub("", head))
    if head.strip(EDGES) and author is None and not is_badge(head):
        return None
    if not is_tail(tail):
        return None
    return Meta("in_reply", author, opening.posted, target, number, True)


def opens_reply(text: str) -> bool:
    """The line opens as a page that links here or a button that answers somebody."""
    return PINGBACK.match(text) is not None or ANSWERS.match(text) is not None


def _unbuttoned(text: str) -> str:
    """A name without the bracketed buttons that are glued to it."""
    head, bracket, tail = text.partition("(")
    return head if bracket and is_button(tail.rstrip(") ")) else text


def _target(text: str) -> tuple[str | None, int | None]:
    text = COMMENT_OF.sub("", _unbuttoned(text))
    numbered = NUMBER_OF.match(text)
    found = numbered or SUBJECT.match(text)  # "in reply to SUBJECT by Name"
    rest = text[found.end() :] if found else text
    # "#3.1" is the first answer to #3, whose own number says no more than #3 does.
    return name_of(rest.strip(" :")), int(numbered.group(1)) if numbered and not numbered.group(2) else None


def answers(opening: Opening) -> Meta | None:
    """'Reply to Name': below a signature whom the comment answers, below a text a button."""
    found = ANSWERS.match(opening.text) if not opening.when else None
    target, number = _target(opening.text[found.end() :]) if found else (None, None)
    return Meta("answers", None, None, target, number, True) if target or number is not None else None


def is_bare_byline(text: str) -> bool:
    """The line begins with 'by' alone, in any language."""
    found = BY.match(text)
    return found is not None and " " not in found.group().strip()


def signed_by(opening: Opening) -> Meta | None:
    """'Comment by Name — DATE', 'Posted by Name at TIME', 'Kommentar von Name'."""
    found = BY.match(opening.before)
    if not found:
        return None
    author = signed_name(SAYS.sub("", opening.before[found.end() :]))
    is_byline = is_bare_byline(opening.text) and ":" not in found.group() and not opening.when
    if author is None or is_byline or not is_tail(opening.after):
        return None
    return Meta("signed_by", author, opening.posted)


def titled(opening: Opening) -> Meta | None:
    """'Re: the headline by Name: TIME'."""
    found = TITLED.match(opening.before) if opening.when else None
    author = signed_name(found[1]) if found and is_tail(opening.after) else None
    return Meta("titled", author, opening.posted) if author else None


def dated_says(opening: Opening) -> Meta | None:
    """'On DATE, Name said:', with the verb before the name or behind it."""
    if not opening.when or opening.before.strip(EDGES) or not read_words(opening.after).some & SAY:
        return None
    after = opening.after.strip(EDGES)
    found = SAYS.search(" " + after.partition(" ")[0])
    author = signed_name(after.partition(" ")[2] if found else SAYS.sub("", opening.after))
    return Meta("dated_says", author, opening.posted) if author and opening.text.rstrip().endswith(":") else None


def says(opening: Opening) -> Meta | None:
    """'Name says:', also with the time behind it; without colon and time it is `says_bare`."""
    if not read_words(opening.text).some & SAY:
        return None
    before = opening.before
    found = SAYS.search(before.rstrip(" ,;|·-–—(") if opening.when else before)
    if not found or not is_tail(opening.after):
        return None
    author = signed_name(before[: found.start()], LONGEST_SAYER)
    if author is None or author.count('"') == 1:
        return None
    certain = found.group("colon") or opening.when
    return Meta("says" if certain else "says_bare", author, opening.posted)


def when_alone(opening: Opening) -> Meta | None:
    """A time and nothing else but buttons."""
    if not opening.when or not is_tail(opening.after):
        return None
    before = strip_ordinal(opening.before.strip(EDGES))[0]
    is_posted = before.rstrip(": ").casefold() in POSTED
    is_rank = is_badge(before) and before.casefold() not in ROLES
    if before and not (is_posted or is_rank or is_button(before) or _has_button(before)):
        return None
    return Meta("when_alone", None, opening.posted)


def _has_button(text: str) -> bool:
    """One of the pieces of a row is a button that only comments have: then all are, known or not."""
    pieces = PIECES.split(text)
    return len(pieces) > 1 and any(is_button(piece) and is_thread_button(piece) for piece in pieces)


def name_when(opening: Opening) -> Meta | None:
    """'Name DATE', glued or not, with buttons behind."""
    if not opening.when or not is_tail(opening.after):
        return None
    author = signed_name(opening.before)
    if author is None and is_button(opening.after):  # a page that links here signs with its headline
        author = name_of(opening.before, LONGEST_SAYER)
    if author and opening.when.basis in ("short", "time") and len(author.split()) > MOST_WORDS_BEFORE_CLOCK:
        return None  # "They bat for 94 minutes"
    return Meta("name_when", author, opening.posted) if author else None


def when_name(opening: Opening) -> Meta | None:
    """'DATE Name' and 'DATE by Name'."""
    if not opening.when or opening.before.strip(EDGES) or opening.when.basis not in ("date", "age"):
        return None
    author = name_of(SAYS.sub("", BY.sub("", opening.after.strip(EDGES), count=1)))
    return Meta("when_name", author, opening.posted) if author and len(author.split()) <= 4 else None


def name_clock(opening: Opening) -> Meta | None:
    """'Name21:00': a time of day and no date, glued to a name."""
    found = NAME_CLOCK.match(opening.text) if ":" in opening.text else None
    author = name_of(found.group(1)) if found else None
    return Meta("name_clock", author, found.group(2)) if found and author else None


Pattern = Callable[[Opening], Meta | None]
PATTERNS: Final[tuple[Pattern, ...]] = (
    pingback,
    in_reply,
    answers,
    dated_says,
    says,
    when_alone,
    signed_by,
    titled,
    name_when,
    when_name,
    name_clock,
)


def read_meta(text: str) -> Meta | None:
    """The line as the signature of a comment, by the first pattern that fits."""
    if len(text) > LONGEST_META:
        return None
    opening = Opening(text, find_when(text))
    return next((meta for pattern in PATTERNS if (meta := pattern(opening))), None)

"""Who signs a comment, when, and whom does it answer? Reads one line as the head (or foot) of a comment.

`read_meta` tries `PATTERNS` in their order; each is a function that returns a `Meta` or None, and the
name of the pattern is the name of the rule.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from tasks.structuring.comment_controls import is_badge, is_button, is_label, is_thread_button
from tasks.structuring.comment_reading import ANSWER, SAY, read_words, words_of
from tasks.structuring.comment_when import When, find_when
from tasks.structuring.comment_words import CONTROL_FILLERS, CONTROL_WORDS, ROLES, SAY_PHRASES
from tasks.structuring.date_words import MONTHS, fold

LONGEST_META: Final = 260  # characters: a long name, a date and a row of buttons
LONGEST_NAME: Final = 60
LONGEST_BESIDE: Final = 40  # characters of what stands in an element of its own behind the time
MOST_NAME_WORDS: Final = 8
MOST_WORDS_BEFORE_CLOCK: Final = 4  # of a name that only a clock or '3 h' stands beside
LONGEST_SAYER: Final = 200  # pingbacks sign with the other page's title


class Meta(NamedTuple):
    """What a line says of the comment that it signs."""

    rule: str
    author: str | None = None
    posted: str | None = None
    target: str | None = None  # name of the one that is answered
    target_number: int | None = None  # "#4"
    is_reply: bool = False


JOINT: Final = "\x1e"  # white space to all that reads a line: where the markup glues the texts of two elements


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


ORDINAL: Final = re.compile(
    r"(?:(?P<plain>\d{1,4})[.)]|(?:[+-]?\d{1,4}\s?)?#\s?(?P<hash>\d{1,5})(?:\.(?P<inner>\d{1,4}))?[.:)]?|"
    r"\((?P<round>\d{1,4})\)|\[(?P<square>\d{1,4})\]|\[re:\d{1,4}\])(?:\s+|$)"
)
NUMBERS: Final = ("plain", "hash", "round", "square")
OWN_NUMBER: Final = re.compile(r"^(\d{1,5})$|\s#(\d{1,5})(?!\w)")
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
EDGES: Final = " \t\u00a0-–—|·•»«:,@/>~(✓✔"
ARROWS: Final = "▸►▶>→›»↪⤷➜"  # between a name and the name it answers
SENTENCE_END: Final = re.compile(r"[.!?…]['\"”»)]*$")
INITIAL_END: Final = re.compile(r"(?:^|[\s.-])(?:[^\W\d_]{1,3}|Prof|Dipl|Capt|Mevr|Mlle|Srta|Cllr)\.$")
POINTS: Final = re.compile(
    r"[\s·|•]{0,3}-?\d{1,6}\s*(?:points?|pts|punkte|likes?)$|\s{1,3}#\d{1,5}$|\((?:m|f)\)$", re.IGNORECASE
)
FOLDER: Final = re.compile(r"^\[[–−+-]\]\s*")  # the button that folds a thread
# "10 recommendations", "(2 children)", "Rated 9 times 5"
COUNTED: Final = re.compile(r"\W*(?:[^\W\d]+\s)?\d{1,5}\s+[^\W\d]+(?:\s[^\W\d]+)?(?:\s\d{1,5})?\W*")
ON_SITE: Final = re.compile(r"on [\w-]+(?:\.[\w-]+)+")  # systems that several sites share print "on site.com"
THRICE: Final = re.compile(r"(?:\S+ )?(\S.*?) \1 (?:\S+ )?\1(?: \S+)?$")
POSTED: Final = frozenset(
    "date datum fecha data дата posted edited added submitted published created erstellt geschrieben publié posté "
    "publicado enviado inviato pubblicato geplaatst dodano добавлено".split()
)
PIECES: Final = re.compile(r"\s[·|•]\s")
GLUED_ROLE: Final = re.compile(rf"(?<=[a-zà-ÿ])(?:{'|'.join(word.title() for word in sorted(ROLES))})$")
CUT_OFF: Final = ("…", "...")
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


def is_tail(text: str) -> bool:
    """What may stand behind name and time: nothing, marks, numbers, buttons, 'says', something that is counted."""
    rest = text.strip(EDGES + ")].;#\u2003")
    is_beside = text.startswith(JOINT) and len(rest) <= LONGEST_BESIDE and rest[-1:] not in ".!?"
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

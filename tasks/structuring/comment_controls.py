"""Is a line a button, a counter, a thread's heading or the form below it?

One short line goes in; what comes out is true or false, or the number of comments that a heading
announces. Everything is judged by the words of `comment_words`, glued ones ("ReplyDelete") cut apart.
"""

import re
from typing import Final

from tasks.structuring.comment_reading import (
    BADGE,
    BUTTON,
    BUTTON_ROW,
    COMMENT,
    DIGIT,
    DISCUSSION,
    FORM_KEY,
    HEADING,
    LABEL,
    THREAD,
    Reading,
    read_words,
    words_of,
)
from tasks.structuring.comment_words import (
    BADGES,
    COMMENT_NOUNS,
    DISCUSSION_NOUNS,
    LINK_WORDS,
    ONE_WORDS,
    REPLY_NOUNS,
    SORT_WORDS,
)

LONGEST_CONTROL: Final = 90  # characters; the longest rows of buttons under a comment have about 80
LONGEST_HEADING: Final = 240  # "12 thoughts on" with the story's headline
BARE_HEADING_WORDS: Final = 10
COUNTED_HEADING: Final = re.compile(
    r"^\W{0,4}(?:there (?:are|is)\s+(?:currently\s+)?|this (?:post|article|story|entry) has:?\s+|ada\s+)?"
    r"(\d{1,6}|[^\W\d_]{2,5})\s+([^\W\d_]+)\b"
    r"(?:\s+(?P<on>on|to|for|about|zu|zum|zur|über|auf|à|sur|en|a|para|su|op|bij|til|till|до|к|на)\b|\W+)",
    re.IGNORECASE,
)
BRACKETED_COUNT: Final = re.compile(r"\((\d{1,6})\s+([^\W\d_]+)\)$")  # "Soundoff (10 responses)"
MOST_BEFORE_COUNT: Final = 4  # words, the count and its noun with them
LONGEST_PROFILE: Final = 60  # characters
MOST_RANK_WORDS: Final = 3
MEMBERS: Final = frozenset({"member", "mitglied", "membre", "miembro", "lid"})
# What Facebook says below a name.
EMPLOYER: Final = re.compile(
    r"(?:works?|worked|studied|studies|lives) (?:at|in)\b|went to\b|self-employed$|top (?:fan|commenter)$|"
    r"(?:arbeitet|studiert) (?:bei|an)\b|wohnt in\b|travaille (?:chez|à)\b|habite à\b|trabaja en\b|vive en\b|"
    r"trabalha na\b|mora em\b|lavora presso\b",
    re.IGNORECASE,
)
# How the lines begin that stand at the end of a thread: the form in which readers write, and what is around it.
FORM_OPENINGS: Final = (
    # English
    r"(?:leave|post|add|write|submit|make|share|enter)\s+(?:a|an|your|new|the)?\s*(?:public\s+|new\s+|own\s+)?"
    r"(?:reply|comment|response|thoughts?|feedback)\b",
    r"(?:cancel|click here to cancel)\s+(?:reply|comment)",
    r"(?:the )?comments? (?:to|for|on) this \w+ (?:are|is|have)",
    r"comment(?:s|ing)? (?:are|is|ha(?:s|ve) been) (?:now )?(?:closed|disabled)",
    r"comments closed",
    r"(?:all )?comments (?:will be|are|must be) (?:(?:pre|post)-?)?(?:moderated|reviewed|approved|checked)",
    r"discussion closed",
    r"(?:load|show|view|see) (?:more|older|newer|next|remaining) comments\W*$",
    r"your (?:e-?mail )?address will not be",
    r"you must (?:be )?log",
    r"must be logged in",
    r"(?:log|sign) ?in to (?:post|leave|comment|reply)",
    r"to (?:leave|post|write) a comment",
    r"(?:blog )?comments? powered by",
    r"(?:powered by|propulsé par|unterstützt von|con tecnología de) (?:disqus|wpdiscuz|facebook|vuukle|remark42|"
    r"commento|isso|hyvor|graphcomment|viafoura|coral|openweb|fastcomments|cusdis)",
    r"(?:rss )?feed for (?:comments|this)",
    r"rss feed for",
    r"this site uses akismet",
    r"what do you think",
    r"join the conversation$",
    r"you can follow (?:this conversation|(?:any|all) (?:responses|comments|replies))",
    r"notify me of",
    r"(?:no )?trackback",
    r"recent comments",
    r"comments feed",
    r"comment (?:policy|guidelines|rules)",
    r"(?:the )?(?:views|opinions|comments) (?:expressed|posted|published) (?:in|by|here|above|below|on)",
    # German
    r"(?:schreiben?|hinterlassen?|verfassen?|erstellen?)\s+(?:sie|du)?\s*(?:einen?|deinen?|ihren?)?\s*(?:neuen )?"
    r"(?:kommentar|antwort|beitrag|meinung)",
    r"(?:ihr|dein|mein|neuer|einen?|neuen) kommentar\b",
    r"kommentar (?:schreiben|verfassen|hinterlassen|abgeben|hinzufügen)",
    r"kommentieren$",
    r"hier klicken,? um",
    r"\w{3,20} abbrechen$",
    r"(?:deine|ihre|die) e-?mail",
    r"e-?mail.?adresse wird nicht",
    r"(?:mehr|weitere) kommentare(?: laden| anzeigen)?\W*$",
    r"(?:diese|unsere) (?:website|seite) verwendet akismet",
    r"(?:die )?kommentar(?:e|funktion) (?:sind|ist|wurde) (?:derzeit )?(?:geschlossen|deaktiviert)",
    r"(?:sie|du) m[üu]ss(?:en|t) (?:angemeldet|eingeloggt|dich|sich)",
    r"bitte (?:loggen|melden) sie",
    # French, Spanish, Italian, Portuguese
    r"(?:laisser|poster|ajouter|écrire|publier) (?:un|votre) (?:commentaire|réponse)",
    r"laissez (?:une?|votre)",
    r"votre (?:adresse|commentaire)",
    r"annuler la réponse",
    r"(?:voir|afficher|charger) (?:plus de|les autres|tous les) commentaires",
    r"(?:ver|cargar|mostrar|carregar) (?:más|mais|todos (?:los|os)) coment[aá]rios",
    r"(?:carica|mostra|leggi) (?:altri|tutti i|più) commenti",
    r"les commentaires sont fermés",
    r"(?:deja|dejar|escribe|escribir|añadir|añade|publicar) (?:un|una|tu) (?:comentario|respuesta)",
    r"comentar (?:esta|este|la|el) \w+$",
    r"(?:¡?aviso!?\s+)?(?:los )?comentarios (?:están )?cerrados",
    r"(?:os )?comentários (?:estão )?(?:encerrados|fechados)",
    r"tu dirección de correo",
    r"cancelar (?:la )?respuesta",
    r"(?:lascia|scrivi|aggiungi) un (?:commento|risposta)",
    r"il tuo indirizzo",
    r"annulla risposta",
    r"(?:deixe|deixar|escreva|adicionar) (?:um|uma|seu) (?:comentário|resposta)",
    r"o seu endereço",
    # Dutch, Polish, Russian, Scandinavian, Czech, Hungarian, Turkish
    r"(?:geef|laat|plaats|schrijf) een (?:reactie|antwoord)",
    r"je e-?mailadres",
    r"(?:toon|laad|bekijk) (?:meer|alle) reacties",
    r"(?:pokaż|zobacz|załaduj) więcej komentarzy",
    r"(?:показать|загрузить) (?:ещё|еще|все) комментари",
    r"(?:visa?|se|läs|les) (?:flere?|alle|alla) kommentarer",
    r"(?:log in|inloggen|aanmelden) om te reageren",
    r"reageren is niet",
    r"(?:dodaj|napisz|zostaw) (?:komentarz|odpowiedź)",
    r"twój adres",
    r"(?:добавить|оставить|написать)(?: \w{4,12})? (?:комментарий|ответ)",
    r"ваш (?:e-?mail|адрес|комментарий)",
    r"(?:skriv|lämna|legg igjen) (?:en|ett|et)? ?(?:kommentar|svar)",
    r"(?:přidat|napsat) komentář",
    r"(?:vélemény|hozzászólás) (?:írása|küldése)",
    r"(?:bir )?yorum (?:yap|yaz|ekle)",
    # Arabic, Hindi, Chinese, Japanese
    r"(?:أضف|اترك|اكتب) تعليق",
    r"(?:अपना |अपनी )?(?:कमेंट|कॉमेंट|टिप्पणी|प्रतिक्रिया)(?: लिखें| दें| करें)",
    r"(?:发表|發表|写|留下).{0,4}(?:评论|評論|留言)",
    r"コメントを(?:書く|投稿)",
    # Indonesian
    r"(?:kirim|tulis|beri|tambahkan) komentar",
)
# Headings of threads that do not call their comments so.
INVITATION: Final = re.compile(
    r"\W{0,3}(?:have your say|discuss this (?:post|story|article)|"
    r"what (?:our |the |you,? (?:our )?)?readers? (?:say|said|think|are saying)|"
    r"(?:your|readers?['’]?) (?:views?|opinions?|say|voices)|"
    r"(?:ihre|deine|eure) meinung(?: zählt| ist gefragt)?|(?:diskutieren|reden) sie mit|"
    r"das (?:sagen|meinen) (?:unsere |die )?leser(?:innen)?(?: und leser)?|votre avis|réagissez|"
    r"(?:danos )?tu opinión|los lectores opinan|dite la vostra|la (?:tua|vostra) opinione|la parola ai lettori|"
    r"(?:dê )?(?:a )?sua opinião|opinião dos leitores|praat mee|(?:säg )?din mening|"
    r"twoja opinia|dołącz do dyskusji|ваше мнение|мнения читателей|обсудить|что думают читатели|sizin görüşünüz)"
    r"\W*(?:\(?(\d{1,6})\)?)?\W*",
    re.IGNORECASE,
)
INVITES: Final = re.compile(
    r"\W{0,3}(?:add|write|leave|post|share|submit|schreib|verfass|hinterlass|laiss|ajout|écri|rédig|deja|escrib|añad|"
    r"deix|escrev|lascia|scriv|aggiung|plaats|geef|schrijf|dodaj|napisz|добав|остав|напис|skriv|tulis|kirim)",
    re.IGNORECASE,
)
PIECES: Final = re.compile(r"\s[|·•]\s")
FORM: Final = re.compile(rf"^\W{{0,3}}(?:{'|'.join(FORM_OPENINGS)})", re.IGNORECASE)
RIGHTS: Final = re.compile(r"©|^(?:\(c\)|copyright)\s+(?:19|20)\d\d|\ball rights reserved\b", re.IGNORECASE)
FOOT_LINK: Final = re.compile(
    r"\W{0,3}(?:(?:back|go|return) to (?:the )?top(?: of (?:the )?page)?|privacy (?:policy|notice|statement)|"
    r"cookie policy|terms (?:of (?:use|service)|(?:and|&) conditions)|"
    r"(?:zum seitenanfang|nach oben|datenschutz(?:erklärung)?|impressum)|"
    r"(?:haut de (?:la )?page|mentions légales)|(?:volver arriba|aviso legal|política de privacidad)|"
    r"(?:torna su|informativa sulla privacy)|(?:voltar ao topo)|(?:naar boven|privacybeleid))\W{0,3}",
    re.IGNORECASE,
)
LONGEST_FOOT: Final = 160  # characters
TEASER: Final = re.compile(
    r"(?:read (?:more|the rest|full)|continue reading|weiterlesen|lire la suite|leer más|seguir leyendo|keep reading|"
    r"(?:no|0|\d+) comments?|keine kommentare|\d+ kommentare?|mehr lesen|leggi tutto|lees meer|читать)\W*$",
    re.IGNORECASE,
)
NUMBERED_NAME: Final = re.compile(r"[^\W\d_]+\d{2,}")  # what a system calls whom nobody named: "user8812"
COUNTER: Final = re.compile(r"^[+\-–−▲▼△▽↑↓♥❤👍👎()\[\]/|\s\d.,%]*\d[+\-–−▲▼△▽↑↓♥❤👍👎()\[\]/|\s\d.,%KkM]*$")


def is_button(line: str) -> bool:
    """Nothing but buttons, votes and counters, at least one of them a word that only buttons have."""
    reading = read_words(line)
    return len(line) <= LONGEST_CONTROL and bool(reading.every & BUTTON_ROW and reading.some & BUTTON)


def is_counter(line: str) -> bool:
    """Nothing but a number: votes."""
    return len(line) <= 20 and COUNTER.match(line) is not None


def is_badge(line: str) -> bool:
    """Nothing but what a site writes beside names: 'Guest', 'Top commenter', an avatar's alt text."""
    reading = read_words(line)
    if not 0 < len(reading.words) <= 4:
        return False
    return (bool(reading.every & BADGE) and NUMBERED_NAME.fullmatch(line) is None) or (
        line.isupper() and reading.words[-1] in BADGES
    )


def is_label(line: str) -> bool:
    """Nothing but what a date or a profile is labelled with: 'Last updated', 'Joined'."""
    return bool(read_words(line).every & LABEL)


def is_profile(line: str) -> bool:
    """What a site tells of a member: a rank, a label with what it labels, an employer.

    >>> is_profile("Senior Member"), is_profile("Join Date: Jan 2000"), is_profile("Location matters")
    (True, True, False)
    """
    if len(line) > LONGEST_PROFILE:
        return False
    label, colon, _ = line.partition(":")
    words = words_of(line)
    return (
        bool(colon and is_label(label))
        or EMPLOYER.match(line) is not None
        or (1 < len(words) <= MOST_RANK_WORDS and words[-1] in MEMBERS)
    )


def is_long_furniture(line: str) -> bool:
    """A form's sentence, or a heading with a story's headline: what threads print in lines as long as prose."""
    return FORM.match(line) is not None or COUNTED_HEADING.match(line) is not None


def is_form(line: str) -> bool:
    """A line of the form in which readers write, or of what stands around it: a thread's end."""
    if len(line) > LONGEST_HEADING or not read_words(line).some & FORM_KEY:
        return False
    return FORM.match(line) is not None


def invites(line: str) -> bool:
    """A form's line that asks for a comment: 'Add a comment', not 'Comments are closed' or 'Recent comments'."""
    return INVITES.match(line) is not None and names_comments(line)


def is_foot(line: str) -> bool:
    """The page's foot: who owns it, or one of the links that only feet have.

    >>> is_foot("Copyright 2021 Orby Herald"), is_foot("Privacy Policy"), is_foot("I read their privacy policy")
    (True, True, False)
    """
    return len(line) <= LONGEST_FOOT and (RIGHTS.search(line) or FOOT_LINK.fullmatch(line)) is not None


def is_teaser(line: str) -> bool:
    """'Continue reading', '3 comments' under an entry: the mark of a list of stories."""
    return len(line) <= LONGEST_CONTROL and any(TEASER.search(piece) for piece in PIECES.split(line))


def heading_count(line: str) -> int | None:
    """How many comments a heading announces; 0 where it names none; None if it is no heading.

    >>> heading_count("3 thoughts on “A day at sea”"), heading_count("Comments"), heading_count("A day at sea")
    (3, 0, None)
    """
    if len(line) > LONGEST_HEADING or not (reading := read_words(line)).some & HEADING:
        return None
    invitation = INVITATION.fullmatch(line) if len(line) <= LONGEST_CONTROL else None
    if invitation:
        return int(invitation[1] or 0)
    counted = COUNTED_HEADING.match(line + " ")
    if counted and _is_noun(counted.group(2)) and (number := _number(counted.group(1))) is not None:
        return number
    bracketed = BRACKETED_COUNT.search(line) if len(reading.words) <= MOST_BEFORE_COUNT else None
    if bracketed and _is_noun(bracketed[2]):
        return int(bracketed[1])
    if not _names_nothing_else(reading):
        return next(filter(None, map(heading_count, PIECES.split(line))), None) if PIECES.search(line) else None
    numbers = [int(word) for word in reading.words if word.isdecimal() and len(word) < 7]
    return numbers[0] if len(numbers) == 1 else 0


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return 1 if word.casefold() in ONE_WORDS else None


def is_link(line: str) -> bool:
    """'See comments': the way to a thread that is not here."""
    words = words_of(line)
    return bool(words) and (words[0] in LINK_WORDS or words[-1] in LINK_WORDS)


def is_thread_button(line: str) -> bool:
    """A row of buttons that only single comments have: answers, reports, votes, or the word itself."""
    return bool(read_words(line).some & THREAD)


def heads_thread(heading: str) -> bool:
    """A heading that calls comments so, or counts them and says to what: '2 Responses to “A day at sea”'."""
    counted = COUNTED_HEADING.match(heading + " ")
    return names_comments(heading) or (counted is not None and counted["on"] is not None)


def names_comments(line: str) -> bool:
    """The line has a word that only comment threads are called by."""
    return bool(read_words(line).some & COMMENT)


def announced_count(line: str) -> int | None:
    """The number in 'N anythings': sites name their comments as they like."""
    if len(line) > LONGEST_CONTROL or not DIGIT.search(line):
        return None
    words = words_of(line)
    numbers = [int(word) for word in words if word.isdecimal()]
    return numbers[0] if 1 < len(words) <= 3 and len(numbers) == 1 else None


def counts(line: str, size: int) -> bool:
    """The only number in a short line that is no sentence is this one: '4 anythings', 'So far 4 have spoken'."""
    if len(line) > LONGEST_CONTROL or line.endswith((".", "!", "?")):
        return False
    numbers = [int(word) for word in words_of(line) if word.isdecimal()]
    return numbers == [size]


def _is_noun(word: str) -> bool:
    return all(w in COMMENT_NOUNS or w in DISCUSSION_NOUNS or w in REPLY_NOUNS for w in words_of(word))


def _names_nothing_else(reading: Reading) -> bool:
    if len(reading.words) > BARE_HEADING_WORDS or not reading.every & HEADING:
        return False
    return bool(reading.some & (COMMENT | DISCUSSION)) or len({w for w in reading.words if w in SORT_WORDS}) > 1

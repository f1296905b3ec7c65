"""Which text do these bytes hold, and what had to be changed to get it?

`RawPage` bytes come in; the decoded text goes out with its encoding and a receipt of every repair,
so that spans always count in a text that can be got again. HTML is decoded here and rendered in
`markup`.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import ftfy
from ftfy.badness import BADNESS_RE
from resiliparse.parse.encoding import detect_encoding

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
META_REACH: Final = 4096  # the head of a page, where browsers look for its charset
# Names that the web uses for encodings that contain them.
WIDER: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}
MULTI_BYTE: Final = re.compile(
    rb"[\xc2-\xf4](?:[\x80-\xbf](?<=[\xc2-\xdf].)|[\x80-\xbf]{2}(?<=[\xe0-\xef]..)|[\x80-\xbf]{3}(?<=[\xf0-\xf4]...))",
    re.DOTALL,
)
HIGH_BYTES: Final = bytes(range(0x80, 0x100))
# A text that is UTF-8 but for a few broken bytes has at most this share of its high bytes outside a character.
BROKEN_SHARE: Final = 0.5
# High bytes follow one another where letters beyond ASCII make whole words: in Cyrillic, Greek, Arabic, Hebrew,
# Chinese, Japanese and Korean three quarters and more stand in such runs, in Latin text with its accents next to none.
FOREIGN_RUN: Final = re.compile(rb"[\x80-\xff]{3,}")
FOREIGN_SHARE: Final = 0.5
STATED_SHARE: Final = 0.05  # of its high bytes that an encoding may leave unexplained where the page states it
DETECTED_FROM: Final = 1 << 16  # bytes

LINE_ENDS: Final = "\r\u2028\u2029\x0b\x0c\x85"
# Control characters (terminal escapes among them) and the two marks that override a text's direction.
CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufffe\uffff]")

CONTROL_BYTES: Final = bytes(code for code in range(0x80) if CONTROLS.match(chr(code)))
# Patterns that begin with one byte are looked for ten times as fast as a choice of them.
LATE_CONTROLS: Final = tuple(map(re.compile, (b"\xc2[\x80-\x9f]", b"\xe2\x80[\xad\xae]", b"\xef\xbf[\xbe\xbf]")))

# Each sequence that ftfy holds for mojibake has one of these characters, or two in a row that are not ASCII, and at
# most six characters; to look around these alone costs a fiftieth of a search through all the text. A pattern that
# begins with a class is looked for five times as fast as one that begins with a choice or a repeat.
SUSPECTS: Final = re.compile("[\x80-\U0010ffff](?:[\x80-\U0010ffff]+|(?<=[\x80-\x9fŒœÃÂ]))")
SUSPECT_REACH: Final = 6

# What none of the repairs leaves as it is: marks of ASCII, and stretches of other characters.
ODD_BYTES: Final = CONTROL_BYTES + b"\r\x0b\x0c"
ODD_STRETCH: Final = re.compile(f"[\u2028\u2029\u202d\u202e\ufffe\uffff]|{SUSPECTS.pattern}")
ASCII_AS_SPACE: Final = b" " * 0x80 + HIGH_BYTES


class Decoded(NamedTuple):
    """A text, the encoding that it was read with, and what was changed in it."""

    text: str
    encoding: str
    repairs: tuple[str, ...]


def decode(data: bytes, charset: str | None = None, is_html: bool = False) -> Decoded:
    """The text of a page. Never raises: what no encoding explains becomes U+FFFD and is receipted as 'replaced'."""
    text, encoding, repairs = _characters(data, charset, is_html)
    if _is_plain(text):
        return Decoded(text, encoding, repairs)
    for name, repair in (("line_ends", _line_ends), ("mojibake", _mojibake), ("controls", _controls)):
        repaired = repair(text)
        if repaired != text:
            repairs = (*repairs, name)
            text = repaired
    return Decoded(text, encoding, repairs)


def _characters(data: bytes, charset: str | None, is_html: bool) -> tuple[str, str, tuple[str, ...]]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            text, repairs = _forced(data[len(mark) :], encoding)
            return text, encoding, ("bom", *repairs)
    first, *stated = _candidates(data, charset, is_html)
    for encoding in (first, *stated):
        try:
            return data.decode(encoding), encoding, ()
        except UnicodeDecodeError:
            continue
    encoding = "utf-8" if _is_mostly_utf8(data) else _stated_but_broken(data, stated) or _unstated(data)
    text, repairs = _forced(data, encoding)
    return text, encoding, repairs


def _candidates(data: bytes, charset: str | None, is_html: bool) -> Iterator[str]:
    """Encodings to try strictly: UTF-8 first, since hardly any other text is valid UTF-8 by chance."""
    first = "utf-16" + wide if (wide := _wide_without_bom(data)) else "utf-8"
    yield first
    found = META_CHARSET.search(data[:META_REACH]) if is_html else None
    for name in (charset, found.group(1).decode("ascii") if found else None):
        known = _codec_name(name)
        if known is not None and known != first:
            yield known


def _codec_name(name: str | None) -> str | None:
    try:
        b"".decode(name or "")  # refuses what is no text encoding: base64, rot13, …
        known = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    return WIDER.get(known, known)


def _wide_without_bom(data: bytes) -> str | None:
    """'-le' or '-be' where every other byte of the beginning is zero, as in UTF-16 without a mark."""
    head = data[:512]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "-le"
    return "-be" if even > 0.4 * half and odd < 0.1 * half else None


def _is_mostly_utf8(data: bytes) -> bool:
    high = _high_count(data)
    inside = sum(len(found) for found in MULTI_BYTE.findall(data))
    return inside > 0 and high - inside <= BROKEN_SHARE * high


def _stated_but_broken(data: bytes, stated: list[str]) -> str | None:
    """The stated encoding that explains all but a few of the bytes."""
    most = STATED_SHARE * _high_count(data)
    return next((name for name in stated if data.decode(name, "replace").count("\ufffd") <= most), None)


def _unstated(data: bytes) -> str:
    """The encoding of bytes that are no UTF-8 and do not say what they are.

    Of a script that is not Latin it is detected; between those of Latin script a few accents do not decide.
    """
    head = data[:DETECTED_FROM]
    in_runs = sum(map(len, FOREIGN_RUN.findall(head)))
    if not in_runs or in_runs < FOREIGN_SHARE * _high_count(head):
        return "cp1252"
    detected = _codec_name(detect_encoding(head, from_html_meta=False))
    return "cp1252" if detected in (None, "utf-8", "ascii") else detected


def _high_count(data: bytes) -> int:
    return len(data) - len(data.translate(None, HIGH_BYTES))


def _forced(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    return text, ("replaced",) if "\ufffd" in text else ()


def _is_plain(text: str) -> bool:
    """Is there nothing to repair?"""
    data = text.encode("utf-8", "surrogatepass")
    return len(data.translate(None, ODD_BYTES)) == len(data) and not any(map(ODD_STRETCH.search, _foreign(data)))


def _foreign(data: bytes) -> Iterator[str]:
    """The stretches of characters that are not ASCII, each once: of a page with a thousand a handful differ."""
    for stretch in set(data.translate(ASCII_AS_SPACE).split()):
        yield stretch.decode("utf-8", "surrogatepass")


def _line_ends(text: str) -> str:
    text = text.replace("\r\n", "\n")
    for end in LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def _mojibake(text: str) -> str:
    """Lines that were decoded wrongly before they reached us; the rest is left alone, letter for letter."""
    if not has_mojibake(text):
        return text
    return "\n".join(ftfy.fix_encoding(line) if has_mojibake(line) else line for line in text.split("\n"))


def has_mojibake(text: str) -> bool:
    """Does the text hold a sequence of characters that wrong decoding makes? Says what `ftfy.badness.is_bad` says.

    >>> has_mojibake("The café’s “owner”"), has_mojibake("The cafÃ©â€™s")
    (False, True)
    """
    if text.isascii() or not any(map(SUSPECTS.search, _foreign(text.encode("utf-8", "surrogatepass")))):
        return False
    return any(
        BADNESS_RE.search(text, max(0, found.start() - SUSPECT_REACH), found.end() + SUSPECT_REACH)
        for found in SUSPECTS.finditer(text)
    )


def _controls(text: str) -> str:
    # Bytes are looked for first: it costs a fifth of the pattern, and hardly any page has one of them.
    data = text.encode("utf-8", "surrogatepass")
    is_clean = len(data.translate(None, CONTROL_BYTES)) == len(data)
    return text if is_clean and not any(late.search(data) for late in LATE_CONTROLS) else CONTROLS.sub("", text)

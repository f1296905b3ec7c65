"""Is a page's text found in whatever encoding it came, and does every repair leave a receipt?"""

import codecs

import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.structuring.decode import Decoded, decode, has_mojibake

TELLING = "".join(MOJIBAKE_CATEGORIES.values()) + "ÂÃÎÐØÙŒœàáâβ√≈×вЂГ°ABVabz \xa0\n.,"


@pytest.mark.parametrize(
    ("data", "charset", "is_html", "expected"),
    [
        ("Naïve “café”".encode(), None, False, Decoded("Naïve “café”", "utf-8", ())),
        (codecs.BOM_UTF8 + b"x", None, False, Decoded("x", "utf-8", ("bom",))),
        ("Zoë".encode("utf-16"), None, False, Decoded("Zoë", "utf-16-le", ("bom",))),
        ("Zoë said no.".encode("utf-16-be"), None, False, Decoded("Zoë said no.", "utf-16-be", ())),
        ("Caf\u00e9 “x”".encode("cp1252"), None, False, Decoded("Café “x”", "cp1252", ())),
        ("Привет, мир".encode("cp1251"), "windows-1251", False, Decoded("Привет, мир", "cp1251", ())),
        (b'<meta charset="iso-8859-1">\x93q\x94', None, True, Decoded('<meta charset="iso-8859-1">“q”', "cp1252", ())),
        (b"a\r\nb\rc", None, False, Decoded("a\nb\nc", "utf-8", ("line_ends",))),
        ("It’s".encode().decode("cp1252").encode(), None, False, Decoded("It’s", "utf-8", ("mojibake",))),
        (b"a\x1b[31mred\x00", None, False, Decoded("a[31mred", "utf-8", ("controls",))),
        ("abc\u202etxt.exe".encode(), None, False, Decoded("abctxt.exe", "utf-8", ("controls",))),
        ("né é é".encode() + b"\xff", None, False, Decoded("né é é\ufffd", "utf-8", ("replaced",))),
        (b"x", "no-such-charset", False, Decoded("x", "utf-8", ())),
        (b"x", "base64", False, Decoded("x", "utf-8", ())),
        (b"", None, False, Decoded("", "utf-8", ())),
    ],
)
def test_bytes_become_text_with_their_encoding_and_repairs(
    data: bytes, charset: str | None, is_html: bool, expected: Decoded
) -> None:
    assert decode(data, charset, is_html) == expected


def test_right_to_left_text_and_full_width_characters_come_through_letter_for_letter() -> None:
    text = "قال المتحدث \u200fإن ＡＢＣ 中文"
    assert decode(text.encode()) == Decoded(text, "utf-8", ())


@settings(max_examples=2000)
@given(st.text(st.sampled_from(TELLING), max_size=14) | st.text(max_size=30))
def test_mojibake_is_seen_where_ftfy_sees_it(text: str) -> None:
    assert has_mojibake(text) == is_bad(text)
    assert has_mojibake("plain words " + text + " and more") == is_bad("plain words " + text + " and more")

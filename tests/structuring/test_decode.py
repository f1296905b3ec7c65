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


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мост закрыли для грузовиков с понедельника, сообщили в администрации района.", "cp1251"),
        ("Мост закрыли для грузовиков с понедельника, сообщили в администрации района.", "koi8-r"),
        ("Η γέφυρα έκλεισε για τα φορτηγά από τη Δευτέρα, ανακοίνωσε ο δήμος.", "iso8859-7"),
        ("أغلقت البلدية الجسر أمام الشاحنات منذ يوم الاثنين.", "cp1256"),
        ("הגשר נסגר למשאיות מיום שני, מסרה העירייה.", "cp1255"),
        ("橋は月曜日からトラックの通行が禁止されたと市が発表した。", "shift_jis"),
        ("市政府宣布，从星期一起大桥禁止卡车通行。", "gb18030"),
    ],
)
def test_a_script_that_is_not_latin_is_found_out_where_nothing_states_the_encoding(text: str, encoding: str) -> None:
    page = f"Home News Sport\n{text}\nSubscribe"
    assert decode(page.encode(encoding)) == Decoded(page, encoding, ())


@pytest.mark.parametrize(
    "text", ["Åke Öberg sade nej – ”aldrig”…", "«Où est la clé ?» demande Noëlle", "El niño señaló"]
)
def test_accents_alone_do_not_make_a_foreign_script(text: str) -> None:
    assert decode(text.encode("cp1252")) == Decoded(text, "cp1252", ())


def test_a_broken_byte_does_not_overrule_the_encoding_that_is_stated() -> None:
    text = "Мост закрыли для грузовиков с понедельника"
    assert decode(text.encode("cp1251") + b"\x98", "windows-1251") == Decoded(f"{text}\ufffd", "cp1251", ("replaced",))


def test_right_to_left_text_and_full_width_characters_come_through_letter_for_letter() -> None:
    text = "قال المتحدث \u200fإن ＡＢＣ 中文"
    assert decode(text.encode()) == Decoded(text, "utf-8", ())


@settings(max_examples=2000)
@given(st.text(st.sampled_from(TELLING), max_size=14) | st.text(max_size=30))
def test_mojibake_is_seen_where_ftfy_sees_it(text: str) -> None:
    assert has_mojibake(text) == is_bad(text)
    assert has_mojibake("plain words " + text + " and more") == is_bad("plain words " + text + " and more")

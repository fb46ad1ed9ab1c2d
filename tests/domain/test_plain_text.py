"""What a person wrote comes to the signs that the readers know, and to nothing unseen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.access.email_question import read_email
from domain.codes import payment_code, receipt_number
from domain.people import NotAName, dni, person_name, username
from domain.plain_text import plain_text

SPANISH = "abcdefghijklmnñopqrstuvwxyzáéíóúüçABCDEFGHIJKLMNÑOPQRSTUVWXYZÁÉÍÓÚÜ0123456789"
PUNCTUATION = "¿?¡!.,;:()\"'«»“”‘’…-+*/=@#$%&_ºª°½¼²€´`^~{}[]<>|\\"
EMOJI = "😀👍🙏🎉💧🏠🚿🧾😡🤔✅❌🇦🥺"

words = st.text(SPANISH + PUNCTUATION + EMOJI, min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=8).map(" ".join)


@given(st.text())
def test_what_was_folded_stays_as_it_is(written: str) -> None:
    assert plain_text(plain_text(written)) == plain_text(written)


@given(st.text(st.characters(codec=None)))
def test_nothing_is_left_that_cannot_be_kept_or_seen(written: str) -> None:
    """A zero byte is refused by PostgreSQL, half a surrogate pair by UTF-8."""
    text = plain_text(written)
    text.encode()
    kinds = {unicodedata.category(sign) for sign in text if sign not in "\n\t"}
    assert not kinds & {"Cc", "Cf", "Cs"}
    assert not set(text) & {"\0", "\u200b", "\ufeff", "\ufe0f", "\u3164", "\xa0", "\r"}


@given(sentences)
def test_ordinary_spanish_is_left_as_it_was_written(written: str) -> None:
    assert plain_text(written) == unicodedata.normalize("NFC", written)


@pytest.mark.parametrize(
    "written",
    [
        "¿Cuánto debo? ¡Gracias!",
        "Mi cuenta — la de la calle Güemes — no aparece…",
        "—Hola —dijo—, quiero pagar.",
        "Vivo en el 2º piso, depto. 4ª ½",
        "línea uno\nlínea dos\tcon tabulador",
        "👍🏽 listo 🇦🇷",
        "DNI Nº 27.345.678",
    ],
)
def test_sentences_left_as_they_are(written: str) -> None:
    assert plain_text(written) == written


UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068"
    "\u2069\ufeff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u3164\uffa0\ufe0e\ufe0f"
    "\U000e0001\U000e0061\U000e0100\ufff9\0\x01\x1f\x7f\x9f"
)


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_nobody_sees_is_dropped_wherever_it_stands(sign: str) -> None:
    assert plain_text(f"{sign}2734{sign}5678{sign}") == "27345678"
    assert plain_text(sign) == ""


@pytest.mark.parametrize(
    "sign", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u2043\u058a\u05be"
)
def test_a_dash_within_a_code_is_a_hyphen(sign: str) -> None:
    assert receipt_number(plain_text(f"00503{sign}10000000")) == "00503-10000000"
    assert receipt_number(plain_text(f"B{sign}00503 {sign} 10000000")) == "00503-10000000"
    assert person_name(plain_text(f"Pérez{sign}Gómez")) == "Pérez-Gómez"


def test_every_dash_of_unicode_between_digits_is_a_hyphen() -> None:
    dashes = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Pd"]
    assert len(dashes) > 20
    assert {plain_text(f"503{dash}1") for dash in dashes} == {"503-1"}


@pytest.mark.parametrize(
    "space", "\xa0\u2000\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000\u2800"
)
def test_every_space_is_a_space(space: str) -> None:
    assert plain_text(f"{space}27{space}345{space}678{space}") == "27 345 678"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one(end: str) -> None:
    assert plain_text(f"00503-10000000{end}42718281803") == "00503-10000000\n42718281803"


@pytest.mark.parametrize(
    "zero", ["\u0660", "\u06f0", "\u0966", "\u09e6", "\u0e50", "\uff10", "\U0001d7ce", "\U0001d7d8"]
)
def test_the_digits_of_any_script_are_digits(zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in "27345678")
    assert dni(plain_text(written)) == "27345678"


def test_a_digit_given_as_a_key_cap_is_the_digit() -> None:
    assert plain_text("2\ufe0f\u20e3") == "2"


@pytest.mark.parametrize(
    "written", ["2734\u200b5678", "27345678\u200b", "\u202a27.345.678\u202c", "27\xa0345\u202f678"]
)
def test_a_document_with_marks_is_read(written: str) -> None:
    assert dni(plain_text(written)) == "27345678"


@pytest.mark.parametrize(
    "written",
    [
        "\u202a00503-10000000\u202c",
        "00503\u201110000000",
        "00503−10000000",
        "\ufeff００５０３－１０００００００",
    ],
)
def test_a_receipt_number_with_marks_is_read(written: str) -> None:
    assert receipt_number(plain_text(written)) == "00503-10000000"


@pytest.mark.parametrize("written", ["\u20680042718281803\u2069", "0042\xad7182\u200b81803"])
def test_a_payment_code_with_marks_is_read(written: str) -> None:
    assert payment_code(plain_text(written)) == "0042718281803"


@pytest.mark.parametrize(
    "written",
    [
        "\ufeffrosa@example.com",
        "rosa＠example．com",
        "rosa@\u2060example.com",
        "rosa@example.com\u200b",
    ],
)
def test_an_address_with_marks_is_read(written: str) -> None:
    assert read_email(plain_text(written)) == "rosa@example.com"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Mar\u200bta", "Marta"),
        ("Mun\u0303oz", "Muñoz"),
        ("Ｍａｒｔａ", "Marta"),
        ("𝐌𝐚𝐫𝐭𝐚", "Marta"),
        ("Ru\ufb01na", "Rufina"),
        ("María\xa0José", "María José"),
        ("O’Higgins", "O’Higgins"),
    ],
)
def test_a_name_with_marks_is_read(written: str, name: str) -> None:
    assert person_name(plain_text(written)) == name


def test_what_nobody_sees_is_no_name() -> None:
    with pytest.raises(NotAName):
        person_name(plain_text("\u3164"))


def test_a_user_name_with_a_typographic_hyphen_is_read() -> None:
    assert username(plain_text("ana\u2011gomez\u200b")) == "ana-gomez"

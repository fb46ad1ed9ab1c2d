"""Words that sound alike are one word, whatever the spelling."""

import pytest

from faq.normalise import plain, words
from faq.sounds import sound, stem


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kiero", "quiero"),
        ("bolber", "volver"),
        ("voleta", "boleta"),
        ("aser", "hacer"),
        ("klave", "clave"),
        ("yego", "llego"),
        ("fatura", "factura"),
        ("guelve", "vuelve"),
        ("canbiar", "cambiar"),
        ("contrasenia", "contrasena"),
        ("pagao", "pagado"),
        ("rejistrar", "registrar"),
        ("wenas", "buenas"),
    ],
)
def test_a_misspelt_word_sounds_like_the_one_meant(written: str, meant: str) -> None:
    assert sound(written) == sound(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boleta", "boletitas"),
        ("pagar", "pague"),
        ("papel", "papelito"),
        ("mandar", "mandamela"),
        ("registrar", "registrarme"),
        ("desvincular", "desvinculacion"),
        ("borrar", "borrenla"),
    ],
)
def test_forms_of_a_word_share_their_root(one: str, other: str) -> None:
    assert stem(sound(one)) == stem(sound(other))


def test_words_of_different_meaning_keep_apart() -> None:
    assert stem(sound("cuota")) != stem(sound("cuenta"))
    assert stem(sound("plan")) != stem(sound("plata"))


def test_accents_shouting_and_repeated_letters_fall_away() -> None:
    assert plain("¡GRACIASSSS, señóra!") == "¡gracias, senora!"


def test_abbreviations_of_the_phone_are_written_out() -> None:
    assert words("xq no m llega la fact x mail?") == [
        "por",
        "que",
        "no",
        "me",
        "llega",
        "la",
        "factura",
        "por",
        "mail",
    ]


def test_an_ordinal_is_its_number() -> None:
    assert words("la 2da cuota") == ["la", "2", "cuota"]


def test_mail_addresses_and_links_do_not_pass_for_words() -> None:
    assert words("escribime a pepe.luna@example.com o www.example.com/clave") == (
        ["escribime", "a", "correo", "o"]
    )


def test_a_telling_emoji_is_read() -> None:
    assert words("👍") == ["ok"]
    assert words("🙏") == []

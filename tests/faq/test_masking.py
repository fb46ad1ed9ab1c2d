"""What is kept of a message tells how people ask, not who they are. All people are invented."""

import pytest

from faq.masking import mask


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("me llamo Juan Carlos Pérez y no me deja entrar", "me llamo [nombre] y no me deja entrar"),
        ("mi nombre es ramira zotelo, debo algo?", "mi nombre es [nombre], debo algo?"),
        ("Soy Elvira, quiero pagar", "Soy [nombre], quiero pagar"),
        ("la boleta es de gomez", "la boleta es de [nombre]"),
        ("a nombre de Nélida Xumek de Paz", "a nombre de [nombre]"),
        ("mi mail es elvi_22@example.com.ar", "mi mail es [correo]"),
        ("mi mail es elvi arroba example punto com", "mi mail es [correo]"),
        ("dni 23.456.789 por favor", "dni [número] por favor"),
        ("llamame al 0383 15-412-3456", "llamame al [número]"),
        ("vivo en calle San Martín 450", "vivo en [domicilio]"),
        ("vivo en Rivadavia 1200 y no hay agua", "vivo en [domicilio] y no hay agua"),
        ("barrio Los Ceibos manzana 4", "[domicilio]"),
        ("mirá https://example.com/x?dni=1", "mirá [enlace]"),
        ("soy @elvi22", "soy [nombre]"),
    ],
)
def test_personal_data_becomes_a_placeholder(written: str, kept: str) -> None:
    assert mask(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "soy nueva, quiero registrarme",
        "soy jubilada y no entiendo",
        "señora buenas tardes quiero pagar",
        "no puedo ver la boleta de marzo",
        "quiero dar de baja la factura digital",
        "a nombre de mi finado padre",
    ],
)
def test_the_question_itself_stays(written: str) -> None:
    assert mask(written) == written


def test_no_digit_and_no_at_sign_is_kept() -> None:
    kept = mask("cuota 3 de 2024, $ 12.500,50, cpe 00012345 6789 a@b @c 1/2")

    assert not any(character.isdigit() or character == "@" for character in kept)


def test_masking_twice_changes_nothing() -> None:
    once = mask("soy Ana Gómez, dni 20111222, calle Salta 12, ana@example.com")

    assert mask(once) == once

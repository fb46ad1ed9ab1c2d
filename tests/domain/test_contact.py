"""Where people are sent to: nothing but what the manual or the contact file gives."""

from pathlib import Path

import pytest

from domain.contact import Contact, ContactFileWrong, Premises, load_contact

FILE = """
community = "https://example.org/comunidad"
whatsapp = "383 400-0000"

[[offices]]
name = "Casa Central (ejemplo)"
address = "Calle Inventada 100"
hours = "lunes a viernes de 8 a 13"

[[offices]]
name = "Otra (ejemplo)"
address = "Calle Inventada 200"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "contacto.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_file_gives_offices_whatsapp_and_community(tmp_path: Path) -> None:
    assert load_contact(written(tmp_path, FILE)) == Contact(
        (
            Premises("Casa Central (ejemplo)", "Calle Inventada 100", "lunes a viernes de 8 a 13"),
            Premises("Otra (ejemplo)", "Calle Inventada 200"),
        ),
        "383 400-0000",
        "https://example.org/comunidad",
    )


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    assert load_contact(written(tmp_path, "")) == Contact()


@pytest.mark.parametrize(
    "text",
    [
        "comunity = 'https://example.org'",
        "community = 'example.org'",
        "community = 'javascript:alert(1)'",
        "whatsapp = 383",
        "offices = 'Casa Central'",
        "[[offices]]\nname = 'Sin domicilio'",
        "[[offices]]\nname = 1\naddress = 'x'",
        "not toml",
    ],
)
def test_a_file_that_can_not_be_used_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContactFileWrong, match=r"contacto\.toml"):
        load_contact(written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContactFileWrong, match=r"nada\.toml"):
        load_contact(tmp_path / "nada.toml")

"""A person's own data on paper."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from documents.personal_data import PersonalData, Section
from documents.renderer import DocumentRenderer
from tests.documents.odd_texts import ODD_TEXTS
from tests.documents.pages import outside, overprinted

if TYPE_CHECKING:
    from tests.documents.conftest import Printed

MOMENT = datetime(2026, 11, 24, 18, 5)  # noqa: DTZ001  # local time, as it is printed


async def test_it_prints_every_section_as_the_caller_chose_it(
    press: DocumentRenderer, print_out: Callable[[bytes], "Printed"]
) -> None:
    held = PersonalData(
        "Ana <Paz>",
        MOMENT,
        (
            Section("Tu usuario", (("Correo", "ana@ejemplo.com.ar"), ("Nombre", "Ana <Paz>"))),
            Section("Tus reclamos", note="La ley manda guardarlos tres años."),
        ),
        introduction="Esto es todo lo que guardamos.",
        closing="Podés pedir que lo corrijamos.",
    )
    text = print_out(await press.personal_data(held)).text
    for words in (
        "Mis datos 24/11/2026 a las 18:05",
        "Ana <Paz> Esto es todo lo que guardamos. Tu usuario Correo ana@ejemplo.com.ar",
        "Tus reclamos No guardamos nada. La ley manda guardarlos tres años.",
        "Podés pedir que lo corrijamos.",
    ):
        assert words in text


async def test_odd_texts_stand_within_their_columns(press: DocumentRenderer) -> None:
    rows = tuple((text, 3 * text) for text in ODD_TEXTS)
    held = PersonalData("W" * 200, MOMENT, (Section("Mensajes", rows),))
    pdf = await press.personal_data(held)
    assert (outside(pdf), overprinted(pdf)) == ("", [])


async def test_much_data_takes_as_many_pages_as_it_needs(
    press: DocumentRenderer, print_out: Callable[[bytes], "Printed"]
) -> None:
    rows = tuple((f"Mensaje {number}", "palabra " * 40) for number in range(120))
    paper = print_out(
        await press.personal_data(PersonalData("Ana", MOMENT, (Section("Mensajes", rows),)))
    )
    assert len(paper.texts) > 3
    assert f"Página {len(paper.texts)} de {len(paper.texts)}" in paper.text
    assert "Mensaje 119" in paper.text

"""Names in any script: printed by the shipped or the machine's fonts, and noted where none can."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from documents.letters import MARK, in_one_line
from documents.personal_data import PersonalData, Section
from documents.renderer import DocumentRenderer
from domain.accounts import Account
from domain.invoice_detail import InvoiceCopy, InvoiceDetail
from tests.documents.test_invoice import INVOICE, TODAY
from tests.documents.test_voucher import issued, line, overdue

if TYPE_CHECKING:
    from tests.documents.conftest import Printed

PrintOut = Callable[[bytes], "Printed"]
NOTE = "letras que este documento no puede mostrar"
PLAIN = InvoiceCopy(INVOICE, Account("1", "", "", "", "123"), InvoiceDetail(), TODAY)


def drawn_by_some_font(text: str) -> bool:
    """Whether the machine has a font for each of these letters, as fontconfig tells."""
    return all(
        subprocess.run(
            ["fc-list", f":charset={ord(char):x}", "file"], capture_output=True, check=True
        ).stdout.strip()
        for char in set(text) - {" "}
    )


@pytest.mark.parametrize(
    "name",
    [
        "María Ocampo de Núñez",
        "Agüero D’Angelo O'Higgins",
        "Ẽsapỹ Mbo’ehára G̃uarani Ŷvoty",  # Guarani
        "Qhapaq Ñan Ch'aska",  # Quechua
        "Žižek Łukasz Şahin Ørsted Þór",
        "Иванов Ёжиков Ґалаґан",
        "Παπαδόπουλος",
        "Nguyễn Thị Hằng",
    ],
)
async def test_the_shipped_fonts_draw_names_of_latin_greek_and_cyrillic_letters(
    press: DocumentRenderer, print_out: PrintOut, name: str
) -> None:
    account = replace(PLAIN.account, holder=name)
    text = print_out(await press.invoice(replace(PLAIN, account=account))).text
    assert in_one_line(name) in in_one_line(text)
    assert NOTE not in text


@pytest.mark.parametrize(
    "name",
    ["محمد حداد", "יוסף כהן", "Արամ", "王小明", "김민수", "さくら", "दिनेश", "\U00020bb7野"],
)
async def test_a_name_of_another_script_is_printed_or_the_document_says_that_it_is_not(
    press: DocumentRenderer, print_out: PrintOut, name: str
) -> None:
    account = replace(PLAIN.account, holder=f"Ana {name}", address=name)
    for pdf in (
        await press.invoice(replace(PLAIN, account=account)),
        await press.voucher(issued(overdue(line())), account),
    ):
        text = print_out(pdf).text
        shown = NOTE not in text
        assert shown == drawn_by_some_font(name)
        assert ("[…]" in text) != shown
        assert "Ana" in text


async def test_ones_own_data_say_so_too(press: DocumentRenderer, print_out: PrintOut) -> None:
    moment = datetime(2026, 11, 24, 18, 5)  # noqa: DTZ001  # local time, as it is printed
    held = PersonalData("Ana \ue123", moment, (Section("Tu usuario", (("Nombre", "Ana"),)),))
    text = print_out(await press.personal_data(held)).text
    assert "Ana […]" in text
    assert NOTE in text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Nu\N{REPLACEMENT CHARACTER}ez", f"Nu{MARK}ez"),
        ("\ue000\ue001 Paz", f"{MARK} Paz"),
        ("\N{DROPLET}\N{DROPLET}", MARK),
        ("Nu\N{COMBINING TILDE}n\N{COMBINING TILDE}ez", "Nũñez"),
        ("e" + "\N{COMBINING ACUTE ACCENT}" * 150, "é" + "\N{COMBINING ACUTE ACCENT}" * 4),
        ("Pe\N{SOFT HYPHEN}rez\N{ZERO WIDTH NO-BREAK SPACE}", "Perez"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}zaP anA", "zaP anA"),
        ("Calle 9 \N{NUMERO SIGN} 5", "Calle 9 \N{NUMERO SIGN} 5"),
        ("", ""),
    ],
)
def test_a_text_is_written_with_nothing_that_disturbs_the_page(written: str, printed: str) -> None:
    assert in_one_line(written) == printed

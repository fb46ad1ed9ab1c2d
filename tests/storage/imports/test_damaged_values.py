"""What a spreadsheet, a program or a copy did to a value is refused, or read where it is sure."""

import pytest

from domain import codes
from storage.imports import identifiers, values
from storage.imports.cells import Refused, cell_text
from texts.staff import imports as texts

UNSEEN = (
    "\ufeff\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\u202a\u202e\u2066\u2069\u061c\ufe0f\u034f"
)
SPACES = "\u00a0\u2007\u202f\u3000\u2002"


def read(reader: values.Reader, written: str) -> tuple[str | None, ...]:
    return reader(cell_text(written))


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_makes_no_other_code(sign: str) -> None:
    number = identifiers.identifier(32)
    assert read(number, f"{sign}0077{sign}1234{sign}") == ("00771234",)
    assert read(identifiers.receipt, f"0012-{sign}00345678") == ("00012-00345678",)
    assert codes.receipt_number(f"{sign}0012-00345{sign}678{sign}") == "00012-00345678"
    assert codes.payment_code(f"{sign}0012345{sign}678") == "0012345678"


@pytest.mark.parametrize("space", SPACES)
def test_every_space_is_a_space(space: str) -> None:
    assert read(values.text(40), f"{space}Ana{space}Paz{space}") == ("Ana Paz",)
    assert read(values.amount, f"1{space}234,50") == ("1234.50",)
    assert codes.payment_code(f"0012{space}345678") == "0012345678"


def test_an_accent_written_apart_is_put_on_its_letter() -> None:
    assert read(values.text(40), "Nun\u0303ez") == ("Núñez".replace("ú", "u"),)


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("'00012", "00012"),
        ("'00012'", "00012"),
        ('="00012"', "00012"),
        ('= "00012"', "00012"),
        ("  00012\t", "00012"),
        ("=1+1", "=1+1"),
        ("O'Higgins", "O'Higgins"),
        ("Depto. #3", "Depto. #3"),
        ("¿Dónde?", "¿Dónde?"),
        ("Bº 9 de Julio – Mz. 3 “A”", "Bº 9 de Julio – Mz. 3 “A”"),
        ("São João Ângela Itatí", "São João Ângela Itatí"),
        ("ÁÉÍÓÚÜÑ", "ÁÉÍÓÚÜÑ"),
    ],
)
def test_marks_of_text_are_dropped_and_all_else_is_kept(written: str, reads: str) -> None:
    assert cell_text(written) == reads


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Mu\ufffdoz", texts.LOST_LETTER),
        ("Mu?oz", texts.LOST_LETTER),
        ("NÃºÃ±ez", texts.GARBLED),
        ("MUÃ‘OZ", texts.GARBLED),
        ("MarÃ\u00ada", texts.GARBLED),
        ("NÃƒÂºÃƒÂ±ez", texts.GARBLED),
        ("1Âº piso", texts.GARBLED),
        ("Mu¤oz", texts.GARBLED),
        ("MU¥OZ", texts.GARBLED),
        ("Mu├▒oz", texts.GARBLED),
        ("Mu\x96oz", texts.GARBLED),
        ("A\0na", texts.CONTROL),
        ("Ana\x1b[31m", texts.CONTROL),
        *(
            (error, texts.FAILED_FORMULA)
            for error in (
                *("#REF!", "#¡REF!", "#N/A", "#N/D", "#VALUE!", "#VALOR!", "#¡VALOR!", "#DIV/0!"),
                *(
                    "#¡DIV/0!",
                    "#NAME?",
                    "#¿NOMBRE?",
                    "#NULL!",
                    "#¡NULO!",
                    "#NUM!",
                    "#¡NUM!",
                    "####",
                ),
                *("Ana #REF!", "#¡DESBORDAMIENTO!"),
            )
        ),
    ],
)
def test_what_is_damaged_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(Refused, match=f"^{reason[:20]}"):
        cell_text(written)


@pytest.mark.parametrize(
    "reader",
    [identifiers.identifier(32), identifiers.receipt, identifiers.payment_code],
    ids=["account", "receipt", "payment code"],
)
@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("41200098766.0", texts.DECIMALS_ADDED),
        ("41200098766.00", texts.DECIMALS_ADDED),
        ("41200098766,0", texts.DECIMALS_ADDED),
        ("41200098766.0000", texts.DECIMALS_ADDED),
        ("4,12001E+12", texts.EXPONENT),
        ("4.12001e12", texts.EXPONENT),
        ("9E+05", texts.EXPONENT),
        ("1,23457E+18", texts.EXPONENT),
        ("01/12/2026", texts.DATE_IN_A_CODE),
        ("1-12-2026", texts.DATE_IN_A_CODE),
        ("2026-12-01", texts.DATE_IN_A_CODE),
        ("2026-12-01 00:00:00", texts.DATE_IN_A_CODE),
        ("dic-26", texts.DATE_IN_A_CODE),
        ("01-ene", texts.DATE_IN_A_CODE),
        ("TOTAL", texts.TOTAL_LINE),
        ("Total general", texts.TOTAL_LINE),
        ("Subtotal 12", texts.TOTAL_LINE),
    ],
)
def test_a_code_that_a_spreadsheet_changed_is_refused(
    reader: values.Reader, written: str, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(reader, written)
    assert str(refused.value) == reason


@pytest.mark.parametrize("written", ["41200098766.0", "42718281828.00", "0012-00345678.0", "123,0"])
def test_decimals_are_no_digits_of_a_code_in_the_chat_either(written: str) -> None:
    with pytest.raises(codes.NotACode):
        codes.receipt_number(written)
    with pytest.raises(codes.NotACode):
        codes.payment_code(written)


@pytest.mark.parametrize("written", ["0012.00345600", "12.345.600", "0012 00345600."])
def test_dots_between_digits_do_no_harm(written: str) -> None:
    assert codes.receipt_number(written)


@pytest.mark.parametrize(
    ("written", "pesos"),
    [
        ("1500.0000", "1500.00"),
        ("1500,50000", "1500.50"),
        ("12.345,6700", "12345.67"),
        ("1234.500", "1234.50"),
        ("AR$ 1.234,50", "1234.50"),
        ("ARS 1234.5", "1234.50"),
        ("1.234,50 ARS", "1234.50"),
        ("-500,00", "-500.00"),
        ("500,00-", "-500.00"),
        ("(1.500,00)", "-1500.00"),
        ("−500", "-500.00"),
        ("$ -500", "-500.00"),
        ("-$ 500", "-500.00"),
    ],
)
def test_amounts_in_other_forms_are_read(written: str, pesos: str) -> None:
    assert read(values.signed_amount, written) == (pesos,)


@pytest.mark.parametrize(
    "written",
    ["1.23E+05", "1,23e5", "1E5", "-500-", "(-500)", "US$ 500", "USD 500", "U$S 500", "€ 5",
     "1,500", "1234.567", "0.1250", "12/2026", "2026-12-01", "#REF!", "10%", "VERDADERO"],
)  # fmt: skip
def test_what_is_no_certain_amount_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        read(values.signed_amount, written)


@pytest.mark.parametrize(
    "written",
    ["2026-11-24 00:00:00", "2026-11-24T00:00:00", "24/11/2026 0:00", "24/11/2026 14:35:10",
     "24-11-2026", "24/11/2026 12:00:00 a. m.", "2026-11-24 00:00:00.000"],
)  # fmt: skip
def test_a_time_beside_a_date_is_left_out(written: str) -> None:
    assert read(values.day, written) == ("2026-11-24",)


@pytest.mark.parametrize(
    "written", ["46350", "46350.0", "24/11/26", "0000-00-00", "11/24/2026", "2026-11-24 25"]
)
def test_no_number_is_a_date(written: str) -> None:
    with pytest.raises(Refused):
        read(values.day, written)


@pytest.mark.parametrize(
    "written", ["2026-05-31", "2026-05-01", "2026/05/12", "01/05/2026", "2026-05-01 00:00:00"]
)
def test_a_date_is_no_period(written: str) -> None:
    with pytest.raises(Refused):
        read(values.period, written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("20.111.222", "20111222"),
        ("DNI 20.111.222", "20111222"),
        ("05111222", "5111222"),
        ("20 111 222", "20111222"),
        ("30-70751234-9", "30707512349"),
        ("CUIT 30-70751234-9", "30707512349"),
        ("20267565393", "20267565393"),
        ("S/D", ""),
        ("s/n", ""),
        ("0", ""),
        ("00000000", ""),
        ("no tiene", ""),
        ("LE 1234", "LE 1234"),
        ("PAS AB123456", "PAS AB123456"),
    ],
)
def test_documents_are_kept_in_one_form(written: str, kept: str) -> None:
    assert read(identifiers.document, written) == (kept,)


@pytest.mark.parametrize("written", ["30-70751234-8", "20267565394", "20111222.0", "2,01E+07"])
def test_a_document_that_can_not_be_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        read(identifiers.document, written)

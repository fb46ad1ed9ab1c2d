"""The two codes of an invoice, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import NotACode, payment_code, receipt_number

CANONICAL = "00012-00345678"


@pytest.mark.parametrize(
    "written",
    [
        "00012-00345678",
        "0012-00345678",
        "12-345678",
        "B 0012-00345678",
        "b0012-00345678",
        "B-0012-00345678",
        " 00012 - 00345678 ",
        "0012 00345678",
        "0012.00345678",
        "00012.345678",
        "0012–00345678",
        "0012/00345678",
        "001200345678",
        "B0001200345678",
        "0 0 1 2 - 0 0 3 4 5 6 7 8",
        "Comp. Nº B 0012-00345678",
        "comp nº: 0012-00345678",
        "N° 12-345678",
        "comprobante 12-345678",
        "B OOO12-OO345678",
        "ooo12-oo345678",
    ],
)
def test_receipt_numbers(written: str) -> None:
    assert receipt_number(written) == CANONICAL


@pytest.mark.parametrize(
    "written",
    [
        *("", "   ", "-", "B", "no sé", "1-2-3", "😀", "ol", "solo 5678", "el lio"),
        *("123456-1", "1-123456789", "'; DROP TABLE--", "1" * 21),
    ],
)
def test_no_receipt_numbers(written: str) -> None:
    with pytest.raises(NotACode):
        receipt_number(written)


def test_a_number_of_no_known_form_is_taken_as_it_stands() -> None:
    assert receipt_number("B 0004567") == "0004567"


@given(st.integers(0, 99_999), st.integers(0, 99_999_999), st.sampled_from(["", "A", "B", "c "]))
def test_the_letter_and_leading_zeros_make_no_difference(
    sale: int, number: int, letter: str
) -> None:
    expected = f"{sale:05}-{number:08}"
    assert receipt_number(f"{letter}{sale}-{number}") == expected
    assert receipt_number(f"{letter}{sale:05} {number:08}") == expected
    assert receipt_number(expected) == expected, "what is normal stays as it is"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("0012345678", "0012345678"),
        (" 00 1234.5678 ", "0012345678"),
        ("0012-345678", "0012345678"),
        ("CPE 0012345678", "0012345678"),
        ("código: 0012345678", "0012345678"),
        ("000", "000"),
        ("OO12345678", "0012345678"),
        ("0Ol2345678", "0012345678"),
        ("1" * 19, "1" * 19),
    ],
)
def test_payment_codes_keep_their_zeros(written: str, code: str) -> None:
    assert payment_code(written) == code


@pytest.mark.parametrize(
    "written", ["", "12", "1" * 20, "12a4", "abc", "12,34", "😀", "<b>123</b>"]
)
def test_no_payment_codes(written: str) -> None:
    with pytest.raises(NotACode):
        payment_code(written)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_is_refused(written: str) -> None:
    for read in (receipt_number, payment_code):
        try:
            code = read(written)
        except NotACode:
            continue
        assert set(code) <= set("0123456789-"), written

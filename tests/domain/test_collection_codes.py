"""The digits of the cash networks, against SEPSA's examples and a second computation."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import domain
from domain.collection_codes import (
    DoesNotFit,
    LayoutError,
    check_digit,
    collection_code,
    load_layout,
)

LAYOUTS = Path(domain.__file__).parent / "layouts"
PAGO_FACIL = load_layout(LAYOUTS / "pago_facil.toml")
RAPIPAGO = load_layout(LAYOUTS / "rapipago.toml")

amounts = st.integers(0, 99_999_999).map(lambda cents: Decimal(cents).scaleb(-2))
dates = st.dates(date(2015, 1, 1), date(2099, 12, 31))


def recomputed_check_digits(body: str, count: int) -> str:
    """The formula anew: position p weighs 3, 5, 7 or 9 by its place in a round of four."""
    digits = [int(digit) for digit in body]
    for _ in range(count):
        rest = digits[1:]
        weighted = digits[0] + sum(
            weight * sum(rest[start::4]) for start, weight in enumerate((3, 5, 7, 9))
        )
        digits.append(weighted % 20 // 2)
    return "".join(map(str, digits[len(body) :]))


def day_of_year(day: date) -> int:
    return (day - date(day.year - 1, 12, 31)) // timedelta(days=1)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("0123000174502632400000000123456000033010", "57"),
        ("048000000060020000148901000000200400500000711500017", "9"),
        # Banco Roela's published code of 56 digits has the same formula
        ("044400001326712073000937000600983850000000005150009346", "00"),
    ],
)
def test_the_check_digits_agree_with_published_and_worked_examples(
    body: str, expected: str
) -> None:
    written = body
    for _ in expected:
        written += check_digit(written)
    assert written == body + expected
    assert recomputed_check_digits(body, len(expected)) == expected


@given(st.text("0123456789", min_size=1, max_size=60))
def test_the_check_digit_agrees_with_a_second_computation(body: str) -> None:
    assert check_digit(body) == recomputed_check_digits(body, 1)


@given(number=st.integers(0, 10**14 - 1), amount=amounts, due=dates)
def test_pago_facil_writes_each_field_in_its_place(number: int, amount: Decimal, due: date) -> None:
    code = collection_code(PAGO_FACIL, number=number, amount=amount, due=due)
    assert len(code) == 42
    assert code[:4] == "0999"
    assert int(code[4:12]) == amount * 100
    assert (int(code[12:14]), int(code[14:17])) == (due.year % 100, day_of_year(due))
    assert int(code[17:31]) == number
    assert code[31:40] == "000000000"
    assert code[40:] == recomputed_check_digits(code[:40], 2)


@given(number=st.integers(0, 10**14 - 1), amount=amounts, due=dates)
def test_rapipago_writes_each_field_in_its_place(number: int, amount: Decimal, due: date) -> None:
    code = collection_code(RAPIPAGO, number=number, amount=amount, due=due)
    assert len(code) == 52
    assert code[:3] == "999"
    assert int(code[3:22]) == number
    assert int(code[22:30]) == amount * 100
    assert (int(code[30:32]), int(code[32:35])) == (due.year % 100, day_of_year(due))
    assert code[35:51] == "0" * 16
    assert code[51:] == recomputed_check_digits(code[:51], 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2002, 1, 1), "02001"),
        (date(2003, 7, 5), "03186"),
        (date(2004, 12, 31), "04366"),
        (date(2026, 11, 20), "26324"),
    ],
)
def test_the_due_date_is_the_year_and_the_padded_day_of_it(day: date, expected: str) -> None:
    code = collection_code(PAGO_FACIL, number=1, amount=Decimal("1.00"), due=day)
    assert code[12:17] == expected


def test_an_amount_over_the_limit_is_refused_and_never_cut() -> None:
    due = date(2026, 11, 27)
    at_the_limit = collection_code(PAGO_FACIL, number=1, amount=Decimal("999999.99"), due=due)
    assert at_the_limit[4:12] == "99999999"
    with pytest.raises(DoesNotFit) as refusal:
        collection_code(PAGO_FACIL, number=1, amount=Decimal("1000000.00"), due=due)
    assert refusal.value.network == "Pago Fácil"
    assert refusal.value.limit == PAGO_FACIL.limit == Decimal("999999.99")


def test_a_number_too_long_for_its_field_is_refused() -> None:
    with pytest.raises(DoesNotFit) as refusal:
        collection_code(PAGO_FACIL, number=10**14, amount=Decimal("1.00"), due=date(2026, 11, 27))
    assert refusal.value.limit is None


@pytest.mark.parametrize("due", [date(2100, 1, 1), date(2126, 11, 27), date(1999, 12, 31)])
def test_a_date_that_would_be_read_as_one_of_this_century_is_refused(due: date) -> None:
    with pytest.raises(DoesNotFit):
        collection_code(PAGO_FACIL, number=1, amount=Decimal("1.00"), due=due)


@pytest.mark.parametrize("amount", ["1.001", "-1.00"])
def test_what_is_no_amount_of_cents_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="amount of cents"):
        collection_code(PAGO_FACIL, number=1, amount=Decimal(amount), due=date(2026, 11, 27))


AMOUNT = '[[fields]]\nname = "amount"\nlength = 8\nsource = "amount"\n'
HEAD = 'network = "Red"\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("no toml", "Expected"),
        (f"{HEAD}{AMOUNT}", "check_digits"),
        (f"{HEAD}check_digits = 1\n{AMOUNT}", "even count"),
        (f'{HEAD}check_digits = 0\n[[fields]]\nname = "x"\nlength = 2\ndigits = "12"', "amount"),
        (
            f'{HEAD}check_digits = 0\n{AMOUNT}[[fields]]\nname = "company"\nlength = 4\n'
            'digits = "12"',
            "'company' needs",
        ),
        (
            f'{HEAD}check_digits = 0\n{AMOUNT}[[fields]]\nname = "who"\nlength = 4\n'
            'source = "client"',
            "'who' needs",
        ),
        (f'{HEAD}check_digits = 0\n{AMOUNT}[[fields]]\nname = "x"\nsize = 4', "size"),
    ],
)
def test_a_file_that_is_no_layout_is_told_what_to_mend(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "layout.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(LayoutError, match=complaint) as refusal:
        load_layout(path)
    assert str(path) in str(refusal.value)


def test_a_missing_layout_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"nothing\.toml"):
        load_layout(tmp_path / "nothing.toml")

"""The digits that a cash network's scanner reads, by a layout kept as data.

    layout (TOML): fields in order, each constant or taken from the voucher, then check digits

Pago Fácil's 42 digits and their check digits are SEPSA's standard; Rapipago agrees a layout with
each company, with the same formula for its check digits.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain, cycle
from pathlib import Path
from typing import Literal, get_args

from domain.money import to_cents

FIRST_DUE, LAST_DUE = date(2000, 1, 1), date(2099, 12, 31)
"""The days that a layout's two digits of the year can tell from those of another century."""

Source = Literal["amount", "due", "number"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a layout: constant digits, or a value of the voucher padded with zeros."""

    name: str
    length: int
    source: Source | None = None
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A network's layout; all its digits count towards the check digits."""

    network: str
    fields: tuple[Field, ...]
    check_digits: int

    @property
    def length(self) -> int:
        """How many digits the code has."""
        return sum(field.length for field in self.fields) + self.check_digits

    @property
    def limit(self) -> Decimal:
        """The largest amount in pesos that the layout can carry."""
        digits = next(field.length for field in self.fields if field.source == "amount")
        return Decimal(10**digits - 1) / 100


class LayoutFault(StrEnum):
    """What a layout lacks."""

    FIELD = "field"
    AMOUNT = "amount"
    LENGTH = "length"


class LayoutError(ValueError):
    """The file at `path` is not a layout; the message, `fault` or the cause says what to mend."""

    def __init__(
        self, path: Path, message: str, fault: LayoutFault | None = None, about: object = ""
    ) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.fault = fault
        self.about = about


class DoesNotFit(ValueError):
    """A value has more digits than the layout's field: it is refused, never cut."""

    def __init__(self, network: str, field: str, value: str, limit: Decimal | None = None) -> None:
        super().__init__(f"{network}: {value!r} does not fit in the field {field!r}")
        self.network = network
        self.limit = limit


def load_layout(path: Path) -> Layout:
    """Read a layout's TOML file.

    Raises:
        LayoutError: the file is missing or is no layout that Interleaved 2 of 5 can carry.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        fields = tuple(Field(**field) for field in data["fields"])
        layout = Layout(data["network"], fields, int(data["check_digits"]))
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise LayoutError(path, str(error)) from error
    for field in fields:
        constant = len(field.digits) == field.length and field.digits.isdecimal()
        if not (field.source in get_args(Source) or (field.source is None and constant)):
            needs = f"field {field.name!r} needs a source or its exact digits"
            raise LayoutError(path, needs, LayoutFault.FIELD, field.name)
    if not any(field.source == "amount" for field in fields):
        raise LayoutError(path, "no field takes the amount", LayoutFault.AMOUNT)
    if layout.length % 2:
        odd = f"{layout.length} digits; Interleaved 2 of 5 takes an even count"
        raise LayoutError(path, odd, LayoutFault.LENGTH, layout.length)
    return layout


def collection_code(layout: Layout, *, number: int, amount: Decimal, due: date) -> str:
    """Write a voucher's digits.

    Args:
        layout: The network's.
        number: The voucher's number.
        amount: Pesos, exact to the cent.
        due: The payment date.

    Raises:
        DoesNotFit: the amount or the number has more digits than its field, or the payment date is
            of another century than the layout's two digits of the year say.
    """
    if amount != to_cents(amount) or amount < 0:
        raise ValueError(f"{amount} is no amount of cents")
    values = {
        "amount": str(int(amount * 100)),
        "due": f"{due:%y%j}",
        "number": str(number),
    }
    code = ""
    if not FIRST_DUE <= due <= LAST_DUE:
        raise DoesNotFit(layout.network, "due", due.isoformat())
    for field in layout.fields:
        value = values[field.source] if field.source else field.digits
        if len(value) > field.length:
            limit = layout.limit if field.source == "amount" else None
            raise DoesNotFit(layout.network, field.name, value, limit)
        code += value.zfill(field.length)
    for _ in range(layout.check_digits):
        code += check_digit(code)
    return code


def check_digit(digits: str) -> str:
    """SEPSA's check digit: half the sum of digits weighted 1, 3, 5, 7, 9, 3, 5, 7, 9, …, mod 10.

    The weight 1 is used once, for the first digit.
    """
    weights: Iterator[int] = chain([1], cycle([3, 5, 7, 9]))
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return str(total // 2 % 10)

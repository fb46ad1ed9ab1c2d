"""How amounts, dates and periods are written here: $ 12.345,67 and 24/11/2026."""

from datetime import date, datetime
from decimal import Decimal

from domain.invoices import Period

WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_SWAPPED = str.maketrans(",.", ".,")
_ORDINALS = ("1.º", "2.º", "3.º", "4.º", "5.º", "6.º")


def number(value: Decimal, decimals: int = 2) -> str:
    """Write 12345.67 as '12.345,67'."""
    return f"{value:,.{decimals}f}".translate(_SWAPPED)


def money(amount: Decimal) -> str:
    """Write pesos as '$ 12.345,67', its parts held together by a no-break space."""
    sign = "-" if amount < 0 else ""
    return f"{sign}$\N{NO-BREAK SPACE}{number(abs(amount))}"


def percent(value: Decimal) -> str:
    """Write 45.5 as '45,5 %'."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return f"{digits.replace('.', ',')}\N{NO-BREAK SPACE}%"


def day(value: date) -> str:
    """Write a date as dd/mm/aaaa."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"  # strftime takes ten times as long


def short_day(value: date) -> str:
    """Write a date as dd/mm, where the year is plain."""
    return f"{value.day:02}/{value.month:02}"


def weekday(value: date) -> str:
    """Write a date as 'martes 24/11'."""
    return f"{WEEKDAYS[value.weekday()]} {short_day(value)}"


def long_day(value: date) -> str:
    """Write a date as '4 de marzo de 2025'."""
    return f"{value.day} de {MONTHS[value.month - 1]} de {value.year}"


def moment(value: datetime) -> str:
    """Write a moment as '24/11/2026 a las 18:05'."""
    return f"{value:%d/%m/%Y} a las {value:%H:%M}"


def exact_moment(value: datetime) -> str:
    """Write a moment as '24/11/2026 a las 18:05:09', where the second counts."""
    return f"{value:%d/%m/%Y} a las {value:%H:%M:%S}"


def period(value: Period) -> str:
    """Write a period as '5.º bimestre 2026', with its part ('parte 1 de 2') when it is split."""
    text = f"{_ORDINALS[value.bimester - 1]} bimestre {value.year}"
    if not value.part:
        return text
    return f"{text}, parte {value.part}" + (f" de {value.parts}" if value.parts else "")


def short_period(value: Period) -> str:
    """Write a period as '5/2026', or '5/2026 (1/2)' when it is split."""
    text = f"{value.bimester}/{value.year}"
    if not value.part:
        return text
    return f"{text} ({value.part}/{value.parts})" if value.parts else f"{text} ({value.part})"


def plural(count: int, one: str, many: str) -> str:
    """Write '1 factura' or '3 facturas'."""
    return f"{count} {one if count == 1 else many}"

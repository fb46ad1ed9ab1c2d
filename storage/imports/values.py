"""Reads a field of a file and writes it in the one form that the tables keep.

Each reader takes what `cells.cell_text` gives, never empty, and returns the values of the
columns it fills, as text. Dates are ISO or dd/mm/aaaa; a time beside them is left out. Amounts in
pesos are `12345.67`, `12.345,67`, `12,345.67` or `12345`, with or without `$`. Three decimals are
never cents: `1.234` is one thousand two hundred and thirty-four, as people write here, and `1,234`
is refused. Codes and numbers of documents are read by `identifiers`.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from domain.invoices import parse_period
from domain.spelling import unaccented
from storage.imports.cells import Refused
from texts.staff import imports as texts

Values = tuple[str | None, ...]
Reader = Callable[[str], Values]

_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?", re.ASCII)
_PLAIN_WITH_ZEROS = re.compile(r"(\d+[.,]\d\d)0+", re.ASCII)
_GROUPED_BY_DOTS = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?)(?:(?<=,\d\d)0+)?", re.ASCII)
_GROUPED_BY_COMMAS = re.compile(r"([1-9]\d{0,2}(?:,\d{3})+\.\d{1,2})0*", re.ASCII)
_DECIMALS = re.compile(r"(-?)(\d{1,9})(?:[.,](\d{1,4}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_TIME = re.compile(r"(?:T|\s+)\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?\s?m\.?)?$", re.I)
_CURRENCY = r"(?:AR\$|ARS|\$)?"
_MONEY = re.compile(
    rf"{_CURRENCY}\s*(-?)\s*{_CURRENCY}\s*(.*?)\s*(-?)\s*{_CURRENCY}", re.DOTALL | re.IGNORECASE
)
_MINUS = str.maketrans("\N{MINUS SIGN}\N{EN DASH}", "--")
_BETWEEN_THOUSANDS = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))")
_TOTAL = re.compile(r"(?:sub)?total(?:es)?(?: general| de .*)?\W*", re.IGNORECASE)
LARGEST_DIGITS = 12  # before the decimals, as the tables keep them


def text(longest: int) -> Reader:
    """Any text, spaces made single; but for a line of totals."""

    def read(written: str) -> Values:
        kept = " ".join(written.split())
        if _TOTAL.fullmatch(kept):
            raise Refused(texts.TOTAL_LINE)
        if len(kept) > longest:
            raise Refused(texts.too_long(longest))
        return (kept,)

    return read


@lru_cache(maxsize=1024)
def means(written: str) -> Values:
    """How a payment was made, and the form in which its spellings are one: `pagofacil`."""
    [kept] = text(60)(written)
    return (kept, means_key(kept or ""))


def means_key(written: str) -> str:
    """Letters and digits only, small and without accents."""
    return "".join(sign for sign in unaccented(written) if sign.isalnum())


@lru_cache(maxsize=4096)
def period(written: str) -> Values:
    """A period as year, bimester, part and parts."""
    try:
        read = parse_period(written)
    except ValueError:
        raise Refused(texts.NOT_A_PERIOD) from None
    return (str(read.year), str(read.bimester), str(read.part), str(read.parts))


@lru_cache(maxsize=8192)
def day(written: str) -> Values:
    """A date from 1900 to 2199, as ISO."""
    written = _TIME.sub("", written)
    if match := _ISO.fullmatch(written):
        year, month, of_month = match.groups()
    elif match := _DAY_FIRST.fullmatch(written):
        of_month, month, year = match.groups()
    else:
        raise Refused(texts.NOT_A_DATE)
    try:
        read = date(int(year), int(month), int(of_month))
    except ValueError:
        raise Refused(texts.NOT_A_DATE) from None
    if not 1900 <= read.year < 2200:
        raise Refused(texts.NOT_A_DATE)
    return (read.isoformat(),)


def amount(written: str) -> Values:
    """Pesos, zero or more."""
    [read] = signed_amount(written)
    assert read is not None
    if read.startswith("-"):
        raise Refused(texts.NEGATIVE)
    return (read,)


def positive_amount(written: str) -> Values:
    """Pesos, more than zero."""
    [read] = amount(written)
    if read == "0.00":
        raise Refused(texts.NOT_POSITIVE)
    return (read,)


def signed_amount(written: str) -> Values:
    """Pesos, negative ones too: `-500,00`, `500,00-` or `(500,00)`."""
    written = written.translate(_MINUS)
    if written.startswith("(") and written.endswith(")"):
        written = f"-{written[1:-1]}"
    money = _MONEY.fullmatch(written)
    assert money is not None
    if money[1] and money[3]:
        raise Refused(texts.NOT_AN_AMOUNT)
    plain = _plain(_BETWEEN_THOUSANDS.sub("", money[2]))
    pesos, _, cents = plain.partition(".")
    pesos = pesos.lstrip("0") or "0"
    if len(pesos) > LARGEST_DIGITS:
        raise Refused(texts.TOO_LARGE)
    read = f"{pesos}.{cents:0<2}"
    return (read if read == "0.00" else (money[1] or money[3]) + read,)


def _plain(digits: str) -> str:
    """The digits without marks of thousands, with a dot before at most two decimals."""
    if _PLAIN.fullmatch(digits):
        return digits.replace(",", ".")
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", digits):
        raise Refused(texts.AMBIGUOUS_AMOUNT)
    if match := _GROUPED_BY_DOTS.fullmatch(digits):
        return match[1].replace(".", "").replace(",", ".")
    if match := _GROUPED_BY_COMMAS.fullmatch(digits):
        return match[1].replace(",", "")
    if match := _PLAIN_WITH_ZEROS.fullmatch(digits):
        return match[1].replace(",", ".")
    if re.fullmatch(r"\d+(?:[.,]\d+)?E[+-]?\d+", digits, re.IGNORECASE):
        raise Refused(texts.EXPONENT)
    if re.fullmatch(r"\d+[.,]\d{3,}|\d{1,3}(?:\.\d{3})+,\d{3,}", digits):
        raise Refused(texts.TOO_PRECISE)
    raise Refused(texts.NOT_AN_AMOUNT)


AMOUNTS = (amount, positive_amount, signed_amount)
"""Those that read pesos."""


def rate(written: str) -> Values:
    """A yearly rate in percent with up to four decimals, after a comma or a dot."""
    match = _DECIMALS.fullmatch(written.removesuffix("%").strip())
    if match is None or match[1] or len(match[2]) > 5:
        raise Refused(texts.NOT_A_RATE)
    return (f"{Decimal(f'{match[2]}.{match[3] or 0}'):.4f}",)


def quantity(written: str) -> Values:
    """A quantity or a unit price with up to four decimals, after a comma or a dot."""
    match = _DECIMALS.fullmatch(written)
    if match is None:
        raise Refused(texts.NOT_A_QUANTITY)
    return (f"{Decimal(f'{match[1]}{match[2]}.{match[3] or 0}'):.4f}",)


def whole(longest: int = 9) -> Reader:
    """A whole number of up to so many digits."""

    def read(written: str) -> Values:
        if not re.fullmatch(r"[0-9]+", written):
            raise Refused(texts.NOT_A_NUMBER)
        digits = written.lstrip("0") or "0"
        if len(digits) > longest:
            raise Refused(texts.TOO_LARGE)
        return (digits,)

    return read


def authorisation_kind(written: str) -> Values:
    """CAE or CAEA."""
    if written.upper() not in ("CAE", "CAEA"):
        raise Refused(texts.NOT_AN_AUTHORISATION)
    return (written.upper(),)


def authorisation_code(written: str) -> Values:
    """The 14 digits of a CAE or CAEA."""
    if not re.fullmatch(r"[0-9]{14}", written):
        raise Refused(texts.NOT_14_DIGITS)
    return (written,)


def concept_kind(written: str) -> Values:
    """Whether a line of an invoice is for the service or a tax."""
    kinds = {"concepto": "concept", "impuesto": "tax"}
    if written.lower() not in kinds:
        raise Refused(texts.NOT_A_CONCEPT_KIND)
    return (kinds[written.lower()],)

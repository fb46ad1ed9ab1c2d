"""Reads what names something: accounts, receipts, payment codes, operations, documents.

A spreadsheet takes them for numbers or dates. What it did is refused, with what to do about it:
which digits were there before can't be known.
"""

import re

from stdnum.ar import cuit as cuits
from stdnum.ar import dni

from domain import codes
from storage.imports.cells import Refused
from storage.imports.values import Reader, Values, text
from texts.staff import imports as texts

_UNHARMED = re.compile(r"(?:[A-Z] ?)?\d+(?:-\d{5,})?", re.ASCII)
_WHOLE_RECEIPT = re.compile(r"(?:[ABCM] ?)?(\d{4,5})-(\d{8})", re.ASCII)
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+E[+-]?|E[+-])\d+", re.IGNORECASE)
_DECIMALS = re.compile(r"\d+[.,]0{1,2}|\d+[.,]0{4,}")
_FRACTION = re.compile(r"\d{5,}[.,]\d{1,2}")
_MONTH = "(?:ene|jan|feb|mar|abr|apr|may|jun|jul|ago|aug|sept?|oct|nov|dic|dec)"
_DATE = re.compile(
    r"(?:\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?:[T ].*)?"
    rf"|(?:\d{{1,2}}[-/ ])?{_MONTH}[-/ ]\d{{2,4}}|\d{{1,2}}[-/ ]{_MONTH}",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(r"\d{1,2}/\d{1,4}")
_TOTAL = re.compile(r"(?:sub)?total(?:es)?\b.*", re.IGNORECASE)
_NO_DOCUMENT = re.compile(r"0+|s[./ ]?[dn]\.?|no (?:tiene|posee|informa|declara)", re.IGNORECASE)
_NO_OPERATION = re.compile(r"0+|s[./ ]?[ndo]\.?", re.IGNORECASE)
_DNI = re.compile(r"(?:D\.?\s?N\.?\s?I\.?\s?(?:N[°ºo.]*)?\s*)?([\d. ]+)", re.IGNORECASE)
_CUIT = re.compile(r"(?:C\.?U\.?I\.?[TL]\.?\s*(?:N[°ºo.]*)?\s*)?(\d{2}[-. ]?\d{8}[-. ]?\d)", re.I)
CUIT_TYPES = frozenset(("80", "86"))
"""ARCA's types of document whose number is a CUIT or a CUIL."""


def identifier(longest: int) -> Reader:
    """A number or a name that tells one thing from another, as the billing writes it."""
    read = text(longest)

    def checked(written: str) -> Values:
        _refuse_damage(written)
        return read(written)

    return checked


def receipt(written: str) -> Values:
    """A Comp. Nº, in the form in which customers' typing is normalised too."""
    if match := _WHOLE_RECEIPT.fullmatch(written):  # as nearly all come, and twice as fast
        return (f"{match[1]:0>5}-{match[2]}",)
    _refuse_damage(written, code=True)
    try:
        return (codes.receipt_number(written),)
    except codes.NotACode:
        raise Refused(texts.NOT_A_RECEIPT) from None


def payment_code(written: str) -> Values:
    """A Código de Pago Electrónico, leading zeros kept."""
    _refuse_damage(written, code=True)
    try:
        return (codes.payment_code(written),)
    except codes.NotACode:
        raise Refused(texts.NOT_A_PAYMENT_CODE) from None


def operation(written: str) -> Values:
    """A payment's number at its network; '' where there is none."""
    if _NO_OPERATION.fullmatch(written):
        return ("",)
    return identifier(60)(written)


def document(written: str) -> Values:
    """A DNI's or CUIT's digits, another document as it is written; '' where there is none."""
    if _NO_DOCUMENT.fullmatch(written):
        return ("",)
    _refuse_damage(written)
    if match := _CUIT.fullmatch(written):
        return cuit(match[1])
    if match := _DNI.fullmatch(written):
        digits = dni.compact(match[1]).replace(" ", "").lstrip("0")
        if dni.is_valid(digits):
            return (digits,)
    return text(32)(written)


def invoice_document(written: str) -> Values:
    """The document that an invoice was authorised for; None where there is none, 0 for nobody's."""
    if written == "0":
        return ("0",)
    [read] = document(written)
    if read is not None and len(read) > 20:
        raise Refused(texts.too_long(20))
    return (read or None,)


def cuit(written: str) -> Values:
    """A CUIT or CUIL whose last digit is right (modulus 11)."""
    _refuse_damage(written)
    digits = re.sub(r"[\s.-]", "", written)
    if not is_cuit(digits):
        raise Refused(texts.NOT_A_CUIT)
    return (digits,)


def is_cuit(digits: str) -> bool:
    """Whether these are eleven digits and the last one is right."""
    return bool(re.fullmatch(r"[0-9]{11}", digits)) and cuits.calc_check_digit(digits) == digits[-1]


def _refuse_damage(written: str, *, code: bool = False) -> None:
    if _UNHARMED.fullmatch(written):  # nearly all of them
        return
    if _EXPONENT.fullmatch(written):
        raise Refused(texts.EXPONENT)
    if _DECIMALS.fullmatch(written) or (code and _FRACTION.fullmatch(written)):
        raise Refused(texts.DECIMALS_ADDED)
    if _DATE.fullmatch(written) or (code and _SHORT_DATE.fullmatch(written)):
        raise Refused(texts.DATE_IN_A_CODE)
    if _TOTAL.fullmatch(written):
        raise Refused(texts.TOTAL_LINE)

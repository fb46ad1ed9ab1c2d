"""The two codes printed at the upper right of every invoice, as people type them.

Comp. Nº is a letter, a point of sale of 4 or 5 digits and a number of 8; the letter is optional.
The Código de Pago Electrónico is opaque: 3 to 19 digits, leading zeros meant.
"""

import re

from domain.spelling import visible

_RECEIPT = re.compile(r"[A-Z]?(\d{1,5})-(\d{1,8})")
_UNDIVIDED = re.compile(r"[A-Z]?(\d{4,5})(\d{8})")
_OPAQUE = re.compile(r"[A-Z]?(\d{1,20})")
_PAYMENT_CODE = re.compile(r"\d{3,19}")
_LABELS = re.compile(r"^(COMPROBANTE|COMP|NRO|NUMERO|NUM|N[º°O]|CPE|CODIGO|CÓDIGO|[.:º° ]|#)+")

_DECIMALS = re.compile(r"\d\s*[.,]\s*0{1,2}$")
"""What a spreadsheet adds to a number: `41200098766.0` has no more digits than `41200098766`."""

_LOOKALIKES = str.maketrans("OIL", "011")
_OTHER_LETTERS = re.compile(r"(?<!^)[^\W\dOIL_]|^[^\W\dOIL_][^\W\d_]")
"""A letter that is no digit's look-alike, but for the one that a Comp. Nº begins with."""


class NotACode(ValueError):
    """What was written can't be the code that was asked for."""


def receipt_number(written: str) -> str:
    """Normalise a Comp. Nº to '00012-00345678', or to its bare digits where it has no such form.

    Spaces, dots, the letter and missing leading zeros make no difference.

    Raises:
        NotACode: there are no digits, or characters that no receipt number has.
    """
    text = _read(written)
    divided = re.sub(r"[\s.]", "", re.sub(r"\s*[-–—−_/]\s*", "-", text)).strip("-")
    divided = re.sub(r"^([A-Z])-", r"\1", divided)
    if match := _RECEIPT.fullmatch(divided) or _UNDIVIDED.fullmatch(divided):
        return f"{match[1].zfill(5)}-{match[2].zfill(8)}"
    spaced = re.fullmatch(r"[A-Z]?\s*(\d{4,5})[\s.]+(\d{1,8})", text)
    if spaced:
        return f"{spaced[1].zfill(5)}-{spaced[2].zfill(8)}"
    if match := _OPAQUE.fullmatch(divided):
        return match[1]
    raise NotACode(written)


def _read(written: str) -> str:
    """What was written, without its label and without what nobody sees.

    Raises:
        NotACode: it ends in decimals, which no code has.
    """
    text = _LABELS.sub("", visible(written).strip().upper())
    if _DECIMALS.search(text):
        raise NotACode(written)
    return _with_digits(text)


def _with_digits(text: str) -> str:
    """With the digits meant by the letters that look like them: O for 0, I and l for 1."""
    if sum(letter.isdigit() for letter in text) < 3 or _OTHER_LETTERS.search(text):
        return text
    return text.translate(_LOOKALIKES)


def payment_code(written: str) -> str:
    """Normalise a Código de Pago Electrónico to its digits; leading zeros are kept.

    Raises:
        NotACode: it doesn't have 3 to 19 digits, or has anything else.
    """
    text = _read(written)
    digits = re.sub(r"[\s.\-–—−_/]", "", text)
    if not _PAYMENT_CODE.fullmatch(digits):
        raise NotACode(written)
    return digits

"""A template and its values become PDF bytes. Runs in a worker process: it is CPU work."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pydyf
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents import accessibility, compression, letters
from documents.barcodes import in_groups, interleaved_2_of_5
from documents.fiscal_qr import fiscal_qr
from documents.page import Page
from domain.invoice_detail import Concept, total
from texts.common import formats
from texts.staff import notice_proof

ASSETS = Path(__file__).resolve().parent


class OwnAssets(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Opens the files of this package and nothing else, whatever a value has smuggled in."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Open one of the package's files.

        Raises:
            FatalURLFetchingError: it is something else; the document is not made.
        """
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not path.is_relative_to(ASSETS):
            raise FatalURLFetchingError(f"Not an asset of the documents: {url}")
        return super().fetch(path.as_uri(), headers)


def typeset(template: str, *, sample: bool, **values: Any) -> bytes:
    """Fill in a template and set it in type.

    Args:
        template: A file of `templates/`.
        sample: Mark every page as a demonstration.
        values: What the template names; a name it lacks is an error, not a blank.
    """
    with letters.undrawn() as undrawn:
        pdf = _set(_filled_in(template, sample=sample, **values))
    if undrawn:
        letters.leave_out(undrawn)
        pdf = _set(_filled_in(template, sample=sample, **values))
    return pdf


def _filled_in(template: str, **values: Any) -> str:
    page = _environment().get_template(template)
    html = page.render(letters_left_out=False, **values)
    if letters.MARK in html:
        html = page.render(letters_left_out=True, **values)
    return html.replace(letters.MARK, letters.LEFT_OUT)


def _set(html: str) -> bytes:
    stylesheet, fonts = _type()
    document = Page(html, f"{ASSETS.as_uri()}/templates/", OwnAssets())
    pdf = document.write_pdf(
        stylesheets=[stylesheet], font_config=fonts, pdf_variant="pdf/ua-1", finisher=_finish
    )
    assert isinstance(pdf, bytes)
    return pdf


def _finish(_document: Any, pdf: pydyf.PDF) -> None:
    accessibility.finish(pdf)
    compression.pack(pdf)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ASSETS / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "money": formats.money,
        "number": formats.number,
        "percent": formats.percent,
        "day": formats.day,
        "moment": formats.moment,
        "exact_moment": formats.exact_moment,
        "quantity": quantity,
        "rounded_quantity": rounded_quantity,
        "unit_price": unit_price,
        "total": total,
        "period": formats.period,
        "short_period": formats.short_period,
        "barcode": interleaved_2_of_5,
        "in_groups": in_groups,
        "brief": brief,
        "unbroken": unbroken,
        "cuit": cuit,
    }
    environment.globals |= {
        "plural": formats.plural,
        "fiscal_qr": fiscal_qr,
        "words": notice_proof,
        "wide": wide,
    }
    return environment


@cache
def _type() -> tuple[CSS, FontConfiguration]:
    """The stylesheet and the fonts it names, read once a process."""
    fonts = FontConfiguration()
    path = ASSETS / "templates" / "page.css"
    return CSS(filename=path, url_fetcher=OwnAssets(), font_config=fonts), fonts


def brief(text: str, limit: int = 120) -> str:
    """Write a name or address in one line, without emoji, and cut it only where absurdly long."""
    line = letters.in_one_line(text)
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def quantity(value: Decimal) -> str:
    """Write 23 as '23' and 23.50 as '23,5'."""
    digits = formats.number(value, 4).rstrip("0").rstrip(",")
    return "0" if digits == "-0" else digits


def rounded_quantity(value: Decimal) -> str:
    """Write a quantity for a chart: with a decimal below a hundred, else in whole numbers."""
    return quantity(round(value, 1 if abs(value) < 100 else 0))


def unit_price(value: Decimal) -> str:
    """Write pesos with the cents, and with up to four decimals where a price has them."""
    digits = formats.number(abs(value), 4)
    sign = "-" if value < 0 else ""
    return f"{sign}$\N{NO-BREAK SPACE}{digits[:-2]}{digits[-2:].rstrip('0')}"


def wide(concepts: Sequence[Concept], amount: Decimal) -> bool:
    """Whether the columns of numbers have to be wider than numbers mostly are."""
    amounts = [amount, *(line.amount for line in concepts)]
    return any(len(formats.money(one)) > 17 for one in amounts) or any(
        (line.quantity is not None and len(quantity(line.quantity)) > 9)
        or (line.unit_price is not None and len(unit_price(line.unit_price)) > 12)
        for line in concepts
    )


def cuit(digits: str) -> str:
    """Write a tax number of eleven digits as '30-00000000-7'."""
    return f"{digits[:2]}-{digits[2:-1]}-{digits[-1]}" if len(digits) == 11 else digits


def unbroken(text: str) -> str:
    """Hold a telephone number together at the end of a line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}").replace("-", "\N{NON-BREAKING HYPHEN}")

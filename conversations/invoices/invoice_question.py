"""Which invoice of an account: chosen by button, by its Comp. Nº or by its period."""

from collections.abc import Sequence

from conversations.engine.talk import Choice, Misread, Page, Question
from domain import codes
from domain.invoices import Invoice, Statement, parse_period
from texts.invoices import print_invoice as texts

INVOICES_A_PAGE = 6
_NEWEST = frozenset({"ultima", "última", "la ultima", "la última", "la mas nueva", "la más nueva"})


def which_invoice(statement: Statement) -> Question[Invoice]:
    """Choose an invoice by button, by its Comp. Nº or by its period."""
    invoices = statement.invoices

    def read(written: str) -> Invoice:
        if written.strip(" .!¡").casefold() in _NEWEST:
            return invoices[0]
        matching = _with_receipt(invoices, written) or _of_period(invoices, written)
        if len(matching) == 1:
            return matching[0]
        raise Misread(texts.SEVERAL_MATCH if matching else texts.NO_SUCH_INVOICE)

    choices = tuple(
        (Choice(texts.invoice_label(one, statement.today), one.receipt),) for one in invoices
    )
    pages = tuple(
        Page(texts.which_invoice(statement), choices[start : start + INVOICES_A_PAGE])
        for start in range(0, len(choices), INVOICES_A_PAGE)
    )
    return Question(
        "invoice", pages, read, keep=lambda one: one.receipt, example=texts.INVOICE_EXAMPLE
    )


def _with_receipt(invoices: Sequence[Invoice], written: str) -> list[Invoice]:
    try:
        receipt = codes.receipt_number(written)
    except codes.NotACode:
        return []
    return [one for one in invoices if receipt == one.receipt]


def _of_period(invoices: Sequence[Invoice], written: str) -> list[Invoice]:
    try:
        period = parse_period(written)
    except ValueError:
        return []
    same = [
        one
        for one in invoices
        if (one.period.year, one.period.bimester) == (period.year, period.bimester)
    ]
    return [one for one in same if one.period.part == period.part] if period.part else same

"""What the billing tells of an invoice."""

from decimal import Decimal

from domain.invoice_detail import Concept, ConceptKind, InvoiceDetail, total

WATER = Concept("Agua potable", Decimal("8140.00"), quantity=Decimal(37))
SEWERAGE = Concept("Desagües cloacales", Decimal("5758.33"))
VAT = Concept("IVA 21 %", Decimal("2918.65"), ConceptKind.TAX)
DETAIL = InvoiceDetail(concepts=(WATER, VAT, SEWERAGE))


def test_services_and_taxes_are_told_apart_in_the_billings_order() -> None:
    assert DETAIL.services == (WATER, SEWERAGE)
    assert DETAIL.taxes == (VAT,)
    assert total(DETAIL.services) == Decimal("13898.33")


def test_what_the_lines_lack_to_the_amount_is_an_adjustment() -> None:
    assert DETAIL.adjustment(Decimal("16816.98")) == 0
    assert DETAIL.adjustment(Decimal("16817.00")) == Decimal("0.02")
    assert DETAIL.adjustment(Decimal("16816.95")) == Decimal("-0.03")


def test_an_invoice_of_which_nothing_is_known_has_no_lines() -> None:
    assert InvoiceDetail().services == InvoiceDetail().taxes == ()
    assert total(()) == 0

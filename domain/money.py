"""Amounts in pesos: Decimal, exact to the cent."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def to_cents(amount: Decimal) -> Decimal:
    """Round pesos half up to cents."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)

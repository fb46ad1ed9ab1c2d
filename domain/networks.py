"""The cash networks that take our vouchers, each with its layout."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from domain.collection_codes import Layout, collection_code, load_layout
from domain.vouchers import IssuedVoucher, Voucher

LAYOUTS = Path(__file__).parent / "layouts"


@dataclass(frozen=True, slots=True)
class Networks:
    """Pago Fácil and Rapipago: a voucher carries both their codes."""

    pago_facil: Layout
    rapipago: Layout

    @property
    def limit(self) -> Decimal:
        """The largest total in pesos that both can carry."""
        return min(self.pago_facil.limit, self.rapipago.limit)

    def issue(self, number: int, voucher: Voucher, today: date) -> IssuedVoucher:
        """Give a voucher its number and both codes.

        Raises:
            DoesNotFit: the total or the number is over a layout's limit.
        """
        amount, due = voucher.total, voucher.pay_on
        return IssuedVoucher(
            number,
            voucher,
            pago_facil=collection_code(self.pago_facil, number=number, amount=amount, due=due),
            rapipago=collection_code(self.rapipago, number=number, amount=amount, due=due),
            issued_on=today,
        )


def load_networks(folder: Path = LAYOUTS) -> Networks:
    """Read both layouts from a folder.

    Raises:
        LayoutError: a file is missing or is no layout.
    """
    return Networks(load_layout(folder / "pago_facil.toml"), load_layout(folder / "rapipago.toml"))

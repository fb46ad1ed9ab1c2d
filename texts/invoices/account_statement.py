"""Words of 'Estado de cuenta'."""

from collections.abc import Sequence
from datetime import date
from html import escape

from domain.accounts import Account
from domain.digital_invoice import Subscription
from domain.invoices import Invoice, Payment, State, Statement
from domain.messages import Begin, Buttons
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.common.questions import account_line
from texts.digital_invoice.subscription import state

ENTRY = EntryWords(
    label="📋 Ver qué debo",
    description="Ver tus facturas pagadas e impagas",
    doing="ver qué debés",
)
PAYMENTS = 3
"""How many of an invoice's payments are told: the newest."""
ONLY_TO_LOOK_AT = "Acá no hace falta que escribas nada."


def page(
    account: Account,
    statement: Statement,
    invoices: Sequence[Invoice],
    digital: Subscription | None = None,
) -> str:
    """A page of the statement: the totals, then some invoices, newest first."""
    lines = [_line(invoice, statement.today) for invoice in invoices]
    listed = "\n\n".join(lines) if lines else "Esta cuenta todavía no tiene facturas cargadas."
    head = f"{account_line(account)}\n{state(digital)}\n{_totals(statement)}"
    return f"{head}\n\n{listed}"


def _totals(statement: Statement) -> str:
    today = formats.day(statement.today)
    if not statement.owed:
        return f"✅ Al {today} <b>no debés nada</b>. ¡Gracias!"
    unpaid = sum(1 for invoice in statement.invoices if invoice.state is State.UNPAID)
    text = (
        f"Al {today} debés <b>{formats.money(statement.owed)}</b> "
        f"en {formats.plural(unpaid, 'factura', 'facturas')}."
    )
    if statement.overdue:
        text += (
            f"\n🔴 Vencido: <b>{formats.money(statement.overdue_total)}</b> en "
            f"{formats.plural(len(statement.overdue), 'factura', 'facturas')}, sin intereses."
        )
    return text


def _line(invoice: Invoice, today: date) -> str:
    head = f"<b>{formats.period(invoice.period)}</b> · {formats.money(invoice.amount)}"
    received = "".join(f"\n{_received(one)}" for one in invoice.payments[-PAYMENTS:])
    if invoice.state is State.PAID:
        at_once = len(invoice.payments) == 1 and invoice.payments[0].amount == invoice.amount
        how = f" por {escape(invoice.payments[0].means)}" if at_once else ""
        paid = f" el {formats.day(invoice.paid_on)}" if invoice.paid_on else ""
        return f"✅ {head}\nPAG · pagada{paid}{how}" + ("" if at_once else received)
    mark, when = ("🔴", "venció") if invoice.overdue(today) else ("🟡", "vence")
    rest = f" · faltan {formats.money(invoice.owed)}" if invoice.paid else ""
    return f"{mark} {head}\nIMP · {when} el {formats.day(invoice.due)}{rest}{received}"


def _received(payment: Payment) -> str:
    """A payment, or that it was taken back."""
    what = f"{formats.money(payment.amount)} por {escape(payment.means)}"
    if payment.reversed_on is not None:
        return f"▫️ Se anuló el pago del {formats.day(payment.on)}: {what}"
    return f"▫️ Recibimos el {formats.day(payment.on)}: {what}"


def offers(account: Account, *, owed: bool, overdue: bool, several: bool) -> Buttons:
    """The natural next steps."""
    rows: list[tuple[Begin, ...]] = []
    chosen = (("account", account.number),)
    if overdue:
        rows.append((Begin("💵 Pagar lo vencido", "overdue_voucher", chosen),))
    if owed:
        rows.append((Begin("✅ Ya pagué", "paid_already", chosen),))
    rows.append((Begin("🖨️ Imprimir una factura", "print_invoice", chosen),))
    if several:
        rows.append((Begin("📋 Ver otra cuenta", "account_statement"),))
    return (*rows, (Begin(MENU, "menu"),))

"""Words of 'Imprimir una factura'."""

from datetime import date

from domain.accounts import Account
from domain.invoice_detail import AboveLimit, CashCodes, InvoiceCopy, NoCodes
from domain.invoices import Invoice, State, Statement
from domain.messages import Begin, Buttons, Copy
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.common.questions import account_line
from texts.general.contact import CALL_CENTRE_LINES

ENTRY = EntryWords(
    label="🖨️ Imprimir una factura",
    description="Recibir la copia de una factura",
    doing="imprimir una factura",
)


TO_THE_MENU: Buttons = ((Begin(MENU, "menu"),),)
NO_SUCH_INVOICE = (
    "Esa factura no está entre las de esta cuenta. Tocá una de la lista, o escribime su "
    "Comp. Nº o su período, por ejemplo <i>5/2026</i>."
)
SEVERAL_MATCH = "De ese período hay más de una. Tocá en la lista la que querés."
INVOICE_EXAMPLE = (
    "Por ejemplo, para la del quinto bimestre de 2026 escribí <b>5/2026</b>; para la más nueva, "
    "<b>la última</b>."
)


def no_invoices(account: Account) -> str:
    """Nothing was billed to the account yet."""
    return f"{account_line(account)}\n\nEsta cuenta todavía no tiene facturas cargadas."


def which_invoice(statement: Statement) -> str:
    """Ask for an invoice; the marks are explained where there are all of them."""
    late = " 🔴 vencida (no se imprime; se paga con comprobante)" if statement.overdue else ""
    return f"🖨️ <b>¿Qué factura querés?</b>\n✅ pagada 🟡 por vencer{late}"


def invoice_label(invoice: Invoice, today: date) -> str:
    """An invoice on a button."""
    unpaid = "🔴" if invoice.overdue(today) else "🟡"
    mark = "✅" if invoice.state is State.PAID else unpaid
    return f"{mark} {formats.short_period(invoice.period)} · {formats.money(invoice.amount)}"


def overdue(invoice: Invoice) -> str:
    """An overdue invoice is not printed (manual, 'Impresión de Factura')."""
    return (
        f"La factura del <b>{formats.period(invoice.period)}</b> venció el "
        f"{formats.day(invoice.due)} y está impaga, por eso no la puedo imprimir: solo se "
        "imprimen las pagadas y las que no vencieron.\n\n"
        "Para pagarla te hago un comprobante de lo vencido, con los intereses al día que elijas."
    )


def overdue_offers(invoice: Invoice) -> Buttons:
    """The natural next steps."""
    chosen = (("account", invoice.account),)
    return (
        (Begin("💵 Hacer el comprobante", "overdue_voucher", chosen),),
        (Begin("🖨️ Elegir otra factura", "print_invoice", chosen),),
        (Begin(MENU, "menu"),),
    )


def caption(copy: InvoiceCopy) -> str:
    """Under the PDF."""
    invoice = copy.invoice
    parts = [
        f"🧾 <b>Factura del {formats.period(invoice.period)}</b>\n"
        f"Cuenta {copy.account.number} · {formats.money(invoice.amount)}\n{_state(invoice)}"
    ]
    match copy.codes:
        case CashCodes(pago_facil, rapipago):
            parts.append(
                "Podés pagarla en la caja mostrando este archivo. Si el lector no lo toma, dictá "
                f"estos números:\nPago Fácil: <code>{pago_facil}</code>\n"
                f"Rapipago: <code>{rapipago}</code>"
            )
        case AboveLimit(limit):
            parts.append(
                f"Pasa de los {formats.money(limit)} que aceptan Rapipago y Pago Fácil, por eso "
                f"va sin código de barras. Para pagarla, llamanos al {CALL_CENTRE_LINES}."
            )
        case NoCodes():
            parts.append(
                "Va sin código de barras, porque Rapipago y Pago Fácil no pueden leer su "
                f"vencimiento. Para pagarla, llamanos al {CALL_CENTRE_LINES}."
            )
        case None:
            pass
    if copy.pending:
        parts.append("⚠️ La cuenta tiene además facturas vencidas; están detalladas en la hoja.")
    return "\n\n".join(parts)


def _state(invoice: Invoice) -> str:
    if invoice.state is State.PAID:
        paid = f" el {formats.day(invoice.paid_on)}" if invoice.paid_on else ""
        return f"✅ PAG · pagada{paid}"
    rest = f" · faltan {formats.money(invoice.owed)}" if invoice.paid else ""
    return f"🟡 IMP · vence el <b>{formats.weekday(invoice.due)}</b>{rest}"


def caption_buttons(copy: InvoiceCopy) -> Buttons:
    """Copy buttons for the digits, and the next steps."""
    chosen = (("account", copy.account.number),)
    rows: list[tuple[Begin | Copy, ...]] = []
    if isinstance(copy.codes, CashCodes):
        rows.append((Copy("📋 Copiar código de Pago Fácil", copy.codes.pago_facil),))
        rows.append((Copy("📋 Copiar código de Rapipago", copy.codes.rapipago),))
    if copy.pending:
        rows.append((Begin("💵 Pagar lo vencido", "overdue_voucher", chosen),))
    rows.append((Begin("🖨️ Otra factura", "print_invoice", chosen),))
    return (*rows, (Begin(MENU, "menu"),))


def file_name(copy: InvoiceCopy) -> str:
    """The name of the PDF's file."""
    return f"factura-{copy.invoice.receipt}.pdf"

"""Words of 'Desvincular cuenta'."""

from domain.accounts import Account
from domain.digital_invoice import Subscription
from domain.messages import Begin, Buttons
from texts.common.entry import MENU, EntryWords
from texts.common.questions import account_line

ENTRY = EntryWords(
    label="➖ Desvincular una cuenta",
    description="Sacar de tu usuario una cuenta que ya no usás",
    doing="desvincular una cuenta",
)

NOTHING_LINKED = "No tenés ninguna cuenta vinculada, así que no hay nada para desvincular."
OFFERS: Buttons = (
    (Begin("➕ Vincular una cuenta", "link_account"),),
    (Begin(MENU, "menu"),),
)
UNLINK = "🔓 Sí, desvincular"
KEEP = "Dejarla como está"
YES_OR_NO = "Decime <b>sí</b> para desvincularla o <b>no</b> para dejarla como está."


def sure(account: Account, subscription: Subscription | None) -> str:
    """What is lost with the account, to be confirmed."""
    lost = [
        "ver su deuda e imprimir sus facturas desde tu usuario",
        "sacar comprobantes para pagarla",
        "los avisos y recordatorios de esta cuenta en este chat",
    ]
    if subscription:
        lost.append(
            f"tu adhesión a la <b>factura digital</b> ({_ways(subscription)}): la factura vuelve "
            "a llegar en papel al domicilio"
        )
    listed = "\n".join(f"• {one}" for one in lost)
    return (
        f"{account_line(account)}\n\n"
        f"<b>¿Desvinculo esta cuenta?</b> Vas a perder:\n{listed}\n\n"
        "La deuda y los pagos siguen igual. Si la volvés a necesitar, la vinculás de nuevo con "
        "los dos datos de una factura."
    )


def _ways(subscription: Subscription) -> str:
    ways = (("por mail", subscription.by_email), ("por Telegram", subscription.by_telegram))
    return " y ".join(name for name, used in ways if used) or "sin avisos"


def kept(account: Account) -> str:
    """It was not unlinked."""
    return f"Listo, la cuenta <b>{account.number}</b> sigue vinculada. No cambió nada."


def kept_offers(account: Account) -> Buttons:
    """The natural next steps."""
    chosen = (("account", account.number),)
    return (
        (Begin("📋 Ver qué debo", "account_statement", chosen),),
        (Begin(MENU, "menu"),),
    )


def unlinked(account: Account) -> str:
    """The result."""
    return (
        "✅ <b>Listo, desvinculé la cuenta.</b>\n\n"
        f"{account_line(account)}\n\n"
        "Ya no vas a recibir avisos de ella. Si fue sin querer, podés vincularla otra vez."
    )

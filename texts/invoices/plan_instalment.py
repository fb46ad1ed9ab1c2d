"""Words of 'Pagar cuota de plan'."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape

from domain.accounts import Account
from domain.contact import Contact
from domain.invoices import State
from domain.messages import Begin, Buttons
from domain.plans import Instalment
from domain.vouchers import Voucher
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.common.questions import account_line
from texts.general.contact import where_to_go
from texts.invoices.account_statement import ONLY_TO_LOOK_AT

ENTRY = EntryWords(
    label="📑 Pagar cuota de plan",
    description="Comprobante de la próxima cuota de tu plan de pago",
    doing="pagar una cuota de plan",
)

__all__ = ["ONLY_TO_LOOK_AT"]

ASK_FOR_A_PLAN = "📝 Pedir un plan nuevo"
ALL_PAID = "✅ <b>Este plan está pago por completo.</b> ¡Gracias!"
NO_SUCH_PLAN = "No encuentro ese plan entre los de esta cuenta. Tocá uno de la lista."
NO_PLAN_OFFERS: Buttons = (
    (Begin(ASK_FOR_A_PLAN, "claim", (("topic", "new_plan"),)),),
    (Begin(MENU, "menu"),),
)


def no_plan(account: Account, contact: Contact) -> str:
    """The account has no plan."""
    return (
        f"{account_line(account)}\n\n"
        "Esta cuenta no tiene ningún plan de pago. Si querés pagar tu deuda en cuotas, dejame el "
        f"pedido acá y te respondemos.\n\n{where_to_go(contact)}"
    )


def which_plan(count: int) -> str:
    """Ask for one of the account's plans."""
    return f"Esta cuenta tiene {count} planes de pago. ¿De cuál querés pagar una cuota?"


def plan_label(plan: Sequence[Instalment]) -> str:
    """A plan on a button."""
    paid = sum(one.state is State.PAID for one in plan)
    return f"Plan {plan[0].plan} · {paid} de {len(plan)} pagas"


def page(
    account: Account,
    plan: Sequence[Instalment],
    shown: Sequence[Instalment],
    verdict: str,
    today: date,
) -> str:
    """Some instalments of a plan, with what can be done now."""
    lines = "\n".join(_line(one, today) for one in shown)
    paid = sum(one.state is State.PAID for one in plan)
    return (
        f"{account_line(account)}\n<b>Plan {escape(plan[0].plan)}</b>: {paid} de {len(plan)} "
        f"cuotas pagas\n\n{lines}\n\n{verdict}"
    )


def _line(one: Instalment, today: date) -> str:
    head = f"Cuota {one.number} · {formats.money(one.amount)}"
    if one.paid_on:
        return f"✅ {head} · PAG el {formats.day(one.paid_on)}"
    mark, when = ("🔴", "venció") if one.due < today else ("▫️", "vence")
    return f"{mark} {head} · IMP, {when} el {formats.day(one.due)}"


def payable(voucher: Voucher) -> str:
    """The next instalment may be paid."""
    line = voucher.lines[0]
    return (
        f"Te toca la cuota <b>{_number(voucher)}</b>: <b>{formats.money(line.total)}</b>, vence "
        f"el <b>{formats.weekday(line.due)}</b>. Las cuotas se pagan en orden."
    )


def confirm(voucher: Voucher) -> str:
    """Button."""
    return f"✅ Pagar la cuota {_number(voucher)} · {formats.money(voucher.total)}"


def only_the_next(voucher: Voucher) -> str:
    """Another instalment was asked for."""
    return (
        "Las cuotas se pagan en orden, de a una: ahora te puedo hacer el comprobante de la cuota "
        f"{_number(voucher)}. Si está bien, tocá el botón."
    )


def _number(voucher: Voucher) -> str:
    return voucher.lines[0].reference.rpartition("/")[2]


def overdue(instalment: Instalment, contact: Contact) -> str:
    """The next instalment is past its due date (manual: go to the offices)."""
    return (
        f"🔴 La cuota <b>{instalment.number}</b> venció el <b>{formats.day(instalment.due)}</b>. "
        "Las cuotas vencidas se pagan en las oficinas, y las que siguen recién después.\n\n"
        f"{where_to_go(contact)}"
    )


def over_the_limit(instalment: Instalment, limit: Decimal, contact: Contact) -> str:
    """The cash networks don't take so much."""
    return (
        f"La cuota <b>{instalment.number}</b> es de <b>{formats.money(instalment.amount)}</b>, y "
        f"Rapipago y Pago Fácil aceptan hasta {formats.money(limit)} por comprobante.\n\n"
        f"{where_to_go(contact)}"
    )


def too_far_ahead(instalment: Instalment, contact: Contact) -> str:
    """The cash networks' codes can't tell its due date."""
    return (
        f"La cuota <b>{instalment.number}</b> vence el <b>{formats.day(instalment.due)}</b>, y "
        f"Rapipago y Pago Fácil no pueden leer una fecha tan lejana.\n\n{where_to_go(contact)}"
    )


def offers(account: Account, *, several: bool) -> Buttons:
    """The natural next steps."""
    chosen = (("account", account.number),)
    rows: list[tuple[Begin, ...]] = []
    if several:
        rows.append((Begin("📑 Ver otro plan", "plan_instalment", chosen),))
    rows.append((Begin(ASK_FOR_A_PLAN, "claim", (("topic", "new_plan"),)),))
    rows.append((Begin("📋 Ver qué debo", "account_statement", chosen),))
    return (*rows, (Begin(MENU, "menu"),))

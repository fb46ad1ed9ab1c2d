"""Words of 'Factura Digital': subscribe, suspend, and the account's state."""

from collections.abc import Sequence
from datetime import date
from html import escape

from domain.accounts import Account
from domain.digital_invoice import Subscription
from domain.messages import Begin, Buttons, Mail, Note
from domain.people import User
from domain.subscriptions import Accepted
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.mails import FAREWELL, called

DIGITAL_INVOICE_ENTRY = EntryWords(
    label="🌱 Factura digital",
    description="Recibir la factura por correo o Telegram, sin papel",
    doing="pasarte a factura digital",
)
SUSPEND_DIGITAL_INVOICE_ENTRY = EntryWords(
    label="📄 Volver a la factura en papel",
    description="Volver a recibir la factura en papel",
    doing="volver a la factura en papel",
)

ACCEPT = "✅ Acepto los términos"
BY_EMAIL = "📧 Por correo"
BY_TELEGRAM = "💬 Por Telegram"
BY_BOTH = "📧💬 Por los dos"
CONFIRM = "✅ Sí, quiero la factura digital"
CONFIRM_WAYS = "✅ Sí, cambiarlo"
CONFIRM_SUSPENSION = "✅ Sí, volver al papel"
SUSPEND = "📄 Volver al papel"
CHANGE_WAYS = "🔁 Cambiar por dónde me avisan"
SUBSCRIBE = "🌱 Pasarme a factura digital"

NO_ACCOUNTS = (
    "Para la factura digital primero tenés que vincular tu cuenta, con dos datos de cualquier "
    "factura."
)
LINK_ONE: Buttons = ((Begin("➕ Vincular una cuenta", "link_account"),), (Begin(MENU, "menu"),))
NOT_ACCEPTED = (
    "Para seguir hace falta que los aceptes: pasá las páginas y tocá "
    "<b>Acepto los términos</b> en la última, o escribí <i>acepto</i>. "
    "Si no querés, tocá <b>Cancelar</b>: seguís recibiendo el papel como siempre."
)
WHICH_WAY = "Tocá cómo querés que te avise: por correo, por Telegram o por los dos."
YES_OR_CANCEL = (
    "Tocá el botón (o escribí <i>sí</i>) para confirmar, o <b>Cancelar</b> para dejarlo."
)
TAKEN = (
    "Justo recién otra persona que tiene vinculada esta cuenta la pasó a factura digital. No hace "
    "falta que hagas nada."
)


def way_question(email: str) -> str:
    """Ask by which ways the notices come."""
    return (
        "<b>¿Por dónde querés que te avise cuando haya una factura nueva?</b>\n"
        f"El correo va a <b>{escape(email)}</b>; por Telegram, te escribo en este chat."
    )


def confirm(account: Account, accepted: Accepted, email: str) -> str:
    """Ask for the last confirmation, with its consequence."""
    return (
        f"🏠 <b>Cuenta {escape(account.number)}</b> · {escape(account.address)}\n\n"
        "⚠️ <b>Desde la próxima facturación ya no te llega la factura en papel.</b> Te aviso "
        f"{ways(accepted, email)}, al menos 5 días antes del vencimiento. Es gratis, y podés "
        "volver al papel después de 90 días.\n\n"
        "¿Confirmás?"
    )


def confirm_ways(account: Account, accepted: Accepted, email: str) -> str:
    """Ask before only the ways of notice change."""
    return (
        f"🏠 <b>Cuenta {escape(account.number)}</b> · {escape(account.address)}\n\n"
        f"De ahora en más te aviso {ways(accepted, email)}. ¿Lo cambio?"
    )


def ways(way: Accepted | Subscription, email: str = "") -> str:
    """By which ways notices come, as part of a sentence."""
    to = f" (<b>{escape(email)}</b>)" if email else ""
    match way.by_email, way.by_telegram:
        case True, True:
            return f"por correo{to} y por Telegram"
        case True, False:
            return f"por correo{to}"
        case _:
            return "por Telegram"


def subscribed(account: Account, accepted: Accepted, email: str, until: date) -> str:
    """It is done."""
    return (
        f"🌱 <b>¡Listo! La cuenta {escape(account.number)} tiene factura digital.</b>\n\n"
        f"Te aviso {ways(accepted, email)} cuando haya una nueva. El papel deja de llegar desde la "
        f"próxima facturación.\n\nSi cambiás de idea, podés volver al papel desde el "
        f"{formats.day(until)}. También te mandé esta confirmación por correo."
    )


def ways_changed(account: Account, accepted: Accepted, email: str) -> str:
    """The ways of notice are others now."""
    return (
        f"🔁 ¡Listo! De las facturas nuevas de la cuenta <b>{escape(account.number)}</b> te aviso "
        f"{ways(accepted, email)}."
    )


def subscribed_buttons(account: Account) -> Buttons:
    """What comes next."""
    return (
        (Begin("📋 Ver qué debo", "account_statement", (("account", account.number),)),),
        (Begin(MENU, "menu"),),
    )


def subscribed_mail(user: User, account: Account, accepted: Accepted, until: date) -> Mail:
    """The confirmation by e-mail."""
    how = ways(accepted)
    return Mail(
        user.email,
        "Tu factura de Aguas de Catamarca ahora es digital",
        f"Hola, {called(user.first_names)}:\n\n"
        f"La cuenta {account.number} ({account.address}) quedó adherida a la Factura Digital de "
        f"Aguas de Catamarca. Te vamos a avisar {how} cada vez que haya una factura nueva, al "
        "menos 5 días antes de su vencimiento. Ya no vas a recibir la factura en papel.\n\n"
        f"Aceptaste los términos y condiciones, versión {accepted.terms_version}. La adhesión vale "
        f"por 90 días como mínimo: podés volver al papel desde el {formats.day(until)}, en el "
        "chat, con /papel.\n\n"
        "El servicio es gratis. Si un aviso no te llega, mirá en correo no deseado (spam) o "
        "consultá la factura en el chat." + FAREWELL,
    )


def ways_changed_mail(user: User, account: Account, accepted: Accepted) -> Mail:
    """The same by e-mail."""
    return Mail(
        user.email,
        "Cambiaste por dónde te avisamos de tu factura de Aguas de Catamarca",
        f"Hola, {called(user.first_names)}:\n\n"
        f"De ahora en más, de las facturas nuevas de la cuenta {account.number} "
        f"({account.address}) te avisamos {ways(accepted)}.\n\n"
        "Si no lo pediste, escribinos en el chat de Telegram o llamanos." + FAREWELL,
    )


def already(account: Account, subscription: Subscription, email: str) -> str:
    """The account has it."""
    head = f"🌱 La cuenta <b>{escape(account.number)}</b> ya tiene factura digital "
    if not subscription.mine:
        return (
            f"{head}desde el {formats.day(subscription.accepted_at.date())}: la adhirió otra "
            "persona que también la tiene vinculada, y a ella le llegan los avisos. Las facturas "
            "las podés ver igual acá."
        )
    return (
        f"{head}desde el {formats.day(subscription.accepted_at.date())}. Te aviso "
        f"{ways(subscription, email)}."
    )


def already_buttons(account: Account, subscription: Subscription) -> Buttons:
    """Change the ways or go back to paper."""
    number = (("account", account.number),)
    change = ((Begin(CHANGE_WAYS, "digital_invoice", (*number, ("change", "1"))),),)
    return (
        *(change if subscription.mine else ()),
        (Begin(SUSPEND, "suspend_digital_invoice", number),),
        (Begin(MENU, "menu"),),
    )


def none_to_suspend(count: int) -> str:
    """No account has it."""
    which = "Tu cuenta no tiene" if count == 1 else "Ninguna de tus cuentas tiene"
    return f"{which} factura digital: las facturas te llegan en papel."


NONE_BUTTONS: Buttons = ((Begin(SUBSCRIBE, "digital_invoice"),), (Begin(MENU, "menu"),))


def too_early(account: Account, subscription: Subscription) -> str:
    """The 90 days are not over (term 4)."""
    return (
        f"La factura digital de la cuenta <b>{escape(account.number)}</b> empezó el "
        f"{formats.day(subscription.accepted_at.date())} y dura 90 días como mínimo.\n\n"
        f"Podés volver al papel desde el <b>{formats.day(subscription.may_suspend_from)}</b>. "
        "Mientras tanto, cualquier factura la podés ver e imprimir desde acá."
    )


def too_early_buttons(account: Account) -> Buttons:
    """Print meanwhile."""
    return (
        (Begin("🖨️ Imprimir una factura", "print_invoice", (("account", account.number),)),),
        (Begin(MENU, "menu"),),
    )


def confirm_suspension(account: Account, subscription: Subscription) -> str:
    """Ask before going back to paper."""
    others = "" if subscription.mine else " (le aviso a la persona que la había adherido)"
    return (
        f"🏠 <b>Cuenta {escape(account.number)}</b> · {escape(account.address)}\n\n"
        "¿Querés volver a la <b>factura en papel</b>? Dejo de avisar por correo y Telegram"
        f"{others}, y el papel vuelve a llegar desde la próxima facturación."
    )


def suspended(account: Account) -> str:
    """It is done."""
    return (
        f"📄 Listo. La cuenta <b>{escape(account.number)}</b> vuelve a la factura en papel: llega "
        "al domicilio <b>desde la próxima facturación</b>. También te lo mandé por correo."
    )


def suspended_mail(user: User, account: Account) -> Mail:
    """The confirmation by e-mail."""
    return Mail(
        user.email,
        "Tu factura de Aguas de Catamarca vuelve a ser en papel",
        f"Hola, {called(user.first_names)}:\n\n"
        f"Suspendimos la Factura Digital de la cuenta {account.number} ({account.address}). Desde "
        "la próxima facturación vas a recibir otra vez la factura en papel en el domicilio.\n\n"
        "Si no lo pediste, escribinos en el chat de Telegram o llamanos." + FAREWELL,
    )


def suspended_by_other(account: Account) -> Note:
    """Tell who had subscribed."""
    return Note(
        f"📄 Otra persona que tiene vinculada la cuenta <b>{escape(account.number)}</b> suspendió "
        "su factura digital. Desde la próxima facturación vuelve a llegar en papel.",
        ((Begin("🌱 Volver a adherirla", "digital_invoice", (("account", account.number),)),),),
    )


def address_refused() -> Note:
    """Tell that mails come back, so paper returns (term 7)."""
    return Note(
        "📪 Los mails que te mando <b>vuelven rechazados</b>: tu correo no los recibe. Para que no "
        "te quedes sin factura, di de baja la factura digital que te llegaba por correo y "
        "<b>vuelve el papel</b> desde la próxima facturación.\n\n"
        "Si querés, cambiá tu correo, o pedí que te avise por Telegram.",
        (
            (Begin("✉️ Cambiar mi correo", "change_email"),),
            (Begin("🌱 Factura digital por Telegram", "digital_invoice"),),
        ),
    )


def states(accounts: Sequence[tuple[Account, Subscription | None]]) -> str:
    """The state of several accounts, a line each."""
    return "\n".join(f"🏠 {escape(one.number)}: {state(has)}" for one, has in accounts)


def state(subscription: Subscription | None) -> str:
    """An account's state in one line."""
    if subscription is None or not subscription.active:
        return "📄 Factura en papel"
    owner = "" if subscription.mine else " (la adhirió otra persona)"
    return f"🌱 Factura digital, {ways(subscription)}{owner}"

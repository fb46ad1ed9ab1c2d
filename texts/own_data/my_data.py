"""Words of 'Mis datos': what is held of a person, in the chat, on paper and as JSON."""

from html import escape

from domain.messages import Begin, Buttons
from domain.own_data import HeldData
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.digital_invoice.subscription import ways

MY_DATA_ENTRY = EntryWords(
    label="🗂️ Mis datos",
    description="Ver y bajar lo que guardamos de vos",
    doing="ver tus datos",
)
DELETE_MY_DATA_ENTRY = EntryWords(
    label="🗑️ Borrar mis datos",
    description="Borrar tus datos",
    doing="borrar tus datos",
)

ERASE = "BORRAR"
ONLY_TO_LOOK_AT = "Acá no hace falta que escribas nada: tocá un botón."
WRITE_ERASE = (
    f"Para borrar tus datos escribí <b>{ERASE}</b>, así, con todas las letras. Si no querés, tocá "
    "<b>Cancelar</b>: no se borra nada."
)
SUMMARY_BUTTONS: Buttons = (
    (Begin("📄 Bajar en PDF", "my_data", (("form", "pdf"),)),),
    (Begin("💾 Bajar en JSON", "my_data", (("form", "json"),)),),
    (Begin("✉️ Cambiar mi correo", "change_email"),),
    (Begin("🗑️ Borrar mis datos", "delete_my_data"),),
    (Begin(MENU, "menu"),),
)
FILE_BUTTONS: Buttons = ((Begin(MENU, "menu"),),)
FILE_NAME = "mis-datos"
INTRODUCTION = (
    "Esto es todo lo que la Oficina Virtual de Aguas de Catamarca S.A.P.E.M. guarda de vos. El "
    "acceso es gratuito (Ley 25.326, artículo 14)."
)
CLOSING = (
    "Podés corregir o hacer borrar tus datos desde el chat, con /privacidad (artículo 16). La "
    "Agencia de Acceso a la Información Pública, órgano de control de la Ley 25.326, atiende los "
    "reclamos por su incumplimiento."
)
KEPT = (
    "• las facturas y los pagos del servicio, que son de la empresa y están en su facturación\n"
    "• los comprobantes de pago ya emitidos, sin tu nombre ni tu chat\n"
    "• el registro de reclamos (Ley 24.240, artículo 27)\n"
    "• la constancia de los términos de factura digital aceptados y de los avisos enviados"
)
TEXTS_GO = "Sus textos se borran solos a los pocos meses; queda la constancia de cuándo salieron."
FINGERPRINT_NOTE = "La contraseña no se guarda: solo una huella con la que se la comprueba."


def summary(held: HeldData) -> str:
    """What is held, in short."""
    user = held.user
    accounts = ", ".join(account.number for account, _ in held.accounts[:6]) or "ninguna"
    more = "…" if len(held.accounts) > 6 else ""
    return (
        "🔒 <b>Esto es lo que guardamos de vos</b>\n\n"
        f"Nombre: <b>{escape(user.first_names)} {escape(user.surnames)}</b>\n"
        f"DNI: <b>{escape(user.document)}</b>\n"
        f"Correo: <b>{escape(user.email)}</b>\n"
        f"Usuario: <b>{escape(user.username)}</b>\n"
        f"Teléfono: <b>{escape(user.phone) or 'no lo dejaste'}</b>\n"
        f"Cuentas vinculadas: <b>{escape(accounts)}{more}</b>\n"
        f"Chats donde entraste: <b>{len(held.chats)}</b>\n"
        f"Comprobantes que pediste: <b>{len(held.vouchers)}</b>\n"
        f"Reclamos: <b>{len(held.claims)}</b>\n"
        f"Adhesiones a factura digital: <b>{len(held.subscriptions)}</b>\n"
        f"Mensajes y mails que te mandamos: <b>{held.messages_sent}</b>\n\n"
        "Podés bajar todo el detalle, gratis, o borrarlo."
    )


def what_goes(held: HeldData) -> str:
    """What is erased, and what the law has kept."""
    active = [one for one in held.subscriptions if one.active]
    paper = "• tu factura digital: vuelve el papel desde la próxima facturación\n" if active else ""
    return (
        "🗑️ <b>¿Querés borrar tus datos?</b>\n\n"
        "<b>Se borra:</b>\n"
        "• tu usuario: nombre, DNI, correo, teléfono y contraseña\n"
        f"• las cuentas vinculadas ({len(held.accounts)})\n"
        f"{paper}"
        "• las sesiones abiertas y los mensajes que te mandamos, en todos tus chats\n\n"
        "<b>Por ley queda, sin tu usuario</b> (Ley 25.326, artículo 16 inciso 5):\n"
        f"{KEPT}\n\n"
        f"<b>No se puede deshacer.</b> Para confirmar, escribí <b>{ERASE}</b>."
    )


ERASED = (
    "Listo: borramos tus datos y se cerró la sesión. Si alguna vez querés volver, creás tu usuario "
    "de nuevo. Los mensajes de este chat los podés borrar vos, en Telegram.\n\n¡Gracias!"
)


def caption(moment: str) -> str:
    """Under the file."""
    return f"🔒 Tus datos al {escape(moment)}. Es un archivo personal: cuidá a quién se lo mandás."


Rows = tuple[tuple[str, str], ...]


def sections(held: HeldData) -> tuple[tuple[str, Rows, str], ...]:
    """All of it: title, rows and note of each part."""
    user = held.user
    confirmed = formats.moment(held.confirmed_at) if held.confirmed_at else "todavía no"
    who: Rows = (
        ("Nombre", user.first_names),
        ("Apellido", user.surnames),
        ("DNI", user.document),
        ("Correo", user.email),
        ("Usuario", user.username),
        ("Teléfono", user.phone or "no lo dejaste"),
        ("Te registraste el", formats.moment(held.registered_at)),
        ("Correo confirmado el", confirmed),
    )
    accounts = tuple(
        (f"Cuenta {account.number}", f"{account.address}, vinculada el {formats.moment(linked)}")
        for account, linked in held.accounts
    )
    subscriptions = tuple(
        (
            f"Cuenta {one.account}",
            f"términos {one.terms_version} aceptados el {formats.moment(one.accepted_at)}, avisos "
            f"{ways(one)}"
            + (f", suspendida el {formats.day(one.suspended_on)}" if one.suspended_on else ""),
        )
        for one in held.subscriptions
    )
    vouchers = tuple(
        (
            f"N.º {one.number}",
            f"cuenta {one.account}, {formats.money(one.total)}, para pagar el "
            f"{formats.day(one.pay_on)}, pedido el {formats.moment(one.issued_at)}",
        )
        for one in held.vouchers
    )
    claims = tuple(
        (
            f"N.º {one.number}",
            f"{formats.moment(one.opened_at)}: {one.text}"
            + (f"\nRespuesta: {one.answer}" if one.answer else ""),
        )
        for one in held.claims
    )
    chats = tuple((f"Chat {number}", str(chat)) for number, chat in enumerate(held.chats, 1))
    return (
        ("Tu usuario", who, FINGERPRINT_NOTE),
        ("Cuentas vinculadas", accounts, ""),
        ("Factura digital", subscriptions, ""),
        ("Comprobantes de pago", vouchers, "Los ya emitidos se conservan por ley."),
        ("Reclamos", claims, "El registro de reclamos lo manda la Ley 24.240, artículo 27."),
        ("Chats de Telegram", chats, ""),
        ("Mensajes y mails", (("Enviados", str(held.messages_sent)),), TEXTS_GO),
    )

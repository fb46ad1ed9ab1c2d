"""Words of the menu, of the commands and of help."""

from html import escape

from domain.messages import Begin, Buttons
from texts.access import log_in, register
from texts.common.entry import MENU, EntryWords
from texts.general.contact import CALL_CENTRE_LINES

MENU_ENTRY = EntryWords(
    label="☰ Menú",
    description="Ver todo lo que podés hacer",
)
SETTINGS_ENTRY = EntryWords(
    label="⚙️ Ajustes",
    description="Tu sesión y tus preferencias",
)
HELP_ENTRY = EntryWords(
    label="❓ Ayuda",
    description="Cómo se usa la Oficina Virtual",
)
PRIVACY_ENTRY = EntryWords(
    label="🔒 Privacidad",
    description="Qué datos tuyos guardamos y para qué",
)


BACK_DESCRIPTION = "Volver a la pregunta anterior"
CANCEL_DESCRIPTION = "Dejar lo que estabas haciendo"

SHORT_DESCRIPTION = "La Oficina Virtual de Aguas de Catamarca, en tu Telegram."
DESCRIPTION = (
    "Mirá qué debés, vinculá tus cuentas y sacá el comprobante para pagar facturas vencidas, sin "
    "llamar ni hacer cola.\n\nTocá INICIAR para empezar."
)


def welcome() -> str:
    """What a chat with no user sees at /start and in the menu."""
    return (
        "👋 <b>¡Hola! Soy la Oficina Virtual de Aguas de Catamarca.</b>\n\n"
        "Desde acá podés ver qué debés y sacar el comprobante para pagar facturas vencidas, sin "
        "llamar ni hacer cola.\n\n"
        "Para empezar, creá tu usuario o, si ya lo tenés, ingresá:"
    )


def welcome_pending(email: str) -> str:
    """What a chat sees whose user hasn't confirmed the e-mail yet."""
    return (
        "👋 <b>¡Hola de nuevo!</b>\n\n"
        f"Te falta un solo paso: abrí el mail que te mandé a <b>{escape(email)}</b> y tocá el "
        "enlace para confirmar la cuenta y elegir tu contraseña. Si no lo ves, mirá en correo no "
        "deseado (spam)."
    )


def welcome_back(first_names: str, accounts: int) -> str:
    """What a user sees at /start and in the menu."""
    name = escape(first_names)
    if not accounts:
        return (
            f"👋 <b>¡Hola, {name}!</b>\n\n"
            "Lo primero es vincular tu cuenta: tené a mano una factura, cualquiera de 2015 en "
            "adelante."
        )
    return f"👋 <b>¡Hola, {name}!</b> ¿Qué querés hacer?"


HELP = (
    "<b>Así se usa la Oficina Virtual</b>\n\n"
    "1. <b>Creá tu usuario</b> y confirmalo con el mail que te mando.\n"
    "2. <b>Vinculá tu cuenta</b> con dos datos de cualquier factura.\n"
    "3. <b>Mirá qué debés</b>, y sacá el comprobante de lo vencido para pagar en Rapipago o "
    "Pago Fácil.\n"
    "4. Si querés, <b>pasate a factura digital</b>: te aviso por correo o por Telegram.\n\n"
    "Tocá los botones o escribí con tus palabras. Con <b>Volver</b> (/volver) cambiás lo que "
    "respondiste y con <b>Cancelar</b> (/cancelar) lo dejás. /menu muestra todo.\n\n"
    f"¿Preferís hablar con una persona? Llamanos al {CALL_CENTRE_LINES}."
)
HELP_BUTTONS: Buttons = (
    (Begin("🆘 No puedo entrar", "cannot_enter"),),
    (Begin("🙋 Hablar con una persona", "contact"),),
    (Begin(MENU, "menu"),),
)
HELP_BUTTONS_OUT: Buttons = (
    (Begin(register.ENTRY.label, "register"),),
    (Begin(log_in.LOG_IN_ENTRY.label, "log_in"),),
    *HELP_BUTTONS,
)

PRIVACY = (
    "🔒 <b>Tus datos</b>\n\n"
    "Aguas de Catamarca S.A.P.E.M. guarda lo que nos diste al crear tu usuario (nombre, DNI, "
    "correo, usuario y, si quisiste, teléfono), las cuentas que vinculaste, los comprobantes que "
    "pediste y el número de este chat. Sirve para atenderte acá y para nada más. La contraseña "
    "no la guardamos: solo una huella con la que se la comprueba.\n\n"
    "Los mensajes pasan por Telegram, que tiene sus servidores en otros países.\n\n"
    "<blockquote expandable>Tenés derecho a ver, corregir y hacer borrar tus datos (Ley 25.326, "
    "artículos 14 y 16): el acceso es gratuito, una vez cada seis meses o cuando tengas un "
    "interés legítimo. La Agencia de Acceso a la Información Pública, órgano de control de la "
    "ley, atiende los reclamos por su incumplimiento. Lo que la ley manda conservar, como las "
    "facturas, no se puede borrar.</blockquote>\n\n"
    f"Podés verlos, bajarlos y borrarlos desde acá, o llamar al {CALL_CENTRE_LINES}."
)
PRIVACY_BUTTONS: Buttons = (
    (Begin("🗂️ Ver y bajar mis datos", "my_data"),),
    (Begin("✉️ Cambiar mi correo", "change_email"),),
    (Begin("🗑️ Borrar mis datos", "delete_my_data"),),
    (Begin(MENU, "menu"),),
)


def settings(first_names: str, username: str, email: str, accounts: int) -> str:
    """What a user's settings are."""
    linked = "1 cuenta vinculada" if accounts == 1 else f"{accounts} cuentas vinculadas"
    return (
        "⚙️ <b>Ajustes</b>\n\n"
        f"Entraste como <b>{escape(first_names)}</b> (usuario <b>{escape(username)}</b>).\n"
        f"Correo: <b>{escape(email)}</b>\n"
        f"Tenés {linked}."
    )


SETTINGS_OUT = (
    "⚙️ <b>Ajustes</b>\n\nEn este chat no hay una sesión abierta. Cuando ingreses vas a ver acá "
    "tus datos y tus preferencias."
)

"""Words of the menu, of the commands and of help."""

from html import escape

from domain.messages import Begin, Buttons

MENU = "☰ Menú"
CALL_CENTRE = "(383) 4430-003 o al 0800-888-8255"

LABELS = {
    "register": "🆕 Crear usuario",
    "log_in": "🔑 Iniciar sesión",
    "link_account": "➕ Vincular una cuenta",
    "unlink_account": "➖ Desvincular una cuenta",
    "object_link": "🚫 Objetar una vinculación",
    "account_statement": "📋 Ver qué debo",
    "print_invoice": "🖨️ Imprimir una factura",
    "overdue_voucher": "💵 Pagar facturas vencidas",
    "plan_instalment": "📑 Pagar cuota de plan",
    "paid_already": "✅ Ya pagué",
    "recover": "🔓 Olvidé mi usuario o contraseña",
    "cannot_enter": "🆘 No puedo entrar",
    "change_password": "🔒 Cambiar mi contraseña",
    "change_email": "✉️ Cambiar mi correo",
    "digital_invoice": "🌱 Factura digital",
    "suspend_digital_invoice": "📄 Volver a la factura en papel",
    "claim": "✍️ Dejar un mensaje o reclamo",
    "my_data": "🗂️ Mis datos",
    "delete_my_data": "🗑️ Borrar mis datos",
    "log_out": "🚪 Salir",
    "resend_confirmation": "📧 Reenviar el mail de confirmación",
    "help": "❓ Ayuda",
    "settings": "⚙️ Ajustes",
    "notice_settings": "🔔 Mis avisos",
    "privacy": "🔒 Privacidad",
}
DESCRIPTIONS = {
    "menu": "Ver todo lo que podés hacer",
    "register": "Crear tu usuario",
    "log_in": "Ingresar con tu usuario",
    "link_account": "Vincular una cuenta con los datos de una factura",
    "unlink_account": "Sacar de tu usuario una cuenta que ya no usás",
    "object_link": "Avisar que no reconocés a quien vinculó tu cuenta",
    "account_statement": "Ver tus facturas pagadas e impagas",
    "print_invoice": "Recibir la copia de una factura",
    "overdue_voucher": "Comprobante para pagar facturas vencidas",
    "plan_instalment": "Comprobante de la próxima cuota de tu plan de pago",
    "paid_already": "Cuánto tarda en verse un pago",
    "recover": "Recuperar tu usuario o contraseña",
    "cannot_enter": "Ayuda si no podés entrar",
    "change_password": "Cambiar tu contraseña",
    "change_email": "Cambiar tu correo",
    "digital_invoice": "Recibir la factura por correo o Telegram, sin papel",
    "suspend_digital_invoice": "Volver a recibir la factura en papel",
    "claim": "Dejar un mensaje o reclamo, con su número",
    "my_data": "Ver y bajar lo que guardamos de vos",
    "delete_my_data": "Borrar tus datos",
    "log_out": "Cerrar la sesión en este chat",
    "resend_confirmation": "Recibir de nuevo el mail de confirmación",
    "help": "Cómo se usa la Oficina Virtual",
    "settings": "Tu sesión y tus preferencias",
    "notice_settings": "Elegir qué avisos recibir",
    "contact": "Hablar con una persona",
    "privacy": "Qué datos tuyos guardamos y para qué",
    "cancel": "Dejar lo que estabas haciendo",
    "back": "Volver a la pregunta anterior",
}
DOING = {
    "register": "crear tu usuario",
    "log_in": "iniciar sesión",
    "link_account": "vincular una cuenta",
    "unlink_account": "desvincular una cuenta",
    "object_link": "objetar una vinculación",
    "account_statement": "ver qué debés",
    "print_invoice": "imprimir una factura",
    "overdue_voucher": "pagar facturas vencidas",
    "plan_instalment": "pagar una cuota de plan",
    "paid_already": "avisar de un pago",
    "recover": "recuperar tu usuario",
    "cannot_enter": "ver por qué no podés entrar",
    "change_password": "cambiar tu contraseña",
    "change_email": "cambiar tu correo",
    "digital_invoice": "pasarte a factura digital",
    "suspend_digital_invoice": "volver a la factura en papel",
    "claim": "dejar un mensaje",
    "my_data": "ver tus datos",
    "delete_my_data": "borrar tus datos",
    "notice_settings": "elegir tus avisos",
    "log_out": "salir",
    "resend_confirmation": "pedir de nuevo el mail",
}

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
    f"¿Preferís hablar con una persona? Llamanos al {CALL_CENTRE}."
)
HELP_BUTTONS: Buttons = (
    (Begin("🆘 No puedo entrar", "cannot_enter"),),
    (Begin("🙋 Hablar con una persona", "contact"),),
    (Begin(MENU, "menu"),),
)
HELP_BUTTONS_OUT: Buttons = (
    (Begin(LABELS["register"], "register"),),
    (Begin(LABELS["log_in"], "log_in"),),
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
    f"Podés verlos, bajarlos y borrarlos desde acá, o llamar al {CALL_CENTRE}."
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

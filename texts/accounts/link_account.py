"""Words of 'Vincular cuenta'."""

from datetime import datetime
from html import escape

from domain.accounts import Account
from domain.messages import Begin, Buttons
from texts.common.entry import MENU, EntryWords
from texts.common.questions import account_line
from texts.general.contact import CALL_CENTRE_LINES

ENTRY = EntryWords(
    label="➕ Vincular una cuenta",
    description="Vincular una cuenta con los datos de una factura",
    doing="vincular una cuenta",
)
NO_ACCOUNTS = (
    "Todavía no tenés ninguna cuenta vinculada. Con una factura a mano la vinculás en un minuto."
)
LINK_ONE: Buttons = (
    (Begin("➕ Vincular una cuenta", "link_account"),),
    (Begin(MENU, "menu"),),
)

BEGINNING = (
    "Para vincular una cuenta necesito dos datos de <b>cualquier factura</b> suya, de 2015 en "
    "adelante. Están arriba a la derecha, como ves en la imagen."
)
RECEIPT = "<b>¿Cuál es el Comp. Nº?</b> Por ejemplo: <i>B 0001-00012345</i>"
RECEIPT_EXAMPLE = (
    "El Comp. Nº está arriba a la derecha de la factura, como ves en la imagen: una letra, cuatro "
    "o cinco números, un guion y ocho números más. La letra y los ceros de adelante los podés "
    "omitir."
)
CODE = (
    "<b>¿Y el Código de Pago Electrónico?</b>\n"
    "Es un número solo, y está arriba a la derecha, debajo del Comp. Nº."
)
CODE_EXAMPLE = (
    "El Código de Pago Electrónico está arriba a la derecha de la factura, en el renglón debajo "
    "del Comp. Nº. Lleva solo números, por ejemplo <b>0012345678</b>: copialo entero, con los "
    "ceros de adelante."
)
NOT_A_RECEIPT = (
    "Eso no parece un Comp. Nº. Tiene que tener números; los espacios, los puntos y la letra no "
    "importan."
)
NO_INVOICE = (
    "Sirve cualquier factura de ese inmueble, también una vieja o ya pagada, de 2015 en adelante: "
    "fijate si tenés alguna guardada, o pedile una foto a quien la tenga. Si no conseguís "
    f"ninguna, llamanos al {CALL_CENTRE_LINES}."
)
NOT_A_CODE = (
    "Eso no parece un Código de Pago Electrónico. Son entre 3 y 19 números, sin letras; "
    "los espacios y los puntos no importan."
)


def correct_receipt(receipt: str) -> str:
    """Button: give the Comp. Nº again."""
    return f"✏️ Corregir el Comp. Nº {receipt}"


def wrong_pair(receipt: str, code: str) -> str:
    """No invoice has both codes; nothing is told about either of them."""
    return (
        "No encontré ninguna factura con esos dos datos:\n"
        f"Comp. Nº: <b>{escape(receipt)}</b>\n"
        f"Código de Pago Electrónico: <b>{escape(code)}</b>\n\n"
        "Fijate que los dos sean de la misma factura, que no estén cambiados de lugar y que no "
        "falte ningún número. "
        "Escribí de nuevo el código, o corregí el Comp. Nº con el botón. Si estás seguro de que "
        f"están bien, probá en una hora o llamanos al {CALL_CENTRE_LINES}."
    )


def resting(until: datetime) -> str:
    """Five wrong pairs: linking rests for an hour."""
    return (
        "Hubo varios intentos con datos que no coinciden. Para cuidar las cuentas de todos, la "
        f"vinculación descansa en este chat hasta las <b>{until:%H:%M}</b>.\n\n"
        "Mientras tanto, tené la factura a mano. Si algo no te cierra, llamanos al "
        f"{CALL_CENTRE_LINES}."
    )


RESTING_OFFERS: Buttons = (
    (Begin("🙋 Hablar con una persona", "contact"),),
    (Begin(MENU, "menu"),),
)


def linked(account: Account) -> str:
    """The result."""
    return (
        "✅ <b>¡Listo! La cuenta quedó vinculada.</b>\n\n"
        f"{account_line(account)}\n"
        f"Titular: {escape(account.holder)}\n\n"
        "Si tenés otro inmueble, podés vincularlo también."
    )


def linked_already(account: Account) -> str:
    """The account was linked before."""
    return f"Esa cuenta ya la tenías vinculada.\n\n{account_line(account)}"


def offers(account: Account) -> Buttons:
    """The natural next steps."""
    chosen = (("account", account.number),)
    return (
        (Begin("📋 Ver qué debo", "account_statement", chosen),),
        (Begin("➕ Vincular otra cuenta", "link_account"),),
        (Begin(MENU, "menu"),),
    )

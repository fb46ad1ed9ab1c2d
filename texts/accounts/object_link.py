"""Words of the guard over accounts: somebody else linked it, and one may object."""

from domain.account_guard import Newcomer, NewcomerAlert
from domain.accounts import Account
from domain.claims import NewClaim
from domain.messages import Begin, Buttons, Mail, Note
from domain.people import User
from texts import mails
from texts.common import formats
from texts.common.entry import MENU, EntryWords
from texts.common.questions import account_line
from texts.general.contact import CALL_CENTRE_LINES

ENTRY = EntryWords(
    label="🚫 Objetar una vinculación",
    description="Avisar que no reconocés a quien vinculó tu cuenta",
    doing="objetar una vinculación",
)


TO_THE_MENU: Buttons = ((Begin(MENU, "menu"),),)
OBJECT = "🚫 No la reconozco"
NO_SUCH_NEWCOMER = "Tocá en la lista la vinculación que no reconocés."


def somebody_linked(account: Account) -> NewcomerAlert:
    """For those linked before: another person came."""
    button = Begin(OBJECT, "object_link", (("account", account.number),))
    note = Note(
        f"🔔 <b>Otra persona vinculó tu cuenta</b>\n{account_line(account)}\n\n"
        "Lo hizo con los datos de una factura, y ahora también ve su deuda. Si es alguien de tu "
        "casa, no hagas nada. Si no sabés quién puede ser, avisame:",
        ((button,),),
    )
    mail = Mail(
        "",
        "Otra persona vinculó tu cuenta de Aguas de Catamarca",
        f"Otra persona vinculó la cuenta {account.number} en la Oficina Virtual, con los datos de "
        "una factura. Ahora también ve su deuda.\n\n"
        "Si es alguien de tu casa, no hagas nada. Si no sabés quién puede ser, ingresá a la "
        "Oficina Virtual en Telegram y escribí /objetar." + mails.FAREWELL,
    )
    return NewcomerAlert(note, mail)


def nobody(account: Account) -> str:
    """There is no newcomer to object to."""
    return (
        f"{account_line(account)}\n\n"
        "No hay ninguna vinculación nueva de otra persona en esta cuenta: no tenés que hacer nada."
    )


def which(count: int) -> str:
    """Several came."""
    return f"Después de vos, {count} personas vincularon esta cuenta. ¿Cuál no reconocés?"


def newcomer_label(newcomer: Newcomer) -> str:
    """A newcomer on a button: never its name."""
    return f"La del {formats.moment(newcomer.linked_at)}"


def claim(user: User, account: Account, newcomer: Newcomer) -> NewClaim:
    """What is left for the staff."""
    return NewClaim(
        topic="access",
        text=(
            f"Objeción a una vinculación. Cuenta {account.number}, vínculo {newcomer.link}, hecho "
            f"el {formats.moment(newcomer.linked_at)}. Quien ya la tenía vinculada no lo reconoce; "
            "el vínculo está en pausa. Para resolver: oficina links keep "
            f"{newcomer.link}, u oficina links remove {newcomer.link}."
        ),
        name=f"{user.first_names} {user.surnames}",
        reach=" · ".join(one for one in (user.email, user.phone) if one),
    )


def frozen(account: Account, number: int) -> str:
    """To who objected."""
    return (
        "🛡️ <b>Listo, quedó en pausa.</b>\n\n"
        f"{account_line(account)}\n"
        "Esa persona ya no ve tu cuenta. Nuestra gente lo revisa y te avisa; tu reclamo es el "
        f"<b>Nº {number}</b>.\n\n"
        f"Por cualquier cosa, llamanos al {CALL_CENTRE_LINES}."
    )


def told_newcomer(account: Account, number: int) -> NewcomerAlert:
    """To the newcomer, kindly: it may well be the new tenant."""
    text = (
        f"Pusimos en pausa tu vinculación con la cuenta {account.number}, hasta que nuestra gente "
        "la revise: alguien que ya la tenía vinculada avisó que no la reconoce. Es para cuidar "
        "los datos de todos.\n\n"
        "No se pierde nada. Si la cuenta es tuya, llamanos o acercate a nuestras oficinas con una "
        f"factura y tu DNI, y mencioná el reclamo Nº {number}."
    )
    note = Note(f"🛡️ {text}\n\nTeléfono: {CALL_CENTRE_LINES}.", TO_THE_MENU)
    return NewcomerAlert(note, Mail("", "Tu cuenta vinculada está en pausa", text + mails.FAREWELL))


def decided(account: str, *, keep: bool) -> NewcomerAlert:
    """To the newcomer: what the staff decided."""
    text = (
        f"Revisamos tu vinculación con la cuenta {account} y está todo bien: ya podés usarla de "
        "nuevo. Gracias por la paciencia."
        if keep
        else f"Revisamos tu vinculación con la cuenta {account} y la quitamos de tu usuario. Si "
        "creés que es un error, llamanos o acercate a nuestras oficinas con una factura y tu DNI."
    )
    note = Note(f"🛡️ {text}\n\nTeléfono: {CALL_CENTRE_LINES}.", TO_THE_MENU)
    return NewcomerAlert(note, Mail("", "Tu cuenta vinculada: la revisamos", text + mails.FAREWELL))


GONE = (
    "Esa vinculación ya no está: no tenés que hacer nada. Si te preocupa algo de tu cuenta, "
    f"llamanos al {CALL_CENTRE_LINES}."
)


def waiting(account: Account) -> str:
    """Who was objected to tries to link the account again."""
    return (
        f"{account_line(account)}\n\n"
        "🛡️ Tu vinculación con esta cuenta está en pausa hasta que nuestra gente la revise. Si es "
        f"tuya, llamanos al {CALL_CENTRE_LINES} con una factura y tu DNI a mano."
    )

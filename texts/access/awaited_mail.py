"""Words for who waits in a chat for a mail that doesn't arrive, with the way to mend it."""

from html import escape

from domain.messages import Begin, Buttons, Note
from texts.access import register

_RETRIES = "Lo vuelvo a intentar solo, durante tres días."
_CONTACT = Begin("🙋 Hablar con una persona", "contact")
_WAYS: dict[str, Buttons] = {
    "register": ((Begin(register.CORRECT, "register"),), (_CONTACT,)),
    "change_email": ((Begin("✏️ Corregir mi correo", "change_email"),), (_CONTACT,)),
    "recover": ((Begin("✏️ Probar con otro correo", "cannot_enter"),), (_CONTACT,)),
}
_AGAIN: dict[str, Buttons] = {
    "register": ((Begin(register.RESEND, "resend_confirmation"),),),
    "change_email": (),
    "recover": (),
}
_HOW = {
    "register": "Tocá <b>Corregir mis datos</b>: lo demás ya lo tengo.",
    "change_email": "Tocá <b>Corregir mi correo</b> para escribirlo de nuevo.",
    "recover": "Si ya no lo usás, hablá con una persona para que te ayude a entrar.",
}


def no_such_address(email: str, script: str) -> Note:
    """The address is no more, or never was."""
    return Note(
        f"📪 El mail que te mandé a <b>{escape(email)}</b> <b>volvió rechazado: esa dirección no "
        "existe</b>, o ya no recibe mails. Fijate si tiene una letra de más o de menos.\n\n"
        f"{_HOW[script]}",
        _WAYS[script],
    )


def not_taken(email: str, script: str) -> Note:
    """Its server declined, for a reason that may not be the address."""
    return Note(
        f"📪 <b>No pude entregar el mail</b> que te mandé a <b>{escape(email)}</b>: el servidor de "
        "correo no lo aceptó. Puede que la dirección esté bien.\n\n"
        "Fijate cómo está escrita. Si está bien, probá de nuevo más tarde o usá otro correo. "
        f"{_HOW[script]}",
        _AGAIN[script] + _WAYS[script],
    )


def mailbox_full(email: str, script: str, *, retried: bool) -> Note:
    """There is no room in it."""
    next_step = _RETRIES if retried else "Después, pedí el mail de nuevo."
    return Note(
        f"📪 La casilla de <b>{escape(email)}</b> <b>está llena</b> y no recibe mails. Borrá "
        f"algunos para hacer lugar. {next_step}\n\nTambién podés usar otro correo. {_HOW[script]}",
        (() if retried else _AGAIN[script]) + _WAYS[script],
    )


def late(email: str, script: str) -> Note:
    """It couldn't be handed over for a while."""
    return Note(
        f"⏳ <b>Todavía no pude entregar el mail</b> que te mandé a <b>{escape(email)}</b>. "
        f"{_RETRIES}\n\nMientras tanto, fijate que la dirección esté bien escrita. {_HOW[script]}",
        _WAYS[script],
    )

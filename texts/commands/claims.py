"""Words of `oficina claims`."""

from domain.claims import Claim
from texts.claims.claim import TOPICS
from texts.commands import flowing
from texts.common import formats

HELP = flowing(
    """Mensajes y reclamos que dejó la gente (Ley 24.240, art. 27): ver, contestar, cerrar.

Sin otro comando, muestra los que están abiertos.
"""
)
LIST_HELP = "Lista los abiertos, el más viejo primero."
CLOSED_HELP = "También los cerrados."
SHOW_HELP = "Muestra uno entero."
ANSWER_HELP = "Contesta: la persona lo lee en su chat y, si lo dejó, en su correo."
CLOSE_HELP = "Cierra uno; queda en el registro."
NUMBER = "NÚMERO"
NUMBER_HELP = "El número del mensaje o reclamo."
TEXT = "TEXTO"
TEXT_HELP = "La respuesta, tal como la va a leer la persona."
NONE_OPEN = "No hay ninguno abierto."
NONE = "No hay ninguno."
COLUMNS = ("N.º", "Desde", "Tema", "De", "Mensaje", "Estado")
OPEN = "abierto"


def unknown(number: int) -> str:
    """There is no such claim."""
    return f"No hay ningún mensaje o reclamo N.º {number}."


def none_open(number: int) -> str:
    """There is no such claim, or it is closed."""
    return f"No hay ningún mensaje o reclamo abierto N.º {number}."


def answered(number: int) -> str:
    """The answer was planned."""
    return f"El N.º {number} está contestado; la respuesta la envía el bot en marcha."


def closed(number: int) -> str:
    """It was closed."""
    return f"El N.º {number} está cerrado."


def answer_length(longest: int, length: int) -> str:
    """The answer is empty or too long."""
    return f"Una respuesta lleva de 1 a {longest} caracteres; esta tiene {length}."


def heading(claim: Claim) -> str:
    """The first line of a claim shown whole."""
    return f"N.º {claim.number} · {state(claim)}"


def state(claim: Claim) -> str:
    """How a claim stands."""
    if claim.closed_at:
        return f"cerrado el {formats.day(claim.closed_at.date())}"
    if claim.answered_at:
        return f"contestado el {formats.day(claim.answered_at.date())}"
    return OPEN


def values(claim: Claim) -> tuple[tuple[str, str], ...]:
    """A claim whole, by the names of its values."""
    return (
        ("Dejado el", formats.moment(claim.opened_at)),
        ("Tema", TOPICS.get(claim.topic, claim.topic)),
        ("De", claim.name),
        ("Contacto", claim.reach),
        ("Mensaje", claim.text),
        ("Respuesta", claim.answer),
    )


def row(claim: Claim) -> tuple[str, ...]:
    """A claim in the list, its message in one line and shortened."""
    text = " ".join(claim.text.split())
    return (
        str(claim.number),
        formats.day(claim.opened_at.date()),
        TOPICS.get(claim.topic, claim.topic),
        claim.name,
        text if len(text) <= 60 else f"{text[:59]}…",
        state(claim),
    )


def as_data(claim: Claim) -> dict[str, object]:
    """A claim for programs: plain values under Spanish names."""
    return {
        "numero": claim.number,
        "dejado": claim.opened_at.isoformat(timespec="seconds"),
        "tema": TOPICS.get(claim.topic, claim.topic),
        "de": claim.name,
        "contacto": claim.reach,
        "mensaje": claim.text,
        "respuesta": claim.answer,
        "contestado": claim.answered_at.isoformat(timespec="seconds") if claim.answered_at else "",
        "cerrado": claim.closed_at.isoformat(timespec="seconds") if claim.closed_at else "",
    }

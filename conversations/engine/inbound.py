"""What came from a chat, as plain values, and the words that always work."""

import re
from dataclasses import dataclass

from conversations.engine.replies import Answer, Control, PageTurn
from domain.messages import Begin
from domain.spelling import unaccented


@dataclass(frozen=True, slots=True)
class TextMessage:
    """Something written, or a phone number shared by its button."""

    text: str


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A button pressed under the message `message_id`."""

    key: Answer | PageTurn | Control | Begin
    message_id: int


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that is no text: a sticker, a photo, a voice note, an edited message."""

    kind: str


Inbound = TextMessage | ButtonPress | Unsupported


_CONTROL_WORDS = {
    "cancelar": "cancel",
    "cancela": "cancel",
    "cancel": "cancel",
    "salir de aca": "cancel",
    "volver": "back",
    "atras": "back",
    "back": "back",
    "menu": "menu",
    "inicio": "menu",
    "comenzar": "menu",
    "seguir": "resume",
    "continuar": "resume",
    "sigamos": "resume",
}
_LEAVING = frozenset({"salir", "quiero salir", "cerrar sesion", "cerrar la sesion"})
_ASKING = frozenset({"no", "que", "cual", "cuales", "como", "donde", "ayuda", "help"})
_ASKED = frozenset(
    {
        *("se", "me", "lo", "la", "los", "las", "el", "de", "en", "y", "a", "mi", "un", "esto"),
        *("eso", "ese", "esa", "esos", "aca", "ahi", "es", "son", "esta", "estan", "va", "hay"),
        *("entiendo", "entendi", "encuentro", "veo", "ubico", "acuerdo", "recuerdo", "ni", "idea"),
        *("numero", "numeros", "codigo", "codigos", "dato", "datos", "comp", "mail", "correo"),
        *("poner", "pongo", "puse", "use", "hacer", "hago", "busco", "saco", "dice", "figura"),
        *("pedis", "piden", "pide", "queres", "quiere", "decis", "nada", "bien"),
    }
)


def control_word(text: str) -> str | None:
    """The control meant by a word or by a button's label that was typed; None if it is none."""
    return _CONTROL_WORDS.get(_bare(text))


def _bare(text: str) -> str:
    """The letters alone, without accents: a label typed or pressed comes to the same word."""
    return " ".join("".join(a for a in unaccented(text) if a.isalpha() or a == " ").split())


def looks_secret(text: str) -> bool:
    """Whether it looks like a password sent by mistake: one word of letters, digits and signs."""
    if re.fullmatch(r"(?:mi )?(?:contraseña|clave|password)(?: es)?[: ]+\S+", text, re.IGNORECASE):
        return True
    mixed = re.fullmatch(r"(?=.*[A-Za-z])(?=.*\d)(?=.*[A-Z!#$%&*+?_])[^\s@/]{8,40}", text)
    return mixed is not None and not re.fullmatch(r"[A-Za-z]?[\d.\-]+", text)


def leaves(text: str) -> bool:
    """Whether the chat's user wants to log out, said while nothing is going on."""
    return _bare(text) in _LEAVING


def asks_what_is_meant(text: str) -> bool:
    """Whether somebody doesn't know what a question wants: 'no sé cuál es', '¿qué es eso?'."""
    words = _bare(text).split()
    if words in (["no"], ["que"]) or not words or words[0] not in {*_ASKING, "ni", "pero"}:
        return False
    return not _ASKING.isdisjoint(words) and (_ASKING | _ASKED).issuperset(words)

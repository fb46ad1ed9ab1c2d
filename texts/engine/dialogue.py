"""Words of the conversation itself: back, cancel, pauses, buttons gone stale, odd messages."""

from html import escape

from texts.general.contact import CALL_CENTRE_LINES

BACK = "↩️ Volver"
CANCEL = "✖️ Cancelar"
PAGE_BEFORE = "‹ Anterior"
PAGE_AFTER = "Siguiente ›"
DROP = "🗑️ Dejarlo"
PERSON = "🙋 Hablar con una persona"

CANCELLED = "Listo, lo dejamos ahí. No se hizo ningún cambio."
NOTHING_TO_CANCEL = "No estábamos en medio de nada. ¿En qué te ayudo?"
NOTHING_BEFORE = "Esta es la primera pregunta; no hay una anterior."
NOTHING_PAUSED = "No quedó nada en pausa. Elegí del menú lo que querés hacer."
DROPPED = "Listo, lo dejé de lado."
EXPIRED = (
    "Pasó más de un día y lo que habíamos empezado venció. Cuando quieras, lo hacemos de nuevo."
)
RETIRED = "Lo que estábamos haciendo ahora se hace de otra manera, así que empecemos de nuevo."
STALE = "Ese botón es de antes y ya no corresponde. Sigamos desde acá:"
STALE_IDLE = "Ese botón es de antes y ya no corresponde. Para empezar de nuevo, andá al menú."
STALE_TOAST = "Ese botón es de antes"
ALREADY_TAKEN = "¡Ya lo tomé! 👍"
NOTED = "👍"
UNKNOWN_COMMAND = "Ese comando no lo conozco. Con /menu ves todo lo que puedo hacer."
NOT_UNDERSTOOD = (
    "Perdón, no te entendí. Podés elegir del menú lo que querés hacer o, si preferís hablar con "
    f"una persona, llamar al {CALL_CENTRE_LINES}."
)
DID_YOU_MEAN = "No estoy seguro de haberte entendido. ¿Es algo de esto?"
IT_HELPED = "👍 Me sirvió"
IT_DID_NOT_HELP = "👎 No me sirvió"
GLAD_IT_HELPED = "¡Qué bueno! Cualquier otra cosa, escribime."
SORRY_IT_DID_NOT = (
    "Gracias por avisar, así lo mejoramos. Probá decírmelo con otras palabras o, si preferís, te "
    "atiende una persona."
)
STILL_NO_LUCK = "Si querés, lo dejamos con <b>Cancelar</b> o te atiende una persona."
GROUP = (
    "Por tus datos, te atiendo solo en privado. Escribime directamente a mí y arrancamos: {link}"
)
TROUBLE = (
    "Perdón, tuve un problema y no pude terminar eso. No se perdió nada de lo que escribiste: "
    f"probá de nuevo en un rato. Si sigue, llamanos al {CALL_CENTRE_LINES}."
)


def too_many(messages: int) -> str:
    """Said once where messages pile up."""
    return (
        f"Me llegaron {messages} mensajes juntos y no puedo contestarlos uno por uno. "
        "Contame de nuevo, en un solo mensaje, qué necesitás."
    )


MESSAGE_REMOVED = (
    "Por las dudas borré tu mensaje: parecía una contraseña. La contraseña se escribe solo en la "
    "página que se abre con <b>Ingresar</b>, nunca acá."
)
TYPE_HERE = "Escribí acá o tocá un botón"

_ODD = {
    "sticker": "¡Lindo sticker! Pero no lo puedo leer",
    "photo": "Todavía no puedo leer fotos",
    "voice": "No puedo escuchar audios",
    "video": "No puedo ver videos",
    "document": "No puedo abrir archivos",
    "contact": "Ese contacto es de otra persona, así que no lo puedo tomar",
    "location": "No necesito tu ubicación",
    "edited": "Vi que corregiste un mensaje anterior, pero solo puedo leer los nuevos",
    "blank": "Tu mensaje me llegó en blanco",
}


def page(number: int, count: int) -> str:
    """Button between the pages."""
    return f"{number} de {count}"


def odd(kind: str) -> str:
    """Something came that is no text."""
    return f"{_ODD.get(kind, 'Eso no lo puedo leer')}. Escribime con palabras o tocá un botón."


def paused(doing: str) -> str:
    """Another conversation was begun in the middle of one."""
    return f"⏸️ Dejé en pausa <b>{escape(doing)}</b>; después podés seguir donde estabas."


def still_paused(doing: str) -> str:
    """The interrupted one can be taken up again."""
    return f"Habías dejado en pausa: <b>{escape(doing)}</b>. ¿Seguimos?"


def paused_until_in(doing: str) -> str:
    """The interrupted one needs a user, and there will be one soon."""
    return f"Cuando hayas entrado, seguimos con <b>{escape(doing)}</b>:"


def first_this(doing: str, other: str) -> str:
    """Something else is wanted that needs what is going on."""
    return (
        f"Para <b>{escape(other)}</b> primero hay que {escape(doing)}. Sigamos con esto y después "
        "vamos a lo otro."
    )


def leave_for(doing: str, title: str) -> str:
    """Something else is wanted in the middle of a conversation."""
    return (
        f"Estamos con <b>{escape(doing)}</b>. ¿Lo dejo en pausa y vamos a "
        f"<b>{escape(title)}</b>? No se pierde nada de lo que ya respondiste."
    )


def resume(doing: str) -> str:
    """Button."""
    return f"▶️ Seguir: {doing}"


def resumed(doing: str) -> str:
    """Back in the interrupted conversation."""
    return f"▶️ Seguimos con <b>{escape(doing)}</b>, donde lo dejaste."


def chosen(label: str) -> str:
    """What was pressed, under the question it answered."""
    return f"➡️ <b>{escape(label)}</b>"

"""Conversations that the answers of `faq` have no label for, asked for in one's own words.

Heard last, where the listener understood nothing else or was not sure.
"""

import re

from domain.spelling import unaccented

_SPOKEN = (
    (
        r"reclam(?:o|os|ar)|quej(?:a|arme)|dejar(?:les)? un mensaje"
        r"|me cobra(?:ron|n) (?:de mas|dos veces)|cobro doble",
        "claim",
    ),
    (r"(?:borr|elimin)(?:ar|en|a|e) (?:todos )?mis datos|borrar mi usuario", "delete_my_data"),
    (r"mis datos", "my_data"),
    (r"no reconozco (?:a )?quien|quien(?: mas)? vinculo", "object_link"),
    (r"avisos?|recordatorios?|notificaciones", "notice_settings"),
    (r"ajustes|configuracion", "settings"),
    (r"privacidad|proteccion de datos", "privacy"),
)
_PATTERNS = tuple((re.compile(rf"\b(?:{words})\b"), script) for words, script in _SPOKEN)


def spoken_wish(text: str) -> str | None:
    """The script that is asked for; None if none is."""
    bare = unaccented(text)
    return next((script for pattern, script in _PATTERNS if pattern.search(bare)), None)

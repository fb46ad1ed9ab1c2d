"""Words of `oficina faq`."""

from collections.abc import Iterable, Sequence

from texts.commands import flowing
from texts.common.formats import plural

HELP = "Lo que la gente pregunta con sus palabras: ver qué se entiende y enseñar lo que no."
ASK_HELP = "Muestra cómo se entiende un mensaje, con sus puntajes."
MESSAGE = "MENSAJE"
MESSAGE_HELP = "Lo que alguien podría escribir."
UNANSWERED_HELP = "Lista lo que no se entendió, sin datos personales, junto lo que se parece."
TEACH_HELP = flowing(
    """Enseña un grupo de preguntas sin respuesta como formas de pedir una respuesta.

Muestra lo que va a enseñar y pregunta. El bot en marcha lo aprende en menos de un minuto. Se puede
ver con [bold]oficina faq taught[/bold] y deshacer con [bold]oficina faq unteach[/bold].
"""
)
GROUP = "GRUPO"
GROUP_HELP = "El número del grupo, como lo muestra oficina faq unanswered."
LABEL = "ETIQUETA"
LABEL_HELP = "La respuesta que le corresponde (faq/entries)."
YES_HELP = "No pregunta antes de enseñar."
TAUGHT_HELP = "Lista lo que se enseñó, lo más nuevo primero."
UNTEACH_HELP = flowing(
    """Deshace lo enseñado; las preguntas vuelven a la lista de las que no se entienden.

El bot en marcha lo olvida en menos de un minuto.
"""
)
PHRASINGS = "NÚMERO..."
PHRASINGS_HELP = "Los números de lo enseñado, como los muestra oficina faq taught."
COUNTS_HELP = "Muestra cuántas veces se dio cada respuesta, y si la gente dijo que le sirvió."
DAYS_HELP = "Cuántos días para atrás se mira."
UNANSWERED_COLUMNS = ("grupo", "veces", "se parece a", "por ejemplo")
TAUGHT_COLUMNS = ("N.º", "respuesta", "frase", "enseñada el")
COUNTS_COLUMNS = ("respuesta", "dada", "sirvió", "no sirvió")
HOW_TO_TEACH = "Para enseñar un grupo: oficina faq teach GRUPO ETIQUETA"
TEACH_IT = "¿Lo enseño?"
NOTHING_TAUGHT = "No se enseñó nada."
NONE_TAUGHT = "Todavía no se enseñó nada."
NONE_COUNTED = "No se dio ninguna respuesta en ese tiempo."


def none_unanswered(days: int) -> str:
    """All was understood."""
    return f"No quedó nada sin entender en {plural(days, 'día', 'días')}."


def unknown_label(label: str, labels: Iterable[str]) -> str:
    """There is no answer of that label."""
    return f"No hay ninguna respuesta «{label}»; hay: {', '.join(labels)}."


def unknown_group(number: int) -> str:
    """There is no group of that number any more."""
    return f"No hay ningún grupo {number}. Los que hay ahora: oficina faq unanswered"


def will_be_taught(label: str, title: str, phrasings: Sequence[str]) -> str:
    """What is about to be taught."""
    lines = "\n".join(f"  · {one}" for one in phrasings)
    return f"A la respuesta {label} («{title}») se le enseña:\n{lines}"


def taught(count: int, label: str) -> str:
    """It was taught."""
    done = plural(count, "frase nueva", "frases nuevas")
    return f"{done} para {label}; el bot en marcha las aprende en menos de un minuto."


def unknown_phrasing(numbers: Sequence[int]) -> str:
    """Nothing was taught under those numbers."""
    listed = ", ".join(map(str, numbers))
    return f"No hay nada enseñado con el número {listed}. No se deshizo nada."


def untaught(count: int) -> str:
    """It was taken back."""
    done = "Se deshizo 1 frase" if count == 1 else f"Se deshicieron {count} frases"
    return f"{done}; el bot en marcha lo olvida en menos de un minuto."


def explained(
    message: str,
    words: Sequence[str],
    corrected: Sequence[tuple[str, str]],
    meanings: Sequence[str],
    scores: Sequence[tuple[str, float]],
    outcome: str,
) -> tuple[tuple[str, str], ...]:
    """How a message is understood, step by step."""
    return (
        ("Mensaje", message),
        ("Palabras", " ".join(words)),
        ("Corregidas", ", ".join(f"{was} → {read}" for was, read in corrected) or "ninguna"),
        ("Leído como", " ".join(meanings) or "nada conocido"),
        ("Puntajes", "\n".join(f"{score:.3f}  {label}" for label, score in scores) or "ninguno"),
        ("Resultado", outcome),
    )


def answers(label: str, score: float) -> str:
    """The bot answers."""
    return f"contesta {label} ({score:.2f})"


def offers(labels: Sequence[str]) -> str:
    """The bot asks which is meant."""
    return f"pregunta si es {', '.join(labels)}"


def gives_up(labels: Sequence[str]) -> str:
    """The bot doesn't understand."""
    return "no entiende" + (f"; ofrece {', '.join(labels)}" if labels else "")

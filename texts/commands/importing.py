"""Words of `oficina import`."""

from collections.abc import Sequence

from texts.common.formats import plural

STOPPED = (
    "Interrumpido. Un archivo se carga entero o no se carga: cargalo de nuevo, repetirlo no hace "
    "daño."
)


def loaded(
    name: str, *, lines: int, new: int, changed: int, unchanged: int, removed: int, dry_run: bool
) -> str:
    """A file was loaded, or could be."""
    read = plural(lines, "línea leída", "líneas leídas")
    done = "se cargarían" if dry_run else "cargado"
    gone = f", {removed} quitadas" if removed else ""
    return f"{name}: {read}; {done}: {new} nuevas, {changed} cambiadas, {unchanged} iguales{gone}."


def sheet(name: str) -> str:
    """The workbook's sheet that was read."""
    return f"Hoja: {name}"


def warned(count: int, file: object) -> str:
    """What was loaded and should be looked at."""
    values = plural(count, "dato para mirar", "datos para mirar")
    more = f" Todos están en {file}." if file else ""
    return f"{values}, de mayor a menor importe.{more}"


def ignored(columns: Sequence[str]) -> str:
    """Columns that no one uses."""
    return f"Columnas que no se usan: {', '.join(columns)}"


def refused(count: int, file: object, unwritten: str) -> str:
    """A file was refused."""
    values = plural(count, "dato rechazado", "datos rechazados")
    where = (
        f"Acá están los primeros; todos no se pueden escribir en {unwritten}. Poné otro archivo "
        "con --report."
        if unwritten
        else f"Todos, con su motivo, están en {file}."
    )
    return f"No se cargó nada: {values}. {where} Corregí el archivo y cargalo de nuevo."


def database_stopped(why: object) -> str:
    """The database ended the import."""
    return (
        f"La base de datos cortó la carga: {why}. No se cargó nada. Fijate que la base responda, "
        "tenga lugar y no esté tomada por otro programa, y cargá el archivo de nuevo."
    )


def unreadable(file: object, why: str) -> str:
    """The file can't be read."""
    return f"No se puede leer {file}: {why}."

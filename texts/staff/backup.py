"""What the staff reads of backups, restores and copies of the database."""

from datetime import datetime

from domain.clock import ZONE
from texts.common.formats import moment

NO_OFFICE = "Esa base no tiene las tablas de la oficina: no hay nada para copiar."
NO_BACKUP = "Ese archivo no es una copia hecha con «oficina backup»."
DAMAGED = "La copia está dañada o cortada: no se restauró nada. Probá con otra."
NEWER_PROGRAM = (
    "La copia es de una versión más nueva del programa. Actualizá el programa y repetí el comando."
)
OFFICE_RUNS = "El bot está en marcha sobre esa base. Pará todos los procesos y repetí el comando."
NOT_EMPTY = (
    "Esa base tiene datos: no se tocó nada. Con --replace, lo que hay se guarda aparte y la copia "
    "ocupa su lugar."
)
KEY_NEEDED = (
    "La copia está cifrada. Poné en OFICINA_BACKUP_KEY la clave secreta (AGE-SECRET-KEY-…), o el "
    "archivo que la guarda."
)
KEY_IS_PUBLIC = (
    "OFICINA_BACKUP_KEY tiene solo la clave pública, que cifra y no descifra. Para restaurar hace "
    "falta la secreta (AGE-SECRET-KEY-…), o el archivo que la guarda."
)
KEY_WRONG = "La clave de OFICINA_BACKUP_KEY no es la de esta copia, o la copia está dañada."
KEY_UNREADABLE = (
    "OFICINA_BACKUP_KEY no es una clave de age (age1… o AGE-SECRET-KEY-…) ni un archivo que tenga "
    "una. «oficina backup-key ARCHIVO» hace una nueva."
)
NOT_ENCRYPTED = (
    "La copia no está cifrada y tiene datos personales: guardala donde nadie más la lea, o poné "
    "una clave en OFICINA_BACKUP_KEY."
)
KEEP_NEEDS_FOLDER = "--keep vale cuando el destino es una carpeta que ya existe."
WHOLE = "La copia está entera y se puede restaurar."
COMPACTS_ITSELF = "PostgreSQL vuelve a usar solo el lugar que se libera: no hace falta nada."
NO_TARGET = "Falta el destino: --to DIRECCIÓN, o OFICINA_COPY_TO_URL en el archivo .env."
SAME = "El origen y el destino son la misma base."
UNDECIDED = (
    "No hay registro de envíos que llegue hasta esta copia, así que no se sabe qué se avisó "
    "después de hacerla. Si lo tenés, indicalo con --sent-log CARPETA. Si se perdió, elegí:\n"
    "  --doubtful drop   no mandar los avisos que quizás ya salieron: quedan como fallidos, con el "
    "motivo. Lo que pidió cada persona sale igual\n"
    "  --doubtful send   mandar todo: alguien puede recibir dos veces lo mismo"
)
DOUBTFUL = "no se sabe si salió: la base se restauró de una copia"
LOST = (
    "Lo que pasó después de la copia no está: usuarios nuevos, ingresos, vinculaciones, reclamos, "
    "comprobantes e importaciones. Volvé a importar los archivos desde esa fecha. Quien entró o "
    "vinculó una cuenta después tiene que hacerlo de nuevo."
)


def no_database(file: str) -> str:
    """There is no file."""
    return f"No hay una base en {file}."


def exists(file: str) -> str:
    """A backup is not written over another file."""
    return f"{file} ya existe: elegí otro nombre, o una carpeta."


def unwritable(file: str, reason: str) -> str:
    """The disk is full, or the folder isn't ours."""
    return f"No se pudo escribir {file}: {reason}. No quedó ninguna copia a medias."


def unreadable(file: str, reason: str) -> str:
    """The file can't be opened."""
    return f"No se pudo leer {file}: {reason}."


def may_not(reason: str) -> str:
    """PostgreSQL's user lacks a right."""
    return f"PostgreSQL no permite armar las tablas nuevas ({reason}): usá el dueño de la base."


def does_not_fit(reason: str) -> str:
    """Rows and tables disagree."""
    return f"Los datos no entran en las tablas ({reason}): no se cambió nada."


def backed_up(file: str, rows: int, size: int) -> str:
    """A backup was made."""
    return f"Copia hecha: {file}, {rows} filas, {size / 1e6:.1f} MB."


def removed(count: int) -> str:
    """Older backups went."""
    return f"Copias viejas borradas: {count}."


def key_made(file: str, public: str) -> str:
    """A key was made."""
    return (
        f"Clave nueva en {file}. Guardala lejos de las copias: sin ella no se restauran.\n"
        f"Para cifrar alcanza la pública:\nOFICINA_BACKUP_KEY={public}"
    )


def restored(made_at: datetime, rows: int) -> str:
    """A restore went well."""
    return f"Restaurada la copia del {moment(made_at.astimezone(ZONE))}: {rows} filas."


def aside(where: str) -> str:
    """What was there before."""
    return f"Lo que había antes quedó en {where}. Borralo cuando ya no haga falta."


def sent_since(owed: int, others: int) -> str:
    """What the log of sent messages told."""
    return (
        f"Según el registro de envíos, {owed} mensajes pendientes en la copia ya habían salido y "
        f"{others} se planificaron y salieron después: no se repiten."
    )


def dropped(count: int) -> str:
    """What may have been sent and won't be."""
    return f"Avisos que quizás ya salieron y no se mandan: {count} (fallidos en «notices status»)."


def owed(count: int) -> str:
    """What the office sends as it starts."""
    return f"Mensajes pendientes: {count}. Salen cuando el bot se ponga en marcha."


def copied(rows: int, to: str) -> str:
    """A copy went well."""
    return (
        f"Copiadas {rows} filas a {to}. Poné esa dirección en OFICINA_DATABASE_URL y no vuelvas a "
        "poner en marcha el bot sobre la base anterior."
    )


def compacted(before: int, after: int) -> str:
    """The file was written anew."""
    return f"El archivo pasó de {before / 1e6:.1f} a {after / 1e6:.1f} MB."

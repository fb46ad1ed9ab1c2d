"""What `oficina doctor` says of the settings."""

from texts.commands.settings import MEANINGS

SETTINGS_READ = "están las que hacen falta"
NOBODY_TOLD = (
    "no hay a quién avisar si algo falla: poné OFICINA_ALERT_MAIL u OFICINA_ALERT_CHAT, y probalo "
    "con «oficina alerts test»"
)


def relative(name: str, file: object) -> str:
    """A place that is another one for each folder where a command is run."""
    return (
        f"OFICINA_{name.upper()} no dice la carpeta entera, y {file} vale desde cualquiera: cada "
        "comando la buscaría en otro lado. Escribila desde la raíz (/var/lib/oficina/…)"
    )


def setting_missing(name: str) -> str:
    """A setting that isn't set, or is set to nothing."""
    return f"falta OFICINA_{name.upper()}: {MEANINGS.get(name, 'hace falta')}"


def setting_wrong(name: str) -> str:
    """A setting that can't be read; its value may be a secret."""
    return f"OFICINA_{name.upper()} está mal escrita: se espera {MEANINGS.get(name, 'otra cosa')}"


def setting_unknown(name: str, meant: str) -> str:
    """A setting that nobody reads."""
    guess = f"; ¿es {meant}?" if meant else ""
    return f"{name} no es ninguna configuración, y no se usa{guess}"

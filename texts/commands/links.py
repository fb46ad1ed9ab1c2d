"""Words of `oficina links`."""

HELP = "Vinculaciones de cuentas que alguien objetó: verlas y resolverlas."
LIST_HELP = "Lista las que esperan una decisión, la más vieja primero."
KEEP_HELP = "Devuelve una vinculación en pausa: la persona vuelve a usar la cuenta, y se le avisa."
REMOVE_HELP = "Quita una vinculación en pausa y se lo dice a la persona con amabilidad."
LINK = "NÚMERO"
LINK_HELP = "El número de la vinculación; está en su reclamo y en oficina links list."
JSON_HELP = "Muestra los datos en JSON, para otro programa."
NONE = "No hay ninguna vinculación en pausa."
COLUMNS = ("N.º", "Cuenta", "Persona", "Usuario", "Vinculada el", "Objetada el")


def no_such(link: int) -> str:
    """There is no frozen link of that number."""
    return f"No hay ninguna vinculación en pausa N.º {link}."


def decided(link: int, *, keep: bool) -> str:
    """It was decided."""
    done = "se devolvió" if keep else "se quitó"
    return f"La vinculación N.º {link} {done}; el bot en marcha se lo dice a la persona."

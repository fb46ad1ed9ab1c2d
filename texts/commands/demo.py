"""Words of `oficina demo`: the web chat's address, and a script's transcript."""

TITLE = "Oficina Virtual · demostración"
CUSTOMER = "CLIENTE  "
MAIL = "CORREO   "
BOT = "BOT      "
INDENT = " " * len(BOT)
NO_ANSWER = "el bot no contestó a tiempo"
NO_MAIL = "no llegó ningún correo a tiempo"
NO_LINK_IN_MAIL = "el correo no tiene ningún enlace"
NO_LINK_IN_CHAT = "en el chat no hay ningún enlace"
SAID_NOTHING = "el bot no dijo nada después de mandar la página"


def invitation(address: str, few: str, many: str) -> str:
    """What to do with the demonstration; `few` and `many` are codes of accounts, with markup."""
    return (
        f"Abrí el chat de prueba en tu navegador:\n\n  [bold cyan]{address}[/]\n\n"
        "Creá un usuario (el mail llega a la casilla de al lado) y vinculá una cuenta:\n\n"
        f"  con algunas facturas vencidas\n  {few}\n\n"
        f"  con muchas facturas vencidas\n  {many}\n\n"
        "Todos los datos son inventados. Ctrl-C para terminar."
    )


def codes(receipt: str, payment_code: str) -> str:
    """An account's two codes, with markup."""
    return f"Comp. Nº [bold]{receipt}[/]   Código de Pago Electrónico [bold]{payment_code}[/]"


def at_line(script: str, number: int, why: str) -> str:
    """A script's line can't be played."""
    return f"{script}, línea {number}: {why}"


def no_button(label: str) -> str:
    """No button has that label."""
    return f"ningún botón dice «{label}»"


def page_refused(status: int, said: str) -> str:
    """A page didn't take what was filled in."""
    return f"la página contestó {status}: {said}"


def not_possible(why: str) -> str:
    """The simulator can't do what was asked."""
    return f"el simulador no puede: {why}"


def saved(path: object) -> str:
    """A PDF was saved."""
    return f"{INDENT}se guardó {path}"

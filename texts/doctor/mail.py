"""What `oficina doctor` says of the mail server, its domain and what comes back."""


def mail_answers(host: str, port: int) -> str:
    """The mail server takes us in."""
    return f"el servidor de correo {host}:{port} contesta y acepta el ingreso"


def mail_unencrypted(host: str) -> str:
    """Mails travel in the clear."""
    return f"la conexión con {host} no va cifrada: los mails viajan a la vista"


def mail_away(host: str, port: int, reason: str) -> str:
    """The mail server doesn't take us in."""
    return f"el servidor de correo {host}:{port} no está disponible: {reason}"


RETURNED_UNSET = "falta OFICINA_RETURNED_MAIL_URL: los correos que vuelven no se leen"
RETURNED_READ = "la casilla de correos devueltos se puede leer"


def returned_away(reason: str) -> str:
    """The mailbox can't be read."""
    return f"la casilla de correos devueltos no se puede leer: {reason}"


def dns_silent(domain: str) -> str:
    """No DNS here."""
    return (
        f"no se pudo consultar el DNS de {domain} desde esta máquina: SPF, DKIM y DMARC quedan sin "
        "revisar"
    )


def no_domain(domain: str) -> str:
    """The sender's domain isn't there."""
    return f"el dominio {domain} del remitente (OFICINA_MAIL_FROM) no existe en el DNS"


def no_mx(domain: str) -> str:
    """Nobody receives mail there."""
    return f"{domain} no recibe correo (no tiene MX): los mails que vuelven se pierden"


def mx(domain: str) -> str:
    """Somebody receives mail there."""
    return f"{domain} recibe correo (MX)"


def spf(domain: str) -> str:
    """One SPF that excludes somebody."""
    return f"{domain} tiene SPF"


def no_spf(domain: str) -> str:
    """No SPF."""
    return (
        f"{domain} no tiene SPF: muchos servidores mandan sus mails a spam. Agregá al DNS un TXT "
        "«v=spf1 … -all» con el servidor de correo"
    )


def many_spf(domain: str) -> str:
    """More than one, which is an error by RFC 7208."""
    return f"{domain} tiene más de un SPF, y así no vale ninguno: dejá uno solo"


def open_spf(domain: str) -> str:
    """An SPF that lets everybody send."""
    return f"el SPF de {domain} deja mandar a cualquiera: tiene que terminar en ~all o -all"


def dmarc(domain: str) -> str:
    """There is a DMARC."""
    return f"{domain} tiene DMARC"


def no_dmarc(domain: str) -> str:
    """No DMARC."""
    return (
        f"{domain} no tiene DMARC: Gmail y Yahoo lo piden a quien manda mucho. Agregá al DNS un "
        f"TXT en _dmarc.{domain}, por ejemplo «v=DMARC1; p=none»"
    )


def dkim(selector: str) -> str:
    """There is a key."""
    return f"hay una clave DKIM publicada (selector {selector})"


def no_dkim(selector: str, domain: str) -> str:
    """No key by that name."""
    return (
        f"no hay clave DKIM en {selector}._domainkey.{domain}, el selector de OFICINA_DKIM_SELECTOR"
    )


def revoked_dkim(selector: str) -> str:
    """A key without a key (RFC 6376)."""
    return f"la clave DKIM del selector {selector} está revocada (p= vacío)"


DKIM_UNKNOWN = (
    "DKIM no se puede revisar sin su selector: si el servidor de correo firma, poné su selector en "
    "OFICINA_DKIM_SELECTOR"
)

"""What `oficina doctor` says of the documents."""

LAYOUTS_MISSING = (
    "falta OFICINA_LAYOUTS: con los diseños de muestra, Rapipago y Pago Fácil no aceptan los "
    "comprobantes"
)


def layouts_wrong(reason: str) -> str:
    """Layouts that can't be used."""
    return f"los diseños de las redes no se pueden usar: {reason}"


def voucher_limit(limit: str) -> str:
    """The most that a voucher carries."""
    return f"un comprobante lleva hasta {limit}"


PDF_MADE = "se pueden hacer PDF"


def pdf_failed(reason: str) -> str:
    """No PDF."""
    return f"no se pueden hacer PDF: {reason}"


def contact_wrong(reason: str) -> str:
    """A contact file that can't be used."""
    return f"el archivo de OFICINA_CONTACT_FILE no se puede usar: {reason}"

"""Whether somebody says that a bill has been paid: 'ya pagué y me sigue apareciendo'.

The corpus has one answer for the state of the account and for what was paid; the label stays that
one, but who has paid wants to hear why it doesn't show, not what is owed.
"""

import re

from faq.normalise import plain

_PAID = re.compile(
    r"(?<!no )(?<!no lo )(?<!no la )(?<!no las )(?<!no los )"
    r"\b(?:pague|abone|pagamos|abonamos|hice el pago|esta pag[oa]|fue pagad[oa])\b"
)
_ASKS = re.compile(
    r"\b(?:o no|no me acuerdo|no se si|quiero (?:ver|saber|consultar)|cual(?:es)?|cuanto|dos veces"
    r"|que (?:facturas?|boletas?)|si (?:ya )?(?:pague|esta)|imprimir|copia|quien)\b"
)


def says_paid(message: str) -> bool:
    """Whether it says so, and asks nothing that only the statement answers."""
    text = plain(message)
    return _PAID.search(text) is not None and _ASKS.search(text) is None

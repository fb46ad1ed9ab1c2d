"""What customers do, flow by flow: each begins with a chat of its own and covers a conversation.

A step is what is written, or in brackets a part of the label of the button that is pressed.
"""

from dataclasses import dataclass
from enum import Enum, auto

from storage.sample import Sample


class Who(Enum):
    """How far a customer has come when the flow begins."""

    STRANGER = auto()
    REGISTERED = auto()
    LINKED = auto()
    """With two accounts: a payment plan's, and one a few bills behind, which was used last."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A customer's way through a conversation."""

    name: str
    who: Who
    steps: tuple[str, ...]


def flows(sample: Sample) -> tuple[Flow, ...]:
    """All of them, over the sample's accounts."""
    spare, plan = sample.several_overdue, sample.plan_payable
    home = sample.a_few_overdue.account
    return (
        Flow("a stranger looks around", Who.STRANGER, ("/start", "/ayuda", "/privacidad")),
        Flow(
            "register",
            Who.STRANGER,
            (
                *("/crear", "Ana María", "Gómez", "25.708.059", "ana.gomez@example.org"),
                *("ana.gomez", "Prefiero no darlo", "[Está todo bien]", "/start", "/reenviar"),
            ),
        ),
        Flow(
            "get in",
            Who.STRANGER,
            ("/ingresar", "/olvide", "0@example.org", "/nopuedoentrar", "[Escribí mal]"),
        ),
        Flow(
            "a question, and what nobody understands",
            Who.STRANGER,
            ("¿dónde puedo pagar?", "xyzzy plugh", "gracias"),
        ),
        Flow(
            "a claim of a stranger",
            Who.STRANGER,
            (
                *("/reclamo", "[Una factura o un pago]", "Me cobraron dos veces el bimestre"),
                *("Ana Pérez", "383 412-3456", "[Enviar]"),
            ),
        ),
        Flow("look around", Who.LINKED, ("/start", "/ajustes", "/ayuda", "/contacto")),
        Flow("what is owed", Who.LINKED, ("/deuda", f"[{home}]", "cuánto debo", f"[{home}]")),
        Flow(
            "the other account",
            Who.LINKED,
            ("/deuda", f"[{plan.account}]", "/deuda", f"[{plan.account}]"),
        ),
        Flow(
            "link an account",
            Who.REGISTERED,
            ("/vincular", spare.receipt, spare.payment_code, "/deuda", "/vincular"),
        ),
        Flow("wrong codes", Who.REGISTERED, ("/vincular", spare.receipt, "99999999", "[Corregir]")),
        Flow("unlink an account", Who.LINKED, ("/desvincular", f"[{home}]", "[Sí, desvincular]")),
        Flow(
            "a voucher",
            Who.LINKED,
            (
                *("/pagar", f"[{home}]", "mañana", "[Cambiar la fecha]", "[Hoy]", "[Confirmar]"),
                *("/pagar", f"[{home}]", "/yapague", f"[{home}]"),
            ),
        ),
        Flow("an instalment", Who.LINKED, ("/cuota", f"[{plan.account}]", "[Pagar la cuota]")),
        Flow("a copy", Who.LINKED, ("/factura", f"[{plan.account}]", "[✅]")),
        Flow(
            "the digital invoice",
            Who.LINKED,
            (
                *("/digital", f"[{home}]", "[Siguiente]", "acepto", "[Por los dos]"),
                *("[quiero la factura digital]", "/digital", f"[{home}]", "/papel"),
            ),
        ),
        Flow("notices", Who.LINKED, ("/avisos", "[Recordarme]")),
        Flow("nobody to object to", Who.LINKED, ("/objetar", f"[{home}]")),
        Flow("another e-mail", Who.LINKED, ("/correo", "other@example.org")),
        Flow("another password", Who.LINKED, ("/clave",)),
        Flow(
            "a claim", Who.LINKED, ("/reclamo", "[Otra cosa]", "No sale agua en casa", "[Enviar]")
        ),
        Flow("own data", Who.LINKED, ("/misdatos", "[JSON]", "/borrarmisdatos", "BORRAR")),
        Flow("log out", Who.LINKED, ("/salir", "[Sí, salir]")),
    )

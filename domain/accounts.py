"""A supply account: what the utility bills, and what a user links with two codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the utility's billing knows it.

    `number` and `payment_code` (Código de Pago Electrónico) keep their leading zeros.
    """

    number: str
    holder: str
    document: str
    address: str
    payment_code: str


def masked(name: str) -> str:
    """Hide a holder's name but its initials: 'Ana Paz' is 'A** P**'."""
    return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split())

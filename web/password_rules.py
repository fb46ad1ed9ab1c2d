"""What a new password must be: long enough, and neither common nor about its owner.

Length and lists rather than kinds of characters, as NIST SP 800-63B (5.1.1.2) advises.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from domain.people import User

SHORTEST = 8
LONGEST = 128

Flaw = Literal["empty", "short", "long", "personal", "common"]


def flaw(password: str, user: User) -> Flaw | None:
    """What is wrong with a password for that user; None if it will do."""
    if not password:
        return "empty"
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    plain = password.casefold().strip()
    if plain in _about(user):
        return "personal"
    if plain in _common() or len(set(plain)) < 3 or _is_run(plain):
        return "common"
    return None


def _about(user: User) -> set[str]:
    email = user.email.casefold()
    names = f"{user.first_names} {user.surnames}".casefold()
    return {
        user.username.casefold(),
        email,
        email.partition("@")[0],
        user.document,
        names,
        names.replace(" ", ""),
    }


def _is_run(text: str) -> bool:
    """Whether each character follows the one before, up or down: 12345678, hgfedcba."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({1}, {-1})


@cache
def _common() -> frozenset[str]:
    lines = Path(__file__).with_name("common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))

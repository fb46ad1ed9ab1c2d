"""`oficina staff-password`, as a process: its output is the line for .env, and nothing else."""

import pytest
from argon2 import PasswordHasher

from tests.bot.command import Terminal

pytestmark = pytest.mark.slow

PASSWORD = "represa del jumeal"


async def test_the_password_becomes_exactly_the_line_of_the_setting(terminal: Terminal) -> None:
    ran = await terminal.oficina("staff-password", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert ran.code == 0
    assert ran.out.startswith("OFICINA_STAFF_PASSWORD_HASH='$argon2")
    assert ran.out.endswith("'\n")
    assert ran.out.count("\n") == 1
    assert "Contraseña" in ran.err
    assert PASSWORD not in ran.told
    assert PasswordHasher().verify(ran.out.split("'")[1], PASSWORD)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("corta\ncorta\n", "lleva 12 caracteres o más"),
        (f"{PASSWORD}\notra cosa distinta\n", "no son iguales"),
        ("", "lleva 12 caracteres o más"),
    ],
)
async def test_what_is_no_password_is_told_beside_the_output(
    terminal: Terminal, typed: str, told: str
) -> None:
    ran = await terminal.oficina("staff-password", typed=typed)
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err

"""`python -m bot` is the command `oficina`."""

from bot.cli import app

app(prog_name="oficina")

"""`python -m bot` is the command `oficina`."""

from bot.commands.cli import main

main()

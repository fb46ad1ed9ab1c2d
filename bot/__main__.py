"""`python -m bot` is the command `oficina`."""

from bot.cli import main

main()

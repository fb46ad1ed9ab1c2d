"""The command line `oficina`: one module a group of commands.

Here arguments are read and results are printed. What a command does lives where the running bot
does it too, and its Spanish in `texts/staff`.
"""

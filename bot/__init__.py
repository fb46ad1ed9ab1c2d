"""Puts everything together and runs it: settings, run modes, the command line `oficina`."""

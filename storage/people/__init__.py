"""Users, log-ins, recovery, and what is held of a person."""

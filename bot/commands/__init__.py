"""bot/commands: what lives here."""

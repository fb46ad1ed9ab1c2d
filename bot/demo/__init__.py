"""bot/demo: what lives here."""

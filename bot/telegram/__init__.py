"""bot/telegram: what lives here."""

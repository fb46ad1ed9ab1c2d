"""bot/monitoring: what lives here."""

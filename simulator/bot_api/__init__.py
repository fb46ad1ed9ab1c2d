"""simulator/bot_api: what lives here."""

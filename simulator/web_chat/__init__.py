"""simulator/web_chat: what lives here."""

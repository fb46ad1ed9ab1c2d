"""conversations/engine: what lives here."""

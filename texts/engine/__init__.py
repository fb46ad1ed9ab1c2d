"""texts/engine: what lives here."""

"""storage/engine: what lives here."""

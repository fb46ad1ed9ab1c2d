"""storage/monitoring: what lives here."""

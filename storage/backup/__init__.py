"""storage/backup: what lives here."""

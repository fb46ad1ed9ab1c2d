"""storage/notices: what lives here."""

"""storage/billing: what lives here."""

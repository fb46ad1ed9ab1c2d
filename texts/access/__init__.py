"""texts/access: what lives here."""

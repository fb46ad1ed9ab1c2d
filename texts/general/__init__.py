"""texts/general: what lives here."""

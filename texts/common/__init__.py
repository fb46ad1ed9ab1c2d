"""texts/common: what lives here."""

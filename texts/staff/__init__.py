"""texts/staff: what lives here."""

"""texts/claims: what lives here."""

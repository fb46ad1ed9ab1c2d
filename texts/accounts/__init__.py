"""texts/accounts: what lives here."""

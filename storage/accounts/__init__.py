"""storage/accounts: what lives here."""

"""conversations/accounts: what lives here."""

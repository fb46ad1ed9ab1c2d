"""conversations/claims: what lives here."""

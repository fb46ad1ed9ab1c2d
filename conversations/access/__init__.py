"""conversations/access: what lives here."""

"""conversations/common: what lives here."""

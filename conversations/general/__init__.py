"""conversations/general: what lives here."""

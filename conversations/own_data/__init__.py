"""conversations/own_data: what lives here."""

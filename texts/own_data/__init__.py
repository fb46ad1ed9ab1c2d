"""texts/own_data: what lives here."""

"""storage/people: what lives here."""

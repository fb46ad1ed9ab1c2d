"""simulator/people: what lives here."""

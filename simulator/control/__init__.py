"""simulator/control: what lives here."""

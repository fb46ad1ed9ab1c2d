"""handlers/endings: what lives here."""

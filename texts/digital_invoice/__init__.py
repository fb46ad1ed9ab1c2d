"""texts/digital_invoice: what lives here."""

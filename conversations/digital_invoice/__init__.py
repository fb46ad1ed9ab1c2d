"""conversations/digital_invoice: what lives here."""

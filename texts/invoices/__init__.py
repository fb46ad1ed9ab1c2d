"""texts/invoices: what lives here."""

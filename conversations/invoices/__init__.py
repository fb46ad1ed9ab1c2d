"""conversations/invoices: what lives here."""
